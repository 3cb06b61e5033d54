"""The extraction of one page from HTML to the article: its steps in order."""

import re
from dataclasses import replace
from functools import cache
from itertools import islice

from selectolax.lexbor import LexborNode

from blogreader.dropped import Dropped
from blogreader.errors import Empty
from blogreader.extract.content.discussions import gather
from blogreader.extract.content.locate import find_article
from blogreader.extract.content.repeated_parts import cut_repeated_parts, fingerprints
from blogreader.extract.dom.html_parser import parse, settle
from blogreader.extract.dom.nodes import (
    adopt,
    ancestors,
    attribute,
    children,
    element,
    heading_level,
    matches,
    own_text,
    prune_empty,
    text_of,
    trim_breaks,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import TOKEN, Placeholders
from blogreader.extract.drops import bring_kept, tell_beside
from blogreader.extract.elements.callouts import protect_callouts
from blogreader.extract.elements.code_blocks import protect_code
from blogreader.extract.elements.embeds import settle_embeds
from blogreader.extract.elements.emphasis import settle_emphasis, settle_ruby, settle_styles
from blogreader.extract.elements.footnotes import protect_footnotes
from blogreader.extract.elements.link_cards import settle_cards
from blogreader.extract.elements.linked_parts import CARRIED, carry, carry_targets, protect_targets
from blogreader.extract.elements.list_items import protect_breaks, settle_numbers
from blogreader.extract.elements.math import protect_math
from blogreader.extract.elements.media import (
    absolute,
    base_of,
    protect_marks,
    protect_places,
    settle_figures,
    settle_headings,
    settle_images,
    settle_links,
    shorten_own_links,
)
from blogreader.extract.elements.raw_math import loads_typesetter, protect_raw_math
from blogreader.extract.elements.tables import (
    protect_tables,
    settle_details,
    settle_lists,
    settle_quotes,
    settle_tables,
    within_margins,
)
from blogreader.extract.elements.widgets import show_widgets
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.metadata import Metadata, agreed_language, read_metadata
from blogreader.extract.result import Extracted, Hints
from blogreader.extract.titles import plain
from blogreader.extract.to_markdown import to_markdown
from blogreader.text import clean_line, without_wide_breaks
from blogreader.urls import host_of

_TEASER = 0.5
"""The least share of the words that the page offers search engines."""
_MARKUP = lazily(r"</?(?:p|div|h[1-6]|ul|ol|br)\b", re.IGNORECASE)
_FIRST_RULES = lazily(r"(?:---\n+)+")
_LAST_RULES = lazily(r"(?<!\n\n---)(?:\n\n---)++\Z")
_FEWEST_WORDS = 12
_SHORT = 80
_LONGEST_TITLE = 400
_EXCERPT = 600
"""The most characters of a dropped part that are reported."""
_MOST_DROPPED = 500
_LINES_AND_AROUND = frozenset(
    (
        *("article", "main", "div", "section", "header", "p", "span", "strong", "b", "center", "h3", "h4", "h5", "h6"),
        *("body", "td", "font", "big", "u"),
    )
)
_SHELL = lazily(
    r"(?:enable|requires?|need|turn on) (?:\w+ )?javascript"
    r"|(?:n['’]t|\bnot|nothing) [^.!?]{0,40}\bwithout (?:\w+ )?javascript"
    r"|javascript (?:is|to be) (?:disabled|required|enabled)"
    r"|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|access denied|just a moment\b",
    re.IGNORECASE,
)
# The words of short pages that are errors, or frames to be filled by a script.
_NOTHING = lazily(
    r"\b(?:error|http|status)?\W*[45]\d\d\b|\b(?:not found|forbidden|unauthori[sz]ed|bad (?:gateway|request)"
    r"|timed? ?out|unavailable|server error|too many requests|went wrong|under construction|please wait"
    r"|nothing (?:to|was|here)|no (?:posts?|results?)|it works|all rights reserved|copyright|loading)\b|©",
    re.IGNORECASE,
)
_WORD = lazily(r"\w+")
_SENTENCES = lazily(r"[.!?](?=\s|\Z)|[。！？]")
_TEXTS = "[itemprop~=articleBody], .e-content, .entry-content, .post-content, .post-body, .article-content"
_SEVERAL_LINKS, _MOST_AWAY = 3, 0.6
_NO_ARTICLE = "No article was found on this page."


def extract(html: str, url: str, hints: Hints) -> Extracted:
    """Return the article of a page; raises Empty if there is none."""
    tree = parse(html)
    tree.tells = hints.tells
    misses_rule = bool(hints.rules.article) and tree.css_first(hints.rules.article) is None
    metadata = read_metadata(tree, hints.title, url)
    title = metadata.title
    found = _article_of(tree, url, hints, metadata, title)
    if metadata.body and _words(found[0] if found else "") < _TEASER * _words(metadata.body):
        # A page that a script fills, or that shows only a part of what it offers search engines.
        found = _article_of(parse(_as_html(metadata.body)), url, hints, metadata, title) or found
    if found is None and hints.template:
        # Too little is left to judge: a single line may be a post, beside what all pages have.
        return extract(html, url, replace(hints, template=()))
    if found is None:
        raise Empty(_NO_ARTICLE)
    text, images = found
    return Extracted(
        text=text,
        title=title,
        author=metadata.author,
        category=metadata.category,
        published=metadata.published,
        language=agreed_language(metadata.language, text),
        images=images,
        misses_rule=misses_rule,
        dropped=tuple(dict.fromkeys(tree.dropped))[:_MOST_DROPPED],
    )


def read_fingerprints(html: str) -> Extracted:
    """Return the fingerprints of a page's blocks, one per line, for the template of its host."""
    tree = parse(html)
    settle(tree)
    return Extracted("\n".join(sorted(fingerprints(tree))))


def _as_html(body: str) -> str:
    """Return an `articleBody`, which is HTML or text with a line for each paragraph, as a page."""
    if not _MARKUP.search(body):
        from html import escape

        body = "".join(f"<p>{escape(line)}</p>" for line in body.split("\n") if line.strip())
    return f"<article>{body}</article>"


def _article_of(
    tree: HtmlPage, url: str, hints: Hints, metadata: Metadata, title: str | None
) -> tuple[str, tuple[str, ...]] | None:
    """Return the Markdown of a page's article and the addresses of its images; None if there is no article."""
    base = base_of(tree, url)
    shorten_own_links(tree, url)
    carry_targets(tree)
    for selector in hints.rules.drop:
        for node in reversed(tree.css(selector)):
            tree.drop(node, f"named by `drop` in [sites]: {selector}")
    tree.keep(hints.rules.keep)
    discussion = None if hints.rules.article else gather(tree, url)
    placeholders = Placeholders()
    show_widgets(tree)
    protect_math(tree, placeholders)
    is_typeset = loads_typesetter(tree)
    settle(tree)
    cut_repeated_parts(tree, hints.template, placeholders)
    protect_code(tree, placeholders)
    protect_raw_math(tree, placeholders, is_typeset=is_typeset)
    protect_callouts(tree, placeholders)
    footnotes = protect_footnotes(tree, url, placeholders)
    article = discussion or find_article(tree, hints.title or title, placeholders, hints.rules.article)
    if article is None or not (_is_article(article, placeholders) or _is_list_of_links(article, base)):
        return None
    bring_kept(tree, article, hints.rules.keep)
    if tree.tells:
        tell_beside(tree, article)
        tree.dropped = [
            Dropped(one.reason, clean_line(placeholders.spelled_out(one.text), _EXCERPT)) for one in tree.dropped
        ]
    footnotes.attach(tree, article, placeholders)
    settle_headings(tree, article)
    _drop_title(tree, article, metadata.repeated, plain(title), placeholders)
    protect_targets(tree, article, placeholders)
    return _written(tree, article, base, placeholders)


def convert_fragment(html: str, url: str) -> tuple[str, tuple[str, ...]]:
    """Convert HTML found in Markdown; return Markdown and the addresses of pictures; empty if it has no text."""
    tree, placeholders = parse(html), Placeholders()
    settle(tree)
    protect_code(tree, placeholders)
    protect_callouts(tree, placeholders)
    body = tree.body
    if body is None:
        return "", ()
    protect_places(body, placeholders)
    settle_headings(tree, body)
    return _written(tree, body, url, placeholders) or ("", ())


def _written(
    tree: HtmlPage, article: LexborNode, base: str, placeholders: Placeholders
) -> tuple[str, tuple[str, ...]] | None:
    """Return the found article as Markdown, and the addresses of its images; None if nothing is left."""
    settle_embeds(tree, article, base)
    settle_cards(tree, article)
    settle_images(tree, article, base, placeholders)
    settle_links(article, base, placeholders)
    settle_figures(tree, article)
    settle_tables(tree, article, placeholders)
    settle_details(article)
    settle_lists(tree, article)
    settle_numbers(tree, article, placeholders)
    prune_empty(article)
    settle_quotes(tree, article, placeholders)
    protect_marks(tree, article, placeholders)
    trim_breaks(article)
    protect_breaks(article, placeholders)
    settle_ruby(tree, article)
    settle_styles(tree, article)
    settle_emphasis(article, placeholders)
    prune_empty(article)
    images = tuple(dict.fromkeys(attribute(image, "src") for image in article.css("img")))
    protect_tables(tree, article, placeholders)
    text = _without_edge_rules(to_markdown(without_wide_breaks(within_margins(article)), placeholders)) + "\n"
    return (text, images) if text.strip() else None


def _without_edge_rules(text: str) -> str:
    """Remove rules at the ends of an article, which separated it from removed parts."""
    if first := _FIRST_RULES.match(text):
        text = text[first.end() :]
    text = text.rstrip("\n")
    return _LAST_RULES.sub("", text).rstrip("\n") if text.endswith("\n\n---") else text


def _is_article(article: LexborNode, placeholders: Placeholders) -> bool:
    """Return whether an element contains more than links and the words of a page that is still loading."""
    linked = _words("\n".join(placeholders.spelled_out(link.text_lexbor()) for link in article.css("a[href]")))
    enough = max(_SHORT, linked + _FEWEST_WORDS, linked + linked // 20 + 1)
    # The contents of tokens only add words.
    if sum(1 for _ in islice(_WORD.finditer(TOKEN.sub("", article.text_lexbor())), enough)) == enough:
        return True  # nearly always, and without counting everything
    text = placeholders.spelled_out(text_of(article))
    words = _words(text)
    leading = [link for link in article.css("a[href]") if not attribute(link, "href").startswith("javascript:")]
    linked = sum(_words(placeholders.spelled_out(link.text_lexbor())) for link in leading)
    if words < _SHORT:
        # At its beginning, or in half of it: a short post may be about such pages.
        sentences = _SENTENCES.split(TOKEN.sub(" ", article.text_lexbor()).strip())
        said = [one for one in sentences if _SHELL.search(one)]
        if sentences[0] in said or sum(map(_words, said)) * 2 >= words:
            return False
    if words - linked >= _FEWEST_WORDS or article.css_first("img") is not None:
        return words - linked >= linked / 20
    # A single line may be a post, unless it is an error.
    return words > 2 * linked and not _NOTHING.search(article.text(separator=" "))


def _is_list_of_links(article: LexborNode, base: str) -> bool:
    """Return whether the marked article is a list of links to other sites, collected by its author."""
    around = [article, *islice(ancestors(article), 3)]
    inside = article.css_first(_TEXTS)
    mark = inside or next((node for node in around if matches(node, _TEXTS)), None)
    main = next((node for node in around if node.tag in ("main", "article")), None)
    links = [absolute(attribute(link, "href"), base) for link in (mark or article).css("a[href]")]
    away = sum(link is not None and host_of(link) not in ("", host_of(base)) for link in links)
    if mark is not None:
        return len(links) > 1 and away == len(links)
    return main is not None and away >= _SEVERAL_LINKS and away > _MOST_AWAY * len(links)


def _words(text: str) -> int:
    """Count words; in scripts without blanks, two characters make one."""
    words = len(_WORD.findall(text))
    return words if text.isascii() else words + len(_unspaced().findall(text)) // 2


@cache
def _unspaced() -> re.Pattern[str]:
    """Return the letters of Japanese, Chinese, Korean and Thai; such ranges take milliseconds to compile."""
    return re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def _drop_title(
    tree: HtmlPage, article: LexborNode, titles: frozenset[str], title: str, placeholders: Placeholders
) -> None:
    """Remove the heading that repeats the title, which is shown anyway; a single other H1 becomes an H2."""
    for heading in article.css("h1, h2"):
        if plain(placeholders.spelled_out(heading.text_lexbor())) in titles and (
            heading.tag == "h1" or not _text_before(article, heading)
        ):
            heading.decompose()
            break
    else:
        _drop_title_line(article, titles, title, placeholders)
    left = article.css("h1")
    if len(left) == 1 and left[0].mem_id != article.mem_id:
        lower = element(tree, "h2")
        carry(lower, (attribute(left[0], "id"), *attribute(left[0], CARRIED).split()))
        adopt(lower, left[0])
        left[0].replace_with(lower)


def _drop_title_line(article: LexborNode, titles: frozenset[str], title: str, placeholders: Placeholders) -> None:
    """Remove a title that is not a heading: the first line, whatever its element, unless it is the only one.

    A lower heading that repeats only a part of the page's title belongs to the text.
    """
    node: LexborNode | None = article
    while node is not None and node.tag in _LINES_AND_AROUND:
        said = node.text_lexbor()
        name = plain(placeholders.spelled_out(said)) if len(said) < _LONGEST_TITLE else ""
        if name in titles and name and (name == title or not heading_level(node)):
            if node.mem_id != article.mem_id:
                node.decompose()
            return
        parts = (part for part in children(node) if part.is_element_node or part.is_text_node)
        node = next((part for part in parts if part.text_lexbor().strip()), None)


def _text_before(article: LexborNode, heading: LexborNode) -> bool:
    node: LexborNode | None = heading
    while node is not None and node.mem_id != article.mem_id:
        before = node.prev
        while before is not None:
            if own_text(before).strip() or (before.is_element_node and len(text_of(before)) > 300):
                return True
            before = before.prev
        node = node.parent
    return False
