"""Authors and languages: said by an index or by the text, listed, found, and known after everything was made anew."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.archive import Archive
from blogreader.catalogue import Catalogue
from blogreader.library import Library
from blogreader.library.offline import page_facts
from blogreader.model import Document, Via
from blogreader.paths import Paths
from tests.conftest import Commands
from tests.library.opened import BASE, NOW, libraries_of
from tests.site import Site

SLUGS = ("one", "two", "three")


@pytest.fixture
def libraries(folders: Paths, tmp_path: Path) -> Iterator[Callable[[], Library]]:
    articles = "".join(f"### [Article {slug}]({BASE}{slug})\n2026-01-01\n\n" for slug in SLUGS)
    with libraries_of(folders, tmp_path / "index.md", f"# A blog\n\n{articles}### [Mine](mine.md)\n") as make:
        yield make


def keep(archive: Archive, slug: str, **facts: object) -> Document:
    document = Document(f"{BASE}{slug}", f"{BASE}{slug}", "Words.", NOW, Via.EXTRACTED, **facts)  # type: ignore[arg-type]
    archive.write(document)
    return document


def found(library: Library, query: str) -> list[str]:
    listing = library.select(query)
    return sorted(entry.article.key.removeprefix(BASE) for entry in listing.page(0, len(listing)))


def author(library: Library, slug: str) -> str | None:
    return library.entry(f"{BASE}{slug}").article.author


def test_what_archived_texts_say_is_known_to_a_library_that_was_made_anew(
    archive: Archive, libraries: Callable[[], Library]
) -> None:
    keep(archive, "one", author="Ada Löwe", language="de_AT")
    keep(archive, "two", author="Ben", language="den", images=tuple(f"{BASE}{n}.png" for n in range(2_000)))
    library = libraries()
    assert [author(library, slug) for slug in SLUGS] == ["Ada Löwe", "Ben", None]
    assert found(library, "author:lowe") == ["one"]
    assert found(library, "lang:de") == ["one"]
    assert found(library, "lang:DE-at") == ["one"]
    assert found(library, "lang:den") == ["two"]
    assert found(library, 'author:"" url:example') == ["three"]
    assert found(library, 'lang:"" url:example') == ["three"]
    assert found(library, "-author:ben url:example") == ["one", "three"]


@pytest.mark.parametrize(
    ("author", "language", "facts"),
    [
        (None, None, ("", "")),
        (" Ada\nLöwe ", "de_AT", ("Ada Löwe", "de-at")),
        ("a" * 200, "x" * 35, ("a" * 200, "x" * 35)),
        ("a" * 201, "x" * 36, (f"{'a' * 199}…", "")),
    ],
)
def test_an_author_and_a_language_are_taken_up_to_a_length(
    author: str | None, language: str | None, facts: tuple[str, str]
) -> None:
    document = Document(BASE, BASE, "Words.", NOW, Via.EXTRACTED, author=author, language=language)
    assert page_facts.of_document(document) == facts
    local = Document("file:///a.html", BASE, "Words.", NOW, Via.LOCAL, author=author, language=language)
    assert page_facts.of_document(local) == facts


def test_the_beginning_of_a_file_says_it(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for blanks, facts in ((0, ("Ada", "de")), (70_000, ("", ""))):
        path.write_text(f"---\n{' ' * blanks}\nauthor: Ada\nlang: de\n---\nWords.\n")
        document = Document(path.as_uri(), path.as_uri(), "Words.", NOW, Via.LOCAL, author="Ben", language="en")
        assert page_facts.of_document(document) == facts
    path.unlink()
    assert page_facts.of_file(path.as_uri()) == ("", "")


def test_a_file_is_asked_through_a_link_and_only_what_is_read_from_files_in_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nauthor: Ada\nlang: de\n---\nWords.\n")
    (tmp_path / "link.md").symlink_to("a.md")
    key = (tmp_path / "link.md").as_uri()
    for via, facts in ((Via.LOCAL, ("Ada", "de")), (Via.EXTRACTED, ("Ben", ""))):
        assert page_facts.of_document(Document(key, key, "Words.", NOW, via, author="Ben")) == facts


def test_what_the_catalogue_knows_nothing_of_is_read_some_at_a_time(archive: Archive, tmp_path: Path) -> None:
    keep(archive, "one", author="Ada", language="de")
    (tmp_path / "a.md").write_text("---\nauthor: Ben\n---\n")
    known = {f"{BASE}one": ("Ada", "de"), (tmp_path / "a.md").as_uri(): ("Ben", ""), f"{BASE}gone": ("", "")}
    lacking = [*known, *(f"{BASE}{number}" for number in range(498))]
    put: list[dict[str, tuple[str, str]]] = []
    catalogue = SimpleNamespace(without_page_facts=lambda: lacking, put_page_facts=put.append)
    page_facts.catch_up(archive, catalogue)  # type: ignore[arg-type]
    assert [len(one) for one in put] == [500, 1]
    assert put[0].items() >= known.items()


def test_what_a_text_says_is_known_as_soon_as_it_is_archived_and_the_index_has_the_last_word(
    commands: Commands, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "index.md").write_text(f"- [Hostile]({site.url}/hostile/0)\n", encoding="utf-8")
    commands.done("add", str(tmp_path / "index.md"))
    assert listed(commands)["author"] is None
    commands("fetch")
    article = listed(commands)
    assert article["offline"], article["error"]
    assert article["author"] == json.loads(commands("show", "--format", "json", article["slug"]).out)["author"]
    assert commands.done("list", "--count", "lang:en").out == "1\n"


def listed(commands: Commands) -> dict[str, Any]:
    (article,) = json.loads(commands.done("list", "--json").out)
    assert isinstance(article, dict)
    return article


def test_a_damaged_text_says_nothing_and_is_asked_once(
    archive: Archive, libraries: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug, head in (("one", "---\nauthor: [\n---\n"), ("two", "---\nauthor: &a x\n---\n"), ("three", "\0\xff")):
        keep(archive, slug)
        archive.path_of(f"{BASE}{slug}").write_text(head, encoding="latin-1")
    libraries()
    monkeypatch.setattr(Archive, "author_and_language", lambda *_: pytest.fail("it was read again"))
    library = libraries()
    library._catalogue_sync.take_articles(new=False)
    assert [author(library, slug) for slug in SLUGS] == [None, None, None]


def test_what_a_later_text_says_takes_the_place_of_what_one_said_that_is_gone(
    archive: Archive, libraries: Callable[[], Library]
) -> None:
    keep(archive, "one", author="Ada", language="de")
    library = libraries()
    archive.path_of(f"{BASE}one").unlink()
    library._catalogue_sync.take_articles(new=False)
    assert (author(library, "one"), found(library, "lang:de")) == (None, [])
    keep(archive, "one", author="Eva", language="en")
    library._catalogue_sync.take_articles(new=False)
    assert (author(library, "one"), found(library, "lang:en")) == ("Eva", ["one"])


def test_front_matter_that_was_edited_by_hand_is_read_with_the_text(
    archive: Archive, libraries: Callable[[], Library], tmp_path: Path
) -> None:
    keep(archive, "one", author="Ada", language="de")
    mine = tmp_path / "mine.md"
    mine.write_text("---\nauthor: Ben\nlang: en\n---\nWords.\n")
    library = libraries()
    library.texts.catch_up()
    for path in (archive.path_of(f"{BASE}one"), mine):
        path.write_text(path.read_text().replace("Ada", "Ada Holt").replace(": de", ": fr").replace(": en", ": fr"))
    library.texts.catch_up()
    assert (author(library, "one"), found(library, "lang:fr")) == ("Ada Holt", [mine.as_uri(), "one"])


async def test_front_matter_that_was_edited_by_hand_is_read_when_it_is_opened(
    archive: Archive, libraries: Callable[[], Library]
) -> None:
    keep(archive, "one", author="Ada", language="de")
    library = libraries()
    path = archive.path_of(f"{BASE}one")
    path.write_text(path.read_text().replace("Ada", "Ada Holt"))
    await library.document(f"{BASE}one")
    assert author(library, "one") == "Ada Holt"


def test_a_text_that_is_only_shown_is_not_asked_for_its_facts(
    libraries: Callable[[], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.md"
    path.write_text("---\nlang: de\n---\nWords of mine.\n", encoding="utf-8")
    library = libraries()
    library.texts.catch_up()
    assert found(library, "lang:de") == [path.as_uri()]
    monkeypatch.setattr(page_facts, "of_file", lambda _: pytest.fail("it was asked"))
    assert "Words of mine." in library.texts.excerpt(path.as_uri(), None).text


@pytest.mark.parametrize(
    ("front", "author", "language"),
    [
        ("---\nauthor: Ada\nlang: de\n---\n", "Ada", "de"),
        ("---\nauthors: [Ada, Ben]\nlanguage: pt_BR\n---\n", "Ada, Ben", "pt-br"),
        ("---\nauthor:\n  name: Ada\n  url: https://ada.example\n---\n", "Ada", ""),
        ("---\nauthors:\n  - name: Ada\n  - name: Ben\n---\n", "Ada, Ben", ""),
        ("---\nauthor: Ada <ada@blog.example>\n---\n", "Ada", ""),
        ('+++\n[extra]\nauthor = "Ada"\n+++\n', "Ada", ""),
        ("---\nauthor: 2024\nlang: [en]\n---\n", "2024", ""),
        ('{"author": "Ada", "lang": "de"}\n', "Ada", "de"),
        ("", None, ""),
    ],
)
@pytest.mark.parametrize("name", ["note.md", "note.mdx"])
def test_local_files_say_it_in_their_front_matter(
    commands: Commands, tmp_path: Path, front: str, author: str | None, language: str, name: str
) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / name).write_text(f"{front}# A note\n\nWords of a note.\n", encoding="utf-8")
    commands.done("add", str(tmp_path / "posts"))
    for _ in range(2):
        assert listed(commands)["author"] == author
        assert commands.done("list", "--count", f'lang:"{language}"').out == "1\n"
        commands.done("show", name)  # which reads the text, and changes nothing of that


def test_the_name_of_a_file_says_its_language_where_nothing_else_does(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "note.fr.md").write_text("# Une note\n\nDes mots.\n", encoding="utf-8")
    commands.done("add", str(tmp_path / "posts"))
    assert commands.done("list", "--count", "lang:fr").out == "1\n"


def test_authors_and_languages_in_use_are_offered_those_of_most_articles_first(
    archive: Archive, libraries: Callable[[], Library]
) -> None:
    keep(archive, "one", author="Ann Lee", language="en")
    keep(archive, "two", author="Ben", language="DE")
    keep(archive, "three", author="Ben", language="de")
    library = libraries()
    assert library.completions("author:", 7)[2] == ("Ben", '"Ann Lee"')
    assert library.completions("author:le", 9)[2] == ('"Ann Lee"',)
    assert library.completions("-lang:", 6)[2] == ("de", "en")


def test_who_wrote_what_is_offered_by_an_index_of_the_database(tmp_path: Path) -> None:
    from blogreader.catalogue.schema import AUTHORS, LANGUAGES

    catalogue = Catalogue(tmp_path / "catalogue.db")
    catalogue.open()
    connection = catalogue._file.get()
    for query, index in ((AUTHORS, "authors"), (LANGUAGES, "languages")):
        steps = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert f"INDEX {index}" in steps
    catalogue.close()
