"""What a layout is given to make a page of, and the furniture that surrounds the article on every page."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape

from .content import AUTHOR, BLOG_NAME, SitePost

# Words of the furniture; none of them belongs to an article, so that tests can check that extraction leaves them out.
FURNITURE: tuple[str, ...] = (
    "We use cookies to remember your preferences",
    "Subscribe to the newsletter and never miss",
    "Share this article with your colleagues",
    "You may also enjoy these stories",
    "Written by a person who exists only on loopback",
    "All rights reserved by nobody in particular",
    "Leave a reply below",
)
COOKIES, NEWSLETTER, SHARE, RELATED, AUTHOR_BOX, RIGHTS, REPLY = FURNITURE


@dataclass(frozen=True, slots=True)
class Page:
    """A post, and the other posts that its page mentions at its edges."""

    post: SitePost
    neighbours: tuple[SitePost, ...]

    @property
    def title(self) -> str:
        """The title, safe in HTML."""
        return escape(self.post.title)

    @property
    def day(self) -> str:
        """The date as people write it."""
        return f"{self.post.date:%B} {self.post.date.day}, {self.post.date.year}"

    @property
    def description(self) -> str:
        """The summary without its Markdown, safe in an attribute."""
        return escape(re.sub(r"\[([^\]]*)\]\([^)]*\)|\*\*", r"\1", self.post.summary))


def head(page: Page, extra: str = "", metadata: bool = True) -> str:
    """The head of the page, with the metadata that most sites have."""
    post = page.post
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{page.title} | {BLOG_NAME}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<style>:root{--ink:#222}body{color:var(--ink)}.cookie-note>p{margin:0}@media print{nav{display:none}}</style>",
    ]
    if metadata:
        structured = {
            "@context": "https://schema.org",
            "@type": "BlogPosting",
            "headline": post.title,
            "datePublished": post.date.isoformat(),
        }
        # Inside a script element only the end tag is special.
        data = json.dumps(structured).replace("</", "<\\/")
        lines += [
            f'<meta name="description" content="{page.description}"><meta name="author" content="{AUTHOR}">',
            f'<meta property="og:title" content="{page.title}"><meta property="og:type" content="article">',
            f'<meta property="og:site_name" content="{BLOG_NAME}">',
            f'<meta property="og:image" content="/images/{post.number}.png">',
            f'<meta property="article:published_time" content="{post.date.isoformat()}T09:00:00+00:00">',
            f'<meta property="article:section" content="{escape(post.category)}">',
            f'<link rel="canonical" href="{post.path}"><script type="application/ld+json">{data}</script>',
        ]
    lines.append(
        "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}if(1<2&&3>2)"
        f'{{gtag("js")}}</script>{extra}</head>'
    )
    return "\n".join(lines)


def navigation() -> str:
    """Links at the top."""
    return (
        '<nav class="nav" aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/archive">Archive</a></li>'
        '<li><a href="/tags">Tags</a></li><li><a href="/about">About</a></li><li><a href="/feed.xml">RSS</a></li></ul>'
        "</nav>"
    )


def site_header() -> str:
    """The banner with the name of the blog."""
    return f'<header class="site-header"><a class="logo" href="/">{BLOG_NAME}</a>{navigation()}</header>'


def site_footer() -> str:
    """The footer with the cookie note and the scripts at the end of the body."""
    return (
        f'<footer class="site-footer"><p>© 2026 {BLOG_NAME}. {RIGHTS}.</p><ul><li><a href="/privacy">Privacy</a></li>'
        '<li><a href="/imprint">Imprint</a></li><li><a href="https://example.org/social">Social</a></li></ul></footer>'
        f'\n<div class="cookie-note" role="dialog" aria-live="polite"><p>{COOKIES}. '
        '<a href="/privacy">Learn more</a></p>'
        '<button type="button">Accept all</button><button type="button">Reject</button></div>\n'
        '<script>document.querySelectorAll(".cookie-note button").forEach(b=>b.onclick=()=>b.parentNode.remove())'
        "</script>"
        '\n<noscript><img src="https://example.org/pixel.gif" alt="" width="1" height="1"></noscript>'
    )


def newsletter() -> str:
    """The form that asks for an address."""
    return (
        f'<form class="newsletter" action="/subscribe" method="post"><h3>Newsletter</h3><p>{NEWSLETTER} a post.</p>'
        '<label>E-mail <input type="email" name="email" placeholder="you@example.org"></label>'
        "<button>Subscribe</button></form>"
    )


def author_box() -> str:
    """Who wrote it."""
    return (
        '<aside class="author-box"><img src="/images/9000.png" alt="Portrait of the author" width="64">'
        f"<p><strong>{AUTHOR}</strong><br>{AUTHOR_BOX}.</p></aside>"
    )


def share_bar() -> str:
    """Links to share the page."""
    return (
        f'<div class="share sharedaddy"><p>{SHARE}:</p><a href="https://example.org/share?to=x" rel="nofollow">X</a> '
        '<a href="https://example.org/share?to=mastodon" rel="nofollow">Mastodon</a> '
        '<a href="mailto:?subject=Read" rel="nofollow">E-mail</a></div>'
    )


def related(page: Page) -> str:
    """Other posts, as cards."""
    cards = "".join(
        f'<li class="card"><a href="{other.path}"><img src="/images/{other.number}.png" alt="" loading="lazy">'
        f"<span>{escape(other.title)}</span></a><time>{other.date.isoformat()}</time></li>"
        for other in page.neighbours
    )
    return f'<section class="related-posts" aria-label="Related"><h3>{RELATED}</h3><ul>{cards}</ul></section>'


def comments() -> str:
    """What readers said, and the form to say more."""
    return (
        '<section id="comments" class="comments"><h3>2 comments</h3><ol><li class="comment"><p>Reader one: very helpful'
        '.</p></li><li class="comment"><p>Reader two: it did not work on my machine.</p></li></ol>'
        f'<form id="respond"><h4>{REPLY}</h4><textarea name="comment"></textarea><button>Post comment</button></form>'
        "</section>"
    )
