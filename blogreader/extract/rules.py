"""What is known of generators and themes, as data: one more generator is one more row."""

import re


def _separated(sign: str, words: str) -> frozenset[str]:
    return frozenset(words.split(sign))


# Never part of an article, wherever they stand. `aria-hidden` is left alone here: icons and KaTeX live under it too.
DROPPED = ", ".join(
    (
        'script:not([type^="math/tex"])',
        "style, template, noscript, link, meta, dialog, canvas, object, svg, applet, audio, select, textarea, datalist",
        "button:not(:has(img)), [role=listbox], [role=tooltip]",
        "[hidden]:not([hidden='until-found'])",
        ".sr-only, .visually-hidden, .visuallyhidden, .screen-reader-text, .screen-reader-only, .vh, .hidden-visually",
        ".show-for-sr, .element-invisible, .assistive-text",
    )
)

# Panels that only a script shows: the alternatives of a tab group.
SHOWN_TABS = (
    '[role="tabpanel"], .tabbed-block, .tab-pane, .tab-panel, .vp-code-group .blocks > div, .tab-content > div, '
    ".callout-content, details > *, .collapsible-content, .accordion-content, .accordion-collapse"
)

# Listings whose lines or gutters are table cells. Each row: the generator, the table.
CODE_TABLES = (
    ("Hexo, Octopress", "figure.highlight table, div.highlight figure table"),
    ("Pygments, Sphinx", "table.highlighttable, table.codehilitetable"),
    ("Rouge, Jekyll", "table.rouge-table, .highlight table:has(td.gutter)"),
    ("Hugo's Chroma", "table.lntable, .chroma table"),
    ("highlightjs-line-numbers", "table.hljs-ln"),
    ("GitHub", "table.highlight, table.js-file-line-container"),
    ("GeSHi", "table:has(td.ln):has(td.de1), table:has(pre.de1)"),
    ("SyntaxHighlighter", ".syntaxhighlighter table"),
    ("Crayon", "table.crayon-table"),
    ("Trac, Redmine", "table.syntaxhl, table.code"),
)

# Listings without `<pre>`: editors and scripts that draw each line as an element.
CODE_DIVS = (
    ("CodeMirror 5", ".CodeMirror"),
    ("CodeMirror 6", ".cm-editor, .cm-content"),
    ("Monaco", ".view-lines"),
    ("SyntaxHighlighter", ".syntaxhighlighter"),
    ("Writerside", "div.code-block[data-lang]:not(:has(pre, p, code)), div[data-lang].code:not(:has(pre, p, code))"),
    ("by hand", "div.highlight:not(:has(pre)):not(:has(p)) > code, div.code-block:not(:has(pre)) > code"),
)

# `<code>` that is a listing without `<pre>`, and those beside it that go on with it.
CODE_BLOCKS = (
    ("Lean's Verso", "code.hl.block", "code.hl.block, pre.lean-output"),
    ("by hand", "code[style*='display: block'], code[style*='white-space: pre'], code.block-code, code.codeblock", ""),
)

# An element that is one line of a listing.
CODE_LINES = (
    ("Shiki, Chroma, Hexo", "span.line, div.line"),
    ("Docusaurus, prism-react-renderer", ".token-line"),
    ("Expressive Code, Starlight", ".ec-line"),
    ("rehype-pretty-code", "[data-line]"),
    ("CodeMirror", ".CodeMirror-line, .cm-line"),
    ("Monaco", ".view-line"),
    ("Crayon", ".crayon-line"),
    ("Prettify", "ol.linenums > li"),
    ("Gatsby", ".grvsc-line, .gatsby-highlight-code-line"),
    ("Torchlight, by hand", ".code-line, .codeline, .source-line"),
)

# Inside a listing and not of it, whatever the text.
CODE_JUNK = ", ".join(
    (
        "button, select, .copy, .copybtn, .copy-btn, .copy-button, .btn-copy, .clipboard, .btn-clipboard",
        ".clipboard-copy",
        "[class*=copy-code], [class*=copyButton], [class*=copy-to-clipboard], [class*=code-toolbar] > .toolbar",
        ".gutter .line-number, td.gutter, td.linenos, td.rouge-gutter, .lnt, .ec-line > .gutter, .hljs-ln-numbers",
        "td.blob-num, .CodeMirror-gutters, .CodeMirror-gutter-wrapper, .cm-gutters, .crayon-nums, .line-numbers-rows",
        ".line-numbers-wrapper, .linenodiv, .react-syntax-highlighter-line-number, .CodeMirror-cursors",
        ".CodeMirror-measure, .cm-cursorLayer, .cm-selectionLayer, .CodeMirror-scrollbar-filler, .sr-only, svg, style",
        ".hover-info, .twoslash-popup-container, .twoslash-hover-info, [aria-label='Copy'], .code-block-header",
        ".CodeMirror-hscrollbar, .CodeMirror-vscrollbar, .CodeMirror-gutter-filler",
    )
)

# Inside a listing and not of it when it holds nothing but a number.
CODE_NUMBERS = ", ".join(
    (
        ".ln, .lineno, .linenos, .lineno-wrapper, .linenumber, .line-number, .line-numbers, .lineNumber, .line-num",
        ".linenum, .line_number, .LineNumber, .code-line-number, .number-line, .gutter, .grvsc-gutter",
        "a[href^='#L'], a[href^='#cl-'], a[href^='#line-'], a[href*='codelineno'], a[href^='#code-'], a[id^=LC]",
        "[style*='user-select' i], [unselectable=on], a.lnlinks, a[href^='#hl-']",
    )
)

# Around a listing, replaced by it as a whole: labels and toolbars go with it. Each row: the generator, the wrapper.
CODE_WRAPPERS = (
    ("Docusaurus", "[class*=codeBlockContainer]"),
    (
        "VitePress, Hugo, Jekyll, MkDocs",
        "div[class*=language-], div.highlighter-rouge, div.highlight, figure.highlight",
    ),
    ("Sphinx", "div[class*=highlight-]"),
    ("Expressive Code", ".expressive-code"),
    ("Rehype", "figure[data-rehype-pretty-code-figure], div[data-rehype-pretty-code-fragment]"),
    ("Gatsby", ".gatsby-highlight"),
    ("Prism toolbar", "div.code-toolbar"),
    ("Pandoc", "div.sourceCode"),
    ("WordPress", ".wp-block-syntaxhighlighter-code, .wp-block-code, .crayon-syntax, .EnlighterJSWrapper"),
    ("GitHub", ".snippet-clipboard-content"),
    ("themes", ".code-block, .codeblock, .code-wrapper, .code-snippet, .codehilite, .code-container, .code-box"),
)

# The file that a listing's wrapper names.
CODE_TITLES = ", ".join(
    (
        "[class*=codeBlockTitle], figcaption .title, [data-rehype-pretty-code-title], .code-block-title, .code-title",
        ".filename, .code-filename, .gatsby-code-title, .highlight > .filename, .code-block-caption .caption-text",
        "figure.highlight > figcaption > span, .remark-code-title, .code-header .file-name",
    )
)

# Names that a class says and that are no language.
NO_LANGUAGE = _separated(
    " ",
    "plain plaintext txt none default nohighlight no-highlight code highlight source sourcecode sh_sourcecode "
    "block hljs unknown undefined auto raw output console-output notranslate false true null numberlines wrap "
    "inline",
)

# Labels over listings that name a language, by what Markdown calls it.
LABELS = {
    **{
        name: name
        for name in _separated(
            " ",
            "python javascript typescript java kotlin swift go rust ruby php bash shell sh zsh sql html css scss json yaml "
            "toml xml c cpp csharp r perl lua scala haskell elixir erlang clojure dart julia matlab powershell dockerfile "
            "lean makefile graphql markdown diff jsx tsx vue svelte nginx ini text ocaml zig nim fortran solidity hcl terraform",
        )
    },
    "c++": "cpp",
    "c#": "csharp",
    "f#": "fsharp",
    "golang": "go",
    "js": "javascript",
    "ts": "typescript",
    "objective-c": "objectivec",
    "plain text": "text",
    "plaintext": "text",
    "command line": "bash",
    "terminal": "bash",
}

LANGUAGE_ATTRIBUTES = ("data-lang", "data-language", "data-enlighter-language", "data-code-language", "syntax", "lang")

# Containers that a generator or theme makes for the article's text and nothing else.
CONTAINERS = (
    ("schema.org", '[itemprop="articleBody"], [itemprop="blogPost"] .post-body'),
    ("Docusaurus", ".theme-doc-markdown, article .markdown"),
    ("VitePress, VuePress", ".vp-doc, .theme-default-content"),
    ("MkDocs Material", "article.md-content__inner"),
    ("Sphinx", "div.body[role=main], div.document div.body, article.bd-article, div[itemprop=articleBody]"),
    ("Starlight", ".sl-markdown-content"),
    ("Nextra, Mintlify", ".nextra-content main, .mdx-content"),
    ("microformats", ".h-entry .e-content, .hentry .entry-content"),
    ("Hugo themes", ".post-content, .post__content, .post-single-content, .single-content, .article-content"),
    ("WordPress", ".entry-content, .wp-block-post-content, .post-entry, .td-post-content"),
    ("Ghost, Substack, Medium", ".gh-content, .post-full-content, .kg-canvas, .body.markup, .available-content"),
    ("Hexo themes", ".article-entry, .post-body, .article-body, .article__body, .article__content"),
    ("GitHub", "article.markdown-body, .markdown-body"),
    (
        "themes",
        ".blog-post-content, .blog-content, .story-body, .article-text, .post-text, .prose, .rich-text, .content-body",
    ),
)

# What an author would mark up as the article, in any generator.
GENERIC_CONTAINERS = "article, main, [role=main], [role=article], #main-content, #content, .post, .hentry, .article"

# Around the article and not of it, in any generator.
FURNITURE = ", ".join(
    (
        "nav, [role=navigation], [role=search], [role=banner], [role=contentinfo], [role=complementary], [role=dialog]",
        "[role=toolbar], [role=menu], [role=menubar], [role=alertdialog], [aria-modal=true], [role=tablist]",
        "[role=status]",
        "form, fieldset, input:not([type=checkbox]), label:not(:has(input[type=checkbox]))",
        "body > header:not(:has(article)), body > footer, main > footer, article > footer",
        "[itemprop=comment], [itemprop=author]",
        "[itemprop=wordCount], [itemprop=keywords], [itemprop=publisher], [data-nosnippet], .noprint",
        ".no-print, .d-print-none",
        ".headerlink, .anchorjs-link, .octicon-link, .heading-anchor, a.hash-link, a.header-anchor, .mw-editsection",
        ".heading-link, a.anchor:not(:has(img)), .anchor-link, .header-link, .sl-anchor-link, .direct-link",
        ".anchor-icon",
    )
)

# Words of class and id that name what stands around an article. Kept apart from FURNITURE because a word is weaker than
# a role: whatever holds much of the page's prose, or is an article's own container, is spared.
FURNITURE_WORDS = _separated(
    " ",
    "share sharing sharethis addthis addtoany sharedaddy socials social comments comment disqus utterances giscus "
    "respond related recommended recommendations recommend newsletter subscribe subscription signup sidebar "
    "breadcrumb breadcrumbs pagination pager paginator toc outline cookie cookies consent gdpr promo promotion "
    "sponsor sponsored advert advertisement advertising banner popup modal byline authorbox biography bio "
    "webmentions webmention reactions upvote upvotes likes claps skip topbar navbar navigation menu masthead "
    "copyright colophon donate feedback paywall readnext noprint prevnext postnav jetpack outbrain taboola "
    "trending popular",
)

# Words that speak against an element where prose is weighed, and say too little for it to be taken out.
WEAK_FURNITURE_WORDS = _separated(
    " ",
    "aside footer foot header head meta widget rail ad ads tag tags tool tools shoutbox hidden combx contact media "
    "scroll links link list teaser card cards promo latest more sidebar secondary nav legends rss remark extra",
)

# Words that speak for it.
ARTICLE_WORDS = _separated(
    " ", "article body content entry hentry main page post text blog story prose markdown copy richtext"
)

# The same of two words in a row.
FURNITURE_PHRASES = _separated(
    "|",
    "post meta|entry meta|article meta|post info|article info|post header meta|reading time|read time|read next|"
    "next post|prev post|previous post|post nav|post navigation|post tags|tag list|entry tags|article tags|"
    "post categories|cat links|tags links|post footer|entry footer|article footer|author box|author info|"
    "about author|author bio|author card|post author|author meta|table of contents|back to top|scroll top|"
    "edit page|edit this page|last updated|post date|entry date|published date|related posts|more posts|"
    "call to action|mailing list|email form|view count|page views|on this page|site header|site footer|site nav|"
    "post share|follow us|also like|print only|copy link|github edit|theme edit|doc breadcrumbs|source link|"
    "post list|recent posts|article nav|article actions|post actions",
)

# Headings under which an article's end is followed by something else.
FURNITURE_HEADINGS = _separated(
    "|",
    "related|related posts|related articles|related reading|related stories|related content|you might also like|"
    "you may also like|you might like|more posts|more articles|more from|more from this blog|read next|read more|"
    "keep reading|recommended|recommended reading|recommended posts|recent posts|latest posts|popular posts|"
    "comments|leave a comment|leave a reply|share|share this|share this post|share this article|subscribe|"
    "newsletter|stay updated|join the newsletter|subscribe to the newsletter|subscribe to my newsletter|"
    "about the author|written by|tags|categories|filed under|webmentions|responses|discussion|reactions|"
    "continue reading|up next|other posts|see also posts",
)

# Whole lines that sites set between the paragraphs of an article.
FURNITURE_LINES = re.compile(
    r"advert(?:isements?|ising)?|publicidade|publicidad|publicité|anzeige|werbung|sponsored(?: content)?|ad"
    r"|(?:story|article) continues (?:below|after)[\w ]*|text size|loading(?: \.\.\.|…)?|close|caption|photo ?gallery"
    r"|share(?: this)?(?: (?:article|post|story|page))?(?: (?:on|via|with) [\w ,/]{2,40})?|tweet(?: this)?|e-?mail this"
    r"|(?:follow|find) (?:me|us|[A-Z]\w+) on (?:twitter|facebook|instagram|x|mastodon|youtube|[\w, ]{2,60})[.!]?"
    r"|(?:post a |leave a |view |show |add |read |hide )?comments?(?: \(?\d+\)?| \(\+\))?|\d+ (?:comments?|likes?|shares?|views?)"
    r"|image \d+ of ?/? ?\d+|(?:click|tap) (?:here )?to (?:enlarge|expand|zoom|view)[\w ]*|enlarge(?: image)?|zoom|print"
    r"|sign up(?: now)?|subscribe(?: now)?|sign in|log ?in|to read the full story|copy link|link copied!?|copied!?"
    r"|like this (?:story|article|post)\?.{0,60}|join the conversation[.…]*|tell us what you think.{0,10}"
    r"|back to top|skip to [\w ]{3,40}|scroll (?:down|to continue)[\w ]*|(?:whatsapp|facebook|twitter|pin(?:t|terest)|google\+"
    r"|linkedin|reddit|telegram|baixar|voltar|e-?mail)(?: (?:whatsapp|facebook|twitter|pin(?:t|terest)|google\+|linkedin"
    r"|reddit|telegram|baixar|e-?mail)){0,8}",
    re.IGNORECASE,
)

# How lines begin that send to another article.
READ_MORE = re.compile(
    r"(?:read (?:more|also|next)|also (?:read|on [\w.]{2,30})|more (?:on|from|about) [\w ]{2,30}|related(?: (?:article|story|post)s?)?"
    r"|recommended|don.t miss|watch(?: also)?|leia (?:mais|também)|lire aussi|lesen sie auch|lee también|up next)"
    r"(?:\s*[:：–—|-]|\s+(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)

# Headings that announce other articles.
RELATED_HEADINGS = re.compile(
    r"(?:related|recommended|popular|trending|latest|recent|featured|more|other|similar|top|most (?:read|popular|viewed|shared))"
    r"(?: (?:\w+ ){0,2}(?:posts?|articles?|stories|story|news|reading|content|topics?|tags?|links|coverage|videos?|from .{2,40}|on .{2,40}))?:?"
    r"|more (?:great |from |in |on |about |by )[\w .,&’'-]{2,50}|you (?:may|might|could) (?:also )?(?:like|enjoy|be interested in).{0,20}"
    r"|read (?:next|more|this next|also)|up next|don.t miss|keep reading|what to read next|recommended for you|from our partners"
    r"|from (?:around )?the web|elsewhere on [\w .]{2,40}|also (?:on|in) [\w .]{2,40}|editor.s picks?|trending(?: now| news)?|around the web"
    r"|(?:você (?:pode|também pode) gostar|leia (?:mais|também)|veja também|à lire aussi|lire aussi|a lire|lesen sie auch|mehr zum thema"
    r"|das könnte sie auch interessieren|te puede interesar|lee también|leer más|potrebbe interessarti|leggi anche|相关阅读|关连阅读|推荐阅读)"
    r"[.…:]*",
    re.IGNORECASE,
)

CONTENTS_HEADINGS = frozenset(
    ("table of contents", "contents", "on this page", "in this article", "in this post", "toc")
)

# Marks of footnotes that say what they are.
FOOTNOTE_REFERENCES = ", ".join(
    (
        "a.footnote-ref, a.footnote-reference, a[role=doc-noteref], a[data-footnote-ref], a[rel=footnote], a.footnote",
        "a[href^='#fn'], a[href^='#footnote'], a[href^='#_ftn'], a[data-type=noteref], a.footnoteref, a.noteref",
        "cite.ltx_cite a.ltx_ref, a[epub\\:type=noteref]",
    )
)

# Citations that give the whole address of the page with the part.
CITATIONS = "cite.ltx_cite a.ltx_ref, a[data-type=noteref], a[role=doc-noteref], a.footnote-ref"

# Links from a footnote back to its mark.
FOOTNOTE_BACKREFERENCES = ", ".join(
    (
        "a.footnote-backref, a.footnote-back, a[role=doc-backlink], a[data-footnote-backref], a.reversefootnote",
        "a.fn-backref, a.backref, a[href^='#fnref'], a[href^='#footnote-ref'], a[rev=footnote], span.backrefs",
        "a[href^='#user-content-fnref'], .mw-cite-backlink, a[href*='_ftnref'], a[href^='#ftnt_ref']",
    )
)

# Notes that stand where they are meant. Each row: the program, the note, and the part of it that is its text.
INLINE_NOTES = (
    ("Inline Footnotes for WordPress", "span.inline-footnote", ".footnoteContent"),
    ("Footnotes Made Easy and its kin", "[data-definition]", ""),
    ("LaTeXML", ".ltx_note.ltx_role_footnote", ".ltx_note_content"),
    ("Tufte CSS", "span.sidenote, span.marginnote, small.sidenote, aside.sidenote", ""),
    ("Hugo's sidenotes", "span.sidenote-content, .side-note", ""),
)

# What shows and hides a side note.
NOTE_TOGGLES = "label.margin-toggle, input.margin-toggle, label.sidenote-toggle, input.sidenote-toggle"

# Inside a note and not of it.
NOTE_MARKS = ".ltx_note_mark, .ltx_tag_note, .ltx_note_type, .sidenote-number, .mw-cite-backlink, .ltx_tag_bibitem"

# Elements that keep the TeX of the formula in them, and the attributes that do.
MATH_SOURCES = (
    ".math-inline[data-math], .math-block[data-math], .hurmet-tex[data-entry], [data-tex], [data-latex-source], "
    "[data-katex], tex-math[data-expr], .katex-block[data-expr]"
)
MATH_ATTRIBUTES = ("data-math", "data-entry", "data-tex", "data-latex-source", "data-katex", "data-expr")
