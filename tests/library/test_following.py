"""Sources that are followed: added, read again, moved, removed and restored; what is lost of them, and what is said."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader import paths
from blogreader.errors import Busy, FetchError, SourceError, UnknownSource
from blogreader.indexes.blog import archive_file
from blogreader.indexes.blog.archive_file import BlogArchive, Post, Said
from blogreader.library import source_texts, subscriptions
from blogreader.library.discovery import Wanted
from blogreader.library.reports import Refreshed
from blogreader.library.source_texts import SourceText
from blogreader.library.subscriptions import EMBEDDED, Subscriptions
from blogreader.model import Article, Entry, Index, Page, Source, State
from blogreader.records import replace
from blogreader.source_files import SourceFiles

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
HOST = "https://n.example"
INDEX = f"{HOST}/index.md"


def text(*names: str, title: str = "Notes") -> str:
    """Return an index of articles."""
    return f"# {title}\n\n" + "\n".join(f"### [{name}]({HOST}/{name})\n2026-01-01 · Sea · 5 min\n" for name in names)


class Following:
    """Subscriptions in a folder, on a network of a few lines."""

    def __init__(self, folder: Path, *, only: str | None = None, offline: bool = False) -> None:
        self.folder = folder
        self.pages: dict[str, Page | FetchError] = {}
        self.asked: list[tuple[str, Any, Any]] = []
        self.redirects: dict[str, str] = {}
        self.asked_redirects: list[Any] = []
        web: Any = SimpleNamespace(offline=offline, fetcher=self._fetcher)
        redirects: Any = SimpleNamespace(of=self._redirects)
        self.made = Subscriptions(folder, only, web, lambda: NOW, redirects)

    @asynccontextmanager
    async def _fetcher(self) -> AsyncIterator[Any]:
        yield SimpleNamespace(get=self._get)

    async def _get(self, url: str, *, etag: Any = None, last_modified: Any = None, **_: Any) -> Page:
        self.asked.append((url, etag, last_modified))
        answer = self.pages[url]
        if isinstance(answer, Page):
            return answer
        raise answer

    async def _redirects(self, left: list[Article], new: Any, named: Callable[[str], bool]) -> dict[str, str]:
        self.asked_redirects.append(
            ([one.title for one in left], sorted(new), named(f"{HOST}/x"), named("http://10.0.0.1/"))
        )
        return self.redirects

    def put(self, said: str, url: str = INDEX, **facts: Any) -> None:
        """Say what stands at an address."""
        self.pages[url] = Page(url, **{"final_url": url, "content_type": "text/markdown", "text": said, **facts})

    def file(self, said: str, name: str = "index.md") -> str:
        """Write an index, and return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said)
        return str(path)

    async def add(self, location: str = INDEX, data: bytes | None = None, *, keep_embedded: bool = False) -> Any:
        return await self.made.add(location, data, keep_embedded=keep_embedded, wanted=Wanted())

    @property
    def names(self) -> list[str]:
        return [source.name for source in self.made.sources()]

    @property
    def titles(self) -> list[str]:
        return [article.title for article, _ in self.made.articles()]


Make = Callable[..., Following]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return lambda **options: Following(tmp_path / "library", **options)


# Added


async def test_an_index_is_followed_and_read_again_when_it_is_added_again(make: Make) -> None:
    one = make()
    one.put(text("a"), etag='"1"', last_modified="Monday")
    report = await one.add()
    assert report.source == Source("n-example", INDEX, title="Notes", etag='"1"', last_modified="Monday", read_at=NOW)
    assert (report.articles, one.names, one.titles) == (1, ["n-example"], ["a"])
    one.put(text("a", "b", title="Other"), final_url=f"{HOST}/there.md")
    report = await one.add()
    assert (report.articles, report.source.title, report.source.base) == (2, "Other", f"{HOST}/there.md")
    assert one.asked == [(INDEX, None, None), (INDEX, '"1"', "Monday")]
    one.put("", not_modified=True)
    assert (await one.add()).articles == 2


async def test_the_title_of_a_source_does_not_repeat_itself(make: Make) -> None:
    one = make()
    one.put(text("a", title="Random Thoughts | Random Thoughts"))
    assert (await one.add()).source.title == "Random Thoughts"


@pytest.mark.parametrize("keep_embedded", [False, True])
async def test_the_first_source_takes_the_place_of_what_a_library_starts_with(make: Make, keep_embedded: bool) -> None:
    one = make()
    assert one.made.sources() == (EMBEDDED,)
    await one.add(one.file(text("a")), keep_embedded=keep_embedded)
    assert one.names == ["lucioduran"] * keep_embedded + ["index"]
    await one.add(one.file(text("b"), "other.md"), keep_embedded=True)
    assert one.names == ["lucioduran"] * keep_embedded + ["index", "other"]


async def test_what_a_library_starts_with_is_followed_by_its_address_without_a_request(make: Make) -> None:
    one = make()
    await one.add(one.file(text("a")))
    report = await one.add(EMBEDDED.location)
    assert (report.source, one.names) == (EMBEDDED, ["index", "lucioduran"])
    assert (report.articles > 50, one.asked) == (True, [])
    assert one.made.keys_of(EMBEDDED)[0].startswith("https://lucioduran.com/")


async def test_two_sources_of_a_host_have_names_of_their_own(make: Make) -> None:
    one = make()
    one.put(text("a"))
    one.put(text("b"), f"{HOST}/other.md")
    await one.add()
    await one.add(f"{HOST}/other.md")
    assert len(set(one.names)) == 2


async def test_a_user_name_and_a_password_are_left_out_and_that_is_said_once(make: Make) -> None:
    one = make()
    one.put(text("a"))
    await one.add("https://ada:secret@n.example/index.md")
    said = f"The user name and password in {INDEX} were left out; the library never stores them."
    assert (one.made.said(), one.made.said()) == ([said], [])
    assert one.made.sources()[0].location == INDEX
    path = one.folder / "sources.json"
    path.write_text(path.read_text().replace("https://n.ex", "https://ada@n.ex"))
    again = make()
    again.made.open()
    assert [f"{sentence}" for sentence in again.made.said() if "left out" in sentence] == [said]
    assert "ada@" not in path.read_text()


async def test_standard_input_is_kept_up_to_a_size_and_read_again_only_when_it_is_added_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, data = make(), text("a").encode()
    monkeypatch.setattr(subscriptions, "LARGEST_INDEX", len(data))
    assert (await one.add("-", data)).source.name == "stdin"
    with pytest.raises(SourceError, match="Standard input has more than 0 MB"):
        await one.add("-", data + b"\n")
    assert one.titles == ["a"]
    [report] = await one.made.refresh([], Wanted())
    assert str(report.error) == "stdin came from standard input; to read it again, add it again."
    await one.add("-", data.replace(b"[a]", b"[b]"))
    assert (one.names, one.titles) == (["stdin"], ["b"])


async def test_a_failure_follows_nothing(make: Make) -> None:
    one = make()
    one.pages[INDEX] = Busy("Not now.")
    with pytest.raises(Busy):
        await one.add()
    with pytest.raises(SourceError, match=r"Offline: https://n\.example/index\.md was not read"):
        await make(offline=True).add()
    assert one.made.sources() == (EMBEDDED,)
    with pytest.raises(SourceError, match="never-there"):
        await one.add(str(one.folder / "never-there.md"))


async def test_a_look_follows_nothing(make: Make) -> None:
    one = make()
    one.put(text("a", "b"))
    source, index = await one.made.look("https://ada:secret@n.example/index.md", Wanted())
    assert (source.location, len(index.articles), one.made.sources()) == (INDEX, 2, (EMBEDDED,))
    assert len(one.made.said()) == 1


# Read again


async def test_a_refresh_tells_what_is_new_changed_and_gone_and_what_may_have_changed(make: Make) -> None:
    one = make()
    one.put(text("a", "b", "c"))
    await one.add()
    one.put(text("b", "c", "d").replace("[c]", "[changed]"))
    [report] = await one.made.refresh([], Wanted())
    assert (report.new, report.changed, report.gone, dict(report.hints)) == (1, 1, 1, {f"{HOST}/c": None})
    assert one.asked_redirects == [(["a"], [f"{HOST}/d"], True, False)]
    assert one.titles == ["b", "changed", "d", "a"]
    one.put("", not_modified=True)
    assert await one.made.refresh(["n-example"], Wanted()) == [Refreshed(report.source)]


async def test_an_article_that_a_redirect_tells_of_has_moved(make: Make) -> None:
    one = make()
    one.put(text("a", "b"))
    await one.add()
    one.redirects = {f"{HOST}/a": f"{HOST}/d"}
    one.put(text("b", "d"))
    [report] = await one.made.refresh([INDEX], Wanted())
    assert (report.new, report.gone, report.moved) == (0, 0, {f"{HOST}/a": f"{HOST}/d"})
    assert one.titles == ["b", "d"]


async def test_no_redirect_is_looked_for_where_nothing_left_or_nothing_is_new(make: Make) -> None:
    one = make()
    for names in (("a", "b"), ("a", "b", "c"), ("a",)):
        one.put(text(*names))
        await (one.made.refresh([], Wanted()) if one.asked else one.add())
    assert one.asked_redirects == []


async def test_addresses_in_an_own_index_may_be_private(make: Make) -> None:
    one = make()
    await one.add(one.file(text("a", "b")))
    one.file(text("b", "d"))
    await one.made.refresh([], Wanted())
    assert one.asked_redirects == [(["a"], [f"{HOST}/d"], True, True)]


async def test_a_source_that_is_unknown_is_told_before_any_is_read(make: Make) -> None:
    one = make()
    one.put(text("a"))
    await one.add()
    with pytest.raises(UnknownSource, match="other"):
        await one.made.refresh([INDEX, "other"], Wanted())
    assert len(one.asked) == 1
    assert await one.made.refresh(["https://ada:secret@n.example/index.md"], Wanted())


async def test_a_failure_is_in_the_report_and_leaves_what_was_there(make: Make) -> None:
    one = make()
    one.put(text("a"))
    await one.add()
    one.pages[INDEX] = Busy("Not now.")
    [report] = await one.made.refresh([], Wanted())
    assert isinstance(report.error, Busy)
    assert one.titles == ["a"]


async def test_what_was_imported_is_unchanged_until_the_next_import(make: Make) -> None:
    one = make()
    assert await one.made.read_index(Source("x", "/x", format="imported"), Wanted()) is None


async def test_full_texts_of_a_feed_that_differ_are_hints(make: Make) -> None:
    one = make()
    await one.add(one.file(text("a", "b")))
    [source] = one.made.sources()
    index = Index("Notes", one.made._index(source).articles)
    for said, hints in (({"x": "1", "y": "2"}, set()), ({"x": "1", "y": "3"}, {"y"})):
        read = SourceText(source, text("a", "b"), index, feed_texts=said, updated={"z": NOW})
        report = one.made._take(read, {}, keep_embedded=False)
        assert dict(report.hints) == {"z": NOW, **dict.fromkeys(hints)}


# Moved, removed, restored


async def test_a_source_is_followed_at_a_new_address_and_its_articles_stay(make: Make) -> None:
    one, there = make(), "https://other.example/index.md"
    one.put(text("a", "b"), etag='"1"')
    await one.add()
    one.pages[there] = Busy("Not now.")
    with pytest.raises(Busy):
        await one.made.move("n-example", there, Wanted())
    one.put(text("a", "c"), there, etag='"2"')
    report = await one.made.move("n-example", "https://ada@other.example/index.md", Wanted())
    assert one.asked[-1] == (there, None, None)
    assert (report.new, report.gone, len(one.made.said())) == (1, 1, 1)
    [source] = one.made.sources()
    assert (source.name, source.location, source.etag) == ("n-example", there, '"2"')


async def test_a_source_that_is_removed_comes_back_with_all_that_was_kept_of_it(make: Make) -> None:
    one = make()
    assert one.made.restore() is None
    one.put(text("a", "b"))
    await one.add()
    one.put(text("a"))
    await one.made.refresh([], Wanted())
    await one.add(one.file(text("x"), "other.md"))
    assert one.titles == ["a", "b", "x"]
    removed = one.made.remove("n-example")
    assert (removed.location, one.names, one.titles) == (INDEX, ["other"], ["x"])
    assert [path.name for path in (one.folder / "sources").iterdir()] == ["other.md"]
    assert one.made.restore() == removed
    assert (one.names, one.titles) == (["other", "n-example"], ["x", "a", "b"])
    assert one.made.restore() is None
    for name in ("other", "n-example"):
        one.made.remove(name)
    assert [source and source.name for source in (one.made.restore(), one.made.restore())] == ["n-example", "other"]
    with pytest.raises(UnknownSource):
        one.made.remove("never")


async def test_a_source_that_is_followed_anew_is_not_restored_and_a_name_is_not_taken_twice(make: Make) -> None:
    one = make()
    one.put(text("a"))
    await one.add()
    one.made.remove("n-example")
    await one.add()
    assert one.made.restore() is not None
    assert one.names == ["n-example"]
    one.made.remove("n-example")
    one.put(text("b"), f"{HOST}/other.md")
    await one.add(f"{HOST}/other.md")
    assert one.names == ["n-example"]
    restored = one.made.restore()
    assert restored is not None
    assert one.names == ["n-example", restored.name]
    assert restored.name != "n-example"
    assert one.titles == ["b", "a"]


async def test_a_source_whose_text_is_damaged_is_removed_all_the_same(make: Make) -> None:
    one = make()
    one.put(text("a"))
    await one.add()
    (one.folder / "sources" / "n-example.md").write_bytes(b"\xff")
    assert one.titles == []
    assert "n-example" in one.made.lost
    one.made.remove("n-example")
    assert (one.names, one.made.lost) == ([], {})
    assert one.made.restore() is not None
    assert one.names == ["n-example"]


async def test_a_source_that_is_removed_while_it_is_read_is_not_followed_again(make: Make) -> None:
    one = make()
    await one.add(one.file(text("a")))
    [source] = one.made.sources()
    read = SourceText(source, text("b"), Index("Notes", ()))
    one.made.remove("index")
    assert one.made._take(read, {}, keep_embedded=False) == Refreshed(source)
    assert one.names == []


async def test_a_source_of_another_place_does_not_take_the_name_of_one(make: Make) -> None:
    one = make()
    await one.add(one.file(text("a")))
    other = Source("index", "/elsewhere/index.md")
    report = one.made._take(SourceText(other, text("b"), Index("Notes", ())), {}, keep_embedded=False)
    assert one.names == ["index", report.source.name]
    assert report.source.name != "index"


async def test_a_source_is_given_another_location(make: Make) -> None:
    one = make()
    for name in ("a", "b"):
        await one.add(one.file(text(name), f"{name}.md"))
    first, second = one.made.sources()
    one.made.relocate(first, "/there.md")
    assert one.made.sources() == (replace(first, location="/there.md"), second)


def test_articles_of_a_place_are_those_that_are_there_now(make: Make) -> None:
    one = make()
    assert source_texts.local_keys(one.file(text("a", "b"))) == [f"{HOST}/a", f"{HOST}/b"]
    assert source_texts.local_keys(one.file("\ufeff\n <rss><channel></channel></rss>", "feed.xml")) == []
    assert source_texts.local_keys(one.file('{"items": []}', "feed.json")) == []
    path = Path(one.file("# One\n\nWords.\n", "posts/one.md"))
    assert source_texts.local_keys(str(path.parent)) == [path.as_uri()]
    with pytest.raises(SourceError):
        source_texts.local_keys(str(one.folder / "none.md"))


# An index alone


async def test_an_index_alone_is_shown_and_nothing_is_followed(make: Make) -> None:
    one = make()
    path = one.file(text("a"))
    alone = make(only=path)
    alone.made.open()
    assert (alone.names, alone.titles, alone.made.size()) == (["index"], ["a"], 0)
    assert (alone.made.stamps(), alone.made.feed_path("index"), [*alone.made.check()]) == ({"index": ""}, None, [])
    for change in (alone.add(path), alone.made.refresh([], Wanted())):
        said = r"^--index does not follow sources; leave it out to add, refresh or remove one\.$"
        with pytest.raises(SourceError, match=said):
            await change
    with pytest.raises(SourceError, match="--index"):
        alone.made.remove("index")
    before = alone.made.stamp()
    one.file(text("a", "b"))
    assert alone.made.stamp() != before
    assert alone.made._file_name("index") == paths.catalogue_name(path)


async def test_stamps_and_sizes_are_those_of_the_texts_that_are_kept(make: Make) -> None:
    one = make()
    await one.add(one.file(text("a")))
    before, of_each = one.made.stamp(), one.made.stamps()
    assert one.made.size() == len(text("a").encode())
    one.file(text("a", "b"))
    await one.made.refresh([], Wanted())
    assert one.made.stamp() != before
    assert one.made.stamps().keys() == of_each.keys() == {"index"}
    assert one.made.stamps() != of_each
    assert one.made.feed_path("index") == one.folder / "sources" / "index.feed.zip"


# What is lost


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (None, "missing"),
        (b"\xff", "damaged (not UTF-8 text)"),
        (b"No article.\n", "damaged (it contains no article)"),
    ],
)
@pytest.mark.parametrize("location", [INDEX, "-"])
async def test_a_text_that_is_lost_is_told_with_its_remedy_and_read_again_without_validators(
    make: Make, damage: bytes | None, why: str, location: str
) -> None:
    one = make()
    one.put(text("a"), etag='"1"')
    name = (await one.add(location, text("a").encode() if location == "-" else None)).source.name
    path = one.folder / "sources" / f"{name}.md"
    path.unlink()
    if damage:
        path.write_bytes(damage)
    again = make()
    again.pages = one.pages
    assert again.titles == []
    remedy = "add it again" if location == "-" else f"`blogreader refresh {name}` reads it again"
    assert again.made.lost == {name: f"{path} is {why}: the articles of {name} are not listed; {remedy}."}
    [report] = again.made.reports()
    short = "add it again" if location == "-" else "refresh reads it again"
    assert [warning.sentence for warning in report.warnings] == [f"the text of this source is {why}; {short}"]
    if location == "-":
        return
    assert (await again.made.refresh([], Wanted()))[0].error is None
    assert again.asked == [(INDEX, None, None)]
    assert again.titles == ["a"]
    assert again.made.lost == {}


async def test_articles_of_some_sources_leave_what_is_known_of_the_others(make: Make) -> None:
    one = make()
    for name in ("a", "b"):
        await one.add(one.file(text(name), f"{name}.md"))
    (one.folder / "sources" / "a.md").unlink()
    assert one.titles == ["b"]
    assert [*one.made.articles_of(["b"])] == ["b"]
    assert [*one.made.lost] == ["a"]
    assert [article.title for article in one.made.articles_of(["b"])["b"]] == ["b"]
    assert one.made.articles_of(["a", "none"]) == {"a": ()}


# Blogs


async def test_facts_are_filled_in_for_blogs_alone(make: Make) -> None:
    one, files = make(), SourceFiles(make().folder)
    blog = Source("blog", f"{HOST}/", format="archive", read_at=NOW)
    files.write((blog, replace(blog, name="list", location="/x.md", format="index")))
    files.write_text(blog, archive_file.write(BlogArchive("Notes", (Post(f"{HOST}/a", "a"),), (Post(f"{HOST}/z"),))))
    said = {f"{HOST}/a": Said(minutes=3)}
    before = one.made.stamp()
    first, second, [article] = one.made.fill({"blog": said, "list": said, "none": said})
    assert (first, second, article.minutes) == (before, one.made.stamp(), 3)
    assert first != second
    assert one.made.fill({"list": said})[2] == []
    assert [post.url for post in one.made.left_out("blog")] == [f"{HOST}/z"]
    assert one.made.take_in("blog", [f"{HOST}/z", f"{HOST}/y"]) == (f"{HOST}/y",)
    assert one.made.left_out("blog") == ()


async def test_hosts_that_the_readers_own_indexes_name_are_named(make: Make) -> None:
    one = make()
    one.put(text("a"))
    await one.add()
    await one.add(one.file(text("a"), "own.md"))
    named = one.made.naming()
    for source, url, expected in (
        ("n-example", f"{HOST}/a", True),
        ("n-example", "http://10.0.0.1/", False),
        ("own", "http://10.0.0.1/", True),
    ):
        assert named(Entry(Article(url, url, "A"), State(url), source)) is expected


async def test_a_host_that_was_met_on_the_public_internet_is_remembered(make: Make) -> None:
    one = make()
    one.put(text("a"))
    await one.add()
    assert one.made.hosts.known == set()
    one.made.hosts.known.add("n.example")
    await one.made.refresh([], Wanted())
    assert make().made.hosts.known == {"n.example"}
    one.made.remove("n-example")
    assert one.made.hosts.known == set()
    one.made.restore()
    assert one.made.hosts.known == make().made.hosts.known == {"n.example"}
