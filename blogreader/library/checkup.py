"""The checks that `doctor` runs on a library, with repairs."""

from blogreader.errors import LibraryError
from blogreader.library import folder_checks
from blogreader.library.offline.offline_articles import OfflineArticles
from blogreader.library.reading_state import ReadingState
from blogreader.library.reports import Checkup, checked
from blogreader.library.subscriptions import Subscriptions
from blogreader.paths import Paths


def check(
    state: ReadingState, subscriptions: Subscriptions, offline: OfflineArticles, folders: Paths, *, repair: bool
) -> Checkup:
    """Return what is wrong with states, sources, archive and folders, and with `repair` repair it."""
    parts = (
        _check_state(state, repair=repair),
        checked(subscriptions.check(), repair=repair),
        offline.check(repair=repair),
        checked(folder_checks.check(folders), repair=repair),
    )
    return Checkup(
        tuple(dict.fromkeys(sentence for part in parts for sentence in part.wrong)),  # once each
        all(part.is_well for part in parts),
        tuple(sentence for part in parts for sentence in part.remarks),
        any(part.is_mendable for part in parts),
    )


def _check_state(state: ReadingState, *, repair: bool) -> Checkup:
    try:
        sentences, is_well = state.check(repair=repair)
    except LibraryError as error:  # the rest is still checked
        return Checkup((str(error),), False, is_mendable=False)
    return Checkup(tuple(sentences), is_well, is_mendable=bool(sentences))
