"""The archive as a library uses it: what it says of documents, what `check` counts, and many articles in one run."""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.errors import Busy, Damaged, Empty, Gone, LibraryError, Unwritable
from blogreader.extract import Extracted, Form, Hints
from blogreader.library.offline import offline_articles
from blogreader.library.offline.fetch_run import FetchRequest
from blogreader.library.offline.offline_articles import OfflineArticles
from blogreader.library.reports import Checkup, Fetched
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
from blogreader.sites import SiteRules

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
HOST = "https://blog.example"
URL = f"{HOST}/one"
PICTURE = "https://pictures.example/a.png"
PNG = b"\x89PNG\r\n\x1a\n"
FAILURE = Failure("Not now.", NOW)


class Marks:
    """A catalogue that knows no more than which articles there are, and how they are marked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.all: set[str] = set()
        self.documents: set[str] = set()
        self.failures: set[str] = set()
        self.stamped = "now"
        self.opened = 0
        self.failure: LibraryError | None = None
        self.facts: dict[str, tuple[str, str]] = {}

    def open(self) -> None:
        self.opened += 1

    def stamp(self, name: str) -> str:
        return self.stamped if name == "articles" else ""

    def keys(self) -> set[str]:
        return self.all

    def kept(self) -> tuple[set[str], set[str]]:
        return self.documents, self.failures

    def put_kept(self, keys: Any, failures: Mapping[str, Failure], *, everything: bool = False) -> None:
        if self.failure is not None:
            raise self.failure
        self.documents = {*keys} if everything else self.documents | {*keys}
        self.failures = {*failures} if everything else self.failures | {*failures}

    def without_page_facts(self) -> list[str]:
        return [*self.documents - self.facts.keys()]

    def put_page_facts(self, facts: Mapping[str, tuple[str, str]]) -> None:
        self.facts |= facts

    def entry(self, _: str) -> None:
        return None

    def put_document(self, key: str, *_: Any) -> None:
        self.documents.add(key)


class Articles:
    """An archive in a folder, beside a catalogue, sources and a network of a few lines."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.marks = Marks(folder / "catalogue.db")
        self.marks.path.touch()
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []
        self.settings: list[FetchSettings] = []
        self.learned: list[tuple[str, list[str]]] = []
        self.sources_failure: LibraryError | None = None
        self.made = OfflineArticles(
            folder / "archive",
            folder / "cache",
            self.marks,  # type: ignore[arg-type]
            SimpleNamespace(  # type: ignore[arg-type]
                stamp=self._stamp,
                naming=lambda: lambda _: True,
                feed_path=lambda _: None,
                hosts=SimpleNamespace(is_news=lambda *_: False),
            ),
            SimpleNamespace(  # type: ignore[arg-type]
                settings=FetchSettings(**{"delay": 0, **settings}), fetcher=self._fetcher
            ),
            lambda: NOW,
        )
        vars(self.made)["_extraction"] = SimpleNamespace(
            extract=self._extract,
            start=lambda _: None,
            close=lambda: None,
            missed=lambda: ["Missed."],
            learn=self._learn,
        )

    def _stamp(self) -> str:
        if self.sources_failure is not None:
            raise self.sources_failure
        return "now"

    @asynccontextmanager
    async def _fetcher(self, settings: FetchSettings) -> AsyncIterator[Any]:
        self.settings.append(settings)
        yield SimpleNamespace(get=self._get, picture=self._picture)

    async def _get(self, url: str, **_: Any) -> Page:
        self.asked.append(url)
        if url not in self.pages:
            raise Gone("It is gone.")
        return Page(url, url, "text/html", self.pages[url])

    async def _picture(self, url: str, beside: str | None) -> tuple[bytes, str]:
        self.asked.append(url)
        if beside is None:
            raise Busy("Not now.")
        return PNG, "png"

    async def _extract(self, text: str, url: str, hints: Hints, form: Form) -> Extracted:
        said = re.sub(r"<[^<>]*>", "", text).strip()
        if not said:
            raise Empty(f"Not a word in {form} of {url}.")
        return Extracted(f"{said}\n", hints.title, images=tuple(re.findall(r"\]\((.*?)\)", said)))

    async def _learn(self, host: str, _: Any, keys: list[str]) -> None:
        self.learned.append((host, keys))

    def keep(self, url: str = URL, text: str = "word\n", page: str | None = None, **facts: Any) -> Document:
        """Archive a document."""
        fields: dict[str, Any] = {"fetched": NOW, "via": Via.EXTRACTED, "title": "One", **facts}
        self.made.archive.write(Document(url, url, text, **fields), page=page)
        document = self.made.archive.read(url)
        assert document is not None
        return document

    def damage(self, url: str = URL) -> Path:
        """Damage the document of an article."""
        path = self.made.archive.path_of(url)
        path.write_bytes(b"damaged")
        return path


def entry(key: str = URL, *, offline: bool = True) -> Entry:
    return Entry(Article(key, key, "One"), State(key), "a", offline=offline)


Make = Callable[..., Articles]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Articles] = []

    def articles(**settings: Any) -> Articles:
        made.append(Articles(tmp_path, **settings))
        return made[-1]

    yield articles
    for one in made:
        one.made.close()


def test_words_a_minute_are_those_of_the_settings(make: Make) -> None:
    assert make(words_per_minute=321).made.words_per_minute == 321


def test_a_document_is_read_ahead_with_a_stamp_and_not_at_all_if_it_is_damaged(make: Make) -> None:
    one = make()
    assert one.made.read_ahead(entry().article) is None
    document = one.keep()
    first = one.made.read_ahead(entry().article)
    assert first == (document, one.made.archive.stamp(URL))
    one.keep(text="another\n")
    second = one.made.read_ahead(entry().article)
    assert first is not None
    assert second is not None
    assert first[1] != second[1]
    one.damage()
    assert one.made.read_ahead(entry().article) is None


@pytest.mark.parametrize("again", [False, True])
async def test_a_document_is_given_and_what_can_not_be_saved_of_it_is_said_once(
    make: Make, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    one = make()
    one.pages[URL] = "another"
    one.keep()
    assert (await one.made.document(entry(), offline=False, again=again, shorter=False)).text == (
        "another\n" if again else "word\n"
    )
    assert one.settings == [one.made._web.settings] * again
    assert one.made.said() == []
    monkeypatch.setattr("blogreader.archive.Archive.write", _full)
    for _ in range(2):
        await one.made.document(entry(), offline=False, again=True, shorter=True)
    [said] = one.made.said()
    assert re.fullmatch(r"This article was not saved: .*no space left.*", said)
    assert one.made.said() == []


def _full(*_: Any, **__: Any) -> None:
    raise Unwritable(Path("archive"), "no space left on device")


def test_rules_that_found_nothing_are_told_and_none_where_nothing_was_extracted(make: Make) -> None:
    one = make()
    assert one.made.missed() == ["Missed."]
    one.made.close()
    assert one.made.missed() == []


def test_what_was_closed_is_made_anew_when_it_is_wanted(make: Make) -> None:
    one = make(sites={"blog.example": SiteRules("article")})
    first = one.made._writer
    assert one.made._writer is first
    one.made.close()
    assert one.made._writer is not first
    assert one.made._extraction.missed() == []


@pytest.mark.parametrize(
    ("pictures", "lost", "images", "came"),
    [
        (True, (), (PICTURE,), True),
        (False, (), (PICTURE,), False),
        (True, (), (), False),
        (True, (LostImage(PICTURE, "No.", NOW),), (PICTURE,), False),
        (True, (LostImage(PICTURE, "No.", NOW - timedelta(days=9)),), (PICTURE,), True),
    ],
)
async def test_pictures_that_are_due_are_fetched_and_told(
    make: Make, pictures: bool, lost: tuple[LostImage, ...], images: tuple[str, ...], came: bool
) -> None:
    one = make(pictures=pictures)
    assert await one.made.complete(entry()) is False
    one.keep(text=f"![a]({PICTURE})\n", images=images, lost=lost)
    assert await one.made.complete(entry()) is came
    assert one.asked == [PICTURE] * came


async def test_pictures_that_did_not_come_are_not_told_as_if_they_had(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make()
    one.keep(text=f"![a]({PICTURE})\n", images=(PICTURE,))
    monkeypatch.setattr(one.made._subscriptions, "naming", lambda: lambda _: False)
    assert await one.made.complete(entry()) is False
    assert one.asked == [PICTURE]
    assert one.made.has_lost(entry()) is True


def test_pictures_are_those_that_are_archived_or_beside_a_file(make: Make, tmp_path: Path) -> None:
    one = make()
    assert one.made.pictures(URL, [PICTURE]) == {}
    name = one.made.archive.keep_image(PNG, "png")
    other = "https://pictures.example/b.png"
    one.keep(images=(PICTURE, other), pictures=(ArchivedImage(PICTURE, name), ArchivedImage(other, "0" * 64 + ".png")))
    assert one.made.pictures(URL, [PICTURE]) == {PICTURE: one.made.archive.image_path(name)}
    assert one.made.has_lost(entry()) is False
    file = tmp_path / "a.png"
    file.touch()
    assert one.made.pictures((tmp_path / "a.md").as_uri(), [file.as_uri()]) == {file.as_uri(): file}


# What `check` says


def all_of(one: Articles, *urls: str, documents: tuple[str, ...] = (), failures: tuple[str, ...] = ()) -> None:
    """Say which articles the catalogue knows, and how it marks them."""
    one.marks.all, one.marks.documents, one.marks.failures = {*urls}, {*documents}, {*failures}


URLS = tuple(f"{HOST}/{number}" for number in range(5))


@pytest.mark.parametrize("repair", [False, True])
def test_an_archive_that_is_counted_rightly_is_well(make: Make, repair: bool) -> None:
    one = make()
    one.keep()
    one.made.archive.write_failure(URLS[0], FAILURE)
    all_of(one, URL, URLS[0], documents=(URL,), failures=(URLS[0],))
    one.marks.failure = Unwritable(one.marks.path, "never")
    assert one.made.check(repair=repair) == Checkup((), is_well=True, is_mendable=False)


@pytest.mark.parametrize(
    ("number", "which"),
    [
        (1, f"1 article ({URLS[0]}) is"),
        (3, f"3 articles ({', '.join(URLS[:3])}) are"),
        (4, f"4 articles ({', '.join(URLS[:3])}, …) are"),
    ],
)
def test_articles_that_are_counted_as_offline_and_are_not_are_named_up_to_three(
    make: Make, number: int, which: str
) -> None:
    one = make()
    all_of(one, *URLS, documents=URLS[:number])
    said = f"{which} counted as offline but not in the archive."
    assert one.made.check(repair=False) == Checkup((said,), is_well=False)
    assert one.marks.documents == {*URLS[:number]}
    assert one.made.check(repair=True) == Checkup((said,), is_well=True)
    assert one.marks.documents == set()
    assert one.made.check(repair=False) == Checkup((), is_well=True, is_mendable=False)


def test_what_the_catalogue_does_not_know_of_the_archive_is_told_and_counted(make: Make) -> None:
    one = make()
    one.keep(author="Ada", language="de")
    one.made.archive.write_failure(URLS[0], FAILURE)
    all_of(one, URL, *URLS, failures=(URLS[1],))
    checkup = one.made.check(repair=True)
    assert checkup.wrong == (
        f"1 article ({URL}) is in the archive but not counted as offline.",
        f"2 articles ({URLS[0]}, {URLS[1]}) are counted differently from what the archive says about the last attempt.",
    )
    assert (one.marks.documents, one.marks.failures, one.marks.facts) == ({URL}, {URLS[0]}, {URL: ("Ada", "de")})
    assert one.made.check(repair=False).is_well


@pytest.mark.parametrize("why", ["missing", "old"])
def test_a_catalogue_that_the_next_start_fills_is_neither_compared_nor_counted(make: Make, why: str) -> None:
    one = make()
    all_of(one, URL, documents=(URL,))
    if why == "missing":
        one.marks.path.unlink()
    else:
        one.marks.stamped = "before"
    for repair in (False, True):
        assert one.made.check(repair=repair) == Checkup((), is_well=True, is_mendable=False)
    assert one.marks.documents == {URL}
    assert one.marks.opened == (0 if why == "missing" else 2)


def test_a_damaged_document_is_set_aside_counted_and_told_as_no_longer_offline(make: Make) -> None:
    one = make()
    one.keep()
    all_of(one, URL, documents=(URL,))
    path = one.damage()
    checkup = one.made.check(repair=False)
    assert len(checkup.wrong) == 1
    assert checkup.wrong[0].startswith(f"{path} is damaged (")
    assert not checkup.is_well
    assert (one.marks.documents, checkup.is_mendable) == ({URL}, True)
    checkup = one.made.check(repair=True)
    assert checkup.is_well
    [_, said] = checkup.wrong
    assert said == (
        "1 article is no longer offline: `blogreader fetch --re-extract` rebuilds what it can from the kept pages,"
        " `blogreader fetch` fetches the rest."
    )
    assert one.marks.documents == set()


def test_what_keeps_marks_from_being_compared_or_counted_is_told(make: Make) -> None:
    one = make()
    one.sources_failure = Damaged(Path("sources.json"), "cut off")
    all_of(one, URL, documents=(URL,))
    for repair in (False, True):
        assert one.made.check(repair=repair) == Checkup((str(one.sources_failure),), is_well=False, is_mendable=False)
    one.sources_failure, one.marks.failure = None, Unwritable(one.marks.path, "no space left on device")
    checkup = one.made.check(repair=True)
    assert (checkup.wrong[1:], checkup.is_well) == ((str(one.marks.failure),), False)


# Many articles


async def test_articles_are_fetched_with_the_usual_settings_or_others(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make()
    monkeypatch.setattr(offline_articles, "_BATCH", 2)
    for url in URLS:
        one.pages[url] = "word"
    other = FetchSettings(delay=0, pages=False)
    for some, settings in ((URLS[:3], None), (URLS[3:], other)):
        coming = one.made.fetch([entry(url) for url in some], FetchRequest(), settings)
        assert {fetched.article.key async for fetched in coming} == {*some}
    assert one.settings == [one.made._web.settings, other]
    assert [one.made.archive.has_page(url) for url in URLS] == [True] * 3 + [False] * 2


async def test_documents_are_made_anew_and_what_their_hosts_have_in_common_is_learned_once(make: Make) -> None:
    one = make()
    other = "https://other.example/1"
    one.marks.all = {*URLS, other, "file:///a.md"}
    one.keep(URLS[0], page="<p>another")
    one.keep(URLS[1], page="<p>word")
    one.keep(URLS[2])
    one.keep(URLS[3], page="<p>")
    one.keep(other, page="<p>another")
    entries = [entry(url) for url in (*URLS[:4], other, "file:///a.md")]
    told = [fetched async for fetched in one.made.extract_again(entries, shorter=False)]
    assert [(fetched.article.key, fetched.unchanged, type(fetched.error)) for fetched in told] == [
        (URLS[0], False, type(None)),
        (URLS[1], True, type(None)),
        (URLS[3], False, Empty),
        (other, False, type(None)),
    ]
    assert one.learned == [("blog.example", [*URLS]), ("other.example", [other])]


@pytest.mark.parametrize("shorter", [False, True])
async def test_far_less_is_made_of_a_page_if_that_is_accepted(make: Make, shorter: bool) -> None:
    one = make()
    one.keep(text="word " * 99 + "word\n", page="<p>word word word")
    [fetched] = [fetched async for fetched in one.made.extract_again([entry()], shorter=shorter)]
    assert isinstance(fetched, Fetched)
    assert (fetched.error is None) is shorter


async def test_a_page_that_is_damaged_is_told_of_its_article(make: Make) -> None:
    one = make()
    one.keep(page="<p>word")
    one.made.archive.path_of(URL).with_suffix(".html.gz").write_bytes(b"\x1f\x8bdamaged")
    [fetched] = [fetched async for fetched in one.made.extract_again([entry()], shorter=False)]
    assert isinstance(fetched.error, Damaged)


async def test_what_is_left_out_of_an_article_is_told(make: Make) -> None:
    one = make()
    one.keep(page="<p>word")
    assert await one.made.dropped(entry()) == ()


async def test_pages_that_were_read_already_are_kept_as_documents(make: Make) -> None:
    one = make()
    pages = {url: Page(url, url, "text/html", "<p>word") for url in URLS[:3]}
    seen: Any = SimpleNamespace(take=lambda key, _: pages.get(key))
    numbers: list[int] = []

    def go_on(number: int) -> bool:
        numbers.append(number)
        return number < 2

    kept = await one.made.keep([entry(url, offline=False) for url in URLS], seen, go_on)
    assert sorted(kept) == sorted(one.marks.documents)
    assert len(kept) >= 2
    assert numbers[0] == 0
    assert await one.made.keep([entry()], seen, lambda _: True) == []
