"""Text that tries to reach the terminal, the clipboard or the screen's layout through a title or an article."""

from __future__ import annotations

from html import escape

from .markdown_out import escape_title

ESCAPE = "\x1b"
BELL = "\x07"
CONTROL_SEQUENCE = "\x9b"
CLIPBOARD = f"{ESCAPE}]52;c;cm0gLXJmIH4={BELL}"
# Characters of the tag block: in a flag they have a use, otherwise they spell words that no terminal shows.
SCOTLAND = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbsct") + "\U000e007f"
TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "run me")

HOSTILE_TITLES: tuple[str, ...] = (
    f"Raw escape {ESCAPE}[31mred{ESCAPE}[0m and {ESCAPE}[2J clear",
    f"Clipboard {CLIPBOARD} by OSC 52",
    f"Window title {ESCAPE}]0;owned{BELL} and a link {ESCAPE}]8;;https://example.org/{ESCAPE}\\here{ESCAPE}]8;;{ESCAPE}\\",
    f"C1 control {CONTROL_SEQUENCE}31m sequence, \x90q device string \x9c and \x9d52;c;cm0=\x9c",
    "Closing markup [/b] that nothing opened [/]",
    "Click [@click=app.quit]here[/] to leave, or [@click=app.bell()]there[/@click]",
    "Colours [bold red on white]loud[/bold red on white] [link=https://example.org]x[/link]",
    "Right to left \u202egnp.exe\u202c override and \u2066isolate\u2069 and \u200fmark",
    f"Invisible tag characters{TAGS} here",
    f"Bell {BELL}{BELL}{BELL} and backspace \b\b\b and delete \x7f",
    "Very long " + "title " * 831 + "end.",
    "Unbroken" + "W" * 600,
    f"Family 👨‍👩‍👧‍👦, flags 🇯🇵🇧🇷{SCOTLAND}, skin 👍🏽, heart ❤️, keycap 1️⃣",
    "Combining Z" + "\u0301\u0316\u0334\u0347" * 12 + "algo and e\u0301",
    "Formats %s %d %(name)s %n {0} {name!r:>{width}} {} ${HOME} $(id) `id`",
    "Wide 漢字かな交じり文 and ｆｕｌｌｗｉｄｔｈ and half ﾊﾝｶｸ",
    "Zero\u200bwidth\u200c joiners\u200d and a\u00adsoft hyphen and \ufeffBOM",
    "Line\u2028separator, next\x85line, form\x0cfeed, file\x1cseparator, vertical\x0btab",
    "NUL \x00 byte and carriage\rreturn",
    "../../../../etc/passwd",
    "-rf --help ; rm -rf / & \\\\server\\share | CON.txt",
    "<script>alert(1)</script> <img src=x onerror=alert(2)> &amp;lt;b&amp;gt;",
    "[link](javascript:alert(1)) ![image](file:///etc/passwd) <https://example.org>",
)

_SUMMARIES = (
    "A summary with [/b] and [@click=app.quit]a way out[/] and [red]colour.",
    f"A summary with {ESCAPE}[1;31mcolour{ESCAPE}[0m, {CLIPBOARD} and {CONTROL_SEQUENCE}2J.",
    "A summary \u202ewritten backwards\u202c with {braces} and %s and 👨‍👩‍👧‍👦.",
    "[A link](javascript:alert(1)) and ![an image](http://127.0.0.1:1/beacon.png) and <b>HTML</b> &#27;[31m.",
)

_CATEGORIES = (
    "[/b]",
    f"{ESCAPE}[31mred",
    "[@click=app.quit]x[/]",
    "\u202elatot",
    "{category} %s",
    "🏳️‍🌈",
    f"C{CONTROL_SEQUENCE}1m",
)


def hostile_index(base_url: str) -> str:
    """An index whose titles, summaries and categories are all hostile; one line of it holds one title."""
    entries = [
        f"### [{escape_title(title)}]({base_url}/hostile/{position})\n"
        f"2026-04-{position % 16 + 1:02d} · {_CATEGORIES[position % len(_CATEGORIES)]} · 7 min\n\n"
        f"{_SUMMARIES[position % len(_SUMMARIES)]}\n"
        for position, title in enumerate(HOSTILE_TITLES)
    ]
    heading = f"# Hostile {ESCAPE}[31mblog [/b] [@click=app.quit]name[/]\n\n{len(HOSTILE_TITLES)} articles.\n"
    return "\n".join([heading, *entries])


def hostile_page(title: str = f"Hostile {ESCAPE}[31m title [/b] [@click=app.quit]x[/] \u202egnp.exe") -> str:
    """An article with the same characters raw and as references, in every place where text can stand."""
    raw = escape(
        f"Raw: {ESCAPE}[31mred{ESCAPE}[0m {CLIPBOARD} {CONTROL_SEQUENCE}31m \u202eoverride\u202c {TAGS} {BELL} [/b] "
        "[@click=app.quit]quit[/] {braces} %s"
    )
    references = (
        "References: &#27;[31mred&#x1b;[0m &#27;]52;c;cm0gLXJmIH4=&#7; &#155;31m &#x9b;32m &#x202e;override&#x202c; "
        "&#xE0072;&#xE0075;&#xE006E; &#0; &#8; &#127; &#91;/b&#93; &#91;@click=app.quit&#93;"
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | Hostile</title>
<meta property="og:title" content="{escape(title)}"><meta name="author" content="{ESCAPE}[31mMallory[/b]">
<meta name="description" content="{raw}"></head>
<body><header><nav><a href="/">Home</a></nav></header>
<main><article><h1>{escape(title)}</h1>
<p>Hostile article begins. {raw}</p>
<p>{references}</p>
<h2>Heading {raw}</h2>
<p>Inline <code>{raw}</code>, <strong>{references}</strong>, <em>{raw}</em> and
<a href="javascript:alert(1)" title="{raw}">a script link</a>, <a href="/x{ESCAPE}[31m">an escape link</a>,
<a href="https://example.org/&#27;]8;;evil&#7;">a reference link</a>, <a href="file:///etc/passwd">a file</a>,
<a href="data:text/html,x">data</a>, <a href="//example.org/[/b]">[/link]</a>.</p>
<pre><code class="language-[/b]">{raw}

    {references}
</code></pre>
<ul><li>{raw}<ul><li>{references}</li></ul></li></ul>
<table><thead><tr><th>{raw}</th><th>b</th></tr></thead><tbody><tr><td>{references}</td><td>[/b]</td></tr></tbody></table>
<blockquote><p>{raw}</p></blockquote>
<p><img src="/images/1.png" alt="{raw}"><img src="javascript:alert(1)" alt="{references}"></p>
<p>Markdown in text: [x](javascript:alert(1)) ![y](file:///etc/passwd)
&lt;b&gt;bold&lt;/b&gt; ```fence``` # no heading</p>
<script>document.title = "pwned"</script><p onclick="alert(1)">Hostile article ends.</p>
</article></main><footer>Footer</footer></body></html>
"""
