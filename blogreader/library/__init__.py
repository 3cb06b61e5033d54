"""The one door: everything that the screens and commands need goes through it; it knows no screen."""

from typing import TYPE_CHECKING

from blogreader.catalogue import Listing, Part
from blogreader.library.library import Library
from blogreader.library.reading_state import Taken
from blogreader.library.reports import (
    CategoryProgress,
    Checkup,
    Excerpt,
    Fetched,
    Found,
    ImportReport,
    Progress,
    Refreshed,
    SourceProgress,
    SourceReport,
)
from blogreader.library.views import SURENESS, VIEWS, View, category_view, source_view, without_read
from blogreader.source_files import LARGEST_INDEX

if TYPE_CHECKING:
    from blogreader.imports import Imported

__all__ = [
    "LARGEST_INDEX",
    "SURENESS",
    "VIEWS",
    "CategoryProgress",
    "Checkup",
    "Excerpt",
    "Fetched",
    "Found",
    "ImportReport",
    "Imported",
    "Library",
    "Listing",
    "Part",
    "Progress",
    "Refreshed",
    "SourceProgress",
    "SourceReport",
    "Taken",
    "View",
    "category_view",
    "source_view",
    "without_read",
]
