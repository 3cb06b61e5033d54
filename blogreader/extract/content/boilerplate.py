"""Removes boilerplate between the parts of an article: other posts, cards, advertisements, calls to sign up."""

from collections import Counter, defaultdict

from selectolax.lexbor import LexborNode

from blogreader.extract.content import boilerplate_words
from blogreader.extract.content.scoring import class_points, link_density
from blogreader.extract.content.site_lines import (
    WRITTEN,
    cut_calls,
    cut_edge,
    cut_lines,
    cut_page_lines,
    is_in_a_sentence,
)
from blogreader.extract.dom.nodes import (
    ancestors,
    around_all,
    attribute,
    classes,
    elements,
    heading_level,
    names,
    next_element,
    outermost,
    previous_element,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.titles import plain

_COUNTER = lazily(r"(\d{1,3}) ?(?:/|of|de|von|sur) ?(\d{1,3})")
_FEWEST = 3
_LONGEST_COUNTER = 24
_LONG_PARAGRAPH = 100
_FEWEST_PARAGRAPHS = 4
_START = 40
"""Captions that agree in this many characters are the same: copies for narrow screens are cut short."""


def cut_slides(tree: HtmlPage, article: LexborNode) -> None:
    """Remove numbered slides (`3/50`) if the article has other paragraphs, and repeated captions."""
    _cut_numbered(tree, article)
    _cut_repeated_captions(tree, article)


def _cut_numbered(tree: HtmlPage, article: LexborNode) -> None:
    shows: dict[str, dict[str, LexborNode]] = defaultdict(dict)
    for node in tree.ask("span, div, p, small, em, strong, b", article):
        said = node.text_lexbor()
        if len(said) <= _LONGEST_COUNTER and (found := _COUNTER.fullmatch(" ".join(said.split()))):
            shows[found[2]].setdefault(found[1], node)
    several = [counters for counters in shows.values() if len(counters) >= _FEWEST]
    for counters in several:
        slides = list(counters.values())
        around = [{ancestor.mem_id for ancestor in ancestors(slide)} for slide in slides]
        show = next(a for a in ancestors(slides[0]) if all(a.mem_id in ids for ids in around))
        inside = {part.mem_id for part in show.css("p")}
        outside = [part for part in article.css("p") if part.mem_id not in inside]
        if sum(len(text_of(part)) > _LONG_PARAGRAPH for part in outside) >= _FEWEST_PARAGRAPHS:
            show.decompose()
            return


def _cut_repeated_captions(tree: HtmlPage, article: LexborNode) -> None:
    """Remove repeated captions of slides; two figures may well share one."""
    # A selector list returns a node once for each selector that it matches.
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


_FEWEST_CARDS = 3
_MOST_LINKS = 3
_LEAST_PROSE = 120
_MOST_TAGS = 100
_LEAST_PARAGRAPH = 80
_TAG_ADDRESSES = (
    "a[href*='/tag/'], a[href*='/tags/'], a[href*='/category/'], a[href*='/categories/'], a[href*='/label/'], "
    "a[href^='tag/'], a[href^='tags/'], a[href^='category/'], a[href^='categories/']"
)
_MANY_LINKS, _FEW_LINKS = 0.5, 0.3
"""Shares of linked text under a heading that announces other articles; the lower one if it names them."""
_LINES = "p, div, li, time, [itemprop^=date], pre, h1, h2, h3, h4, h5, h6, blockquote, td"
_NO_LINES = "p, div, li, pre, h1, h2, h3, blockquote, img"


def clean_parts(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Remove what the site inserted into an article."""
    cut_slides(tree, article)
    _cut_related(tree, article, placeholders)  # while their dates are there
    cut_lines(tree, article)
    holders = around_all(
        [part for part in tree.ask(_NO_LINES, article) if part.tag == "img" or part.first_child is not None]
    )
    lines = [node for node in tree.ask(_LINES, article) if node.mem_id not in holders]
    cut_edge(tree, article, lines)
    cut_page_lines(tree, article, lines[::-1])
    cut_edge(tree, article, [line for line in lines[::-1] if line.parent is not None], is_last=True)
    cut_calls(tree, article)
    _cut_nested_articles(tree, article)
    for block in reversed(tree.ask("div, section, aside, ul, ol, header, footer", article)):
        if (
            block.mem_id != article.mem_id
            and _is_linked_away(block, placeholders)
            and not _is_introduced(block, article)
        ):
            tree.drop(block, "little but links to other pages")
    _cut_tags(tree, article, "a[rel~=tag]")
    _cut_tags(tree, article, _TAG_ADDRESSES, at_edge=True)


def _cut_tags(tree: HtmlPage, article: LexborNode, tags: str, *, at_edge: bool = False) -> None:
    """Remove lines of tags: links marked as such (microformats' `rel-tag`) and a label.

    `at_edge`: only those before the first paragraph or after the last.
    """
    lines: dict[int, LexborNode] = {}
    seen = {article.mem_id}
    for link in article.css(tags):
        block, around = link, link.parent
        while around is not None and around.mem_id not in seen and _are_tags(around, tags):
            seen.add(around.mem_id)
            block, around = around, around.parent
        if around is not None:
            seen.add(around.mem_id)
        is_line = block.mem_id != link.mem_id and not is_in_a_sentence(block)
        if is_line and (not at_edge or _is_at_edge(block, article)):
            lines[block.mem_id] = block
    for line in [line for line in lines.values() if all(around.mem_id not in lines for around in ancestors(line))]:
        tree.drop(line, "the tags of the post")


def _is_at_edge(node: LexborNode, article: LexborNode) -> bool:
    """Return whether an element has no other paragraph of the article before it, or none after it."""
    paragraphs = [part for part in article.css("p, pre, ul, ol") if len(part.text_lexbor()) > _LEAST_PARAGRAPH]
    if not paragraphs:
        return False
    order = {part.mem_id: place for place, part in enumerate(article.css("*"))}
    place = order.get(node.mem_id, 0)
    return place <= order[paragraphs[0].mem_id] or place >= order[paragraphs[-1].mem_id]


def _are_tags(node: LexborNode, selectors: str) -> bool:
    tags = node.css(selectors)
    if len(tags) > _MOST_TAGS or len(node.css("a[href]")) != len(tags):
        return False
    rest = node.text_lexbor()
    for link in tags:
        rest = rest.replace(link.text_lexbor(), "", 1)
    return boilerplate_words.TAG_LABELS.fullmatch(rest) is not None and node.css_first("img, pre") is None


def _cut_related(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Remove a heading that announces other posts, with the links below it."""
    for heading in reversed(tree.ask("h2, h3, h4, h5, h6, p, div, span, strong", article)):
        text = heading.text_lexbor()
        if (
            len(text) > 100
            or heading.mem_id == article.mem_id
            or not (boilerplate_words.RELATED_HEADINGS.fullmatch(text_of(heading)) or _announces_posts(heading))
        ):
            continue
        block = heading
        while next_element(block) is None and block.parent is not None and block.parent.mem_id != article.mem_id:
            block = block.parent
        after = next_element(block)
        announced = []
        while after is not None and not (heading_level(after) and heading_level(heading)):
            if not _is_other_posts(
                after, placeholders, _FEW_LINKS if boilerplate_words.STORIES.search(text) else _MANY_LINKS
            ):
                break
            announced.append(after)
            after = next_element(after)
        if announced:
            for part in (block, *announced):
                tree.drop(part, "other posts, under a heading that says so")


def _announces_posts(heading: LexborNode) -> bool:
    """Return whether a heading `More …` is followed only by posts with their dates."""
    if heading_level(heading) < 2 or not boilerplate_words.MORE_HEADINGS.fullmatch(text_of(heading)):
        return False
    after = next_element(heading)
    posts = list(elements(after)) if after is not None and after.tag in ("ul", "ol", "div") else []
    return len(posts) > 1 and all(
        post.css_first("time") is not None and post.css_first("a[href]") is not None for post in posts
    )


def _is_other_posts(node: LexborNode, placeholders: Placeholders, least: float) -> bool:
    if node.tag in ("a", "article", "hr", "br") or not text_of(node):
        return True
    items = list(elements(node)) if node.tag in ("ul", "ol") else []
    dated = len(items) > 1 and all(item.css_first("time") and item.css_first("a[href]") for item in items)
    return dated or link_density(node, placeholders) > least or are_cards(node)


def are_cards(node: LexborNode) -> bool:
    """Return whether an element's children look alike, and each is a link with a picture or a heading."""
    kinds = Counter((child.tag, attribute(child, "class")) for child in elements(node))
    if not kinds:
        return False
    (kind, count) = kinds.most_common(1)[0]
    if count < _FEWEST_CARDS and not (count == 2 and len(kinds) == 1):
        return len(kinds) == 1 and count == 1 and are_cards(next(iter(elements(node))))
    cards = [child for child in elements(node) if (child.tag, attribute(child, "class")) == kind]
    return all(_is_card(card) for card in cards)


def _is_card(node: LexborNode) -> bool:
    if len(node.text_lexbor()) > 600:
        return False
    link = node if node.tag == "a" else node.css_first("a[href]")
    if link is None or attribute(link, "href").startswith("#"):
        return False
    if len({attribute(one, "href") for one in node.css("a[href]")}) > _MOST_LINKS and node.css_first("li") is not None:
        return False  # a heading with a list of links, perhaps collected by the author
    return node.css_first("img, h2, h3, h4, h5") is not None and node.css_first("pre, h1") is None


def _cut_nested_articles(tree: HtmlPage, article: LexborNode) -> None:
    """Remove teasers of other posts: several `<article>` elements in this one, each a link."""
    inner = outermost([node for node in article.css("article") if node.mem_id != article.mem_id])
    held = sum(len(text_of(node)) for node in inner)
    if len(inner) > 1 and all(_is_card(node) for node in inner) and held < 0.4 * len(text_of(article)):
        for node in inner:
            tree.drop(node, "a teaser of another post")


def _is_linked_away(block: LexborNode, placeholders: Placeholders) -> bool:
    """Return whether a part leads away from the article and has no content of its own.

    Lists without a class, often of links, are an author's: they are spared, and so is everything with prose.
    """
    links = len(block.css("a[href]"))
    if links == 0:
        return False
    around = (block, *ancestors(block, 3))
    if any(node.tag in ("td", "th") or (node.tag == "ul" and " gallery " in names(node)) for node in around):
        return False
    if block.tag in ("ul", "ol"):
        if not names(block).strip():
            return False
        cards = are_cards(block) and all(item.css_first("img") is not None for item in elements(block))
        return cards or (class_points(block) < 0 and link_density(block, placeholders) > 0.7)
    if block.css_first("h1") is not None or not (said := text_of(block)):
        return False
    density = link_density(block, placeholders)
    free = (1 - density) * placeholders.weight(said)
    if density > 0.6 and links > 1 and free < _LEAST_PROSE and not _is_plain_list(block):
        return True
    if are_cards(block) and density > 0.4 and not any(len(text_of(p)) > 200 for p in block.css("p")):
        return True
    return class_points(block) < 0 and density > 0.3 and free < 2 * _LEAST_PROSE


def _is_introduced(block: LexborNode, article: LexborNode) -> bool:
    """Return whether an author put links under a heading: it follows prose, and its words are not a site's.

    At the end it may still be the site's, unless the heading has words of its own.
    """
    node = block
    while (before := previous_element(node)) is None or not text_of(before):
        around = before if before is not None else node.parent
        if around is None or around.mem_id == article.mem_id:
            return False
        node = around
    level = heading_level(before)
    said = text_of(before)
    if level < 2 or boilerplate_words.RELATED_HEADINGS.fullmatch(said) or plain(said) in boilerplate_words.HEADINGS:
        return False
    if block.css_first("time, form, iframe, [class*=date i], [class*=author i]"):
        return False
    first = previous_element(before)
    return first is not None and first.tag in WRITTEN and before.css_first("a[href]") is None


def _is_plain_list(block: LexborNode) -> bool:
    """Return whether a wrapper contains only what authors write: paragraphs, lists, headings without classes."""
    first = next(elements(block), None)
    if (
        first is not None
        and heading_level(first)
        and attribute(block, "id")
        and "section" in (block.tag, *classes(block))
    ):
        return True  # docutils and similar programs make a section of a heading
    plain = block.css("ul:not([class]) > li, ol:not([class]) > li, p:not([class])")
    plain = [part for part in plain if text_of(part)]
    return len(plain) >= len(block.css("a[href]")) / 2 and block.css_first("img") is None
