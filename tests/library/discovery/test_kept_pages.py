"""Pages that a search read, kept packed in a file without a name until they become documents."""

from typing import Any, cast

import pytest

from blogreader.library import seen_pages
from blogreader.library.seen_pages import SeenPages
from blogreader.model import Page

A, B = "https://n.example/a", "https://n.example/b"


def page(url: str, text: str, final: str = "") -> Page:
    return Page(url, final or url, "text/html", text, etag='"1"')


def test_a_page_is_taken_by_the_address_that_was_asked_for_and_where_it_ended() -> None:
    with SeenPages(100) as pages:
        assert (pages.take(A, A), [*pages.keys()]) == (None, [])
        pages.put(page(f"{A}/", "words \ud800 é", f"{B}/"))
        pages.put(page("no address", "none"))
        for key in (A, B):
            assert pages.take(key, f"{key}/x") == Page(f"{key}/x", f"{B}/", "text/html", "words ? é", etag='"1"')
        assert {*pages.keys()} == {A, B}
        pages.put(page(A, "later"))
        texts = [found.text for key in (A, B) if (found := pages.take(key, key))]
        assert texts == ["later", "words ? é"]
    assert pages._file
    assert pages._file.closed


def test_a_page_that_is_too_long_or_one_too_many_is_fetched_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    with SeenPages(5) as pages:
        pages.put(page(A, "123456"))
        assert pages.take(A, A) is None
        pages.put(page(A, "12345"))
        assert pages.take(A, A)
        size = pages._end
        for most, is_kept in ((2 * size - 1, False), (2 * size, True)):
            monkeypatch.setattr(seen_pages, "_MOST_BYTES", most)
            pages.put(page(B, "abcde"))
            assert bool(pages.take(B, B)) is is_kept
    with SeenPages(1_000) as pages:
        monkeypatch.setattr(seen_pages, "_MOST_BYTES", 100)
        pages.put(page(A, "x" * 1_000))
        assert pages.take(A, A), "it is kept packed"


@pytest.mark.parametrize("full", ["write", "flush"])
def test_on_a_full_disk_a_page_counts_as_not_seen(full: str) -> None:
    with SeenPages(5) as pages:
        pages.put(page(A, "one"))

        class Full:
            def seek(self, _: int) -> None:
                """Go there."""

            def write(self, _: bytes) -> None:
                self.fail("write")

            def flush(self) -> None:
                self.fail("flush")

            def fail(self, where: str) -> None:
                if where == full:
                    raise OSError(28, "No space left on device")

        file, pages._file = pages._file, cast("Any", Full())
        pages.put(page(B, "two"))
        pages._file = file
        assert (pages.take(B, B), pages.take(A, A) is not None) == (None, True)
