"""Where the reader was in the last session."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from blogreader.conditions import Arrangement, Grouping, Order, Sort
from blogreader.library import VIEWS, View
from blogreader.records import dataclass, field

_START = VIEWS[3]
_HALF_TYPED = ("noting", "address", "half_filter", "searched", "half_command")


@dataclass(frozen=True, slots=True)
class Session:
    """What is restored at the next start; invalid values in the file are ignored."""

    view: View = _START
    filters: Mapping[str, str] = field(default_factory=dict)
    """The filters of views, by id."""
    arrangements: Mapping[str, Arrangement] = field(default_factory=dict)
    """The chosen arrangements of views, by id."""
    article: str | None = None
    """The key of the article under the cursor."""
    reading: str | None = None
    """The key of the article that was open."""
    rows: int = 0
    """Its rows between the place and the top of the window."""
    top: int = 0
    """The line of the list at the top of the window."""
    theme: str = ""
    """The name of the theme; empty: the default."""
    finish_by: str = ""
    """The day by which to finish the archive, `2027-03-31`; empty: none."""
    noting: str = ""
    """The key of the article with an unfinished note."""
    address: str = ""
    """A half-typed address."""
    half_filter: str = ""
    """A half-typed filter of the view."""
    searched: str = ""
    """The text in the search of the archive."""
    half_command: str = ""
    """The text typed in the palette and not run."""

    @property
    def finish_day(self) -> date | None:
        """`finish_by` as a date."""
        with suppress(ValueError):
            return date.fromisoformat(self.finish_by)
        return None

    def record(self) -> dict[str, Any]:
        """Return the stored form."""
        return {
            "view": {name: getattr(self.view, name) for name in self.view.__match_args__},
            "filters": {name: text for name, text in self.filters.items() if text},
            "arrangements": {name: _kept(one) for name, one in self.arrangements.items() if one != Arrangement()},
            "article": self.article,
            "reading": self.reading,
            "rows": self.rows,
            "top": self.top,
            "theme": self.theme,
            "finish_by": self.finish_by,
            **{name: text for name in _HALF_TYPED if (text := getattr(self, name))},
        }

    @classmethod
    def of(cls, record: Mapping[str, Any], saved: Iterable[View] = ()) -> "Session":
        """Read what `record` returned; `saved` are the reader's own views."""
        match record.get("view"):
            case {"id": str(name), "title": str(title), "query": str(query)}:
                other = View(name, title, query, source=_source(name), remark=_remark(record["view"]))
                # A saved view may have changed or disappeared.
                view = next(
                    (one for one in (*VIEWS, *saved) if one.id == name), _START if name.startswith("saved ") else other
                )
            case _:
                view = _START
        names = ("article", "reading", "theme", "finish_by", *_HALF_TYPED)
        texts: dict[str, Any] = {name: value for name in names if isinstance(value := record.get(name), str)}
        numbers: dict[str, Any] = {
            name: value for name in ("rows", "top") if isinstance(value := record.get(name), int) and value > 0
        }
        kept = record.get("filters")
        found = kept.items() if isinstance(kept, Mapping) else ()
        filters = {name: text for name, text in found if isinstance(name, str) and isinstance(text, str)}
        return cls(
            view=view, filters=filters, arrangements=_arrangements(record.get("arrangements")), **texts, **numbers
        )


def _kept(arrangement: Arrangement) -> dict[str, str]:
    kept = {}
    if arrangement.sort is not None:
        kept["sort"] = f"{'-' if arrangement.sort.descending else ''}{arrangement.sort.order}"
    if arrangement.group is not None:
        kept["group"] = arrangement.group.value
    return kept


def _arrangements(kept: object) -> dict[str, Arrangement]:
    found: dict[str, Arrangement] = {}
    for name, one in kept.items() if isinstance(kept, Mapping) else ():
        if isinstance(name, str) and isinstance(one, Mapping):
            sort, group = one.get("sort"), one.get("group")
            found[name] = Arrangement(_sort(sort), _grouping(group))
    return {name: one for name, one in found.items() if one != Arrangement()}


def _sort(text: object) -> Sort | None:
    if not isinstance(text, str) or text.removeprefix("-") not in [*Order]:
        return None
    return Sort(Order(text.removeprefix("-")), descending=text.startswith("-"))


def _grouping(text: object) -> Grouping | None:
    return Grouping(text) if isinstance(text, str) and text in [*Grouping] else None


def _source(view: str) -> str:
    words = view.split(" ")
    return words[1] if words[0] == "source" and len(words) > 1 else ""


def _remark(view: Mapping[str, Any]) -> str | None:
    remark = view.get("remark")
    return remark if isinstance(remark, str) else None
