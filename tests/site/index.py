"""Writes the index of the blog in Markdown."""

from __future__ import annotations

from .content import BLOG_NAME, SitePost
from .markdown_out import escape_title


def index_markdown(base_url: str, posts: tuple[SitePost, ...]) -> str:
    """The name of the blog, the number of articles, and an entry for each in the order given."""
    entries = [
        f"### [{escape_title(post.title)}]({base_url}{post.path})\n"
        f"{post.date.isoformat()} · {post.category} · {post.minutes} min\n\n"
        f"{post.summary}\n"
        for post in posts
    ]
    return "\n".join([f"# {BLOG_NAME}\n\n{len(posts)} articles.\n", *entries])
