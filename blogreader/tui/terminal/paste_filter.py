"""What is pasted stays text, whatever escape sequences are in it.

Textual's parser looks for escape sequences inside of a bracketed paste too, and gives the characters of those that it
does not know as keys: `e` in a pasted log would open an editor. Some terminals, tmux among them, pass them on.
"""

from collections.abc import Iterable

from textual._xterm_parser import XTermParser  # what reads the terminal, of which Textual has no other name
from textual.drivers import linux_driver
from textual.message import Message

_ESCAPE = "\x1b"
_START, _END = "\x1b[200~", "\x1b[201~"


class PasteFilter:
    """Leaves escape characters out of pasted text; the text may come in any pieces."""

    def __init__(self) -> None:
        self._is_pasting = False
        self._before = ""
        """The last characters outside of a paste, in which its start may have begun."""
        self._held = ""
        """The last characters of a paste, which its end may begin with."""

    def passed(self, data: str) -> str:
        """Return what is to be parsed of the next piece."""
        passed: list[str] = []
        while data:
            data = self._pasted(data, passed) if self._is_pasting else self._typed(data, passed)
        return "".join(passed)

    def _typed(self, data: str, passed: list[str]) -> str:
        whole = self._before + data
        at = whole.find(_START)
        if at < 0:
            passed.append(data)
            self._before = whole[1 - len(_START) :]
            return ""
        end = at + len(_START)
        passed.append(whole[len(self._before) : end])
        self._is_pasting, self._before = True, ""
        return whole[end:]

    def _pasted(self, data: str, passed: list[str]) -> str:
        data, self._held = self._held + data, ""
        at = data.find(_END)
        if at >= 0:
            passed += (data[:at].replace(_ESCAPE, ""), _END)
            self._is_pasting = False
            return data[at + len(_END) :]
        last = data.rfind(_ESCAPE)
        if last >= 0 and _END.startswith(data[last:]):
            data, self._held = data[:last], data[last:]
        passed.append(data.replace(_ESCAPE, ""))
        return ""


class PasteSafeParser(XTermParser):
    """Reads the terminal as Textual does, but for what is pasted."""

    def __init__(self, debug: bool) -> None:
        super().__init__(debug)
        self._filter = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        """Parse a piece of what was typed or pasted; an empty one is the end."""
        passed = self._filter.passed(data)
        return super().feed(passed) if passed or not data else ()


def read_pastes_as_text() -> None:
    """Have Textual's driver read the terminal with this parser: it makes its own."""
    vars(linux_driver)["XTermParser"] = PasteSafeParser
