"""Where the reader was when the app was left."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from blogreader.library import VIEWS, View

_START = VIEWS[3]


@dataclass(frozen=True, slots=True)
class Session:
    """What is shown again at the next start; anything odd in the file is as if it had not been kept."""

    view: View = _START
    filters: Mapping[str, str] = field(default_factory=dict)
    """What narrows the views, by their ids."""
    article: str | None = None
    """The key of the article under the cursor."""
    reading: str | None = None
    """The key of the article that was open."""
    theme: str = ""
    """The name of the look; empty: the usual one."""
    finish_by: str = ""
    """The day by which the archive is to be finished, `2027-03-31`; empty: none was named."""

    @property
    def finish_day(self) -> date | None:
        """The same as a day."""
        with suppress(ValueError):
            return date.fromisoformat(self.finish_by)
        return None

    def record(self) -> dict[str, Any]:
        """Return it in the form in which it is kept."""
        return {**asdict(self), "filters": {name: text for name, text in self.filters.items() if text}}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "Session":
        """Read what `record` returned."""
        match record.get("view"):
            case {"id": str(name), "title": str(title), "query": str(query)}:
                view = next(
                    (one for one in VIEWS if one.id == name),
                    View(name, title, query, source=_source(name), remark=_remark(record["view"])),
                )
            case _:
                view = _START
        names = ("article", "reading", "theme", "finish_by")
        texts = {name: value for name in names if isinstance(value := record.get(name), str)}
        kept = record.get("filters")
        found = kept.items() if isinstance(kept, Mapping) else ()
        filters = {name: text for name, text in found if isinstance(name, str) and isinstance(text, str)}
        return cls(view=view, filters=filters, **texts)


def _source(view: str) -> str:
    words = view.split(" ")
    return words[1] if words[0] == "source" and len(words) > 1 else ""


def _remark(view: Mapping[str, Any]) -> str | None:
    remark = view.get("remark")
    return remark if isinstance(remark, str) else None
