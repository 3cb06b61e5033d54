"""What is taken over into a library: exports of other programs, new addresses of articles, lost lists of sources."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.archive import Archive
from blogreader.errors import Busy, LibraryError, SourceError, Unwritable, UsageError
from blogreader.imports.items import Imported, Item, Quotation
from blogreader.indexes.blog import archive_file
from blogreader.indexes.blog.archive_file import BlogArchive, Post
from blogreader.library import Library
from blogreader.library.importer import Importer
from blogreader.library.redirects import Redirects
from blogreader.library.reports import Checkup, checked
from blogreader.library.source_checks import SourceCheck
from blogreader.library.subscriptions import EMBEDDED
from blogreader.model import Article, Document, FetchSettings, Index, Page, Source, State, Status, Via
from blogreader.records import replace
from blogreader.source_files import SourceFiles
from tests.library.opened import folders_in

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
EARLY, LATE = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC)
HOST = "https://n.example"


def item(name: str, line: int = 1, **facts: Any) -> Item:
    return Item(line, f"{HOST}/{name}", f"{HOST}/{name}", **{"title": name, **facts})


def export(*items: Item, form: str = "pocket") -> Imported:
    return Imported(form, {one.key: one for one in items})


class Importing:
    """An importer of a library in a folder, which notes the states that are merged."""

    def __init__(self, folder: Path) -> None:
        self.files = SourceFiles(folder)
        self.merged: list[tuple[str, str, bool]] = []
        state: Any = SimpleNamespace(merge=self._merge)
        self.made = Importer(folder, state, lambda: NOW)

    def _merge(self, text: str, file: str, *, dry_run: bool) -> Any:
        self.merged.append((text, file, dry_run))
        return SimpleNamespace(keys=["x", "y"])

    def take(self, *items: Item, form: str = "pocket", file: str = "/tmp/My Export!.csv", **options: Any) -> Any:
        chosen = {"name": None, "to_read": False, "keep_embedded": False, "dry_run": False, **options}
        return self.made.take(export(*items, form=form), file, **chosen)

    @property
    def sources(self) -> list[str]:
        return [source.name for source in self.files.read() or ()]

    def posts(self, name: str) -> list[str]:
        source = next(one for one in self.files.read() or () if one.name == name)
        return [post.title for post in archive_file.parse(self.files.read_text(source), name)[0].posts]


@pytest.fixture
def importing(tmp_path: Path) -> Importing:
    return Importing(tmp_path / "library")


def test_an_export_is_a_source_whose_articles_are_last_saved_first_and_its_report_counts(importing: Importing) -> None:
    report = importing.take(
        item("a", saved=EARLY, status=Status.READ),
        item("b", saved=LATE, listed=True, notes=(Quotation("q"), Quotation("r"))),
        item("c", status=Status.READING),
    )
    expected = Source("pocket", "import:pocket", title="Pocket", format="imported")
    assert report.source == expected
    assert importing.files.read() == (replace(expected, read_at=NOW),)
    assert importing.posts("pocket") == ["b", "a", "c"]
    assert (report.new, report.listed, report.notes, report.changed, report.articles) == (3, 1, 2, 2, ())
    assert report.statuses == {Status.UNREAD: 1, Status.READING: 1, Status.READ: 1}
    [(text, file, dry_run)] = importing.merged
    assert (len(text.splitlines()), file, dry_run) == (4, "/tmp/My Export!.csv", False)


@pytest.mark.parametrize(
    ("form", "file", "name"),
    [
        ("pocket", "/x/Mine.csv", "pocket"),
        ("table", "/x/Café & Co.csv", "cafe-co"),
        ("urls", "/x/....", "urls"),
        ("bookmarks", f"/x/{'a' * 60}.html", "a" * 40),
    ],
)
def test_a_source_is_named_after_its_program_or_its_file(importing: Importing, form: str, file: str, name: str) -> None:
    report = importing.take(item("a"), form=form, file=file)
    assert report.source.name == name
    title = "Pocket" if form == "pocket" else Path(file).name
    assert report.source.title == title
    text = importing.files.read_text(report.source)
    assert archive_file.parse(text, name)[0].title == archive_file.read(text, name).title == title
    assert importing.take(item("b"), form=form, file=file, name="my-own-1").source.name == "my-own-1"


@pytest.mark.parametrize("name", ["My", "", "a" * 101, "a b", "a/b"])
def test_a_name_that_is_none_is_refused(importing: Importing, name: str) -> None:
    said = f"^{name[:100]} can't be the name of a source: use lower-case letters, digits and -.$"
    with pytest.raises(UsageError, match=said):
        importing.take(item("a"), name=name)
    assert importing.sources == []


def test_a_second_import_joins_the_first_and_forgets_nothing(importing: Importing) -> None:
    facts: dict[str, Any] = {"category": "C", "author": "Ada", "minutes": 3, "date": date(2020, 5, 3), "tags": ("x",)}
    importing.take(item("a", saved=LATE, summary="S", **facts), item("b"))
    report = importing.take(item("a", title="", tags=("y",)), item("c", saved=EARLY))
    assert (report.new, importing.sources, importing.posts("pocket")) == (1, ["pocket"], ["a", "c", "b"])
    [source] = importing.files.read() or ()
    first = archive_file.parse(importing.files.read_text(source), "")[0].posts[0]
    assert (first.summary, first.minutes, first.date, first.tags) == ("S", 3, date(2020, 5, 3), ("y", "x"))
    assert (first.title, first.author, first.category, first.saved) == ("a", "Ada", "y", LATE)
    before = importing.files.path_of(source).stat().st_mtime_ns
    assert importing.take(item("a"), item("b")).new == 0
    assert importing.files.path_of(source).stat().st_mtime_ns == before


def test_a_name_of_another_source_is_not_taken(importing: Importing) -> None:
    importing.files.write((Source("pocket", "/x.md"), Source("pocket-2", "/y.md")))
    assert importing.take(item("a")).source.name == "pocket-3"
    assert importing.take(item("b")).source.name == "pocket-3"
    assert importing.sources == ["pocket", "pocket-2", "pocket-3"]
    said = r"^pocket-2 is the name of a source that was not imported; `--name` sets a different one\.$"
    with pytest.raises(SourceError, match=said):
        importing.take(item("c"), name="pocket-2")


def test_an_import_whose_text_is_lost_is_made_anew(importing: Importing) -> None:
    importing.take(item("a"))
    [source] = importing.files.read() or ()
    importing.files.path_of(source).unlink()
    assert importing.take(item("b")).new == 1
    assert importing.posts("pocket") == ["b"]


@pytest.mark.parametrize("keep_embedded", [False, True])
def test_a_first_import_takes_the_place_of_what_a_library_starts_with(
    importing: Importing, keep_embedded: bool
) -> None:
    importing.take(item("a"), keep_embedded=keep_embedded)
    assert importing.sources == [EMBEDDED.name] * keep_embedded + ["pocket"]
    importing.take(item("b"), name="other", keep_embedded=True)
    assert importing.sources == [EMBEDDED.name] * keep_embedded + ["pocket", "other"]


def test_a_dry_run_names_the_articles_and_creates_nothing(importing: Importing, tmp_path: Path) -> None:
    report = importing.take(item("a", status=Status.READ), Item(2, "x:y", "x:y"), dry_run=True)
    assert [article.title for article in report.articles] == ["a"]
    assert [dry_run for _, _, dry_run in importing.merged] == [True]
    assert not (tmp_path / "library").exists()
    importing.take(item("a"))
    assert [article.title for article in importing.take(item("b"), dry_run=True).articles] == ["b"]
    assert importing.posts("pocket") == ["a"]


def test_what_nothing_was_done_with_has_no_state_and_unread_articles_may_go_on_the_list(importing: Importing) -> None:
    assert importing.take(item("a")).changed == 0
    assert importing.merged == []
    report = importing.take(item("a"), item("b", status=Status.READ), item("c", listed=True), to_read=True)
    assert report.listed == 2


def test_what_a_library_imports_is_listed_at_once_and_after_a_dry_run_it_is_not(
    importing: Importing, tmp_path: Path
) -> None:
    importing.take(item("a"))
    library = Library(folders_in(tmp_path), now=lambda: NOW)
    library.open()
    for dry_run, titles in ((True, ["a"]), (False, ["a", "b"])):
        library.import_articles(export(item("b")), "/tmp/export.csv", dry_run=dry_run)
        assert sorted(entry.article.title for entry in library.select("").page(0, 9)) == titles
    library.close()


def test_what_was_added_meanwhile_is_not_taken_in_by_a_dry_run(importing: Importing, tmp_path: Path) -> None:
    importing.take(item("a"))
    library = Library(folders_in(tmp_path), now=lambda: NOW)
    library.open()
    importing.take(item("c"), file="/tmp/other.csv", name="other")
    for dry_run, titles in ((True, ["a"]), (False, ["a", "b", "c"])):
        library.import_articles(export(item("b")), "/tmp/export.csv", dry_run=dry_run)
        assert sorted(entry.article.title for entry in library.select("").page(0, 9)) == titles
    library.close()


# New addresses


class Redirecting:
    """Looks for the new addresses of articles, on a network of a few lines."""

    def __init__(self, folder: Path, *, offline: bool = False) -> None:
        self.archive = Archive(folder / "archive")
        self.states: dict[str, State] = {}
        self.pages: dict[str, str] = {}
        self.asked: list[tuple[str, bool]] = []
        web: Any = SimpleNamespace(offline=offline, settings=FetchSettings(delay=0), fetcher=self._fetcher)
        state: Any = SimpleNamespace(state=lambda key: self.states.get(key, State(key)))
        self.made = Redirects(web, lambda: self.archive, lambda: state)

    @asynccontextmanager
    async def _fetcher(self) -> AsyncIterator[Any]:
        yield SimpleNamespace(get=self._get)

    async def _get(self, url: str, *, named: bool, html: bool, **_: Any) -> Page:
        assert html
        if url.endswith("/robots.txt"):
            return Page(url, url, "text/plain", "User-agent: *\nDisallow: /closed\n")
        self.asked.append((url, named))
        if url not in self.pages:
            raise Busy("Not now.")
        return Page(url, self.pages[url], "text/html", "")

    def keep(self, name: str, to: str | None = None) -> None:
        """Archive the document of an article, whose page led somewhere else."""
        url = f"{HOST}/{name}"
        final = f"{HOST}/{to}" if to else None
        self.archive.write(Document(url, url, "word\n", NOW, Via.EXTRACTED, final_url=final))

    async def of(self, *left: str, new: str = "xyz") -> dict[str, str]:
        """Return where articles are now, by the last parts of their addresses."""
        articles = [Article(f"{HOST}/{name}", f"{HOST}/{name}", name) for name in left]
        found = await self.made.of(articles, {f"{HOST}/{name}" for name in new}, lambda url: url.endswith("a"))
        return {old.rpartition("/")[2]: to.rpartition("/")[2] for old, to in found.items()}


async def test_a_document_says_where_its_page_led(tmp_path: Path) -> None:
    one = Redirecting(tmp_path, offline=True)
    for name, to in (("a", "x"), ("b", "x"), ("c", "other"), ("d", None)):
        one.keep(name, to)
    assert await one.of("a", "b", "c", "d", "e") == {"a": "x"}
    assert one.asked == []


async def test_where_something_would_be_lost_the_host_is_asked_and_each_new_address_found_once(tmp_path: Path) -> None:
    one = Redirecting(tmp_path)
    for name in "abcd":
        one.keep(name)
    one.states[f"{HOST}/e"] = State(f"{HOST}/e", Status.READ)
    one.pages = {f"{HOST}/{name}": f"{HOST}/{to}" for name, to in zip("abce", "xxoy", strict=True)}
    assert await one.of("a", "b", "c", "d", "e", "f") == {"a": "x", "e": "y"}
    assert one.asked == [(f"{HOST}/{name}", name == "a") for name in "abcde"]


async def test_nobody_is_asked_where_no_new_address_is_left_or_robots_txt_says_no(tmp_path: Path) -> None:
    one = Redirecting(tmp_path)
    one.keep("a", "x")
    one.keep("b")
    one.keep("closed")
    assert await one.of("a", "b", new="x") == {"a": "x"}
    assert await one.of("closed") == {}
    assert one.asked == []


async def test_ten_are_asked_for_and_a_damaged_document_is_lost_too(tmp_path: Path) -> None:
    one = Redirecting(tmp_path)
    names = [f"{number:02}" for number in range(12)]
    for name in names:
        one.keep(name)
    one.archive.path_of(f"{HOST}/00").write_bytes(b"damaged")
    await one.of(*names)
    assert [url.rpartition("/")[2] for url, _ in one.asked] == names[:10]


# Lost lists of sources


@pytest.fixture
def files(tmp_path: Path) -> SourceFiles:
    return SourceFiles(tmp_path / "library")


def check(
    files: SourceFiles, lost: dict[str, str] | None = None, index: Callable[[Source], Any] = lambda _: None
) -> SourceCheck:
    def sources() -> tuple[Source, ...]:
        return files.read() or ()

    return SourceCheck(files, sources, index, lost or {})


def repaired(files: SourceFiles, lost: dict[str, str] | None = None) -> Checkup:
    return checked(check(files, lost).findings(), repair=True)


INDEX = "# Notes\n\n### [In](http://10.0.0.1/in)\n2026-01-01\n\n### [Out](https://m.example:8443/out)\n2026-01-01\n"


def test_a_list_that_is_lost_is_made_of_the_texts_with_what_each_of_them_tells(files: SourceFiles) -> None:
    own = "# Own\n\n### [In](http://10.0.0.1/in)\n2026-01-01\n"
    files.write_text(Source("notes", "x"), INDEX)
    files.write_text(Source("own", "x"), own)
    files.write_text(Source("none", "x"), "Not an index.\n")
    files.write_text(Source(EMBEDDED.name, "x"), INDEX)
    blog, imported = Source("blog", "x", format="archive"), Source("saved", "x", format="imported")
    posts = (Post(f"{HOST}/a", "A"),)
    files.write_text(blog, archive_file.write(BlogArchive("Blog", posts)))
    files.write_text(imported, archive_file.write(BlogArchive("Saved", posts, home="import:saved")))
    [finding] = check(files).findings()
    assert finding.sentence == f"{files.path} is missing, although there are texts of sources."
    assert repaired(files).is_well
    found = {source.name: source for source in files.read() or ()}
    assert {name: (one.location, one.format, one.title) for name, one in found.items()} == {
        "notes": ("https://m.example:8443/", "markdown", "Notes"),
        "own": ("-", "markdown", "Own"),
        EMBEDDED.name: (EMBEDDED.location, "markdown", EMBEDDED.title),
        "blog": (f"{HOST}/", "archive", "Blog"),
        "saved": ("import:saved", "imported", "Saved"),
    }
    assert all(one.read_at and one.read_at.tzinfo for one in found.values())
    assert [*check(files).findings()] == []


def test_a_list_is_mended_from_its_backup_and_that_from_the_list(files: SourceFiles) -> None:
    for names in ("a", "ab"):
        files.write(tuple(Source(name, f"/{name}.md") for name in names))
    backup = files.path.with_name(f"{files.path.name}.bak")
    good = files.path.read_bytes()
    backup.write_bytes(b"damaged")
    assert repaired(files).is_well
    assert [one.name for one in files.backup() or ()] == ["a", "b"]
    files.path.write_bytes(b"damaged")
    assert repaired(files).is_well
    assert files.path.read_bytes() == good
    for path in (files.path, backup):
        path.write_bytes(b"damaged")
    checkup = repaired(files)
    assert (checkup.is_well, checkup.is_mendable) == (False, False)


def test_a_text_that_is_lost_is_mended_where_its_file_is_here(files: SourceFiles, tmp_path: Path) -> None:
    path, folder = tmp_path / "here.md", tmp_path / "posts"
    path.write_text(INDEX)
    folder.mkdir()
    (folder / "one.md").write_text("# One\n\nWords.\n")
    files.write((Source("here", str(path)), Source("posts", str(folder)), Source("web", f"{HOST}/index.md")))
    lost = {"here": "Here.", "posts": "Posts.", "web": "Web."}
    assert checked(check(files, lost).findings(), repair=False) == Checkup(("Here.", "Posts.", "Web."), is_well=False)
    assert not repaired(files, lost).is_well
    here, posts, web = files.read() or ()
    assert files.read_text(here) == INDEX
    assert "[One]" in files.read_text(posts)
    assert not files.has_text(web)
    assert repaired(files, {"here": "Here."}).is_well


def test_what_can_not_be_read_of_one_source_keeps_the_others_from_nothing(files: SourceFiles) -> None:
    files.write((Source("a", "/a.md"), Source("b", "/b.md")))

    def index(source: Source) -> Index:
        if source.name == "a":
            raise Unwritable(Path("a.md"), "it is locked")
        return Index(None, ())

    first, second = check(files, {"a": "Never said.", "b": "Lost."}, index).findings()
    assert ("it is locked" in first.sentence, second.sentence) == (True, "Lost.")


def test_a_list_that_can_not_be_looked_at_is_told(files: SourceFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise LibraryError("It can't be read.")

    monkeypatch.setattr(SourceFiles, "texts", fails)
    assert [*check(files).findings()] == []
    monkeypatch.setattr(SourceFiles, "faults", fails)
    assert [finding.sentence for finding in check(files).findings()] == ["It can't be read."]
