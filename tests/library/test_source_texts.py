"""What a refresh makes of two versions of an index, and which texts and pages are one."""

from datetime import date
from pathlib import Path

import pytest

from blogreader.errors import NamesFeeds, SourceError
from blogreader.library.source_texts import (
    RecentIndexes,
    differences,
    is_index,
    moves,
    read_file,
    read_folder,
    read_subscriptions,
    refuse_list,
    unexplained,
)
from blogreader.model import Article, Index, Page, Source
from blogreader.records import replace

HOST = "https://n.example"
DAY = date(2020, 5, 3)


def article(
    path: str, title: str = "", day: date | None = DAY, *, host: str = HOST, gone: bool = False, **more: str
) -> Article:
    url = f"{host}{path}"
    return Article(url, url, title or f"On {path}", day, gone=gone, **more)  # type: ignore[arg-type]


def index(*articles: Article) -> Index:
    return Index("Notes", articles)


LAMP, ROPE, SAIL = article("/lamp"), article("/rope"), article("/sail")
LOCAL = Article("file:///home/ada/lamp.md", "/home/ada/lamp.md", "On /lamp", DAY)


def test_what_is_new_changed_and_gone_is_counted_and_what_moved_is_neither() -> None:
    before = index(LAMP, ROPE, article("/left"), article("/was-gone", gone=True))
    after = index(replace(LAMP, minutes=5), ROPE, SAIL, article("/was-gone"), article("/left", gone=True))
    assert differences(before, after, {}) == (2, frozenset([LAMP.key]), 1)
    moved = {f"{HOST}/left": SAIL.key}
    assert differences(before, after, moved) == (1, frozenset([LAMP.key]), 0)
    assert differences(before, before, {}) == (0, frozenset(), 0)


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        (LAMP, article("/2020/lamp.html", "On /lamp"), True),
        (LAMP, article("/2020/lamp.html", "ON /LAMP"), True),
        (LAMP, article("/other", "On /lamp", date(2020, 5, 4)), False),
        (article("/lamp", day=None), article("/other", "On /lamp", None), False),
        (LAMP, article("/lamp", "Another", None, host="https://new.example"), True),
        (LAMP, article("/lamp?x=1", "Another", host="https://new.example"), False),
        (article("/", "Start"), article("/", "Other", host="https://new.example"), False),
        (article("", "Start"), article("", "Other", host="https://new.example"), False),
        (LOCAL, LAMP, True),
        (LAMP, LOCAL, True),
    ],
)
def test_an_article_is_the_same_by_its_title_and_day_or_by_its_path(old: Article, new: Article, is_same: bool) -> None:
    assert moves(index(old, ROPE), index(new, ROPE), None) == ({old.key: new.key} if is_same else {})


def test_articles_that_share_what_would_tell_them_apart_have_not_moved() -> None:
    twin = article("/lamp-2", LAMP.title)
    one, two = article("/a", LAMP.title), article("/b", LAMP.title)
    assert moves(index(LAMP, twin), index(one), None) == {}
    assert moves(index(LAMP), index(one, two), None) == {}
    # By its path one of them is known, which leaves one for the other.
    path = article("/lamp", LAMP.title, host="https://new.example")
    assert moves(index(LAMP), index(path, one), None) == {LAMP.key: path.key}
    assert moves(index(LAMP, twin), index(path), None) == {LAMP.key: path.key}


def test_a_redirect_tells_where_an_article_moved_if_the_index_has_it_there() -> None:
    before, after = index(LAMP, ROPE), index(ROPE, SAIL)
    assert moves(before, after, None, {LAMP.key: SAIL.key}) == {LAMP.key: SAIL.key}
    assert moves(before, after, None, {LAMP.key: f"{HOST}/nowhere"}) == {}
    assert moves(before, after, None, {LAMP.key: ROPE.key}) == {}
    other = article("/x", LAMP.title)
    assert moves(before, index(ROPE, SAIL, other), None, {LAMP.key: SAIL.key}) == {LAMP.key: SAIL.key}
    assert moves(index(LAMP, replace(LAMP, key=f"{HOST}/y")), index(SAIL), None, {LAMP.key: SAIL.key}) == {
        LAMP.key: SAIL.key
    }


def test_of_a_part_of_an_index_nothing_older_is_missing() -> None:
    old, newer = article("/old", day=date(2020, 1, 1)), article("/newer", day=date(2020, 6, 1))
    same_day, dayless = article("/same", day=date(2020, 5, 3)), article("/dayless", day=None)
    before, after = index(LAMP, old, newer, same_day, dayless), index(LAMP, SAIL)
    assert unexplained(before, after, None) == ([old, newer, same_day, dayless], frozenset([SAIL.key]))
    assert unexplained(before, after, frozenset([LAMP.key, SAIL.key])) == ([newer, same_day], frozenset([SAIL.key]))
    assert unexplained(before, index(replace(LAMP, date=None), SAIL), frozenset([LAMP.key])) == (
        *([], frozenset([SAIL.key])),
    )
    listed = frozenset([LAMP.key, newer.key])
    assert unexplained(before, index(LAMP, article("/ancient", day=date(1999, 1, 1))), listed)[0] == [same_day]


def test_what_is_explained_or_was_gone_before_is_not_asked_for() -> None:
    gone, renamed = article("/gone", gone=True), article("/2020/lamp", LAMP.title)
    assert unexplained(index(LAMP, ROPE, gone), index(renamed, SAIL), None) == ([ROPE], frozenset([SAIL.key]))
    assert unexplained(index(LOCAL), index(replace(LOCAL, key="file:///home/ada/rope.md")), None) == ([], frozenset())
    assert unexplained(index(ROPE, LAMP), index(LOCAL, SAIL), None) == ([ROPE], frozenset([SAIL.key]))
    assert unexplained(index(LAMP), index(replace(LAMP, gone=True)), None) == ([LAMP], frozenset())


@pytest.mark.parametrize(
    ("text", "address", "kind", "is_one"),
    [
        ("words", "/posts.md", "", True),
        ("words", "/POSTS.MARKDOWN", "", True),
        ("words", "/posts.txt", "", True),
        ("words", "/llms.txt", "", False),
        ("words", "/index", "text/plain", True),
        ("words", "/index", "text/markdown", False),
        ("# Notes\n\n### [One](/one)\n2026-01-01\n\n### [Two](/two)\n", "/index", "text/html", True),
        ("\ufeff \n<p>words", "/posts.md", "text/plain", False),
        ("<rss>", "/posts.md", "text/plain", False),
        ('\t{"items": []}', "/posts.md", "text/plain", False),
        ("<!-- # x", "/posts.md", "text/plain", False),
    ],
)
def test_a_page_is_an_index_by_its_name_its_kind_or_its_heading(
    text: str, address: str, kind: str, is_one: bool
) -> None:
    assert is_index(Page(HOST + address, HOST + address, kind, text)) is is_one


OPML = '<?xml version="1.0"?><opml version="2.0"><body>{}</body></opml>'
FEED = '<outline type="rss" xmlUrl="https://a.example/rss"/>'


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("a.opml", OPML.format(FEED), 1),
        ("a.XML", OPML.format(FEED), 1),
        ("urls", "https://a.example/rss\nhttps://b.example/rss\n", 2),
        ("urls", OPML.format(FEED), 1),
        ("a.txt", OPML.format(FEED), None),
        ("a.urls", "https://a.example/rss\n", None),
        ("a.xml", "<rss></rss>", None),
        ("a.opml", OPML.format(""), 0),
        ("urls", "# nothing\n", 0),
    ],
)
def test_a_list_of_feeds_is_known_by_its_name_and_what_it_says(
    tmp_path: Path, name: str, text: str, number: int | None
) -> None:
    path = tmp_path / name
    path.write_text(text)
    if number == 0:
        with pytest.raises(SourceError, match=f"{name} lists no feeds\\."):
            read_subscriptions(path)
        return
    found = read_subscriptions(path)
    assert (found and len(found.feeds)) == number


def test_a_page_that_lists_feeds_names_them_and_one_of_none_says_so() -> None:
    def page(text: str, host: str = HOST) -> Page:
        return Page(f"{host}/asked", f"{host}/all", "", text)

    private = FEED.replace("a.example", "192.168.1.1")
    refuse_list(page("<p>words"))
    with pytest.raises(NamesFeeds) as named:
        refuse_list(page(OPML.format(FEED + private)))
    assert named.value.addresses == ("https://a.example/rss",)
    assert str(named.value).startswith(f"{HOST}/asked is a list of 1 feed;")
    with pytest.raises(SourceError, match=r"n\.example/all lists no feeds"):
        refuse_list(page(OPML.format(private)))
    with pytest.raises(NamesFeeds) as named:
        refuse_list(page(OPML.format(FEED + private), "http://192.168.1.9"))
    assert len(named.value.addresses) == 2


@pytest.mark.slow
def test_the_last_two_indexes_are_kept_while_a_source_is_followed() -> None:
    recent = RecentIndexes()
    names = ("one", "two", "three")
    # So long that the tests' own memory of indexes leaves them out.
    texts = [f"# Notes\n\n### [{name}](/{name})\n\n{'words ' * 90_000}\n" for name in names]
    assert recent.read(texts[0], HOST, "x") is not recent.read(texts[0], HOST, "x")
    recent.remember()
    first, second = (recent.read(text, HOST, "x") for text in texts[:2])
    assert (recent.read(texts[0], HOST, "x") is first, recent.read(texts[1], HOST, "other name") is second) == (
        True,
    ) * 2
    assert recent.read(texts[0], f"{HOST}/elsewhere", "x") is not first
    third = recent.read(texts[2], HOST, "x")
    assert recent.read(texts[2], HOST, "x") is third
    assert recent.read(texts[1], HOST, "x") is not second, "it was read before the last two"
    recent.forget()
    assert recent.read(texts[2], HOST, "x") is not third
    assert [one.title for one in third.articles] == ["three"]


def test_a_folder_is_read_with_its_index_in_the_form_that_is_kept(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("---\ntitle: One\ndate: 2020-05-03\n---\nWords.\n")
    read = read_folder(Source(name="posts", location=str(tmp_path)))
    assert [(one.title, one.date) for one in read.index.articles] == [("One", DAY)]
    assert "### [One]" in read.text
    assert (read.source.name, read.remark, read.listed) == ("posts", "", None)


def test_a_file_is_read_wherever_a_link_leads_and_the_reason_is_told_where_it_can_not_be(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_bytes("# Nötes\n".encode())
    (tmp_path / "link.md").symlink_to("index.md")
    assert read_file(tmp_path / "link.md") == "# Nötes\n"
    (tmp_path / "odd.md").write_bytes(b"\xff\x00\x01")
    for name, reason in (("none.md", "no such file"), ("odd.md", "odd.md"), ("", "is a folder")):
        with pytest.raises(SourceError, match=reason):
            read_file(tmp_path / name)
