"""The links of a Markdown text, and the sentence around each; links in code don't count."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urljoin

from blogreader.catalogue.full_text.searchable_text import in_a_line, parts, plain_text
from blogreader.model import LinkSentence
from blogreader.urls import canonical

MOST = 2_000
"""Links kept for one text: anything with more is a directory."""
_LONGEST = 2_000
"""Characters of an address."""
_SENTENCE = 240
_MARK = "\0"
"""Marks the position of the link while its sentence is extracted; no text contains it."""

# Each is linear: no part of the text is scanned twice.
_INLINE_CODE = re.compile(r"``[^`]++``|`[^`\n]++`")
_PICTURE = re.compile(r"!\[(?:[^\[\]\\]|\\.)*+\]\([^()\s]*+(?:\([^()]*+\)[^()\s]*+)*+(?:\s++\"[^\"]*+\")?+\)")
_TARGET = re.compile(
    r"\]\(<?+(?P<inline>[^()\s<>]++(?:\([^()\s]*+\)[^()\s<>]*+)*+)"
    r"|<(?P<auto>https?://[^<>\s]++)>"
    r"|(?<![\w(<\"'=/.-])(?P<bare>https?://[^\s<>()\[\]\"'`*|]++)"
    r"|\]\[(?P<name>[^\[\]\n]++)\]"
    r"|href=[\"'](?P<href>[^\"'<>\s]++)",
)
_DEFINITION = re.compile(
    r"^ {0,3}+\[(?P<name>[^\[\]^\n][^\[\]\n]*+)\]:[ \t]*+<?+(?P<url>[^\s<>]++)[^\n]*+$", re.MULTILINE
)
_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*+\s++|(?<=[。！？])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def address(url: str) -> str | None:
    """Return what all links to an article share: its canonical URL, regardless of `http` or `https`."""
    key = canonical(url) if len(url) <= _LONGEST else None
    if key is None or key.startswith("file:"):
        return key
    return key.partition(":")[2]


def keys_at(found: str) -> tuple[str, ...]:
    """Return the canonical URLs that such an address stands for."""
    return (found,) if found.startswith("file:") else (f"https:{found}", f"http:{found}")


def resolved(url: str, base: str) -> str | None:
    """Return the address of a link in a text at `base`; None: it leads nowhere, or is no web address."""
    try:
        whole = urljoin(base, _ESCAPED.sub(r"\1", url).replace("&amp;", "&"))
    except ValueError:  # `https://[::1`
        return None
    return address(whole) if whole.startswith(("http://", "https://", "file:")) else None


def links_of(markdown: str, base: str) -> tuple[str, ...]:
    """Return the addresses that a text at `base` links to, each once, except its own."""
    own = address(base)
    found: dict[str, None] = {}
    for target, _ in _links(markdown, base):
        if target != own:
            found[target] = None
            if len(found) == MOST:
                break
    return tuple(found)


def targets(markdown: str, base: str) -> Iterator[str]:
    """Return the addresses to which a text at `base` links, in their order."""
    return (target for target, _ in _links(markdown, base))


def sentence(markdown: str, base: str, wanted: Collection[str]) -> LinkSentence:
    """Return the sentence around the first link to one of these addresses; empty if there is none."""
    for target, marked in _links(markdown, base):
        if target in wanted:
            return _around(in_a_line(plain_text(marked())))
    return LinkSentence()


def _links(markdown: str, base: str) -> "Iterator[tuple[str, _Marked]]":
    """Return the address and the paragraph of each link, in order."""
    definitions: dict[str, str] = {}
    if "]:" in markdown:
        definitions = {_folded(one["name"]): one["url"] for one in _DEFINITION.finditer(markdown)}
    known: dict[str, str | None] = {}
    for part, is_code in parts(markdown):
        if is_code:
            continue
        text = _INLINE_CODE.sub(_hidden, part) if "`" in part else part
        text = _DEFINITION.sub("", text) if "]:" in text else text
        text = _PICTURE.sub("", text) if "![" in text else text
        for match in _TARGET.finditer(text):
            url = definitions.get(_folded(match["name"])) if match["name"] else match[match.lastgroup or 0]
            if not url or url.startswith(("#", "mailto:", "data:")):
                continue
            if match["bare"]:
                url = url.rstrip(".,;:!?")
            if url not in known:
                known[url] = resolved(url, base)
            if (target := known[url]) is not None:
                yield target, _Marked(text, match.start())


class _Marked:
    """The paragraph, row or item around a link, with a mark at its position."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._at = at

    def __call__(self) -> str:
        text, at = self._text, self._at
        begin = max(text.rfind("\n\n", 0, at), text.rfind("\n- ", 0, at), text.rfind("\n* ", 0, at), 0)
        begin = max(begin, text.rfind("\n|", 0, at), at - 4_000)
        ends = [end for sign in ("\n\n", "\n- ", "\n* ", "\n|") if (end := text.find(sign, at)) >= 0]
        return text[begin:at] + _MARK + text[at : min([*ends, at + 4_000])]


def _hidden(match: re.Match[str]) -> str:
    """Return a sentence whose code keeps its text but contains nothing that parses as a link."""
    return re.sub(r"[\[\]<]|://", " ", match[0])


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _around(line: str) -> LinkSentence:
    """Return the sentence around the mark, shortened if it is very long."""
    at = line.find(_MARK)
    if at < 0:
        return LinkSentence(line[:_SENTENCE])
    begin = max((end.end() for end in _END.finditer(line, 0, at)), default=0)
    after = _END.search(line, at + 1)
    end = after.end() if after else len(line)
    before, after_it = "", ""
    if end - begin > _SENTENCE:
        first, last = max(begin, at - _SENTENCE * 2 // 3), end
        if first > begin:
            first = line.find(" ", first, at) + 1 or first
            before = "… "
        last = min(end, first + _SENTENCE)
        if last < end:
            last = line.rfind(" ", at, last) if line.rfind(" ", at, last) > at else last
            after_it = " …"
        begin, end = first, last
    start, rest = line[begin:at].lstrip(), line[at:end].replace(_MARK, "").rstrip()
    return LinkSentence(f"{before}{start}{rest if start else rest.lstrip()}{after_it}", len(before) + len(start))
