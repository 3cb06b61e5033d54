"""What is kept of sources: facts from documents, blogs' archives, what left them, and what a start leaves for later."""

import json
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader import __version__
from blogreader.archive import Archive, Earlier
from blogreader.catalogue.full_text.text_links import address
from blogreader.companion_files import CompanionFiles
from blogreader.errors import SourceError, Unwritable
from blogreader.indexes.blog import archive_file
from blogreader.indexes.blog.archive_file import BlogArchive, Post, Said
from blogreader.library import change_hints, checkup, folder_checks
from blogreader.library.beside_checks import BesideCheck
from blogreader.library.blog_archives import Archives
from blogreader.library.catalogue_sync import CatalogueSync, LibraryWatch
from blogreader.library.changed_texts import ChangedTexts
from blogreader.library.connections import Connections
from blogreader.library.offline import feed_texts
from blogreader.library.reports import Checkup, Refreshed
from blogreader.model import Article, Document, Entry, Index, Source, State, Via
from blogreader.source_files import SourceFiles

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
DAY = date(2020, 5, 3)
HOST = "https://n.example"
URL = f"{HOST}/the-lamp"
BLOG, LIST = Source(name="blog", location=f"{HOST}/", format="archive"), Source(name="list", location="index.md")
WHOLE = Article(URL, URL, "A lamp", DAY, "Lamps", 3)
BARE = Article(URL, URL, "The lamp")


def document(**facts: Any) -> Document:
    return Document(URL, URL, "word " * 500, NOW, Via.EXTRACTED, **facts)


# Facts from documents


class Sync:
    """A catalogue that is kept in step with sources of which nothing but their names is known."""

    def __init__(self, *sources: Source, lost: str | None = None, size: int = 0) -> None:
        self.stamps: dict[str, str | None] = {"articles": "now", "lost": lost}
        self.said: list[Any] = []
        self.put: list[Article] = []
        self.facts: list[Any] = []
        self.taken: list[bool] = []
        self.opened: list[str] = []
        self.failure: Exception | None = None
        self.subscriptions = SimpleNamespace(
            sources=lambda: sources, fill=self._fill, lost={}, open=lambda: None, stamp=lambda: "now", size=lambda: size
        )
        catalogue: Any = SimpleNamespace(
            stamp=self.stamps.get,
            put_stamp=self.stamps.__setitem__,
            put_changed=self.put.extend,
            put_page_facts=self.facts.append,
        )
        state: Any = SimpleNamespace(
            open_catalogue=lambda: self.opened.append("catalogue"), open=lambda: self.opened.append("states")
        )
        offline: Any = SimpleNamespace(words_per_minute=100)
        self.made = CatalogueSync(catalogue, self.subscriptions, state, offline)  # type: ignore[arg-type]
        self.made.take_articles = self._take  # type: ignore[method-assign]

    def _take(self, *, new: bool, go_on: Any = None) -> None:
        if go_on is None or go_on(7):
            self.taken.append(new)

    def _fill(self, said: Any) -> tuple[str, str, list[Article]]:
        if self.failure is not None:
            raise self.failure
        self.said.append({source: dict(some) for source, some in said.items()})
        return "now", "then", [WHOLE]


def entry(article: Article, source: str = "blog") -> Entry:
    return Entry(article, State(article.key), source)


@pytest.mark.parametrize(
    ("article", "facts", "said"),
    [
        (BARE, {}, Said(minutes=5)),
        (replace(BARE, minutes=3), {}, None),
        (replace(BARE, minutes=3), {"title": "A lamp"}, Said(title="A lamp", minutes=5)),
        (replace(BARE, minutes=3), {"title": "The lamp"}, None),
        (replace(WHOLE, title="The lamp"), {"title": "A lamp"}, Said(title="A lamp", minutes=5)),
        (replace(WHOLE, minutes=None), {"title": "Other"}, Said(title="Other", minutes=5)),
        (replace(WHOLE, category=None), {"title": "Other"}, None),
        (replace(WHOLE, category=None), {"category": "a\nb"}, Said(category="a b", minutes=5)),
        (replace(WHOLE, category=None), {"published": DAY}, None),
        (replace(WHOLE, date=None), {"published": DAY, "author": " Ada "}, Said(date=DAY, author="Ada", minutes=5)),
        (replace(WHOLE, date=None), {"author": "Ada", "category": "Sea"}, None),
        (WHOLE, {"title": "Other", "category": "Other", "published": date(2021, 1, 1)}, None),
    ],
)
def test_facts_that_no_index_has_come_from_the_document_and_others_are_not_written(
    article: Article, facts: dict[str, Any], said: Said | None
) -> None:
    sync = Sync(BLOG, LIST)
    sync.made.fill([(entry(article), document(**facts)), (entry(replace(BARE, key="x"), "list"), document(**facts))])
    assert sync.said == ([{"blog": {URL: said}}] if said else [])
    assert (sync.put, sync.stamps["articles"]) == (([WHOLE], "then") if said else ([], "now"))


def test_a_long_title_is_kept_up_to_a_length() -> None:
    for length in (500, 501):
        sync = Sync(BLOG)
        sync.made.fill([(entry(BARE), document(title="x" * length, author="y" * length, category="z" * length))])
        said = sync.said[0]["blog"][URL]
        assert [len(one) for one in (said.title, said.author, said.category)] == [500] * 3
        assert said.title.endswith("…") is (length > 500)


def test_where_another_process_changed_the_sources_everything_is_taken_again() -> None:
    sync = Sync(BLOG)
    sync.stamps["articles"] = "before"
    sync.made.fill([(entry(BARE), document())])
    assert (sync.put, sync.taken, sync.stamps["articles"]) == ([], [False], "before")


def test_only_articles_of_blogs_lack_facts() -> None:
    sync = Sync(BLOG, LIST)
    some = [entry(BARE), entry(WHOLE), entry(BARE, "list"), entry(BARE, "other")]
    assert sync.made.lacking(some) == some[:1]
    assert (sync.made.has_blogs(), Sync(LIST).made.has_blogs()) == (True, False)


def test_what_can_not_be_kept_of_a_page_is_said_once_and_what_is_lost_too() -> None:
    sync = Sync(BLOG)
    sync.subscriptions.lost["blog"] = "Lost."
    sync.made.fill_if_possible([(entry(BARE), document(author="Ada", language="de"))])
    assert sync.facts == [{URL: ("Ada", "de")}]
    assert (sync.made.said(), sync.made.said()) == (["Lost."], [])
    for failure in (Unwritable(Path("x"), "no space"), SourceError("It is damaged.")):
        sync.failure = failure
        for _ in range(2):
            sync.made.fill_if_possible([(entry(BARE), document())])
        assert sync.made.said() == [f"What this page says about its article was not kept: {failure}"]
        assert sync.made.said() == []


# What a start leaves for later


@pytest.mark.parametrize(
    ("kept", "lost"),
    [
        (None, {}),
        ("[]", {}),
        ('[["blog", "Lost."], ["list", "Too."]]', {"blog": "Lost.", "list": "Too."}),
        ("[", {}),
        ("[5]", {}),
        ('{"a": 1}', {}),
    ],
)
def test_what_was_lost_is_known_from_when_the_catalogue_was_filled(kept: str | None, lost: dict[str, str]) -> None:
    sync = Sync(BLOG, lost=kept)
    sync.made.open(later=False)
    assert (sync.subscriptions.lost, sync.taken, sync.opened) == (lost, [], ["catalogue", "states"])


@pytest.mark.parametrize(
    ("later", "size", "is_behind"), [(False, 9_000_000, False), (True, 2_000_000, False), (True, 2_000_001, True)]
)
def test_long_indexes_are_left_for_later_if_that_is_asked_for(later: bool, size: int, is_behind: bool) -> None:
    sync = Sync(BLOG, size=size)
    sync.stamps["articles"] = "before"
    sync.made.open(later=later)
    assert (sync.made.is_behind, sync.taken) == (is_behind, [False] * (not is_behind))
    assert sync.opened == ["catalogue", "states"][: 1 if is_behind else 2]


def test_catching_up_goes_on_until_it_is_told_to_stop() -> None:
    sync = Sync(BLOG, size=9_000_000)
    sync.stamps["articles"] = None
    sync.made.open(later=True)
    asked: list[int] = []

    def stop(number: int) -> bool:
        asked.append(number)
        return False

    assert sync.made.catch_up(stop) is False
    assert (sync.made.is_behind, sync.taken, sync.opened, asked) == (True, [], ["catalogue"], [7])
    assert sync.made.catch_up(lambda _: True) is True
    assert (sync.made.is_behind, sync.taken, sync.opened) == (False, [False], ["catalogue", "states"])


@pytest.mark.parametrize(
    ("kept", "most", "read"),
    [
        ({"version": __version__, "sources": {"blog": "1", "list": "1"}}, None, ["list"]),
        ({"version": __version__, "sources": {"blog": "2", "list": "2"}}, None, ["blog"]),
        ({"version": "0", "sources": {"blog": "1", "list": "2"}}, None, ["blog", "list"]),
        ({"sources": {}}, None, None),
        ([], None, None),
        (5, None, None),
        ({"version": __version__, "sources": {"blog": "1", "list": "1"}}, 2, ["list"]),
        ({"version": __version__, "sources": {"blog": "1", "list": "1"}}, 1, None),
    ],
)
def test_sources_that_changed_are_read_alone_unless_they_are_too_many(
    kept: object, most: int | None, read: list[str] | None
) -> None:
    sync = Sync(BLOG, LIST)
    put: list[Any] = []

    def put_changed(order: list[str], changed: dict[str, Any], *, new: bool) -> set[str]:
        put.append((order, sorted(changed), new))
        return {URL}

    sync.stamps["sources"] = json.dumps(kept)
    vars(sync.made._catalogue).update(sources_alone=lambda: {"blog", "list"}, put_changed_sources=put_changed)
    sync.subscriptions.articles_of = lambda names: dict.fromkeys(names, (WHOLE, BARE))
    found = sync.made._take_changed({"blog": "1", "list": "2"}, new=True, most=most)
    assert found == ({URL} if read else None)
    assert put == ([(["blog", "list"], read, True)] if read else [])


def test_sources_whose_articles_others_have_too_are_read_each_time() -> None:
    sync = Sync(BLOG, LIST)
    read: list[list[str]] = []
    sync.stamps["sources"] = json.dumps({"version": __version__, "sources": {"blog": "1", "list": ""}})
    vars(sync.made._catalogue).update(sources_alone=lambda: {"list"}, put_changed_sources=lambda *_, **__: set())

    def articles_of(names: set[str]) -> dict[str, Any]:
        read.append(sorted(names))
        return {}

    sync.subscriptions.articles_of = articles_of
    assert sync.made._take_changed({"blog": "1", "list": ""}, new=False, most=None) == set()
    assert read == [["blog", "list"]]
    vars(sync.made._catalogue).update(sources_alone=set)
    assert sync.made._take_changed({"blog": "1"}, new=False, most=None) is None


def test_a_library_has_changed_when_its_catalogue_was_written_and_counts_otherwise(tmp_path: Path) -> None:
    path, marks, asked = tmp_path / "catalogue.db", [(1, 0, 0)], list[int]()

    def counted() -> tuple[int, int, int]:
        asked.append(0)
        return marks[0]

    catalogue: Any = SimpleNamespace(path=path, marks=counted)
    watch = LibraryWatch(catalogue)
    assert watch.has_changed() is False
    path.touch()
    assert watch.has_changed() is False
    marks[0] = (2, 0, 0)
    assert watch.has_changed() is False  # nothing was written
    (tmp_path / "catalogue.db-wal").write_text("x")
    assert (watch.has_changed(), watch.has_changed()) == (True, False)
    os.utime(path, ns=(5, 5))
    assert (watch.has_changed(), len(asked)) == (False, 4)


# Archives of blogs


@pytest.fixture
def files(tmp_path: Path) -> SourceFiles:
    return SourceFiles(tmp_path / "library")


def post(name: str, **facts: Any) -> Post:
    return Post(f"{HOST}/{name}", name, **facts)


def kept_posts(files: SourceFiles, source: Source = BLOG) -> list[str]:
    return [one.title for one in Archives(files).read(source).posts]


def test_an_archive_is_that_of_a_blog_and_empty_before_it_was_searched(files: SourceFiles) -> None:
    archives = Archives(files)
    assert archives.read(replace(BLOG, title="Notes")) == BlogArchive("Notes", ())
    assert archives.read(BLOG) == BlogArchive("", ())
    with pytest.raises(SourceError, match="list is an index, not a blog; nothing was left out"):
        archives.read(LIST)


def test_addresses_that_were_left_out_are_taken_in_and_others_told(files: SourceFiles) -> None:
    archives = Archives(files)
    files.write_text(BLOG, archive_file.write(BlogArchive("Notes", (post("a"),), (post("b"), post("c")))))
    assert archives.take_in(BLOG, [f"{HOST}/b/", f"{HOST}/x"]) == (f"{HOST}/x",)
    found = archives.read(BLOG)
    assert ([one.title for one in found.posts], [one.title for one in found.left_out]) == (["a", "b"], ["c"])
    before = files.path_of(BLOG).stat().st_mtime_ns
    assert archives.take_in(BLOG, [f"{HOST}/b"]) == (f"{HOST}/b",)
    assert files.path_of(BLOG).stat().st_mtime_ns == before


def test_facts_are_filled_in_and_the_articles_that_were_asked_for_returned(files: SourceFiles) -> None:
    archives = Archives(files)
    files.write_text(BLOG, archive_file.write(BlogArchive("Notes", (post("a"), post("b"), Post("mailto:x", "x")))))
    [article] = archives.fill(BLOG, {f"{HOST}/a": Said(minutes=3), f"{HOST}/x": Said(minutes=4)})
    assert (article.key, article.minutes) == (f"{HOST}/a", 3)
    assert [one.minutes for one in archives.read(BLOG).posts] == [3, None, None]
    before = files.path_of(BLOG).stat().st_mtime_ns
    assert archives.fill(BLOG, {f"{HOST}/a": Said(minutes=9)}) == [article]
    assert files.path_of(BLOG).stat().st_mtime_ns == before


def test_moved_posts_leave_the_archive_of_a_blog(files: SourceFiles) -> None:
    text = archive_file.write(BlogArchive("Notes", (post("a"), post("b"))))
    Archives(files).keep(BLOG, text, Index("", ()), Index("", ()), {f"{HOST}/a": f"{HOST}/b"})
    assert kept_posts(files) == ["b"]
    Archives(files).keep(BLOG, text, Index("", ()), Index("", ()), {})
    assert kept_posts(files) == ["a", "b"]


def articles(*names: str) -> tuple[Article, ...]:
    return tuple(Article(f"{HOST}/{name}", f"{HOST}/{name}", name) for name in names)


def with_gone(files: SourceFiles, *names: str) -> list[tuple[str, bool]]:
    index = Archives(files).with_gone(LIST, Index("", articles(*names)))
    return [(one.title, one.gone) for one in index.articles]


def test_articles_that_left_an_index_stay_with_it_until_they_are_back(files: SourceFiles) -> None:
    archives, local = Archives(files), Article("file:a.md", "file:a.md", "local")
    assert with_gone(files, "a") == [("a", False)]
    archives.keep(
        LIST, "text", Index("", (*articles("a", "b", "c"), local)), Index("", articles("a")), {f"{HOST}/c": ""}
    )
    assert files.read_text(LIST) == "text"
    assert with_gone(files, "a") == [("a", False), ("b", True)]
    assert with_gone(files, "a", "b") == [("a", False), ("b", False)]
    assert Archives(files).with_gone(BLOG, Index("", ())).articles == ()
    archives.keep(LIST, "text", Index("", articles("a", "b")), Index("", articles("a", "b")), {})
    assert with_gone(files, "a") == [("a", False)]


def test_of_what_left_an_index_lines_that_are_damaged_are_kept_for_repair(files: SourceFiles) -> None:
    path = files.companions.gone_path(LIST.name)
    files.companions.write_gone(LIST.name, archive_file.write(BlogArchive("", (post("b"),))) + "damaged\n")
    damaged = path.read_bytes()
    Archives(files).keep(LIST, "text", Index("", articles("a", "c")), Index("", articles("a")), {})
    assert path.with_name(f"{path.name}.damaged-1").read_bytes() == damaged
    assert with_gone(files, "a") == [("a", False), ("c", True)]


def test_what_a_newer_version_wrote_of_what_left_an_index_is_left_alone(files: SourceFiles) -> None:
    files.companions.write_gone(LIST.name, '{"archive": 99}\n')
    assert with_gone(files, "a") == [("a", False)]


def test_a_lock_that_is_a_link_of_the_owner_s_is_well(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").touch()
    (tmp_path / "state.json.lock").symlink_to(tmp_path / "elsewhere")
    assert [*folder_checks._of_locks(tmp_path)] == []


# What lies beside a source


@pytest.fixture
def beside(tmp_path: Path) -> CompanionFiles:
    made = CompanionFiles(tmp_path / "library" / "sources")
    (tmp_path / "library" / "sources").mkdir(parents=True)
    return made


def findings(beside: CompanionFiles) -> list[str]:
    return [finding.sentence for finding in BesideCheck(beside, "list").findings()]


def test_what_lies_beside_a_source_is_checked_and_each_damage_mended(beside: CompanionFiles) -> None:
    assert findings(beside) == []
    good = archive_file.write(BlogArchive("", (post("a"),)))
    beside.write_gone("list", good)
    for host in ("n.example", "[::1]:80"):
        beside.put_public_host("list", host)
    feed_texts.put(beside.feed_path("list"), {URL: "word"})
    assert findings(beside) == []
    beside.write_gone("list", f"{good}[\n[\n")
    beside.put_public_host("list", "no/host")
    beside.feed_path("list").write_bytes(b"x" * 99)
    assert [sentence.partition(" is damaged: ")[2] for sentence in findings(beside)] == [
        "2 lines about articles that left the index of list can't be read.",
        "1 word in it can't be a host.",
        "it is not an archive of texts; a refresh fetches the full texts of its feed again.",
    ]
    for finding in BesideCheck(beside, "list").findings():
        assert finding.mend is not None
        finding.mend()
    assert findings(beside) == []
    assert beside.read_gone("list") == good
    assert beside.public_hosts("list") == {"n.example", "[::1]:80"}
    assert not beside.feed_path("list").exists()


def test_what_can_not_be_read_beside_a_source_is_told_and_the_rest_checked(beside: CompanionFiles) -> None:
    beside.write_gone("list", '{"archive": 99}\n')
    beside.feed_path("list").write_bytes(b"x" * 99)
    first, second = findings(beside)
    assert "newer blogreader" in first
    assert "not an archive of texts" in second


# Which articles may have changed


def asked_for(folder: Path, reports: Iterable[Refreshed], read: int, offline: int = 60) -> list[str]:
    """Return the numbers of the articles to ask for, of which so many are archived, and so many of these read."""
    archive = Archive(folder / "archive")
    for number in range(offline):
        key = f"{HOST}/{number}"
        if not archive.has(key):
            archive.write(Document(key, key, "word\n", NOW, Via.EXTRACTED))
        os.utime(archive.path_of(key), (number, number))
    keys = [f"{HOST}/{number}" for number in range(offline)]

    class Rows(list[str]):
        def keys(self, start: int, length: int) -> list[str]:
            return self[start : start + length]

    def select(*queries: str) -> Any:
        assert queries in (("is:offline",), (change_hints._READ, 'source:"blog"'))
        return Rows(keys if len(queries) == 1 else [*keys[:read], "file:a.md"])

    return [key.rpartition("/")[2] for key in change_hints.worth_asking(archive, reports, select)]


def report(**facts: Any) -> Refreshed:
    return Refreshed(BLOG, **facts)


def names(*numbers: int) -> list[str]:
    return [str(number) for number in numbers]


def test_articles_that_a_source_hints_at_are_asked_for_and_then_those_asked_for_longest_ago(tmp_path: Path) -> None:
    hints = {f"{HOST}/{number}": None for number in range(50)}
    assert asked_for(tmp_path, [report(hints=hints)], 60) == names(*range(50))
    assert asked_for(tmp_path, [report(hints=hints)], 0) == names(*range(40))
    assert asked_for(tmp_path, [report()], 60) == names(*range(10))
    assert asked_for(tmp_path, [report()], 3) == names(0, 1, 2)
    assert asked_for(tmp_path, [report(hints=hints, error=SourceError("No."))], 9) == []
    assert asked_for(tmp_path, [report(hints={f"{HOST}/5": None, f"{HOST}/99": None})], 2) == names(5, 0, 1)


@pytest.mark.parametrize(("seconds", "is_asked"), [(-1, False), (0, False), (1, True)])
def test_a_hint_counts_if_the_article_changed_after_it_was_fetched(
    tmp_path: Path, seconds: int, is_asked: bool
) -> None:
    hints = {f"{HOST}/0": NOW + timedelta(seconds=seconds)}
    assert asked_for(tmp_path, [report(hints=hints)], 0) == names(0) * is_asked


def test_a_document_that_is_damaged_is_left_to_a_fetch(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.write(Document(URL, URL, "word\n", NOW, Via.EXTRACTED))
    assert change_hints._is_older(archive, URL, NOW + timedelta(1))
    archive.path_of(URL).write_bytes(b"damaged")
    assert not change_hints._is_older(archive, URL, NOW + timedelta(1))
    assert not change_hints._is_older(archive, f"{HOST}/none", NOW + timedelta(1))
    assert change_hints._written_at(archive, f"{HOST}/none") == 0.0


# Texts that changed


def test_that_the_differences_of_a_text_were_seen_is_remembered_once(tmp_path: Path) -> None:
    archive, times, seen = Archive(tmp_path / "archive"), [NOW], list[Any]()
    catalogue: Any = SimpleNamespace(put_changed_texts=seen.append)
    changed = ChangedTexts(catalogue, lambda: archive, lambda: times[-1])
    changed.seen(URL)
    assert (changed.of(URL), seen, archive.read_earlier(URL)) == (None, [{URL: None}], None)
    archive.write(Document(URL, URL, "One two.\n", NOW, Via.EXTRACTED))
    changed.seen(URL)
    assert (changed.of(URL), archive.read_earlier(URL)) == (None, None)
    archive.write_earlier(URL, Earlier(NOW, "One.\n"), "One two.\n")
    found = changed.of(URL)
    assert found is not None
    assert (found.changed, bool(found.differences)) == (NOW, True)
    for number in (1, 2):
        times.append(NOW + timedelta(number))
        changed.seen(URL)
        earlier = archive.read_earlier(URL)
        assert earlier is not None
        assert earlier.seen == NOW + timedelta(1)
    archive.write_earlier(URL, Earlier(NOW, None), "One two.\n")
    unknown = changed.of(URL)
    assert unknown is not None
    assert unknown.differences is None


# Lists of parts that a site puts beside a text


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("a1 own2 c3", "c"),
        ("c3 own2 a1", "c"),
        ("own1 b1 c2", "b"),
        ("own1 b2 c2", "b"),
        ("a1 b2 own3", None),
        ("a1 own3 c2", None),
        ("a2 own2 c2", None),
        ("a1 own2", None),
        ("a1 own2 x3", None),
        ("a1 own2 x0 c3", "c"),
        ("a1 own2 c-", None),
        ("a1 own2 gone c3", "c"),
    ],
)
def test_the_next_part_in_a_list_is_told_by_the_dates_of_its_own_source(parts: str, expected: str | None) -> None:
    entries: dict[str, Entry] = {}
    links = []
    for part in parts.split():
        name, day = (part[:-1], part[-1]) if part != "gone" else (part, "")
        url = f"{HOST}/{name}"
        links.append("" if name == "own" else address(url) or "")
        if day:
            at = None if day == "-" else date(2020, 5, int(day) + 1)
            entries[url] = entry(Article(url, url, name, at), "other" if name == "x" else "blog")
    connections = Connections(
        SimpleNamespace(entry=entries.get),  # type: ignore[arg-type]
        SimpleNamespace(ask=lambda *_, **__: {}),  # type: ignore[arg-type]
        lambda: None,  # type: ignore[arg-type, return-value]
    )
    following = connections._next_beside(entries[f"{HOST}/own"], tuple(links))
    assert (following and following.rpartition("/")[2]) == expected


def test_states_that_can_not_be_checked_are_told_beside_the_rest() -> None:
    def fails(*, repair: bool) -> tuple[list[str], bool]:
        raise Unwritable(Path("state.json"), f"it is locked, {repair}")

    for states, expected in (
        (fails, Checkup(("state.json can't be written: it is locked, True.",), False, is_mendable=False)),
        (lambda **_: (["Wrong."], False), Checkup(("Wrong.",), is_well=False)),
        (lambda **_: ([], True), Checkup((), is_well=True, is_mendable=False)),
    ):
        assert checkup._check_state(SimpleNamespace(check=states), repair=True) == expected  # type: ignore[arg-type]
