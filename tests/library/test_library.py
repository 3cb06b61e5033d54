"""The library, against a real server on loopback: what it shows, follows, fetches, remembers and survives."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from blogreader import indexes
from blogreader.errors import (
    AmbiguousArticle,
    BadAddress,
    Busy,
    Damaged,
    Empty,
    FetchError,
    Gone,
    LibraryError,
    NotArchived,
    QueryError,
    SourceError,
    UnknownArticle,
    UnknownSource,
    Unreadable,
    Unwritable,
)
from blogreader.library import VIEWS, Fetched, Library, category_view
from blogreader.model import Document, Entry, Index, Place, Status, Via
from blogreader.paths import Paths
from tests.conftest import opened_files
from tests.library.opened import BASE, libraries_of
from tests.site import Site, SitePost

PATIENCE_SECONDS = 20
NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
BLOG = "https://lucioduran.com/blog"
TLA = f"{BLOG}/formal-verification-tla-plus-distributed-systems"
Libraries = Callable[..., Library]


class Clock:
    """A `now` that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **duration: int) -> None:
        self.now += timedelta(**duration)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folders(tmp_path: Path) -> Paths:
    folder = tmp_path / "library"
    return Paths(folder, folder / "cache", folder / "config.toml")


@pytest.fixture
def libraries(folders: Paths, clock: Clock) -> Iterator[Libraries]:
    """Makes open libraries on one folder, as other processes would, and closes them in the end."""
    made: list[Library] = []

    def make(folders: Paths = folders, **options: bool | str) -> Library:
        library = Library(folders, now=clock, **options)  # type: ignore[arg-type]
        made.append(library)
        library.open()
        return library

    yield make
    for library in made:
        library.close()


@pytest.fixture
def library(libraries: Libraries) -> Library:
    """What the program starts with."""
    return libraries()


@pytest.fixture
async def blog(library: Library, site: Site) -> Library:
    """A library that follows the site."""
    await library.add(site.index_url)
    return library


def listed(library: Library, *queries: str) -> list[Entry]:
    listing = library.select(*queries)
    return list(listing.page(0, len(listing)))


def keys(library: Library, *queries: str) -> list[str]:
    return [entry.article.key for entry in listed(library, *queries)]


def titles(library: Library, *queries: str) -> list[str]:
    return [entry.article.title for entry in listed(library, *queries)]


def key(site: Site, post: SitePost | int) -> str:
    return site.url_of(site.posts[post] if isinstance(post, int) else post)


def index_of(*slugs: str, base: str = "https://example.org/") -> str:
    return "# A blog\n\n" + "\n".join(f"### [{slug}]({base}{slug})\n2026-01-01 · Café · 5 min\n" for slug in slugs)


def asked_for(site: Site, post: SitePost) -> int:
    return site.requests.count(post.path)


# What it shows


def test_a_fresh_library_shows_what_the_program_starts_with(library: Library) -> None:
    progress = library.progress()
    assert (progress.total.articles, progress.total.minutes, progress.total.minutes_left) == (102, 889, 889)
    assert (progress.total.read, progress.offline, progress.bookmarked) == (0, 0, 0)
    assert len(progress.categories) == 38
    assert sum(one.tally.articles for one in progress.categories) == 102
    assert [report.source.location for report in library.sources()] == [BLOG]
    newest = listed(library)[0]
    assert newest.article.title.startswith("RAG Pipeline Architecture")
    assert (newest.state.status, newest.source, newest.offline, newest.new) == (
        Status.UNREAD,
        "lucioduran",
        False,
        False,
    )


def test_a_fresh_library_keeps_nothing_but_its_cache(library: Library, folders: Paths) -> None:
    assert listed(library)
    assert [path.name for path in folders.library.iterdir()] == ["cache"]


def test_views_count_what_they_list(library: Library, clock: Clock) -> None:
    some = keys(library)
    library.opened(some[:3])
    clock.pass_by(minutes=1)
    library.opened(some[1:2])
    library.mark(some[3:5], Status.READ)
    library.bookmark([some[9], some[7]], on=True)
    for view, tally in library.views():
        assert tally is not None
        assert tally.articles == len(listed(library, view.query)), view.title
        assert tally == library.select(view.query).tally, view.title
    continued, reading_list, *_ = VIEWS
    assert keys(library, continued.query) == [some[1], some[0], some[2]]
    assert keys(library, reading_list.query) == [some[9], some[7]]


def test_the_view_of_a_category_lists_what_its_count_says(library: Library) -> None:
    for one in library.progress().categories:
        assert library.select(category_view(one.category).query).tally == one.tally


def test_queries_narrow_each_other_and_the_last_order_counts(library: Library) -> None:
    both = listed(library, "category:AI/ML sort:minutes", "rag sort:title")
    assert both
    assert all(entry.article.category == "AI/ML" for entry in both)
    assert titles(library, "category:AI/ML sort:minutes", "rag sort:title") == sorted(
        (entry.article.title for entry in both), key=str.lower
    )
    assert keys(library, "category:AI/ML", "") == keys(library, "category:AI/ML")
    with pytest.raises(QueryError):
        library.select("is:unread", "is:nonsense")


# Finding one


@pytest.mark.parametrize(
    "words",
    [
        TLA,
        f"{TLA}/",
        f"{TLA}#conclusion",
        f"{TLA}?utm_source=newsletter&utm_medium=email&fbclid=x",
        TLA.replace("https://lucioduran.com", "HTTPS://reader:secret@LucioDuran.com:443"),
        "formal-verification-tla-plus-distributed-systems",
        "formal-v",
        " ./../../formal-v",
        TLA.replace("https://", ""),
    ],
)
def test_an_article_is_found_by_its_address_its_slug_or_the_beginning_of_it(library: Library, words: str) -> None:
    assert library.find(words).article.key == TLA


@pytest.mark.parametrize(
    "words", ["", "nothing-of-the-kind", f"{BLOG}/nothing", "ftp://x", "http://[", "/no/file", "%"]
)
def test_what_is_no_article_is_unknown(library: Library, words: str) -> None:
    with pytest.raises(UnknownArticle):
        library.find(words)


@pytest.mark.parametrize(
    "url",
    [TLA, f"{TLA}/", f"{TLA}?utm_source=x#end", TLA.replace("https:", "http:"), TLA.replace("https://l", "HTTPS://L")],
)
def test_a_link_to_an_article_of_the_library_is_known(library: Library, url: str) -> None:
    assert library.at_address(url) == library.entry(TLA)


@pytest.mark.parametrize(
    "url",
    [
        BLOG + "/nothing",
        TLA.replace("https:", "ftp:"),
        TLA + "?id=7",
        "mailto:a@b.org",
        "formal",
        "#part",
        "",
        "http://[",
        "/etc/passwd",
        "file:///etc/passwd",
    ],
)
def test_a_link_to_anything_else_is_not(library: Library, url: str) -> None:
    assert library.at_address(url) is None


async def test_of_two_articles_that_differ_in_their_scheme_a_link_means_its_own(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "blog.md"
    file.write_text(index_of("a", "b") + index_of("a", base="http://example.org/").partition("\n\n")[2])
    await library.add(str(file))
    for url, key in (
        ("http://example.org/a", "http://example.org/a"),
        ("https://example.org/a/", "https://example.org/a"),
        ("http://example.org/b#c", "https://example.org/b"),
    ):
        entry = library.at_address(url)
        assert entry is not None
        assert entry.article.key == key
    local = library.at_address(f"{tmp_path}/missing.md")
    assert local is None


async def test_an_ambiguous_beginning_lists_the_candidates(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "blog.md"
    file.write_text(
        index_of("raft-one", "raft-two", "raft", "a/same", "b/same", *(f"many-{one:02}" for one in range(12)))
    )
    await library.add(str(file))
    with pytest.raises(AmbiguousArticle) as caught:
        library.find("raft-")
    assert caught.value.candidates == ("raft-one", "raft-two")
    assert "raft-one" in str(caught.value)
    assert library.find("raft").article.title == "raft"
    with pytest.raises(AmbiguousArticle) as caught:
        library.find("same")
    assert caught.value.candidates == ("https://example.org/a/same", "https://example.org/b/same")
    with pytest.raises(AmbiguousArticle, match="and 2 more") as caught:
        library.find("many")
    assert len(caught.value.candidates) == 10


# Following


async def test_an_index_added_to_an_untouched_library_replaces_what_it_started_with(
    library: Library, site: Site
) -> None:
    report = await library.add(site.index_url)
    assert (report.articles, report.warnings) == (102, ())
    assert [one.source for one in library.sources()] == [report.source]
    assert set(keys(library)) == {site.url_of(post) for post in site.posts}
    assert {entry.source for entry in listed(library)} == {report.source.name}


async def test_a_file_added_to_an_untouched_library_replaces_what_it_started_with(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "My blog.md"
    file.write_text(index_of("one", "two"))
    report = await library.add(str(file))
    assert (report.source.name, report.source.title, report.articles) == ("my-blog", "A blog", 2)
    assert titles(library) == ["one", "two"]


async def test_the_text_of_an_index_is_read_once_to_be_followed_and_not_remembered(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    read = indexes.read

    def counted(text: str, base: str | None, name: str) -> Index:
        texts.append(text)
        return read(text, base, name)

    monkeypatch.setattr(indexes, "read", counted)
    file = _file(tmp_path, one := index_of("one"))
    await library.add(str(file))
    assert texts.count(one) == 1
    file.write_text(two := index_of("one", "two"))
    (refreshed,) = await library.refresh()
    assert (refreshed.new, titles(library)) == (1, ["one", "two"])
    assert (texts.count(one), texts.count(two)) == (2, 1)
    assert [report.articles for report in library.sources()] == [2]
    assert texts.count(two) == 2


async def test_an_index_added_after_a_state_was_changed_keeps_what_the_library_started_with(
    library: Library, tmp_path: Path
) -> None:
    library.bookmark([TLA], on=True)
    await library.add(str(_file(tmp_path, index_of("one"))))
    assert len(listed(library)) == 103
    assert [report.articles for report in library.sources()] == [102, 1]
    assert library.entry(TLA).bookmark_position == 1


async def test_having_looked_around_is_nothing_done(library: Library, tmp_path: Path) -> None:
    library.keep_session({"view": "unread"})
    library.mark([TLA], Status.READ)
    library.mark([TLA], Status.UNREAD)
    await library.add(str(_file(tmp_path, index_of("one"))))
    assert titles(library) == ["one"]


async def test_an_index_added_after_a_document_was_archived_keeps_what_the_library_started_with(
    libraries: Libraries, folders: Paths, tmp_path: Path
) -> None:
    library = libraries()
    library._offline.archive.write(Document(TLA, TLA, "Kept.\n", NOW, Via.EXTRACTED))
    (folders.cache / "catalogue.db").unlink()
    again = libraries()
    assert keys(again, "is:offline") == [TLA]
    await again.add(str(_file(tmp_path, index_of("one"))))
    assert len(listed(again)) == 103


async def test_a_second_index_joins_the_first(blog: Library, tmp_path: Path) -> None:
    await blog.add(str(_file(tmp_path, index_of("one"))))
    assert len(listed(blog)) == 103
    assert [report.articles for report in blog.sources()] == [102, 1]


async def test_adding_the_same_index_again_reads_it_again(library: Library, tmp_path: Path) -> None:
    file = _file(tmp_path, index_of("one"))
    await library.add(str(file))
    file.write_text(index_of("one", "two"))
    report = await library.add(str(file))
    assert report.articles == 2
    assert len(library.sources()) == 1
    assert titles(library) == ["one", "two"]


@pytest.mark.parametrize("text", [None, "", "No article here.\n", "<!doctype html><p>x</p>"])
async def test_an_index_that_can_not_be_read_changes_nothing(
    library: Library, folders: Paths, tmp_path: Path, text: str | None
) -> None:
    file = tmp_path / "blog.md"
    if text is not None:
        file.write_text(text)
    with pytest.raises(SourceError, match=r"blog\.md"):
        await library.add(str(file))
    assert len(listed(library)) == 102
    assert [path.name for path in folders.library.iterdir()] == ["cache"]


async def test_an_index_from_standard_input_is_kept_and_can_not_be_refreshed(library: Library) -> None:
    report = await library.add("-", index_of("one").encode())
    assert (report.source.name, report.articles) == ("stdin", 1)
    assert titles(library) == ["one"]
    [refreshed] = await library.refresh()
    assert isinstance(refreshed.error, SourceError)
    assert str(refreshed.error) == "stdin came from standard input; to read it again, add it again."
    assert titles(library) == ["one"]


@pytest.mark.slow
async def test_a_refresh_tells_what_is_new_changed_and_gone(blog: Library, site: Site, tmp_path: Path) -> None:
    file = _file(tmp_path, index_of("one", "two"))
    await blog.add(str(file))
    added = site.add_post()
    site.change_summary(site.posts[5].slug, "Another summary.")
    file.write_text(index_of("two"))
    web, local = await blog.refresh()
    assert (web.new, web.changed, web.gone) == (1, 1, 0)
    assert (local.new, local.changed, local.gone) == (0, 0, 1)
    assert keys(blog, "is:new") == [site.url_of(added)]
    assert blog.entry(key(site, 5)).article.summary == "Another summary."
    assert keys(blog, "is:gone") == ["https://example.org/one"]


async def test_an_unchanged_index_is_not_sent_again(blog: Library, site: Site) -> None:
    [report] = await blog.refresh()
    assert (report.new, report.changed, report.gone, report.error) == (0, 0, 0, None)
    assert site.answers == [("/index.md", 200), ("/index.md", 304)]
    assert len(listed(blog)) == 102


@pytest.mark.slow
@pytest.mark.parametrize("what", ["nothing", "another summary", "another article"])
async def test_new_is_what_appeared_at_the_last_refresh(blog: Library, site: Site, what: str) -> None:
    first = site.add_post()
    await blog.refresh()
    assert keys(blog, "is:new") == [site.url_of(first)]
    second = None
    if what == "another article":
        second = site.add_post()
    elif what == "another summary":
        site.change_summary(site.posts[5].slug, "Another summary.")
    await blog.refresh()
    assert keys(blog, "is:new") == ([site.url_of(second)] if second else [])


async def test_what_was_new_stays_so_when_a_refresh_fails(blog: Library, site: Site) -> None:
    site.add_post()
    await blog.refresh()
    site.broken["index.md"] = 503
    [report] = await blog.refresh()
    assert isinstance(report.error, Busy)
    assert len(keys(blog, "is:new")) == 1
    assert len(listed(blog)) == 103


@pytest.mark.slow
async def test_a_refresh_of_one_source_leaves_the_others_alone(blog: Library, site: Site, tmp_path: Path) -> None:
    file = _file(tmp_path, index_of("one"))
    name = (await blog.add(str(file))).source.name
    asked = len(site.requests)
    assert [report.source.name for report in await blog.refresh([name])] == [name]
    assert [report.source.name for report in await blog.refresh([str(file)])] == [name]
    assert len(site.requests) == asked
    with pytest.raises(UnknownSource, match="nobody"):
        await blog.refresh([name, "nobody"])


@pytest.mark.slow
@pytest.mark.usefixtures("blog")
async def test_offline_nothing_is_refreshed(site: Site, libraries: Libraries) -> None:
    asked = len(site.requests)
    [report] = await libraries(offline=True).refresh()
    assert isinstance(report.error, SourceError)
    assert "Offline" in str(report.error)
    assert len(site.requests) == asked


@pytest.mark.slow
async def test_state_and_documents_outlive_a_source_that_is_removed(blog: Library, site: Site) -> None:
    await blog.document(key(site, 0))
    blog.mark([key(site, 1)], Status.READ)
    name = blog.sources()[0].source.name
    assert [source.name for source in blog.remove(name)] == [name]
    assert (blog.sources(), listed(blog)) == ([], [])
    with pytest.raises(UnknownSource):
        blog.remove(name)
    await blog.add(site.index_url)
    assert keys(blog, "is:offline") == [key(site, 0)]
    assert keys(blog, "is:read") == [key(site, 1)]


async def test_what_a_library_started_with_can_be_removed(library: Library, libraries: Libraries) -> None:
    library.remove("lucioduran")
    assert listed(library) == []
    assert listed(libraries()) == []


# One index alone


async def test_an_index_alone_is_shown_and_no_source_is_kept(libraries: Libraries, tmp_path: Path) -> None:
    file = _file(tmp_path, index_of("one", "two"))
    alone = libraries(index=str(file))
    assert titles(alone) == ["one", "two"]
    assert [report.source.location for report in alone.sources()] == [str(file)]
    for request in (alone.refresh(), alone.add(str(file))):
        with pytest.raises(SourceError, match="--index"):
            await request
    with pytest.raises(SourceError, match="--index"):
        alone.remove("index")
    assert not (tmp_path / "library" / "sources.json").exists()
    assert len(listed(libraries())) == 102


def test_the_index_alone_shares_its_state_with_the_library(libraries: Libraries, tmp_path: Path) -> None:
    library = libraries()
    alone = libraries(index=str(_file(tmp_path, index_of(TLA.rpartition("/")[2], base=f"{BLOG}/"))))
    alone.mark([TLA], Status.READ)
    assert keys(libraries(), "is:read") == [TLA]
    library.bookmark([TLA], on=True)
    assert library.entry(TLA).state.status is Status.READ


def test_a_changed_file_is_shown_as_it_is_now(libraries: Libraries, tmp_path: Path) -> None:
    file = _file(tmp_path, index_of("one"))
    assert titles(libraries(index=str(file))) == ["one"]
    file.write_text(index_of("one", "two"))
    assert titles(libraries(index=str(file))) == ["one", "two"]


def test_an_index_alone_that_is_missing_is_named(libraries: Libraries, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"missing\.md can't be read: no such file"):
        libraries(index=str(tmp_path / "missing.md"))


# State


def test_state_outlives_the_catalogue(library: Library, libraries: Libraries, folders: Paths) -> None:
    some = keys(library)
    library.mark(some[:2], Status.READ)
    library.bookmark([some[5], some[3]], on=True)
    library.keep_place(some[3], Place(4, 7, "a quote", 0.5))
    before = listed(library)
    library.close()
    (folders.cache / "catalogue.db").unlink()
    assert listed(libraries()) == before


def test_state_outlives_a_catalogue_that_is_damaged(library: Library, libraries: Libraries, folders: Paths) -> None:
    library.mark([TLA], Status.READ)
    library.close()
    (folders.cache / "catalogue.db").write_bytes(b"no database" * 1000)
    assert keys(libraries(), "is:read") == [TLA]


def test_what_another_process_did_is_seen_at_the_next_start_and_at_the_next_change(
    libraries: Libraries, tmp_path: Path
) -> None:
    slug = TLA.rpartition("/")[2]
    file = str(_file(tmp_path, index_of(slug, "other", base=f"{BLOG}/")))
    library, other = libraries(), libraries(index=file)  # which has a catalogue of its own
    library.mark([TLA], Status.READ)
    assert other.entry(TLA).state.status is Status.UNREAD
    other.bookmark([f"{BLOG}/other"], on=True)
    assert other.entry(TLA).state.status is Status.READ
    library.bookmark([TLA], on=True)
    entry = libraries(index=file).entry(TLA)
    assert entry.state.bookmark is not None
    assert entry.bookmark_position is None  # it is read, and so no longer counted


def test_changes_of_two_processes_are_both_kept(libraries: Libraries) -> None:
    one, other = libraries(), libraries()
    some = keys(one)
    for number in range(6):
        (one, other)[number % 2].bookmark([some[number]], on=True)
    assert keys(libraries(), "is:bookmarked sort:list") == some[:6]


def test_opening_an_unread_article_makes_it_one_that_is_being_read(library: Library, clock: Clock) -> None:
    [entry] = library.opened([TLA])
    assert (entry.state.status, entry.state.opened_at, entry.state.read_at) == (Status.READING, NOW, None)
    assert entry == library.entry(TLA)
    clock.pass_by(hours=1)
    [entry] = library.opened([TLA])
    assert (entry.state.status, entry.state.opened_at) == (Status.READING, NOW + timedelta(hours=1))


def test_an_article_that_was_read_stays_read_when_it_is_opened(library: Library, clock: Clock) -> None:
    library.mark([TLA], Status.READ)
    clock.pass_by(hours=1)
    [entry] = library.opened([TLA])
    assert (entry.state.status, entry.state.read_at) == (Status.READ, NOW)
    clock.pass_by(hours=1)
    [entry] = library.mark([TLA], Status.READ)
    assert entry.state.read_at == NOW


def test_unread_again_the_place_and_the_time_of_reading_go(library: Library) -> None:
    library.opened([TLA])
    library.keep_place(TLA, Place(4, 7, "a quote", 0.5))
    [entry] = library.mark([TLA], Status.READ)
    assert entry.state.place == Place(4, 7, "a quote", 0.5)
    [entry] = library.mark([TLA], Status.UNREAD)
    assert (entry.state.status, entry.state.place, entry.state.read_at) == (Status.UNREAD, None, None)
    assert entry.state.opened_at == NOW


def test_toggling_goes_between_read_and_unread_for_each_article(library: Library) -> None:
    unread, reading, read = keys(library)[:3]
    library.opened([reading])
    library.mark([read], Status.READ)
    toggled = library.mark([unread, reading, read], None)
    assert [entry.state.status for entry in toggled] == [Status.READ, Status.READ, Status.UNREAD]


def test_the_reading_list_keeps_the_order_that_its_reader_gave_it(library: Library) -> None:
    a, b, c, d, e, f = keys(library)[:6]

    def order() -> list[str]:
        found = listed(library, "is:bookmarked sort:list")
        left = [entry for entry in found if entry.state.status is not Status.READ]
        assert [entry.bookmark_position for entry in left] == list(range(1, len(left) + 1))
        assert all(entry.bookmark_position is None for entry in found if entry not in left)
        return [entry.article.key for entry in found]

    library.bookmark([c, a], on=True)
    library.bookmark([b], on=True)
    assert order() == [c, a, b]
    library.bookmark([c, d], on=True)
    assert order() == [c, a, b, d]
    library.bookmark([e, b], on=True, top=True)
    assert order() == [e, b, c, a, d]
    library.bookmark([c], on=False)
    assert order() == [e, b, a, d]
    library.mark([a], Status.READ)
    library.opened([d])
    assert order() == [e, b, a, d]
    library.bookmark([f, a], on=None)
    assert order() == [e, b, a, d, f]
    library.bookmark([a, c], on=None)
    assert order() == [e, b, d, f]


def test_a_place_is_kept_and_changes_nothing_else(library: Library, libraries: Libraries) -> None:
    library.opened([TLA])
    before = library.entry(TLA).state
    library.keep_place(TLA, Place(4, 7, "„a quote“ — 日本", 0.5))
    after = libraries().entry(TLA).state
    assert after.place == Place(4, 7, "„a quote“ — 日本", 0.5)
    assert (after.status, after.opened_at, after.bookmark) == (before.status, before.opened_at, before.bookmark)


def test_the_session_is_kept_beside_the_states(library: Library, libraries: Libraries) -> None:
    assert library.session() == {}
    library.mark([TLA], Status.READ)
    library.keep_session({"view": "unread", "row": 3})
    assert libraries().session() == {"view": "unread", "row": 3}
    assert keys(libraries(), "is:read") == [TLA]


def test_an_unknown_article_has_no_state_to_change(library: Library) -> None:
    with pytest.raises(UnknownArticle):
        library.entry("https://example.org/none")


# Documents


@pytest.mark.slow
async def test_a_document_is_fetched_once_and_then_read_without_the_network(libraries: Libraries, clock: Clock) -> None:
    library = libraries()
    with Site() as site:
        await library.add(site.index_url)
        post = site.posts[3]
        address = site.url_of(post)
        fetched = await library.document(address)
        for marker in (post.markers.first, post.markers.middle, post.markers.last):
            assert marker in fetched.text
        assert (fetched.key, fetched.via, fetched.fetched) == (address, Via.EXTRACTED, NOW)
        assert keys(library, "is:offline") == [address]
        assert await library.document(address) == await libraries(offline=True).document(address)
        assert asked_for(site, post) == 1
    clock.pass_by(days=1)
    kept = await library.document(address)
    assert (kept.text, kept.fetched, kept.via) == (fetched.text, NOW, Via.EXTRACTED)


async def test_offline_an_article_that_is_not_archived_is_refused(
    blog: Library, site: Site, libraries: Libraries
) -> None:
    offline = libraries(offline=True)
    with pytest.raises(NotArchived) as caught:
        await offline.document(key(site, 0))
    assert caught.value.exit_status == 4
    assert asked_for(site, site.posts[0]) == 0
    assert keys(blog, "is:failed") == []


@pytest.mark.slow
async def test_fetched_again_an_unchanged_page_is_not_sent_again(blog: Library, site: Site, clock: Clock) -> None:
    first = await blog.document(key(site, 0))
    clock.pass_by(days=1)
    second = await blog.document(key(site, 0), again=True)
    assert [status for path, status in site.answers if path == site.posts[0].path] == [200, 304]
    assert (second.text, second.fetched) == (first.text, NOW + timedelta(days=1))
    assert (await blog.document(key(site, 0))).fetched == second.fetched


@pytest.mark.slow
async def test_fetched_again_a_changed_page_replaces_the_archived_one(blog: Library, site: Site) -> None:
    post = site.posts[0]
    first = await blog.document(key(site, post))
    site.markdown = True
    site.change_summary(post.slug, "x")
    second = await blog.document(key(site, post), again=True)
    assert second.via is Via.MARKDOWN
    assert (await blog.document(key(site, post))).text == second.text != first.text


@pytest.mark.slow
async def test_a_failure_is_remembered_until_a_success(
    blog: Library, site: Site, libraries: Libraries, folders: Paths
) -> None:
    post = site.posts[0]
    site.broken[post.slug] = 404
    with pytest.raises(Gone) as caught:
        await blog.document(key(site, post))
    failure = blog.entry(key(site, post)).failure
    assert failure is not None
    assert (failure.sentence, failure.at) == (str(caught.value), NOW)
    assert keys(blog, "is:failed") == [key(site, post)]
    blog.close()
    (folders.cache / "catalogue.db").unlink()
    anew = libraries()
    assert anew.entry(key(site, post)).failure == failure
    del site.broken[post.slug]
    await anew.document(key(site, post))
    assert keys(anew, "is:failed") == []
    (folders.cache / "catalogue.db").unlink()
    assert keys(libraries(), "is:failed") == []


@pytest.mark.slow
async def test_an_archived_document_outlives_an_attempt_that_fails(blog: Library, site: Site) -> None:
    first = await blog.document(key(site, 0))
    site.broken[site.posts[0].slug] = 503
    with pytest.raises(Busy):
        await blog.document(key(site, 0), again=True)
    assert (await blog.document(key(site, 0))).text == first.text
    assert (keys(blog, "is:offline"), keys(blog, "is:failed")) == ([key(site, 0)], [key(site, 0)])
    del site.broken[site.posts[0].slug]
    await blog.document(key(site, 0), again=True)
    assert (keys(blog, "is:offline"), keys(blog, "is:failed")) == ([key(site, 0)], [])


async def test_an_archived_document_outlives_a_page_without_an_article(blog: Library, site: Site) -> None:
    first = await blog.document(key(site, 0))
    site.broken[site.posts[0].slug] = 200  # and a page that says nothing
    with pytest.raises(Empty, match="No article was found"):
        await blog.document(key(site, 0), again=True)
    assert (await blog.document(key(site, 0))).text == first.text


@pytest.mark.slow
async def test_a_damaged_document_is_named_and_mended_by_fetching_it_again(blog: Library, site: Site) -> None:
    first = await blog.document(key(site, 0))
    path = blog._offline.archive.path_of(key(site, 0))
    path.write_bytes(b"\xff\xfe damaged")
    with pytest.raises(Damaged, match=path.name):
        await blog.document(key(site, 0))
    assert (await blog.document(key(site, 0), again=True)).text == first.text
    assert (await blog.document(key(site, 0))).text == first.text


@pytest.mark.slow
async def test_cancelling_closes_the_connection_and_is_no_failure(blog: Library, site: Site) -> None:
    post = site.posts[0]
    hold = site.hold(post.slug)
    task = asyncio.create_task(blog.document(key(site, post)))
    assert await asyncio.to_thread(hold.reached.wait, PATIENCE_SECONDS)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(hold.disconnected.wait, PATIENCE_SECONDS)
    assert (keys(blog, "is:failed"), keys(blog, "is:offline")) == ([], [])
    hold.release()
    assert post.markers.last in (await blog.document(key(site, post))).text


async def test_a_site_that_stopped_is_a_failure_in_a_sentence(libraries: Libraries) -> None:
    library = libraries()
    with Site() as site:
        await library.add(site.index_url)
        address = key(site, 0)
    with pytest.raises(FetchError, match=r"127\.0\.0\.1:\d+ can't be reached"):
        await library.document(address)
    assert keys(library, "is:failed") == [address]


@pytest.mark.slow
async def test_opening_two_hundred_articles_one_by_one_leaves_nothing_open_and_nothing_in_memory(
    blog: Library, site: Site, folders: Paths
) -> None:
    def opened() -> tuple[int, int]:
        return len(opened_files(folders.library)), len(blog._catalogue._file.connections)

    for post in site.posts[:10]:
        await blog.document(site.url_of(post))
    files, connections = opened()
    for post in site.posts:
        await blog.document(site.url_of(post))
    objects = _kept_objects()
    for post in site.posts:
        await blog.document(site.url_of(post), again=True)
    assert _kept_objects() <= objects + 2_000  # one article has some thousands while it is fetched
    # One more or less: a thread that wrote may not have ended yet.
    files_now, connections_now = opened()
    assert files_now <= files + 4
    assert connections_now <= connections + 2


def _kept_objects() -> int:
    gc.collect()
    return len(gc.get_objects())


# Local documents


@pytest.fixture
def local(libraries: Libraries, tmp_path: Path) -> Library:
    """A folder with an index of its own files."""
    folder = tmp_path / "büro"
    (folder / "posts").mkdir(parents=True)
    (folder / "posts" / "one.md").write_text("# One\n\nThe text of one, with [a link](two.html).\n")
    (folder / "posts" / "two.html").write_text(
        f"<title>Two</title><article><h1>Two</h1><p>{'Of two. ' * 60}</p></article>"
    )
    (folder / "posts" / "latin.md").write_bytes("# Lat\u00een\n\nDéjà vu.\n".encode("latin-1"))
    (folder / "posts" / "with space.md").write_text("# Space\n\nA name with a space.\n")
    (folder / "link.md").symlink_to("/dev/null")
    (folder / "index.md").write_text(
        "# Local\n\n### [One](posts/one.md)\n### [Two](./posts/two.html)\n### [Latin](posts/latin.md)\n"
        "### [Gone](posts/gone.md)\n### [Link](link.md)\n### [Space](<posts/with space.md>)\n"
    )
    return libraries(index=str(folder / "index.md"))


async def test_local_documents_are_read_from_beside_their_index(local: Library, tmp_path: Path) -> None:
    one, two, *_, space = keys(local)
    os.utime(tmp_path / "büro" / "posts" / "one.md", (NOW.timestamp(), NOW.timestamp()))
    assert one == f"file://{tmp_path}/b%C3%BCro/posts/one.md"
    document = await local.document(one)
    assert "The text of one" in document.text
    assert (document.via, document.fetched) == (Via.LOCAL, NOW)
    assert "Of two." in (await local.document(two)).text
    assert "A name with a space." in (await local.document(space)).text
    assert local.find(f"{tmp_path}/büro/posts/one.md").article.key == one


async def test_local_documents_need_no_network(local: Library, libraries: Libraries) -> None:
    offline = libraries(index=local.sources()[0].source.location, offline=True)
    assert "The text of one" in (await offline.document(keys(offline)[0])).text


async def test_local_documents_that_can_not_be_read_are_named(local: Library) -> None:
    _, _, latin, gone, link, _ = keys(local)
    assert " vu." in (await local.document(latin)).text
    with pytest.raises(BadAddress, match=r"gone\.md can't be read: no such file"):
        await local.document(gone)
    with pytest.raises(BadAddress, match=r"link\.md can't be read"):
        await local.document(link)


async def test_local_documents_that_can_not_be_read_do_not_keep_the_others_from_being_fetched(local: Library) -> None:
    fetched = [one async for one in local.fetch(keys(local))]
    assert sorted(one.article.title for one in fetched if one.error) == ["Gone", "Link"]
    assert sorted(one.article.title for one in fetched if not one.error) == ["Latin", "One", "Space", "Two"]


# Fetching many


async def _all(fetching: AsyncIterator[Fetched]) -> list[Fetched]:
    return [one async for one in fetching]


@pytest.mark.slow
async def test_all_articles_are_fetched_failures_are_told_and_the_rest_resumed(blog: Library, site: Site) -> None:
    broken = {site.posts[10].slug: 404, site.posts[20].slug: 500}
    site.broken.update(broken)
    first = await _all(blog.fetch(keys(blog)))
    assert len(first) == 102
    assert {one.article.key.rpartition("/")[2] for one in first if one.error} == set(broken)
    assert blog.progress().offline == 100
    assert len(keys(blog, "is:failed")) == 2
    site.broken.clear()
    site.requests.clear()
    second = await _all(blog.fetch(keys(blog)))
    assert {path.rpartition("/")[2] for path in site.requests if path.startswith("/posts/")} == set(broken)
    assert (sum(one.unchanged for one in second), len(second)) == (100, 102)
    assert not any(one.error for one in second)
    assert (blog.progress().offline, keys(blog, "is:failed")) == (102, [])


@pytest.mark.slow
async def test_fetching_that_is_given_up_keeps_what_it_has(blog: Library, site: Site) -> None:
    some = keys(blog)[:8]
    hold = site.hold(site.posts[5].slug)
    got = []
    async with aclosing(blog.fetch(some)) as fetching:
        async for one in fetching:
            got.append(one.article.key)
            if len(got) == 3:
                break
    kept = set(keys(blog, "is:offline"))
    assert set(got) <= kept
    assert keys(blog, "is:failed") == []
    hold.release()
    rest = await _all(blog.fetch(some))
    # One of which the text was there already, and its pictures on their way, goes on with those.
    assert set(got) <= {one.article.key for one in rest if one.unchanged} <= kept
    assert set(keys(blog, "is:offline")) == set(some)


@pytest.mark.slow
async def test_offline_fetching_tells_of_each_that_it_is_not_archived(
    blog: Library, site: Site, libraries: Libraries
) -> None:
    await blog.document(key(site, 0))
    asked = len(site.requests)
    found = await _all(libraries(offline=True).fetch(keys(blog)[:3]))
    assert sorted(type(one.error).__name__ for one in found) == ["NoneType", "NotArchived", "NotArchived"]
    assert len(site.requests) == asked


@pytest.mark.slow
async def test_again_fetches_what_is_archived_too(blog: Library, site: Site) -> None:
    some = keys(blog)[:3]
    await _all(blog.fetch(some))
    site.answers.clear()
    found = await _all(blog.fetch(some, again=True))
    assert [status for path, status in site.answers if path != "/robots.txt"] == [304] * 3
    assert not any(one.error for one in found)


@pytest.mark.slow
async def test_the_documents_outlive_the_catalogue(blog: Library, libraries: Libraries, folders: Paths) -> None:
    some = sorted(keys(blog)[:3])
    await _all(blog.fetch(some))
    blog.close()
    (folders.cache / "catalogue.db").unlink()
    assert sorted(keys(libraries(), "is:offline")) == some


# What can't be written


async def test_a_library_folder_that_can_not_be_made_is_named(libraries: Libraries, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(LibraryError, match=rf"{file}/library"):
        libraries(Paths(file / "library", file / "library" / "cache", tmp_path / "config.toml"))
    # The cache alone can be made: what there is is shown or refused in a sentence, and nothing is pretended.
    with pytest.raises(LibraryError, match=rf"{file}/library"):
        libraries(Paths(file / "library", tmp_path / "cache", tmp_path / "config.toml"))


def _in_the_way(path: Path) -> None:
    path.mkdir(parents=True)


async def test_state_that_can_not_be_written_is_refused_and_not_shown_as_if_it_were(
    libraries: Libraries, folders: Paths
) -> None:
    library = libraries()
    _in_the_way(folders.library / "state.json.lock")
    for change in (
        lambda: library.mark([TLA], Status.READ),
        lambda: library.opened([TLA]),
        lambda: library.bookmark([TLA], on=True),
        lambda: library.keep_session({"a": 1}),
    ):
        with pytest.raises(Unwritable, match=r"state\.json\.lock can't be written"):
            change()
    assert keys(library, "is:read OR is:reading OR is:bookmarked") == []


async def test_an_archive_that_can_not_be_written_is_named(blog: Library, site: Site, folders: Paths) -> None:
    (folders.library / "archive").touch()
    with pytest.raises(LibraryError, match="archive"):
        await blog.document(key(site, 0))
    assert keys(blog, "is:offline") == []


async def test_sources_that_can_not_be_written_are_named_and_not_followed(
    library: Library, folders: Paths, tmp_path: Path
) -> None:
    (folders.library / "sources").touch()  # where a folder belongs: already what stands in it can't be looked for
    with pytest.raises(Unreadable, match=rf"{folders.library}/sources"):
        await library.add(str(_file(tmp_path, index_of("one"))))
    assert len(listed(library)) == 102


async def test_a_damaged_list_of_sources_is_named_and_left_as_it_is(libraries: Libraries, folders: Paths) -> None:
    folders.library.mkdir()
    file = folders.library / "sources.json"
    file.write_text('{"format": 1, "sources": [{"name": "../../etc"}]}')
    with pytest.raises(Damaged, match=r"sources\.json"):
        libraries()
    assert "etc" in file.read_text()


# The start


async def test_a_second_start_reads_neither_the_sources_nor_the_archive_nor_the_state(
    blog: Library, site: Site, libraries: Libraries, folders: Paths
) -> None:
    await blog.document(key(site, 0))
    blog.mark([key(site, 1)], Status.READ)
    before = listed(blog)
    blog.close()
    _unreadable(folders.library / "sources" / "127-0-0-1.md")
    _unreadable(folders.library / "state.json")
    (folders.library / "archive").rename(folders.library / "elsewhere")
    again = libraries()
    assert listed(again) == before


def _unreadable(path: Path) -> None:
    """Damage a file without a change that its stamp shows: only who reads it notices."""
    status = path.stat()
    with path.open("r+b") as file:
        file.write(b"\xff" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _file(folder: Path, text: str) -> Path:
    path = folder / "blog.md"
    path.write_text(text)
    return path


@pytest.mark.slow
def test_a_change_of_many_articles_in_another_window_is_told_without_their_entries(
    folders: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(f"### [Post {number}]({BASE}{number})\n2026-01-01\n" for number in range(700))
    with libraries_of(folders, tmp_path / "index.md", text) as make:
        here, there = make(), make()
        here.keep_in_background()
        there.mark([f"{BASE}0"], Status.READ)
        here.news()  # from now on it has the states
        there.mark([f"{BASE}{number}" for number in range(3)], Status.READING)
        assert {entry.article.key for entry in here.news() or ()} == {f"{BASE}{one}" for one in range(3)}
        there.batch.mark([f"{BASE}{number}" for number in range(700)], Status.READ)
        with monkeypatch.context() as patch:
            patch.setattr(Library, "entries", None)
            assert here.news() is None
        assert here.news() == []
        assert here.select("is:read").tally.articles == 700
