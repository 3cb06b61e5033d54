"""The reader's saved views: read from the configuration, and written to it."""

from collections.abc import Iterable
from pathlib import Path

from blogreader.errors import UsageError
from blogreader.library.views import VIEWS, View, saved_view


class SavedViews:
    """The saved views, in the order of the configuration."""

    def __init__(self, pairs: Iterable[tuple[str, str]], configuration: Path) -> None:
        self._configuration = configuration
        self.use(pairs)

    def use(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Replace all views with these, given as names and queries."""
        self._views = [saved_view(*pair) for pair in pairs]

    def all(self) -> tuple[View, ...]:
        """Return the current views."""
        return tuple(self._views)

    def save(self, name: str, query: str) -> View:
        """Save a query under a name, replacing a view of this name; on failure nothing is changed.

        Raises UsageError for a name that is invalid or taken, ConfigError, Unwritable.
        """
        from blogreader import view_file  # nothing else writes the configuration

        if any(name.casefold() == view.title.casefold() for view in VIEWS):
            raise UsageError(f"There is already a view called {name}; choose another name.")
        view_file.put(self._configuration, name, query)
        view = saved_view(name, query)
        at = next((number for number, one in enumerate(self._views) if one.id == view.id), len(self._views))
        self._views[at : at + 1] = [view]
        return view
