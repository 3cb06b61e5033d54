"""Finds parts of the article between its title and its text: a lead image, another heading."""

import re
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.dom.nodes import ancestors, attribute, element, names, text_of, whole_number
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.titles import plain

_TITLES = "head > title, meta[property='og:title'], meta[name='twitter:title']"
_SMALLEST_PICTURE = 200
"""Pixels: smaller pictures are faces or icons."""
_NO_PICTURE = lazily(
    r" (?:avatar|gravatar|author|authors|byline|logo|logos|icon|icons|profile|badge|emoji|thumb|thumbnail|sprite) "
)
_FACE = lazily(r" (?:avatar|gravatar|author|authors|byline|profile|headshot|userpic|portrait) ")
_PERSON = lazily(
    r"/@[\w.-]+|/(?:authors?|people|person|users?|u|profiles?|members?|team|about)(?:/|$|\?)", re.IGNORECASE
)
_LARGEST_FACE = 160
_FIRST_PICTURES = 2
_LINE = 60
_SIZE = lazily(r"[-_@]?(?<!\d)\d++(?:x\d++|w|h|px)|@\dx")
_PICTURE_FILE = lazily(r"\.(?:jpe?g|png|webp|gif|avif)\b", re.IGNORECASE)
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset")
_WORD = lazily(r"\w+")


def lead_of(tree: LexborHTMLParser, article: LexborNode) -> LexborNode | None:
    """Return a copy of what belongs to an article before its text; None if there is nothing."""
    around = next((a for a in ancestors(article) if a.tag in ("article", "main")), None)
    if around is None:
        return None
    parts = _before(article, around)
    lead = element(tree, "div")
    title = next((part for part in reversed(parts) if part.tag == "h1"), None)
    if title is not None and article.css_first("h1") is None and not _repeats_title(tree, title):
        lead.insert_child(title)
    pictures = [part for part in parts if part.tag == "img"]
    held = (article.html or "") if pictures else ""
    picture = next((image for image in pictures if _is_picture(image, around, held)), None)
    if picture is not None:
        paragraph = element(tree, "p")
        shown = picture.parent
        paragraph.insert_child(shown if shown is not None and shown.tag == "picture" else picture)
        lead.insert_child(paragraph)
    return lead if lead.first_child is not None else None


def _before(article: LexborNode, around: LexborNode) -> list[LexborNode]:
    """Return the titles and pictures that stand in `around` before the article, in their order."""
    roots: list[LexborNode] = []
    node: LexborNode | None = article
    while node is not None and node.mem_id != around.mem_id:
        previous = node.prev
        while previous is not None:
            if previous.is_element_node:
                roots.append(previous)
            previous = previous.prev
        node = node.parent
    return [part for root in reversed(roots) for part in root.css("h1, img")]


def _repeats_title(tree: LexborHTMLParser, heading: LexborNode) -> bool:
    """Return whether a heading largely repeats the title in the page's head, or links to another page."""
    words = _WORD.findall(plain(heading.text()))
    if not words or heading.css_first("a[href]") is not None:
        return True
    for node in tree.css(_TITLES):
        title = plain(attribute(node, "content") or node.text())
        if sum(word in title for word in words) > len(words) / 2:
            return True
    return False


def _is_picture(image: LexborNode, around: LexborNode, held: str) -> bool:
    """Return whether an image before the text is the article's picture, and is not repeated in the text."""
    for side in ("width", "height"):
        if whole_number(attribute(image, side).removesuffix("px"), _SMALLEST_PICTURE) < _SMALLEST_PICTURE:
            return False
    for node in (image, *ancestors(image)):
        if node.mem_id == around.mem_id:
            break
        if _NO_PICTURE.search(names(node)) or (node.tag == "a" and not _PICTURE_FILE.search(attribute(node, "href"))):
            return False
    source = _source(image)
    try:
        path = unquote(urlsplit(source).path)
    except ValueError:
        return False
    file = path.rpartition("/")[2]
    said = f" {' '.join(re.findall('[a-z]+', path.lower()))} {attribute(image, 'alt').lower()} "
    if not file or file.endswith(".svg") or _NO_PICTURE.search(said):
        return False
    stem = _SIZE.sub("", file.rpartition(".")[0] or file)
    return not (len(stem) > 3 and stem in held)


def _source(image: LexborNode) -> str:
    """Return the part of a picture's address that identifies the file."""
    around = image.parent
    inside = around.css("source") if around is not None and around.tag == "picture" else []
    said = (attribute(node, name) for name in _SOURCES for node in (image, *inside))
    return next((value.split()[0] for value in said if value.strip() and not value.startswith("data:")), "")


def cut_faces(tree: HtmlPage, article: LexborNode) -> None:
    """Remove small portraits before the first paragraph, recognised by two signs."""
    for image in article.css("img")[:_FIRST_PICTURES]:
        around = list(ancestors(image, 4))
        link = next((node for node in around if node.tag == "a"), None)
        largest = max(whole_number(attribute(image, side)) for side in ("width", "height"))
        named = any(_FACE.search(names(node)) for node in (image, *around) if node.mem_id != article.mem_id)
        signs = (
            0 < largest <= _LARGEST_FACE,
            named,
            link is not None and _PERSON.search(attribute(link, "href")) is not None,
        )
        if sum(signs) < 2 or _has_prose_before(image, article):
            return
        shown = link if link is not None and not text_of(link) else image
        tree.drop(shown, "a portrait before the text")


def _has_prose_before(image: LexborNode, article: LexborNode) -> bool:
    """Return whether there is a paragraph before an image."""
    node: LexborNode | None = image
    while node is not None and node.mem_id != article.mem_id:
        before = node.prev
        while before is not None:
            if len(before.text_lexbor().strip()) > _LINE:
                return True
            before = before.prev
        node = node.parent
    return False
