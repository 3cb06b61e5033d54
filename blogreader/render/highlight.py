"""Syntax colours, computed as far as they are needed and cached for a whole listing."""

import re
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from blogreader.render.blocks import Code

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Beyond this size a lexer's regular expressions may blow up.
_LONGEST_LINE = 2_000
# Lexers that process all of a text before they return the first token get no more than this.
_AT_ONCE = 20_000
# Characters coloured in one lazy layout: some ten milliseconds.
_LAZILY = 1_500
# Limits of the cache: listings, and characters in them.
_KEPT = 64
_KEPT_CHARACTERS = 4_000_000
# A failure in one of five hundred lexers must not cost the reader the article.
_LEXER_BUGS = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError, re.error)
_LANGUAGE = re.compile(r"[\w+#.-]+")
# Names in use on the web that Pygments doesn't know.
_ALIASES = {
    "assembly": "nasm",
    "cjs": "javascript",
    "cli": "console",
    "dockerfile": "docker",
    "env": "bash",
    "golang": "go",
    "gradle": "groovy",
    "hcl": "terraform",
    "html5": "html",
    "json5": "javascript",
    "jsonc": "javascript",
    "jsonl": "json",
    "mjs": "javascript",
    "mts": "typescript",
    "objc": "objective-c",
    "patch": "diff",
    "plist": "xml",
    "psql": "postgresql",
    "shell": "bash",
    "shell-session": "console",
    "shellsession": "console",
    "svelte": "html",
    "terminal": "console",
    "vue": "html",
    "wat": "wast",
    "wrangler": "toml",
}
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "nohighlight", "output", "log", "ascii"})
# Pygments' token types, by prefix; the longest match wins.
_ROLES = {
    ("Comment",): "comment",
    ("Comment", "Preproc"): "keyword",
    ("Comment", "PreprocFile"): "string",
    ("Keyword",): "keyword",
    ("Keyword", "Constant"): "number",
    ("Operator", "Word"): "keyword",
    ("Operator",): "operator",
    ("Punctuation",): "operator",
    ("Literal", "String"): "string",
    ("Literal", "Number"): "number",
    ("Literal", "Date"): "number",
    ("Literal",): "string",
    ("Name", "Attribute"): "name",
    ("Name", "Builtin"): "name",
    ("Name", "Class"): "name",
    ("Name", "Decorator"): "name",
    ("Name", "Exception"): "name",
    ("Name", "Function"): "name",
    ("Name", "Tag"): "keyword",
    ("Name", "Constant"): "number",
    ("Generic", "Deleted"): "deleted",
    ("Generic", "Inserted"): "inserted",
    ("Generic", "Heading"): "heading",
    ("Generic", "Subheading"): "heading",
    ("Generic", "Prompt"): "prompt",
    ("Generic", "Output"): "output",
    ("Generic", "Traceback"): "output",
    ("Generic", "Error"): "deleted",
}
_NAMES = ("code.plain", *dict.fromkeys(f"code.{role}" for role in _ROLES.values()))


class _Listing:
    """The colours of one listing, as far as they were computed."""

    def __init__(self, text: str, lexer: "Lexer | None") -> None:
        self.starts = array("L", [0])
        self.roles = array("B", [0])
        self.reached = 0
        """Everything before this offset is coloured."""
        self.size = len(text)
        self.tokens: Iterator[tuple[int, Any, str]] = iter(())
        if lexer is None or _has_long_line(text) or (len(text) > _AT_ONCE and _reads_all_at_once(lexer)):
            self.reached = self.size
        else:
            self.tokens = iter(lexer.get_tokens_unprocessed(text + "\n"))

    def pull(self, end: int) -> None:
        """Continue until everything before `end` is coloured."""
        end = min(end, self.size)
        try:
            while self.reached < end:
                # A token may be empty: with a lexer that returns no others this would never end.
                tokens = 0
                for position, kind, value in islice(self.tokens, 2 * (end - self.reached) + 100):
                    tokens += 1
                    self._add(position, _role(tuple(kind)))
                    self.reached = max(self.reached, position + len(value))
                    if self.reached >= end:
                        return
                if not tokens:
                    self._end()
        except _LEXER_BUGS:
            self._end()

    def _end(self) -> None:
        """Leave the rest plain: nothing more comes from the lexer."""
        self._add(self.reached, 0)
        self.reached = self.size

    def _add(self, position: int, role: int) -> None:
        if role == self.roles[-1] or position >= self.size or position < self.starts[-1]:
            return
        if self.starts[-1] == position:
            self.roles[-1] = role
        else:
            self.starts.append(position)
            self.roles.append(role)

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Return the equally coloured pieces of a part, relative to `start`; what is not coloured yet is plain."""
        index = bisect_right(self.starts, start) - 1
        known = min(self.reached, end)
        position = start
        while position < known:
            index += 1
            finish = min(self.starts[index] if index < len(self.starts) else known, known)
            if finish > position:
                yield position - start, finish - start, _NAMES[self.roles[index - 1]]
                position = finish
        if position < end:
            yield position - start, end - start, _NAMES[0]


_listings: OrderedDict[tuple[str, str], _Listing] = OrderedDict()
_lexers: "dict[str, Lexer | None]" = {}


def pieces(code: Code, *, lazy: bool) -> list[tuple[int, int, str]]:
    """Return the equally coloured pieces of a code block: start, end, role.

    With `lazy`, only what is available at once is coloured: no lexer is loaded, and none runs far.
    """
    if code.colours:
        return [*code.colours]
    name = _name(code.language)
    if name in _PLAIN or (lazy and name not in _lexers):
        return [(0, len(code.text), _NAMES[0])] if code.text else []
    listing = _listing(code, name)
    end = code.start + len(code.text)
    if not lazy or end - listing.reached <= 2 * _LAZILY:
        listing.pull(end if not lazy else min(end, listing.reached + _LAZILY))
    return list(listing.between(code.start, end))


def is_plain_yet(code: Code) -> bool:
    """Return whether a lazy layout left out the colours of a code block."""
    name = _name(code.language)
    if name in _PLAIN:
        return False
    if name not in _lexers:
        return True
    if _lexers[name] is None:
        return False
    listing = _listings.get((code.whole or code.text, name))
    return listing is None or listing.reached < code.start + len(code.text)


def colour_more(code: Code, characters: int = _LAZILY) -> bool:
    """Colour this many more characters: some ten milliseconds for 1 500.

    True when the block is to be laid out anew: all of it has its colours at last. Nothing happens as long as its lexer
    isn't loaded.
    """
    name = _name(code.language)
    if name not in _lexers or not is_plain_yet(code):
        return False
    listing = _listing(code, name)
    listing.pull(min(listing.reached + characters, code.start + len(code.text)))
    return not is_plain_yet(code)


def load_lexers(languages: Iterable[str]) -> None:
    """Load the lexers for some info strings: 10 to 100 ms each, so call it in a thread."""
    for language in languages:
        name = _name(language)
        if name not in _PLAIN:
            _lexer(name)


def _listing(code: Code, name: str) -> _Listing:
    text = code.whole or code.text
    found = _listings.pop((text, name), None)
    found = found or _Listing(text, _lexer(name))
    _listings[text, name] = found
    while len(_listings) > _KEPT or (
        len(_listings) > 1 and sum(listing.size for listing in _listings.values()) > _KEPT_CHARACTERS
    ):
        _listings.popitem(last=False)
    return found


def _name(language: str) -> str:
    """Return the language in a fence's info string: `python`, `{.python}`, `js title="x"`."""
    found = _LANGUAGE.search(language.removeprefix("language-"))
    name = found.group().strip(".").lower() if found else ""
    return _ALIASES.get(name, name)


def _lexer(name: str) -> "Lexer | None":
    if name not in _lexers:
        # Pygments takes 30 ms to load, so that is left to the first code block in sight.
        from pygments.lexers import get_lexer_by_name
        from pygments.util import ClassNotFound

        try:
            _lexers[name] = get_lexer_by_name(name)
        except ClassNotFound:
            _lexers[name] = None
    return _lexers[name]


def _has_long_line(text: str) -> bool:
    position = 0
    while position + _LONGEST_LINE < len(text):
        position = text.rfind("\n", position, position + _LONGEST_LINE + 1) + 1
        if not position:
            return True
    return False


def _reads_all_at_once(lexer: "Lexer") -> bool:
    from pygments.lexer import DelegatingLexer, RegexLexer

    # Lexers not made of regular expressions are for sessions and templates: some are quick, none is for long text.
    return isinstance(lexer, DelegatingLexer) or not isinstance(lexer, RegexLexer)


@lru_cache(maxsize=256)
def _role(kind: tuple[str, ...]) -> int:
    for length in range(len(kind), 0, -1):
        if role := _ROLES.get(kind[:length]):
            return _NAMES.index(f"code.{role}")
    return 0
