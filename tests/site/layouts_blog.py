"""The layouts of blogs: semantic HTML, WordPress, Hugo's PaperMod, Jekyll, and a site from before HTML 5."""

from __future__ import annotations

from html import escape

from . import code_html
from .blocks import Alignment, Heading, Image
from .content import AUTHOR, BLOG_NAME
from .html_out import Flavour, HtmlWriter
from .page import (
    NEWSLETTER,
    Page,
    author_box,
    comments,
    head,
    navigation,
    newsletter,
    related,
    share_bar,
    site_footer,
    site_header,
)


def _figure(image: Image) -> str:
    return f'<figure><img src="{image.source}" alt="{escape(image.alternative)}" loading="lazy"></figure>'


def semantic(page: Page) -> str:
    """HTML 5 as the specification means it: main, article, time."""
    body = HtmlWriter(Flavour(image=_figure)).render(page.post.blocks)
    post = page.post
    return f"""{head(page)}
<body><a class="skip-link" href="#main">Skip to content</a>
{site_header()}
<main id="main"><article>
<header><h1>{page.title}</h1><p class="meta"><time datetime="{post.date.isoformat()}">{page.day}</time> ·
<a href="/tags">{escape(post.category)}</a> · {post.minutes} min read</p></header>
{body}
<footer>{share_bar()}{author_box()}</footer>
</article>
{related(page)}{newsletter()}</main>
{site_footer()}
</body></html>
"""


def _wordpress_image(image: Image) -> str:
    return (
        '<figure class="wp-block-image size-large"><img decoding="async" loading="lazy" width="320" height="180" '
        f'src="{image.source}" alt="{escape(image.alternative)}" class="wp-image-7" '
        f'srcset="{image.source} 320w, {image.source}?w=640 640w" sizes="(max-width: 320px) 100vw, 320px"></figure>'
    )


def _wordpress_cell(tag: str, alignment: Alignment, content: str) -> str:
    return f'<{tag} class="has-text-align-{alignment}" data-align="{alignment}">{content}</{tag}>'


_WORDPRESS = Flavour(
    code=code_html.wordpress,
    heading=lambda heading: (
        f'<h{heading.level} class="wp-block-heading" id="{heading.anchor}">{escape(heading.text)}</h{heading.level}>'
    ),
    image=_wordpress_image,
    cell=_wordpress_cell,
    table='<figure class="wp-block-table"><table class="has-fixed-layout">{rows}</table></figure>',
    outside_link=' target="_blank" rel="noreferrer noopener"',
)


def wordpress(page: Page) -> str:
    """Divs with the class names of WordPress, a sidebar of widgets, sharing, related posts and comments."""
    body = HtmlWriter(_WORDPRESS).render(page.post.blocks)
    post = page.post
    recent = "".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in page.neighbours)
    return f"""{head(page, '<link rel="https://api.w.org/" href="/wp-json/">')}
<body class="post-template-default single single-post postid-{post.number} wp-embed-responsive">
<div id="page" class="site">{site_header()}
<div id="content" class="site-content"><div id="primary" class="content-area">
<div id="post-{post.number}" class="post type-post status-publish format-standard hentry">
<div class="entry-header"><h1 class="entry-title">{page.title}</h1><div class="entry-meta">
<span class="posted-on"><time class="entry-date published" datetime="{post.date.isoformat()}">{page.day}</time></span>
<span class="byline">by <a class="url fn n" href="/author">{AUTHOR}</a></span></div></div>
<div class="entry-content">
{body}
{share_bar()}
<div id="jp-relatedposts" class="jp-relatedposts">{related(page)}</div>
</div>
<div class="entry-footer"><span class="cat-links">Posted in <a href="/tags">{escape(post.category)}</a></span></div>
</div>
{author_box()}{comments()}</div>
<div id="secondary" class="widget-area sidebar"><section class="widget widget_search"><form role="search">
<input type="search" placeholder="Search …"><button>Search</button></form></section>
<section class="widget widget_recent_entries"><h2 class="widget-title">Recent Posts</h2><ul>{recent}</ul></section>
<section class="widget widget_text">{newsletter()}</section></div>
</div>{site_footer()}</div></body></html>
"""


def _papermod_heading(heading: Heading) -> str:
    tag = f"h{heading.level}"
    return (
        f'<{tag} id="{heading.anchor}">{escape(heading.text)}<a hidden class="anchor" aria-hidden="true" '
        f'href="#{heading.anchor}">#</a></{tag}>'
    )


def papermod(page: Page) -> str:
    """Hugo with the PaperMod theme: post-header, table of contents in details, post-content, post-footer."""
    body = HtmlWriter(Flavour(code=code_html.chroma, heading=_papermod_heading, image=_figure)).render(page.post.blocks)
    post = page.post
    contents = "".join(
        f'<li><a href="#{block.anchor}" aria-label="{escape(block.text)}">{escape(block.text)}</a></li>'
        for block in post.blocks
        if isinstance(block, Heading)
    )
    return f"""{head(page, '<meta name="generator" content="Hugo 0.139.0">')}
<body class="" id="top"><header class="header">{navigation()}</header>
<main class="main"><article class="post-single"><header class="post-header">
<div class="breadcrumbs"><a href="/">Home</a>&nbsp;»&nbsp;<a href="/posts/">Posts</a></div>
<h1 class="post-title entry-hint-parent">{page.title}</h1>
<div class="post-description">{page.description}</div>
<div class="post-meta"><span title="{post.date.isoformat()}">{page.day}</span>&nbsp;·&nbsp;
{post.minutes} min&nbsp;·&nbsp;{AUTHOR}</div></header>
<div class="toc"><details>
<summary accesskey="c" title="(Alt + C)"><span class="details">Table of Contents</span></summary>
<div class="inner"><ul>{contents}</ul></div></details></div>
<div class="post-content">{body}</div>
<footer class="post-footer"><ul class="post-tags"><li><a href="/tags">{escape(post.category)}</a></li></ul>
<nav class="paginav"><a class="prev" href="/"><span class="title">« Prev</span></a></nav>{share_bar()}</footer>
</article>{newsletter()}{author_box()}</main>
<footer class="footer">{site_footer()}</footer><a href="#top" class="top-link" id="top-link">Top</a></body></html>
"""


def jekyll(page: Page) -> str:
    """Jekyll with kramdown and Rouge, in the microformats of the minima theme."""
    body = HtmlWriter(
        Flavour(
            code=code_html.rouge,
            inline_code='<code class="language-plaintext highlighter-rouge">{text}</code>',
        )
    ).render(page.post.blocks)
    post = page.post
    return f"""{head(page, '<meta name="generator" content="Jekyll v4.3.3">')}
<body>{site_header()}
<main class="page-content" aria-label="Content"><div class="wrapper">
<article class="post h-entry" itemscope itemtype="http://schema.org/BlogPosting">
<header class="post-header"><h1 class="post-title p-name" itemprop="name headline">{page.title}</h1>
<p class="post-meta"><time class="dt-published" datetime="{post.date.isoformat()}T09:00:00+00:00">{page.day}</time> •
<span class="p-author h-card">{AUTHOR}</span></p></header>
<div class="post-content e-content" itemprop="articleBody">
{body}
</div><a class="u-url" href="{post.path}" hidden></a></article>
{share_bar()}{related(page)}{newsletter()}{author_box()}</div></main>
{site_footer()}</body></html>
"""


def _old_cell(tag: str, alignment: Alignment, content: str) -> str:
    return f'<{tag} align="{alignment}">{content}</{tag}>'


def old_school(page: Page) -> str:
    """A site from before HTML 5: a div with the id "content", bold and italics, no metadata."""
    body = HtmlWriter(
        Flavour(
            code=code_html.brush,
            heading=lambda heading: (
                f'<a name="{heading.anchor}"></a><h{heading.level}>{escape(heading.text)}</h{heading.level}>'
            ),
            cell=_old_cell,
            table='<table border="1" cellpadding="4">{rows}</table>',
            strong="b",
            emphasis="i",
            inline_code="<tt>{text}</tt>",
        )
    ).render(page.post.blocks)
    post = page.post
    links = "".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in page.neighbours)
    return f"""{head(page, metadata=False)}
<body bgcolor="#ffffff"><div id="wrapper"><div id="header"><a href="/">{BLOG_NAME}</a></div>
<div id="menu">{navigation()}</div>
<div id="sidebar"><h4>Blogroll</h4><ul>{links}</ul><p>{NEWSLETTER} a post: <a href="/subscribe">subscribe</a></p>
{author_box()}</div>
<div id=content>
<h1>{page.title}</h1>
<p class="date"><small>{page.day}, filed under {escape(post.category)}</small></p>
{body}
</div>
<div id="footer">{site_footer()}</div></div></body></html>
"""
