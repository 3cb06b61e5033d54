"""What changed is put into the catalogue, and all of it; what did not change is not read."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from blogreader.errors import LibraryError
from blogreader.library import Library, catalogue_sync
from blogreader.library.reading_state import ReadingState
from blogreader.library.subscriptions import Subscriptions
from blogreader.model import Entry, Failure, FetchSettings, Source, Status
from tests.answering import Web as Pages
from tests.library.opened import BASE, NOW, folders_in


def write(path: Path, *slugs: str) -> None:
    path.write_text(
        f"# {path.stem}\n\n" + "\n".join(f"### [{slug}]({BASE}{slug})\n2026-01-01 · Café · 5 min\n" for slug in slugs)
    )


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    library = Library(folders_in(folder), now=lambda: NOW)
    library.open()
    try:
        yield library
    finally:
        library.close()


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    """A library of two indexes, both changed since they were added."""
    write(tmp_path / "first.md", "a", "b")
    write(tmp_path / "second.md", "c", "d")
    with opened(tmp_path) as library:
        for name in ("first", "second"):
            await library.add(str(tmp_path / f"{name}.md"))
        yield library


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of sources whose articles are put into the catalogue."""
    names: list[str] = []
    articles = Subscriptions._articles

    def noted(self: Subscriptions, source: Source) -> object:
        names.append(source.name)
        return articles(self, source)

    monkeypatch.setattr(Subscriptions, "_articles", noted)
    return names


def titles(library: Library) -> list[str]:
    return [entry.article.title for entry in entries(library)]


def entries(library: Library) -> list[Entry]:
    listing = library.select("")
    return list(listing.page(0, len(listing)))


async def test_a_source_that_did_not_change_is_not_read(library: Library, tmp_path: Path, read: list[str]) -> None:
    write(tmp_path / "second.md", "new", "c", "d")
    await library.refresh()
    assert titles(library) == ["a", "b", "new", "c", "d"]
    assert set(read) == {"first", "second"}  # both were read again, and so written
    read.clear()
    write(tmp_path / "second.md", "newer", "new", "c", "d")
    await library.refresh(["second"])
    assert titles(library) == ["a", "b", "newer", "new", "c", "d"]
    assert read == ["second"]
    assert [one.article.title for one in entries(library) if one.new] == ["newer"]


async def test_a_source_that_comes_and_one_that_goes_leave_the_others_unread(
    library: Library, tmp_path: Path, read: list[str]
) -> None:
    write(tmp_path / "third.md", "e")
    await library.add(str(tmp_path / "third.md"))
    assert titles(library) == ["a", "b", "c", "d", "e"]
    library.remove("first")
    assert titles(library) == ["c", "d", "e"]
    assert set(read) == {"third"}
    library.restore()
    assert titles(library) == ["c", "d", "e", "a", "b"]


async def test_what_the_archive_does_not_have_is_not_shown_once_a_source_is_read(
    library: Library, tmp_path: Path
) -> None:
    library._catalogue.put_kept([f"{BASE}a"], {f"{BASE}b": Failure("gone", NOW)})
    library._catalogue.put_changed_texts({f"{BASE}c": NOW})
    write(tmp_path / "second.md", "c", "d", "e")
    await library.refresh(["second"])
    shown = [(one.article.title, one.offline, one.failure, one.changed) for one in entries(library)]
    assert shown == [(title, False, None, False) for title in "abcde"]


async def test_an_article_that_comes_back_has_its_state(library: Library, tmp_path: Path) -> None:
    library.mark([f"{BASE}c"], Status.READ)
    write(tmp_path / "second.md", "d")
    await library.refresh(["second"])
    (tmp_path / "library" / "sources" / "second.gone.jsonl").unlink()
    write(tmp_path / "second.md", "d", "e")
    await library.refresh(["second"])
    assert titles(library) == ["a", "b", "d", "e"]
    write(tmp_path / "second.md", "c", "d", "e")
    await library.refresh(["second"])
    assert {one.article.title: one.state.status.value for one in entries(library)} == {
        "a": "unread", "b": "unread", "c": "read", "d": "unread", "e": "unread"
    }  # fmt: skip


async def test_states_that_were_owed_when_the_program_died_are_filled_in_at_the_next_start(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.mark([f"{BASE}e"], Status.READ)

    def died(*_: object) -> None:
        raise LibraryError("dead")

    write(tmp_path / "second.md", "c", "d", "e")
    with monkeypatch.context() as dying:
        dying.setattr(ReadingState, "take_new", died)
        with pytest.raises(LibraryError, match="dead"):
            await library.refresh(["second"])
    assert [one.state.status for one in entries(library)] == [Status.UNREAD] * 5
    with opened(tmp_path) as again:
        assert [one.state.status for one in entries(again)] == [*[Status.UNREAD] * 4, Status.READ]


async def test_another_version_of_the_program_reads_all_sources(
    library: Library, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_sync, "__version__", "0.0.0")
    write(tmp_path / "second.md", "c")
    await library.refresh(["second"])
    assert set(read) == {"first", "second"}


async def test_a_source_whose_text_is_lost_is_looked_for_each_time(library: Library, tmp_path: Path) -> None:
    text = tmp_path / "library" / "sources" / "first.md"
    kept = text.rename(text.with_suffix(".away"))
    write(tmp_path / "second.md", "c", "d", "e")
    await library.refresh(["second"])
    assert titles(library) == ["c", "d", "e"]
    kept.rename(text)
    write(tmp_path / "second.md", "c", "d", "e", "f")
    await library.refresh(["second"])
    assert titles(library) == ["a", "b", "c", "d", "e", "f"]


async def test_an_article_of_two_sources_stays_when_one_of_them_goes(
    library: Library, tmp_path: Path, read: list[str]
) -> None:
    write(tmp_path / "third.md", "e")
    await library.add(str(tmp_path / "third.md"))
    write(tmp_path / "first.md", "a", "b", "c")
    await library.refresh()
    assert titles(library) == ["a", "b", "c", "d", "e"]
    assert {entry.source for entry in entries(library) if entry.article.title == "c"} == {"first"}
    read.clear()
    library.remove("first")
    assert [(entry.article.title, entry.source) for entry in entries(library)] == [
        *(("c", "second"), ("d", "second"), ("e", "third")),
    ]
    assert read == ["second"], "what shares no article is not read"


async def test_what_was_taken_is_not_taken_again_at_the_next_start(
    library: Library, tmp_path: Path, read: list[str]
) -> None:
    write(tmp_path / "second.md", "c", "d", "e")
    await library.refresh()
    assert library._catalogue_sync.is_current()
    read.clear()
    with opened(tmp_path) as again:
        assert titles(again) == ["a", "b", "c", "d", "e"]
        assert again._catalogue_sync.is_current()
    assert read == []


async def test_a_source_that_is_removed_while_it_is_read_is_not_followed_again(tmp_path: Path) -> None:
    web = Pages()
    address = f"{BASE}index.md"
    web.put(address, f"# Blog\n\n### [a]({BASE}a)\n2026-01-01\n", content_type="text/markdown")
    write(tmp_path / "first.md", "b")
    library = Library(folders_in(tmp_path), now=lambda: NOW, transport=web, fetching=FetchSettings(delay=0))
    library.open()
    await library.add(str(tmp_path / "first.md"))
    added = await library.add(address)
    ask = web.handle_async_request

    async def removing(request: httpx.Request) -> httpx.Response:
        library.remove(added.source.name)
        return await ask(request)

    web.handle_async_request = removing  # type: ignore[method-assign]
    web.put(address, f"# Blog\n\n### [c]({BASE}c)\n2026-01-01\n", content_type="text/markdown")
    (report,) = await library.refresh([added.source.name])
    assert (report.new, report.error) == (0, None)
    assert [one.source.name for one in library.sources()] == ["first"]
    assert titles(library) == ["b"]
    library.close()
