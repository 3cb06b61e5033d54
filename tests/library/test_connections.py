"""How the articles of a library hang together: links, whoever wrote them how, and texts that are alike."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blogreader.archive import Archive
from blogreader.catalogue.full_text import index
from blogreader.errors import UsageError
from blogreader.library import Library, connections
from blogreader.model import Document, Via
from blogreader.paths import Paths
from tests.library.opened import BASE, NOW, libraries_of

SLUGS = ("one", "two", "three", "four", "old-name")


@pytest.fixture
def libraries(folders: Paths, tmp_path: Path) -> Iterator[Callable[[], Library]]:
    articles = "".join(f"### [Article {slug}]({BASE}{slug})\n2026-01-01 · Café · 5 min\n\n" for slug in SLUGS)
    with libraries_of(
        folders, tmp_path / "index.md", f"# A blog\n\n{articles}### [Mine](mine.md)\n\n### [Other](other.md)\n"
    ) as make:
        yield make


@pytest.fixture
def library(libraries: Callable[[], Library]) -> Library:
    return libraries()


@pytest.fixture
def keep(folders: Paths) -> Callable[..., None]:
    archive = Archive(folders.library / "archive")

    def kept(slug: str, text: str, **facts: object) -> None:
        archive.write(Document(f"{BASE}{slug}", f"{BASE}{slug}", text, NOW, Via.EXTRACTED, **facts))  # type: ignore[arg-type]

    return kept


def listed(library: Library, query: str) -> list[str]:
    listing = library.select(query)
    return sorted(entry.article.url.rpartition("/")[2] for entry in listing.page(0, len(listing)))


def slugs(entries: object) -> list[str]:
    return [entry.article.url.rpartition("/")[2] for entry in entries]  # type: ignore[attr-defined]


def test_queries_list_what_links_to_an_article_and_what_it_links_to(
    library: Library, keep: Callable[..., None]
) -> None:
    keep("one", "See [two](two/?utm_source=x#part) and [elsewhere](https://other.example/x).")
    keep("three", "Both http://example.org/two and [one](/one).")
    keep("two", "Nothing here.")
    assert listed(library, "links:two") == ["one", "three"]
    assert listed(library, "links:one") == ["three"]
    assert listed(library, f"links:{BASE}one#x") == ["three"]
    assert listed(library, "linked-by:three") == ["one", "two"]
    assert listed(library, "linked-by:one") == ["two"]
    assert listed(library, "links:two -links:one") == ["one"]
    assert listed(library, "links:nothing-has-this") == []
    assert listed(library, "linked-by:four") == []


def test_a_part_of_a_slug_means_all_that_have_it(library: Library, keep: Callable[..., None]) -> None:
    keep("one", "[two](two)")
    keep("two", "[three](three)")
    assert listed(library, "links:t") == ["one", "two"]
    assert listed(library, "links:thre") == ["two"]


def test_where_redirects_ended_an_article_is_found_too(library: Library, keep: Callable[..., None]) -> None:
    keep("old-name", "[next](one)", final_url=f"{BASE}moved/new-name")
    keep("one", "Text.")
    keep("two", "Links to [it](https://example.org/moved/new-name).")
    keep("three", "Links to [it](https://example.org/old-name).")
    assert listed(library, "links:old-name") == ["three", "two"]
    assert listed(library, "linked-by:two") == ["old-name"]
    # Relative to where the page is in the end, not to where it was asked for.
    assert listed(library, "linked-by:old-name") == []
    keep("old-name", "[next](../one)", final_url=f"{BASE}moved/new-name")
    assert listed(library, "linked-by:old-name") == ["one"]


def test_local_articles_link_to_each_other(library: Library, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("See [the other](other.md).\n")
    (tmp_path / "other.md").write_text("Nothing.\n")
    assert listed(library, "links:other.md") == ["mine.md"]
    key = (tmp_path / "other.md").as_uri()
    connected = library.connections.of(key)
    assert slugs(connected.linked_from) == ["mine.md"]
    assert library.connections.sentence((tmp_path / "mine.md").as_uri(), key).text == "See the other."
    (tmp_path / "mine.md").write_bytes(b"See \0.\n")
    assert library.connections.sentence((tmp_path / "mine.md").as_uri(), key).text == ""
    (tmp_path / "mine.md").unlink()
    assert library.connections.sentence((tmp_path / "mine.md").as_uri(), key).text == ""


def test_links_are_those_of_the_text_as_it_is_now(library: Library, keep: Callable[..., None]) -> None:
    keep("one", "[here](two)")
    assert listed(library, "links:two") == ["one"]
    keep("one", "[here](three)")  # the same words
    assert listed(library, "links:two") == []
    assert listed(library, "links:three") == ["one"]


def test_an_article_shows_its_links_what_links_to_it_and_what_is_like_it(
    library: Library, keep: Callable[..., None]
) -> None:
    keep("one", "First [three](three), then [two](two), [itself](one) and [nobody](nobody). Raft elects leaders.")
    keep("two", "A sentence. Leaders are elected in Raft, as [one](one) says. Another.")
    keep("three", "Bread is baked of flour and water.")
    keep("four", "Raft elects leaders by votes; see `[one](one)`.")
    connected = library.connections.of(f"{BASE}one")
    assert slugs(connected.links) == ["three", "two"]
    assert slugs(connected.linked_from) == ["two"]
    said = library.connections.sentence(f"{BASE}two", f"{BASE}one")
    assert said.text == "Leaders are elected in Raft, as one says."
    assert said.text[: said.at] == "Leaders are elected in Raft, as one"
    assert set(slugs(connected.alike)[:2]) == {"two", "four"}
    assert (connected.is_known, connected.lacking) == (True, 0)


def test_what_nobody_links_to_and_is_not_archived_has_no_connections(library: Library) -> None:
    connected = library.connections.of(f"{BASE}four")
    assert (connected.links, connected.linked_from, connected.alike) == ((), (), ())


def test_the_graph_has_the_links_among_the_articles_that_are_asked_for(
    library: Library, keep: Callable[..., None]
) -> None:
    keep("one", "[two](two) [two again](two#x) [three](three) [out](https://other.example/)")
    keep("two", "[one](one)")
    keep("old-name", "Text.", final_url=f"{BASE}new-name")
    keep("three", "[old](new-name)")
    graph = library.connections.graph(f"{BASE}{slug}" for slug in SLUGS)
    short = sorted((source.removeprefix(BASE), target.removeprefix(BASE)) for source, target in graph.links)
    assert short == [("one", "three"), ("one", "two"), ("three", "old-name"), ("two", "one")]
    assert slugs(graph.entries) == ["one", "two", "three", "old-name"]
    fewer = library.connections.graph([f"{BASE}one", f"{BASE}two"])
    assert len(fewer.links) == 2


def test_the_next_part_of_a_series_is_that_of_the_same_source(library: Library, tmp_path: Path) -> None:
    index_path = tmp_path / "index.md"
    titles = ("Raft, part 1", "Paxos, part 2", "Raft, part 2: Logs", "Raft")
    index_path.write_text("".join(f"### [{title}]({BASE}{number})\n\n" for number, title in enumerate(titles)))
    library._catalogue_sync.take_articles(new=False)
    entry = library.entry(f"{BASE}0")
    part = library.connections.next_in_series(entry)
    assert part is not None
    assert part.article.title == "Raft, part 2: Logs"
    assert library.connections.next_in_series(part) is None
    assert library.connections.next_in_series(library.entry(f"{BASE}1")) is None


def test_a_part_that_too_many_slugs_have_is_refused(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogreader.library.connections._MOST_MEANT", 1)
    with pytest.raises(UsageError, match=r'^"t" is in the slugs of 3 articles: write more of the one that is meant\.$'):
        library.select("links:t").page(0, 1)


def test_without_an_index_links_are_refused_and_not_forgotten(
    libraries: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "has_fts5", lambda: False)
    library = libraries()
    said = r"^Links between articles can't be searched: the index of the texts can't be written\.$"
    for query in ("links:one", "linked-by:one"):
        with pytest.raises(UsageError, match=said):
            library.select(query).page(0, 1)
    with pytest.raises(UsageError, match=said):
        library.connections.graph([f"{BASE}one"])
    assert not library.connections.of(f"{BASE}one").is_known


def following(library: Library, slug: str) -> str | None:
    library.texts.catch_up()
    found = library.connections.next_in_series(library.entry(BASE + slug))
    return found.article.url.rpartition("/")[2] if found else None


def test_the_next_part_is_the_one_that_the_text_or_another_one_names(
    libraries: Callable[[], Library], keep: Callable[..., None]
) -> None:
    keep("one", "Words.\n\nNext part: [two](/two)")
    keep("two", "Words on [three](/three).")
    keep("three", "Previous part: [two](/two)\n\n[Next post](/four)")
    keep("four", "Words.\n\nNext part: [elsewhere](https://elsewhere.org/five)")
    library = libraries()
    assert [following(library, slug) for slug in ("one", "two", "three", "four")] == ["two", "three", None, None]


@pytest.mark.parametrize(("gone", "left"), [("two", "three"), ("three", "two")])
def test_an_article_that_names_a_part_as_the_previous_one_and_can_no_longer_be_read_tells_nothing(
    library: Library, keep: Callable[..., None], folders: Paths, gone: str, left: str
) -> None:
    keep("one", "Words.")
    for slug in ("two", "three"):
        keep(slug, "Previous part: [one](/one)")
    library.texts.catch_up()
    Archive(folders.library / "archive").path_of(f"{BASE}{gone}").unlink()
    found = library.connections.next_in_series(library.entry(f"{BASE}one"))
    assert found is not None
    assert found.article.url == f"{BASE}{left}"


def test_of_the_articles_that_link_to_it_so_many_are_read(
    library: Library, keep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("one", "Words.")
    keep("two", "See [one](/one).")
    keep("three", "Previous part: [one](/one)")
    library.texts.catch_up()
    linking = library.connections.of(f"{BASE}one").linked_from
    place = slugs(linking).index("three")
    for most, found in ((place, None), (place + 1, "three")):
        monkeypatch.setattr(connections, "_MOST_ASKED", most)
        assert following(library, "one") == found


def test_the_next_part_is_looked_for_in_texts_that_are_indexed_and_none_is_indexed_for_it(
    library: Library, keep: Callable[..., None], folders: Paths
) -> None:
    keep("two", "Words.")
    keep("three", "Previous part: [two](/two)")
    assert library.connections.next_in_series(library.entry(f"{BASE}two")) is None
    assert not (folders.cache / "texts.db").exists()
    assert following(library, "two") == "three"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (("one", "two", "three"), ["two", "three", None]),
        (("three", "two", "one"), ["two", "three", None]),  # newest first
        (("two", "one", "three"), [None, None, None]),
        (("one", "nobody", "two", "three"), ["two", "three", None]),
    ],
)
def test_a_list_of_the_parts_that_the_site_puts_beside_them_tells_the_next_by_their_dates(
    tmp_path: Path, order: tuple[str, ...], expected: list[str | None]
) -> None:
    rows = "".join(
        f"### [Article {slug}]({BASE}{slug})\n2026-01-0{day} · Sea · 5 min\n\n"
        for day, slug in enumerate(("one", "two", "three", "four"), 1)
    )
    (tmp_path / "index.md").write_text(f"# A blog\n\n{rows}")
    items = "".join(f"<li><a href=/{slug}>{slug}</a></li>" for slug in order)
    archive = Archive(tmp_path / "library" / "archive")
    for slug in ("one", "two", "three"):
        document = Document(f"{BASE}{slug}", f"{BASE}{slug}", "Words.", NOW, Via.EXTRACTED)
        archive.write_page(document.url, f"<html><div class=series><ul>{items}</ul></div></html>")
        archive.write(document)
    paths = Paths(tmp_path / "library", tmp_path / "cache", tmp_path / "config.toml")
    library = Library(paths, index=str(tmp_path / "index.md"), now=lambda: NOW)
    library.open()
    assert [following(library, slug) for slug in ("one", "two", "three")] == expected
    library.close()


def test_a_list_of_the_parts_in_another_article_tells_the_next_and_where_lists_differ_nothing_does(
    libraries: Callable[[], Library], keep: Callable[..., None]
) -> None:
    parts = "The series:\n\n- [one](/one)\n- [two](/two)\n- [three](/three)\n"
    keep("one", "Words.")
    keep("two", "Words.")
    keep("three", "Words.")
    keep("four", parts)
    library = libraries()
    assert [following(library, slug) for slug in ("one", "two", "three")] == ["two", "three", None]
    keep("old-name", parts.replace("/two", "/four"))
    assert following(library, "one") is None


def test_so_many_articles_are_alike_also_where_a_text_is_less_like_itself(
    library: Library, keep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_MOST_ALIKE", 2)
    keep("one", "boat rope " + " ".join(f"word{number}" for number in range(500)))
    for slug in ("two", "three", "four", "old-name"):
        keep(slug, "boat rope")
    library.texts.catch_up()
    monkeypatch.setattr(index, "_FEW", 9)
    assert len(library.connections.of(f"{BASE}one").alike) == 2
    assert f"{BASE}one" not in [entry.article.key for entry in library.connections.of(f"{BASE}one").alike]
    assert len(library.connections.of(f"{BASE}two").alike) == 2
