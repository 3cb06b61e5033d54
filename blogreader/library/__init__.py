"""The one door: everything that the screens and the commands ask for goes through it; it knows no screen."""

from blogreader.catalogue import Listing
from blogreader.library.keeping import Taken
from blogreader.library.library import Library
from blogreader.library.reports import (
    CategoryProgress,
    Checkup,
    Fetched,
    Progress,
    Refreshed,
    SourceProgress,
    SourceReport,
)
from blogreader.library.views import SURENESS, VIEWS, View, category_view, source_view
from blogreader.sources import LARGEST_INDEX

__all__ = [
    "LARGEST_INDEX",
    "SURENESS",
    "VIEWS",
    "CategoryProgress",
    "Checkup",
    "Fetched",
    "Library",
    "Listing",
    "Progress",
    "Refreshed",
    "SourceProgress",
    "SourceReport",
    "Taken",
    "View",
    "category_view",
    "source_view",
]
