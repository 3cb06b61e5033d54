"""Lists of subscriptions read and written, and an index that reads back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.errors import SourceError
from blogreader.indexes import subscription_lists
from blogreader.library import Library
from blogreader.library.reports import SourceReport
from blogreader.library.source_exports import as_index, as_opml
from blogreader.library.source_texts import read_subscriptions
from blogreader.model import Source
from blogreader.paths import Paths
from blogreader.text import clean_line

OPML = """<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body><outline text="Sea">
<outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/"/>
<outline text="C" xmlurl='https://c.example/atom.xml'/></outline><outline text="no feed" url="https://d.example/"/>
<outline text="again" xmlUrl="https://c.example/atom.xml"/><outline xmlUrl="file:///etc/passwd"/></body></opml>"""
FEEDS = ("https://a.example/feed?x=1&y=2", "https://c.example/atom.xml")


def feeds_of(path: Path) -> tuple[str, ...]:
    found = read_subscriptions(path)
    assert found
    return found.feeds


def library(folder: Path) -> Library:
    made = Library(Paths(folder, folder / "cache", folder / "config.toml"))
    made.open()
    return made


@pytest.mark.parametrize("text", [OPML, "\ufeff" + OPML, OPML.replace("&amp;y", "&y"), OPML.removesuffix("</opml>")])
def test_the_feeds_of_an_opml_are_found_also_of_a_broken_one(text: str) -> None:
    assert subscription_lists.is_opml(text)
    assert subscription_lists.read(text).feeds == FEEDS


def test_entities_of_an_opml_are_never_expanded() -> None:
    declared = '?><!DOCTYPE opml [<!ENTITY a "https://evil.example/">]>'
    bomb = OPML.replace("https://c.example/atom.xml", "&a;").replace("?>", declared)
    assert subscription_lists.read(bomb).feeds == FEEDS[:1]


def test_newsboats_urls_are_read_without_its_queries() -> None:
    text = (
        '# mine\nhttps://a.example/feed tech "~A blog"\n\n"query:Unread:unread = \\"yes\\""\nhttps://b.example/\n'
        "filter:cat:https://c.example/\nexec:ls\n"
    )
    assert subscription_lists.read_newsboat(text).feeds == ("https://a.example/feed", "https://b.example/")


def test_what_a_list_names_that_is_no_address_is_left_out_with_its_line() -> None:
    found = subscription_lists.read_newsboat(
        "# mine\n\na.example/feed tag\nhttps://b.example/\nhtps://w:p@c.example/\nexec:ls\n"
    )
    assert found.feeds == ("https://b.example/",)
    assert [(one.line, one.sentence) for one in found.warnings] == [
        (3, "not a web address: a.example/feed tag"),
        (5, "not a web address: htps://c.example/"),
    ]
    assert found.doubt == " The first of 2 doubtful lines: 3, not a web address: a.example/feed tag."
    for broken in ("", "<"):
        of_opml = subscription_lists.read(f"\n\n{OPML}{broken}")
        assert of_opml.feeds == FEEDS
        line = OPML[: OPML.index("file:///")].count("\n") + 3
        assert [(one.line, one.sentence) for one in of_opml.warnings] == [
            (line, "not a web address: file:///etc/passwd")
        ]


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        ("feed://a.example/x", "http://a.example/x"),
        ("feed:https://a.example/x", "https://a.example/x"),
        ("feed://https://a.example/x", "https://a.example/x"),
        ("HTTPS://a.example/feed:x", "HTTPS://a.example/feed:x"),
    ],
)
def test_addresses_for_programs_that_follow_feeds_are_web_addresses(given_: str, read: str) -> None:
    assert subscription_lists.read(f'<opml><body><outline xmlUrl="{given_}"/></body></opml>').feeds == (read,)


@given(st.lists(st.tuples(st.text(max_size=30), st.integers(0, 9))))
def test_what_is_written_as_opml_reads_back(sources: list[tuple[str, int]]) -> None:
    named = [(clean_line(name), f"https://{number}.example/?a&b", "") for name, number in sources]
    written = subscription_lists.write("<Mine> & yours", named)
    assert subscription_lists.read(written).feeds == tuple(dict.fromkeys(feed for _, feed, _ in named))


def test_a_file_of_subscriptions_is_told_from_an_index(tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(OPML)
    (tmp_path / "urls").write_text("https://a.example/feed\n")
    (tmp_path / "index.md").write_text("- [A](https://a.example/)\n")
    (tmp_path / "empty.opml").write_text("<opml><body/></opml>")
    assert feeds_of(tmp_path / "mine.opml") == FEEDS
    assert feeds_of(tmp_path / "urls") == ("https://a.example/feed",)
    assert read_subscriptions(tmp_path / "index.md") is None
    with pytest.raises(SourceError, match="lists no feeds"):
        read_subscriptions(tmp_path / "empty.opml")


async def test_an_exported_index_reads_back_to_the_same_articles(tmp_path: Path) -> None:
    made = library(tmp_path / "library")
    expected = made.select("category:Security")
    (tmp_path / "out.md").write_text(as_index(expected.page(0, len(expected)), made.sources()))
    other = library(tmp_path / "other")
    await other.add(str(tmp_path / "out.md"))
    listing = other.select("")
    assert len(listing) == len(expected) > 0
    by_key = {entry.article.key: entry.article for entry in expected.page(0, len(expected))}
    assert {entry.article.key: entry.article for entry in listing.page(0, len(listing))} == by_key
    made.close()
    other.close()


def test_an_export_has_the_title_of_its_source_and_a_list_the_names_and_feeds_of_each() -> None:
    blog = Source("a", "https://a.example/", title="A blog", watched="https://a.example/feed")
    reports = [SourceReport(one, 1) for one in (blog, Source("b", "https://b.example/index.md"), Source("c", "/c.md"))]
    assert as_index([], reports[:1]).startswith("# A blog\n")
    assert "A blog" not in as_index([], reports)
    assert "# " not in as_index([], [])
    assert [line.strip() for line in as_opml(reports).splitlines() if "<outline" in line] == [
        '<outline type="rss" text="A blog" title="A blog" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>',
        '<outline type="rss" text="b" title="b" xmlUrl="https://b.example/index.md" htmlUrl="https://b.example/index.md"/>',
    ]


def test_sources_are_exported_as_opml(tmp_path: Path) -> None:
    made = library(tmp_path)
    assert subscription_lists.read(as_opml(made.sources())).feeds == ("https://lucioduran.com/blog",)
    made.close()
