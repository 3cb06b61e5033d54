"""An article that was read and says something else when it is fetched again: told, compared, and seen."""

from contextlib import aclosing
from datetime import timedelta
from typing import Any

import httpx
import pytest

from blogreader.archive import Earlier
from blogreader.library.offline.changes import earlier_than, was_read_since
from blogreader.library.offline.extraction import Extraction
from blogreader.model import Document, State, Status, Via
from tests.answering import reply
from tests.library.offline.test_lost_pictures import NOW, POSTS, FetchedLibrary, fetched

__all__ = ["fetched"]

POST = POSTS[0]
FILLER = "<p>" + "The reader nods and turns the page, since there is more to come. " * 12 + "</p>"


def page(words: str, *, code: str = "x = 1") -> str:
    listing = f"<pre><code>{code}</code></pre>"
    return f"<!doctype html><title>One</title><article><h1>One</h1><p>{words}</p>{listing}{FILLER}</article>"


def changed(fetched: FetchedLibrary) -> list[str]:
    listing = fetched.library.select("is:changed")
    return [entry.article.key for entry in listing.page(0, len(listing))]


def said(fetched: FetchedLibrary) -> str:
    found = fetched.library.changed_texts.of(POST)
    assert found is not None
    assert found.differences is not None
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    pieces = [piece for one in found.differences for piece in getattr(one, "pieces", ())]
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


async def read(fetched: FetchedLibrary, words: str) -> None:
    """The article is fetched with these words, and opened."""
    fetched.web.put(POST, page(words))
    await fetched.fetch()
    fetched.library.opened([POST])


async def again(fetched: FetchedLibrary, words: str, **options: str) -> None:
    """It is fetched again a day later, with these."""
    fetched.now += timedelta(days=1)
    fetched.web.put(POST, page(words, **options))
    (done,) = await fetched.fetch(again=True)
    assert done.error is None


async def test_what_was_read_is_compared_with_what_came_since(fetched: FetchedLibrary) -> None:
    await read(fetched, "It was slow then.")
    assert changed(fetched) == []
    assert fetched.library.changed_texts.of(POST) is None
    await again(fetched, "It was fast then.")
    assert changed(fetched) == [POST]
    assert fetched.library.entry(POST).changed
    assert said(fetched) == "It was [-slow-]{+fast+} then."
    found = fetched.library.changed_texts.of(POST)
    assert found is not None
    assert found.changed == NOW + timedelta(days=1)


async def test_an_article_that_nobody_opened_does_not_change(fetched: FetchedLibrary) -> None:
    fetched.web.put(POST, page("It was slow then."))
    await fetched.fetch()
    await again(fetched, "It was fast then.")
    assert changed(fetched) == []


async def test_markup_that_is_other_is_no_change(fetched: FetchedLibrary) -> None:
    await read(fetched, "It was slow then.")
    await again(fetched, "It was <em>slow</em> then.")
    assert changed(fetched) == []
    assert fetched.library.changed_texts.of(POST) is None


async def test_the_text_that_was_read_stays_the_one_to_compare_with_until_that_is_seen(
    fetched: FetchedLibrary,
) -> None:
    await read(fetched, "one two three")
    await again(fetched, "one TWO three")
    await again(fetched, "one TWO THREE")
    assert said(fetched) == "one [-two three-]{+TWO THREE+}"
    fetched.library.changed_texts.seen(POST)
    assert changed(fetched) == []
    assert said(fetched) == "one [-two three-]{+TWO THREE+}"  # looked at once more it is still there
    await again(fetched, "ONE TWO THREE")
    assert changed(fetched) == [POST]
    assert said(fetched) == "[-one-]{+ONE+} TWO THREE"


async def test_what_is_as_it_was_again_has_not_changed(fetched: FetchedLibrary) -> None:
    await read(fetched, "It was slow then.")
    await again(fetched, "It was fast then.")
    await again(fetched, "It was slow then.")
    assert changed(fetched) == []
    assert fetched.library.changed_texts.of(POST) is None


async def test_what_is_read_to_its_end_after_it_changed_is_seen(fetched: FetchedLibrary) -> None:
    await read(fetched, "It was slow then.")
    await again(fetched, "It was fast then.")
    fetched.now += timedelta(days=1)
    fetched.library.mark([POST], Status.READ)
    assert changed(fetched) == []
    await again(fetched, "It was red then.")
    assert changed(fetched) == [POST]
    assert said(fetched) == "It was [-fast-]{+red+} then."


async def test_made_anew_of_the_same_page_what_was_read_can_still_be_told(fetched: FetchedLibrary) -> None:
    await read(fetched, "It was slow then.")
    await again(fetched, "It was fast then.")
    async for one in fetched.library.extract_again([POST], shorter=True):
        assert one.error is None
    assert said(fetched) == "It was [-slow-]{+fast+} then."


def test_what_is_made_anew_of_the_same_page_changes_no_article() -> None:
    now, anew = (
        Document(POST, POST, text, NOW, Via.EXTRACTED) for text in ("It was slow.", "It was slow. Share this.")
    )
    state = State(POST, Status.READ, read_at=NOW)
    assert earlier_than(anew, now, None, state, fetched=False) is None
    assert earlier_than(anew, now, None, state, fetched=True) == Earlier(NOW, "It was slow.")


@pytest.mark.parametrize(("seconds", "is_so"), [(-1, False), (0, False), (1, True), (None, False)])
def test_only_an_article_that_was_read_to_its_end_after_it_changed_was_read_since(
    seconds: int | None, is_so: bool
) -> None:
    read_at = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert was_read_since(Earlier(NOW, "Words."), State(POST, Status.READ, read_at=read_at)) is is_so
    assert was_read_since(Earlier(NOW, "Words."), None) is False


async def test_a_new_catalogue_knows_it_from_the_archive(fetched: FetchedLibrary) -> None:
    await read(fetched, "It was slow then.")
    await again(fetched, "It was fast then.")
    fetched.library._catalogue_sync.take_articles(new=False)
    assert changed(fetched) == [POST]
    fetched.library.changed_texts.seen(POST)
    fetched.library._catalogue_sync.take_articles(new=False)
    assert changed(fetched) == []


async def test_a_text_that_was_edited_by_hand_since_is_told_as_one_that_cannot_be_compared(
    fetched: FetchedLibrary,
) -> None:
    await read(fetched, "It was slow then.")
    await again(fetched, "It was fast then.")
    path = fetched.library._offline.archive.path_of(POST)
    path.write_text(path.read_text().replace("fast", "FAST"))
    found = fetched.library.changed_texts.of(POST)
    assert found is not None
    assert found.differences is None


async def test_a_check_asks_by_validators_and_hashes_and_finds_what_says_something_else(
    fetched: FetchedLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_etag, same, other, markup = POSTS

    def answer(request: httpx.Request) -> httpx.Response:
        known = request.headers.get("If-None-Match") == '"1"'
        return reply("" if known else page("By its ETag."), 304 if known else 200, ETag='"1"')

    fetched.web.pages[by_etag] = answer
    for post in (same, other, markup):
        fetched.web.put(post, page("It was slow then."))
    await fetched.fetch(*POSTS)
    fetched.library.opened(POSTS)
    fetched.web.put(other, page("It was fast then."))
    fetched.web.put(markup, page("It was <b>slow</b> then."))
    extracted: list[str] = []
    extract = Extraction.extract

    async def counted(extraction: Extraction, text: str, url: str, *others: Any) -> Any:
        extracted.append(url)
        return await extract(extraction, text, url, *others)

    monkeypatch.setattr(Extraction, "extract", counted)
    async with aclosing(fetched.library.fetch(POSTS, check=True)) as coming:
        found = {one.article.key: one async for one in coming}
    assert [found[post].error for post in POSTS] == [None] * 4
    assert [post for post in POSTS if not found[post].unchanged] == [other]
    assert sorted(extracted) == sorted([other, markup])
    assert changed(fetched) == [other]
