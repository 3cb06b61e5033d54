"""One article at a time: read, fetched, kept, made anew, completed, and what is left out of it."""

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.archive import Archive
from blogreader.dropped import Dropped
from blogreader.errors import (
    BadAddress,
    Busy,
    Empty,
    FetchError,
    Gone,
    HostNotFound,
    LibraryError,
    MuchShorter,
    NeedsLogin,
    NoPage,
    NotArchived,
    Unwritable,
)
from blogreader.extract import Extracted, Form, Hints
from blogreader.library.offline import documents, feed_texts
from blogreader.library.offline.archive_writer import ArchiveWriter
from blogreader.library.offline.documents import Documents
from blogreader.library.offline.fetch_run import FetchRequest, gather
from blogreader.model import (
    ArchivedImage,
    Article,
    Document,
    Entry,
    Failure,
    FetchSettings,
    LostImage,
    Page,
    State,
    Via,
)

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
BEFORE = NOW - timedelta(days=9)
URL = "https://blog.example/posts/one"
PICTURE = "https://pictures.example/a.png"
PNG = b"\x89PNG\r\n\x1a\n"
WALL = "Please log in to read this article. Please sign in to continue."


def words(number: int, word: str = "word") -> str:
    return f"{word} " * number


class Offline:
    """The parts around a run: an archive in a folder, and a catalogue, an extraction and a network of a few lines."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.archive = Archive(folder / "archive")
        self.pages: dict[str, Page | FetchError] = {}
        self.feed = folder / "a.feed.zip"
        self.asked: list[tuple[Any, ...]] = []
        self.turns: list[str] = []
        self.marked: list[str] = []
        self.facts: dict[str, tuple[str, str]] = {}
        self.hosts: list[tuple[str, str]] = []
        self.extracted: list[tuple[str, Hints, Form]] = []
        self.started: list[int] = []
        self.lent = 0
        self.no_picture: FetchError | None = None
        self.is_named = True
        self.is_news = True
        self.writer = ArchiveWriter(
            self.archive,
            SimpleNamespace(  # type: ignore[arg-type]
                entry=lambda _: None,
                put_document=lambda *_: None,
                put_kept=lambda keys, _: self.marked.extend(keys),
                without_page_facts=lambda: self.marked,
                put_page_facts=self.facts.update,
            ),
        )
        self.run = Documents(
            self.writer,
            SimpleNamespace(extract=self._extract, start=self.started.append),  # type: ignore[arg-type]
            SimpleNamespace(  # type: ignore[arg-type]
                naming=lambda: lambda _: self.is_named,
                feed_path=lambda _: self.feed,
                hosts=SimpleNamespace(
                    is_news=lambda *_: self.is_news, remember=lambda name, url: self.hosts.append((name, url))
                ),
            ),
            SimpleNamespace(fetcher=self._fetcher),  # type: ignore[arg-type]
            FetchSettings(**settings),
            lambda: NOW,
        )

    @asynccontextmanager
    async def _fetcher(self, _: FetchSettings) -> AsyncIterator[Any]:
        self.lent += 1
        yield SimpleNamespace(get=self._get, picture=self._picture)
        self.lent -= 1

    async def _get(self, url: str, **options: Any) -> Page:
        self.asked.append((url, options))
        answer = self.pages.get(url, Gone("It is gone."))
        if isinstance(answer, Page):
            return answer
        raise answer

    async def _picture(self, url: str, beside: str | None) -> tuple[bytes, str]:
        self.asked.append((url, beside))
        if self.no_picture is not None:
            raise self.no_picture
        return PNG, "png"

    async def _extract(self, text: str, url: str, hints: Hints, form: Form) -> Extracted:
        self.extracted.append((url, hints, form))
        said = re.sub(r"<[^<>]*>", "", text).strip()
        if not said:
            raise Empty("Not a word.")
        dropped = (Dropped("boilerplate", "A menu."),) if hints.tells else ()
        return Extracted(f"{said}\n", hints.title, images=tuple(re.findall(r"\]\((.*?)\)", said)), dropped=dropped)

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Take a turn."""
        self.turns.append(url)
        yield

    def put(self, text: str, url: str = URL, **facts: Any) -> None:
        """Say what page stands at an address."""
        self.pages[url] = Page(url, **{"final_url": url, "content_type": "text/html", "text": text, **facts})

    def keep(self, text: str, page: str | None = None, **facts: Any) -> Document:
        """Archive a document."""
        fields: dict[str, Any] = {"fetched": BEFORE, "via": Via.EXTRACTED, "title": "One", **facts}
        self.archive.write(Document(URL, URL, f"{text.strip()}\n", **fields), page=page)
        return self.kept()

    def kept(self) -> Document:
        """Return the archived document."""
        document = self.archive.read(URL)
        assert document is not None
        return document

    async def get(self, one: Entry | None = None, **options: Any) -> Document:
        """Fetch the article again."""
        async with self.run as run:
            return await run.get(one or entry(), **{"offline": False, "again": True, **options})

    @property
    def validators(self) -> tuple[str | None, str | None]:
        """By which the page was asked for."""
        options = self.asked[0][1]
        return options["etag"], options["last_modified"]


def entry(key: str = URL, *, offline: bool = True, **facts: Any) -> Entry:
    return Entry(Article(key, key, "One", **facts), State(key), "a", offline=offline)


def full(archive: Archive, *_: Any, **__: Any) -> None:
    raise Unwritable(archive.folder, "no space left on device")


Make = Callable[..., Offline]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Offline] = []

    def offline(**settings: Any) -> Offline:
        made.append(Offline(tmp_path, **settings))
        return made[-1]

    yield offline
    for one in made:
        one.writer.close()


# What is archived


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("is_marked", [False, True])
async def test_what_is_archived_is_read_and_marked_if_it_was_not(make: Make, again: bool, is_marked: bool) -> None:
    one = make()
    kept = one.keep("word", author="Ann", language="en")
    assert await one.get(entry(offline=is_marked), offline=again, again=again) == kept
    assert (one.marked, one.asked) == ([] if is_marked else [URL], [])
    assert one.facts == ({} if is_marked else {URL: ("Ann", "en")})


async def test_marks_that_are_missing_are_set_in_one_step(make: Make) -> None:
    one = make()
    await one.run.mark([entry("https://blog.example/1", offline=False), entry(), entry(offline=False)])
    assert one.marked == ["https://blog.example/1", URL]


async def test_offline_what_is_not_archived_is_refused_and_that_is_no_failure(make: Make) -> None:
    one = make()
    with pytest.raises(NotArchived):
        await one.get(offline=True)
    assert (one.asked, one.archive.kept([URL]).failures) == ([], {})


def test_the_text_of_an_article_is_none_where_its_document_is_missing_or_damaged(make: Make) -> None:
    one = make()
    assert one.run.text_of(URL) is None
    one.keep("word")
    assert one.run.text_of(URL) == "word\n"
    one.archive.path_of(URL).write_bytes(b"\xff")
    assert one.run.text_of(URL) is None


async def test_a_file_of_the_reader_is_read_where_it_is(make: Make, tmp_path: Path) -> None:
    one, file = make(), tmp_path / "a.txt"
    file.write_text("word")
    key = file.as_uri()
    document = await one.get(entry(key, minutes=3), offline=True)
    written = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    assert document == Document(key, key, "word\n", written, Via.LOCAL, final_url=key, title="One")
    assert one.extracted == [(key, Hints("One", 3), "plain")]
    file.unlink()
    with pytest.raises(BadAddress):
        await one.get(entry(key))


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (None, asyncio.CancelledError),
        (Unwritable(Path("x"), "no space left on device"), asyncio.CancelledError),
        (RuntimeError("a bug"), RuntimeError),
    ],
)
async def test_what_is_being_written_is_finished_where_its_caller_gives_up_and_only_a_bug_is_told(
    make: Make, monkeypatch: pytest.MonkeyPatch, error: Exception | None, raised: type[BaseException]
) -> None:
    one, begun, goes_on, written = make(), threading.Event(), threading.Event(), list[str]()

    def write(_: Archive, key: str, __: Failure) -> None:
        begun.set()
        goes_on.wait(10)
        written.append(key)
        if error is not None:
            raise error

    monkeypatch.setattr(Archive, "write_failure", write)
    writing = asyncio.create_task(one.writer.put_failure(URL, Failure("No.", NOW)))
    await asyncio.to_thread(begun.wait, 10)
    writing.cancel()
    await asyncio.sleep(0)
    goes_on.set()
    with pytest.raises(raised):
        await writing
    assert written == [URL]


# What is fetched


@pytest.mark.parametrize("pages", [True, False])
async def test_a_page_is_archived_with_its_document_if_pages_are_kept(make: Make, pages: bool) -> None:
    one = make(pages=pages)
    one.keep("word", "<p>word")
    one.put("<p>another", etag='"1"', last_modified="Monday", final_url=f"{URL}/")
    document = await one.get(turn=one.turn)
    assert document == replace(
        Document(URL, URL, "another\n", NOW, Via.EXTRACTED, f"{URL}/", "One"), etag='"1"', last_modified="Monday"
    )
    assert one.kept() == replace(document, sha256=one.kept().sha256)
    assert one.archive.read_page(URL) == ("<p>another" if pages else None)
    assert one.turns == [URL]
    assert (one.lent, one.hosts) == (0, [("a", URL)])


@pytest.mark.parametrize(("is_named", "is_news"), [(True, False), (False, True)])
async def test_only_a_host_that_the_index_names_is_remembered_and_once(
    make: Make, is_named: bool, is_news: bool
) -> None:
    one = make()
    one.is_named, one.is_news = is_named, is_news
    one.put("word")
    await one.get()
    assert one.hosts == []
    assert one.asked[0][1]["named"] is is_named


async def test_a_failure_is_recorded_with_its_time_and_raised(make: Make) -> None:
    one = make()
    one.pages[URL] = Busy("Not now.")
    for _ in range(2):
        with pytest.raises(Busy, match="Not now"):
            await one.get()
        one.keep("word")
    assert one.archive.kept([URL]).failures == {}
    with pytest.raises(Busy):
        await one.get()
    assert one.archive.kept([URL]).failures == {URL: Failure("Not now.", NOW)}
    assert one.hosts == [("a", URL)] * 3


async def test_what_can_not_be_saved_is_shown_to_who_is_told(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    one = make()
    one.put("word")
    monkeypatch.setattr(Archive, "write", full)
    told: list[LibraryError] = []
    assert (await one.get(unkept=told.append)).text == "word\n"
    assert [str(error) for error in told if "no space left" in str(error)] == [str(error) for error in told] != []
    with pytest.raises(Unwritable):
        await one.get()


@pytest.mark.parametrize("has_page", [False, True])
@pytest.mark.parametrize("pages", [False, True])
@pytest.mark.parametrize("via", [Via.EXTRACTED, Via.MARKDOWN])
async def test_a_page_that_did_not_change_stays_if_all_of_it_is_there(
    make: Make, via: Via, pages: bool, has_page: bool
) -> None:
    one = make(pages=pages)
    kept = one.keep("word", "<p>word" if has_page else None, via=via, etag='"1"', last_modified="Monday")
    is_whole = has_page or not pages or via is Via.MARKDOWN
    one.put("" if is_whole else "<p>another", not_modified=is_whole)
    document = await one.get()
    assert one.validators == (('"1"', "Monday") if is_whole else (None, None))
    assert document.text == ("word\n" if is_whole else "another\n")
    assert (document.fetched, document.etag) == ((NOW, kept.etag) if is_whole else (NOW, None))
    assert one.archive.read_page(URL) == (
        None if not pages else "<p>another" if not is_whole else "<p>word" * has_page or None
    )


@pytest.mark.parametrize("check", [True, False])
async def test_a_check_of_many_leaves_what_came_of_the_same_page(make: Make, check: bool) -> None:
    one = make(delay=0)
    one.keep("kept", "<p>word")
    one.put("<p>word")
    async with one.run as run:
        [fetched] = [found async for found in gather(run, [entry()], FetchRequest(again=True, check=check))]
    assert (fetched.error, fetched.unchanged, one.kept().text) == (None, check, "kept\n" if check else "word\n")


async def test_others_get_a_turn_while_very_many_archived_articles_are_told(make: Make) -> None:
    one, turns = make(), [0]
    one.keep("word")

    async def turn_after_turn() -> None:
        while True:
            turns[0] += 1
            await asyncio.sleep(0)

    others = asyncio.create_task(turn_after_turn())
    found = [turns[0] async for _ in gather(one.run, [entry()] * 250, FetchRequest())]
    others.cancel()
    assert [number for number in range(1, 250) if found[number] != found[number - 1]] == [100, 200]


async def test_a_text_that_was_edited_is_not_asked_for_by_its_validators(make: Make) -> None:
    one = make()
    one.keep("word", "<p>word", etag='"1"')
    path = one.archive.path_of(URL)
    path.write_text(path.read_text().replace("\nword", "\nedited"))
    one.put("<p>word")
    assert (await one.get()).text == "word\n"
    assert one.validators == (None, None)


@pytest.mark.parametrize(
    ("check", "page", "is_kept"), [(True, "<p>word", True), (True, "<p>word ", False), (False, "<p>word", False)]
)
async def test_a_check_keeps_what_came_of_the_same_page(make: Make, check: bool, page: str, is_kept: bool) -> None:
    one = make()
    kept = one.keep("kept", "<p>word")
    one.put(page, etag='"2"', last_modified="Tuesday")
    document = await one.get(check=check)
    assert document.text == ("kept\n" if is_kept else "word\n")
    assert (document.fetched, document.etag, document.last_modified) == (NOW, '"2"', "Tuesday")
    assert len(one.extracted) == (0 if is_kept else 1)
    if is_kept:
        assert one.kept() == replace(kept, fetched=NOW, etag='"2"', last_modified="Tuesday")
    assert one.archive.read_page(URL) == page


async def test_a_check_makes_a_document_anew_whose_page_is_damaged(make: Make) -> None:
    one = make()
    one.keep("kept", "<p>word")
    next(one.archive.path_of(URL).parent.glob("*.gz")).write_bytes(b"\x1f\x8bdamaged")
    one.put("<p>word")
    assert (await one.get(check=True)).text == "word\n"
    assert one.archive.read_page(URL) == "<p>word"


# Redirects that a page says


def leading(to: str) -> str:
    return f'<meta http-equiv="refresh" content="0; url={to}">'


@pytest.mark.parametrize("number", [1, 5, 6])
async def test_five_redirects_that_pages_say_are_followed(make: Make, number: int) -> None:
    one = make()
    addresses = [URL, *(f"{URL}/{step}" for step in range(1, number + 1))]
    for here, there in pairwise(addresses):
        one.put(leading(there), here, etag='"1"', last_modified="Monday")
    one.put("word", addresses[-1], etag='"2"', last_modified="Tuesday")
    if number > 5:
        with pytest.raises(Empty):
            await one.get()
        return
    document = await one.get(turn=one.turn)
    assert (document.final_url, document.url, document.text) == (addresses[-1], URL, "word\n")
    assert (document.etag, document.last_modified) == (None, None)
    assert one.turns == addresses
    assert [options.get("html", False) for _, options in one.asked] == [False] * len(addresses)


async def test_pages_that_lead_to_each_other_are_asked_for_once(make: Make) -> None:
    one = make()
    one.put(leading(f"{URL}/2"))
    one.put(leading(URL), f"{URL}/2")
    with pytest.raises(Empty):
        await one.get()
    assert [url for url, _ in one.asked] == [URL, f"{URL}/2"]


@pytest.mark.parametrize(
    ("is_named", "url", "expected"),
    [
        (True, "https://blog.example/2", True),
        (True, "https://other.example/2", False),
        (True, "https://blog.example:8443/2", False),
        (False, "https://blog.example/2", False),
    ],
)
async def test_a_page_that_another_leads_to_is_named_if_it_is_on_the_host_of_the_article(
    make: Make, is_named: bool, url: str, expected: bool
) -> None:
    one = make()
    one.is_named = is_named
    one.put(leading(url))
    one.put("word", url)
    await one.get()
    assert [options["named"] for _, options in one.asked] == [is_named, expected]


# What comes from a feed or a web archive


@pytest.mark.parametrize("failure", [Gone("It is gone."), Busy("Not now.")])
async def test_a_page_that_can_not_be_had_comes_from_the_feed(make: Make, failure: FetchError) -> None:
    one = make()
    feed_texts.put(one.feed, {URL: words(60)})
    one.pages[URL] = failure
    document = await one.get()
    assert (document.via, one.archive.read_page(URL), one.lent) == (Via.FEED, None, 0)
    assert one.kept().via is Via.FEED


@pytest.mark.parametrize(("failure", "is_asked"), [(Gone("It is gone."), True), (Busy("Not now."), False)])
async def test_what_is_gone_comes_from_a_web_archive(make: Make, failure: FetchError, is_asked: bool) -> None:
    one = make(wayback=True, wayback_address="https://archive.example/{url}")
    one.pages[URL] = failure
    one.put("word", f"https://archive.example/{URL}")
    if is_asked:
        assert (await one.get(turn=one.turn)).via is Via.WAYBACK
        assert one.turns == [URL, f"https://archive.example/{URL}"]
    else:
        with pytest.raises(Busy):
            await one.get()
        assert len(one.asked) == 1


@pytest.mark.parametrize(("number", "via"), [(29, Via.FEED), (45, Via.EXTRACTED)])
async def test_a_first_page_that_says_far_less_than_the_feed_gives_way_to_it(make: Make, number: int, via: Via) -> None:
    one = make()
    feed_texts.put(one.feed, {URL: words(90)})
    one.put(f"<p>{words(number)}")
    assert (await one.get()).via is via
    assert (one.archive.read_page(URL) is None) is (via is Via.FEED)


async def test_markdown_does_not_give_way_to_the_feed(make: Make) -> None:
    one = make()
    feed_texts.put(one.feed, {URL: words(90)})
    one.put("Few words.", content_type="text/markdown")
    assert (await one.get()).via is Via.MARKDOWN


@pytest.mark.parametrize(
    ("via", "text", "is_replaced"),
    [(Via.FEED, "other", True), (Via.FEED, "word", False), (Via.EXTRACTED, "other", False)],
)
async def test_only_a_text_of_the_feed_that_changed_replaces_an_archived_one_whose_page_is_gone(
    make: Make, via: Via, text: str, is_replaced: bool
) -> None:
    one = make()
    kept = one.keep(words(60), via=via)
    feed_texts.put(one.feed, {URL: words(60, text)})
    if is_replaced:
        assert (await one.get()).text.startswith(text)
        return
    with pytest.raises(Gone):
        await one.get()
    assert one.kept() == kept


@pytest.mark.parametrize(("text", "is_replaced"), [("other", True), ("word", False)])
async def test_a_text_of_the_feed_stays_while_its_page_says_far_less(make: Make, text: str, is_replaced: bool) -> None:
    one = make()
    kept = one.keep(words(90), "<p>of before", via=Via.FEED)
    feed_texts.put(one.feed, {URL: words(90, text)})
    one.put(f"<p>{words(20)}")
    document = await one.get()
    assert document.fetched == NOW
    assert document.via is Via.FEED
    assert document.text == (words(90, text).strip() + "\n")
    assert one.kept().text == document.text
    if not is_replaced:
        assert one.kept() == replace(kept, fetched=NOW)


async def test_a_page_that_says_as_much_as_the_feed_replaces_its_text(make: Make) -> None:
    one = make()
    one.keep(words(90), via=Via.FEED)
    feed_texts.put(one.feed, {URL: words(90)})
    one.put(f"<p>{words(80)}")
    assert (await one.get()).via is Via.EXTRACTED


# What replaces nothing


@pytest.mark.parametrize("shorter", [False, True])
async def test_far_less_replaces_an_archived_text_only_if_that_is_accepted(make: Make, shorter: bool) -> None:
    one = make()
    kept = one.keep(words(100))
    one.put(words(30))
    if shorter:
        assert (await one.get(shorter=True)).text == one.kept().text != kept.text
        return
    with pytest.raises(MuchShorter, match=r"30 words now, and 100 are archived.*The new text is in .*\.shorter"):
        await one.get()
    assert one.kept() == kept


@pytest.mark.parametrize("shorter", [False, True])
async def test_a_first_text_that_is_a_wall_is_refused_whatever_is_accepted(make: Make, shorter: bool) -> None:
    one = make()
    one.put(WALL)
    with pytest.raises(NeedsLogin):
        await one.get(shorter=shorter)
    assert one.archive.read(URL) is None


# Pages that were fetched already


@pytest.mark.parametrize("pages", [True, False])
async def test_the_article_of_a_page_that_was_fetched_is_kept_without_asking_for_it(make: Make, pages: bool) -> None:
    one = make(pages=pages)
    page = Page(URL, URL, "text/html", "<p>word", etag='"1"')
    assert await one.run.keep(entry(), page, one.turn) is True
    assert (one.kept().text, one.kept().etag, one.asked, one.turns) == ("word\n", '"1"', [], [])
    assert one.archive.read_page(URL) == ("<p>word" if pages else None)
    assert await one.run.keep(entry(), replace(page, text="another"), one.turn) is False
    assert one.kept().text == "word\n"


async def test_what_such_a_page_leads_to_is_asked_for_in_turn_and_a_page_without_an_article_is_not_kept(
    make: Make,
) -> None:
    one = make()
    one.put(WALL, f"{URL}/2")
    assert await one.run.keep(entry(), Page(URL, URL, "text/html", leading(f"{URL}/2")), one.turn) is False
    assert one.turns == [f"{URL}/2"]
    assert (one.archive.read(URL), one.archive.kept([URL]).failures) == (None, {})


# Pictures


def pictured(*urls: str) -> str:
    return "word " + " ".join(f"![a]({url})" for url in urls)


async def test_pictures_that_are_missing_are_fetched_and_named(make: Make) -> None:
    one = make()
    kept = one.keep(pictured(PICTURE), images=(PICTURE,))
    async with one.run as run:
        whole = await run.complete(entry(), kept, one.turn)
    assert [picture.url for picture in whole.pictures] == [PICTURE]
    assert one.kept().pictures == whole.pictures
    assert (one.asked, one.turns) == ([(PICTURE, URL)], [PICTURE])


@pytest.mark.parametrize("lost", [False, True])
async def test_pictures_that_are_lost_are_asked_for_on_demand(make: Make, lost: bool) -> None:
    one = make()
    kept = one.keep(pictured(PICTURE), images=(PICTURE,), lost=(LostImage(PICTURE, "No.", NOW),))
    assert bool((await one.run.complete(entry(), kept, lost=lost)).pictures) is lost
    assert len(one.asked) == lost


@pytest.mark.parametrize("is_connected", [False, True])
async def test_pictures_of_a_host_out_of_reach_are_lost_once_a_page_came(make: Make, is_connected: bool) -> None:
    one = make()
    one.no_picture = HostNotFound("It can't be found.")
    kept = one.keep(pictured(PICTURE), images=(PICTURE,))
    if is_connected:
        one.put("word", f"{URL}/2")
        await one.get(entry(f"{URL}/2"))
    whole = await one.run.complete(entry(), kept)
    assert [picture.url for picture in whole.lost] == [PICTURE] * is_connected


async def test_a_document_that_lacks_nothing_is_marked_as_whole(make: Make) -> None:
    one = make()
    kept = one.keep("word")
    mark = one.archive.path_of(URL).with_suffix(".wanting")
    mark.touch()
    assert await one.run.complete(entry(), kept) == kept
    assert (mark.exists(), one.asked) == (False, [])


async def test_pictures_of_a_file_of_the_reader_are_not_fetched(make: Make) -> None:
    one = make()
    local = Document("file:///a.md", "file:///a.md", "word", NOW, Via.LOCAL, images=(PICTURE,))
    assert await one.run.complete(entry(local.key), local) == local
    assert (one.asked, one.archive.folder.exists()) == ([], False)


async def test_pictures_come_with_a_new_document_and_stay_with_one_that_did_not_change(make: Make) -> None:
    one = make()
    one.put(pictured(PICTURE))
    document = await one.get(pictures=one.turn)
    assert [picture.url for picture in document.pictures] == [PICTURE]
    assert one.kept().pictures == document.pictures
    assert one.turns == [PICTURE]
    one.put("", not_modified=True)
    assert (await one.get(pictures=one.turn)).pictures == document.pictures
    one.put(pictured(PICTURE, "https://pictures.example/b.png"))
    document = await one.get(pictures=one.turn)
    assert (len(document.pictures), one.turns) == (2, [PICTURE, "https://pictures.example/b.png"])


async def test_pictures_are_left_for_later_where_no_turns_are_given(make: Make) -> None:
    one = make()
    one.put(pictured(PICTURE))
    assert (await one.get()).pictures == ()
    assert [url for url, _ in one.asked] == [URL]
    assert one.archive.path_of(URL).with_suffix(".wanting").exists()


@pytest.mark.parametrize("is_edited", [False, True])
async def test_pictures_are_named_by_what_is_archived_when_they_come(make: Make, is_edited: bool) -> None:
    one = make()
    before = one.keep(pictured(PICTURE), images=(PICTURE,), etag='"1"', last_modified="Monday")
    name = one.archive.keep_image(PNG, "png")
    whole = replace(before, pictures=(ArchivedImage(PICTURE, name),))
    one.keep("another", fetched=NOW)
    await one.writer.put_pictures(before, whole)
    assert one.kept().text == "another\n"
    now = one.keep(pictured(PICTURE), images=(PICTURE,), fetched=NOW, etag='"2"', last_modified="Tuesday")
    if is_edited:
        path = one.archive.path_of(URL)
        path.write_text(path.read_text().replace("\nword", "\nedited"))
        before = replace(before, text=before.text.replace("word", "edited"))
        whole = replace(whole, text=before.text)
    await one.writer.put_pictures(before, whole)
    assert one.kept() == replace(now, text=before.text, pictures=whole.pictures)


async def test_a_writer_that_is_closed_finishes_what_it_began_and_begins_nothing(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, begun, go_on, let_go = make(), asyncio.Event(), threading.Event(), list[bool]()
    loop = asyncio.get_running_loop()

    def marks(*_: Any) -> None:
        loop.call_soon_threadsafe(begun.set)
        let_go.append(go_on.wait(9))

    monkeypatch.setattr(one.writer._catalogue, "put_kept", marks)
    marking = asyncio.create_task(one.writer.mark([URL]))
    await begun.wait()
    one.writer.close()
    go_on.set()
    await marking
    assert let_go == [True]
    with pytest.raises(RuntimeError):
        await one.writer.mark([URL])


async def test_pictures_that_are_coming_are_given_up_with_a_text_that_can_not_be_saved(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, ended = make(), list[str]()
    one.put(pictured(PICTURE))
    monkeypatch.setattr(documents, "_SOON_SECONDS", 0)
    monkeypatch.setattr(Archive, "write", full)

    @asynccontextmanager
    async def never(url: str) -> AsyncIterator[None]:
        try:
            await asyncio.Event().wait()
            yield
        finally:
            ended.append(url)

    with pytest.raises(Unwritable):
        await one.get(pictures=never)
    assert ended == [PICTURE]


# Made anew


async def test_without_a_page_nothing_is_made_anew(make: Make) -> None:
    one = make()
    assert await one.run.extract_again(entry(), shorter=False) is None
    one.keep("word")
    assert await one.run.extract_again(entry(), shorter=False) is None


async def test_a_document_is_made_anew_of_its_page_and_keeps_what_else_is_known_of_it(make: Make) -> None:
    one = make()
    other = "https://pictures.example/b.png"
    text = pictured(PICTURE, other)
    name = one.archive.keep_image(PNG, "png")
    facts: dict[str, Any] = {
        "final_url": f"{URL}/",
        "etag": '"1"',
        "last_modified": "Monday",
        "pictures": (ArchivedImage(PICTURE, name),),
        "lost": (LostImage(other, "No.", BEFORE),),
        "images": (PICTURE, other),
    }
    kept = one.keep("of before", f"<p>{text}", **facts)
    assert await one.run.extract_again(entry(minutes=1), shorter=False) is True
    assert one.kept() == replace(kept, text=f"{text}\n", sha256=one.kept().sha256)
    assert one.extracted == [(f"{URL}/", Hints("One", 1), "html")]
    assert await one.run.extract_again(entry(), shorter=False) is False
    one.archive.write_page(URL, f"<p>{pictured(PICTURE)}")
    assert await one.run.extract_again(entry(), shorter=False) is True
    assert (one.kept().lost, len(one.kept().pictures)) == ((), 1)
    assert one.archive.read_page(URL) is not None


async def test_a_page_alone_is_made_a_document_of_now(make: Make) -> None:
    one = make()
    one.keep("word", "<p>word")
    one.archive.path_of(URL).unlink()
    assert await one.run.extract_again(entry(), shorter=False) is True
    assert (one.kept().fetched, one.kept().final_url, one.extracted[0][0]) == (NOW, None, URL)


@pytest.mark.parametrize("shorter", [False, True])
async def test_far_less_made_anew_replaces_a_text_only_if_that_is_accepted(make: Make, shorter: bool) -> None:
    one = make()
    one.keep(words(100), f"<p>{words(30)}")
    if shorter:
        assert await one.run.extract_again(entry(), shorter=True) is True
        assert one.kept().text == words(30).strip() + "\n"
        return
    with pytest.raises(MuchShorter):
        await one.run.extract_again(entry(), shorter=False)


async def test_a_wall_made_anew_is_no_article(make: Make) -> None:
    one = make()
    one.keep(words(20), f"<p>{WALL}")
    with pytest.raises(MuchShorter, match="asks for a login"):
        await one.run.extract_again(entry(), shorter=False)


# What is left out


async def test_what_is_left_out_of_an_article_is_told_of_its_page(make: Make, tmp_path: Path) -> None:
    one = make()
    with pytest.raises(NoPage):
        await one.run.dropped(entry())
    one.keep("word", via=Via.MARKDOWN)
    assert await one.run.dropped(entry()) == ()
    one.keep("word")
    with pytest.raises(NoPage):
        await one.run.dropped(entry())
    for final in (None, f"{URL}/"):
        one.keep("word", "<p>word", final_url=final)
        assert len(await one.run.dropped(entry())) == 1
    hints = Hints("One", tells=True)
    assert one.extracted == [(URL, hints, "html"), (f"{URL}/", hints, "html")]
    file = tmp_path / "a.html"
    file.write_text("<p>word")
    assert len(await one.run.dropped(entry(file.as_uri()))) == 1
    assert one.extracted[-1] == (file.as_uri(), hints, "html")


# A run


async def test_a_run_has_one_fetcher_and_gives_it_back(make: Make) -> None:
    one = make()
    async with one.run as run:
        first, second = await asyncio.gather(run.fetcher(), run.fetcher())
        assert first is second
        assert one.lent == 1
    assert one.lent == 0


@pytest.mark.parametrize(("pages", "started"), [(0, [0, 0]), (1, [1, 1]), (5, [1, 5])])
async def test_processes_are_started_for_so_many_pages_and_the_first_at_once(
    make: Make, pages: int, started: list[int]
) -> None:
    one = make()
    async with one.run as run:
        assert await run.start(pages) is await run.fetcher()
    assert one.started == started
