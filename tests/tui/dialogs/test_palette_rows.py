"""What the palette offers for each line, with commands, titles and a screen of their own."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from textual.geometry import Size
from textual.message import Message

from blogreader.keys import TABLE
from blogreader.library import VIEWS, Progress, SourceProgress
from blogreader.model import Source, Status, Tally
from blogreader.records import replace
from blogreader.text import fold
from blogreader.tui import messages
from blogreader.tui.dialogs.palette import Commands, Palette, PaletteLine, PaletteRow, Title, typed
from blogreader.tui.panes.sidebar import Contents
from blogreader.tui.screen.palette_commands import PaletteCommands


def fake(**attributes: object) -> Any:
    return SimpleNamespace(**attributes)


@pytest.mark.parametrize(
    ("line", "kind", "values"),
    [
        ("add", messages.AddressWanted, {}),
        (" add ", messages.AddressWanted, {}),
        ("add  ~/a folder ", messages.SourceAdded, {"location": "~/a folder"}),
        ("http://blog.example", messages.SourceAdded, {"location": "http://blog.example"}),
        (" https://blog.example/ ", messages.SourceAdded, {"location": "https://blog.example/"}),
        ("remove  a blog", messages.SourceRemoved, {"name": "a blog"}),
        ("refresh", messages.SourcesRefreshed, {"names": ()}),
        ("refresh one  two", messages.SourcesRefreshed, {"names": ("one", "two")}),
        ("finish by  2027-03-31", messages.FinishWanted, {"day": "2027-03-31"}),
        (" follow again ", messages.SourceRestored, {}),
        ("mark read", messages.BatchMarked, {"status": Status.READ}),
    ],
)
def test_a_whole_command_is_understood(line: str, kind: type[Message], values: dict[str, object]) -> None:
    message = typed(line)
    assert type(message) is kind
    assert {name: getattr(message, name) for name in values} == values


@pytest.mark.parametrize(
    "line",
    [
        *("", "a", "addition", "https:/x", "https://blog.example and more", "remove", "removed x", "refreshing"),
        *("finish by", "finish", "follow", "follow again x", "go to article x"),
    ],
)
def test_what_is_not_whole_is_no_command(line: str) -> None:
    assert typed(line) is None


# The rows


class Offered(Palette):
    """A palette on no screen, with its line and its rows."""

    def __init__(self, commands: Sequence[PaletteRow] = (), titles: Sequence[str] = (), line: str = "") -> None:
        self.reads = 0
        super().__init__(commands, lambda: self._all(titles), line=line)
        self.line = fake(value=line, focus=lambda: None, select_all=lambda: None, cursor_position=0)
        self.commands = fake(rows=(), cursor=0, action_choose=lambda: self.left.append("chosen"))
        self.tasks: list[tuple[str, Callable[[], Any]]] = []
        self.left: list[object] = []

    def _all(self, titles: Sequence[str]) -> list[Title]:
        self.reads += 1
        return [Title(f"key of {title}", title, fold(title)) for title in titles]

    def query_one(self, kind: Any) -> Any:  # type: ignore[override]
        return self.line if kind is PaletteLine else self.commands

    def run_worker(self, work: Any, *, group: str, exclusive: bool = False) -> Any:  # type: ignore[override]
        assert exclusive is (group == "palette")  # of the titles for two lines the later ones count
        self.tasks.append((group, work))

        async def wait() -> None:
            self.left.append("waited")

        return fake(wait=wait, cancel=lambda: self.left.append("cancelled"))

    def dismiss(self, result: object = None) -> Any:
        self.left.append(("dismissed", result))

    async def words(self, text: str) -> list[str]:
        """Type a line; return the words of the rows once the titles are there, and what was posted or put there."""
        self.tasks.clear()
        self.line.value = text
        self._match(text)
        for _, task in self.tasks:
            await task()
        return [f"{row.words} {row.about}".rstrip() for row in self.commands.rows]


def ran() -> None:
    """Stand for what a command does."""


COMMANDS = [
    PaletteRow("go to article …", "go to article "),
    PaletteRow("Mark as read", ran, "r"),
    PaletteRow("refresh blog", messages.SourcesRefreshed("blog"), about="A reading blog"),
    PaletteRow("theme nord", ran),
]
TITLES = ["The sea", "Reading lists", "The read sea", "Sea"]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("", ["go to article …", "Mark as read", "refresh blog A reading blog", "theme nord"]),
        ("  ", ["go to article …", "Mark as read", "refresh blog A reading blog", "theme nord"]),
        ("read", ["Mark as read", "refresh blog A reading blog", "→ Reading lists", "→ The read sea"]),
        ("sea", ["→ Sea", "→ The sea", "→ The read sea"]),
        ("go sea", ["→ Sea", "→ The sea", "→ The read sea"]),
        ("go to article  sea ", ["→ Sea", "→ The sea", "→ The read sea"]),
        ("  go sea", ["→ Sea", "→ The sea", "→ The read sea"]),
        ("go to a", ["go to article …"]),
        ("sort da", ["sort ORDER date minutes title opened category list relevance"]),
        (
            "sort xy",
            [
                "`sort ORDER`: xy can't be understood.",
                "sort ORDER date minutes title opened category list relevance",
            ],
        ),
        ("tad", ["There is no command tad; titles with these letters:", "→ The read sea"]),
        ("follow again", ["follow again"]),
        ("qqq", []),
    ],
)
async def test_a_line_has_commands_with_its_words_and_titles_with_its_letters(line: str, rows: list[str]) -> None:
    assert await Offered(COMMANDS, TITLES).words(line) == rows


async def test_a_single_letter_means_no_title() -> None:
    found = await Offered(COMMANDS, TITLES).words("t")
    assert "theme nord" in found
    assert all("→" not in row for row in found)


async def test_fifty_titles_are_offered_and_read_once() -> None:
    palette = Offered((), [f"Part {number}" for number in range(60)])
    assert len(await palette.words("part")) == 50
    await palette.words("part 1")
    assert palette.reads == 1
    assert palette.commands.rows[0].does.key == "key of Part 1"


async def test_a_whole_command_stands_first_with_its_key_and_is_offered_once() -> None:
    palette = Offered([PaletteRow("mark read [QUERY]", "mark read "), PaletteRow("mark read", ran, "R")])
    await palette.words("mark read")
    [whole, other] = palette.commands.rows
    assert (whole.words, whole.key, type(whole.does)) == ("mark read", "Enter", messages.BatchMarked)
    assert other.words == "mark read [QUERY]"


async def test_a_half_typed_command_goes_on_as_far_as_it_is_clear() -> None:
    palette = Offered()
    await palette.words(" mark r")
    assert [(row.words, row.does) for row in palette.commands.rows] == [
        *(("mark read [QUERY]", "mark read "), ("mark reading [QUERY]", "mark reading ")),
    ]
    await palette.words("sort da")
    assert [(row.words, row.does) for row in palette.commands.rows] == [("sort ORDER", "sort da")]


async def test_titles_replace_the_rows_only_once_they_are_found() -> None:
    palette = Offered(COMMANDS, TITLES)
    await palette.words("")
    before = palette.commands.rows
    palette._match("go sea")
    assert palette.commands.rows == before
    palette._match("sea")
    assert palette.commands.rows == before
    palette._match("theme")
    assert [row.words for row in palette.commands.rows] == ["theme nord"]
    palette._match("x")  # too short for a title: nothing is on its way
    assert palette.commands.rows == ()
    assert palette.left == ["cancelled"]
    assert palette._matching is None


async def test_enter_waits_for_the_titles_and_chooses() -> None:
    palette = Offered(COMMANDS, TITLES)
    await palette._submit()
    assert palette.left == ["chosen"]
    await palette.words("sea")
    await palette._submit()
    assert palette.left == ["chosen", "waited", "chosen"]


@pytest.mark.parametrize(
    ("line", "cursor", "row"),
    [
        ("sort da", 0, "`sort ORDER`: da can't be understood."),
        ("sort da", 1, "sort ORDER"),
        ("mark r", 0, "mark read [QUERY]"),
    ],
)
async def test_enter_on_what_can_not_be_completed_says_what_is_wrong_with_it(line: str, cursor: int, row: str) -> None:
    palette = Offered((), ["Sort data", "Mark ripe"])
    before = await palette.words(line)
    palette.commands.cursor = cursor
    await palette._submit()
    assert palette.commands.rows[0].words == row
    assert palette.commands.rows[0].does == (line if row.startswith("`") else palette.commands.rows[0].does)
    assert len(palette.commands.rows) == len(before)
    assert ("chosen" in palette.left) is not row.startswith("`")


def test_what_is_chosen_is_run_or_goes_on_in_the_line() -> None:
    palette = Offered(COMMANDS, line="half")
    palette.line.focus = partial(palette.left.append, "focused")
    palette._choose(fake(command=COMMANDS[0]))
    assert (palette.line.value, palette.line.cursor_position, palette.left) == ("go to article ", 14, ["focused"])
    assert palette.half_typed == "half"
    palette._choose(fake(command=COMMANDS[1]))
    assert (palette.half_typed, palette.left[1:]) == ("", [("dismissed", ran)])
    palette._leave()
    assert palette.left[-1] == ("dismissed", None)


@pytest.mark.parametrize(("line", "is_matched"), [("", False), ("sea", True)])
def test_it_begins_with_what_was_typed_last_time(line: str, is_matched: bool) -> None:
    palette = Offered(COMMANDS, TITLES, line=line)
    done: list[str] = []
    palette.line.focus = partial(done.append, "focused")
    palette.line.select_all = partial(done.append, "selected")
    palette.on_mount()
    assert done == ["focused", "selected"]
    assert palette.commands.rows == tuple(COMMANDS)
    assert [group for group, _ in palette.tasks] == [*(["palette"] if is_matched else []), "palette_titles"]
    assert palette.reads == 0
    asyncio.run(palette.tasks[-1][1]())  # before the first letters of one are typed
    assert palette.reads == 1
    palette._narrow(fake(line=fake(value="theme")))
    assert palette.half_typed == "theme"
    assert [row.words for row in palette.commands.rows] == ["theme nord"]


@pytest.mark.parametrize(("height", "rows"), [(40, 16), (22, 16), (21, 15), (8, 2), (7, 1), (2, 1)])
def test_the_box_is_as_high_as_the_screen_allows(height: int, rows: int) -> None:
    assert Commands().get_content_height(Size(64, 99), Size(64, height), 64) == rows


def test_other_rows_are_shown_from_the_top_and_more_of_them_where_the_cursor_is() -> None:
    rows: Any = Commands()
    moved: list[object] = []
    rows.scroll_to = lambda **how: moved.append(how)
    rows.refresh = lambda *_, **__: moved.append("painted") if "painted" not in moved[-1:] else None
    rows.set_reactive(Commands.cursor, 1)
    one, two, three = COMMANDS[:3]
    rows.watch_rows((one, two), (one, two, three))
    assert (rows.cursor, rows.count, moved) == (1, 3, ["painted"])
    rows.watch_rows((one, two, three), (two,))
    assert (rows.cursor, rows.count) == (0, 1)
    assert moved[1:] == [{"y": 0, "animate": False, "immediate": True}, "painted"]
    rows.set_reactive(Commands.cursor, 3)
    rows.watch_rows((), (one,))
    assert rows.cursor == 0
    chosen: list[object] = []
    rows.set_reactive(Commands.rows, (one,))
    rows.post_message = lambda message: chosen.append(message.command)
    rows.action_choose()
    rows.set_reactive(Commands.cursor, 1)
    rows.action_choose()
    assert chosen == [one]


# What the palette is filled with


def palette_commands(pane: str, sources: tuple[Source, ...] = ()) -> tuple[PaletteCommands, list[Any]]:
    told: list[Any] = []
    parts = tuple(SourceProgress(source, Tally(), ()) for source in sources)
    progress = Progress(Tally(), 0, 0, (), parts) if sources else None
    keys = tuple(replace(key, keys=()) if key.id == "everywhere.undo" else key for key in TABLE)
    layout = fake(
        keys=keys,
        at=pane,
        footer=fake(pane=pane),
        contents=Contents(((VIEWS[3], Tally()),), progress),
        app=fake(
            theme="nord",
            available_themes={"nord": 1, "dracula": 2},
            push_screen=lambda shown, done: told.append((shown, done)),
        ),
        post_message=told.append,
        call_later=lambda run, action: told.append((run, action)),
        run_action="of everything",
        query_one=lambda name: fake(run_action=name),
    )
    library = fake(sync=fake(figures=fake(titles=lambda: [("key", "Title", "title")])))
    navigation = fake(open_article=told.append)
    return PaletteCommands(layout, library, navigation, fake(show_finished="finished")), told


def offered(pane: str, *sources: Source) -> dict[str, PaletteRow]:
    return {row.words: row for row in palette_commands(pane, sources)[0]._commands()}


@pytest.mark.parametrize(
    ("pane", "there", "missing"),
    [
        ("articles", ["Mark as read or unread", "Undo", "Search the texts"], ["Next row", "To the next heading"]),
        ("reader", ["Mark as read or unread", "Search the texts"], ["To the next heading", "Select all rows"]),
    ],
)
def test_commands_are_those_of_the_pane_without_those_that_move(
    pane: str, there: list[str], missing: list[str]
) -> None:
    sentences = [*offered(pane)]
    assert sentences[0] == "go to article …"
    for begins, is_there in ((there, True), (missing, False)):
        for start in begins:
            assert any(sentence.startswith(start) for sentence in sentences) is is_there, start


@pytest.mark.parametrize(
    "name",
    [
        *("down", "up", "line-down", "line-up", "page-down", "page-up", "half-down", "half-up", "top", "bottom"),
        *("next-heading", "previous-heading", "next-code", "previous-code", "next-link", "previous-link"),
        *("next-article", "previous-article", "next-unread", "previous-unread", "next-pane", "previous-pane"),
        *("jump-back", "jump-forward", "code-right", "code-left", "choose", "palette", "stop"),
    ],
)
def test_nobody_looks_up_how_to_move_in_the_palette(name: str) -> None:
    moving = {key.sentence for key in TABLE if key.id.partition(".")[2] == name}
    assert moving
    for pane in ("sidebar", "articles", "reader"):
        assert not moving & {*offered(pane)}


@pytest.mark.parametrize(
    ("key_id", "words"),
    [
        ("everywhere.help", "help keys commands"),
        ("everywhere.manual", "manual help import export version configuration settings"),
        ("everywhere.quit", "quit exit wq"),
        ("everywhere.undo", "undo"),
    ],
)
def test_a_command_is_found_by_its_name_and_by_what_others_call_it(key_id: str, words: str) -> None:
    [sentence] = [key.sentence for key in TABLE if key.id == key_id]
    assert offered("articles")[sentence].alias.split() == words.split()


def test_a_command_has_its_key_if_it_has_one_and_runs_in_its_pane() -> None:
    commands, told = palette_commands("articles")
    rows = {row.words: row for row in commands._commands()}
    by_id = {key.id: key for key in TABLE}
    undo, progress, mark = (by_id[name] for name in ("everywhere.undo", "everywhere.progress", "articles.mark"))
    assert [rows[key.sentence].key for key in (undo, progress, mark)] == ["", "p", "r"]
    for key in (progress, mark):
        commands._run(rows[key.sentence].does)  # type: ignore[arg-type]
    assert told == [("of everything", progress.action), ("#articles", mark.action)]


def test_views_sources_and_themes_are_offered_by_their_names() -> None:
    title = "A \x1bblog [/b]" + "g" * 60
    rows = offered("articles", Source("a", "/a", title=title), Source("b", "/b"))
    assert rows["The archive in figures, as far as it is read"].does == "finished"
    view = rows[f"view {VIEWS[3].title}"].does
    assert isinstance(view, messages.ViewWanted)
    assert view.name == VIEWS[3].title
    assert rows["refresh a"].about == f"A blog [/b]{'g' * 48}…"
    assert rows["remove b"].about == "/b"
    refresh, remove = rows["refresh b"].does, rows["remove b"].does
    assert isinstance(refresh, messages.SourcesRefreshed)
    assert isinstance(remove, messages.SourceRemoved)
    assert (refresh.names, remove.name) == (("b",), "b")
    assert [(name, row.about) for name, row in rows.items() if name.startswith("theme")] == [
        *(("theme dracula", ""), ("theme nord", "in force")),
    ]
    about = {name: row.about for name, row in rows.items()}
    assert about["finish by …"] == "a day, such as 2027-03-31: the pace it takes"
    assert about["add …"] == "a blog, a feed, an index, a file or a folder"
    assert about["follow again"] == "the last removed source"
    assert about["mark read [QUERY]"] == "Mark the selection, or what matches"
    assert not [name for name in offered("articles") if name.startswith(("refresh ", "remove "))]
    assert isinstance(rows["follow again"].does, messages.SourceRestored)
    assert isinstance(rows["fetch"].does, messages.FetchWanted)
    assert (rows["mark read [QUERY]"].does.__class__, rows["fit MINUTES"].does) == (messages.BatchMarked, "fit ")


def test_what_was_half_typed_is_there_again_and_what_is_chosen_is_done() -> None:
    commands, told = palette_commands("articles")
    assert commands.half_typed == ""
    commands.begin_with("fit")
    assert commands.half_typed == "fit"
    commands.show()
    [(shown, done)] = told
    assert isinstance(shown, Palette)
    assert shown.half_typed == commands.half_typed == "fit"
    shown.half_typed = "fit 15"
    assert commands.half_typed == "fit 15"
    assert shown._read_titles() == [Title("key", "Title", "title")]
    message = messages.FetchWanted()
    done(message)
    done(None)
    done(partial(told.append, "called"))
    commands.go_to("a key")
    assert told[1:] == [message, "called", "a key"]
    theme = {row.words: row.does for row in commands._commands()}["theme dracula"]
    done(theme)
    assert commands._layout.app.theme == "dracula"
