"""Which article is meant by what was typed, or by a link."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from blogreader.catalogue import Catalogue, lookup
from blogreader.errors import AmbiguousArticle, UnknownArticle
from blogreader.model import Article

KEYS = [
    "https://n.example/raft",
    "https://n.example/raft-again",
    "http://old.example/tides",
    "https://n.example/2026/index",
    "https://n.example/2025/index",
    "https://n.example/posts?id=7",
    "file:///home/me/notes/boats.md",
    *(f"https://n.example/part-{number}" for number in range(10, 21)),
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with closing(Catalogue(tmp_path_factory.mktemp("few") / "catalogue.db")) as opened:
        opened.open()
        opened.put_articles([(Article(key, key, "A"), "n") for key in KEYS], new=False)
        yield opened


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://n.example/raft", KEYS[0]),
        ("http://N.example/raft/#top", KEYS[0]),
        ("https://old.example/tides", KEYS[2]),
        ("http://old.example/tides", KEYS[2]),
        ("file:///home/me/notes/boats.md", KEYS[6]),
        ("/home/me/notes/boats.md", KEYS[6]),
        ("https://n.example/none", None),
        ("ftp://n.example/raft", None),
        ("raft", None),
    ],
)
def test_a_link_leads_to_an_article_by_either_scheme(catalogue: Catalogue, url: str, key: str | None) -> None:
    found = lookup.at_address(catalogue, url)
    assert (found and found.article.key) == key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("raft", KEYS[0]),  # its whole slug, though another one contains it
        (" raft\n", KEYS[0]),
        ("ft-ag", KEYS[1]),
        ("TID", KEYS[2]),
        ("./raft", KEYS[0]),
        (".././../raft", KEYS[0]),
        ("http://n.example/raft", KEYS[0]),
        ("http://old.example/tides/", KEYS[2]),
        ("/home/me/notes/boats.md", KEYS[6]),
        ("2025/index", KEYS[4]),
        ("2025/index/", KEYS[4]),
        ("2025/ind", KEYS[4]),
        ("?id=7", KEYS[5]),
        ("boats.md", KEYS[6]),
        # An address that nothing is known of stands for itself.
        ("https://n.example/none/#top", "https://n.example/none"),
        ("/home/me/none.md", "file:///home/me/none.md"),
    ],
)
def test_an_article_is_meant_by_its_address_its_slug_or_a_part_of_them(
    catalogue: Catalogue, words: str, key: str
) -> None:
    assert lookup.key_of(catalogue, words) == key


@pytest.mark.parametrize("words", ["", " ", "./", "sail", "2024/index", "?id=8", "ftp://n.example/raft", "n.example"])
def test_what_names_no_article_is_unknown(catalogue: Catalogue, words: str) -> None:
    with pytest.raises(UnknownArticle):
        lookup.key_of(catalogue, words)


@pytest.mark.parametrize(
    ("words", "told", "more"),
    [
        ("part", [f"part-{number}" for number in range(10, 20)], "\n  … and 1 more"),
        ("index", KEYS[3:5], ""),
    ],
)
def test_some_of_several_are_told_by_their_slugs_or_by_their_addresses_where_these_are_alike(
    catalogue: Catalogue, words: str, told: list[str], more: str
) -> None:
    with pytest.raises(AmbiguousArticle) as refused:
        lookup.key_of(catalogue, words)
    assert refused.value.candidates == tuple(told)
    assert str(refused.value).endswith("\n  ".join([":", *told]) + more)
