"""Code blocks as the highlighters of real blogs write them in HTML; the text is always the same as in the source."""

from __future__ import annotations

import re
from html import escape

from .blocks import CodeBlock

_TOKEN = re.compile(
    r"(?P<comment>#(?![\[{]).*|//.*|--.*)"
    r"|(?P<string>\"[^\"]*\"|'[^']*')"
    r"|(?P<keyword>\b(?:async|await|case|class|const|def|do|done|export|fi|fn|for|from|FROM|func|GROUP|if|impl|import"
    r"|interface|let|match|mut|package|pub|return|select|SELECT|struct|then|type|use|while|WHERE|WITH)\b)"
    r"|(?P<number>\b\d+\b)"
    r"|(?P<operator>[<>=&|!+*/%-]+)"
    r"|(?P<plain>\w+|\s+|.)"
)


def tokens(line: str) -> list[tuple[str, str]]:
    """A line split in pairs of kind and text; the texts joined are the line again."""
    return [(found.lastgroup or "plain", found[0]) for found in _TOKEN.finditer(line)]


def _spans(line: str, classes: dict[str, str]) -> str:
    """The line with a span around each token whose kind has a class."""
    return "".join(
        f'<span class="{classes[kind]}">{escape(text)}</span>' if kind in classes else escape(text)
        for kind, text in tokens(line)
    )


_PYGMENTS = {"comment": "c1", "string": "s2", "keyword": "k", "number": "mi", "operator": "o"}
_PRISM = {kind: f"token {kind}" for kind in ("comment", "string", "keyword", "number", "operator", "plain")}
_PRISM_INLINE = {kind: f"token {kind}" for kind in ("comment", "string", "keyword", "number", "operator")}
_SHIKI = {"comment": "#6A737D", "string": "#032F62", "keyword": "#D73A49", "number": "#005CC5"}


def plain(block: CodeBlock) -> str:
    """As CommonMark renderers write it."""
    return f'<pre><code class="language-{block.language}">{escape(block.source)}\n</code></pre>'


def wordpress(block: CodeBlock) -> str:
    """The code block of the WordPress editor."""
    return (
        f'<pre class="wp-block-code language-{block.language}"><code lang="{block.language}" '
        f'class="language-{block.language}">{escape(block.source)}</code></pre>'
    )


def chroma(block: CodeBlock) -> str:
    """Hugo's highlighter, with the copy button of the PaperMod theme."""
    lines = "".join(
        f'<span class="line"><span class="cl">{_spans(line, _PYGMENTS)}\n</span></span>'
        for line in block.source.split("\n")
    )
    return (
        f'<div class="highlight"><pre tabindex="0" class="chroma"><code class="language-{block.language}" '
        f'data-lang="{block.language}">{lines}</code></pre><button class="copy-code">copy</button></div>'
    )


def prism_docusaurus(block: CodeBlock) -> str:
    """Docusaurus: no newlines at all, each line a span that ends in a line break."""
    lines = []
    for line in block.source.split("\n"):
        content = _spans(line, _PRISM) or '<span class="token plain" style="display:inline-block"></span>'
        lines.append(f'<span class="token-line" style="color:#393A34">{content}<br></span>')
    return (
        f'<div class="language-{block.language} codeBlockContainer_Ckt0 theme-code-block" '
        'style="--prism-color:#393A34;--prism-background-color:#f6f8fa"><div class="codeBlockContent_biex">'
        f'<pre tabindex="0" class="prism-code language-{block.language} codeBlock_bY9V thin-scrollbar">'
        f'<code class="codeBlockLines_e6Vv">{"".join(lines)}</code></pre><div class="buttonGroup__atx">'
        '<button type="button" aria-label="Copy code to clipboard" title="Copy" class="clean-btn">'
        '<span class="copyButtonIcons_eSgA" aria-hidden="true"><svg viewBox="0 0 24 24"><path d="M19,21H8V7"></path>'
        "</svg></span></button></div></div></div>"
    )


def pygments_mkdocs(block: CodeBlock) -> str:
    """MkDocs: Pygments with an empty anchor at the beginning of each line."""
    lines = "".join(
        f'<a id="__codelineno-0-{number}" name="__codelineno-0-{number}" href="#__codelineno-0-{number}"></a>'
        f"{_spans(line, _PYGMENTS)}\n"
        for number, line in enumerate(block.source.split("\n"), 1)
    )
    return f'<div class="language-{block.language} highlight"><pre><span></span><code>{lines}</code></pre></div>'


def pygments_sphinx(block: CodeBlock) -> str:
    """Sphinx: Pygments without a code element."""
    lines = "\n".join(_spans(line, _PYGMENTS) for line in block.source.split("\n"))
    return (
        f'<div class="highlight-{block.language} notranslate"><div class="highlight"><pre><span></span>{lines}\n'
        "</pre></div>\n</div>"
    )


def rouge(block: CodeBlock) -> str:
    """Jekyll: Rouge with its table of line numbers."""
    lines = block.source.split("\n")
    numbers = "".join(f"{number}\n" for number in range(1, len(lines) + 1))
    code = "".join(f"{_spans(line, _PYGMENTS)}\n" for line in lines)
    return (
        f'<div class="language-{block.language} highlighter-rouge"><div class="highlight"><pre class="highlight"><code>'
        f'<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">{numbers}</pre></td>'
        f'<td class="rouge-code"><pre>{code}</pre></td></tr></tbody></table></code></pre></div></div>'
    )


def shiki(block: CodeBlock) -> str:
    """Shiki: colours instead of classes, as Next.js sites have it."""
    lines = "\n".join(
        '<span class="line">'
        + "".join(
            f'<span style="color:{_SHIKI.get(kind, "#24292E")}">{escape(text)}</span>' for kind, text in tokens(line)
        )
        + "</span>"
        for line in block.source.split("\n")
    )
    return (
        '<div class="css-k9fq2w"><div class="css-1r0yqr6"><span class="css-9x8d7c">'
        f'{block.language}</span><button class="css-b4t0n1" type="button">Copy</button></div>'
        f'<pre class="shiki github-light" style="background-color:#fff" tabindex="0" data-language="{block.language}">'
        f"<code>{lines}</code></pre></div>"
    )


def prism_tailwind(block: CodeBlock) -> str:
    """Prism at build time, on the typography plugin of Tailwind."""
    code = "\n".join(_spans(line, _PRISM_INLINE) for line in block.source.split("\n"))
    return (
        f'<div class="relative not-prose my-6"><pre class="language-{block.language} rounded-lg overflow-x-auto">'
        f'<code class="language-{block.language}">{code}\n</code></pre></div>'
    )


def brush(block: CodeBlock) -> str:
    """The highlighter of old sites: a pre element alone, its language in a class with a space."""
    return f'<pre class="brush: {block.language}">\n{escape(block.source)}\n</pre>'
