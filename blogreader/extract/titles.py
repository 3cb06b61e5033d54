"""Finds the title of an article: two sources that agree, and never the name of the site."""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.head import Head, metas_of
from blogreader.extract.dom.nodes import ancestors, attribute, names, text_of
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean_line, fold, unescaped_text
from blogreader.urls import host_of

_SEPARATOR = lazily(r"(?<!\s)\s++(?:(?:[|·•»«–—―－｜]|--?+)\s++|(?:::|｜)\s*+)|(?:::|｜)\s*+")
_HEADINGS = "h1, h2, [itemprop~=headline], .p-name, .entry-title, .post-title, .article-title"
_NAMED_TITLES = "#page_title, #page-title, .page-title, #post-title, #title, main h3, article h3"
"""Where a page without a head may have its title."""
_MOST_HEADINGS = 40
_SHORTEST = 4
"""The least characters of an address that identify a title."""
_SITE = lazily(
    r" (?:site (?:title|name|header|branding|logo)|blog (?:title|name)|menu title|brand|logo|masthead|navbar|branding"
    r"|topbar|top bar) "
)
_HOME = frozenset(("/", "./", "../", "..", ".", "/index.html", "index.html"))
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0xFEFF))
_FURTHEST = 4
_WORD = lazily(r"\w+")
_NOT_WORD = lazily(r"[\W_]+")
_FEWEST_WORDS = 2
_MOST_OF = 0.6


@lru_cache(1_024)  # called several times for each heading
def plain(text: str | None) -> str:
    """Return a title in a form for comparison: folded, without punctuation."""
    return _NOT_WORD.sub(" ", fold(text or "")).strip()


def title_of(
    page: Head, articles: list[dict[str, object]], hint: str | None, url: str
) -> tuple[str | None, frozenset[str]]:
    """Return the title, and the headings that only repeat it in plain form; `hint` is the title in the index."""
    spoken = (data.get("headline") for data in articles)
    named = [clean_line(unescaped_text(value)) for value in spoken if isinstance(value, str) and value.strip()]
    shared = list(metas_of(page, 'meta[property="og:title"]', 'meta[name="twitter:title"]'))
    head = next(metas_of(page, "head > title"), "")
    candidates = [candidate for candidate in (*named, *shared, head) if candidate]
    repeated = {plain(part) for candidate in candidates for part in _parts(candidate)} | {plain(hint)}
    # Long lists of posts may precede the article: its own heading counts, whatever comes before.
    main = {node.mem_id for node in page.tree.css("h1")[:_MOST_HEADINGS]}
    every = page.tree.css(_HEADINGS)
    nodes = [node for number, node in enumerate(every) if number < _MOST_HEADINGS or node.mem_id in main]
    headings = [(clean_line(said), node) for node in nodes if (said := text_of(node))]
    names_of_site = metas_of(page, 'meta[property="og:site_name"]', 'meta[name="application-name"]')
    host = host_of(url).removeprefix("www.")
    declared = set(map(plain, names_of_site))
    # What several sources call the page is not the name of the site, whatever else suggests it.
    whole = {plain(candidate) for candidate in candidates} if len(set(candidates)) < len(candidates) else set()
    branded = {plain(text) for text, node in headings if _is_of_site(node)}
    if any(_is_inside(node) and node.tag == "h1" and plain(text) not in whole | branded for text, node in headings):
        whole -= branded
    # Nor is the article's heading if the title in the head begins with it, even if a list of posts contains it.
    begins = plain(head)
    whole |= {
        plain(text)
        for text, node in headings
        if node.tag == "h1" and _is_inside(node) and plain(text) and begins.startswith(plain(text))
    } - declared
    declared -= whole
    site = declared | (branded - whole) | ({plain(host)} - {""})
    found = None if hint else _in_address(headings, candidates, site, url)
    found = found or _found(candidates, headings, repeated - {""}, site, declared, hint)
    if found is None:
        first = page.tree.css_first(_NAMED_TITLES)
        said = clean_line(text_of(first)) if first is not None and not candidates else ""
        return hint or without_mark(said) or None, frozenset((repeated | {plain(said)}) - {""})
    # A heading that the head doesn't contain is used for want of a title, but is still a heading of the text.
    own = {plain(found)} if plain(found) in repeated or not head else set()
    return found, frozenset((repeated | own) - {""} - (site - own))


def _found(
    candidates: list[str],
    headings: list[tuple[str, LexborNode]],
    repeated: set[str],
    site: set[str],
    declared: set[str],
    hint: str | None,
) -> str | None:
    for candidate in (*(text for text, _ in headings), *candidates):
        if hint and plain(candidate) == plain(hint):
            return without_mark(candidate)
    # A heading that the page's head repeats, with or without the site's name, is the title.
    agreed = [(text, node) for text, node in headings if plain(text) in repeated - site]
    if agreed:
        begun = {plain(part) for candidate in candidates for part in list(_parts(candidate))[:3]}
        ranked = sorted(
            (plain(text) not in begun, not _is_inside(node), node.tag != "h1", place)
            for place, (text, node) in enumerate(agreed)
        )
        return without_mark(agreed[ranked[0][-1]][0])
    others = [candidate for candidate in candidates if plain(candidate) not in site]
    cut = [_without_site(candidate, site, declared) for candidate in others]
    # If the head has it several times, with or without the site's name: the part in all of them.
    for part in cut:
        if sum(plain(part) in map(plain, _parts(other)) for other in candidates) > 1:
            return part
    inside = [text for text, node in headings if node.tag == "h1" and plain(text) not in site]
    if cut and not (len(inside) == 1 and len(cut[0].split()) < 2 and len(candidates) == 1):
        return cut[0]
    if inside:
        return without_mark(inside[0])
    if not candidates:
        return None
    first = next((text for text, node in headings if _is_inside(node) and plain(text) not in site), "")
    return without_mark(first) or candidates[0]


def _in_address(headings: list[tuple[str, LexborNode]], candidates: list[str], site: set[str], url: str) -> str | None:
    """Return the heading that the page's address repeats, if nothing in the page's head does."""
    slug = unquote(urlsplit(url).path).lower().removesuffix("/index.html").rstrip("/").rpartition("/")[2]
    whole = plain(slug.removesuffix(".html").removesuffix(".htm"))
    parts = {plain(part) for candidate in candidates for part in _parts(candidate)}
    is_told = any(plain(text) in parts for text, node in headings if _is_inside(node) or not _is_of_site(node))
    if len(whole) >= _SHORTEST and not is_told:
        for text, node in headings:
            if node.tag in ("h1", "h2") and plain(text) == whole and plain(text) not in site:
                return without_mark(text)
    words = set(_WORD.findall(slug.replace("_", " ")))
    told = {word for word in words if len(word) > 1 and not word.isdecimal()} - {"html", "index", "htm"}
    if len(told) < _FEWEST_WORDS or any(told & set(_WORD.findall(candidate.lower())) for candidate in candidates):
        return None
    for text, node in headings:
        said = {word for word in _WORD.findall(text.lower()) if len(word) > 1 and not word.isdecimal()}
        if node.tag in ("h1", "h2") and plain(text) not in site and len(said & told) >= _MOST_OF * max(len(said), 1):
            return without_mark(text)
    return None


def _is_inside(node: LexborNode) -> bool:
    return any(around.tag in ("article", "main") for around in ancestors(node))


def _is_of_site(node: LexborNode) -> bool:
    """Return whether a heading is the name of the site: it links to the front page, or is in a place for such names."""
    inside = False
    for number, around in enumerate((node, *ancestors(node))):
        inside = inside or around.tag in ("article", "main")
        if around.tag == "nav":
            return True
        if number <= _FURTHEST and not inside and around.tag not in ("body", "html") and _SITE.search(names(around)):
            return True
    links = (*node.css("a[href]"), *(around for around in ancestors(node, 2) if around.tag == "a"))
    return not inside and any(_leads_home(attribute(link, "href")) for link in links)


def _leads_home(address: str) -> bool:
    scheme, _, rest = address.partition("://")
    return address in _HOME or (bool(rest) and scheme in ("http", "https") and not rest.partition("/")[2])


def _parts(title: str) -> Iterator[str]:
    """Yield a title, and its parts before and after each of its separators."""
    yield title
    separators = list(_SEPARATOR.finditer(title))
    if separators:
        yield title[: separators[-1].start()]
        yield title[: separators[0].start()]
        for separator in separators[1:-1]:
            yield title[: separator.start()]
        for separator in separators:
            yield title[separator.end() :]


def without_mark(title: str) -> str:
    """Return a heading without its permalink's sign."""
    return title.translate(_UNSEEN).rstrip(" #¶§🔗")


def _without_site(title: str, site: set[str], declared: set[str]) -> str:
    """Remove the name of the site from a title, if the page declares that name, or it is the shorter part."""
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return title
    first, last = title[: separators[0].start()], title[separators[-1].end() :]
    if plain(last) in site or (not declared and len(last) < len(first)):
        return title[: separators[-1].start()].strip()
    if plain(first) in site:
        return title[separators[0].end() :].strip()
    return title
