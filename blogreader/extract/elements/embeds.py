"""Turns embedded pages and players into links."""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import attribute, element, outermost
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.elements.media import PLACEHOLDER, absolute
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean

_VIDEO = lazily(r"[\w-]+")


def settle_embeds(tree: HtmlPage, article: LexborNode, base: str) -> None:
    """Replace an embedded video, tweet or other page by a link."""
    for node in outermost(
        tree.ask("iframe, video, audio, embed, lite-youtube, youtube-embed, lite-vimeo, amp-youtube", article)
    ):
        source = node.css_first("source[src]")
        address = attribute(node, "src") or attribute(node, "data-src") or (attribute(source, "src") if source else "")
        video = attribute(node, "videoid") or attribute(node, "data-videoid")
        if _VIDEO.fullmatch(video):
            player = "https://vimeo.com/" if node.tag == "lite-vimeo" else "https://www.youtube.com/watch?v="
            address = player + video
        target = absolute(_watchable(address), base) if address else None
        if target is None or target.startswith(("#", "mailto:")):
            if "loop" in node.attributes and (poster := _poster(node)):
                image = element(tree, "img")
                image.attrs["src"] = poster
                image.attrs["alt"] = attribute(node, "data-alt") or attribute(node, "title")
                node.insert_before(image)
            node.decompose()
            continue
        link = element(tree, "a", " ".join(clean(attribute(node, "title")).split()) or _host_of(target))
        link.attrs["href"] = target
        paragraph = element(tree, "p")
        paragraph.insert_child(link)
        node.replace_with(paragraph)


def _poster(node: LexborNode) -> str:
    """Return the still of a video without an address of its own, which a script would load; empty without one."""
    values = (attribute(node, "poster"), *(value or "" for name, value in node.attributes.items() if "poster" in name))
    return next((value for value in values if value and not PLACEHOLDER.search(value)), "")


def _host_of(address: str) -> str:
    """Return the host of an embedded page, since full addresses are seldom short or clear."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _watchable(address: str) -> str:
    found = re.search(r"youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})", address)
    return f"https://www.youtube.com/watch?v={found[1]}" if found else address
