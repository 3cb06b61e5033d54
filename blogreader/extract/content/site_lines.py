"""Removes lines that a site inserts between paragraphs, before the first and after the last."""

from itertools import islice

from selectolax.lexbor import LexborNode

from blogreader.extract.content import boilerplate_words
from blogreader.extract.dates import is_day
from blogreader.extract.dom.nodes import attribute, heading_level, names, next_element, previous_element, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN

_LONGEST_LINE = 200
_EDGE = 12
_LAST = 4
_SHORTEST_HEADLINE = 25
_LEAST_PROSE = 120
WRITTEN = frozenset(
    ("p", "ul", "ol", "blockquote", "pre", "h2", "h3", "h4", "table", "figure", "dl", "hr", "img", "aside", "div")
)
"""What an author may have written before or after a line."""


def cut_lines(tree: HtmlPage, article: LexborNode) -> None:
    """Remove the lines that sites insert: `ADVERTISEMENT`, `Share this`, `Read more: …`.

    A single reference to another page is the author's; a site inserts several.
    """
    more: list[LexborNode] = []
    for line in reversed(tree.ask("p, div, li, h2, h3, h4, h5, h6, figcaption, div > a", article)):
        text = line.text_lexbor()
        if len(text) > 2 * _LONGEST_LINE or line.mem_id == article.mem_id:
            continue
        said = " ".join(text.split())
        if not said or len(said) > _LONGEST_LINE or (line.tag == "a" and is_in_a_sentence(line)):
            continue
        if boilerplate_words.LINES.fullmatch(said) and line.css_first("img, pre, code") is None:
            if (heading_level(line) and next_element(line) is not None) or _is_plain_item(line):
                continue
            tree.drop(line, "a line that sites set between paragraphs")
        elif (
            line.tag in ("p", "div", "li", "h3", "h4", "a")
            and boilerplate_words.READ_MORE.match(said)
            and (line.tag == "a" or _is_mostly_links(line, said))
        ):
            if boilerplate_words.READ_MORE_OF_AUTHORS.match(said) and _is_line_of_author(line):
                more.append(line)
            else:
                tree.drop(line, "a line that leads to another article")
        elif line.tag == "p" and _is_headline(line, said):
            tree.drop(line, "another article's headline")
    for line in more if len(more) > 1 else ():
        tree.drop(line, "lines that lead to other articles")


def _is_plain_item(line: LexborNode) -> bool:
    """Return whether a line is a plain list item, without classes, links or controls: authors may write `Print`."""
    around = line.parent
    return (
        line.tag == "li"
        and around is not None
        and not names(line).strip()
        and not names(around).strip()
        and line.css_first("a[href], svg, button, i") is None
    )


def _is_line_of_author(line: LexborNode) -> bool:
    """Return whether a line that refers to another page is a plain paragraph among others."""
    if line.tag != "p" or attribute(line, "class") or len(line.css("a[href]")) != 1:
        return False
    if line.css_first("strong, b, img") is not None:
        return False
    before, after = previous_element(line), next_element(line)
    return before is not None and after is not None and before.tag in WRITTEN and after.tag in WRITTEN


def cut_page_lines(tree: HtmlPage, article: LexborNode, lines: list[LexborNode]) -> None:
    """Remove lines about the page after the last paragraph: `Edit this page`, `Last updated on …`."""
    for line, said in islice(((line, said) for line in lines if (said := text_of(line))), _LAST):
        if line.mem_id == article.mem_id or TOKEN.search(said):
            return
        link = line.css_first("a[href]")
        leads = attribute(link, "href") if link is not None else ""
        alone = link is not None and text_of(link) == said
        if not (
            boilerplate_words.PAGE_LINES.fullmatch(said)
            and (boilerplate_words.UPDATED.match(said) or (alone and boilerplate_words.EDITING.search(leads)))
        ):
            return
        tree.drop(line, "a line of the page about itself")


def cut_edge(tree: HtmlPage, article: LexborNode, lines: list[LexborNode], *, is_last: bool = False) -> None:
    """Remove lines with dates, times and names before the first paragraph, or after the last."""
    for line, said in islice(((line, said) for line in lines if (said := text_of(line))), _EDGE):
        if line.tag in ("pre", "blockquote", "li", "td") or TOKEN.search(said) or len(said) > _LEAST_PROSE:
            return
        if is_last and line.tag == "p" and not names(line).strip() and is_day(said):
            return  # an author signs with a date
        if line.mem_id != article.mem_id and (boilerplate_words.DATE_LINES.fullmatch(said) or is_day(said)):
            tree.drop(_whole(line, said), "a line of date or author at an edge")


def _whole(line: LexborNode, said: str) -> LexborNode:
    """Return a date with words around it that only introduce it: `<em>Published on: <time>…</time></em>`."""
    around = line.parent
    if line.tag != "time" or around is None or around.tag not in ("em", "span", "small", "i", "strong", "b"):
        return line
    rest = text_of(around).replace(said, "", 1)
    return around if boilerplate_words.DATE_LINES.fullmatch(text_of(around)) and len(rest) < _EDGE * 2 else line


def cut_calls(tree: HtmlPage, article: LexborNode) -> None:
    """Remove paragraphs that ask for a subscription, at the beginning and the end."""
    paragraphs = article.css("p")
    first = islice((part for part in paragraphs if part.text_lexbor().strip()), 2)
    last = islice((part for part in reversed(paragraphs) if part.text_lexbor().strip()), _LAST)
    for part in {part.mem_id: part for part in (*first, *last)}.values():
        if part.css_first("a[href]") is None or part.css_first("img, code") is not None:
            continue
        if boilerplate_words.CALLS.fullmatch(text_of(part)):
            tree.drop(part, "a call to subscribe at an edge")


def _is_mostly_links(node: LexborNode, said: str) -> bool:
    linked = sum(len(text_of(link)) for link in node.css("a[href]"))
    return linked > 0.5 * len(said)


def is_in_a_sentence(link: LexborNode) -> bool:
    """Return whether there is text directly beside a link."""
    return any(
        beside is not None and beside.is_text_node and (beside.text_content or "").strip()
        for beside in (link.prev, link.next)
    )


def _is_headline(line: LexborNode, said: str) -> bool:
    """Return whether a paragraph is another article's headline: in capitals, and only a link."""
    return (
        len(said) > _SHORTEST_HEADLINE
        and said.isupper()
        and (link := line.css_first("a[href]")) is not None
        and text_of(link) == said
    )
