"""Slide shows in an article: their captions once, and none of those that stand beside a text that is whole without."""

from collections import defaultdict

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import ancestors, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.lazy_patterns import lazily

_COUNTER = lazily(r"(\d{1,3}) ?(?:/|of|de|von|sur) ?(\d{1,3})")
_FEWEST = 3
_LONGEST_COUNTER = 12
_LONG_PARAGRAPH = 100
_FEWEST_PARAGRAPHS = 4
_START = 40
"""Characters by which captions are known to be the same: copies for narrow screens are cut short."""


def cut_slides(tree: HtmlPage, article: LexborNode) -> None:
    """Take out numbered slides (`3/50`) where the article has paragraphs besides them, and captions said before."""
    _cut_numbered(tree, article)
    _cut_repeated_captions(tree, article)


def _cut_numbered(tree: HtmlPage, article: LexborNode) -> None:
    shows: dict[str, dict[str, LexborNode]] = defaultdict(dict)
    for node in tree.ask("span, div, p, small, em, strong, b", article):
        said = node.text_lexbor()
        if len(said) <= 2 * _LONGEST_COUNTER and (found := _COUNTER.fullmatch(" ".join(said.split()))):
            shows[found[2]].setdefault(found[1], node)
    several = [counters for counters in shows.values() if len(counters) >= _FEWEST]
    if not several or len(_COUNTER.findall(article.text_lexbor())) < _FEWEST:
        return
    for counters in several:
        slides = list(counters.values())
        around = [{ancestor.mem_id for ancestor in ancestors(slide)} for slide in slides]
        show = next((a for a in ancestors(slides[0]) if all(a.mem_id in ids for ids in around)), None)
        if show is None or show.mem_id == article.mem_id or article.mem_id not in {a.mem_id for a in ancestors(show)}:
            continue
        inside = {part.mem_id for part in show.css("p")}
        outside = [part for part in article.css("p") if part.mem_id not in inside]
        if sum(len(text_of(part)) > _LONG_PARAGRAPH for part in outside) >= _FEWEST_PARAGRAPHS:
            show.decompose()
            return


def _cut_repeated_captions(tree: HtmlPage, article: LexborNode) -> None:
    """Take out captions that slides have twice; two figures may well have the same one."""
    # A selector with commas gives a node once for each part that it matches.
    found = {part.mem_id: part for part in tree.ask("[class*=caption i]:not(a), figcaption", article)}
    captions = [part for part in found.values() if part.css_first("img, pre, table") is None]
    outer = {ancestor.mem_id for caption in captions for ancestor in ancestors(caption, 4)}
    seen: set[tuple[int, str]] = set()
    for caption in captions:
        start = text_of(caption)[:_START]
        around = list(ancestors(caption))
        if len(start) < _START or caption.mem_id in outer or any(node.tag == "pre" for node in around):
            continue
        figure = next((node.mem_id for node in around if node.tag == "figure"), 0)
        if (figure, start) in seen:
            caption.decompose()
        seen.add((figure, start))
