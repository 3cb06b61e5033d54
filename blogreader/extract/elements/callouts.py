"""Brings the callouts of all generators to one form."""

import re

from selectolax.lexbor import LexborNode

from blogreader.extract.content import boilerplate_words
from blogreader.extract.dom.nodes import (
    adopt,
    ancestors,
    attribute,
    classes,
    element,
    elements,
    names,
    next_element,
    outermost,
    own_text,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from blogreader.extract.elements.footnote_blocks import announces

_CALLOUTS = ", ".join(
    (
        ".admonition, .theme-admonition, .custom-block, .markdown-alert, .starlight-aside, .callout, .alert, .notice",
        ".hint, .admonitionblock, aside[class*=note], aside[class*=callout], div[class*=callout], details.admonition",
        "aside:is(.tip, .warning, .important, .caution, .danger, .info, .error, .success, .example, .question)",
        "div.note, div.tip, div.warning, div.important, div.caution, div.danger, div.info, p.note, p.tip, p.warning",
        # Those of mdBook and of Hugo's and Jekyll's themes, which are quotations already; Confluence's.
        "blockquote.blockquote-tag, blockquote.book-hint, blockquote[class^=prompt-], blockquote.note, blockquote.tip",
        "blockquote.important, blockquote.warning, blockquote.caution, .confluence-information-macro",
        # Foldable ones, from `???` in Markdown.
        "details.note, details.tip, details.info, details.warning, details.danger, details.question, details.example",
        "details.abstract, details.success, details.failure, details.bug, details.quote",
    )
)
_DEEPEST_CALLOUT = 3
_LONGEST_LINE = 120
_NEARLY_ALL = 0.8
_LABEL = 40
_TITLE_TAGS = ("summary", "div", "p", "h3", "h4", "h5")
_BOXES = ("note", "hint")
_CALLOUT_TITLES = ", ".join(
    (
        ".admonition-title, .custom-block-title, .markdown-alert-title, .starlight-aside__title, .callout-title",
        "[class*=admonitionHeading], .admonition-heading, .alert-heading, .alert-title, .hint-title, .notice-title",
        "details.admonition > summary, .custom-block > summary, .callout-header",
    )
)
# Words in classes, with the corresponding type in GitHub and Obsidian.
_CALLOUT_TYPES = {
    "note": "NOTE", "secondary": "NOTE", "seealso": "NOTE", "primary": "NOTE",
    "info": "INFO", "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING", "warn": "WARNING",
    "caution": "CAUTION", "danger": "DANGER", "error": "DANGER", "bug": "BUG",
    "abstract": "ABSTRACT", "summary": "ABSTRACT", "todo": "TODO", "question": "QUESTION", "example": "EXAMPLE",
    "quote": "QUOTE",
    "success-alert": "TIP", "failure": "FAILURE",
}  # fmt: skip

_SIGNS = {"💡": "TIP", "⚠": "WARNING", "ℹ": "INFO", "❗": "IMPORTANT", "🚫": "DANGER", "🚨": "DANGER", "❌": "DANGER"}


def protect_callouts(tree: HtmlPage, placeholders: Placeholders) -> None:
    """Turn every callout into a quotation that begins with `[!TYPE]`, and its title if that says more."""
    found = tree.ask(_CALLOUTS)
    callouts = {node.mem_id for node in found}
    for node in reversed(found):
        kind = _callout_type(node) or _type_of_icon(node) or _type_of_sign(node) or _type_of_title(node)
        if (
            kind is None
            or _holds_notes(node)
            or _is_line_of_date(node)
            or _is_line_of_links(node)
            or _is_contents(node)
            or sum(other.mem_id in callouts for other in ancestors(node)) > _DEEPEST_CALLOUT
        ):
            continue
        title = _unbox(node, kind) or _title_at_start(node, kind)
        heading = next((found for found in node.css(_CALLOUT_TITLES) if found.mem_id != node.mem_id), None)
        if heading is not None:
            title = text_of(heading)
            # Docusaurus and Sphinx put the content beside the title, others around it: remove only the title.
            heading.decompose()
        title = placeholders.spelled_out(title)
        said = "" if title.lower().rstrip(":!") in ("", kind.lower(), *_words_of(kind)) else f" {title}"
        if not (said or text_of(node) or node.css_first("img")):
            continue
        quote = element(tree, "blockquote")
        # Obsidian's, folded or not, with the author's word.
        kind = attribute(node, "data-callout").upper() or kind
        fold = attribute(node, "data-callout-fold") if attribute(node, "data-callout") else ""
        quote.insert_child(
            element(tree, "p", placeholders.put(PlaceholderKind.RAW, f"[!{kind}]{fold if fold in '+-' else ''}{said}"))
        )
        adopt(quote, node)
        node.replace_with(quote)
    for quote in tree.css("blockquote"):
        first = next((child for child in elements(quote) if child.tag == "p"), None)
        start = first.first_child if first is not None else None
        if first is not None and start is not None and (match := re.match(r"\s*\[!(\w+)\]", own_text(start))):
            rest = own_text(start)[match.end() :]
            title, _, below = rest.partition("\n")
            title = placeholders.spelled_out(title.rstrip())
            first.insert_before(
                element(tree, "p", placeholders.put(PlaceholderKind.RAW, f"[!{match[1].upper()}]{title}"))
            )
            start.replace_with(below)


def _is_line_of_date(node: LexborNode) -> bool:
    """Return whether a box only says when, or by whom, the page was written."""
    said = text_of(node)
    return len(said) <= _LONGEST_LINE and (
        boilerplate_words.DATE_LINES.fullmatch(said) is not None or boilerplate_words.UPDATED.match(said) is not None
    )


def _is_contents(node: LexborNode) -> bool:
    """Return whether a box is the page's table of contents, with nothing but links to its parts."""
    links = node.css("a[href]")
    linked = sum(len(text_of(link)) for link in links if attribute(link, "href").startswith("#"))
    items = "".join(map(text_of, outermost(node.css("ul, ol"))))
    label = len(text_of(node)) - len(items)
    return len(links) > 1 and linked > _NEARLY_ALL * len(items) and label < _LABEL


def _is_line_of_links(node: LexborNode) -> bool:
    """Return whether a box is a single line, mostly of links, as in a page's `info`."""
    said = text_of(node)
    links = node.css("a[href]")
    return (
        len(links) > 1
        and len(said) <= _LONGEST_LINE
        and node.css_first("p, li, .admonition-title") is None
        and sum(len(text_of(link)) for link in links) > len(said) / 2
    )


def _holds_notes(node: LexborNode) -> bool:
    """Return whether a box has a heading of footnotes."""
    first = next(elements(node), None)
    return first is not None and announces(first)


def _callout_type(node: LexborNode) -> str | None:
    said = (attribute(node, "data-callout") or attribute(node, "data-type")).lower()
    if said in _CALLOUT_TYPES:
        return _CALLOUT_TYPES[said]
    if attribute(node, "data-callout").isalpha():
        return said.upper()
    words = [word for word in names(node).split() if word in _CALLOUT_TYPES]
    # `note note-danger`: the common name of a theme's boxes is the least specific.
    telling = (word for word in words if word not in _BOXES)
    return next((_CALLOUT_TYPES[word] for word in (*telling, *words)), None)


def _type_of_icon(node: LexborNode) -> str | None:
    """Return the type that AsciiDoc shows only by the icon of a box, or by the word in its place."""
    icon = node.css_first("table td.icon") if "admonitionblock" in classes(node) else None
    image = icon.css_first("img[alt]") if icon is not None else None
    said = attribute(image, "alt") if image is not None else text_of(icon) if icon is not None else ""
    return _CALLOUT_TYPES.get(said.lower())


def _type_of_sign(node: LexborNode) -> str | None:
    """Return the type of a box marked only by a sign in front, and remove the sign: Nextra, Ghost, Notion."""
    first = next(elements(node), None)
    kind = _SIGNS.get(text_of(first).rstrip("\ufe0f")) if first is not None and "callout" in names(node) else None
    if kind is not None and first is not None:
        first.decompose()
    return kind


def _type_of_title(node: LexborNode) -> str | None:
    """Return the type of a box of docutils or MkDocs with a title of its own and no known word."""
    first = next(elements(node), None)
    return "NOTE" if first is not None and "admonition-title" in classes(first) else None


def _is_title(name: str) -> bool:
    return name.endswith("title")


def _unbox(node: LexborNode, kind: str) -> str:
    """Reduce the table that DocBook and AsciiDoc use for a callout to its text; return the title in it."""
    table = next(elements(node), None)
    if table is None or table.tag != "table" or next_element(table) is not None:
        return ""
    cells = table.css("td, th")
    if len(cells) not in (2, 3) or table.css_first("td table") is not None:
        return ""
    words = {text_of(cell).lower().rstrip(":!") for cell in cells[:-1] if cell.tag == "td"}
    if not words <= {"", kind.lower(), *_words_of(kind)}:
        return ""
    title = next((text_of(cell) for cell in cells[:-1] if cell.tag == "th"), "")
    adopt(node, cells[-1])
    table.decompose()
    return title


def _title_at_start(node: LexborNode, kind: str) -> str:
    """Remove and return the title at the beginning of a callout: DocBook, AsciiDoc, Rspress, `<details>`."""
    first = next(elements(node), None)
    if first is None:
        return ""
    title = text_of(first)
    if first.tag == "strong":  # only the word, on a line of its own
        if next_element(first) is None or title.lower().rstrip(":!") not in (kind.lower(), *_words_of(kind)):
            return ""
    elif first.tag not in _TITLE_TAGS or (first.tag != "summary" and not any(map(_is_title, classes(first)))):
        return ""
    first.decompose()
    return title


def _words_of(kind: str) -> list[str]:
    return [word for word, type_ in _CALLOUT_TYPES.items() if type_ == kind]
