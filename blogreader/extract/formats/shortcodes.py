"""Reduces template syntax in Markdown posts to its text: shortcodes of Hugo and Zola, Liquid, MDX."""

import re
from collections.abc import Callable

from blogreader.extract.lazy_patterns import lazily

# There are no templates in code, unless the template itself makes the code.
_CODE = lazily(
    r"^([ \t]*+)(```++|~~~++)[^\n]*+\n.*?(?:^[ \t]*+\2[`~]*+[ \t]*+$|\Z)|(?<!`)(`++)[^\n]*?(?<!`)\3(?!`)",
    re.DOTALL | re.MULTILINE,
)
_HIGHLIGHT = (
    lazily(r"\{(?:\{[<%]|%-?)[ \t]*+highlight[ \t]++([\w+#.-]*+)[^\n{}]{0,200}[%>]\}\}?[ \t]*+\n?"),
    lazily(r"\n?\{(?:\{[<%]|%-?)[ \t]*(?:/[ \t]*highlight|endhighlight)[ \t]*-?[%>]\}\}?"),
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
_QUOTED = lazily(r""""([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`(),]+)""")
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
_MDX_COMMENT = (lazily(r"\{/\*"), lazily(r"\*/\}"))
_COMPONENT = lazily(
    r"<(/?)([A-Z][\w.]{0,80})((?:[^<>{}\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'|\{[^{}]{0,2000}\}){0,200})>"
)
_BLANKS = lazily(r"\{[\"' ]{1,5}\}")
_KEPT = lazily(r"\x00[0-9]{1,9}\x00")
_PICTURES = frozenset(("figure", "img", "image", "picture", "photo", "imgproc", "resize_image", "responsive-image"))
_VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "gist": "https://gist.github.com/{}",
}
_POST = frozenset(("ref", "relref", "post_url", "link"))


def reduced(text: str, *, components: bool = False) -> str:
    """Return the Markdown of a post without what its generator would fill in; `components`: for MDX."""
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else 0
    body = text[start:]
    components = components or ("{" in body and _is_mdx(body))
    if components:
        body = outside_code(body, lambda part: _JSX_VALUE.sub("", _MDX_LINES.sub("", part)))
    if "{" in body:
        body = _between(body, *_HIGHLIGHT, lambda opened, inner: f"```{opened[1]}\n{inner.strip(chr(10))}\n```")
        body = outside_code(body, _without_templates)
    return text[:start] + (outside_code(body, _without_components) if components else body)


def _is_mdx(body: str) -> bool:
    signs: list[str] = []

    def look(part: str) -> str:
        signs.extend(match[0] for match in _MDX_SIGN.finditer(part))
        return part

    outside_code(body, look)
    return bool(signs)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return Markdown with a change applied to everything outside of code."""
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
    name, _, rest = inner.replace("(", " ", 1).partition(" ")
    named = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _ATTRIBUTE.finditer(rest)}
    plain = [one[1] or one[2] or one[3] or one[4] for one in _QUOTED.finditer(_ATTRIBUTE.sub("", rest))]
    if name == "include" and plain:  # Jekyll: `{% include figure.html image_path="…" %}`
        name = plain.pop(0).rpartition("/")[2].partition(".")[0]
    name = name.lower()
    if name in _POST and plain:
        return plain[0]
    if name in _VIDEOS:
        which = named.get("id") or "/".join(plain[:2] if name == "gist" else plain[:1])
        return f"[{name.title()}]({_VIDEOS[name].format(which)})" if which else ""
    if name in _PICTURES or "image_path" in named:
        return _picture(named, plain)
    return ""


def _picture(named: dict[str, str], plain: list[str]) -> str:
    source = next((named[key] for key in ("src", "image_path", "path", "url", "link") if named.get(key)), "")
    source = source or (plain[0] if plain else "")
    caption = named.get("caption") or named.get("title") or ""
    if not source:
        return caption
    picture = f"![{named.get('alt') or caption}]({source.replace(' ', '%20')})"
    return f"{picture}\n\n{caption}" if caption else picture


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
    return named.get("title", "") + ("\n\n" if named.get("title") else "")
