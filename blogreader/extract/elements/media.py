"""Gives images their real addresses, makes links absolute, and removes permalinks from headings."""

import re
from functools import lru_cache
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.dom.nodes import adopt, ancestors, attribute, children, element, is_blank, outermost, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean
from blogreader.urls import openable


def settle_figures(tree: LexborHTMLParser, article: LexborNode) -> None:
    """Put captions where the conversion will place them below their images."""
    for table in reversed(article.css("table.tr-caption-container")):
        _make_figure(tree, table)
    for caption in reversed(article.css("figcaption")):
        if not text_of(caption) or _says_the_same(caption):
            caption.decompose()
            continue
        parts = [part for part in children(caption) if not is_blank(part)]
        if len(parts) == 1 and parts[0].tag == "p":
            parts[0].unwrap()
        if caption.css_first("p, pre, ul") is not None:
            caption.unwrap()
        elif caption.css_first("em, i") is not None:
            paragraph = element(tree, "p")
            adopt(paragraph, caption)
            caption.replace_with(paragraph)
        elif any(a.tag == "li" for a in ancestors(caption)):
            # The conversion would put it beside the item instead of into it.
            paragraph, emphasis = element(tree, "p"), element(tree, "em")
            adopt(emphasis, caption)
            paragraph.insert_child(emphasis)
            caption.replace_with(paragraph)


def _make_figure(tree: LexborHTMLParser, table: LexborNode) -> None:
    """Replace a table in which Blogger sets a picture above its caption."""
    caption, pictures = table.css_first(".tr-caption"), table.css("td:has(img)")
    if caption is None or len(pictures) != 1:
        return
    figure, words = element(tree, "figure"), element(tree, "figcaption")
    adopt(figure, pictures[0])
    adopt(words, caption)
    figure.insert_child(words)
    table.replace_with(figure)


def _says_the_same(caption: LexborNode) -> bool:
    """Return whether a caption repeats the image's text, which Pandoc marks by hiding it from screen readers."""
    image = caption.parent.css_first("img") if caption.parent is not None else None
    return (
        attribute(caption, "aria-hidden") == "true"
        and image is not None
        and text_of(caption) == " ".join(attribute(image, "alt").split())
    )


_LAZY = (
    *("data-src", "data-lazy-src", "data-original", "data-srcset", "data-lazy-srcset", "data-url", "data-image"),
    "data-hi-res-src",
)
PLACEHOLDER = lazily(
    r"^data:|(?:^|/)(?:blank|spacer|placeholder|loading|lazy|pixel|transparent|1x1|grey)[\w.-]*\.(?:gif|png|svg|jpg)",
    re.IGNORECASE,
)
_PICTURE_FILE = lazily(r"(?:https?:)?//(?=\S+\.(?:jpe?g|png|webp|gif|avif|svg)(?:\?|\Z))\S++", re.IGNORECASE)
_PICTURE_END = lazily(r"\.(?:jpe?g|png|webp|gif|avif|svg)\b", re.IGNORECASE)
# An address, and its size if it has one.
_CANDIDATE = lazily(r"([^\s,]++(?:,++[^\s,]++)*+)(?:\s++([\d.]++)[wx])?+")
_LONGEST_PLACEHOLDER = 800
"""Characters."""
_OPTIMISERS = ("/_next/image", "/_vercel/image", "/_image", "/.netlify/images", "/_ipx/")
# X names sizes: `media/x?format=jpg&name=small`.
_SMALL_TWEETED = lazily(r"\?format=\w+&name=(thumb|small|medium|\d+x\d+)\b")
_PERMALINK = lazily(
    r"[\s#¶§🔗⚓︎\u200b\u200c\u200d\ufe0e\ufe0f]*|permalink|link|anchor|direct link to .*|copy link.*", re.IGNORECASE
)
_PLACE = lazily(r"[^\s\"'<>&]+")
_HEADINGS = "h1, h2, h3, h4, h5, h6"
# Most addresses need no parsing.
_SIMPLE_END = r"[A-Za-z0-9/._~-]*(?:\?[A-Za-z0-9/._~=&+-]+)?(?:#[A-Za-z0-9._~-]+)?"
_SIMPLE = lazily(rf"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/{_SIMPLE_END}")
_SIMPLE_PATH = lazily(rf"/[A-Za-z0-9._~-]{_SIMPLE_END}")
_SIMPLE_NAME = lazily(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*+(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+/?")
_ALLOWED = ("http", "https", "mailto")
_URL_SAFE = "/:@!$&'*+,;=-._~?#%[]"


def absolute(address: str, base: str) -> str | None:
    """Return the absolute address if it may be opened (http, https, mailto, or a `#part`); otherwise None."""
    if _SIMPLE.fullmatch(address):
        return _part_of_page(address, urlsplit(base)[:4] == urlsplit(address)[:4]) if "#" in address else address
    if _SIMPLE_PATH.fullmatch(address) and "/." not in address and (site := _site_of(base)):
        opened = site + address
        return _part_of_page(opened, urlsplit(base)[2:4] == urlsplit(address)[2:4]) if "#" in address else opened
    if _SIMPLE_NAME.fullmatch(address) and (folder := _folder_of(base)):
        return folder + address
    return _resolved(address, base)


def _resolved(address: str, base: str) -> str | None:
    address = clean(address).strip().replace("\n", "").replace("\t", "")
    if not address:
        return None
    if address.startswith("#"):
        return "#" + quote(address[1:], safe=_URL_SAFE.replace("#", "")) if len(address) > 1 else None
    try:
        joined = urljoin(base, address)
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return "mailto:" + quote(joined[len("mailto:") :], safe=_URL_SAFE)
    if parts.scheme == "file" and base.startswith("file:///"):  # from one local file to another
        path = quote(parts.path, safe=_URL_SAFE.replace("#", "").replace("?", ""))
        fragment = quote(parts.fragment, safe=_URL_SAFE.replace("#", ""))
        if fragment and parts.path == urlsplit(base).path:
            return f"#{fragment}"
        return f"file://{path}#{fragment}" if fragment else f"file://{path}"
    if parts.scheme not in _ALLOWED:
        return None
    if not parts.path and parts.query:
        joined = joined.replace("?", "/?", 1)  # the URL standard: a host's path is never empty
    if parts.fragment and urlsplit(base)[:4] == parts[:4]:
        return "#" + quote(parts.fragment, safe=_URL_SAFE.replace("#", ""))
    return openable(joined)


def _between_quotes(title: str, placeholders: Placeholders) -> str:
    """Return a title escaped for use between quotation marks."""
    return " ".join(placeholders.spelled_out(title).split()).replace(
        '"', placeholders.put(PlaceholderKind.RAW, '\\"') if '"' in title else '"'
    )


def balanced(address: str) -> str:
    """Return an address for use in Markdown's parentheses: its own are encoded unless they are balanced."""
    if "(" not in address and ")" not in address:
        return address
    depth = 0
    for character in address:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
    return address if depth == 0 else address.replace("(", "%28").replace(")", "%29")


def _part_of_page(address: str, is_same_page: bool) -> str:
    return address[address.index("#") :] if is_same_page else address


@lru_cache(8)
def _folder_of(base: str) -> str:
    """Return what a relative path without anything special is appended to; empty if it leads nowhere."""
    return (_resolved("x", base) or "x")[:-1]


@lru_cache(8)
def _site_of(base: str) -> str:
    """Return scheme and host of an address, to precede an absolute path; empty if it has none."""
    return (openable(urljoin(base, "/")) or "").removesuffix("/")


def base_of(tree: HtmlPage, url: str) -> str:
    """Return the address that a page's links are relative to."""
    found = tree.ask("base[href]")
    try:
        return urljoin(url, clean(attribute(found[0], "href")).strip()) if found else url
    except ValueError:
        return url


def settle_headings(tree: HtmlPage, article: LexborNode) -> None:
    """Remove permalinks from headings, and links to themselves around whole headings."""
    for link in reversed(article.css("a:has(h1, h2, h3, h4, h5, h6)")):
        if attribute(link, "href").startswith("#"):
            link.unwrap()
    for heading in tree.ask(_HEADINGS, article):
        for link in reversed(heading.css("a, button, svg")):
            target = attribute(link, "href")
            said = text_of(link)
            if link.tag != "a" or (_PERMALINK.fullmatch(said) and link.css_first("img") is None and "#" in target):
                link.decompose()
            elif target.startswith("#") or (not target and said):
                link.unwrap()


def protect_places(article: LexborNode, placeholders: Placeholders) -> None:
    """Keep the targets of links within the page: names of headings, and empty anchors."""
    for node in article.css(f"{_HEADINGS}, a[id]:not([href]), a[name]:not([href])"):
        name = attribute(node, "id") or attribute(node, "name")
        if not name or not _PLACE.fullmatch(name) or (node.tag == "a" and text_of(node)):
            continue
        mark = placeholders.put(PlaceholderKind.RAW, f'<a id="{name}"></a>')
        if node.tag == "a":
            node.replace_with(mark)
        elif (first := node.first_child) is not None:
            first.insert_before(mark)


def shorten_own_links(tree: HtmlPage, url: str) -> None:
    """Reduce links to a part of their own page to the fragment."""
    page = url.partition("#")[0]
    name = page.rpartition("/")[2]
    for link in tree.css("a[href*='#']"):
        target, _, part = attribute(link, "href").partition("#")
        if target and part and target in (page, name, f"./{name}"):
            link.attrs["href"] = f"#{part}"


def settle_links(article: LexborNode, base: str, placeholders: Placeholders) -> None:
    """Make links absolute; those that can't be opened are replaced by their text."""
    for link in reversed(article.css("a")):
        target = absolute(attribute(link, "href"), base)
        image = link.css_first("img") is not None
        if target is None or not (image or text_of(link)) or (image and target.startswith("#")):
            link.unwrap()
            continue
        if image:
            for block in reversed(link.css("div, span, figure, picture, section, p")):
                block.unwrap()
        for name in tuple(link.attrs):
            if name not in ("href", "title"):
                del link.attrs[name]
        link.attrs["href"] = balanced(target)
        if title := attribute(link, "title"):
            link.attrs["title"] = _between_quotes(title, placeholders)


def settle_images(tree: HtmlPage, article: LexborNode, base: str, placeholders: Placeholders) -> None:
    """Set all images to their real, largest addresses; remove trackers, emoji and placeholders."""
    for picture in reversed(tree.ask("picture", article)):
        image = picture.css_first("img")
        if image is None:
            picture.unwrap()
            continue
        if not _source(image):
            for source in picture.css("source"):
                found = _best(attribute(source, "srcset") or attribute(source, "data-srcset"))
                if found:
                    image.attrs["src"] = found
                    break
        picture.unwrap()
    for figure in outermost(tree.ask("figure", article)):
        _drop_previews(figure)
    for image in reversed(article.css("img")):
        address = _source(image)
        target = _image_target(address, base)
        if _is_emoji(image):
            image.replace_with(attribute(image, "alt"))
        elif target is None or target.startswith(("#", "mailto:")) or _is_tracker(image):
            image.decompose()
        else:
            alternative, title = clean(attribute(image, "alt")), clean(attribute(image, "title"))
            fresh = element(tree, "img")
            fresh.attrs["src"] = balanced(target)
            fresh.attrs["alt"] = " ".join(alternative.split())
            if title.strip():
                fresh.attrs["title"] = _between_quotes(title, placeholders)
            image.replace_with(fresh)


def _drop_previews(figure: LexborNode) -> None:
    """Keep the last of several images of one file: those before it are blurred previews."""
    seen: set[str] = set()
    for image in reversed(figure.css("img")):
        file = _source(image).partition("?")[0].rpartition("/")[2]
        if file and file in seen:
            image.decompose()
        seen.add(file)


def protect_marks(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Keep as HTML what Markdown can't express: subscript, superscript, keys, marked text."""
    for node in reversed(tree.ask("sub, sup, mark, kbd", article)):
        if not text_of(node) or any(ancestor.tag == "a" for ancestor in ancestors(node)):
            node.unwrap()
            continue
        tag = node.tag
        node.insert_before(placeholders.put(PlaceholderKind.RAW, f"<{tag}>"))
        node.insert_after(placeholders.put(PlaceholderKind.RAW, f"</{tag}>"))
        node.unwrap()


def _source(image: LexborNode) -> str:
    """Return the address that a page intends to show: the lazy one, the plain one, or the best of the set."""
    attributes = image.attributes
    own = (attributes.get("src") or "").strip()
    is_shown = bool(own) and not PLACEHOLDER.search(own)
    for name in _LAZY:
        value = (attributes.get(name) or "").strip()
        if value and not value.startswith("{") and not (is_shown and _is_another_kind(value, own)):
            return _best(value) if "srcset" in name else value
    if is_shown:
        return own
    chosen = _best(attributes.get("srcset") or "")
    if not chosen:
        kept = (value for name, value in attributes.items() if name.startswith("data-") and value)
        chosen = next((value.strip() for value in kept if _PICTURE_FILE.fullmatch(value.strip())), "")
    return chosen or ("" if own.startswith("data:") and not _is_picture_itself(own) else own)


def _is_another_kind(kept: str, own: str) -> bool:
    """Return whether an attribute's value is not an address like the shown one, but a note of the page about a file."""
    if kept.startswith(("http:", "https:", "/")) and _PICTURE_END.search(kept):
        return False
    shown = _PICTURE_END.search(own)
    if shown is None:
        return False  # they can't be told apart
    return not _PICTURE_END.search(kept) or own.startswith(("http:", "https:", "//"))


def _image_target(address: str, base: str) -> str | None:
    if _is_picture_itself(address):
        written = "".join(address.split()) if address.partition(",")[0].endswith(";base64") else address
        return quote(written, safe=":;,/+=%.-_~")
    return absolute(_unwrapped(address), base) if address else None


def _is_picture_itself(address: str) -> bool:
    """Return whether an address contains a real picture: placeholders have some hundred characters."""
    return address.startswith("data:image/") and len(address) > _LONGEST_PLACEHOLDER


def _best(candidates: str) -> str:
    """Return the largest image of a `srcset`."""
    best, largest = "", -1.0
    for match in _CANDIDATE.finditer(candidates):
        try:
            size = float(match[2] or 1)
        except ValueError:
            continue
        if size > largest and not match[1].startswith("data:"):
            best, largest = match[1], size
    return best


def _unwrapped(address: str) -> str:
    """Undo an image optimiser: `/_next/image?url=%2Fa.png&w=640` is `/a.png`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if small := _SMALL_TWEETED.search(address):
        return address[: small.start(1)] + "large" + address[small.end(1) :]
    if any(name in parts.path for name in _OPTIMISERS):
        query = parse_qs(parts.query)
        inner = query.get("url") or query.get("href")
        if inner:
            return urljoin(f"{parts.scheme}://{parts.netloc}/", inner[0]) if parts.netloc else inner[0]
    return address


def _is_emoji(image: LexborNode) -> bool:
    words = attribute(image, "class").split()
    return bool({"emoji", "wp-smiley", "twemoji"} & set(words)) and 0 < len(attribute(image, "alt")) <= 8


def _is_tracker(image: LexborNode) -> bool:
    return all(attribute(image, side) in ("0", "1") for side in ("width", "height"))
