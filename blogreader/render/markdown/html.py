"""Raw HTML inside Markdown, reduced to its text: remains of extraction, or tags that an author wrote.

One pass over the tags, linear whatever the input; this is no parser of HTML, for nothing here is interpreted but text.
"""

import re
from dataclasses import dataclass

from blogreader.text import unescaped_attribute, unescaped_text

_PIECE = re.compile(r"<!--|<\?|<!\[CDATA\[|</?[a-zA-Z][^<>]*>|<![^<>]*>|[^<]+|<")
# Elements that are hidden with all of their contents, and their ends.
_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_NAME = re.compile("</?([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(r"""(?<![a-zA-Z-])([a-zA-Z-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_BLANKS = re.compile("[ \t\n]+")
_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head", "object", "iframe"})
_BREAKING = re.compile(
    "address|article|aside|blockquote|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|"
    "ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """An HTML tag."""

    name: str
    """Lower case."""
    closing: bool
    source: str

    def attribute(self, name: str) -> str:
        """Return an attribute's value, or an empty string."""
        for match in _ATTRIBUTE.finditer(self.source):
            if match[1].lower() == name:
                return unescaped_attribute(match[2] or match[3] or match[4] or "")
        return ""


@dataclass(frozen=True, slots=True)
class Reduced:
    """The result for a piece of HTML."""

    text: str
    """Lines, with blanks collapsed except in `<pre>`."""
    images: tuple[tuple[str, str], ...]
    """Alternative text and address of each picture; the alternative texts are not part of `text`."""


def tag_of(source: str) -> Tag | None:
    """Parse one tag; None for a comment, a declaration and anything else in angle brackets."""
    match = _NAME.match(source)
    return Tag(match[1].lower(), source.startswith("</"), source) if match else None


def reduce(source: str) -> Reduced:
    """Return the text of a piece of HTML and its pictures; comments, scripts and styles are dropped."""
    lines: list[str] = []
    line: list[str] = []
    images: list[tuple[str, str]] = []
    silent = ""
    preformatted = 0
    position = 0
    begin = -1

    def end_line() -> None:
        text = "".join(line)
        line.clear()
        if preformatted or text.strip():
            lines.append(text.rstrip() if preformatted or "  " in text else text.strip())

    while match := _PIECE.match(source, position):
        position = match.end()
        piece = match.group()
        tag = tag_of(piece) if piece[0] == "<" else None
        if not silent and (ending := _ENDS.get(piece)):
            # `<!-->` and `<!--->` are whole comments.
            end = source.find(ending, position - 2 if piece == "<!--" else position)
            position = len(source) if end < 0 else end + len(ending)
        elif silent:
            silent = "" if tag and tag.closing and tag.name == silent else silent
        elif tag is None:
            if not (piece[0] == "<" and len(piece) > 1):
                # Browsers, too, leave out the line break that a tag `<pre>` ends with.
                text = unescaped_text(piece.removeprefix("\n") if match.start() == begin else piece)
                first, *others = (text if preformatted else _BLANKS.sub(" ", text)).split("\n")
                line.append(first)
                for one in others:
                    end_line()
                    line.append(one)
        elif tag.name in _SILENT:
            silent = "" if tag.closing or piece.endswith("/>") else tag.name
        elif tag.name == "img":
            images.append((tag.attribute("alt"), tag.attribute("src")))
        elif _BREAKING.fullmatch(tag.name):
            if any(line) or tag.name == "br":
                end_line()
            if tag.name == "pre":
                preformatted = max(preformatted + (-1 if tag.closing else 1), 0)
                begin = position
        elif tag.name in {"td", "th"} and not tag.closing:
            line.append("  ")
    end_line()
    return Reduced("\n".join(lines).strip("\n"), tuple(images))
