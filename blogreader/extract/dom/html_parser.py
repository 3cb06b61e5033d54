"""Parses HTML into a tree that is safe to walk: limited nesting and attributes, streamed parts in place."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from operator import sub

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.dom.disclosures import show_disclosed
from blogreader.extract.dom.nodes import (
    adopt,
    ancestors,
    attribute,
    element,
    names,
    next_element,
    previous_element,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.known_markup import DROPPED, SHOWN_TABS
from blogreader.extract.lazy_patterns import lazily

# The parser's time grows with the square of the nesting and of a tag's attributes (200 000 nested <div>: minutes), and
# everything that walks a tree needs it to be shallow. Real pages stay below 60 levels and 40 attributes.
_DEEPEST = 220
_MOST_ATTRIBUTES = 300
_LONG_TAG = 3_000

_TAG = lazily(r"<!--|<(/?)([a-zA-Z][^\s/>]*+)((?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+')*+)")
_NAME = lazily(r"<(/?[a-zA-Z][^\s/>]*)")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_RAW_END = {"--": lazily("-->"), **{name: lazily(f"</{name}", re.IGNORECASE) for name in _RAW}}
_QUOTED = lazily(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = lazily(r"[^\s=\"'/]+")
# Elements without an end tag, or whose end tag the parser supplies.
_UNCOUNTED = frozenset(
    (
        "area",
        "base",
        "body",
        "br",
        "col",
        "embed",
        "hr",
        "html",
        "head",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "rp",
        "rt",
    )
)
# Elements of SVG and MathML that are written `<path/>`; in HTML `<div/>` only opens.
_FOREIGN = frozenset(
    (
        *("path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "use", "stop", "image", "g", "defs"),
        *("animate", "animatetransform", "filter", "mspace", "mprescripts", "none", "mglyph", "view", "set"),
    )
)
# Unicode noncharacters are used as placeholders for what the conversion must not touch; no page needs them.
_NONCHARACTER = lazily("[\ufdd0-\ufdef]")
_NONCHARACTERS_BEGIN = b"\xef\xb7"
_NONCHARACTER_REFERENCE = lazily(
    "&#(?:[xX]0*[fF][dD][deDE][0-9a-fA-F]|0*(?:6497[6-9]|649[89][0-9]|6500[0-7]))(?![0-9a-fA-F]);?"
)
_SILENT = frozenset(("script", "style", "template", "noscript", "link", "meta"))
_HIDDEN_STYLE = lazily(r"(?:^|;)\s*(?<!-)(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CONTROLS = "button, [role=button], input, textarea, select"
_NEAR = 4
"""How many elements around a control count as near it."""
# Scripts that write what they name into the page, such as `https://gist.github.com/name/1.js`.
_EMBEDDED = lazily(
    r"(?:https?:)?//((?:gist\.github\.com|gitlab\.com|asciinema\.org/a|pastebin\.com)/[\w/~@-]+)(?:\.js)?(?:[?#]|$)"
)
_PICTURE_FILE = lazily(r"\.(?:svg|png|jpe?g|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)


def parse(html: str) -> HtmlPage:
    """Parse a page, without noncharacters, and with bounds to its nesting and to the attributes of a tag."""
    if "&#" in html:
        html = _NONCHARACTER_REFERENCE.sub("", html)
    try:
        written = html.encode()
    except UnicodeEncodeError:
        written = html.encode("utf-8", "replace")
        html = written.decode()
    if _NONCHARACTERS_BEGIN in written:
        html = _NONCHARACTER.sub("", html)
        written = html.encode()
    tags = _NAME.findall(html)
    names = Counter(tags)
    return HtmlPage(_bounded(html).encode() if _may_be_unbounded(html, tags, names) else written, names)


def settle(tree: HtmlPage) -> None:
    """Place and show what a script would place and show, and remove what nobody sees."""
    _place_streamed_parts(tree)
    for panel in tree.ask(SHOWN_TABS):
        for name in ("hidden", "aria-hidden", "style"):
            if name in panel.attrs:
                del panel.attrs[name]
    for found in tree.ask("[hidden=until-found i]"):
        del found.attrs["hidden"]
    _show_embedded(tree)
    _take_images_out_of_noscript(tree)
    _show_delayed_images(tree)
    tree.disclosed = show_disclosed(tree)
    for control in tree.ask(_CONTROLS):
        tree.with_controls.update(around.mem_id for around in ancestors(control, _NEAR))
    for node in reversed(tree.ask(DROPPED)):
        if node.tag in _SILENT:
            node.decompose()
        else:
            tree.drop(node, "a control, or only for programs", within_kept=True)
    pointed_at = {attribute(node, "data-definition") for node in tree.ask("[data-definition]")}
    for node in reversed(tree.ask("[style*=none i], [style*=hidden i]")):
        if _HIDDEN_STYLE.search(attribute(node, "style")) and not _is_needed(tree, node, pointed_at):
            tree.drop(node, "hidden by its style")


def _is_needed(tree: HtmlPage, node: LexborNode, pointed_at: set[str]) -> bool:
    return (
        node.mem_id in tree.disclosed
        or attribute(node, "id") in pointed_at
        or node.tag in ("body", "html", "main", "article")
        or bool(node.css("math, annotation"))
        or " footnote" in names(node)
    )


def _step(tag: str) -> int:
    """Return how a tag, given as `div` or `/div`, changes the depth."""
    name = tag.lower()
    return 0 if name.removeprefix("/") in _UNCOUNTED else -1 if name[0] == "/" else 1


def _may_be_unbounded(html: str, tags: list[str], names: Counter[str]) -> bool:
    """Return whether a page may be deeply nested or have a long tag: a quick check, False for nearly all pages."""
    if any(map(_may_have_many_attributes, _long_pieces(html))):
        return True
    # A closing tag without an opening one doesn't count; some pages have a few.
    if any(count > names[tag[1:]] + _DEEPEST // 2 for tag, count in names.items() if tag[0] == "/"):
        return True
    steps = {tag: _step(tag) for tag in names}
    depths = list(accumulate(map(steps.__getitem__, tags), initial=0))
    if max(depths) - min(depths) <= _DEEPEST // 2:
        return False
    lowest = accumulate(depths, min)
    return any(depth > _DEEPEST // 2 for depth in map(sub, depths, lowest))


def _long_pieces(html: str) -> Iterator[str]:
    """Yield what is between one `<` and the next if they are far apart; short pieces are skipped."""
    start = 0
    while len(html) - start > _LONG_TAG:
        end = html.rfind("<", start, start + _LONG_TAG + 1)
        if end < 0:
            end = html.find("<", start)
            yield html[start:end] if end >= 0 else html[start:]
        start = end + 1 if end >= 0 else len(html)


def _may_have_many_attributes(piece: str) -> bool:
    """Return whether what follows a `<` may be a long tag; a `<` or `>` may be inside a value."""
    rest = _QUOTED.sub("", piece.partition(">")[0])
    if '"' in rest or "'" in rest:
        rest = _QUOTED.sub("", piece).partition(">")[0]
    return piece[0].isalpha() and ('"' in rest or "'" in rest or len(_ATTRIBUTE.findall(rest)) > _MOST_ATTRIBUTES)


def _bounded(html: str) -> str:
    """Drop start tags that are too deep, and the attributes of tags that have absurdly many."""
    pieces = []
    copied = position = depth = 0
    opened: Counter[str] = Counter()
    while match := _TAG.search(html, position):
        position = match.end()
        closing, name, rest = match.groups()
        if name is None or name.lower() in _RAW:
            # There are no tags in comments, scripts and styles.
            if closing:
                continue
            end = _RAW_END["--" if name is None else name.lower()].search(html, position)
            if end is None:
                break
            position = end.start()
            continue
        lower = name.lower()
        if lower not in _UNCOUNTED and not (rest.endswith("/") and lower in _FOREIGN):
            if not closing:
                depth += 1
                opened[lower] += 1
            elif opened[lower]:
                depth -= 1
                opened[lower] -= 1
        if (depth > _DEEPEST and not closing) or (depth >= _DEEPEST and closing and lower not in _UNCOUNTED):
            pieces.append(html[copied : match.start()])
            copied = position = html.find(">", position) + 1 or len(html)
        elif len(rest) > _LONG_TAG and len(_ATTRIBUTE.findall(_QUOTED.sub("", rest))) > _MOST_ATTRIBUTES:
            pieces.append(f"{html[copied : match.start()]}<{closing}{name}")
            copied = match.end()
    return "".join((*pieces, html[copied:])) if pieces else html


def _place_streamed_parts(tree: HtmlPage) -> None:
    """Move streamed parts of React, `<div hidden id="S:0">`, to the places marked by `<template id="B:0">`."""
    for part in tree.ask('div[hidden][id^="S:"]'):
        place = tree.css_first(f'template[id="B:{attribute(part, "id")[2:]}"]')
        if place is None or not attribute(part, "id")[2:].isalnum():
            del part.attrs["hidden"]
            continue
        shown = element(tree, "div")
        adopt(shown, part)
        place.replace_with(shown)
        part.decompose()


def _show_embedded(tree: HtmlPage) -> None:
    """Put a frame where a script would write one (a listing, a recording), and replace `<object>` by its fallback."""
    for script in tree.ask("body script[src]"):
        if found := _EMBEDDED.match(attribute(script, "src")):
            frame = element(tree, "iframe")
            frame.attrs["src"] = f"https://{found[1]}"
            script.replace_with(frame)
    for thing in reversed(tree.ask("object")):
        address, kind = attribute(thing, "data"), attribute(thing, "type")
        if text_of(thing) or thing.css_first("img, iframe, video, embed"):
            thing.unwrap()
        elif address and "flash" not in kind and ".swf" not in address:
            shown = element(tree, "img" if kind.startswith("image/") or _PICTURE_FILE.search(address) else "iframe")
            shown.attrs["src"] = address
            thing.replace_with(shown)
        else:
            thing.decompose()


def _show_delayed_images(tree: HtmlPage) -> None:
    """Put an image where a script would put it: into an empty element with its address and description."""
    for node in tree.ask("div[data-src][data-alt], span[data-src][data-alt]"):
        if node.first_child is None or not (text_of(node) or node.css_first("img")):
            image = element(tree, "img")
            image.attrs["src"] = attribute(node, "data-src")
            image.attrs["alt"] = attribute(node, "data-alt")
            node.replace_with(image)


def _take_images_out_of_noscript(tree: HtmlPage) -> None:
    """Put a `<noscript>` image where the script would put it, unless the page shows it already."""
    for node in tree.ask("body noscript"):
        # The content is parsed as elements without scripting, and as text with it.
        shown = node.css_first("img")
        found = shown if shown is not None else LexborHTMLParser(node.text()).css_first("img")
        if found is None or (shown is not None and len(text_of(node)) > 200):
            continue
        before, after = previous_element(node), next_element(node)
        if before is not None and (before.tag == "img" or (before.css_first("img") and not text_of(before))):
            before.decompose()
        elif after is not None and after.tag == "img" and _shows_the_same(after, found):
            after.decompose()
        node.replace_with(found)


def _shows_the_same(image: LexborNode, other: LexborNode) -> bool:
    """Return whether one image is the other, or its placeholder until a script loads it."""
    files = {value.partition("?")[0] for name, value in image.attributes.items() if value and "src" in name}
    return (
        not files
        or any(file.startswith("data:") for file in files)
        or attribute(other, "src").partition("?")[0] in files
    )
