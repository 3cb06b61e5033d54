"""The key table as Textual's bindings."""

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType

from blogreader.keys import TABLE, Key

_LEAVING = {"everywhere.quit": "app.quit", "everywhere.suspend": "app.suspend_process"}


def bindings(pane: str) -> list[BindingType]:
    """Return a pane's default bindings; the app's keymap changes them to those in force."""
    return [_binding(key, key.action) for key in TABLE if key.pane == pane]


def dialog_bindings(actions: Mapping[str, str]) -> list[BindingType]:
    """Return the bindings of a dialog: actions by the ids of their keys, and the ways to leave the program."""
    return [_binding(key, action) for key in TABLE if (action := actions.get(key.id) or _LEAVING.get(key.id))]


def keymap(table: Iterable[Key]) -> dict[str, str]:
    """Return the differences of a table from the default, as a Textual keymap."""
    usual = {key.id: key.keys for key in TABLE}
    return {key.id: ",".join(key.keys) for key in table if key.keys != usual[key.id]}


def _binding(key: Key, action: str) -> Binding:
    return Binding(",".join(key.keys), action, id=key.id)
