"""What is noted of the pictures of a document: those that are there, those that are lost, and when they are due."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.archive import Archive
from blogreader.errors import (
    Busy,
    CutOff,
    FetchError,
    HostNotFound,
    SecureConnectionFailed,
    ServerFailed,
    TimedOut,
    TooLarge,
    Unreachable,
)
from blogreader.library.offline import images
from blogreader.library.offline.images import ImageFetch, asked_for, is_unreachable, settle_data
from blogreader.model import ArchivedImage, Document, LostImage, Via

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
A, B, C, D = (f"https://pictures.example/{name}.png" for name in "abcd")
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg=="
DATA = f"data:image/png;base64,{PIXEL}"


def document(text: str = "Words.\n", **facts: object) -> Document:
    return Document("https://n.example/a", "https://n.example/a", text, NOW, Via.EXTRACTED, **facts)  # type: ignore[arg-type]


def late(*, connected: bool) -> TimedOut:
    return TimedOut("It took too long.", connected=connected)


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (Unreachable("x"), True),
        (HostNotFound("x"), True),
        (SecureConnectionFailed("x"), True),
        (CutOff("x"), False),
        (late(connected=False), True),
        (late(connected=True), False),
        (Busy("x"), False),
        (ServerFailed("x"), False),
        (TooLarge("x"), False),
        (None, False),
        (ArchivedImage(A, "a.png"), False),
    ],
)
def test_a_host_is_out_of_reach_that_nobody_got_through_to(error: object, is_so: bool) -> None:
    assert is_unreachable(error) is is_so


def test_all_that_is_missing_is_asked_for_or_only_what_is_due() -> None:
    lost = LostImage(B, "Not found.", NOW - timedelta(minutes=1)), LostImage(C, "Beyond.")
    one = document(images=(A, B, C, D), pictures=(ArchivedImage(D, "d.png"),), lost=lost)
    assert asked_for(one, NOW, lost=False) == one.due(NOW) == (A,)
    assert asked_for(one, NOW, lost=True) == (A, B, C)


@pytest.mark.parametrize(
    ("before", "at", "times"),
    [
        (None, NOW, 1),
        (LostImage(A, "Old."), NOW, 1),
        (LostImage(A, "Old.", NOW + timedelta(seconds=1), 2), NOW, 1),  # a clock that was wrong
        (LostImage(A, "Old.", NOW, 2), NOW, 2),
        (LostImage(A, "Old.", NOW - timedelta(seconds=1), 2), NOW - timedelta(seconds=1), 2),
        (LostImage(A, "Old.", NOW - timedelta(days=999), 2), NOW, 3),
    ],
)
def test_an_attempt_before_its_time_does_not_lengthen_the_pauses(
    before: LostImage | None, at: datetime, times: int
) -> None:
    one = document(images=(A,), lost=(before,) if before else ())
    (found,) = images._named(one, {A: FetchError("New.")}, NOW + timedelta(microseconds=5)).lost
    assert (found.sentence, found.at, found.times) == ("New.", at, times)


def test_a_picture_is_due_again_at_the_very_moment_that_its_pause_ends() -> None:
    before = LostImage(A, "Old.", NOW - timedelta(days=30), 1)
    assert before.due
    for now, times in ((before.due, 2), (before.due - timedelta(seconds=1), 1)):
        (found,) = images._named(document(images=(A,), lost=(before,)), {A: FetchError("New.")}, now).lost
        assert found.times == times


def test_a_document_names_what_came_and_what_did_not_in_the_order_of_its_text() -> None:
    text = f'![a]({A}) ![b](<{B}> "title") ![c]({C})\n'
    before = document(text, images=(A, B, C, D), pictures=(ArchivedImage(D, "d.png"),), lost=(LostImage(A, "Old."),))
    tracker, beyond = images._TRACKER, images._TOO_MANY
    found = images._named(before, {C: FetchError("Gone."), A: ArchivedImage("x", "a.png"), B: tracker}, NOW)
    assert found.text == f"![a]({A})  ![c]({C})\n"
    assert found.images == (A, C, D)
    assert found.pictures == (ArchivedImage(A, "a.png"), ArchivedImage(D, "d.png"))
    assert [(one.url, one.sentence) for one in found.lost] == [(C, "Gone.")]
    (lost,) = images._named(document(images=(A,)), {A: beyond}, NOW).lost
    assert (lost.sentence, lost.at) == ("It is beyond the limit of pictures per article (300).", None)
    alone = document(f"![a]({A})\n", images=(A,))
    assert images._named(alone, {A: tracker}, NOW).text == alone.text, "an article has a text"


# The pictures of one run.


class Host:
    """Answers what is put into it, and counts how often it is asked."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.asked = 0

    async def __call__(self) -> ArchivedImage:
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, FetchError):
            raise answer
        assert isinstance(answer, ArchivedImage)
        return answer


def asked(answers: list[object], urls: list[str], beside: str | None = None) -> tuple[list[object], int, ImageFetch]:
    """Ask a run for pictures one after the other; return what came, how often a host was asked, and the run."""
    host = Host()
    host.answers = answers

    async def all_of_them() -> tuple[list[object], ImageFetch]:
        run = ImageFetch()
        return [await run.get(url, beside, host) for url in urls], run

    found, run = asyncio.run(all_of_them())
    return found, host.asked, run


THERE = ArchivedImage(A, "a.png")


@pytest.mark.parametrize(
    ("answers", "requests", "is_connected"),
    [
        ([THERE, THERE, THERE], 3, True),
        ([Unreachable("x"), THERE, THERE], 1, False),
        ([THERE, Unreachable("x"), THERE], 2, True),
        ([ServerFailed("x"), ServerFailed("x"), THERE], 2, True),
        ([ServerFailed("x"), THERE, ServerFailed("x")], 3, True),
        ([TooLarge("x"), TooLarge("x"), TooLarge("x")], 3, True),
        ([Busy("x"), TooLarge("x"), Busy("x")], 3, True),
        ([TooLarge("x"), Busy("x"), Busy("x"), THERE], 3, True),
        ([late(connected=True), late(connected=True), THERE], 2, True),
        ([late(connected=False), THERE, THERE], 1, False),
    ],
)
def test_a_host_is_given_up_that_is_out_of_reach_or_fails_twice_in_a_row(
    answers: list[object], requests: int, is_connected: bool
) -> None:
    wanted = [answers[min(number, requests - 1)] for number in range(len(answers))]
    found, number, run = asked([*answers], [A, B, C, D][: len(answers)])
    assert (number, run.is_connected) == (requests, is_connected)
    assert found == wanted


def test_a_picture_is_asked_for_once_and_for_a_host_in_a_private_network_apart() -> None:
    found, number, _ = asked([THERE], [A, A, A])
    assert (found, number) == ([THERE] * 3, 1)
    failure = TooLarge("x")
    found, number, _ = asked([failure, THERE], [A, A, B])
    assert (found, number) == ([failure, failure, THERE], 2)
    found, number, _ = asked([Unreachable("x"), THERE], [A, "https://other.example/a.png"])
    assert (found[1], number) == (THERE, 2)

    async def beside_others() -> int:
        host, run = Host(), ImageFetch()
        host.answers = [THERE, THERE, THERE]
        for beside in (None, "http://192.168.1.1/a", "http://192.168.1.1/b", "http://192.168.1.2/"):
            await run.get(A, beside, host)
        return host.asked

    assert asyncio.run(beside_others()) == 3


# Pictures inside of a page.


def test_a_picture_inside_a_page_has_a_short_address_and_what_is_none_goes(archive: Archive) -> None:
    bad, worse = "data:image/png;base64,AAAA", "data:nothing"
    text = f"![one]({DATA}) ![two]({bad}) [ref]: {worse} ![three]({A})\n"
    found = settle_data(document(text, images=(DATA, bad, worse, A), lost=(LostImage(A, "Old."),)), archive)
    held, other = found.images
    assert held.startswith("https://n.example/a#picture-")
    assert other == A
    assert found.text == f"![one]({held})  [ref]: # ![three]({A})\n"
    assert [one.url for one in found.pictures] == [held]
    assert found.lost == (LostImage(A, "Old."),)
    same = document(images=(A,))
    assert settle_data(same, archive) is same


def test_so_many_pictures_inside_a_page_are_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST", 2)
    others = tuple(f"{DATA[:-4]}{end}" for end in ("AAA=", "BBB=", "CCC=", "DDD="))
    found = settle_data(document(" ".join(others), images=others), archive)
    assert (len(found.pictures), [one.url for one in found.lost]) == (2, [*others[2:]])
    again = settle_data(
        document(" ".join(others), images=(*found.images[:1], *others), pictures=found.pictures[:1]), archive
    )
    assert len(again.lost) == 3


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        (DATA, True),
        (f"DATA:image/png;BASE64,{PIXEL}", True),
        (f"data:;charset=x;base64,{PIXEL}", True),
        ("data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E", True),
        (f"data:image/png,{PIXEL}", False),
        ("data:image/png;base64,A", False),
        ("data:image/png;base64", False),
        ("data:text/plain,words", False),
    ],
)
def test_a_data_address_is_a_picture_by_its_bytes(url: str, is_one: bool) -> None:
    data, extension = images._decoded(url)
    assert bool(extension) is is_one
    assert data or not is_one


@pytest.mark.parametrize("number", [2, 3])
async def test_so_many_pictures_of_a_document_are_asked_for(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(images, "MOST", 2)
    requested: list[str] = []

    @asynccontextmanager
    async def turn(_: str) -> AsyncIterator[None]:
        yield

    async def picture(url: str, *, beside: str | None) -> tuple[bytes, str]:
        assert beside == "https://n.example/a"
        requested.append(url)
        raise TooLarge("It is large.")

    wanted = (A, B, C)[:number]
    one = document(images=wanted)
    fetcher: Any = SimpleNamespace(picture=picture)
    found = await images.complete(one, wanted, archive, fetcher, turn, ImageFetch(), NOW, named=True)
    assert requested == [A, B]
    assert [lost.sentence for lost in found.lost] == ["It is large."] * 2 + [images._BEYOND] * (number - 2)


@pytest.mark.parametrize(("minutes", "is_lost"), [(-1, False), (0, True), (9, True), (10, False)])
async def test_without_a_network_nothing_is_lost_that_was_never_asked_for(
    archive: Archive, minutes: int, is_lost: bool
) -> None:
    @asynccontextmanager
    async def turn(_: str) -> AsyncIterator[None]:
        yield

    async def picture(_: str, *, beside: str | None) -> tuple[bytes, str]:
        assert beside is None
        raise HostNotFound("No network.")

    one = document(images=(A, B), lost=(LostImage(B, "Old.", NOW - timedelta(days=9)),))
    fetcher: Any = SimpleNamespace(picture=picture)
    now = NOW + timedelta(minutes=minutes)
    found = await images.complete(one, (A, B), archive, fetcher, turn, ImageFetch(), now, named=False)
    assert [lost.url for lost in found.lost] == ([A, B] if is_lost else [B])
    assert found.lost[-1].sentence == "No network."


@pytest.mark.parametrize(("times", "days"), [(0, 1), (1, 1), (2, 7), (3, 30), (9, 30)])
def test_a_lost_picture_is_asked_for_again_after_pauses_that_grow(times: int, days: int) -> None:
    assert LostImage(A, "Not found.", NOW, times).due == NOW + timedelta(days)
    assert LostImage(A, "Not found.", None, times).due is None
    assert LostImage(A, "Not found.", datetime.max.replace(tzinfo=UTC), times).due is None
