"""The layouts of sites built as applications: divs with hashed class names, and utility classes with prose."""

from __future__ import annotations

import json
from html import escape

from . import code_html
from .blocks import Alignment, Heading, Image
from .content import AUTHOR, BLOG_NAME
from .html_out import Flavour, HtmlWriter
from .page import Page, author_box, head, navigation, newsletter, related, share_bar, site_footer, site_header


def _hashed_heading(heading: Heading) -> str:
    return (
        f'<div class="css-h{heading.level}4d1n9"><h{heading.level} id="{heading.anchor}" class="css-1q2w3e">'
        f"{escape(heading.text)}</h{heading.level}></div>"
    )


def _hashed_image(image: Image) -> str:
    return (
        '<div class="css-9p1ctr"><span style="box-sizing:border-box;display:inline-block;overflow:hidden">'
        f'<img alt="{escape(image.alternative)}" src="{image.source}" decoding="async" data-nimg="intrinsic"></span>'
        "</div>"
    )


def _hashed_cell(tag: str, alignment: Alignment, content: str) -> str:
    return f'<{tag} class="css-c3ll00" style="text-align:{alignment}"><span class="css-0spn1x">{content}</span></{tag}>'


def hashed_classes(page: Page) -> str:
    """A Next.js site: nothing but divs with hashed class names around the text, and the data once more as JSON."""
    body = HtmlWriter(
        Flavour(
            code=code_html.shiki,
            heading=_hashed_heading,
            image=_hashed_image,
            cell=_hashed_cell,
            table='<div class="css-t4b1e0"><table class="css-7t8u9i">{rows}</table></div>',
            paragraph='<p class="css-1x2y3z">',
            outside_link=' target="_blank" rel="noreferrer" class="css-l1nk00"',
        )
    ).render(page.post.blocks)
    post = page.post
    data = json.dumps({"props": {"pageProps": {"title": post.title, "slug": post.slug}}, "page": "/posts/[slug]"})
    script = data.replace("</", "<\\/")
    return f"""{head(page, '<link rel="preload" href="/_next/static/css/4f5a.css" as="style">')}
<body><div id="__next"><div class="css-r00t01"><div class="css-h3ad3r">{site_header()}</div>
<div class="css-1aya2g"><div class="css-g8r1d0"><div class="css-s1d3b4">{navigation()}</div>
<div class="css-m41n00"><div class="css-t1tl30"><h1 class="css-9z8y7x">{page.title}</h1></div>
<div class="css-m3ta00"><div>{page.day}</div><div>{AUTHOR}</div><div>{escape(post.category)}</div>
<div>{post.minutes} min</div></div>
<div class="css-1b0dy1"><div class="css-0wr4pp">
{body}
</div></div>
<div class="css-s0c14l">{share_bar()}</div></div></div>
<div class="css-f00t3r">{author_box()}{related(page)}{newsletter()}</div></div>{site_footer()}</div></div>
<script id="__NEXT_DATA__" type="application/json">{script}</script></body></html>
"""


def tailwind(page: Page) -> str:
    """A site with utility classes, its text in the prose class of Tailwind's typography plugin."""
    body = HtmlWriter(
        Flavour(
            code=code_html.prism_tailwind,
            heading=lambda heading: (
                f'<h{heading.level} id="{heading.anchor}" class="scroll-mt-24 group"><a href="#{heading.anchor}" '
                f'class="no-underline">{escape(heading.text)}</a></h{heading.level}>'
            ),
            image=lambda image: (
                f'<figure class="my-8"><img class="rounded-xl shadow" src="{image.source}" '
                f'alt="{escape(image.alternative)}" loading="lazy"></figure>'
            ),
            table='<div class="overflow-x-auto"><table class="min-w-full table-auto">{rows}</table></div>',
        )
    ).render(page.post.blocks)
    post = page.post
    return f"""{head(page)}
<body class="bg-white text-slate-900 antialiased dark:bg-slate-900">
<div class="sticky top-0 z-40 backdrop-blur">{site_header()}</div>
<main class="mx-auto max-w-3xl px-4 sm:px-6 lg:px-8"><div class="py-12">
<div class="flex items-center gap-x-4 text-xs"><time datetime="{post.date.isoformat()}"
class="text-gray-500">{page.day}</time>
<a href="/tags" class="rounded-full bg-gray-50 px-3 py-1.5">{escape(post.category)}</a></div>
<h1 class="mt-2 text-3xl font-bold tracking-tight sm:text-4xl">{page.title}</h1>
<p class="mt-4 text-sm text-gray-600">{AUTHOR} · {post.minutes} min · {BLOG_NAME}</p>
<div class="prose prose-slate lg:prose-xl dark:prose-invert max-w-none mt-10">
{body}
</div>
<div class="mt-16 border-t pt-8">{share_bar()}{author_box()}{newsletter()}</div>{related(page)}</div></main>
{site_footer()}</body></html>
"""
