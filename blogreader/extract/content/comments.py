"""Recognises comments below an article, and elements among its paragraphs."""

import re

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import attribute, classes, elements, heading_level, text_of
from blogreader.extract.lazy_patterns import lazily

_NAMES = lazily(
    r"(?:post-?|article-?|entry-?|blog-?|page-?|user-?|respond|reader-?)*(?:comments?|respond|responses|disqus_thread)"
    r"[-_]?(?:area|section|list|thread|container|wrap(?:per)?|box|form|block|content|s|template|holder|title|template)*",
    re.IGNORECASE,
)
_COUNT = lazily(
    r"(?:\d+|one|two|no|be the first to) ?(?:comments?|thoughts?|responses?|repl(?:y|ies)|kommentare?|commentaires?"
    r"|comentarios?|commenti|комментари\w+|条评论|則留言|件のコメント|개의 댓글)\b.{0,120}"
    r"|(?:leave|post|write|add|join) (?:a|your|the) (?:comment|reply|response|conversation|discussion).{0,60}"
    r"|comments? ?\(\d+\)"
    r"|(?:评论|留言|コメント|댓글|kommentare|commentaires|comentarios|комментарии) ?[(（]?\d+.{0,20}",
    re.IGNORECASE,
)
_FORM = "form, textarea, input, button, iframe"
_ITEMS = (
    "[id^=comment-], li.comment, .comment-body, .comment-content, .comment-author, .comment-meta, .comment-reply-link, "
    ".fn, .says, .reply, [itemprop=commentText], [itemtype$='/Comment']"
)
_PROSE = frozenset(("p", "ul", "ol", "pre", "blockquote", "h2", "h3", "h4", "table", "figure", "d-code", "dl"))
_SHORTEST = 20
_LONGEST_HEADING = 150


def is_discussion(node: LexborNode) -> bool:
    """Return whether an element named after comments contains comments, or the form to write one.

    The name alone is not enough: an author's section about comments has such an id.
    """
    if heading_level(node) or node.tag in ("body", "main", "article", "a", "span", "p", "code", "pre", "html"):
        return False
    if not any(_NAMES.fullmatch(name) for name in (attribute(node, "id"), *classes(node)) if name):
        return False
    if node.css_first("h1") is not None:
        return False
    if node.css_first(_FORM) is not None or not text_of(node):
        return True
    if any(part.mem_id != node.mem_id for part in node.css(_ITEMS)):
        return True
    first = next((part for part in elements(node) if text_of(part)), None)
    inner = node.css_first("h2, h3, h4, h5")
    return any(
        part is not None and len(text_of(part)) <= _LONGEST_HEADING and _COUNT.fullmatch(text_of(part))
        for part in (first, inner)
    )


def is_among_prose(node: LexborNode, *, after: bool = False) -> bool:
    """Return whether an element is part of the text: paragraphs or similar blocks are beside it, or `after` it."""
    around = node.parent
    if around is None or around.tag == "body":
        return False
    is_after = not after
    for part in elements(around):
        if part.mem_id == node.mem_id:
            is_after = True
        elif is_after and part.tag in _PROSE and len(part.text_lexbor()) > _SHORTEST:
            return True
    return False
