"""Where links, jumps, marks and the search lead, what is copied or browsed, and which pictures are shown."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from blogreader.errors import FetchError, LibraryError, PictureError
from blogreader.keys import ARTICLES, READER
from blogreader.model import Entry, Place, PlaceMark
from blogreader.records import replace
from blogreader.tui.messages import NO_ARTICLE
from blogreader.tui.reader.content import Failed, Loaded, Loading, Preview
from blogreader.tui.screen import navigation as navigation_module
from blogreader.tui.screen.jump_list import ListStop, SearchStop, TextStop
from blogreader.tui.screen.navigation import Navigation
from tests.tui.screen.told_panes import ALL, ONE, READING_LIST, TWO, fake, held, screen

PLACE, LATER = Place(3, 4, "a quote", 0.25), Place(9, 0, "another", 0.5)
SOURCE: Any = object()
ENTRIES = {one.article.key: one for one in (ONE, TWO)}


class Way:
    """A screen with a way through it; what is opened and said is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.panes = screen(ONE, TWO)
        self.told: list[Any] = self.panes.told
        self.found: Any = (7, 8)
        self.chosen: Any = None
        self.marks: dict[str, PlaceMark] = {}
        self.files: dict[str, Path] = {}
        self.browser: Any = True
        panes = self.panes
        panes.reader = fake(
            place=PLACE,
            rows_below=6,
            document=fake(head=2, grow=partial(self.told.append, "grown")),
            standpoint=(5, 7),
            room=(80, 20),
            go_to=lambda *where, **how: self.told.append(("stands", *where, *how.values())),
            choose_return=lambda *where: self.told.append(("returns", *where)),
            toggle_picture=lambda *which, seen: self.told.append(("picture", *which, seen)),
            put_picture=lambda *which: self.told.append(("put", *which)),
            parsed=partial(self._told, "parsed"),
        )
        panes.app = fake(
            push_screen_wait=self._wait,
            push_screen=self._push,
            post_message=lambda message: self.told.append(message.sequence),
        )

        def at_address(href: str) -> Entry | None:
            if href == "https://damaged.example/":
                raise LibraryError("Damaged.")
            return ENTRIES.get(href.partition("#")[0])

        def entry(key: str) -> Entry:
            if key not in ENTRIES:
                raise LibraryError("It is gone.")
            return ENTRIES[key]

        self.library = held(
            self.told,
            entry=entry,
            at_address=at_address,
            place_marks=fake(of=lambda _: self.marks),
            texts=fake(is_due=False),
            current=lambda one: replace(one, offline=True),
            changed_texts=fake(of=lambda _: self.found, seen=lambda key: self.told.append(("seen", key))),
            dropped=self._dropped,
        )
        self.library.images = "auto"
        self.library.anchor = self._async
        self.library.start = partial(self._start)
        self.library.connections = self._async
        self.library.pictures = self._pictures
        self.library.picture = self._picture
        article = fake(
            open=lambda one, at, rows: self.told.append(("opened", one.article.title, at, rows)), is_completing=False
        )
        lists = fake(show=lambda view, words, key: self.told.append(("listed", view.id, words, key)))
        self.article = article
        self.way: Any = Navigation(panes, self.library, lists, article, lambda use: use())

        async def open_in_browser(url: str, say: Any) -> bool:
            self.told.append(("browser", url))
            if self.browser:
                say()
            return bool(self.browser)

        monkeypatch.setattr(navigation_module, "open_in_browser", open_in_browser)

    async def _told(self, what: str, *_: object) -> None:
        self.told.append(what)

    async def _async(self, *_: object) -> Any:
        return self.found

    async def _start(self, source: object, place: Place) -> tuple[int, int] | None:
        assert source is SOURCE
        return None if place is LATER else (place.block, place.offset)

    async def _dropped(self, _: str) -> Any:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found

    async def _pictures(self, key: str, urls: list[str]) -> dict[str, Path]:
        assert key == ONE.article.key
        return {url: path for url, path in self.files.items() if url in urls}

    async def _picture(self, path: Path, room: object) -> Any:
        if path.name == "bad":
            raise PictureError("It is damaged.")
        if path.name == "resized":
            self.panes.reader.room = (40, 20)
        return fake(transmission=f"{path.name} {room}" if path.name != "cells" else "")

    async def _wait(self, shown: Any) -> Any:
        self.shown = shown
        self.told.append(type(shown).__name__)
        return self.chosen

    async def _push(self, shown: Any) -> None:
        self.told.append(type(shown).__name__)

    def read(self, entry: Entry = ONE) -> None:
        self.panes.at, self.panes.page = READER, Loaded(entry, SOURCE, None)

    async def since(self) -> list[Any]:
        told: list[Any] = await self.panes.since()
        return told


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Way:
    return Way(monkeypatch)


def link(href: str, text: str = "words", *, image: bool = False) -> Any:
    return fake(href=href, text=text, image=image, block=5)


# Links


@pytest.mark.parametrize(
    ("one", "seen", "told"),
    [
        (link("a.png", image=True), True, ("picture", 5, "a.png", True)),
        (link("a.png", image=True), False, ("picture", 5, "a.png", False)),
        (link("file:///x/a.md"), True, ("explained", "/x/a.md is in none of your indexes.")),
        (link("https://other.example/a"), False, None),
        (link("https://damaged.example/"), True, ("failed", "Damaged.")),
    ],
)
async def test_a_link_leads_to_a_picture_a_file_or_nowhere(way: Way, one: Any, seen: bool, told: object) -> None:
    way.read()
    way.way.follow(one, seen=seen)
    assert (await way.since())[:1] == ([told] if told else [])


async def test_a_link_to_an_article_opens_it_and_the_way_back_leads_to_it(way: Way) -> None:
    way.read()
    way.way.follow(link(f"{TWO.article.key}#a%20part"), seen=False)
    assert await way.since() == [("opened", "Two", "a part", 0)]
    assert way.panes.at == READER
    way.read(TWO)
    way.way.follow(link(ONE.article.key), seen=False)
    assert await way.since() == [("opened", "One", None, 0)]
    way.read(ONE)
    way.way.go_back()
    assert await way.since() == [("opened", "Two", PLACE, 6)]
    way.read(TWO)
    way.way.go_back()
    assert await way.since() == [("opened", "One", PLACE, 6)]
    way.read(ONE)
    way.way.go_back()
    assert await way.since() == [("explained", "You did not follow a link to get here.")]


async def test_a_link_to_the_web_is_opened_in_the_browser(way: Way) -> None:
    way.read()
    url = "https://other.example/a"
    way.way.follow(link(url), seen=True)
    assert await way.since() == ["runs browse", ("browser", url), ("said", "In the browser: other.example/a")]


async def test_a_link_in_the_text_leads_to_its_place_and_a_note_back_from_it(way: Way) -> None:
    way.read()
    way.way.follow(link("#a%20part"), seen=False)
    assert way.way.under_way is not None
    assert await way.since() == [
        *("runs follow", "grown", ("stands", 9, 8, 0, "jump"), ("returns", 7, "#fnref-a part")),
    ]
    way.way._worker.is_finished = True
    assert way.way.under_way is None
    way.way.follow(link("#fn-3"), seen=False)
    assert (await way.since())[2:] == [("stands", 9, 8, 0, "aside"), ("returns", 7, "#fnref-3")]
    way.found = None
    way.way.follow(link("#x"), seen=False)
    said = "This link leads to a part of the page that the text does not include."
    assert await way.since() == ["runs follow", ("explained", said)]
    way.panes.page = Loading(ONE, None)
    way.way.follow(link("#x"), seen=False)
    assert await way.since() == ["runs follow"]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (link("#x"), "→ in this article"),
        (link("https://x.example/a.png", image=True), "▨ x.example/a.png"),
        (link(TWO.article.key), "→ Two"),
        (link("https://x.example/a"), "→ x.example/a"),
        (link("https://x.example/a", "https://y.example"), "⚠ not where it says: → x.example/a"),
    ],
)
def test_a_link_says_where_it_leads(way: Way, one: Any, words: str) -> None:
    assert way.way.target_of(one) == words


# Jumps


async def test_one_stands_where_an_article_is_open_or_will_be(way: Way) -> None:
    assert way.way._here == ListStop(ALL, "", ONE.article.key)
    way.panes.articles.current = None
    assert way.way._here == ListStop(ALL, "", None)
    way.read()
    assert way.way._here == TextStop(ONE.article.key, PLACE, 6)
    way.panes.page = Loading(TWO, None)
    assert way.way._here == TextStop(TWO.article.key, None, 0)
    way.panes.page = Failed(TWO, FetchError("No."))
    going = TextStop(TWO.article.key, LATER, 3)
    way.way._going = going
    assert way.way._here is going
    way.way._going = replace(going, key="another")
    assert way.way._here == TextStop(TWO.article.key, None)
    way.read()
    way.way._going = going
    assert way.way._here == TextStop(ONE.article.key, PLACE, 6)
    way.way._worker = fake(is_finished=False)
    assert way.way._here is going
    way.way._worker, way.panes.at = None, ARTICLES
    way.panes.page = Failed(TWO, FetchError("No."))
    assert way.way._here == ListStop(ALL, "", None)


async def test_the_way_back_leads_to_lists_texts_and_searches(way: Way) -> None:
    way.way.jump_back()
    way.way.jump_forward()
    assert await way.since() == [
        *(("explained", "There is no earlier jump."), ("explained", "There is no later jump: you have not gone back.")),
    ]
    way.way.jumped_from(TWO, None, 0)
    way.way.jumped_from(ONE, PLACE, 4)
    way.way._leave(SearchStop("words", TWO.article.key))
    way.read(TWO)
    way.way.jump_back()
    assert (await way.since())[:2] == ["runs outline", "SearchScreen"]
    way.way.jump_back()
    assert await way.since() == [("opened", "One", PLACE, 4)]
    assert way.way._going == TextStop(ONE.article.key, PLACE, 4)
    way.read(ONE)
    way.panes.reader.place = LATER
    way.way.jump_back()
    assert await way.since() == [("listed", "all", "", TWO.article.key)]
    assert way.panes.at == ARTICLES
    way.way.jump_forward()
    assert await way.since() == [("opened", "One", LATER, 6)]
    way.read(ONE)
    way.panes.reader.place = PLACE
    way.way._jumps.leave(TextStop(ONE.article.key, LATER, 2))
    way.way.jump_back()  # in the text that is open
    assert await way.since() == ["runs follow", "grown", ("stands", 0, 0, 2, "jump")]
    way.way._leave(TextStop("gone", PLACE))
    way.way.jump_back()
    assert await way.since() == [("failed", "It is gone.")]


async def test_with_a_text_the_list_is_shown_beside_which_it_was_read(way: Way) -> None:
    way.read()
    way.panes.filters[ALL.id] = "rust"
    way.way.jumped_from(ONE, PLACE, 4)
    way.panes.view = READING_LIST
    way.read(TWO)
    way.way.jump_back()
    assert await way.since() == [("listed", "all", "rust", ONE.article.key), ("opened", "One", PLACE, 4)]
    way.panes.view = ALL
    way.way.jump_back()
    assert await way.since() == [("explained", "There is no earlier jump.")]


async def test_an_article_is_opened_from_anywhere_and_that_is_a_jump_if_it_is_another(way: Way) -> None:
    way.way.open_article("gone")
    assert await way.since() == [("failed", "It is gone.")]

    def opened(one: Entry, at: object, rows: int) -> None:
        way.told.append(("opened", one.article.title, at, rows))
        way.read(one)

    way.article.open = opened
    way.way.open_article(TWO.article.key)
    assert await way.since() == [("opened", "Two", None, 0)]
    assert len(way.way._jumps) == 1
    way.way.open_article(TWO.article.key)
    assert len(way.way._jumps) == 1


@pytest.mark.parametrize(
    ("letter", "mark", "at", "told"),
    [
        ("a", None, READER, [("explained", "No place in this article has the mark a.")]),
        ("A", None, READER, [("explained", "No place anywhere has the mark A.")]),
        ("a", PlaceMark("a", ONE.article.key, PLACE, 6), READER, [("explained", "This is where the mark a is.")]),
        ("A", PlaceMark("A", ONE.article.key, None, 0), READER, [("explained", "This is where the mark A is.")]),
        ("a", PlaceMark("a", ONE.article.key, PLACE, 5), READER, ["grown", ("stands", 5, 4, 5, "jump")]),
        ("A", PlaceMark("A", ONE.article.key, LATER, 1), ARTICLES, [("opened", "One", LATER, 1)]),
        ("A", PlaceMark("A", TWO.article.key, LATER, 1), READER, [("opened", "Two", LATER, 1)]),
        ("A", PlaceMark("A", "gone", LATER, 1), READER, [("failed", "It is gone.")]),
    ],
)
async def test_a_mark_leads_to_its_place(
    way: Way, letter: str, mark: PlaceMark | None, at: str, told: list[object]
) -> None:
    way.read()
    way.panes.at = at
    if mark:
        way.marks[letter] = mark
    way.way._going = TextStop("x", None)
    way.way.go_to_mark(letter, ONE.article.key)
    assert await way.since() == ["runs follow", *told]
    assert len(way.way._jumps) == (told[0] == "grown" or told[0][0] == "opened")  # type: ignore[index]
    assert way.way._going is None


# The search and other dialogs


async def test_the_search_begins_with_the_last_words_and_what_is_found_is_a_jump(way: Way) -> None:
    from blogreader.tui.dialogs.search_screen import Chosen

    way.way.begin_with("rope")
    assert way.way.searched == "rope"
    way.way.show_search()
    assert await way.since() == ["runs outline", "SearchScreen"]
    assert (way.shown.searched, way.library.sync.texts.is_due) == ("rope", True)
    finder: Any = fake()
    way.chosen = Chosen(TWO, finder, "sea")
    way.way.show_search("other")
    assert (await way.since())[2:] == [("opened", "Two", finder, 0)]
    assert way.way.searched == "other"
    assert len(way.way._jumps) == 2  # the list, and what was found
    way.read(TWO)
    way.chosen = Chosen(ONE, finder, "sea")
    way.way.jump_back()
    assert (await way.since())[2:] == [("opened", "One", finder, 0)]
    assert len(way.way._jumps) == 2


async def test_from_the_search_the_way_leads_back_and_forward(way: Way) -> None:
    from blogreader.tui.dialogs.search_screen import JUMP_BACK, JUMP_FORWARD

    way.way.jumped_from(TWO, None, 0)
    way.chosen = JUMP_BACK
    way.way.show_search("words", "a key")
    assert (await way.since())[2:] == [("listed", "all", "", TWO.article.key)]
    way.panes.articles.current = TWO
    way.chosen = None
    way.way.jump_forward()
    assert (await way.since())[:2] == ["runs outline", "SearchScreen"]
    assert way.way.searched == "words"
    way.chosen = JUMP_FORWARD
    way.way.show_search("words", "a key")
    assert (await way.since())[2:] == [("explained", "There is no later jump: you have not gone back.")]
    way.chosen = JUMP_BACK
    way.way.show_search()
    assert (await way.since())[2:] == [("listed", "all", "", TWO.article.key)]


async def test_the_outline_leads_to_a_heading(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    from blogreader.tui.reader import landmarks

    found: list[Any] = []
    monkeypatch.setattr(landmarks, "headings", lambda *_: (found, 0))
    way.read()
    way.way.show_outline()
    assert await way.since() == ["runs outline", "parsed", ("explained", "This article has no headings.")]
    found.append((12, 3, landmarks.OutlineRow(2, "A heading", 0.5)))
    way.way.show_outline()
    assert (await way.since())[2:] == ["OutlineScreen"]
    assert len(way.way._jumps) == 0
    way.chosen = 0
    way.way.show_outline()
    assert (await way.since())[2:] == ["OutlineScreen", ("stands", 12, 3)]
    assert [stop.is_link for stop in way.way._jumps._stops] == [True]
    way.panes.reader.document = None
    way.way.show_outline()
    assert (await way.since())[2:] == [("explained", "This article has no headings.")]


async def test_the_connections_of_an_article_lead_to_another(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    from blogreader.tui.dialogs import connections_screen

    monkeypatch.setattr(connections_screen, "ConnectionsScreen", lambda *said: fake(said=said))
    way.way.show_connections(None)
    assert await way.since() == [("explained", NO_ARTICLE)]
    way.way.show_connections(ONE)
    assert await way.since() == ["runs outline", "SimpleNamespace"]
    assert way.shown.said[:2] == (ONE, (7, 8))
    assert way.library.sync.texts.is_due
    way.chosen = TWO
    way.way.show_connections(ONE)
    assert (await way.since())[2:] == [("opened", "Two", None, 0)]
    assert len(way.way._jumps) == 1


async def test_what_was_left_out_is_shown_where_something_was(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    from blogreader.tui.dialogs import text_screen

    monkeypatch.setattr(text_screen, "dropped_of", lambda found, _: found)
    way.way.show_dropped()
    assert await way.since() == ["runs dropped"]
    way.read()
    for found, told in (
        (FetchError("No page."), ("explained", "No page.")),
        ((), ("explained", "Nothing was left out of this page.")),
        ((1, 2), "tuple"),
    ):
        way.found = found
        way.way.show_dropped()
        assert await way.since() == ["runs dropped", told]


async def test_changes_are_shown_and_then_seen(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    from blogreader.tui.dialogs import changes_screen

    monkeypatch.setattr(changes_screen, "ChangesScreen", lambda found, _: found)
    way.way.show_changes()
    assert await way.since() == ["runs outline"]
    way.read()
    way.way.show_changes()
    assert await way.since() == ["runs outline", "tuple", ("seen", ONE.article.key), "shown One unread"]
    way.found = None
    way.way.show_changes()
    said = "This is the text that you read: it has not changed since."
    assert await way.since() == ["runs outline", ("explained", said)]


# The browser and the clipboard


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (None, [("copied", "https://x.example/"), ("said", "No browser was found. Copied: https://x.example/")]),
        (0, []),
        (3, [("explained", "The browser ended with status 3.")]),
    ],
)
async def test_without_a_browser_with_windows_one_in_the_terminal_is_used_or_the_address_copied(
    way: Way, status: int | None, told: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    from blogreader.tui.terminal import clipboard

    async def copy(_: object, text: str) -> None:
        way.told.append(("copied", text))

    monkeypatch.setattr(clipboard, "copy", copy)
    monkeypatch.setattr(navigation_module, "text_browser", lambda _: None if status is None else (lambda: status))
    way.browser = False
    way.way.browse("https://x.example/")
    assert [one for one in (await way.since())[2:] if one != "runs copy"] == told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 60, f"Copied: {'x' * 60}"),
        ("x" * 61, f"Copied 61 characters: {'x' * 60} …"),
        ("one\ntwo", "Copied 2 lines: one …"),
        (f"{'x' * 70}\n", f"Copied 2 lines: {'x' * 60} …"),
    ],
)
async def test_what_was_copied_is_said(way: Way, text: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from blogreader.tui.terminal import clipboard

    async def copy(_: object, text: str) -> None:
        way.told.append(text)

    monkeypatch.setattr(clipboard, "copy", copy)
    way.way.copy(text)
    assert await way.since() == ["runs copy", text, ("said", said)]
    way.way.copy(text, "Why. ")
    assert (await way.since())[2] == ("said", f"Why. {said}")


# Pictures


ONE_URL, TWO_URL = "https://x.example/1.png", "https://x.example/2.png"


@pytest.mark.parametrize(
    ("addresses", "images", "seen", "is_completing", "told"),
    [
        ({1: ONE_URL}, "off", False, False, [("explained", "Pictures are off: `images` in config.toml.")]),
        ({1: ONE_URL}, "off", True, False, ["runs pictures", "runs browse", ("browser", ONE_URL)]),
        ({1: ONE_URL}, "auto", True, False, ["runs pictures", "runs browse", ("browser", ONE_URL)]),
        ({1: "file:///a.png"}, "auto", True, False, [("explained", "This picture is not in the archive.")]),
        ({1: ONE_URL}, "auto", False, False, [("explained", "This picture is not in the archive.")]),
        ({1: ONE_URL}, "auto", False, True, [("explained", "This picture is on the way.")]),
        ({1: ONE_URL, 2: TWO_URL}, "auto", False, False, [("explained", "The pictures are not in the archive.")]),
        ({}, "auto", False, False, [("explained", "There is no picture in this article.")]),
    ],
)
async def test_pictures_that_are_not_there_are_told_or_opened_in_the_browser(
    way: Way, addresses: dict[int, str], images: str, seen: bool, is_completing: bool, told: list[object]
) -> None:
    way.read()
    way.library.images, way.article.is_completing = images, is_completing
    if images == "off":
        way.files = {ONE_URL: Path("there")}
    way.way.show_pictures(addresses, seen=seen)
    found = await way.since()
    assert found[: len(told)] == told or found[1 : len(told) + 1] == told


async def test_pictures_are_sent_to_the_terminal_and_put_into_the_text(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def passed(_: object, *, seconds: float) -> None:
        way.told.append(("passed", seconds))

    monkeypatch.setattr(navigation_module, "passed", passed)
    way.read()
    names = ("sent", "cells", "bad", "resized")
    way.files = {f"https://x.example/{name}": Path(name) for name in names[1:]} | {ONE_URL: Path("sent")}
    addresses = {1: ONE_URL, 3: "https://x.example/missing"}
    way.way.show_pictures(addresses, seen=False)
    told = await way.since()
    assert told[1:3] == ["sent (80, 20)", ("passed", 1.0)]
    assert told[3][:3] == ("put", 1, ONE_URL)
    assert len(told) == 4
    way.way.show_pictures({number: f"https://x.example/{name}" for number, name in enumerate(names)}, seen=True)
    told = await way.since()
    assert told[1][:2] == ("put", 1)
    assert told[2] == ("said", "It is damaged.")
    assert told[3:5] == ["resized (40, 20)", ("passed", 1.0)]
    assert len(told) == 6
    way.panes.page = Preview()
    way.way.show_pictures(addresses, seen=False)
    assert await way.since() == ["runs pictures"]
