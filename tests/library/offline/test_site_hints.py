"""What extraction is told of a page's site: the reader's rules, which may find nothing, and what its pages share."""

from pathlib import Path

import pytest

from blogreader.archive import Archive
from blogreader.errors import Damaged, TooMuch
from blogreader.extract import Extracted, Form, Hints
from blogreader.library.offline.extraction import Extraction
from blogreader.library.offline.extraction_cache import ExtractionCache
from blogreader.library.offline.template_files import KeptTemplate, TemplateFiles
from blogreader.sites import SiteRules

URL, RULES, MARK, OWN = "https://blog.example/one", SiteRules("article"), "0" * 16, "1" * 16


class Processes:
    """A pool without processes: tells what it was asked, and answers with the marks of a page."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Hints, Form]] = []
        self.caches: list[ExtractionCache | None] = []
        self.started: list[int] = []
        self.is_closed = False
        self.misses_rule = False

    async def extract(
        self, text: str, url: str, hints: Hints, form: Form, cache: ExtractionCache | None = None
    ) -> Extracted:
        self.asked.append((url, hints, form))
        self.caches.append(cache)
        if text == "<p>too much":
            raise TooMuch("It takes too long.")
        return Extracted(f"{MARK}\n{text.removeprefix('<p>')}", misses_rule=self.misses_rule)

    def start(self, pages: int) -> None:
        self.started.append(pages)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def templates(tmp_path: Path) -> TemplateFiles:
    return TemplateFiles(tmp_path / "templates")


@pytest.fixture
def processes() -> Processes:
    return Processes()


@pytest.fixture
def cache(tmp_path: Path) -> ExtractionCache:
    return ExtractionCache(tmp_path / "own-files")


@pytest.fixture
def extraction(templates: TemplateFiles, processes: Processes, cache: ExtractionCache) -> Extraction:
    made = Extraction({"blog.example": RULES}, templates, cache)
    made._pool = processes  # type: ignore[assignment]
    return made


async def test_of_the_readers_own_files_what_was_made_is_kept(
    extraction: Extraction, processes: Processes, cache: ExtractionCache
) -> None:
    for url in ("https://blog.example/a", "file:///notes/a.md"):
        await extraction.extract("A text.", url, Hints(), "markdown")
    assert processes.caches == [None, cache]


async def test_a_page_is_read_with_the_rules_of_its_host_and_html_with_its_template(
    extraction: Extraction, templates: TemplateFiles, processes: Processes
) -> None:
    templates.put("blog.example", KeptTemplate(10, (MARK,)))
    forms: tuple[Form, ...] = ("html", "markdown", "plain")
    for form in forms:
        await extraction.extract("word", URL, Hints("One", 3), form)
    await extraction.extract("word", "https://other.example/", Hints(), "html")
    told = Hints("One", 3, RULES)
    assert processes.asked == [
        (URL, Hints("One", 3, RULES, (MARK,)), "html"),
        (URL, told, "markdown"),
        (URL, told, "plain"),
        ("https://other.example/", Hints(), "html"),
    ]


async def test_rules_that_find_no_article_are_told_once_with_the_number_of_pages(
    extraction: Extraction, processes: Processes
) -> None:
    await extraction.extract("word", URL, Hints(), "html")
    assert extraction.missed() == []
    processes.misses_rule = True
    for number, said in ((1, "1 page"), (2, "2 pages")):
        for _ in range(number):
            await extraction.extract("word", URL, Hints(), "html")
        [sentence] = extraction.missed()
        assert sentence.startswith(f"Nothing matches `article` on {said} of blog.example, where [sites] in the")
        assert extraction.missed() == []


def test_processes_are_started_and_ended_for_it(extraction: Extraction, processes: Processes) -> None:
    extraction.start(3)
    assert (processes.started, processes.is_closed) == ([3], False)
    extraction.close()
    assert processes.is_closed


def pages(folder: Path, number: int) -> tuple[Archive, list[str]]:
    """Return an archive of so many pages, each with a mark of its own, and one article without a page."""
    archive = Archive(folder / "archive")
    keys = [f"https://blog.example/{at:02}" for at in range(number)]
    for at, key in enumerate(keys):
        archive.write_page(key, f"<p>{at:016x}")
    return archive, ["https://blog.example/none", *keys]


@pytest.mark.parametrize(
    ("number", "known", "read"), [(9, 0, 0), (10, 0, 10), (12, 6, 12), (12, 7, 0), (31, 15, 30), (31, 16, 0)]
)
async def test_what_pages_share_is_learned_of_ten_to_thirty_and_again_of_twice_as_many(
    extraction: Extraction,
    templates: TemplateFiles,
    processes: Processes,
    tmp_path: Path,
    number: int,
    known: int,
    read: int,
) -> None:
    if known:
        templates.put("blog.example", KeptTemplate(known, (OWN,)))
    archive, keys = pages(tmp_path, number)
    await extraction.learn("blog.example", archive, keys)
    expected = KeptTemplate(read, (MARK,)) if read else KeptTemplate(known, (OWN,) * bool(known))
    assert templates.get("blog.example") == expected
    assert [url for url, _, _ in processes.asked] == [
        f"https://blog.example/{at * number // read:02}" for at in range(read)
    ]
    assert all(asked[1:] == (Hints(), "template") for asked in processes.asked)


async def test_pages_that_can_not_be_read_teach_nothing_and_a_damaged_one_is_told(
    extraction: Extraction, templates: TemplateFiles, tmp_path: Path
) -> None:
    archive, keys = pages(tmp_path, 11)
    archive.write_page(keys[1], "<p>too much")
    await extraction.learn("blog.example", archive, keys)
    assert templates.get("blog.example") == KeptTemplate(10, (MARK,))
    archive, keys = pages(tmp_path, 20)
    archive.path_of(keys[1]).with_suffix(".html.gz").write_bytes(b"\x1f\x8bdamaged")
    with pytest.raises(Damaged):
        await extraction.learn("blog.example", archive, keys)
