"""Blocks of a document as XHTML, with all foreign content escaped: no tag of a page gets through."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from urllib.parse import unquote

from blogreader import render
from blogreader.render import (
    Block,
    Code,
    DefinitionList,
    Details,
    Footnotes,
    Heading,
    Html,
    Image,
    Inline,
    ListBlock,
    Math,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from blogreader.text import clean

NO_XML = re.compile("[\ufffe\uffff]")
"""What XML cannot hold and `clean` leaves."""
_TAGS = {"emphasis": "em", "strong": "strong", "strike": "del", "code": "code", "math": "i", "footnote": "sup"}
_FIRST_TAG = re.compile(r"<\w+(?=[ />])")
_FIRST_PART = re.compile(r"<(?:li|dt|dd|tr)(?: [^<>]*)?>")
"""Of a list or a table, in which nothing else may stand."""
_BOX = re.compile(r'<div class="[a-z ]+">\n')
"""Of a callout or a disclosure."""
_CONTINUED = "\0"
"""Stands for `<` where the rest of a split item begins, until it is joined to its beginning; in no cleaned text."""
_DEEPEST = 6


def escaped(text: str) -> str:
    """Escape a text for XHTML, between tags and in quoted attributes."""
    text = NO_XML.sub("", clean(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Writer:
    """Writes the blocks of one article."""

    def __init__(
        self,
        blocks: Sequence[Block],
        prefix: str,
        *,
        top: int,
        link: Callable[[str], str | None],
        picture: Callable[[str], str | None],
    ) -> None:
        """Anchors in the article begin with `prefix`; its headings begin at level `top`.

        `link` and `picture` return an address as an attribute value; None: no link, no picture.
        """
        self._blocks = blocks
        self._prefix = prefix
        self._link = link
        self._picture = picture
        self._anchors: Mapping[str, tuple[int, int]] = render.anchors(blocks)
        # Footnotes have names of their own.
        self._led_to = {block for name, (block, _) in self._anchors.items() if not name.startswith("fn-")}
        levels = [block.level for block in blocks if isinstance(block, Heading)]
        self._below = top - min(levels, default=top)
        self._referred: set[str] = set()

    def all(self) -> str:
        """Return all blocks."""
        return self._many(self._blocks, numbered=True)

    def _many(self, blocks: Iterable[Block], *, numbered: bool = False) -> str:
        out: list[str] = []
        for number, block in enumerate(blocks):
            name = f' id="{self._prefix}-{number}"' if numbered else ""
            is_heading = isinstance(block, Heading)
            written = self._block(block, name if is_heading else "")
            if is_heading or number not in self._led_to:
                name = ""
            if getattr(block, "continues", False) and out and (joined := _joined(out[-1], written, name)):
                out[-1] = joined
            elif written or name:
                written = written.replace(_CONTINUED, "<", 1)
                out.append(_named(written, name) if name else written)
        return "\n".join(out)

    def _block(self, block: Block, name: str = "") -> str:  # noqa: PLR0912 - a case a kind
        match block:
            case Heading(level=level, content=content):
                rank = min(level + self._below, _DEEPEST)
                return f"<h{rank}{name}>{self._inline(content)}</h{rank}>"
            case Paragraph(content=content):
                return f"<p>{self._inline(content)}</p>"
            case ListBlock(ordered=ordered, start=start, items=items):
                tag = "ol" if ordered else "ul"
                first = f' start="{start}"' if ordered and start != 1 and not block.continues else ""
                return f"<{tag}{first}>\n" + "".join(map(self._item, items)) + f"</{tag}>" if items else ""
            case Quote(blocks=blocks, callout=callout, title=title):
                if callout is None:
                    return f"<blockquote>\n{self._many(blocks)}\n</blockquote>" if blocks else ""
                called = self._inline(title) if title else callout.capitalize()
                head = "" if block.continues else f'<p class="kind">{called}</p>\n'
                return f'<div class="callout {callout}">\n{head}{self._many(blocks)}\n</div>'
            case Code(text=text, language=language, whole=whole):
                if block.continues and whole:
                    return ""  # the beginning contains all of it
                said = f' class="language-{escaped(language)}"' if re.fullmatch(r"[\w+#.-]{1,40}", language) else ""
                return f"<pre><code{said}>{escaped(whole or text)}</code></pre>"
            case Table():
                return self._table(block)
            case Image():
                return self._figure(block)
            case Rule():
                return "<hr/>"
            case Footnotes(definitions=definitions):
                notes = "".join(map(self._footnote, definitions))
                return f'<ol class="footnotes">\n{notes}</ol>' if notes else ""
            case DefinitionList(items=entries):
                parts = []
                for entry in entries:
                    parts += [f"<dt>{self._inline(term)}</dt>" for term in entry.terms]
                    starts = [_CONTINUED if entry.continues else "<", *["<"] * len(entry.definitions)]
                    meanings = zip(starts, entry.definitions, strict=False)
                    parts += [f"{start}dd>{self._many(meaning)}</dd>" for start, meaning in meanings]
                return "<dl>\n" + "\n".join(parts) + "\n</dl>" if parts else ""
            case Details(summary=summary, blocks=blocks):
                head = "" if block.continues else f'<p class="kind">{self._inline(summary)}</p>\n'
                return f'<div class="details">\n{head}{self._many(blocks)}\n</div>'
            case Math():
                return f'<pre class="math">{escaped(render.plain_text(block))}</pre>'
            case Html(text=text):
                return f"<p>{_lines(text)}</p>"
        raise AssertionError(block)

    def _item(self, item: render.ListItem) -> str:
        sign = "" if item.task is None else "☑ " if item.task else "☐ "
        inner = self._many(item.blocks)
        if item.continues:
            return f"{_CONTINUED}li>{inner}</li>\n"
        if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph):
            inner = inner.removeprefix("<p>").removesuffix("</p>")
        return f"<li>{sign}{inner}</li>\n"

    def _footnote(self, note: render.FootnoteDefinition) -> str:
        way_back = self._way_back(note.number) if note.referred else ""
        if note.continues:
            return f"{_CONTINUED}li>{self._many(note.blocks)}{way_back}</li>\n"
        name = f"{self._prefix}-fn-{note.number}"
        return f'<li id="{name}" value="{note.number}">{self._many(note.blocks)}{way_back}</li>\n'

    def _table(self, table: Table) -> str:
        def row(cells: Sequence[Inline], tag: str) -> str:
            written = "".join(
                f"<{tag}{_aligned(table, column)}>{self._inline(cell)}</{tag}>" for column, cell in enumerate(cells)
            )
            return f"<tr>{written}</tr>\n"

        if not table.header:
            return ""
        head = "" if table.continues else f"<thead>\n{row(table.header, 'th')}</thead>\n"
        body = "".join(row(cells, "td") for cells in table.rows)
        return f"<table>\n{head}<tbody>\n{body}</tbody>\n</table>" if body else f"<table>\n{head}</table>"

    def _figure(self, image: Image) -> str:
        source = self._picture(image.url)
        caption = f"<figcaption>{escaped(image.caption)}</figcaption>" if image.caption else ""
        if source is not None:
            shown = f'<img src="{escaped(source)}" alt="{escaped(image.alt)}"/>'
            target = self._link(image.link) if image.link and not image.link.startswith("#") else None
        else:  # it is not archived: its address is shown
            shown = f'<span class="missing">{escaped(image.alt or "picture")}</span>'
            target = self._link(image.url)
        if target:
            shown = f'<a href="{escaped(target)}">{shown}</a>'
        return f"<figure>{shown}{caption}</figure>"

    def _inline(self, content: Inline) -> str:
        out = []
        for href, pieces in groupby(render.runs(content), key=lambda run: run.href):
            runs = [*pieces]
            if href is None:
                out.append("".join(map(_run, runs)))
            elif "image" in runs[0].roles and len(runs) == 1 and (source := self._picture(href)):
                out.append(f'<img src="{escaped(source)}" alt="{escaped(runs[0].text)}"/>')
            else:
                out.append(self._anchor(href, "".join(map(_run, runs))))
        return "".join(out)

    def _anchor(self, href: str, inner: str) -> str:
        target, name = self._target(href)
        return f'<a href="{escaped(target)}"{name}>{inner}</a>' if target else inner

    def _target(self, href: str) -> tuple[str | None, str]:
        """Return the target of a link, and an anchor of its own if something links back to it."""
        if not href.startswith("#"):
            return self._link(href), ""
        wanted = unquote(href[1:])
        place = self._anchors.get(wanted) or self._anchors.get(wanted.lower())
        if place is None:
            return None, ""
        if not wanted.startswith("fn-"):
            return f"#{self._prefix}-{place[0]}", ""
        back = f"{self._prefix}-fnref-{wanted[3:]}"
        name = "" if back in self._referred else f' id="{back}"'
        self._referred.add(back)
        return f"#{self._prefix}-{wanted}", name

    def _way_back(self, number: int) -> str:
        back = f"{self._prefix}-fnref-{number}"
        return f' <a href="#{back}">↩</a>' if back in self._referred else ""


def _run(run: Run) -> str:
    text = _lines(run.text)
    for role in reversed(run.roles):
        if tag := _TAGS.get(role):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _lines(text: str) -> str:
    return "<br/>\n".join(escaped(line) for line in text.split("\n"))


def _aligned(table: Table, column: int) -> str:
    alignment = table.alignments[column]
    return f' class="{alignment}"' if alignment in ("right", "center") else ""


def _named(written: str, name: str) -> str:
    """Return a block with an anchor that its author set in it."""
    begin = _FIRST_TAG.match(written)
    return f"{begin[0]}{name}{written[begin.end() :]}" if begin else f"<div{name}>{written}</div>"


def _joined(before: str, after: str, name: str) -> str | None:
    """Join two parts of one block, if they end and begin alike; otherwise None. `name` is an anchor in the second."""
    box = _BOX.match(after)
    for opening, closing in (
        *(((box[0], "</div>"),) if box else ()),
        ("<p>", "</p>"),
        ("<ul>\n", "</ul>"),
        ("<ol>\n", "</ol>"),
        ("<blockquote>\n", "</blockquote>"),
        ("<dl>\n", "</dl>"),
        ("<table>\n<tbody>\n", "</tbody>\n</table>"),
        ('<ol class="footnotes">\n', "</ol>"),
    ):
        if after.startswith(opening) and before.endswith(closing):
            inner = after.removeprefix(opening)
            before = before.removesuffix(closing)
            if inner.startswith(_CONTINUED):  # the same item goes on
                before = before.removesuffix("\n").removesuffix("</li>").removesuffix("</dd>")
                inner = inner.partition(">")[2]
                return f"{before}<span{name}></span>{inner}" if name else f"{before}\n{inner}"
            if name and (row := _FIRST_PART.match(inner)):
                inner = (
                    f"<tr{name}>{inner[row.end() :]}"
                    if row[0] == "<tr>"
                    else f"{row[0]}<span{name}></span>{inner[row.end() :]}"
                )
            elif name:
                inner = f"<span{name}></span>{inner}"
            return before + inner
    return None
