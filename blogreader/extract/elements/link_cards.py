"""Links around whole blocks: the card of another page becomes its linked title with the description below."""

from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import adopt, ancestors, attribute, element, elements, heading_level, names, text_of
from blogreader.extract.dom.page import HtmlPage

_BLOCKS = "div, p, h1, h2, h3, h4, h5, h6, section, article, header, figure, ul"
_BOOKMARK = frozenset(("bookmark", "blogcard", "linkcard", "embed", "preview", "oembed"))
_BESIDE = frozenset(
    (
        *(
            "metadata",
            "meta",
            "footer",
            "domain",
            "href",
            "site",
            "publisher",
            "author",
            "icon",
            "favicon",
            "host",
            "url",
        ),
        *("date", "label", "badge", "provider", "hostname", "source", "thumbnail", "thumb", "image"),
    )
)
_LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "span", "strong", "b", "small", "time", "section"))


def settle_cards(tree: HtmlPage, article: LexborNode) -> None:
    """Split links around several blocks, since a Markdown link is part of a line."""
    for link in reversed(article.css("a[href]")):
        if link.css_first(_BLOCKS) is None or attribute(link, "href").startswith("#"):
            continue
        lines = _lines(link)
        if lines and "".join("".join(map(text_of, lines)).split()) == "".join(link.text_lexbor().split()):
            _take_apart(tree, link, lines)


def _lines(node: LexborNode) -> list[LexborNode]:
    """Return the innermost elements with a line each, in order."""
    found: list[LexborNode] = []
    for child in elements(node):
        inner = [part for part in elements(child) if part.tag in _LINES and text_of(part)]
        beside = text_of(child) and "".join(text_of(part) for part in inner) != text_of(child).replace(" ", "")
        if child.tag in _LINES and text_of(child) and (not inner or child.tag in ("p", "span") or heading_level(child)):
            found.append(child)
        elif inner and not (beside and len(inner) == 1 and inner[0].tag in ("span", "strong", "b", "small", "time")):
            found.extend(_lines(child))
        elif text_of(child):
            found.append(child)
        else:
            found.extend(_lines(child))
    return found


def _take_apart(tree: HtmlPage, link: LexborNode, lines: list[LexborNode]) -> None:
    around = [link, *ancestors(link, 2)]
    is_bookmark = any(not _BOOKMARK.isdisjoint(names(node).split()) for node in around)
    host = (urlsplit(attribute(link, "href")).hostname or "").removeprefix("www.")
    said = [line for line in lines if not _is_beside(line, link, host)] or lines[:1]
    title = next((line for line in said if heading_level(line)), said[0])
    parts: list[LexborNode] = []
    for image in () if is_bookmark else link.css("img"):
        if attribute(image, "alt").strip():
            shown = element(tree, "p")
            shown.insert_child(image)
            parts.append(shown)
    name = element(tree, title.tag if heading_level(title) and title.tag else "p")
    fresh = element(tree, "a")
    fresh.attrs["href"] = attribute(link, "href")
    adopt(fresh, title)
    for image in reversed(fresh.css("img")):
        image.decompose()
    name.insert_child(fresh)
    parts.append(name)
    for line in said:
        if line.mem_id != title.mem_id:
            paragraph = element(tree, "p")
            adopt(paragraph, line)
            parts.append(paragraph)
    for part in parts:
        link.insert_before(part)
    link.decompose()


def _is_beside(line: LexborNode, link: LexborNode, host: str) -> bool:
    """Return whether a line of a card only says where, or whose, the page is."""
    said = text_of(line).lower()
    if host and said.removeprefix("https://").removeprefix("http://").removeprefix("www.").startswith(host):
        return True
    if heading_level(line):
        return False
    for node in (line, *ancestors(line)):
        if node.mem_id == link.mem_id:
            break
        words = names(node).split()
        if words and not _BESIDE.isdisjoint(words) and words[-1] in _BESIDE:
            return True
    return False
