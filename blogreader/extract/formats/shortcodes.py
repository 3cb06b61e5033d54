"""Reduces template syntax in Markdown posts to its text: shortcodes of Hugo and Zola, Liquid, MDX."""

import re
from collections.abc import Callable, Mapping

from blogreader.extract.formats.directives import with_callouts
from blogreader.extract.lazy_patterns import lazily

# There are no templates in code, unless the template itself makes the code.
_CODE = lazily(
    r"^([ \t]*+(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*+)*+)(```++|~~~++)[^\n]*+\n.*?"
    r"(?:^[ \t]*+(?:>[ \t]*+)*+\2[`~]*+[ \t]*+$|\Z)|(?<!`)(`++)[^\n]*?(?<!`)\3(?!`)",
    re.DOTALL | re.MULTILINE,
)
_CODE_NAMES = ("highlight", "codeblock", "code", "mermaid", "katex", "math")
"""Shortcodes around code and formulas."""
_CODE_BLOCKS = {
    name: (
        lazily(rf"\{{(?:\{{[<%]|%-?)[ \t]*+{name}(?![\w.-])([^\n{{}}]{{0,300}}?)-?[%>]\}}\}}?[ \t]*+\n?"),
        lazily(rf"\n?\{{(?:\{{[<%]|%-?)[ \t]*+(?:/[ \t]*+|end){name}[ \t]*+-?[%>]\}}\}}?"),
    )
    for name in _CODE_NAMES
}
_LANGUAGE = lazily(r"(?:lang(?:uage)?[ \t]*+[:=][ \t]*+)?+[\"']?+([\w+#.-]++)[\"']?+(?!\w*=)")
_BLOCKQUOTE = (
    lazily(r"\{(?:\{[<%]|%-?)[ \t]*+(?:block)?quote(?![\w.-])([^\n{}]{0,300}?)-?[%>]\}\}?[ \t]*+\n?"),
    lazily(r"\n?\{(?:\{[<%]|%-?)[ \t]*+(?:/[ \t]*+(?:block)?quote|end(?:block)?quote|end)[ \t]*+-?[%>]\}\}?"),
)
_RAW = (
    lazily(r"\{%-?[ \t]*(?:raw|verbatim)[ \t]*-?%\}"),
    lazily(r"\{%-?[ \t]*end(?:raw|verbatim)[ \t]*-?%\}"),
)
_COMMENTS = (
    (lazily(r"\{%-?[ \t]*comment[ \t]*-?%\}"), lazily(r"\{%-?[ \t]*endcomment[ \t]*-?%\}")),
    (lazily(r"\{\{[<%]?/\*"), lazily(r"\*/[%>]?\}\}")),
    (lazily(r"\{#(?=[\s-])"), lazily(r"#\}")),
)
_TAG = lazily(
    r"\{\{[<%]([^\n{}]{0,2000}?(?:\n[^\n{}]{0,2000}){0,20}?)[%>]\}\}|\{%([^{}]{0,2000}?)%\}|\{\{([^{}<%][^{}]{0,2000}?)\}\}"
)
_ATTRIBUTE = lazily(r"""(?<![\w-])([\w-]++)[ \t]*+=[ \t]*+(?:"([^"]*)"|'([^']*)'|([^\s"',)]+))""")
_QUOTED = lazily(r""""([^"]*)"|'([^']*)'|([^\s"'`(),]+)""")
# `{:#}` and `{:?}` are format strings.
_KRAMDOWN = lazily(
    r"(?:(?<![ \t])[ \t]++)?+\{:(?:toc\b[^{}\n]{0,300}+"
    r"|[ \t]*+(?:(?:[#.][\w:.-]++|[\w-]++=(?:\"[^\"\n{}]*+\"|'[^'\n{}]*+'|[^\s\"'{}=]++))(?:[ \t]++|(?=\})))++)\}"
)
_FRONT_MATTER = lazily(r"\A(---|\+\+\+)[ \t]*\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_UNDERLINED = lazily(r"^[ \t]*+\{\{[^{}\n]{1,200}+\}\}[ \t]*+\n(?:=++|-++)[ \t]*+$", re.MULTILINE)
"""A heading with the title, to be filled in by a template."""
_MDX_SIGN = lazily(
    r"^import[ \t][^\n\"';]{1,300}?[ \t}]from[ \t]++[\"'][^\"'\n]{1,300}+[\"'];?+[ \t]*+$"
    r"|<\w[^<>\n]{0,300}?[ ]\w{1,40}+=\{",
    re.MULTILINE,
)
"""What only MDX has, which site generators also accept in `.md` files."""
_JSX_VALUE = lazily(r"(?<=[ \t\n])[\w-]{1,60}+=\{\{(?:[^{}]|\{[^{}]*+\})*+\}\}[ \t]?")
_MDX_LINES = lazily(
    r"^(?:import[ \t]++[^\n]{1,500}+|export[ \t]++(?!default)[^\n{]{0,500}+(?:\{[^{}]{0,5000}+\})?[^\n]{0,100}+)\n",
    re.MULTILINE,
)
_IMPORTED_FILE = lazily(
    r"^import[ \t]++(\w{1,60}+)[ \t]++from[ \t]++(?=[\"'][^\"'\n]{1,300}\.\w{2,5}[\"'])[\"']([^\"'\n]++)", re.MULTILINE
)
_VALUE = lazily(
    r"=\{[ ]*+(?:(?:(?:require|useBaseUrl|withBase)\([ ]*+)?+[\"'`]([^\"'`\n{}$<>]{1,500}+)[\"'`][ ]*+\)?+"
    r"(?:\.default)?+|(\w{1,60}+)(?:\.src)?+)[ ]*+\}"
)
"""What is given to a component: a literal, a literal through a function, or what was imported."""
_MDX_COMMENT = (lazily(r"\{/\*"), lazily(r"\*/\}"))
_COMPONENT = lazily(
    r"<(/?)([A-Z][\w.]{0,80})((?:[^<>{}\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'|\{[^{}]{0,2000}\}){0,200})>"
)
_BLANKS = lazily(r"\{[\"' ]{1,5}\}")
_KEPT = lazily(r"\x00[0-9]{1,9}\x00")
_LITERAL = lazily(r"\"([^\"]*+)\"(?=[ \t]*+(?:\||$))|'([^']*+)'(?=[ \t]*+(?:\||$))")
_SIZE = lazily(r"[\d.]+(?:px|%|em)?")
_PICTURES = frozenset(
    (
        *("figure", "img", "image", "picture", "photo", "imgproc", "resize_image", "responsive-image"),
        *("asset_img", "asset_image"),
    )
)
_VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "gist": "https://gist.github.com/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "x": "https://twitter.com/i/status/{}",
    "instagram": "https://www.instagram.com/p/{}",
}
_CALLED = {"x": "Post on X"}
_NAMED_POST = frozenset(("post_link", "asset_link"))
_POST = frozenset(("ref", "relref", "post_url", "link"))


def reduced(text: str, *, components: bool = False) -> str:
    """Return the Markdown of a post without what its generator would fill in; `components`: for MDX."""
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else 0
    body = text[start:]
    components = components or ("{" in body and _is_mdx(body))
    if components:
        files = {match[1]: match[2] for match in _IMPORTED_FILE.finditer(body)}
        body = outside_code(body, lambda part: _plain_values(part, files))
    if "{" in body:
        for name, (opening, closing) in _CODE_BLOCKS.items():
            if name in body:
                body = _between(body, opening, closing, _block_of(name))
        body = outside_code(body, lambda part: _between(part, *_BLOCKQUOTE, _quoted))
        body = "\n".join(with_callouts(body.split("\n")))  # before their first lines are taken for other templates
        body = outside_code(body, _without_templates)
    return text[:start] + (outside_code(body, _without_components) if components else body)


def _block_of(name: str) -> Callable[[re.Match[str], str], str]:
    """Return what makes a block of Markdown of a shortcode of this name and what it holds."""

    def made(opened: re.Match[str], inner: str) -> str:
        inner = inner.strip("\n")
        if name in ("katex", "math"):
            return f"$$\n{inner}\n$$" if "display" in opened[1] or "\n" in opened[0] else f"${inner.strip()}$"
        said = _LANGUAGE.match(opened[1].strip())
        return f"```{'mermaid' if name == 'mermaid' else said[1] if said else ''}\n{inner}\n```"

    return made


def _quoted(opened: re.Match[str], inner: str) -> str:
    """Return a quotation as one of Markdown, with who said it."""
    named = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _ATTRIBUTE.finditer(opened[1])}
    said = ", ".join(named.values()) if named else opened[1].strip(' \t()"')
    lines = [*inner.strip("\n").split("\n"), *(("", f"— {said}") if said else ())]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _is_mdx(body: str) -> bool:
    signs: list[str] = []

    def look(part: str) -> str:
        signs.extend(match[0] for match in _MDX_SIGN.finditer(part))
        return part

    outside_code(body, look)
    return bool(signs)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return Markdown with a change applied to everything outside of code."""
    if "`" not in text and "~~~" not in text:
        return change(text)
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts += [change(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, change(text[end:])])


def _between(
    text: str,
    opening: re.Pattern[str],
    closing: re.Pattern[str],
    make: Callable[[re.Match[str], str], str] = lambda _, __: "",
) -> str:
    """Return a text with everything between two marks replaced; unclosed marks stay."""
    parts: list[str] = []
    end = 0
    while (opened := opening.search(text, end)) and (closed := closing.search(text, opened.end())):
        parts += [text[end : opened.start()], make(opened, text[opened.end() : closed.start()])]
        end = closed.end()
    return "".join([*parts, text[end:]])


def _without_templates(text: str) -> str:
    for opening, closing in _COMMENTS:
        text = _between(text, opening, closing)
    # Raw parts are the author's text: their braces are restored after all others are removed.
    raw: list[str] = []

    def keep(_: re.Match[str], inner: str) -> str:
        raw.append(inner)
        return f"\x00{len(raw) - 1}\x00"

    text = _UNDERLINED.sub("", text)
    text = _KRAMDOWN.sub("", _TAG.sub(_filled, _between(text, *_RAW, keep)))
    return _KEPT.sub(lambda match: raw[int(match[0].strip("\x00"))], text)


def _filled(match: re.Match[str]) -> str:
    """Return the replacement of a tag: a picture, a link, the address of a post, or nothing."""
    inner = (match[1] or match[2] or match[3] or "").strip().strip("-").strip()
    if match[3] and (said := _LITERAL.match(inner)):  # of Liquid: `{{ "/a.png" | relative_url }}`
        return said[1] or said[2] or ""
    name, _, rest = inner.replace("(", " ", 1).partition(" ")
    named = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _ATTRIBUTE.finditer(rest)}
    quoted = _QUOTED.finditer(_ATTRIBUTE.sub("", rest))
    plain = [value for one in quoted if (value := one[1] or one[2] or one[3])]
    if name == "include" and plain:  # Jekyll: `{% include figure.html image_path="…" %}`
        name = plain.pop(0).rpartition("/")[2].partition(".")[0]
    name = name.lower()
    if name in _POST and plain:
        return plain[0]
    if name in _NAMED_POST and plain:
        return f"[{' '.join(plain[1:]) or plain[0]}]({plain[0].replace(' ', '%20')})"
    if name in _VIDEOS:
        which = named.get("id") or "/".join(plain[:2] if name == "gist" else plain[:1])
        address = which if which.startswith(("http://", "https://")) else _VIDEOS[name].format(which)
        return f"[{_CALLED.get(name, name.title())}]({address})" if which else ""
    if name in _PICTURES or "image_path" in named:
        return _picture(named, plain)
    return ""


def _picture(named: dict[str, str], plain: list[str]) -> str:
    source = next((named[key] for key in ("src", "image_path", "path", "url", "link") if named.get(key)), "")
    if not source and plain:
        source = next((one for one in plain if "." in one or "/" in one), plain[0])
    said = next((one for one in reversed(plain) if one != source and not _SIZE.fullmatch(one)), "")
    caption = named.get("caption") or named.get("title") or named.get("description") or ""
    if not source:
        return caption
    picture = f"![{named.get('alt') or caption or said}]({source.replace(' ', '%20')})"
    return f"{picture}\n\n{caption}" if caption else picture


def _plain_values(text: str, files: Mapping[str, str]) -> str:
    """Return MDX with plain values of components as HTML has them; `files`: what was imported, by its name."""

    def plain(match: re.Match[str]) -> str:
        said = match[1] or files.get(match[2] or "")
        return f'="{said}"' if said else match[0]

    return _VALUE.sub(plain, _JSX_VALUE.sub("", _MDX_LINES.sub("", text)))


def _without_components(text: str) -> str:
    return _BLANKS.sub(" ", _COMPONENT.sub(_component, _between(text, *_MDX_COMMENT)))


def _component(match: re.Match[str]) -> str:
    if match[1]:
        return ""
    named = {one[1].lower(): one[2] or one[3] or "" for one in _ATTRIBUTE.finditer(match[3])}
    name = match[2].lower()
    if name in ("image", "img", "figure", "picture") and named.get("src"):
        return _picture(named, [])
    if name in _VIDEOS and named.get("id"):
        return f"[{name.title()}]({_VIDEOS[name].format(named['id'])})"
    if name in ("tabitem", "tab") and (label := named.get("label") or named.get("title")):
        return f"**{label}**\n\n"
    return named.get("title", "") + ("\n\n" if named.get("title") else "")
