"""The markup of generators and themes, as data: one more generator is one more row."""


def _any_of(element: str, attributes: str) -> str:
    """Return a single selector for an element with any of some attributes, since each selector walks the tree."""
    return f"{element}:is({attributes})"


# Never part of an article, wherever they are. `aria-hidden` is not included: icons and KaTeX use it, too.
DROPPED = ", ".join(
    (
        'script:not([type^="math/tex"])',
        "style, template, noscript, link, meta, dialog, canvas, svg, applet, select, textarea, datalist",
        "button:not(:has(img)), [role=listbox], [role=tooltip]:not(.modern-footnotes-footnote__note)",
        "[hidden]:not([hidden='until-found'])",
        ".vh, .hidden-visually, .show-for-sr, .element-invisible, .assistive-text, .off-screen, .offscreen",
        "[class*=sr-only i]:not([class*=not-sr-only i]):not([class*=':sr-only' i])",
        "[class*=visually-hidden i], [class*=visuallyhidden i], [class*=screen-reader i]",
        # Advertisements by Revive and OpenX.
        "img[src*='/www/delivery/']",
    )
)

# Panels shown only by a script: the alternatives in a tab group.
SHOWN_TABS = (
    '[role="tabpanel"], .tabbed-block, .tab-pane, .tab-panel, .tabcontent, .ui-tabs-panel, .tab-content > div, '
    ".vp-code-group .blocks > div, "
    ".callout-content, details > *, .collapsible-content, .accordion-content, .accordion-collapse"
)

# Each row of these tables: the generator, its example page in tests/extract, and the selector.

# Listings with lines or gutters in table cells.
CODE_TABLES = (
    ("Hexo, Octopress", "code-hexo", "figure.highlight table, div.highlight figure table"),
    ("Pygments, Sphinx", "code-pygments", "table.highlighttable, table.codehilitetable"),
    ("Rouge, Jekyll", "code-rouge", "table.rouge-table, .highlight table:has(td.gutter)"),
    ("Hugo's Chroma", "code-chroma", "table.lntable, .chroma table"),
    ("highlightjs-line-numbers", "code-tables", "table.hljs-ln"),
    ("GitHub", "code-tables", "table.highlight, table.js-file-line-container"),
    ("GeSHi", "code-tables", "table:has(td.ln):has(td.de1), table:has(pre.de1)"),
    ("SyntaxHighlighter", "code-tables", ".syntaxhighlighter table"),
    ("Crayon", "code-tables", "table.crayon-table"),
    ("Nikola", "code-tables", "table.codetable"),
    ("Zola", "code-tables", "pre > code > table"),
    ("Trac, Redmine", "code-tables", "table.syntaxhl, table.code"),
)

# Listings without `<pre>`, by editors and scripts that draw each line as an element.
CODE_DIVS = (
    ("CodeMirror 5", "code-editors", ".CodeMirror:not(:has(> .highlight))"),
    ("CodeMirror 6", "code-editors", ".cm-editor, .cm-content"),
    ("Monaco", "code-editors", ".view-lines"),
    ("SyntaxHighlighter", "code-tables", ".syntaxhighlighter"),
    (
        *("Writerside", "code-editors"),
        "div.code-block[data-lang]:not(:has(pre, p, code)), div[data-lang].code:not(:has(pre, p, code))",
    ),
    (
        *("by hand", "code-editors"),
        "div.highlight:not(:has(pre)):not(:has(p)) > code, div.code-block:not(:has(pre)) > code",
    ),
    ("Doxygen", "doxygen", "div.fragment:not(:has(pre))"),
    ("Mermaid", "code-editors", "div.mermaid:not(:has(pre)):not(:has(svg))"),
    ("Distill", "code-without-pre", "d-code[block]"),
    ("Scribble", "scribble", ".SCodeFlow, blockquote.SVInsetFlow, table.RktBlk, table.SVerbatim"),
)

# `<code>` elements that are listings without `<pre>`, and siblings that continue them.
CODE_BLOCKS = (
    ("Lean's Verso", "code-editors", "code.hl.block", "code.hl.block, pre.lean-output"),
    ("by hand", "code-editors", "code[style*='display' i][style*='block' i], code.block-code, code.codeblock", ""),
)

# Elements that are one line of a listing.
CODE_LINES = (
    ("Shiki, Chroma, Hexo", "code-shiki", "span.line, div.line"),
    ("Docusaurus, prism-react-renderer", "code-docusaurus", ".token-line"),
    ("Expressive Code, Starlight", "starlight", ".ec-line"),
    ("rehype-pretty-code", "code-lines", "[data-line]"),
    ("CodeMirror", "code-editors", ".CodeMirror-line, .cm-line"),
    ("Monaco", "code-editors", ".view-line"),
    ("Crayon", "code-tables", ".crayon-line"),
    ("Prettify", "code-lines", "ol.linenums > li"),
    ("Gatsby", "code-lines", ".grvsc-line, .gatsby-highlight-code-line"),
    ("Torchlight, by hand", "code-lines", ".code-line, .codeline, .source-line"),
    (
        *("Eleventy, highlighted lines", "code-line-breaks"),
        "span.highlight-line, span.highlighted-line, span.hl-line, span.line-highlight, mark.line, mark.highlight-line",
    ),
    (
        *("styles in the page", "code-line-breaks"),
        "span[style*='display:block'], span[style*='display: block'], span[style*='display:flex']",
    ),
)

# Inside a listing but not part of it, whatever the text.
CODE_JUNK = ", ".join(
    (
        "button, select, .copy, .copybtn, .copy-btn, .copy-button, .btn-copy, .clipboard, .btn-clipboard",
        ".clipboard-copy",
        "[class*=copy-code], [class*=copyButton], [class*=copy-to-clipboard], [class*=code-toolbar] > .toolbar",
        ".gutter .line-number, td.gutter, td.linenos, td.rouge-gutter, .lnt, .ec-line > .gutter, .hljs-ln-numbers",
        "td.blob-num, .CodeMirror-gutters, .CodeMirror-gutter-wrapper, .cm-gutters, .crayon-nums, .line-numbers-rows",
        ".line-numbers-wrapper, .linenodiv, .react-syntax-highlighter-line-number, .CodeMirror-cursors",
        ".CodeMirror-measure, .cm-cursorLayer, .cm-selectionLayer, .CodeMirror-scrollbar-filler, .sr-only, svg, style",
        ".syntaxhighlighter .toolbar",
        ".hover-info, .twoslash-popup-container, .twoslash-hover-info, [aria-label='Copy'], .code-block-header",
        ".CodeMirror-hscrollbar, .CodeMirror-vscrollbar, .CodeMirror-gutter-filler",
        # Lines that mdBook hides, and Doxygen's cards of names.
        ".boring, .ttc",
    )
)

# Inside a listing but not part of it if it contains only a number.
CODE_NUMBERS = ", ".join(
    (
        ".ln, .lineno, .linenos, .lineno-wrapper, .linenumber, .line-number, .line-numbers, .lineNumber, .line-num",
        ".linenum, .linenr, .line_number, .LineNumber, .code-line-number, .number-line, .gutter, .grvsc-gutter",
        _any_of(
            "a",
            "[href^='#L'], [href^='#cl-'], [href^='#line-'], [href*='codelineno'], [href^='#code-'], [href^='#hl-'], "
            "[id^=LC]",
        ),
        "[style*='user-select' i], [unselectable=on], a.lnlinks, .giallo-ln",
    )
)

# Marks in a listing for notes below it, in Asciidoctor and Quarto.
CODE_CALLOUTS = "i.conum, i.conum + b, b.conum, a.code-annotation-anchor"

# Around a listing, and replaced by it, together with labels and toolbars. Each row: the generator, the wrapper.
CODE_WRAPPERS = (
    ("Docusaurus", "code-docusaurus", "[class*=codeBlockContainer]"),
    (
        *("VitePress, Hugo, Jekyll, MkDocs", "vitepress"),
        "div[class*=language-], div.highlighter-rouge, div.highlight, figure.highlight",
    ),
    ("Sphinx", "sphinx", "div[class*=highlight-], div.literal-block-wrapper"),
    ("Org mode", "org", "div.org-src-container"),
    ("Expressive Code", "starlight", ".expressive-code"),
    ("Rehype", "code-lines", "figure[data-rehype-pretty-code-figure], div[data-rehype-pretty-code-fragment]"),
    ("Gatsby", "code-lines", ".gatsby-highlight"),
    ("Prism toolbar", "code-lines", "div.code-toolbar"),
    ("Quarto", "quarto", "div.code-with-filename"),
    ("Pandoc", "code-lines", "div.sourceCode"),
    (
        *("WordPress", "code-lines"),
        ".wp-block-syntaxhighlighter-code, .wp-block-code, .crayon-syntax, .EnlighterJSWrapper",
    ),
    ("GitHub", "code-lines", ".snippet-clipboard-content"),
    (
        *("themes", "code-lines"),
        ".code-block, .codeblock, .code-wrapper, .code-snippet, .codehilite, .code-container, .code-box",
    ),
)

# File names in the wrappers of listings.
CODE_TITLES = ", ".join(
    (
        ".code-with-filename-file",
        "[class*=codeBlockTitle], figcaption .title, [data-rehype-pretty-code-title], .code-block-title, .code-title",
        ".filename, .code-filename, .gatsby-code-title, .highlight > .filename, .code-block-caption .caption-text",
        "figure.highlight > figcaption > span, .remark-code-title, .code-header .file-name, label.org-src-name",
    )
)

# Containers that a generator or theme uses only for the article's text.
CONTAINERS = (
    ("schema.org", "container-schema", "[itemprop='articleBody'], [itemprop='blogPost'] .post-body"),
    ("Docusaurus", "container-docusaurus", ".theme-doc-markdown, article .markdown"),
    ("VitePress, VuePress", "vitepress", ".vp-doc, .theme-default-content"),
    ("MkDocs Material", "mkdocs-material", "article.md-content__inner"),
    ("Sphinx", "sphinx", "div.body[role=main], div.document div.body, article.bd-article, div[itemprop=articleBody]"),
    ("Starlight", "starlight", ".sl-markdown-content"),
    ("Nextra, Mintlify", "container-nextra", ".nextra-content main, .mdx-content"),
    ("microformats", "wordpress", ".h-entry .e-content, .hentry .entry-content"),
    (
        *("Hugo themes", "container-hugo"),
        ".post-content, .post__content, .post-single-content, .single-content, .article-content",
    ),
    ("WordPress", "pelican", ".entry-content, .wp-block-post-content, .post-entry, .td-post-content"),
    (
        *("Ghost, Substack, Medium", "container-ghost"),
        ".gh-content, .post-full-content, .kg-canvas, .body.markup, .available-content",
    ),
    ("Hexo themes", "hexo", ".article-entry, .post-body, .article-body, .article__body, .article__content"),
    ("reveal.js", "slides", ".reveal > .slides"),
    ("Jupyter", "jupyter", ".jp-Notebook, #notebook-container"),
    ("X", "container-x", "[data-testid=twitterArticleRichTextView]"),
    ("GitHub", "container-github", "article.markdown-body, .markdown-body"),
    (
        *("themes", "astro"),
        ".blog-post-content, .blog-content, .story-body, .article-text, .post-text, .prose, .rich-text, .content-body",
    ),
)

# Cells of a notebook: all belong to the article, however short they are.
CELLS = frozenset(("jp-Cell", "text_cell", "code_cell"))

# What authors mark up as the article, in any generator.
GENERIC_CONTAINERS = "article, main, [role=main], [role=article], #main-content, #content, .post, .hentry, .article"

# Around the article and not part of it, in any generator.
BOILERPLATE = ", ".join(
    (
        "nav, [aria-modal=true]",
        _any_of(
            "[role]",
            "[role=navigation], [role=search], [role=banner], [role=contentinfo], [role=dialog], "
            "[role=toolbar], [role=menu], [role=menubar], [role=alertdialog], [role=tablist], [role=status]",
        ),
        "form, fieldset, input:not([type=checkbox]), label:not(:has(input[type=checkbox]))",
        "body > header:not(:has(article)), body > footer, main > footer, article > footer",
        _any_of(
            "[itemprop]",
            "[itemprop=comment], [itemprop=author], [itemprop=wordCount], [itemprop=keywords], [itemprop=publisher]",
        ),
        "div.noprint, table.noprint, ul.noprint, .no-print, .d-print-none",
        ".headerlink, .anchorjs-link, .octicon-link, .heading-anchor, a.hash-link, a.header-anchor, .mw-editsection",
        ".heading-link, a.anchor:not(:has(img)), .anchor-link, .header-link, .sl-anchor-link, .direct-link",
        ".anchor-icon",
        # Microsoft's name of the language above a listing.
        "div.code-header:has(> span.language)",
        # Quarto's lines around the title, and about the article after its end.
        ".quarto-title-meta, .quarto-title-meta-author, .quarto-categories",
        "#quarto-reuse, #quarto-citation, #quarto-copyright",
        # Numbers of a notebook's cells.
        ".jp-InputPrompt, .jp-OutputPrompt, .input_prompt, .output_prompt",
        # Texinfo's, and the link to the top in Apache's manual.
        ".header:has(a[accesskey]), table.header:has(a[title]), .nav-panel, div.top > a[href^='#']:has(> img)",
        ".vjs-control-bar, .vjs-modal-dialog, .vjs-text-track-settings, .jw-controls, .mejs-controls, .plyr__controls",
    )
)

# Marks of footnotes that are labelled as such.
FOOTNOTE_REFERENCES = ", ".join(
    (
        "a.footnote-ref, a.footnote-reference, a.footnote, a.footnoteref, a.noteref, cite.ltx_cite a.ltx_ref",
        _any_of(
            "a",
            "[role=doc-noteref], [data-footnote-ref], [rel=footnote], [data-type=noteref], [epub\\:type=noteref], "
            "[href^='#fn'], [href^='#footnote'], [href^='#_ftn']",
        ),
    )
)

# Citations with the full address of the page.
CITATIONS = "cite.ltx_cite a.ltx_ref, a[data-type=noteref], a[role=doc-noteref], a.footnote-ref"

# Links from footnotes back to their marks.
FOOTNOTE_BACKREFERENCES = ", ".join(
    (
        "a.footnote-backref, a.footnote-back, a.reversefootnote, a.fn-backref, a.backref, span.backrefs",
        ".mw-cite-backlink",
        _any_of(
            "a",
            "[role=doc-backlink], [data-footnote-backref], [rev=footnote], [href^='#fnref'], [href^='#footnote-ref'], "
            "[href^='#user-content-fnref'], [href*='_ftnref'], [href^='#ftnt_ref']",
        ),
    )
)

# Notes in the text, at their marks. Each row: the program, the note, and the part with its text.
INLINE_NOTES = (
    ("Inline Footnotes for WordPress", "notes-inline", "span.inline-footnote", ".footnoteContent"),
    ("Footnotes Made Easy and its kin", "notes-inline", "[data-definition]", ""),
    ("Modern Footnotes for WordPress", "notes-inline", ".modern-footnotes-footnote__note", ""),
    ("LaTeXML", "notes-inline", ".ltx_note.ltx_role_footnote", ".ltx_note_content"),
    ("Tufte CSS", "notes-inline", "span.sidenote, span.marginnote, small.sidenote, aside.sidenote", ""),
    ("Tufte CSS by other names", "notes-inline", "input.margin-toggle + span", ""),
    ("Hugo's sidenotes", "notes-inline", "span.sidenote-content, .side-note", ""),
    ("Distill", "notes-inline", "d-footnote", ""),
    ("Scribble", "scribble", "blockquote.refpara", ".refcontent"),
)

# Texinfo's headings with only the number of the note below.
NOTE_HEADINGS = "h5:has(> a[id^=FOOT])"

# Controls that show and hide side notes.
NOTE_TOGGLES = (
    "label.margin-toggle, input.margin-toggle, label.sidenote-toggle, input.sidenote-toggle, "
    "sup.modern-footnotes-footnote"
)

# Inside a note but not part of it.
NOTE_MARKS = ".ltx_note_mark, .ltx_tag_note, .ltx_note_type, .sidenote-number, .mw-cite-backlink, .ltx_tag_bibitem"

# Elements that contain the TeX of a formula, and attributes that do.
MATH_SOURCES = (
    ".math-inline[data-math], .math-block[data-math], .hurmet-tex[data-entry], [data-tex], [data-latex-source], "
    "[data-katex], tex-math[data-expr], .katex-block[data-expr]"
)
# Elements with TeX without delimiters, for a script to typeset.
MATH_WRITTEN = ", ".join(
    (
        # Pandoc, Distill, GitLab, remark-math.
        "span.math.inline, span.math.display, d-math, dt-math, [data-math-style], code.math-inline",
        "pre:has(> code.math-display)",
    )
)
MATH_ATTRIBUTES = ("data-math", "data-entry", "data-tex", "data-latex-source", "data-katex", "data-expr")
