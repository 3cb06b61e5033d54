"""Which hosts a source was met at on the public internet: kept while it is followed, and no longer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from blogreader.library.hosts import PublicHosts, named_by
from blogreader.model import Article, Entry, Source, State
from blogreader.source_files import SourceFiles

POST = "https://blog.example./posts/one"


@pytest.fixture
def hosts(tmp_path: Path) -> Callable[[], PublicHosts]:
    sources = tuple(Source(name, f"https://{name}.example/") for name in ("one", "two"))
    return lambda: PublicHosts(SourceFiles(tmp_path), lambda: sources, lambda name: name)


def test_a_host_is_news_until_it_is_saved_for_its_source(hosts: Callable[[], PublicHosts]) -> None:
    found = hosts()
    assert not found.is_news("one", POST)
    found.known.add("blog.example")
    assert found.is_news("one", POST)
    found.remember("one", POST)
    assert not found.is_news("one", POST)
    assert found.is_news("two", POST)
    again = hosts()
    assert again.known == {"blog.example"}
    assert not again.is_news("one", POST)


def test_of_a_source_that_is_not_followed_nothing_is_saved(hosts: Callable[[], PublicHosts], tmp_path: Path) -> None:
    hosts().remember("three", POST)
    assert SourceFiles(tmp_path).companions.public_hosts("three") == set()


def test_hosts_of_a_source_that_is_no_longer_followed_are_forgotten_but_those_of_another(
    hosts: Callable[[], PublicHosts],
) -> None:
    hosts().remember("one", POST)
    hosts().remember("one", "https://pictures.example/a")
    hosts().remember("two", POST)
    found = hosts()
    assert found.known == {"blog.example", "pictures.example"}
    found.forget("one")
    assert found.known == {"blog.example"}
    found.forget("two")
    assert found.known == set()


def test_hosts_of_a_source_that_is_followed_again_are_its_own_again(hosts: Callable[[], PublicHosts]) -> None:
    hosts().remember("one", POST)
    hosts().remember("two", POST)
    found = hosts()
    assert found.known == {"blog.example"}
    found.forget("one")
    found.take_back("one")
    assert not found.is_news("one", POST)
    found.forget("two")
    assert found.known == {"blog.example"}
    found.forget("one")
    assert found.known == set()


@pytest.mark.parametrize(
    ("location", "url", "is_named"),
    [
        ("/index.md", "http://10.0.0.1/a", True),
        ("//blog.example/index.md", "http://10.0.0.1/a", True),  # a path, too
        ("-", "http://10.0.0.1/a", True),
        ("http://192.168.0.1/index.md", "http://10.0.0.1/a", True),
        ("https://blog.example/index.md", "https://blog.example/a", True),
        ("https://blog.example/index.md", "https://blog.example:8443/a", False),
        ("https://blog.example/index.md", "http://10.0.0.1/a", False),
        ("https://blog.example/index.md", "https://other.example/a", False),
    ],
)
def test_the_readers_own_index_names_every_host_and_one_of_the_internet_its_own(
    location: str, url: str, is_named: bool
) -> None:
    entry = Entry(Article(url, url, "A"), State(url), "one")
    assert named_by([Source("one", location)], "https://never.example/")(entry) is is_named
    assert named_by([], location)(entry) is is_named
