"""Pictures get their real addresses, links are absolute, and headings lose their permalinks."""

import pytest

from blogreader.extract.elements.media import absolute, balanced
from blogreader.extract.pipeline import convert_fragment
from tests.extract.test_rare_markup import between

BASE = "https://blog.example/posts/rivers?page=2"
FILE = "file:///home/ann/notes/rivers.md"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://other.example/a-b/c.html?d=e#f", "https://other.example/a-b/c.html?d=e#f"),
        ("https://blog.example/posts/rivers?page=2#part", "#part"),
        ("https://blog.example/posts/rivers#part", "https://blog.example/posts/rivers#part"),
        ("https://blog.example/posts/rivers?page=3#part", "https://blog.example/posts/rivers?page=3#part"),
        ("http://blog.example/posts/rivers?page=2#part", "http://blog.example/posts/rivers?page=2#part"),
        ("/posts/rivers?page=2#part", "#part"),
        ("/posts/rivers#part", "https://blog.example/posts/rivers#part"),
        ("/posts/lakes?page=2#part", "https://blog.example/posts/lakes?page=2#part"),
        ("/posts/lakes", "https://blog.example/posts/lakes"),
        ("/posts/../lakes", "https://blog.example/lakes"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
        ("lakes", "https://blog.example/posts/lakes"),
        (" lakes\n/of\tall ", "https://blog.example/posts/lakes/ofall"),
        ("?page=2#part", "#part"),
        ("?page=3", "https://blog.example/posts/rivers?page=3"),
        ("https://other.example?a=b", "https://other.example/?a=b"),
        ("#part", "#part"),
        ("#part two#x", "#part%20two%23x"),
        ("#a/b:c?d=(e)", "#a/b:c?d=%28e%29"),
        ("#", None),
        ("", None),
        ("  ", None),
        ("mailto:ann@blog.example?subject=of it", "mailto:ann@blog.example?subject=of%20it"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("ftp://blog.example/a", None),
        ("http://[bad", None),
    ],
)
def test_an_address_is_absolute_unless_it_leads_to_a_part_of_its_page_or_may_not_be_opened(
    address: str, expected: str | None
) -> None:
    assert absolute(address, BASE) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("lakes of it.md", "file:///home/ann/notes/lakes%20of%20it.md"),
        ("lakes.md#a:b,c=d", "file:///home/ann/notes/lakes.md#a:b,c=d"),
        ("lakes.md#a b#c", "file:///home/ann/notes/lakes.md#a%20b%23c"),
        ("rivers.md#part", "#part"),
        ("rivers.md", "file:///home/ann/notes/rivers.md"),
        ("../lakes%3Fof%23it.md", "file:///home/ann/lakes%3Fof%23it.md"),
        ("https://blog.example/a", "https://blog.example/a"),
    ],
)
def test_a_local_file_may_link_to_others(address: str, expected: str) -> None:
    assert absolute(address, FILE) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/a", "/a"),
        ("/a(b)", "/a(b)"),
        ("/a(b(c))", "/a(b(c))"),
        ("/a(b", "/a%28b"),
        ("/a)b", "/a%29b"),
        ("/a)b(", "/a%29b%28"),
        ("/a)(b)(", "/a%29%28b%29%28"),
    ],
)
def test_brackets_in_an_address_are_encoded_unless_they_are_balanced(address: str, expected: str) -> None:
    assert balanced(address) == expected


def shown(attributes: str) -> str:
    """Return the address of a picture in the Markdown of an article."""
    text = between(f"<p>Words.</p><p><img alt='A' {attributes}></p>")
    return text.partition("![A](")[2].removesuffix(")").removeprefix("https://blog.example")


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ("src='/a.png'", "/a.png"),
        ("src=' /a.png '", "/a.png"),
        # What a page keeps for a script to show later.
        *((f"{name}='/b.png'", "/b.png") for name in ("data-src", "data-lazy-src", "data-original", "data-url")),
        *((f"{name}='/b.png'", "/b.png") for name in ("data-image", "data-hi-res-src")),
        *((f"{name}='/b.png 1x, /c.png 2x'", "/c.png") for name in ("data-srcset", "data-lazy-srcset")),
        ("src='/a.png' data-src='/b.png'", "/b.png"),
        ("src='data:image/gif;base64,R0' data-src='/b.png'", "/b.png"),
        ("src='/a.png' data-src='{{ later }}'", "/a.png"),
        ("src='/a.png' data-src='  '", "/a.png"),
        ("src='/a.png' data-original='photo-17'", "/a.png"),
        ("src='/a.png' data-original='photo.jpg'", "/posts/photo.jpg"),
        ("src='https://x.example/a.png' data-original='photo.jpg'", "https://x.example/a.png"),
        ("src='/a' data-original='photo-17'", "/posts/photo-17"),
        *((f"src='/{word}.gif' data-any='//x.example/c.png'", "https://x.example/c.png") for word in ("blank", "1x1")),
        ("src='/pixel.gif' data-any='/c.png'", "/pixel.gif"),
        # Of a set the largest, by its width or its density.
        ("srcset='/b.png'", "/b.png"),
        ("srcset='/b.png, /c.png 2x'", "/c.png"),
        ("srcset='/b.png 800w, /c.png 400w'", "/b.png"),
        ("srcset='/b.png 800w, /c.png 1.5.2w'", "/b.png"),
        ("srcset='data:image/png;base64,AA 9x, /c.png 1x'", "/c.png"),
        ("srcset='/b.png 1x, /c.png bad, /d.png 2x'", "/d.png"),
        ("srcset='/b.png 1x, /c.png 1x'", "/b.png"),
        ("srcset='/c.png bad, /d.png'", "/c.png"),
        ("srcset='/b.png 300w 50h, /c.png 200w'", "/b.png"),
        # Addresses of services that make pictures smaller.
        ("src='/_next/image?url=%2Fa.png&amp;w=64'", "/a.png"),
        ("src='/_vercel/image?url=%2Fa.png&amp;w=64'", "/a.png"),
        ("src='/_image?href=%2Fa.png&amp;w=64'", "/a.png"),
        ("src='/.netlify/images?url=%2Fa.png&amp;w=64'", "/a.png"),
        ("src='https://x.example/_next/image?url=%2Fa.png&amp;w=64'", "https://x.example/a.png"),
        ("src='/_next/image?w=64'", "/_next/image?w=64"),
        ("src='/other/image?url=%2Fa.png'", "/other/image?url=%2Fa.png"),
        *((f"src='/m/x?format=jpg&amp;name={size}'", "/m/x?format=jpg&name=large") for size in ("small", "thumb")),
        *((f"src='/m/x?format=jpg&amp;name={size}'", "/m/x?format=jpg&name=large") for size in ("medium", "360x360")),
        ("src='/m/x?format=jpg&amp;name=orig'", "/m/x?format=jpg&name=orig"),
        ("srcset='/b.png, /c.png 1.5x'", "/c.png"),
        ("srcset='/b.png 0.5x, /c.png'", "/c.png"),
        ("src='/a.png' data-src=''", "/a.png"),
        ("src='/a.png' data-src='//x.example/b.png'", "https://x.example/b.png"),
        ("src='/a.png' data-url='/b'", "/a.png"),
        ("src='/a.svg' data-src='/b.png'", "/b.png"),
        ("src='/a.png' data-src='b.png'", "/posts/b.png"),
        ("src='https://blog.example/a' data-image='word'", "/posts/word"),
        ("src='/x/loading.svg' data-src='/b'", "/b"),
        ("src='/lazy-1.jpg' srcset='/b.png 2x'", "/b.png"),
        ("src='/placeholder.gif' data-foo='https://x.example/c.webp?w=1'", "https://x.example/c.webp?w=1"),
        ("src='/placeholder.gif' data-foo='https://x.example/c.webp2'", "/placeholder.gif"),
        ("src='/placeholder.gif' foo='https://x.example/c.webp'", "/placeholder.gif"),
        ("data-srcset='/b.png'", "/b.png"),
        ("srcset=',/b.png'", "/b.png"),
        ("srcset='/b,c.png 1x, /d.png 2x,'", "/d.png"),
        ("src='/_ipx/w_1/x?url=%2Fa.png'", "/a.png"),
        ("src='/_next/image?url=&amp;w=1'", "/_next/image?url=&w=1"),
        ("src='/_next/image?href=%2Fb.png'", "/b.png"),
        ("src='http://[bad/_next/image?url=%2Fa.png'", ""),
        ("src='/_next/image?url=%2Fa.png&amp;url=%2Fb.png'", "/a.png"),
    ],
)
def test_the_address_of_a_picture_is_the_one_that_its_page_means_to_show(attributes: str, address: str) -> None:
    assert shown(attributes) == address


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        "src=''",
        "src='#a'",
        "src='mailto:a@b.example'",
        "src='javascript:x'",
        "src='data:image/gif;base64,R0lGOD'",
        "src='/a.png' width=1 height=1",
        "src='/a.png' width=0 height=0",
        "src='/a.png' width=1 height=0",
    ],
)
def test_a_picture_that_nobody_can_see_is_left_out(attributes: str) -> None:
    assert between(f"<p>Words<img alt='A' {attributes}>.</p>") == "Words."


@pytest.mark.parametrize("size", ["width=1", "height=1", "width=1 height=2", "width=100% height=1"])
def test_a_picture_of_which_one_side_is_small_is_none_that_counts_visits(size: str) -> None:
    assert "a.png" in between(f"<p>Words <img alt='A' src='/a.png' {size}>.</p>")


@pytest.mark.parametrize(
    ("title", "said"), [("A map", ' "A map"'), ('A "map"', ' "A \\"map\\""'), (" ", ""), ("", "")], ids=repr
)
def test_a_picture_has_the_title_that_it_shows(title: str, said: str) -> None:
    written = between(f"<p>Words <img alt='A' src='/a.png' title='{title}'>.</p>")
    assert written == f"Words ![A](https://blog.example/a.png{said})."


def test_a_picture_within_its_address_is_one_where_it_is_more_than_a_placeholder() -> None:
    start = "data:image/png;base64,"
    for length, is_kept in ((800, False), (801, True)):
        address = start + "A" * (length - len(start))
        assert (address in between(f"<p>Words.</p><p><img alt='A' src='{address}'></p>")) is is_kept
    broken = start + "A" * 500 + " \n" + "A" * 500
    assert f"({start}{'A' * 1_000})" in between(f"<p>Words.</p><p><img alt='A' src='{broken}'></p>")


@pytest.mark.parametrize("name", ["emoji", "wp-smiley", "twemoji", "big emoji"])
def test_an_emoji_is_its_character(name: str) -> None:
    assert between(f"<p>Words <img class='{name}' alt='👍' src='/a.png'>.</p>") == "Words 👍."
    assert between(f"<p>Words <img class='{name}' alt=':12345-:' src='/a.png'>.</p>") == "Words :12345-:."
    assert "a.png" in between(f"<p>Words <img class='{name}' alt=':123456-:' src='/a.png'>.</p>")
    assert "a.png" in between(f"<p>Words <img class='{name}' src='/a.png'>.</p>")


@pytest.mark.parametrize(
    ("sources", "address"),
    [
        ("<source srcset='/b.webp'><source srcset='/c.webp'>", "/b.webp"),
        ("<source data-srcset='/b.webp 1x, /c.webp 2x'>", "/c.webp"),
        ("<source><source srcset='/c.webp'>", "/c.webp"),
    ],
)
def test_a_picture_without_an_address_has_that_of_its_first_source(sources: str, address: str) -> None:
    html = f"<p>Words.</p><picture>{sources}<img alt='A'></picture>"
    assert between(html).endswith(f"![A](https://blog.example{address})")
    with_own = html.replace("alt='A'", "alt='A' src='/own.png'")
    assert between(with_own).endswith("![A](https://blog.example/own.png)")


def test_of_a_picture_and_its_preview_the_last_is_kept() -> None:
    figure = (
        "<figure><img alt='A' src='/s/a.png?w=20'><img alt='B' src='/l/a.png'><img alt='C' src='/l/c.png'></figure>"
    )
    text = between(f"<p>Words.</p>{figure}")
    assert "/s/a.png" not in text
    assert "![B](https://blog.example/l/a.png)" in text
    assert "![C](https://blog.example/l/c.png)" in text


@pytest.mark.parametrize(
    ("heading", "markdown"),
    [
        *((f"<h2>Two <a href='#two'>{said}</a></h2>", "## Two") for said in "#¶§🔗"),
        *((f"<h2>Two <a href='#two'>{said}</a></h2>", "## Two") for said in ("Permalink", "link", "Anchor")),
        ("<h2>Two <a href='#two'>Direct link to Two</a></h2>", "## Two"),
        ("<h2>Two <a href='#two'>Copy link to Two</a></h2>", "## Two"),
        ("<h2>Two <a href='/posts/rivers#two'>#</a></h2>", "## Two"),
        ("<h2>Two <a href='/x'>#</a></h2>", "## Two [#](https://blog.example/x)"),
        ("<h2>Two <svg><path/></svg></h2>", "## Two"),
        ("<h2><a href='#two'>Two</a></h2>", "## Two"),
        ("<h2><a>Two</a></h2>", "## Two"),
        ("<h2><a href='/x'>Two</a></h2>", "## [Two](https://blog.example/x)"),
        ("<h2><a href='#two'><img alt='A' src='/a.png'></a></h2>", "## A"),
        ("<a href='/x'><h2>Two</h2></a>", "## [Two](https://blog.example/x)"),
        ("<h2>Two <a href='#two'>word</a></h2>", "## Two word"),
        ("<h2>Two <a href=''>word</a></h2>", "## Two word"),
        ("<h2>Two <a></a></h2>", "## Two"),
        ("<h2>Two <button>x</button></h2>", "## Two"),
        ("<h2>Two <a href='#two'><img alt='#' src='/a.png'></a></h2>", "## Two \\#"),
        ("<a href='#two'><div><h3>Two</h3></div></a>", "### Two"),
        ("<h4>Two <a href='/y#z'>#</a></h4>", "#### Two"),
    ],
)
def test_a_heading_has_no_link_to_itself(heading: str, markdown: str) -> None:
    assert between(f"<p>Words.</p>{heading}") == f"Words.\n\n{markdown}"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2 id=two>Two</h2>", '## <a id="two"></a>Two'),
        ("<h2 id='two &lt;'>Two</h2>", "## Two"),
        ("<p><a id=two></a>Two</p>", '<a id="two"></a>Two'),
        ("<p><a name=two></a>Two</p>", '<a id="two"></a>Two'),
        ("<p><a name=two>Two</a></p>", "Two"),
    ],
)
def test_places_to_which_links_of_a_note_in_markdown_lead_are_kept(html: str, markdown: str) -> None:
    assert convert_fragment(html, BASE)[0].strip() == markdown


@pytest.mark.parametrize("target", ["rivers#two", "./rivers#two", "https://blog.example/posts/rivers#two", "#two"])
def test_a_link_to_a_part_of_its_own_page_is_only_the_part(target: str) -> None:
    assert between(f"<p>See <a href='{target}'>two</a>.</p>") == "See [two](#two)."


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>So <sub>a</sub> <sup>b</sup> <kbd>c</kbd>.</p>", "So <sub>a</sub> <sup>b</sup> <kbd>c</kbd>."),
        ("<p>So <mark>a</mark>.</p>", "So <mark>a</mark>."),
        ("<p>So <a href='/x'><sup>b</sup></a>.</p>", "So [b](https://blog.example/x)."),
        ("<p>So <sup> </sup>it is.</p>", "So it is."),
        ("<p>So <a href='/x'><b><i><u><sup>b</sup></u></i></b></a>.</p>", "So [***b***](https://blog.example/x)."),
        ("<p>So <sub>a <sup>b</sup></sub>.</p>", "So <sub>a <sup>b</sup></sub>."),
        ("<p>So <sub></sub>it.</p>", "So it."),
    ],
)
def test_what_markdown_has_no_signs_for_stays_html_but_in_links(html: str, markdown: str) -> None:
    assert between(html) == markdown


@pytest.mark.parametrize(
    ("caption", "markdown"),
    [
        ("Of it.", "*Of it.*"),
        ("<p>Of it.</p>", "*Of it.*"),
        ("<p>Of it.</p><p>More.</p>", "Of it.\n\nMore."),
        ("<em>Of</em> it.", "*Of* it."),
    ],
)
def test_a_caption_is_below_its_picture(caption: str, markdown: str) -> None:
    figure = f"<figure><img alt='A' src='/a.png'><figcaption>{caption}</figcaption></figure>"
    assert between(f"<p>Words.</p>{figure}") == f"Words.\n\n![A](https://blog.example/a.png)\n\n{markdown}"
    item = between(f"<p>Words.</p><ul><li><p>One</p>{figure}</li><li>Two</li></ul>")
    indented = "\n".join(f"  {line}".rstrip() for line in markdown.split("\n"))
    assert f"- One\n\n  ![A](https://blog.example/a.png)\n\n{indented}\n" in item


@pytest.mark.parametrize(
    ("caption", "is_kept"),
    [
        ("<figcaption aria-hidden=true>A  b</figcaption>", False),
        ("<figcaption>A b</figcaption>", True),
        ("<figcaption aria-hidden=true>A c</figcaption>", True),
        ("<figcaption> </figcaption>", False),
    ],
)
def test_a_caption_that_repeats_the_text_of_its_picture_is_left_out(caption: str, is_kept: bool) -> None:
    text = between(f"<p>Words.</p><figure><img alt='A b' src='/a.png'>{caption}</figure>")
    assert text.endswith("*") is is_kept
