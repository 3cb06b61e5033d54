"""A screen and a library for controllers alone: they hold what is set there, and tell what is asked of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any

from textual.geometry import Size

from blogreader.conditions import Arrangement
from blogreader.config import Config
from blogreader.keys import ARTICLES, TABLE
from blogreader.library import VIEWS, Progress
from blogreader.model import Article, Entry, Place, State, Status, Tally
from blogreader.records import replace
from blogreader.tui.panes.sidebar import Contents
from blogreader.tui.reader.content import Preview
from blogreader.tui.row_selection import RowSelection

ALL = VIEWS[3]
READING_LIST = next(view for view in VIEWS if view.read_apart)
OTHER = next(view for view in VIEWS if not view.read_apart and view is not ALL)


def fake(**attributes: object) -> Any:
    return SimpleNamespace(**attributes)


def entry(slug: str, status: Status = Status.UNREAD, **facts: Any) -> Entry:
    url = f"https://blog.example/{slug}"
    return Entry(Article(url, url, slug.title()), replace(State(url), status=status), "blog", **facts)


ONE, TWO, THREE = entry("one"), entry("two"), entry("three", Status.READ)


class Rows:
    """A list of articles, as the catalogue gives it."""

    def __init__(self, *entries: Entry) -> None:
        self.entries = entries
        self.tally = Tally(len(entries))

    def __len__(self) -> int:
        return len(self.entries)

    def keys(self, start: int, count: int) -> list[str]:
        return [one.article.key for one in self.entries[start : start + count]]

    def position_of(self, key: str) -> int | None:
        keys = self.keys(0, len(self))
        return keys.index(key) if key in keys else None


class Panes:
    """A screen whose panes hold what is set there; its tasks run when they are waited for."""

    def __init__(self, *entries: Entry, cursor: int = 0) -> None:
        self.told: list[object] = []
        self.tasks: list[Callable[[], Any]] = []
        self.keys = TABLE
        self.size = Size(100, 30)
        self.config = Config()
        self.view, self.at, self.page, self.behind = ALL, ARTICLES, Preview(), None
        self.filters: dict[str, str] = {}
        self.arrangements: dict[str, Arrangement] = {}
        self.contents = Contents()
        self.mistake = "before"
        self.is_filter_shown = True
        self.finish_by: object = None
        self.overlay_settled: object = None
        self.overlay_task: object = None
        self.header = fake(title="", doing=self._doing, is_told=None)
        self.reader = fake(place=Place(3, 4, "a quote", 0.5), rows_below=6)
        self.rows: tuple[Entry, ...] = entries
        self.articles = fake(
            cursor=cursor,
            current=entries[cursor] if entries else None,
            entry_at=lambda row: self.rows[row] if 0 <= row < len(self.rows) else None,
            are_in_one_part=lambda step: abs(step) == 1,
            move_to=partial(self._tell, "moved to"),
            replace=lambda entries: self.told.append([one.article.title for one in entries]),
            renew=partial(self.told.append, "renewed"),
            listing=None,
            selected=False,
            rows_selected=RowSelection(),
            drop_selection=partial(self.told.append, "deselected"),
            when_empty="",
            begin_at=0,
        )
        self.app = fake(push_screen=lambda screen: self.told.append(type(screen).__name__))
        self.say = partial(self._tell, "said")
        self.explain = partial(self._tell, "explained")
        self.show_counts = partial(self._tell, "counted")
        self.show_state = lambda one: self.told.append(f"shown {one.article.title} {one.state.status}")
        self.show_filter = partial(self.told.append, "filter shown")

    def _tell(self, what: str, about: object) -> None:
        self.told.append((what, about))

    def fail(self, error: Exception) -> None:
        self.told.append(("failed", str(error)))

    @contextmanager
    def _doing(self, sentence: str) -> Iterator[Callable[[str], None]]:
        self.told.append(("doing", sentence))
        if self.header.is_told:
            self.header.is_told.set()
        yield partial(self._tell, "doing")
        self.told.append("done")

    @property
    def filter(self) -> str:
        return self.filters.get(self.view.id, "")

    @property
    def arrangement(self) -> Arrangement:
        return self.arrangements.get(self.view.id, Arrangement())

    def set_interval(self, seconds: float, do: Any) -> None:
        self.told.append((seconds, do.__name__))

    def run_worker(self, work: Any, *, group: str, exclusive: bool = True) -> Any:
        assert exclusive is (group not in ("change", "sources"))  # each of these counts
        self.tasks.append(work)
        self.told.append(f"runs {group}")
        return fake(is_finished=False, group=group)

    async def since(self) -> list[Any]:
        """Wait for all tasks; return what was told since the last time."""
        while self.tasks:
            await self.tasks.pop(0)()
        told = [*self.told]
        self.told.clear()
        return told


class Held:
    """A library whose changes are made at once."""

    def __init__(self, told: list[object], **sync: object) -> None:
        self.sync = fake(**sync)
        self.told = told
        self.is_being_left = False

    async def change(self, how: Callable[[], Any]) -> Any:
        return how()


def screen(*entries: Entry, cursor: int = 0) -> Any:
    """Return panes with these rows, of any type: they stand for the whole screen."""
    return Panes(*entries, cursor=cursor)


def counts(articles: int) -> Contents:
    return Contents((), Progress(Tally(articles), 0, 0, ()))


def held(told: list[object], **sync: object) -> Any:
    """Return a library, of any type, whose changes are made at once."""
    return Held(told, **sync)
