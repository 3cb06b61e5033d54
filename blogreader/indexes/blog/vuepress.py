"""The pages of a VuePress 1 site, which its program has in itself: its lists show only the first ten without it."""

import re

from blogreader.indexes import days
from blogreader.indexes.blog import html_elements, javascript_values
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, Find
from blogreader.text import category_of, clean_line

_MARK = "regularPath:"
_BASE = re.compile(r"base:\"(/[^\"]{0,200})\"")
_HEAD = 4_000
"""Characters before the list of pages that have the settings of the site."""


def is_program(text: str) -> bool:
    """Return whether a text is such a program."""
    return _MARK in text and not text.lstrip("\ufeff \r\n\t").startswith("<")


def read(text: str, url: str) -> AnswerFacts:
    """Parse the list of pages; those with a day are posts, unless their author says that they are not published."""
    start = text.rfind("pages:[", 0, text.find(f'{_MARK}"'))
    value = javascript_values.at(text, start + len("pages:")) if start >= 0 else None
    bases = _BASE.findall(text[max(0, start - _HEAD) : start])
    base = bases[-1].rstrip("/") if bases else ""
    finds = [find for page in value if (find := _find(page, base, url))] if isinstance(value, list) else []
    return AnswerFacts(AnswerKind.LISTING if finds else AnswerKind.NOTHING, finds=tuple(finds), is_whole=True)


def _find(page: object, base: str, url: str) -> Find | None:
    said = page.get("frontmatter") if isinstance(page, dict) else None
    if not isinstance(page, dict) or not isinstance(said, dict) or said.get("publish") is False:
        return None
    path, title, day = page.get("path"), said.get("title") or page.get("title"), said.get("date")
    if not isinstance(path, str) or not isinstance(title, str) or not isinstance(day, str):
        return None
    date, address = days.of_time(day), html_elements.whole(f"{base}{path}", url)
    if date is None or not address or path == "/":
        return None
    category = said.get("categories") or said.get("category")
    first = category[0] if isinstance(category, list) and category else category
    return Find(address, clean_line(title, 500), date, category_of(first) if isinstance(first, str) else "")
