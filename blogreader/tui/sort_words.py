"""The names of orders and groupings on the screen."""

from datetime import date

from blogreader.conditions import Arrangement, Grouping, Order, Sort

SORTS = {
    Sort(Order.DATE, descending=True): "newest first",
    Sort(Order.DATE): "oldest first",
    Sort(Order.MINUTES): "shortest first",
    Sort(Order.MINUTES, descending=True): "longest first",
    Sort(Order.TITLE): "by title",
    Sort(Order.TITLE, descending=True): "by title, Z to A",
    Sort(Order.CATEGORY): "by category",
    Sort(Order.CATEGORY, descending=True): "by category, Z to A",
    Sort(Order.OPENED, descending=True): "last opened first",
    Sort(Order.OPENED): "first opened first",
    Sort(Order.LIST): "as on the reading list",
    Sort(Order.LIST, descending=True): "as on the reading list, reversed",
}
GROUPINGS = {
    Grouping.MONTH: "months",
    Grouping.CATEGORY: "categories",
    Grouping.SOURCE: "sources",
    Grouping.NONE: "one piece",
}
_NAMELESS = {
    Grouping.MONTH: "Without a date",
    Grouping.CATEGORY: "Without a category",
    Grouping.SOURCE: "Without a source",
}


def words(arrangement: Arrangement) -> str:
    """Return an arrangement in words, to follow the name of a view; empty: the default."""
    parts = []
    if arrangement.sort is not None:
        parts.append(SORTS.get(arrangement.sort, "by relevance"))
    if arrangement.group is not None:
        parts.append(f"in {GROUPINGS[arrangement.group]}")
    return ", ".join(parts)


def part_title(by: Grouping, name: str | None) -> str:
    """Return the heading of a part of a list: `April 2026` for `2026-04`."""
    if name is None:
        return _NAMELESS[by]
    if by is Grouping.MONTH:
        return f"{date.fromisoformat(f'{name}-01'):%B} {name[:4]}"
    return name
