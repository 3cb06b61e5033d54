"""What a shell may offer: the names in a library."""

import json
from pathlib import Path

from blogreader.archive import Archive
from blogreader.known_names import Known, term
from blogreader.library import Library
from blogreader.model import Document, Via
from tests.driving import NOW, folders


async def test_a_shell_offers_what_a_library_has(tmp_path: Path) -> None:
    posts = [
        {"url": f"https://a.example/{n}", "title": n.title(), "author": author, "category": category}
        for n, author, category in (("one", "Ann", "Sea"), ("two", "Ann", "Sea"), ("three", "Bob", "Two words"))
    ]
    lines = [{"archive": 1, "title": "A blog", "home": "https://a.example/"}, *posts]
    (tmp_path / "sea.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines))
    (tmp_path / "land.md").write_text("- [Four](https://b.example/four)\n")
    places, url = folders(tmp_path / "library"), "https://a.example/one"
    Archive(places.library / "archive").write(Document(url, url, "Words.", NOW, Via.EXTRACTED, language="de"))
    library = Library(places)
    library.open()
    for name in ("sea.jsonl", "land.md"):
        await library.add(str(tmp_path / name))
    library.close()
    known = Known(places)
    assert sorted(known.authors()) == [("Ann", "2 articles"), ("Bob", "1 article")]
    assert sorted(known.categories()) == [("Sea", "2 articles"), ("Two words", "1 article")]
    assert known.sources() == [("sea", "A blog"), ("land", str(tmp_path / "land.md"))]
    assert sorted(known.slugs("T", 9)) == [("three", "Three"), ("two", "Two")]
    assert len(known.slugs("t", 1)) == 1
    assert known.languages() == [("de", "1 article")]


def test_a_library_that_is_not_there_offers_nothing(tmp_path: Path) -> None:
    known = Known(folders(tmp_path))
    assert [known.slugs("", 9), known.authors(), known.categories(), known.languages(), known.sources()] == [[]] * 5


def test_a_term_is_quoted_where_it_would_not_be_one_token() -> None:
    assert [term("category", value) for value in ("Sea", "Two words")] == ["category:Sea", 'category:"Two words"']
