"""Shapes of addresses: which may be posts, which never are, and which lead to lists."""

import pytest

from blogreader.indexes.blog import shapes
from blogreader.indexes.blog.shapes import Shape

HOST = "https://blog.example"


@pytest.mark.parametrize(
    ("path", "directories", "last"),
    [
        ("/rope", (), "slug"),
        ("/Notes/Rope/", ("notes",), "slug"),
        ("/rope.html", (), "slug"),
        ("/rope/index.html", (), "slug"),
        ("/rope/index.php", (), "slug"),
        ("/2019/05/06/rope", ("Y", "M", "D"), "slug"),
        ("/2019/5/rope.md", ("Y", "M"), "slug"),
        ("/2019/rope", ("Y",), "slug"),
        ("/1970/rope", ("Y",), "slug"),
        ("/1969/rope", ("N",), "slug"),
        ("/2049/rope", ("Y",), "slug"),
        ("/2050/rope", ("N",), "slug"),
        ("/12/rope", ("12",), "slug"),
        ("/2019/32/rope", ("Y", "32"), "slug"),
        ("/2019/05/06/07", ("Y", "M", "D"), "number"),
        ("/post/612345678/rope", ("post", "N"), "slug"),
        ("/2019-05-06-rope", (), "dated"),
        ("/20190506_rope", (), "dated"),
        ("/2019-05-rope", (), "dated"),
        ("/2019/2019-05-06-rope", ("Y",), "slug"),
        ("/a1b2c3", (), "id"),
        ("/abcdef", (), "slug"),
        ("/123", (), "id"),
        ("/12", (), "number"),
        ("/?p=12", (), "?p"),
        ("/blog/?P=12", ("blog",), "?p"),
        ("/article.php?id=12", ("article",), "?id"),
        ("/index.php?post/2019/05/06/rope", ("index.php", "post", "Y", "M", "D"), "slug"),
        ("/caf%C3%A9/rope", ("café",), "slug"),
        ("/notes.txt", (), "slug"),
        ("/a.pdf/", (), "slug"),
    ],
)
def test_a_post_s_address_has_folders_and_a_name(path: str, directories: tuple[str, ...], last: str) -> None:
    assert shapes.shape(f"{HOST}{path}") == Shape(directories, last)


@pytest.mark.parametrize(
    "name",
    [
        *("p", "id", "post", "article", "itemid", "entry", "nid", "a", "d", "story", "item", "pid", "aid", "postid"),
        *("post_id", "articleid", "article_id", "entryid", "entry_id", "newsid", "news", "blog", "slug", "title"),
        *("name", "ItemID"),
    ],
)
def test_an_address_without_a_name_may_have_a_number_in_its_query(name: str) -> None:
    assert shapes.shape(f"{HOST}/?{name}=12") == Shape((), f"?{name.lower()}")
    assert shapes.shape(f"{HOST}/?{name}s=12") is None


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/index.html", "/?p=1&q=2", "/?x=1", "/?page=2", "/a.pdf", "/a.PNG", "/a.woff2", "/robots.txt"),
        *("/a/llms-full.txt", "/2019", "/2019/", "/blog/2019", "/2019/05", "/2019/05/06/", "/a%3Fb=1", "/feed.rss"),
    ],
)
def test_what_cannot_be_a_post_has_no_shape(path: str) -> None:
    assert shapes.shape(f"{HOST}{path}") is None


@pytest.mark.parametrize(
    ("one", "is_strong", "is_dated"),
    [
        (Shape(("notes",), "slug"), True, False),
        (Shape((), "slug"), False, False),
        (Shape((), "dated"), True, True),
        (Shape((), "id"), True, False),
        (Shape((), "number"), False, False),
        (Shape(("Y",), "slug"), True, False),
        (Shape(("Y", "M"), "slug"), True, True),
    ],
)
def test_a_folder_a_date_or_a_number_tells_more_than_a_name(one: Shape, is_strong: bool, is_dated: bool) -> None:
    assert (one.is_strong, one.is_dated) == (is_strong, is_dated)


def test_folders_of_categories_are_all_alike_and_dates_are_kept() -> None:
    assert shapes.relaxed(Shape(("sea", "Y", "M", "D", "N"), "slug")) == Shape(("*", "Y", "M", "D", "N"), "slug")
    assert shapes.is_dated(f"{HOST}/2019/05/rope")
    assert not shapes.is_dated(f"{HOST}/2019/05/about")
    assert not shapes.is_dated(f"{HOST}/2019/rope")
    assert not shapes.is_dated(f"{HOST}/")


@pytest.mark.parametrize(
    ("url", "without"),
    [
        ("/a", "/a"),
        ("/a?utm_source=x", "/a"),
        ("/a?utm_source=x&p=1#b", "/a?p=1#b"),
        ("/a?p=1&ref=y&q=2", "/a?p=1&q=2"),
        ("/a?fbclid=1&gclid=2&ref_src=3&mc_cid=4&mc_eid=5#b", "/a#b"),
        ("/a?source=rss----1a2b---4", "/a"),
        ("/a?source=collection_home&source=user_profile&source=topic_x&source=post_page", "/a"),
        ("/a?source=mine", "/a?source=mine"),
        ("/a?reference=1", "/a?reference=1"),
        ("/a?xutm_source=1", "/a?xutm_source=1"),
        ("/a?", "/a"),
    ],
)
def test_an_address_is_the_same_wherever_its_reader_comes_from(url: str, without: str) -> None:
    assert shapes.without_tracking(f"{HOST}{url}") == f"{HOST}{without}"
    assert shapes.tidied(f"{HOST}{url}") == f"{HOST}{without}"


@pytest.mark.parametrize(
    ("url", "tidied"),
    [
        ("//2019//rope", "/2019/rope"),
        ("/%2F2019%2Frope", "/2019/rope"),
        ("/%2f2019%2frope", "/2019/rope"),
        ("/a%2Fb", "/a%2Fb"),
        ("/a//b?x=//c", "/a/b?x=//c"),
    ],
)
def test_slashes_are_single(url: str, tidied: str) -> None:
    assert shapes.tidied(f"{HOST}{url}") == f"{HOST}{tidied}"


@pytest.mark.parametrize(
    ("path", "is_minor", "is_minor_page"),
    [
        ("/rope", False, False),
        ("/tags/sea", True, False),
        ("/tags/sea/rope", True, False),
        ("/Category/sea", True, False),
        ("/about", True, True),
        ("/notes/About/", True, True),
        ("/rope/amp", True, True),
        ("/rope/feed/", True, True),
        ("/rope/embed", True, True),
        ("/rope/trackback/", True, True),
        ("/rope/rss", True, True),
        ("/rope/print", True, True),
        ("/rope.amp", True, True),
        ("/page2", True, True),
        ("/notes/page-12", True, True),
        ("/index-3", True, True),
        ("/p7", True, True),
        ("/p7x", False, False),
        ("/pages-2", False, False),
        ("/", True, True),
        ("/?p=12", False, False),
        ("/?s=12", True, True),
        ("/post.php?id=12", False, False),
        ("/tags/post.php?id=12", True, False),
    ],
)
def test_tags_numbered_pages_and_the_like_are_no_posts(path: str, is_minor: bool, is_minor_page: bool) -> None:
    url = f"{HOST}{path}"
    assert shapes.is_minor(url) is is_minor
    assert shapes.is_minor_page(url) is is_minor_page
    assert shapes.is_in_minor_folder(url) is (is_minor and not is_minor_page)


def test_folders_of_documentation_are_other_sections_unless_posts_lie_there() -> None:
    one = Shape(("docs", "sea", "talks"), "slug")
    assert shapes.other_sections(one) == ["docs", "talks"]
    assert shapes.is_other_section(one)
    assert not shapes.is_other_section(one, [("docs", "sea", "talks")])
    assert shapes.is_other_section(one, [("docs",)])
    assert not shapes.is_other_section(Shape(("sea",), "slug"))


@pytest.mark.parametrize(
    ("path", "words", "rank"),
    [
        ("/archive/", "", 3),
        ("/a/b/archive/", "", 3),
        ("/a/b/c/archive/", "", 0),
        ("/x", "Archive", 3),
        ("/x", " ARCHIVES ", 3),
        ("/", "Archiv", 3),
        ("/blog/", "", 2),
        ("/a/posts/", "", 2),
        ("/a/b/posts/", "", 0),
        ("/x", "Writing", 2),
        ("/x", "All posts", 2),
        ("/a/b/x", "All posts", 0),
        ("/news", "", 1),
        ("/a/journal", "", 1),
        ("/a/b/journal", "", 0),
        ("/x", "y", 0),
        ("/", "", 0),
        ("/tags/blog/", "", 0),
        ("/archive/blog/", "", 2),
        ("/?p=12", "Archive", 0),
    ],
)
def test_a_link_leads_to_a_list_by_its_address_or_its_words(path: str, words: str, rank: int) -> None:
    assert shapes.is_list(f"{HOST}{path}", words) == rank


@pytest.mark.parametrize(
    ("path", "is_period"),
    [
        ("/2019/", True),
        ("/2019/05", True),
        ("/2019/12", True),
        ("/2019/13", False),
        ("/2019/00", False),
        ("/2019/05/06", False),
        ("/archives/2019/05/", True),
        ("/blog/archive/2019", True),
        ("/date/2019", True),
        ("/posts/2019", True),
        ("/notes/2019", False),
        ("/2019/rope", False),
        ("/2019?x=1", False),
        ("/?m=201905", True),
        ("/?m=2019", True),
        ("/?m=201913", False),
        ("/blog/?m=201905", False),
        ("/1969", False),
        ("/", False),
        ("/blog", False),
    ],
)
def test_years_and_months_are_periods(path: str, is_period: bool) -> None:
    assert shapes.is_period(f"{HOST}{path}") is is_period


@pytest.mark.parametrize(
    ("path", "is_medium"), [("/a.png", True), ("/a.MP4", True), ("/a.html", False), ("/png", False)]
)
def test_pictures_and_videos_are_known_by_their_endings(path: str, is_medium: bool) -> None:
    assert shapes.is_medium(f"{HOST}{path}?x=.png") is is_medium
