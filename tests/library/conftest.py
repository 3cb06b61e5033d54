"""What tests of the library begin with."""

from pathlib import Path

import pytest

from blogreader.archive import Archive
from blogreader.paths import Paths
from tests.library.opened import folders_in


@pytest.fixture
def folders(tmp_path: Path) -> Paths:
    """Where the library of a test keeps everything."""
    return folders_in(tmp_path)


@pytest.fixture
def archive(folders: Paths) -> Archive:
    """Its archive."""
    return Archive(folders.library / "archive")
