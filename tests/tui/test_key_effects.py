"""Each key of the table is pressed, and what it is there for is seen; a key without a line here fails."""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from blogreader.keys import ARTICLES, EVERYWHERE, LISTS, READER, SELECTING, SIDEBAR, TABLE, shown
from blogreader.model import Status
from blogreader.tui.app import BlogreaderApp
from blogreader.tui.reader.content import Loaded
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = [pytest.mark.slow, pytest.mark.app]

CODE = "```python\nfirst = 1\n" + "wide = " + " + ".join("abcdefgh" for _ in range(20)) + "\n```"
TEXT = f"""{prose(3)}

[Inside](two) and [outside](https://other.example/page).

{CODE}

## Second part

{prose(8, first=4)}

## Third part

{CODE}

{prose(12, first=12)}
"""
TITLES = {"one": "A title that is too long for its row, " * 9}
SLUGS = ("one", *(f"post-{number}" for number in range(2, 12)), "two")
LAST = len(SLUGS) - 1
OPENED = ("enter",)
"""Keys that lead into the text of the first article."""
AT_CODE = ("enter", "right_curly_bracket")
"""Keys that lead to its first listing."""
SELECTED = ("enter", "v", "v")
"""Keys that begin to select in it."""
SECOND = BLOG + "post-2"

Seen = Callable[[Driver], object]
did: list[str] = []
"""What left the program: the clipboard, the browser."""


def cursor(driver: Driver) -> int:
    return driver.screen.articles.cursor


def state(driver: Driver, slug: str = "one") -> Status:
    return driver.status(slug)


def place(driver: Driver, slug: str = "one") -> float | None:
    return driver.library.entry(BLOG + slug).state.bookmark


def listed(driver: Driver) -> list[str]:
    listing = driver.screen.articles.listing
    return [entry.article.url.removeprefix(BLOG) for entry in listing.page(0, 99)] if listing else []


def selection(driver: Driver) -> str:
    return driver.reader.selected


def link_to_two(driver: Driver) -> bool:
    link = driver.reader.links.link
    return link is not None and link.href == BLOG + "two"


def is_asked(driver: Driver) -> bool:
    return isinstance(driver.app.focused, Input)


def goes_to(view: str) -> Seen:
    return lambda driver: driver.header.startswith(f" {view}")


def says(words: str) -> Seen:
    return lambda driver: words in driver.said


def shows(words: str) -> Seen:
    return lambda driver: words in driver.text


def at(row: int) -> Seen:
    return lambda driver: cursor(driver) == row


def is_open(key: str) -> Seen:
    return lambda driver: isinstance(driver.screen.page, Loaded) and driver.screen.page.entry.article.key == key


def top(low: int, high: int = 1_000) -> Seen:
    return lambda driver: low <= driver.reader.top <= high


def in_pane(pane: str) -> Seen:
    return lambda driver: driver.screen.at == pane


EFFECTS: dict[str, tuple[tuple[str, ...], Seen]] = {
    "articles.open": (("enter",), is_open(BLOG + "one")),
    "articles.mark": (("r",), lambda driver: state(driver) is Status.READ),
    "articles.bookmark": (("m",), lambda driver: place(driver) is not None),
    "articles.bookmark-top": (("m", "j", "M", "2"), lambda driver: listed(driver) == ["post-2", "one"]),
    "articles.select": (("v",), lambda driver: driver.screen.articles.selected == 1),
    "articles.select-range": (("V", "j"), lambda driver: driver.screen.articles.selected == 2),
    "articles.select-all": (("asterisk",), lambda driver: driver.screen.articles.selected == len(SLUGS)),
    "articles.move-up": ((*"mjm2j", "left_curly_bracket"), lambda driver: listed(driver) == ["post-2", "one"]),
    "articles.move-down": ((*"mjm2", "right_curly_bracket"), lambda driver: listed(driver) == ["post-2", "one"]),
    "articles.next-unread": ((*"jrkn",), at(2)),
    "articles.previous-unread": ((*"jrjN",), at(0)),
    "articles.next-article": (("J",), is_open(SECOND)),
    "articles.previous-article": (("j", "j", "K"), is_open(SECOND)),
    "articles.browser": (("o",), lambda _: did == [BLOG + "one"]),
    "articles.whole": (("x",), lambda driver: driver.screen.articles.is_whole),
    "articles.copy": (("y",), lambda _: did == [BLOG + "one"]),
    "articles.note": (("a",), shows("on the whole article")),
    "articles.fetch": (("F",), says("ffline")),
    "lists.down": (("j",), at(1)),
    "lists.up": (("j", "j", "k"), at(1)),
    "lists.page-down": (("space",), lambda driver: 4 < cursor(driver) < LAST),
    "lists.page-up": (("G", "b"), lambda driver: 0 < cursor(driver) < LAST - 4),
    "lists.half-down": (("d",), lambda driver: 1 < cursor(driver) < 8),
    "lists.half-up": (("G", "u"), lambda driver: 3 < cursor(driver) < LAST),
    "lists.top": (("G", "g"), at(0)),
    "lists.bottom": (("G",), at(LAST)),
    "lists.fetch-shown": (("D",), says("ffline")),
    "lists.unbookmark-read": ((*"mr2X",), lambda driver: place(driver) is None),
    "lists.filter": (("slash",), is_asked),
    "lists.choose": (("h", "j", "enter"), lambda driver: in_pane("articles")(driver) and goes_to("Offline")(driver)),
    "sidebar.mark": (("h", "r"), lambda driver: state(driver, "two") is Status.READ),
    "sidebar.bookmark": (("h", "m"), lambda driver: place(driver, "two") is not None),
    "sidebar.bookmark-top": ((*"Gmh", "M"), lambda driver: place(driver, "one") is not None),
    "reader.line-down": ((*OPENED, "j"), top(1, 1)),
    "reader.line-up": ((*OPENED, "j", "j", "k"), top(1, 1)),
    "reader.page-down": ((*OPENED, "space"), top(15, 22)),
    "reader.page-up": ((*OPENED, "space", "space", "b"), top(15, 22)),
    "reader.half-down": ((*OPENED, "d"), top(6, 13)),
    "reader.half-up": ((*OPENED, "space", "u"), top(6, 13)),
    "reader.top": ((*OPENED, "space", "g"), top(0, 0)),
    "reader.bottom": ((*OPENED, "G"), lambda driver: driver.reader.at_bottom),
    "reader.next-heading": ((*OPENED, "right_square_bracket"), lambda driver: "Second part" in driver.pane[0]),
    "reader.previous-heading": (
        (*OPENED, "right_square_bracket", "right_square_bracket", "left_square_bracket"),
        lambda driver: "Second part" in driver.pane[0],
    ),
    "reader.next-code": ((*OPENED, "right_curly_bracket"), lambda driver: "first = 1" in driver.pane[0]),
    "reader.previous-code": (
        (*OPENED, "right_curly_bracket", "right_curly_bracket", "left_curly_bracket"),
        lambda driver: "first = 1" in driver.pane[0] and "Second part" in driver.sight,
    ),
    "reader.find": ((*OPENED, "slash", *"nods"), lambda driver: "1/" in driver.header),
    "reader.outline": ((*OPENED, "t"), shows("Enter go there")),
    "reader.dropped": ((*OPENED, "X"), says("The page of this article was not kept")),
    "reader.note": ((*OPENED, "a"), is_asked),
    "reader.notes": ((*OPENED, "a", *"aha", "enter", "A"), shows("— aha")),
    "reader.visual": ((*OPENED, "v"), shows("Esc leave")),
    "reader.next-note": ((*OPENED, "space", "space", "a", "enter", "g", "right_parenthesis"), top(3)),
    "reader.previous-note": ((*OPENED, "a", "enter", "G", "left_parenthesis"), top(0, 5)),
    "reader.changes": ((*OPENED, "c"), says("changed")),
    "reader.hints": ((*OPENED, "f"), lambda driver: len(driver.reader.links.hints) == 2),
    "reader.next-link": ((*OPENED, "tab"), link_to_two),
    "reader.previous-link": (
        (*OPENED, "tab", "tab", "shift+tab"),
        link_to_two,
    ),
    "reader.return": ((*OPENED, "tab", "enter", "backspace"), is_open(BLOG + "one")),
    "reader.pictures": ((*OPENED, "i"), says("picture")),
    "reader.wrap": ((*AT_CODE, "w"), lambda driver: driver.reader.wrap_code and "↳" in driver.text),
    "reader.code-right": ((*AT_CODE, "greater_than_sign"), lambda driver: driver.reader.code_offset > 0),
    "reader.code-left": (
        (*AT_CODE, "greater_than_sign", "less_than_sign"),
        lambda driver: driver.reader.code_offset == 0 and "‹" not in driver.text,
    ),
    "reader.wider": ((*OPENED, "minus", "minus", "plus"), lambda driver: driver.reader.text_width == 76),
    "reader.narrower": ((*OPENED, "minus"), lambda driver: driver.reader.text_width == 76),
    "reader.usual-width": ((*OPENED, "minus", "equals_sign"), lambda driver: driver.reader.text_width == 80),
    "reader.mark": ((*OPENED, "r"), lambda driver: state(driver) is Status.READ),
    "reader.bookmark": ((*OPENED, "m"), lambda driver: place(driver) is not None),
    "reader.bookmark-top": (("m", "j", "enter", "M", "q", "2"), lambda driver: listed(driver)[0] == "post-2"),
    "reader.open": ((*OPENED, "tab", "enter"), is_open(BLOG + "two")),
    "reader.next-article": ((*OPENED, "J"), is_open(SECOND)),
    "reader.previous-article": (("j", "j", "enter", "K"), is_open(SECOND)),
    "reader.next-unread": ((*"jrk", "enter", "n"), is_open(BLOG + "post-3")),
    "reader.previous-unread": ((*"jrj", "enter", "N"), is_open(BLOG + "one")),
    "reader.browser": ((*OPENED, "o"), lambda _: did == [BLOG + "one"]),
    "reader.copy": ((*AT_CODE, "y"), lambda _: did and did[0].startswith("first = 1\nwide")),
    "reader.fetch": ((*OPENED, "F"), says("ffline")),
    "reader.fetch-shown": ((*OPENED, "D"), says("ffline")),
    "reader.zen": ((*OPENED, "z"), lambda driver: driver.screen.zen and not driver.screen.articles.display),
    "selecting.start": ((*OPENED, "v", "w", "v", "w"), lambda driver: len(selection(driver).split()) == 2),
    "selecting.next-word": ((*SELECTED, "w"), lambda driver: selection(driver) == "Paragraph 1"),
    "selecting.previous-word": ((*SELECTED, "w", "w", "b"), lambda driver: selection(driver) == "Paragraph 1"),
    "selecting.next-line": ((*SELECTED, "j"), lambda driver: len(selection(driver).split()) > 8),
    "selecting.previous-line": ((*SELECTED, "j", "j", "k"), lambda driver: selection(driver).endswith("as long as")),
    "selecting.next-sentence": ((*SELECTED, "right_parenthesis"), lambda driver: selection(driver).endswith(".")),
    "selecting.previous-sentence": (
        (*SELECTED, "right_parenthesis", "right_parenthesis", "left_parenthesis"),
        lambda driver: "number 2." not in selection(driver),
    ),
    "selecting.next-block": (
        (*SELECTED, "right_curly_bracket"),
        lambda driver: selection(driver).endswith("number 1."),
    ),
    "selecting.previous-block": (
        (*SELECTED, "right_curly_bracket", "right_curly_bracket", "left_curly_bracket"),
        lambda driver: selection(driver).endswith("number 1."),
    ),
    "selecting.swap": ((*SELECTED, "w", "o", "w"), lambda driver: selection(driver) == "1"),
    "selecting.note": ((*SELECTED, "w", "a"), is_asked),
    "selecting.copy": ((*SELECTED, "w", "y"), lambda _: did == ["Paragraph 1"]),
    "selecting.leave": ((*SELECTED, "w", "escape"), lambda driver: not selection(driver)),
    "everywhere.next-pane": (("h", "tab"), in_pane("articles")),
    "everywhere.previous-pane": (("shift+tab",), in_pane("sidebar")),
    "everywhere.view-continue": (("1",), goes_to("Continue")),
    "everywhere.view-reading-list": (("2",), goes_to("Reading list")),
    "everywhere.view-unread": (("3",), goes_to("Unread")),
    "everywhere.view-all": (("3", "4"), goes_to("All")),
    "everywhere.view-offline": (("5",), goes_to("Offline")),
    "everywhere.view-new": (("6",), goes_to("New")),
    "everywhere.view-failed": (("7",), goes_to("Failed")),
    "everywhere.view-changed": (("8",), goes_to("Changed")),
    "everywhere.view-saved": (("9",), says("save")),
    "everywhere.sort": (("S", "o"), lambda driver: listed(driver)[0] != "one"),
    "everywhere.progress": (("p",), shows("of 12 read")),
    "everywhere.jump-back": (("G", "ctrl+o"), at(0)),
    "everywhere.jump-forward": (("G", "ctrl+o", "ctrl+n"), at(LAST)),
    "everywhere.set-mark": (
        (*OPENED, "grave_accent", "a"),
        lambda driver: bool(driver.library.place_marks.of(BLOG + "one")),
    ),
    "everywhere.go-to-mark": ((*OPENED, "space", "grave_accent", "B", "q", "apostrophe", "B"), top(15, 22)),
    "everywhere.search": (("s",), shows("Nothing is searched yet.")),
    "everywhere.connections": (("L",), shows("Links to 1 article in your library")),
    "everywhere.undo": (("r", "U"), lambda driver: state(driver) is Status.UNREAD),
    "everywhere.redo": (("r", "U", "ctrl+r"), lambda driver: state(driver) is Status.READ),
    "everywhere.refresh": (("ctrl+l",), says("does not follow sources")),
    "everywhere.palette": (("colon",), shows("go to article …")),
    "everywhere.edit": (("e",), says("editor")),
    "everywhere.pipe": (("vertical_line",), says("[commands]")),
    "everywhere.help": (("question_mark",), shows("In the article list")),
    "everywhere.manual": (("f1",), shows("The first hour")),
    "everywhere.back": ((*OPENED, "q"), in_pane("articles")),
    "everywhere.stop": (("v", "escape"), lambda driver: driver.screen.articles.selected == 0),
    "everywhere.quit": (("ctrl+q",), lambda driver: driver.app._exit),
}
"""What is pressed from the first row of the list, with the key among it, and what is so then."""
OF_A_TERMINAL = {"everywhere.suspend"}
"""Pressed in `test_suspending`: a shell with jobs is needed."""


def test_no_key_is_left_out() -> None:
    assert {key.id for key in TABLE} == EFFECTS.keys() | OF_A_TERMINAL
    assert {key.pane for key in TABLE} == {ARTICLES, EVERYWHERE, LISTS, READER, SELECTING, SIDEBAR}
    for key in TABLE:
        pressed = EFFECTS.get(key.id, (key.keys, bool))[0]
        assert {*pressed} & {*key.keys}, f"{shown(key.keys[0])} is not pressed for {key.id}"


@pytest.mark.parametrize("name", EFFECTS)
async def test_a_key_does_what_it_is_there_for(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    did.clear()

    async def browser(url: str, started: Callable[[], None]) -> bool:
        did.append(url)
        started()
        return True

    monkeypatch.setattr("blogreader.tui.screen.navigation.open_in_browser", browser)
    monkeypatch.setattr(BlogreaderApp, "copy_to_clipboard", lambda _, text: did.append(text))
    monkeypatch.setattr("blogreader.tui.terminal.clipboard._tools", lambda: iter(()))
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    folder = tmp_path_factory.mktemp("key") / "library"
    index = archived(folder, {slug: TEXT if slug == "one" else prose(9) for slug in SLUGS}, titles=TITLES)
    pressed, seen = EFFECTS[name]
    names = next(key.keys for key in TABLE if key.id == name)
    at_key = max(number for number, one in enumerate(pressed) if one in names)
    async with reading(folder, index=index, size=(140, 24), offline=True) as driver:
        await driver.press(*pressed[:at_key])
        assert not seen(driver), "it is so without the key"
        await driver.press(*pressed[at_key:])
        await driver.until(lambda: bool(seen(driver)))
