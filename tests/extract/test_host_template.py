"""Pages of one host seen together: what most of them have at the same place is furniture, what is single is content."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogreader.archive import Archive
from blogreader.extract import Hints, extract
from blogreader.extract.host_template import FEWEST_PAGES, template_of
from blogreader.extract.pipeline import read_fingerprints
from blogreader.model import Document, Via
from tests.conftest import Commands

HOST = "https://blog.example/posts/"
SAID = (
    "The keeper of lock {0} has a book of {0} pages, and writes into it every boat that has come through his gates.",
    "Of the {0} boats that he wrote down in the year of the flood, he says, no two had the same name or the same load.",
    "Whoever asks him for number {0} is shown the page, and told that it rained on that day, as it does on most days.",
)
ABOVE = '<div class="hello"><p>Here someone writes of rivers and of locks, whenever it does not rain.</p></div>'
BELOW = '<div class="wish"><p>If this was of use, tell a keeper of it, who will write it into his book.</p></div>'
BETWEEN = '<div class="box"><a href="/map">The map of all locks</a> <a href="/names">The names of all boats</a></div>'


def page(number: int, *, above: str = ABOVE, below: str = BELOW, between: str = BETWEEN, own: str = "") -> str:
    first, *rest = (f"<p>{line.format(number)}</p>" for line in SAID)
    return (
        f"<title>Lock {number}</title><body><main><h1>Lock {number}</h1><div>{above}{first}<h2>Notes</h2>{between}"
        f"<p>Thank you.</p>{rest[0]}{own}{rest[1]}{below}</div></main></body>"
    )


def template(*pages: str) -> tuple[str, ...]:
    return template_of([read_fingerprints(html).text.split("\n") for html in pages])


def text_of(html: str, known: tuple[str, ...] = ()) -> str:
    return extract(html, f"{HOST}1", Hints(template=known)).text


@pytest.fixture(scope="module")
def known() -> tuple[str, ...]:
    return template(*map(page, range(FEWEST_PAGES)))


def test_what_all_pages_have_goes_where_a_second_sign_says_the_same(known: tuple[str, ...]) -> None:
    alone, seen = text_of(page(40)), text_of(page(40), known)
    assert "Here someone writes" in alone
    assert "If this was of use" in alone
    assert "Here someone writes" not in seen  # it stands before the text
    assert "If this was of use" not in seen  # after it
    assert "The map of all locks" not in seen  # it is links


def test_what_is_single_stays_and_what_is_repeated_between_paragraphs_without_a_second_sign(
    known: tuple[str, ...],
) -> None:
    seen = text_of(page(40), known)
    assert "## Notes" in seen
    assert "Thank you." in seen
    for line in SAID:
        assert line.format(40) in seen
    other = BELOW.replace("a keeper", "another keeper")
    assert "tell another keeper" in text_of(page(40, below=other), known)
    elsewhere = page(40, below="", own=f"<section>{BELOW}</section>")
    assert "If this was of use" in text_of(elsewhere, known)


def test_numbers_that_count_readers_make_no_difference() -> None:
    counted = [
        page(number, below=f'<div class="seen"><p>Seen by {number * 7} keepers of locks, so far.</p></div>')
        for number in range(FEWEST_PAGES)
    ]
    assert "Seen by" not in text_of(counted[3], template(*counted))


def test_too_few_pages_say_nothing_and_half_of_them_neither() -> None:
    assert template(*map(page, range(FEWEST_PAGES - 1))) == ()
    half = [page(number, below=BELOW if number % 2 else "") for number in range(FEWEST_PAGES)]
    assert "If this was of use" in text_of(half[1], template(*half))


def test_it_is_a_function_of_pages_alone_in_whatever_order() -> None:
    pages = [page(number) for number in range(FEWEST_PAGES)]
    assert template(*pages) == template(*reversed(pages)) != ()


def test_more_than_half_of_ten_pages_have_what_is_of_the_template() -> None:
    pages = [["b", "a", "c"]] * 5 + [["a", "d"]] + [["d", "d", "d"]] * 4
    assert template_of(pages) == ("a",)
    assert template_of([*pages, ["c", "b", "a"]]) == ("a", "b", "c")
    assert template_of([["a"]] * 9) == ()
    assert template_of([["a"]] * 10) == ("a",)


def test_a_post_of_a_line_is_found_though_little_is_left_of_its_page() -> None:
    frame = (
        "<body><main>{}<div class=wish><p>" + "Words that stand on every page of it. " * 4 + "</p></div></main></body>"
    )
    pages = [frame.format(f"<h1>{number}</h1><p>A line of {number}.</p>") for number in range(FEWEST_PAGES)]
    assert "A line of 4." in text_of(pages[4], template(*pages))


def test_where_nothing_is_left_without_what_all_pages_have_it_stays() -> None:
    line = "<p>Incomprehensibilities: lock {} is under construction, notwithstanding misunderstandings elsewhere.</p>"
    pages = [
        f"<title>{number}</title><body><main><div>{line.format(number)}{BELOW}</div></main></body>"
        for number in range(FEWEST_PAGES)
    ]
    known = template(*pages)
    assert "If this was of use" in text_of(pages[4], known)
    longer = pages[4].replace("</p>", f" {SAID[0].format(4)}</p>", 1)
    assert "If this was of use" not in text_of(longer, known)


@pytest.fixture
def kept(commands: Commands, tmp_path: Path) -> Commands:
    archive = Archive(commands.library / "archive")
    rows = []
    for number in range(FEWEST_PAGES + 2):
        url = f"{HOST}{number}"
        archive.write(Document(url, url, text_of(page(number)), datetime(2026, 1, 1, tzinfo=UTC), Via.EXTRACTED))
        archive.write_page(url, page(number))
        rows.append(f"- [Lock {number}]({url})\n")
    (tmp_path / "index.md").write_text("".join(rows))
    commands.done("add", str(tmp_path / "index.md"))
    return commands


@pytest.mark.slow
def test_re_extract_learns_from_the_archived_pages_of_a_host(kept: Commands) -> None:
    assert "If this was of use" in kept.done("show", f"{HOST}1", "--format", "md").out
    assert kept.done("fetch", "-q", "--re-extract").out == "12 extracted again, 0 unchanged, 0 failed\n"
    assert "If this was of use" not in kept.done("show", f"{HOST}1", "--format", "md").out
    assert "most pages of this host" in kept.done("show", f"{HOST}1", "--dropped").out
    (path,) = (kept.library / "archive" / "templates").iterdir()
    assert json.loads(path.read_text())["pages"] == FEWEST_PAGES + 2
    assert kept.done("fetch", "-q", "--re-extract").out == "0 extracted again, 12 unchanged, 0 failed\n"
    assert "templates" not in kept("doctor").out


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 1}', '{"version": 1, "pages": "x"}', "\x00\xff", "[" * 9999]
)
def test_a_template_that_is_deleted_or_damaged_is_made_again(kept: Commands, text: str) -> None:
    kept.done("fetch", "-q", "--re-extract")
    (path,) = (kept.library / "archive" / "templates").iterdir()
    made = path.read_text()
    path.write_text(text)
    assert kept.done("fetch", "-q", "--re-extract").out == "0 extracted again, 12 unchanged, 0 failed\n"
    assert path.read_text() == made
    path.unlink()
    path.parent.rmdir()
    assert kept.done("fetch", "-q", "--re-extract", f"url:{HOST}1").out.endswith("0 failed\n")
    assert path.read_text() == made
