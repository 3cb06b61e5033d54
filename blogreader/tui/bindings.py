"""The key table as Textual's bindings."""

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from blogreader.keys import TABLE, Key


def bindings(pane: str) -> list[BindingType]:
    """Return a pane's default bindings; the app's keymap changes them to those in force."""
    return [
        Binding(",".join(key.keys), key.action, key.sentence, show=False, id=key.id)
        for key in TABLE
        if key.pane == pane
    ]


def keymap(table: Iterable[Key]) -> dict[str, str]:
    """Return the differences of a table from the default, as a Textual keymap."""
    usual = {key.id: key.keys for key in TABLE}
    return {key.id: ",".join(key.keys) for key in table if key.keys != usual[key.id]}
