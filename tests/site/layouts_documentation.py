"""The layouts of documentation generators that blogs use too: Docusaurus, Material for MkDocs, Sphinx."""

from __future__ import annotations

from html import escape

from . import code_html
from .blocks import Alignment, Heading, Image
from .content import AUTHOR, BLOG_NAME
from .html_out import Flavour, HtmlWriter
from .page import Page, author_box, head, navigation, newsletter, related, share_bar, site_footer, site_header


def _contents(page: Page, list_class: str, link_class: str) -> str:
    items = "".join(
        f'<li><a href="#{block.anchor}" class="{link_class}">{escape(block.text)}</a></li>'
        for block in page.post.blocks
        if isinstance(block, Heading)
    )
    return f'<ul class="{list_class}">{items}</ul>'


def _docusaurus_heading(heading: Heading) -> str:
    tag, text = f"h{heading.level}", escape(heading.text)
    return (
        f'<{tag} class="anchor anchorWithStickyNavbar_LWe7" id="{heading.anchor}">{text}<a href="#{heading.anchor}" '
        f'class="hash-link" aria-label="Direct link to {text}" title="Direct link to {text}">\u200b</a></{tag}>'
    )


def _docusaurus_image(image: Image) -> str:
    return (
        f'<p><img decoding="async" loading="lazy" alt="{escape(image.alternative)}" src="{image.source}" width="320" '
        'height="180" class="img_ev3q"></p>'
    )


def docusaurus(page: Page) -> str:
    """Docusaurus: Prism code without newlines, links at the headings, a sidebar of recent posts."""
    body = HtmlWriter(
        Flavour(
            code=code_html.prism_docusaurus,
            heading=_docusaurus_heading,
            image=_docusaurus_image,
            outside_link=' target="_blank" rel="noopener noreferrer"',
        )
    ).render(page.post.blocks)
    post = page.post
    recent = "".join(
        f'<li class="sidebarItem__DBe"><a class="sidebarItemLink_mo7H" href="{other.path}">{escape(other.title)}</a>'
        "</li>"
        for other in page.neighbours
    )
    return f"""{head(page, '<meta name="generator" content="Docusaurus v3.6.0" data-rh="true">')}
<body class="navigation-with-keyboard"><div id="__docusaurus">
<div role="region" aria-label="Skip to main content">
<a class="skipToContent_fXgn" href="#fallback">Skip to main content</a></div>{site_header()}
<div id="fallback" class="main-wrapper blog-wrapper blog-post-page">
<div class="container margin-vert--lg"><div class="row">
<aside class="col col--3"><nav class="sidebar_re4s thin-scrollbar" aria-label="Blog recent posts navigation">
<div class="sidebarItemTitle_pO2u">All posts</div>
<ul class="sidebarItemList_Yudw clean-list">{recent}</ul></nav></aside>
<main class="col col--7"><article class=""><header><h1 class="title_f1Hy">{page.title}</h1>
<div class="container_mt6G margin-vert--md"><time datetime="{post.date.isoformat()}T00:00:00.000Z">{page.day}</time> ·
{post.minutes} min read</div>
<div class="avatar margin-bottom--sm"><div class="avatar__intro"><span>{AUTHOR}</span></div></div>
</header><div id="__blog-post-container" class="markdown">
{body}
</div><footer class="docusaurus-mt-lg"><b>Tags:</b>
<ul class="tags_jXut"><li><a href="/tags">{escape(post.category)}</a></li>
</ul><a href="/edit" class="theme-edit-this-page">Edit this page</a></footer></article>
<nav class="pagination-nav docusaurus-mt-lg" aria-label="Blog post page navigation">
<a class="pagination-nav__link" href="/"><div class="pagination-nav__sublabel">Newer post</div></a></nav></main>
<div class="col col--2"><div class="tableOfContents_bqdL thin-scrollbar">
{_contents(page, "table-of-contents table-of-contents__left-border", "table-of-contents__link toc-highlight")}
</div></div>
</div></div></div>{newsletter()}{author_box()}{site_footer()}</div></body></html>
"""


def _mkdocs_heading(heading: Heading) -> str:
    tag = f"h{heading.level}"
    return (
        f'<{tag} id="{heading.anchor}">{escape(heading.text)}<a class="headerlink" href="#{heading.anchor}" '
        f'title="Permanent link">&para;</a></{tag}>'
    )


def mkdocs(page: Page) -> str:
    """Material for MkDocs: Pygments with line anchors, a tree of navigation, a table of contents."""
    body = HtmlWriter(
        Flavour(
            code=code_html.pygments_mkdocs,
            heading=_mkdocs_heading,
            table='<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'
            "<table>{rows}</table></div></div>",
        )
    ).render(page.post.blocks)
    post = page.post
    tree = "".join(
        f'<li class="md-nav__item"><a href="{other.path}" class="md-nav__link"><span class="md-ellipsis">'
        f"{escape(other.title)}</span></a></li>"
        for other in page.neighbours
    )
    return f"""{head(page, '<meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.5.44">')}
<body dir="ltr" data-md-color-scheme="default">
<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">
<div data-md-component="skip"><a href="#article" class="md-skip">Skip to content</a></div>
{site_header()}
<div class="md-container" data-md-component="container"><main class="md-main" data-md-component="main">
<div class="md-main__inner md-grid"><div class="md-sidebar md-sidebar--primary"><nav class="md-nav md-nav--primary">
<label class="md-nav__title" for="__drawer">{BLOG_NAME}</label><ul class="md-nav__list"><li class="md-nav__item">
<label class="md-nav__link">Archive</label><nav class="md-nav"><ul class="md-nav__list">{tree}</ul></nav></li></ul>
</nav></div>
<div class="md-sidebar md-sidebar--secondary"><nav class="md-nav" aria-label="Table of contents">
<label class="md-nav__title">Table of contents</label>{_contents(page, "md-nav__list", "md-nav__link")}</nav></div>
<div class="md-content" data-md-component="content"><article class="md-content__inner md-typeset">
<a href="/edit" title="Edit this page" class="md-content__button md-icon">
<svg viewBox="0 0 24 24"><path d="M10 20H6V4h7"/>
</svg></a><h1 id="article">{page.title}<a class="headerlink" href="#article" title="Permanent link">&para;</a></h1>
{body}
<aside class="md-source-file"><span class="md-source-file__fact">{page.day} · {escape(post.category)}</span></aside>
<form class="md-feedback" name="feedback"><fieldset><legend class="md-feedback__title">Was this page helpful?</legend>
<button type="submit" title="Helpful">Yes</button></fieldset></form>
</article></div></div></main>{newsletter()}{author_box()}{site_footer()}</div></body></html>
"""


def _sphinx_heading(heading: Heading) -> str:
    tag = f"h{heading.level}"
    return (
        f'<span id="{heading.anchor}"></span><{tag}>{escape(heading.text)}<a class="headerlink" '
        f'href="#{heading.anchor}" title="Link to this heading">¶</a></{tag}>'
    )


def _sphinx_cell(tag: str, alignment: Alignment, content: str) -> str:
    head_class = "head " if tag == "th" else ""
    return f'<{tag} class="{head_class}text-{alignment}"><p>{content}</p></{tag}>'


def sphinx(page: Page) -> str:
    """Sphinx: highlight blocks without code elements, paragraphs in table cells, pilcrows at headings."""
    body = HtmlWriter(
        Flavour(
            code=code_html.pygments_sphinx,
            heading=_sphinx_heading,
            image=lambda image: (
                f'<a class="reference internal image-reference" href="{image.source}"><img '
                f'alt="{escape(image.alternative)}" src="{image.source}"></a>'
            ),
            cell=_sphinx_cell,
            table='<div class="table-wrapper"><table class="docutils align-default">{rows}</table></div>',
            inline_code='<code class="docutils literal notranslate"><span class="pre">{text}</span></code>',
        )
    ).render(page.post.blocks)
    post = page.post
    return f"""{head(page, '<link rel="stylesheet" href="/_static/pygments.css">')}
<body>{navigation()}<div class="related" role="navigation" aria-label="Related"><h3>Navigation</h3><ul>
<li class="right"><a href="/genindex">index</a></li><li class="nav-item">{BLOG_NAME} »</li></ul></div>
<div class="document"><div class="documentwrapper"><div class="bodywrapper"><div class="body" role="main">
<section id="article"><h1>{page.title}<a class="headerlink" href="#article" title="Link to this heading">¶</a></h1>
{body}
</section><div class="clearer"></div></div></div></div>
<div class="sphinxsidebar" role="navigation" aria-label="Main"><div class="sphinxsidebarwrapper">
<h3><a href="/">Table of Contents</a></h3>{_contents(page, "simple", "reference internal")}
<p>{page.day} · {escape(post.category)}</p><div id="searchbox" role="search"><h3>Quick search</h3>
<form class="search" action="/search"><input type="text" name="q"><input type="submit" value="Go"></form></div>
{newsletter()}{author_box()}{share_bar()}{related(page)}</div></div></div>{site_footer()}</body></html>
"""
