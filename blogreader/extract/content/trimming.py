"""Trims the article's element: lines around the title, tables of contents, links at the end."""

import re

from selectolax.lexbor import LexborNode

from blogreader.extract.content import boilerplate_words
from blogreader.extract.dom.nodes import (
    attribute,
    classes,
    elements,
    heading_level,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN, Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.titles import plain

_TITLES_OF_DOCUTILS = frozenset(("topic-title", "sidebar-title"))
_BYLINES = 4
_LONGEST_BYLINE = 180
_LONGEST_WORDS = 12
"""The most words of a byline with a full stop: longer ones are sentences that begin with `By`."""
_MONTHS = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_BYLINE = lazily(
    r"\b\d+[ -]?min(?:ute)?s?\b(?: read|$| ·)"
    r"|^(?:by|written by|posted (?:on|by)|published(?: on| by)?|updated|last (?:updated|modified))\b"
    rf"|^{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|^\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}\.?,? \d{{4}}"
    r"|\b(?:reading time|read time|time to read|lesezeit|temps de lecture|tiempo de lectura"
    r"|tempo d[ei] le(?:itura|ttura)|leestijd|время чтения)\b"
    r"|阅读(?:时间|時間|时长)|閱讀時間|読了(?:時間|目安)|읽는 ?시간"
    r"|^\d{4}-\d\d-\d\d\b|^\d{1,2}[./]\d{1,2}[./]\d{4}\b",
    re.IGNORECASE,
)
_LEFT = 25
"""Characters: the remains of removed comments are no longer."""
_OF_PAGES = (
    "form, textarea, input, button, iframe, [id^=comment-], [class*=comment i], [class*=subscribe i], "
    "[class*=newsletter i]"
)
_HOME = lazily(
    r"\W*(?:back to )?(?:the )?(?:home|archives?|index|blog|main page|front page|all (?:posts|articles))(?: page)?\W*",
    re.IGNORECASE,
)
_DONATIONS = lazily(
    r"//(?:www\.)?(?:buymeacoffee\.com|buymeacoff\.ee|ko-fi\.com|patreon\.com|paypal\.me|paypal\.com/(?:donate|cgi-bin)"
    r"|liberapay\.com|opencollective\.com|github\.com/sponsors|afdian\.(?:net|com)|flattr\.com|boosty\.to)\b"
)
_FEWEST_PARTS = 8
_LINE = 40
_ARROWS = lazily(r"^\s*(?:«|←|‹|<|previous\b|prev\b|older\b)|(?:»|→|›|>|\bnext|\bnewer)\s*$", re.IGNORECASE)
# From two words, or four characters of a script without blanks, to the end of a sentence.
_SENTENCE = lazily(
    r"\W*+\w++\W++\w[^.!?:。！？]*+[.!?:。！？]"
    r"|(?:[^\u3040-\u9fff]++|[\u3040-\u9fff]{1,3}+(?![\u3040-\u9fff]))*+[\u3040-\u9fff]{4}[^。！？]*+[。！？]"
)


def prose(node: LexborNode, placeholders: Placeholders) -> int:
    """Return the weight of a node: its characters, including code, but without links."""
    whole = placeholders.weight(node.text_lexbor())
    return max(0, whole - weight_of_links(node, placeholders)) if whole else 0


def holds_more(node: LexborNode, least: float, placeholders: Placeholders) -> bool:
    """Return whether a node weighs more than `least`; if it is too short even with links, that decides."""
    whole = placeholders.weight(node.text_lexbor())
    return whole > least and whole - weight_of_links(node, placeholders) > least


def weight_of_links(node: LexborNode, placeholders: Placeholders) -> int:
    """Return the weight of the links in a node."""
    return sum(map(placeholders.weight, [link.text_lexbor() for link in node.css("a[href]")]))


def _title_heading(article: LexborNode, title: str | None, placeholders: Placeholders) -> LexborNode | None:
    wanted = plain(title)
    for heading in article.css("h1, h2") if wanted else ():
        if plain(placeholders.spelled_out(heading.text_lexbor())) == wanted:
            return heading
    return article.css_first("h1")


def cut_before_title(tree: HtmlPage, article: LexborNode, title: str | None, placeholders: Placeholders) -> None:
    """Remove what is before the heading that repeats the title, unless it is much.

    Before any other heading, it may be the beginning of the text, and is removed only if it doesn't read like one.
    """
    heading = _title_heading(article, title, placeholders)
    if heading is None:
        return
    is_title = plain(placeholders.spelled_out(heading.text_lexbor())) == plain(title)
    titles = article.css("h1")
    if not is_title and (len(titles) > 1 or _has_title_outside(tree, titles)):
        return
    path = []
    node: LexborNode | None = heading
    while node is not None and node.mem_id != article.mem_id:
        path.append(node)
        node = node.parent
    before = []
    for step in path:
        previous = step.prev
        while previous is not None:
            before.append(previous)
            previous = previous.prev
    weight = sum(
        prose(part, placeholders) if part.is_element_node else len((part.text_content or "").strip()) for part in before
    )
    if (
        weight < 400
        and weight < 0.2 * prose(article, placeholders)
        and not any(part.css_first("pre, img") for part in before if part.is_element_node)
        and not (
            any(map(reads_as_prose if not is_title else _is_lead, before))
            and (not is_title or heading.tag != "h1" or _has_title_outside(tree, titles, plain(title)))
        )
    ):
        for part in before:
            tree.drop(part, "before the title")


def _has_title_outside(tree: HtmlPage, inside: list[LexborNode], title: str = "") -> bool:
    """Return whether the main part of the page has another first-level heading, so that those inside are not the title.

    `title`: or anywhere, if it has this text.
    """
    known = {heading.mem_id for heading in inside}
    return any(heading.mem_id not in known for heading in tree.css("main h1, article h1")) or (
        bool(title)
        and any(heading.mem_id not in known and plain(heading.text_lexbor()) == title for heading in tree.css("h1"))
    )


def is_sentence(said: str) -> bool:
    """Return whether a text begins with a sentence."""
    return _SENTENCE.match(said) is not None


def reads_as_prose(part: LexborNode) -> bool:
    """Return whether a part contains a sentence outside of links."""
    if not part.is_element_node:
        return bool(_SENTENCE.match(part.text_content or ""))
    blocks = part.css("p, li, blockquote, dd") or [part]
    return any(
        _SENTENCE.match(said := text_of(block)) and sum(len(text_of(a)) for a in block.css("a[href]")) < len(said) / 2
        for block in blocks
    )


def _is_lead(part: LexborNode) -> bool:
    """Return whether a part is more than a line of date and author."""
    said = text_of(part) if part.is_element_node else (part.text_content or "").strip()
    return len(said) > _LINE and _BYLINE.search(said) is None and reads_as_prose(part)


def cut_byline(tree: HtmlPage, article: LexborNode, title: str | None, placeholders: Placeholders) -> None:
    """Remove the lines after the title with date and reading time."""
    wanted = plain(title)
    headings = article.css("h1, h2")
    heading = next(
        (h for h in headings if wanted and plain(placeholders.spelled_out(h.text_lexbor())) == wanted), None
    ) or article.css_first("h1")
    if heading is None:
        following = list(elements(article))[:2]
    else:
        following = []
        node: LexborNode | None = heading
        while node is not None and node.mem_id != article.mem_id:
            after = node.next
            while after is not None and len(following) < _BYLINES:
                if after.is_element_node:
                    following.append(after)
                after = after.next
            node = node.parent
    for part in following:
        said = text_of(part)
        if (
            heading_level(part)
            or TOKEN.search(said)
            or len(said) > _LONGEST_BYLINE
            or (said.endswith(".") and len(said.split()) > _LONGEST_WORDS)
            or part.css_first("h2, h3, pre, img")
        ):
            break
        if part.css_first("time") is not None or _BYLINE.search(said):
            tree.drop(part, "a line of date or author below the title")


def cut_tail(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Remove what follows the end of the article: a heading such as "Related posts" and the links under it.

    The heading alone proves little: an author may write about comments, or tags. What is under it must be links, a form
    or comments, or nothing, if the heading comes last.
    """
    for heading in reversed(tree.ask("h2, h3, h4, h5, p > strong:only-child", article)):
        name = plain(heading.text_lexbor())
        if name not in boilerplate_words.HEADINGS:
            continue
        top = heading
        while top.parent is not None and top.parent.mem_id != article.mem_id and not _has_before(top):
            top = top.parent
        following = [top]
        after = top.next
        while after is not None:
            if after.is_element_node and 0 < heading_level(after) <= (heading_level(heading) or 6):
                break
            following.append(after)
            after = after.next
        parts = [part for part in following if part.is_element_node]
        whole = placeholders.weight(" ".join(map(text_of, parts))) - len(text_of(heading))
        free = whole - sum(len(text_of(link)) for part in parts for link in part.css("a[href]"))
        if _is_boilerplate(parts, whole, free, name, is_last=after is None and not _has_after(top, article)):
            for part in following:
                tree.drop(part, f"under the heading {name!r}")


def _is_boilerplate(parts: list[LexborNode], whole: int, free: int, name: str, *, is_last: bool) -> bool:
    """Return whether a second sign shows that what a heading announces does not belong to the article."""
    # Code and formulas are an author's, however little there is of them.
    if any(TOKEN.search(part.text_lexbor()) or part.css_first("table, dl") is not None for part in parts):
        return False
    if free < 0.5 * whole or whole <= 0:
        return True
    asked = [found for part in parts for found in part.css(_OF_PAGES)]
    # An embedded recording or listing may be among an author's sentences.
    if any(found.tag != "iframe" for found in asked) or (asked and not any(map(reads_as_prose, parts[1:]))):
        return True
    if not is_last:
        return False
    return free < _LEFT or (free < 300 and name in boilerplate_words.PLAIN_HEADINGS)


def cut_neighbours(tree: HtmlPage, article: LexborNode) -> None:
    """Remove what comes last if it only links to the previous and next posts."""
    for part in reversed(list(elements(article))[-3:]):
        after = part.next
        if after is not None and after.is_text_node and (after.text_content or "").strip():
            return
        links = part.css("a[href]") if part.tag != "a" else [part]
        said = text_of(part)
        if not said and part.css_first("img, iframe, video, audio, embed, math") is None:
            part.decompose()
            continue
        linked = sum(len(text_of(link)) for link in links)
        if links and linked >= 0.8 * len(said) and all(map(_asks_for_money, links)):
            tree.drop(part, "a donation button")
            continue
        leads_on = any(_ARROWS.search(text_of(link)) for link in links)
        if not links or linked < 0.8 * len(said) or not (leads_on or all(map(_leads_home, links))):
            return
        tree.drop(part, "links to the posts before and after" if leads_on else "a link to the site's other posts")


def _asks_for_money(link: LexborNode) -> bool:
    """Return whether a link is the button of a donation service: a picture, or a few words."""
    return len(text_of(link)) < _LINE and _DONATIONS.search(attribute(link, "href")) is not None


def _leads_home(link: LexborNode) -> bool:
    """Return whether a link says that it leads to the front page or all posts, and shows no other full address."""
    path = attribute(link, "href").partition("://")[2].partition("/")[2] if "://" in attribute(link, "href") else ""
    return not path and _HOME.fullmatch(text_of(link)) is not None


def cut_repeated(tree: HtmlPage, article: LexborNode) -> None:
    """Remove what comes last if it contains a link and repeats something before the text."""
    parts = [part for part in elements(article) if part.text_lexbor().strip()]
    if len(parts) < _FEWEST_PARTS:
        return
    first = {text_of(part) for part in parts[:3] if part.css_first("a[href]") is not None}
    for part in parts[-2:]:
        if len(text_of(part)) > _LINE and text_of(part) in first:
            tree.drop(part, "repeated from before the text")


def _has_after(node: LexborNode, article: LexborNode) -> bool:
    """Return whether text follows the element around a node."""
    here = node.parent
    while here is not None and here.mem_id != article.mem_id:
        after = here.next
        while after is not None:
            if (after.is_element_node or after.is_text_node) and after.text_lexbor().strip():
                return True
            after = after.next
        here = here.parent
    return False


def _has_before(node: LexborNode) -> bool:
    before = node.prev
    while before is not None:
        if before.is_element_node or (before.text_content or "").strip():
            return True
        before = before.prev
    return False


def is_heading_itself(node: LexborNode) -> bool:
    """Return whether a heading's permalink contains the heading or its text, as in VuePress and others."""
    around = node.parent
    if node.tag != "a" or around is None:
        return False
    said = text_of(node)
    inner = node.css_first("h1, h2, h3, h4, h5, h6")
    heading = inner if inner is not None else around
    return bool(heading_level(heading)) and said == text_of(heading) and any(map(str.isalnum, said))


def has_title_of_docutils(node: LexborNode) -> bool:
    """Return whether this is an author's aside, docutils' `topic` or `sidebar`, or the title of one."""
    title = node if node.tag == "p" else next(elements(node), None)
    return title is not None and title.tag == "p" and not _TITLES_OF_DOCUTILS.isdisjoint(classes(title))
