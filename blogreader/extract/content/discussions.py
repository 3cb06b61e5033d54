"""Turns pages of forums into articles: the post, followed by the comments as quotations, in order."""

from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from blogreader.extract.content.discussion_sites import PLATFORMS, SPEAKERS, DiscussionPlace, Platform
from blogreader.extract.dom.nodes import adopt, ancestors, attribute, element, outermost, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean_line

_DAY = lazily(r"\d{4}-\d\d-\d\d")
_DEEPEST = 8


def gather(tree: HtmlPage, url: str) -> LexborNode | None:
    """Return the discussion on a known platform's page as one element of the page; None for other pages."""
    platform = _platform(tree, url)
    body = tree.body
    if platform is None or body is None:
        return None
    # A selector list returns a node once for each selector that it matches.
    found = {node.mem_id: node for node in tree.css(platform.comment)}
    comments = [node for node in found.values() if _says_something(node, platform)]
    discussion = element(tree, "article")
    if platform.turns:
        _add_turns(tree, discussion, comments, platform)
    else:
        if platform.first_is_post and comments:
            _add_body(tree, discussion, comments.pop(0), platform)
        _add_link(tree, discussion, platform)
        for part in outermost(tree.css(platform.post)) if platform.post else ():
            _add(tree, discussion, part)
        if comments:
            _add_comments(tree, discussion, comments, platform)
    if not text_of(discussion):
        return None
    body.insert_child(discussion)
    return body.last_child


def _platform(tree: HtmlPage, url: str) -> Platform | None:
    host = (urlsplit(url).hostname or "").lower()
    for platform in PLATFORMS:
        known = not platform.hosts or any(host == name or host.endswith("." + name) for name in platform.hosts)
        if known and tree.ask(platform.marker):
            return platform
    return None


def _bodies(node: LexborNode, platform: Platform) -> list[LexborNode]:
    """Return the parts of a comment itself, without those of nested comments."""
    if not platform.body:
        return [node]
    found = outermost(node.css(platform.body))
    inner = {other.mem_id for other in node.css(platform.comment)} - {node.mem_id}
    return [part for part in found if not any(around.mem_id in inner for around in ancestors(part))]


def _says_something(node: LexborNode, platform: Platform) -> bool:
    """Return whether a comment has a text or a picture."""
    return any(text_of(part) or part.css_first("img") is not None for part in _bodies(node, platform))


def _add(tree: HtmlPage, target: LexborNode, part: LexborNode) -> None:
    paragraph = element(tree, "p" if part.tag == "img" else "div")
    paragraph.insert_child(part)
    target.insert_child(paragraph)


def _add_body(tree: HtmlPage, target: LexborNode, comment: LexborNode, platform: Platform) -> None:
    for part in _bodies(comment, platform):
        for junk in reversed(part.css(platform.drop)) if platform.drop else ():
            junk.decompose()
        if part.tag == "img":
            _add(tree, target, part)
        else:
            adopt(target, part)


def _add_link(tree: HtmlPage, discussion: LexborNode, platform: Platform) -> None:
    link = tree.css_first(platform.link) if platform.link else None
    address = attribute(link, "href") if link is not None else ""
    if address.startswith("http"):
        paragraph = element(tree, "p")
        shown = element(tree, "a", address)
        shown.attrs["href"] = address
        paragraph.insert_child(shown)
        discussion.insert_child(paragraph)


def _add_turns(tree: HtmlPage, discussion: LexborNode, comments: list[LexborNode], platform: Platform) -> None:
    for number, comment in enumerate(comments):
        if number:
            discussion.insert_child(element(tree, "hr"))
        role = _value(comment, platform.author)
        paragraph = element(tree, "p")
        paragraph.insert_child(element(tree, "strong", SPEAKERS.get(role, role)))
        discussion.insert_child(paragraph)
        _add_body(tree, discussion, comment, platform)


def _add_comments(tree: HtmlPage, discussion: LexborNode, comments: list[LexborNode], platform: Platform) -> None:
    if platform.heading and discussion.first_child is not None:
        discussion.insert_child(element(tree, "hr"))
    if platform.heading:
        discussion.insert_child(element(tree, "h2", platform.heading))
    # The quotations around the current one, filled from the innermost outwards, since insertion copies.
    open_quotes: list[LexborNode] = []
    ids = {comment.mem_id for comment in comments}

    def close(depth: int) -> None:
        while len(open_quotes) > depth:
            quote = open_quotes.pop()
            (open_quotes[-1] if open_quotes else discussion).insert_child(quote)

    for comment in comments:
        depth = min(_depth(comment, platform, ids), len(open_quotes), _DEEPEST)
        close(depth)
        quote = element(tree, "blockquote")
        quote.insert_child(_byline(tree, comment, platform))
        _add_body(tree, quote, comment, platform)
        open_quotes.append(quote)
    close(0)


def _depth(comment: LexborNode, platform: Platform, ids: set[int]) -> int:
    if platform.depth is None:
        return sum(around.mem_id in ids for around in ancestors(comment))
    value = _value(comment, platform.depth)
    return int(value) // platform.unit if value.isdecimal() else 0


def _byline(tree: HtmlPage, comment: LexborNode, platform: Platform) -> LexborNode:
    """Return a line with the author, the date and the score of a comment."""
    line = element(tree, "p")
    line.insert_child(element(tree, "strong", _value(comment, platform.author) or "…"))
    written = _value(comment, platform.date)
    day = _DAY.search(written)
    address = _value(comment, platform.address)
    if written:
        line.insert_child(" · ")
        said = day[0] if day else written
        if address and not address.startswith("#"):
            link = element(tree, "a", said)
            link.attrs["href"] = address
            line.insert_child(link)
        else:
            line.insert_child(said)
    if points := _value(comment, platform.points):
        line.insert_child(f" · {points}" if not points.lstrip("-").isdecimal() else f" · {points} points")
    return line


def _value(comment: LexborNode, place: DiscussionPlace) -> str:
    if not place.selector and not place.attribute:
        return ""
    node = comment.css_first(place.selector) if place.selector else comment
    if node is None:
        return ""
    return clean_line(attribute(node, place.attribute)) if place.attribute else text_of(node)
