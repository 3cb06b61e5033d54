"""Inline Markdown to runs, parsed on demand."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from blogreader.render.blocks import Context, Image, Inline, Run
from blogreader.render.markdown.html import tag_of
from blogreader.render.markdown.inline_rules import inline_parser
from blogreader.render.markdown.link_targets import link_to, resolved
from blogreader.render.markdown.pieces import pieces
from blogreader.text import clean, without_wide_breaks
from blogreader.urls import openable

if TYPE_CHECKING:
    from markdown_it.token import Token

# Inline rules are quadratic for some input; no paragraph written by a human is as long as this.
_LONGEST = 10_000
# Or contains as many of the same mark; shorter texts are quick in any case.
_MOST_MARKS = 800
_MARKS = "[*_`<"
# The length of an embedded picture doesn't matter, and link targets cost next to nothing.
_DATA = re.compile(r"\(data:[^()\s]+")
_DESTINATION = re.compile(r"\]\([^()\s]+")
# Text in which no inline rule matches is not parsed; a hard line break follows two blanks or a backslash.
_PLAIN = re.compile(r"(?:[^\\`*_\[\]!<>&~$\n:]|:(?!//)|!(?!\[)|(?<!  )\n)*")
_FOLDED = re.compile("[ \t\n]*\n[ \t\n]*|[ \t]{2,}|\t")
# The looks of tags that authors write by hand.
_HTML_ROLES = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "s": "strike",
    "del": "strike",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
_SCRIPTS = {"sup": "^", "sub": "_"}


def runs(inline: Inline) -> tuple[Run, ...]:
    """Return the runs of inline text; none of the text is lost, whatever it is."""
    if inline.context is None:
        text = clean(inline.source).replace("\t", " ").strip("\n")
        return (Run(text),) if text else ()
    if _PLAIN.fullmatch(inline.source):
        text = _folded(clean(inline.source)).strip()
        return (Run(text),) if text else ()
    return _parsed(inline.source, inline.context)


def text_of(inline: Inline) -> str:
    """Return the plain text of inline text."""
    return "".join([run.text for run in runs(inline)])


def is_long(inline: Inline) -> bool:
    """Return whether inline text is too long to be parsed as a whole."""
    return _parsable(inline.source) is None


def _parsable(source: str) -> str | None:
    """Return the part of a text that is parsed; None if parsing would take too long."""
    if len(source) <= _MOST_MARKS:
        return source
    if len(source) > _LONGEST:
        source = _DATA.sub("(data:", source)
    told = _DESTINATION.sub("](", source)
    return None if len(told) > _LONGEST or any(told.count(mark) > _MOST_MARKS for mark in _MARKS) else source


def literal_text(source: str) -> str:
    """Return Markdown source as text, with line breaks and blanks collapsed."""
    return _folded(clean(source)).strip()


def tokens_of(source: str, context: Context) -> "list[Token] | None":
    """Parse inline Markdown; None when it is hostile."""
    parsable = _parsable(source)
    if parsable is None:
        return None
    tokens: list[Token] = []
    try:
        inline_parser().inline.parse(
            parsable, inline_parser(), {"references": context.references, "numbers": context.footnotes}, tokens
        )
    except RecursionError:  # hundreds of pictures nested in alternative texts
        return None
    return tokens


def image_of(token: "Token", base: str | None) -> Image:
    """Return the picture of an image token."""
    alternative = _folded(clean("".join(run.text for run in _Walk(base).all(token.children or ()))))
    return image(alternative, str(token.attrGet("src") or ""), clean(str(token.attrGet("title") or "")), base)


def image(alternative: str, url: str, caption: str, base: str | None) -> Image:
    """Make a picture of cleaned words, its address resolved against the document's."""
    url = clean(url)
    return Image(alternative, resolved(url, base) or url, caption)


# Several screens of text: layout asks for the same text again and again.
@lru_cache(maxsize=2048)
def _parsed(source: str, context: Context) -> tuple[Run, ...]:
    tokens = tokens_of(source, context)
    if tokens is None:
        parts = [piece for piece in pieces(source) if piece] if _parsable(source) is None else []
        if len(parts) < 2:
            return (Run(literal_text(source)),)
        first, *others = (_parsed(part, context) for part in parts)
        return tuple(_merged([*first, *(run for part in others for run in (Run(" "), *part))]))
    return tuple(_trimmed(_merged(_Walk(context.base).all(tokens))))


def _formula(source: str) -> str:
    from blogreader.render.math.formula import shown

    return _folded(shown(source))


def _folded(text: str) -> str:
    """Collapse blanks as HTML does; line breaks in the source count as blanks."""
    return _FOLDED.sub(" ", without_wide_breaks(text))


class _Walk:
    """Walks through the tokens of one inline text."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.roles: list[str] = []
        self.links: list[str | None] = []
        self.out: list[Run] = []
        self.scripts: list[tuple[str, int]] = []
        self.broken: Run | None = None
        """The blank for a line break in the source, until the character after it is known."""

    def all(self, tokens: "Iterable[Token]") -> list[Run]:
        for token in tokens:
            self.token(token)
        return self.out

    def add(self, text: str, *roles: str, href: str | None = None) -> None:
        if text:
            self.break_line(text)
            self.out.append(self.run(text, *roles, href=href))

    def run(self, text: str, *roles: str, href: str | None = None) -> Run:
        link = href or (self.links[-1] if self.links else None)
        outer = [*self.roles, "link"] if link else self.roles
        return Run(text, tuple(dict.fromkeys((*outer, *roles))), link)

    def break_line(self, following: str = "") -> None:
        """Add the blank for a line break, unless it doesn't separate words."""
        before = self.out[-1].text[-1:] if self.out else ""
        if self.broken and (not following or "\n" in without_wide_breaks(f"{before}\n{following[0]}")):
            self.out.append(self.broken)
        self.broken = None

    def close(self, role: str) -> None:
        """End the innermost use of a role; hand-written HTML may close what it never opened."""
        for index in range(len(self.roles) - 1, -1, -1):
            if self.roles[index] == role:
                del self.roles[index]
                return

    def token(self, token: "Token") -> None:
        content = token.content
        match token.type:
            case "text" | "text_special":
                self.add(_folded(clean(content)))
            case "code_inline":
                self.add(clean(content).replace("\t", " ").replace("\n", " "), "code")
            case "softbreak":
                self.broken = self.run(" ")
            case "hardbreak":
                self.add("\n")
            case "link_open":
                self.links.append(link_to(str(token.attrGet("href") or ""), self.base))
            case "link_close":
                self.links = self.links[:-1]
            case "image":
                picture = image_of(token, self.base)
                self.add(picture.alt or "image", "image", href=None if self.links else openable(picture.url))
            case "html_inline":
                self.html(content)
            case "math_inline":
                self.add(_formula(clean(content).strip()), "math")
            case "footnote_ref":
                self.add(f"[{content}]", "footnote", href=f"#fn-{content}")
            case "em_open" | "strong_open" | "s_open":
                self.roles.append(_HTML_ROLES[token.tag])
            case "em_close" | "strong_close" | "s_close":
                self.close(_HTML_ROLES[token.tag])

    def html(self, source: str) -> None:
        tag = tag_of(source)
        if tag is None:
            return
        if tag.name == "br":
            self.add("\n")
        elif tag.name == "img":
            self.add(clean(tag.attribute("alt")) or "image", "image", href=resolved(tag.attribute("src"), self.base))
        elif tag.name == "a":
            self.links = self.links[:-1] if tag.closing else [*self.links, link_to(tag.attribute("href"), self.base)]
        elif tag.name == "q":
            self.add("”" if tag.closing else "“")
        elif tag.name in _SCRIPTS:
            self.break_line()
            if not tag.closing:
                self.scripts.append((tag.name, len(self.out)))
            elif self.scripts and self.scripts[-1][0] == tag.name:
                self.raise_or_lower(*self.scripts.pop())
        elif role := _HTML_ROLES.get(tag.name):
            if tag.closing:
                self.close(role)
            elif not source.endswith("/>"):
                self.roles.append(role)

    def raise_or_lower(self, name: str, start: int) -> None:
        """Turn what was added since into superscript or subscript: `10⁶`, or `2^(a/b)` where no such letters exist."""
        from blogreader.render.math.symbols import tables

        runs = self.out[start:]
        text = "".join(run.text for run in runs)
        if not text.strip() or any(run.href or "footnote" in run.roles for run in runs):
            return  # a footnote mark, which has its own look
        letters = tables().above if name == "sup" else tables().below
        before = self.out[start - 1].text[-1:] if start else ""
        if all(character in letters for character in text):
            self.out[start:] = [replace(run, text="".join(letters[one] for one in run.text)) for run in runs]
        elif before.strip():
            sign = _SCRIPTS[name]
            simple = text.isalnum() and len(text) == 1
            around = (sign, "") if simple else (f"{sign}(", ")")
            closing = [Run(around[1], runs[-1].roles)] if around[1] else []
            self.out[start:] = [Run(around[0], runs[0].roles), *runs, *closing]


def _merged(pieces: Iterable[Run]) -> list[Run]:
    """Merge neighbours that look alike; blanks next to a line break are dropped."""
    out: list[Run] = []
    for run in pieces:
        if out and out[-1].roles == run.roles and out[-1].href == run.href:
            text = out[-1].text + run.text
            out[-1] = Run(text, run.roles, run.href)
        else:
            out.append(run)
    return out


def _trimmed(pieces: list[Run]) -> list[Run]:
    """Strip blanks from both ends."""
    while pieces and (last := pieces[-1].text.rstrip(" \n")) != pieces[-1].text:
        pieces = [*pieces[:-1], Run(last, pieces[-1].roles, pieces[-1].href)] if last else pieces[:-1]
    while pieces and (first := pieces[0].text.lstrip(" \n")) != pieces[0].text:
        pieces = [Run(first, pieces[0].roles, pieces[0].href), *pieces[1:]] if first else pieces[1:]
    return pieces
