"""Where the reader was when the app was left."""

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
    """What is shown again at the next start; anything odd in the file is as if it had not been kept."""

    view: View = _START
    filters: Mapping[str, str] = field(default_factory=dict)
    """What narrows the views, by their ids."""
    arrangements: Mapping[str, Arrangement] = field(default_factory=dict)
    """How the views are laid out, by their ids, where their reader chose it."""
    article: str | None = None
    """The key of the article under the cursor."""
    reading: str | None = None
    """The key of the article that was open."""
    rows: int = 0
    """The rows of it between its place and the top of the window."""
    top: int = 0
    """The line of the list at the top of the window."""
    theme: str = ""
    """The name of the look; empty: the usual one."""
    finish_by: str = ""
    """The day by which the archive is to be finished, `2027-03-31`; empty: none was named."""
    noting: str = ""
    """The key of the article on which a note was half written."""
    address: str = ""
    """What was half typed of a blog's address."""
    half_filter: str = ""
    """What was typed of a filter for the view, and was none yet."""
    searched: str = ""
    """What stood in the search of the archive."""
    half_command: str = ""
    """What was typed in the palette, and not run."""

    @property
    def finish_day(self) -> date | None:
        """The same as a day."""
        with suppress(ValueError):
            return date.fromisoformat(self.finish_by)
        return None

    def record(self) -> dict[str, Any]:
        """Return it in the form in which it is kept."""
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
        """Read what `record` returned; `saved` are the views that there are beside the program's own."""
        match record.get("view"):
            case {"id": str(name), "title": str(title), "query": str(query)}:
                other = View(name, title, query, source=_source(name), remark=_remark(record["view"]))
                # One that was saved may be another by now, or no more.
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
