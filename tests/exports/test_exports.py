"""Articles as a page, a book and a folder: whatever they hold, it is well-formed, and nothing is written over."""

import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.cli import main
from blogreader.errors import LibraryError, SourceError
from blogreader.exports import Chapter, Chapters, write_epub, write_folder, write_page
from blogreader.exports.chapters import picture_of
from blogreader.exports.file_names import compared, stem
from blogreader.extract import Hints, markdown_page
from blogreader.indexes import markdown_index
from blogreader.library import Library
from blogreader.model import Article, Document, Entry, Highlight, Index, State, Via
from blogreader.urls import canonical
from tests.cli.test_output import Stream
from tests.conftest import FORBIDDEN, Commands, Result
from tests.driving import BLOG, archived, folders
from tests.site import Site

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect width="1" height="1"/></svg>'
XHTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = """\
# <script>alert(1)</script> & "quotes"

<script>alert(2)</script>

<img src=x onerror=alert(3)> text <b onclick="x">bold</b>

[js](javascript:alert(4)) [data](data:text/html,x) [vb](vbscript:x) [ok](https://ok.example/?a=1&b=<2>"3")
![alt "<>](https://a.example/pic.png "cap & <i>")

| a | <b> |
|:-:|---:|
| `]]>` | &amp;lt; |

> [!WARNING] Mind <the> gap
> inner \uffff\ufffe

- [x] done
- [ ] not <done>
  1. one
  2. two

Term
: Meaning

Text[^1] and again[^1], [up](#a-heading), [nowhere](#none).

[^1]: The <note>.

```html
</code></pre><script>alert(5)</script>
```

$$x < y$$

<details><summary>More</summary>

Inside ![pic](https://a.example/pic.png) it.

</details>

## A heading

***

hard\\
break
"""


def chapter(
    number: int = 1,
    text: str | None = "Some text.",
    title: str = "A title",
    pictures: dict[str, Path] | None = None,
    **changes: object,
) -> Chapter:
    url = f"https://a.example/{number}"
    article = Article(url, url, title, date(2026, 1, 2), "Rail & Sea", 3, "A *summary* <b>.")
    document = None
    if text is not None:
        document = Document(url, url, text, NOW, Via.EXTRACTED, author="Ann <b>", language="en")
    return Chapter(Entry(replace(article, **changes), State(url), "a"), document, pictures or {})  # type: ignore[arg-type]


def of(*chapters: Chapter) -> Chapters:
    by_key = {one.article.key: one for one in chapters}
    return Chapters([one.entry for one in chapters], lambda entry: by_key[entry.article.key])


def page(*chapters: Chapter, title: str = "All") -> str:
    return b"".join(write_page(title, of(*chapters))).decode()


def book(*chapters: Chapter, title: str = "All") -> bytes:
    file = io.BytesIO()
    write_epub(file, title, of(*chapters))
    return file.getvalue()


def checked(data: bytes) -> dict[str, ElementTree.Element]:
    """Check a book by the rules of EPUB 3 that concern its structure; return its documents."""
    assert data[30:38] == b"mimetype"
    assert data[38:58] == b"application/epub+zip"
    packed = zipfile.ZipFile(io.BytesIO(data))
    names = packed.namelist()
    assert names[0] == "mimetype"
    assert packed.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert packed.infolist()[0].extra == b""
    assert len(names) == len({name.casefold() for name in names})
    container = ElementTree.fromstring(packed.read("META-INF/container.xml"))
    (root,) = container.iter("{urn:oasis:names:tc:opendocument:xmlns:container}rootfile")
    path = PurePosixPath(root.attrib["full-path"])
    package = ElementTree.fromstring(packed.read(str(path)))
    opf, dc = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
    (identifier,) = package.iter(f"{dc}identifier")
    assert identifier.attrib["id"] == package.attrib["unique-identifier"]
    assert all(next(package.iter(f"{dc}{name}")).text for name in ("title", "language", "identifier"))
    (modified,) = [one for one in package.iter(f"{opf}meta") if one.get("property") == "dcterms:modified"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified.text or "")
    items = {one.attrib["id"]: one.attrib for one in package.iter(f"{opf}item")}
    listed = {str(path.parent / one["href"]) for one in items.values()}
    assert listed == set(names) - {"mimetype", "META-INF/container.xml", str(path)}
    assert {one.attrib["idref"] for one in package.iter(f"{opf}itemref")} <= set(items)
    assert [one["href"] for one in items.values() if one.get("properties") == "nav"] == ["nav.xhtml"]
    (spine,) = package.iter(f"{opf}spine")
    contents = items[spine.attrib["toc"]]
    assert contents["media-type"] == "application/x-dtbncx+xml"
    ncx = ElementTree.fromstring(packed.read(str(path.parent / contents["href"])))
    points = [node.attrib["src"] for node in ncx.iter("{http://www.daisy.org/z3986/2005/ncx/}content")]
    nav = ElementTree.fromstring(packed.read(str(path.parent / "nav.xhtml")))
    assert points == [node.attrib["href"] for node in nav.iter(f"{XHTML}a")]
    assert all("".join(node.itertext()).strip() for node in (*nav.iter(f"{XHTML}a"), *nav.iter(f"{XHTML}title")))
    (uid,) = ncx.iter("{http://www.daisy.org/z3986/2005/ncx/}meta")
    assert uid.attrib["content"] == identifier.text
    found = {}
    for one in items.values():
        if one["media-type"] == "application/xhtml+xml":
            found[one["href"]] = ElementTree.fromstring(packed.read(str(path.parent / one["href"])))
    ids = {name: {node.attrib["id"] for node in root.iter() if "id" in node.attrib} for name, root in found.items()}
    for name, root in found.items():
        assert len([node for node in root.iter() if "id" in node.attrib]) == len(ids[name])
        for node in root.iter():
            assert node.tag.startswith(XHTML)
            assert node.tag.removeprefix(XHTML) not in ("script", "iframe", "object", "form", "input")
            assert not any(one.lower().startswith("on") for one in node.attrib)
            if source := node.attrib.get("src"):
                assert str(path.parent / source) in listed
            if (href := node.attrib.get("href")) and "://" not in href:
                target, _, fragment = href.partition("#")
                assert not fragment or fragment in ids[target or name]
                assert not target or str(path.parent / target) in listed
    return found


@pytest.fixture
def pictures(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "pic").write_bytes(PNG)
    return {"https://a.example/pic.png": tmp_path / "pic"}


def test_nothing_of_a_page_gets_through_but_text(pictures: dict[str, Path]) -> None:
    made = page(chapter(text=HOSTILE, title="<script>x</script> & [b]", pictures=pictures), title="<All>")
    assert "<script" not in made
    assert not re.search(r"<[^>]*\son\w+=", made)
    assert not re.search(r"(?:href|src)=\"(?!https?://|#|data:image/)", made)
    assert "&lt;script&gt;x&lt;/script&gt; &amp; [b]" in made
    assert "default-src 'none'" in made
    # Well-formed: what is escaped in one place is escaped in all.
    root = ElementTree.fromstring(made.replace("<!DOCTYPE html>", ""))
    assert [node.text for node in root.iter("title")] == ["<All>"]
    assert "</code></pre><script>alert(5)</script>" in "".join(root.itertext())


def test_a_page_holds_its_pictures_and_asks_for_none(pictures: dict[str, Path]) -> None:
    made = page(
        chapter(text="![one](https://a.example/pic.png)\n\n![two](https://a.example/lost.png)", pictures=pictures)
    )
    assert re.findall(r'<img src="([^"]*)"', made) == ["data:image/png;base64,iVBORw0KGgowMDAwMDAwMDAwMDAwMDAwMDAwMA=="]
    assert '<a href="https://a.example/lost.png"><span class="missing">two</span></a>' in made


def test_a_page_has_a_table_of_contents_that_says_what_has_no_text() -> None:
    made = page(chapter(1), chapter(2, text=None, title="Missing"))
    first, second = (chapter(number).anchor for number in (1, 2))
    assert f'<li><a href="#{first}">A title</a><span class="facts"> · 2026-01-02</span></li>' in made
    assert f'<li><a href="#{second}">Missing</a><span class="facts"> · 2026-01-02 · no text</span></li>' in made
    assert "read it at its address" in made
    assert "A <em>summary</em>" in made


def test_links_between_articles_stay_within() -> None:
    one = chapter(1, text="[two](https://a.example/2/?utm_source=x#there) and [three](https://a.example/3)")
    made = page(one, chapter(2))
    assert f'<a href="#{chapter(2).anchor}">two</a> and <a href="https://a.example/3">three</a>' in made
    roots = checked(book(one, chapter(2)))
    links = [node.attrib["href"] for node in roots[f"{one.anchor}.xhtml"].iter(f"{XHTML}a")]
    assert f"{chapter(2).anchor}.xhtml" in links


def test_a_book_of_hostile_articles_is_well_formed(pictures: dict[str, Path]) -> None:
    made = book(chapter(1, text=HOSTILE, title="]]> & <x>", pictures=pictures), chapter(2, text=None), title='"<&>"')
    roots = checked(made)
    assert len(roots) == 3
    images = [node.attrib["src"] for root in roots.values() for node in root.iter(f"{XHTML}img")]
    assert len(set(images)) == 1
    assert len(images) == 2
    (nav,) = roots["nav.xhtml"].iter(f"{XHTML}nav")
    assert nav.attrib["{http://www.idpf.org/2007/ops}type"] == "toc"
    assert ["".join(node.itertext()) for node in nav.iter(f"{XHTML}a")] == ["]]> & <x>", "A title (no text)"]


def test_a_book_has_no_pictures_of_a_kind_that_readers_of_books_need_not_know(tmp_path: Path) -> None:
    (tmp_path / "pic").write_bytes(b"\0\0\0\x1cftypavif")
    known = {"https://a.example/pic.avif": tmp_path / "pic"}
    one = chapter(text="![one](https://a.example/pic.avif) ![two](https://a.example/pic.avif)", pictures=known)
    with zipfile.ZipFile(io.BytesIO(book(one))) as made:
        assert not [name for name in made.namelist() if "images" in name]
    texts = ["".join(root.itertext()) for root in checked(book(one)).values()]
    assert any("one" in text and "two" in text for text in texts)
    assert page(one).count("data:image/avif") == 2


def test_the_headings_of_a_text_are_below_its_title() -> None:
    one = chapter(text="# A\n\n## B\n\n### C")
    assert [f"<h{level}" in page(one) for level in range(1, 7)] == [True, True, True, True, True, False]
    root = checked(book(one))[f"{one.anchor}.xhtml"]
    assert [node.tag.removeprefix(XHTML) for node in root.iter() if re.search(r"}h\d$", str(node.tag))] == [
        *("h1", "h2", "h3", "h4"),
    ]


def test_a_footnote_leads_back_where_something_refers_to_it() -> None:
    made = page(chapter(text="One[^a], and again[^a].\n\n[^a]: Said.\n\n[^b]: Never referred to.\n"))
    prefix = chapter().anchor
    assert made.count(f'href="#{prefix}-fn-1"') == 2
    assert made.count(f'id="{prefix}-fnref-1"') == made.count(f'href="#{prefix}-fnref-1"') == 1
    assert "Never referred to." in made
    assert f"{prefix}-fnref-2" not in made


def test_items_definitions_and_footnotes_that_the_screen_shows_in_parts_are_whole() -> None:
    paragraphs = "\n    paragraph\n" * 100
    text = f"1. one[^a]\n{paragraphs}\n2. two\n\nTerm\n: meaning\n{paragraphs}\n: other\n\n[^a]: Said.\n{paragraphs}"
    made = page(chapter(text=text))
    checked(book(chapter(text=text)))
    article = made[made.rindex("<article") :]
    assert [article.count(f"<{tag}") for tag in ("ol", "li", "dl", "dt", "dd")] == [2, 3, 1, 1, 2]
    assert article.count("<p>paragraph</p>") == 300
    assert article.count("↩") == 1
    assert "\0" not in made


def test_a_split_item_in_a_split_quotation_is_well_formed() -> None:
    text = "> - one\n" + ">\n>   paragraph\n" * 300 + "> - two\n"
    checked(book(chapter(text=text)))
    assert "\0" not in page(chapter(text=text))


@pytest.mark.parametrize(
    "named",
    [
        '<a name="note">1</a>: Said.',
        '<a id="note"></a>\n\n- An item',
        '> <a id="note"></a>Quoted.',
        '- <a id="note"></a>An item.\n- Another.',
        '<a id="note"></a>\n\n```\ncode\n```',
        '| a |\n|---|\n| <a id="note"></a>b |',
        '<details>\n<summary>More</summary>\n\n<a id="note"></a>Words.\n\n</details>',
        '<a id="note"></a>\n\n---',
        "### Heading {#note}",
    ],
)
def test_a_name_in_any_block_is_led_to_in_a_book_and_a_page(named: str) -> None:
    text = f"Words<sup>[1](#note)</sup>.\n\n{named}\n"
    one = chapter(1, text=markdown_page(text, "https://a.example/1", Hints()).text)
    checked(book(one))
    made = page(one)
    for target in re.findall(r'href="#([^"]+)"', made):
        assert f'id="{target}"' in made


@pytest.mark.parametrize(
    ("start", "line", "named", "tag"),
    [
        ("", "{0}. Item {0}.\n", '{}. <a id="note"></a>Item.\n', "ol"),
        ("", "- Item {}.\n", '- <a id="note"></a>Item.\n', "ul"),
        ("| a |\n|---|\n", "| {} |\n", '| <a id="note"></a>b |\n', "table"),
        ("", "> Words {}.\n>\n", '> <a id="note"></a>Words.\n>\n', "blockquote"),
        ("", "Term {}\n: Words.\n\n", 'Term {}\n: <a id="note"></a>Words.\n\n', "dl"),
        ("> [!TIP] Mind\n", "> Words {}.\n>\n", '> <a id="note"></a>Words.\n>\n', "div"),
    ],
)
def test_what_was_split_is_one_also_where_a_name_in_its_end_is_led_to(
    start: str, line: str, named: str, tag: str
) -> None:
    lines = "".join((named if number == 550 else line).format(number) for number in range(1, 600))
    one = chapter(1, text=f"See [it](#note).\n\n{start}{lines}")
    checked(book(one))
    made = page(one).partition("See ")[2]
    assert len(re.findall(f"<{tag}[ >]", made)) == 1
    target = re.findall('href="#([^"]+)"', made)[0]
    assert made.count(f'id="{target}"') == 1


def test_a_hundred_footnotes_are_one_list() -> None:
    notes = "".join(f"Words[^{number}].\n\n[^{number}]: {'Said. ' * 60}\n\n" for number in range(100))
    one = chapter(1, text=notes)
    checked(book(one))
    assert page(one).count('<ol class="footnotes"') == 1


def test_a_title_of_which_xml_can_hold_nothing_is_the_address() -> None:
    made = book(chapter(1, title="\ufffe\uffff"))
    checked(made)
    contents = zipfile.ZipFile(io.BytesIO(made)).read("EPUB/nav.xhtml").decode()
    assert re.findall(r'<a href="[^"]*">([^<]*)', contents) == [chapter(1).article.url]


def test_an_author_of_whom_xml_can_hold_nothing_is_the_one_that_the_page_names() -> None:
    made = book(chapter(1, author="\ufffe\uffff"))
    checked(made)
    package = zipfile.ZipFile(io.BytesIO(made)).read("EPUB/package.opf").decode()
    assert re.findall("<dc:creator[^>]*>(.*)</dc:creator>", package) == ["Ann &lt;b&gt;"]


def test_a_book_made_twice_is_the_same(pictures: dict[str, Path]) -> None:
    chapters = chapter(1, text=HOSTILE, pictures=pictures), chapter(2)
    assert book(*chapters) == book(*chapters)
    assert book(*chapters) != book(chapters[0])


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            [
                *("\n\n", "> ", "- ", "1. ", "```\n", "$$\n", "# ", "|a|b|\n|-|-|\n|c|d|\n", "[^1]", "[^1]: x\n"),
                *("<details>\n", "</details>\n", "[x](#x)", "![](https://a.example/pic.png)", "<div>", "**", "`", "~~"),
                *(
                    '<a id="x"></a>',
                    '<a name="x">1</a>: ',
                    "[y](#y)",
                    '<a id="y"></a>\n',
                    "<sup>[1](#x)</sup>",
                    "<summary>",
                ),
                *("Term\n: m\n", "[a](https://e.example/<>)", "&lt;", "&#0;", "\\", "---\n", "- [ ] ", "> [!NOTE]\n"),
            ]
        ),
    ),
    max_size=25,
).map("".join)


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(st.tuples(st.text(max_size=30), st.one_of(st.none(), TEXTS)), min_size=1, max_size=3))
def test_whatever_articles_hold_a_book_and_a_page_are_well_formed(said: list[tuple[str, str | None]]) -> None:
    chapters = [chapter(number, text=text, title=title or "x") for number, (title, text) in enumerate(said)]
    checked(book(*chapters))
    ElementTree.fromstring(page(*chapters).replace("<!DOCTYPE html>", ""))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0abc", "image/jpeg"),
        *((begin, "image/gif") for begin in (b"GIF87a...", b"GIF89a...")),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"FORM\0\0\0\0WEBPVP8 ", None),
        *((b"\0\0\0\x1cftyp" + kind + b"\0\0", "image/avif") for kind in (b"avif", b"avis")),
        (b"\0\0\0\x1cftypmp42", None),
        (b" " * 1_996 + SVG, "image/svg+xml"),
        (b" " * 1_997 + SVG, None),
        (SVG, "image/svg+xml"),
        (SVG.replace(b"<rect", b"<script>x</script><rect"), None),
        (SVG.replace(b"<rect", b"<rect onclick='x'"), None),
        (SVG.replace(b"<rect", b"<image href='https://evil.example/'/><rect"), None),
        (SVG.replace(b"<rect", b"<image href\n= ' data:x'/><rect"), None),
        (SVG.replace(b"<rect", b"<use href = ' #a'/><use xlink:href=''/><rect"), "image/svg+xml"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG, None),
        (b"<html><body>no picture", None),
    ],
)
def test_a_picture_is_what_its_first_bytes_say_and_runs_nothing(
    tmp_path: Path, data: bytes, media_type: str | None
) -> None:
    (tmp_path / "file.png").write_bytes(data)
    found = picture_of(tmp_path / "file.png")
    assert (found.media_type if found else None) == media_type


TITLES = [
    *(
        "../../etc/passwd",
        "a/b\\c",
        "..",
        ".",
        "",
        "CON",
        "nul.txt",
        "COM1",
        "lpt9.md",
        "x" * 300,
        "é" * 300,
        "😀" * 200,
    ),
    *("\u202egnp.exe", "a\x00b\x1b[2Jc", "trailing. ", " .hidden", 'a:b*c?d"e<f>g|h', "tags #1 ^2 [[link]]", "~$temp"),
    *("Ünïcödé", "U\u0308", "日本語の題名", "שלום", "\u200b", "\ufeff", "-rf", "line\nbreak\ttab"),
]


@pytest.mark.parametrize("title", TITLES)
def test_no_title_makes_a_name_that_a_system_refuses(title: str) -> None:
    name = stem(title)
    assert not set(name) & set('<>:"/\\|?*#^[]\n\t\0')
    assert not name.startswith((".", " ", "~"))
    assert not name.endswith((".", " "))
    assert name.upper() not in ("CON", "NUL", "COM1", "LPT9")
    assert len(f"{name} 0123456789abcdef.md".encode()) <= 255
    assert not FORBIDDEN.search(name)


@given(st.text(max_size=400))
def test_any_title_makes_a_name_that_can_be_used(title: str) -> None:
    test_no_title_makes_a_name_that_a_system_refuses(title)
    assert stem(stem(title)) == stem(title)


def test_hostile_titles_stay_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "notes"
    chapters = [chapter(number, title=title) for number, title in enumerate(TITLES)]
    done = write_folder(folder, of(*chapters))
    assert done.written == len(TITLES)
    names = [path.name for path in folder.iterdir() if path.suffix == ".md"]
    assert len(names) == len({compared(name) for name in names}) == len(TITLES)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["notes"]


def front(path: Path) -> dict[str, object]:
    text = path.read_text()
    assert text.startswith("---\n")
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def test_a_file_has_front_matter_and_pictures_beside(tmp_path: Path, pictures: dict[str, Path]) -> None:
    text = "![p](https://a.example/pic.png 'x') ![q](<https://a.example/pic.png>)\n\n```\n![c](https://a.example/pic.png)\n```\n"
    write_folder(tmp_path / "out", of(chapter(1, text=text, title='Yes: "no" & #5', pictures=pictures)))
    path = tmp_path / "out" / "Yes no & 5.md"
    assert front(path) == {
        "title": 'Yes: "no" & #5',
        "url": "https://a.example/1",
        "author": "Ann <b>",
        "date": date(2026, 1, 2),
        "category": "Rail & Sea",
        "minutes": 3,
        "source": "a",
        "status": "unread",
        "language": "en",
        "fetched": date(2026, 11, 1),
    }
    assert [*front(path)][:4] == ["title", "url", "author", "date"]
    (picture,) = (tmp_path / "out" / "pictures").iterdir()
    assert picture.read_bytes() == PNG
    assert path.read_text().endswith(
        f"# Yes: \"no\" \\& \\#5\n\n![p](pictures/{picture.name} 'x') ![q](<pictures/{picture.name}>)\n\n"
        "```\n![c](https://a.example/pic.png)\n```\n"
    )


def test_front_matter_has_a_line_for_each_field_as_it_is_written(tmp_path: Path) -> None:
    title = "Über " + "lange Wege " * 20
    write_folder(tmp_path, of(chapter(1, title=title, category=None, minutes=None, date=None)))
    (path,) = tmp_path.glob("*.md")
    assert path.read_text().split("\n")[:4] == [
        "---",
        f"title: {title.strip()}",
        "url: https://a.example/1",
        "author: Ann <b>",
    ]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_files_keep_their_names_and_change_with_their_articles(tmp_path: Path) -> None:
    write_folder(tmp_path, of(chapter(1), chapter(2)))
    before = contents(tmp_path)
    again = write_folder(tmp_path, of(chapter(2), chapter(1)))
    assert (again.written, again.unchanged) == (0, 2)
    assert contents(tmp_path) == before
    done = write_folder(tmp_path, of(chapter(1, title="Another title", text="New.")))
    assert done.written == 1
    assert sorted(before) == sorted(contents(tmp_path))
    assert b"New." in (tmp_path / "A title.md").read_bytes()


def test_what_somebody_else_wrote_or_changed_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "A title.md").write_text("mine")
    (tmp_path / "B.md").mkdir()
    (tmp_path / "c.md").symlink_to(tmp_path / "elsewhere.md")
    done = write_folder(tmp_path, of(chapter(1), chapter(2, title="B"), chapter(3, title="C")))
    assert done.written == 3
    assert (tmp_path / "A title.md").read_text() == "mine"
    assert not (tmp_path / "elsewhere.md").exists()
    (written,) = tmp_path.glob("A title *.md")
    written.write_text("edited")
    again = write_folder(tmp_path, of(chapter(1, text="New."), chapter(2, title="B"), chapter(3, title="C")))
    assert again.edited == [written.name]
    assert written.read_text() == "edited"


def test_the_name_of_a_file_that_was_deleted_is_kept_for_its_article(tmp_path: Path) -> None:
    write_folder(tmp_path, of(chapter(1)))
    (tmp_path / "A title.md").unlink()
    assert write_folder(tmp_path, of(chapter(2), chapter(1))).written == 2
    assert front(tmp_path / "A title.md")["url"] == "https://a.example/1"
    assert len([*tmp_path.glob("A title *.md")]) == 1


def test_files_under_every_name_of_an_article_end_the_export_and_what_was_written_is_remembered(tmp_path: Path) -> None:
    end = chapter(2).anchor[1:]
    for name in ("B.md", f"B {end[:8]}.md"):
        (tmp_path / name).write_text("mine")
    assert write_folder(tmp_path, of(chapter(2, title="B"))).written == 1
    (tmp_path / f"C {end}.md").write_text("mine")
    for name in ("C.md", f"C {end[:8]}.md"):
        (tmp_path / name).write_text("mine")
    (tmp_path / ".blogreader-export.json").unlink()
    with pytest.raises(SourceError, match="already has other files under every name for C"):
        write_folder(tmp_path, of(chapter(1), chapter(2, title="C")))
    memory = json.loads((tmp_path / ".blogreader-export.json").read_text())
    assert [*memory["articles"]] == ["https://a.example/1"]


def test_the_memory_of_a_folder_has_a_line_for_each_fact(tmp_path: Path) -> None:
    write_folder(tmp_path, of(chapter(2), chapter(1)))
    lines = (tmp_path / ".blogreader-export.json").read_text().split("\n")
    found = [line for line in lines if '"file": ' in line or "https://" in line]
    assert [line[:23] for line in found[::2]] == ['"https://a.example/1": ', '"https://a.example/2": ']
    assert [line[:8] for line in found[1::2]] == ['"file": '] * 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![p](pic.png)", "![p]({})"),
        ("![p](/pic.png)\n\n[p]: pic.png", "![p]({})\n\n[p]: {}"),
        ('<img src="pic.png">', '<img src="{}">'),
        ("![p](lost.png)", "![p](lost.png)"),
        ("![p](http://[x)", "![p](http://[x)"),
        ("```\n![p](pic.png)\n````\n![p](pic.png)", "```\n![p](pic.png)\n````\n![p]({})"),
        ("````\n```\n![p](pic.png)\n````", "````\n```\n![p](pic.png)\n````"),
        ("```\n``` x\n![p](pic.png)\n```", "```\n``` x\n![p](pic.png)\n```"),
        ("~~~\n```\n![p](pic.png)\n~~~", "~~~\n```\n![p](pic.png)\n~~~"),
        ("> - ```\n>   ![p](pic.png)", "> - ```\n>   ![p](pic.png)"),
        ("- ```\n  ![p](pic.png)\n  ```\n  ![p](pic.png)", "- ```\n  ![p](pic.png)\n  ```\n  ![p]({})"),
        ("``` `x\n![p](pic.png)", "``` `x\n![p]({})"),
    ],
)
def test_pictures_of_a_text_lead_to_their_files_and_code_stays(
    tmp_path: Path, pictures: dict[str, Path], text: str, shown: str
) -> None:
    write_folder(tmp_path / "out", of(chapter(1, text=text, pictures=pictures)))
    made = (tmp_path / "out" / "A title.md").read_text().partition("# A title\n\n")[2]
    assert made == shown.replace("{}", f"pictures/{hashlib.sha256(PNG).hexdigest()[:32]}.png") + "\n"


def test_an_address_that_is_none_leads_to_no_file(tmp_path: Path) -> None:
    def find(address: str) -> Path | None:
        return None if address.startswith("http") else tmp_path / address

    write_folder(tmp_path / "out", of(replace(chapter(1, text="![p](http://[x) ![q](lost.png)"), find=find)))
    assert "![p](http://[x) ![q](lost.png)" in (tmp_path / "out" / "A title.md").read_text()


def test_somebody_elses_file_under_the_name_of_a_picture_stays(tmp_path: Path, pictures: dict[str, Path]) -> None:
    there = tmp_path / "out" / "pictures" / f"{hashlib.sha256(PNG).hexdigest()[:32]}.png"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"mine")
    write_folder(tmp_path / "out", of(chapter(1, text="![p](https://a.example/pic.png)", pictures=pictures)))
    assert "![p](https://a.example/pic.png)" in (tmp_path / "out" / "A title.md").read_text()
    assert there.read_bytes() == b"mine"


def test_a_folder_that_forgot_what_was_written_is_not_filled_twice(tmp_path: Path) -> None:
    write_folder(tmp_path, of(chapter(1), chapter(2)))
    before = contents(tmp_path)
    (tmp_path / ".blogreader-export.json").unlink()
    assert write_folder(tmp_path, of(chapter(1), chapter(2))).unchanged == 2
    assert contents(tmp_path) == before


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1, "articles": {"a": 1}}'])
def test_a_damaged_memory_of_a_folder_changes_nothing(tmp_path: Path, text: str) -> None:
    write_folder(tmp_path, of(chapter(1)))
    (tmp_path / ".blogreader-export.json").write_text(text)
    before = contents(tmp_path)
    with pytest.raises(SourceError, match="damaged"):
        write_folder(tmp_path, of(chapter(1, text="New.")))
    assert contents(tmp_path) == before


def test_a_memory_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    memory = {"format": 1, "articles": {"https://a.example/1": {"file": "../x.md", "sha256": ""}}}
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".blogreader-export.json").write_text(json.dumps(memory))
    write_folder(tmp_path / "out", of(chapter(1)))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


words = st.text(st.characters(exclude_categories=("C", "Zl")), min_size=1, max_size=30).filter(str.strip)


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            words,
            st.integers(0, 99),
            st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1))),
            st.one_of(st.none(), st.integers(1, 600)),
            st.one_of(st.none(), st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True)),
        ),
        unique_by=lambda row: row[1],
        max_size=6,
    )
)
def test_an_index_reads_back_to_the_same_articles(
    rows: list[tuple[str, int, date | None, int | None, str | None]],
) -> None:
    articles = []
    for title, number, day, minutes, category in rows:
        url = f"https://a.example/{number}?q=(x)"
        key = canonical(url)
        assert key
        articles.append(Article(key, url, " ".join(title.split()), day, category, minutes, "A *summary*."))
    index = Index("A blog", tuple(articles))
    found = markdown_index.read(markdown_index.write(index), None)
    assert found.articles == index.articles
    assert not found.warnings


# As its user does it


@pytest.fixture
def kept(commands: Commands, site: Site) -> Commands:
    commands.done("add", site.index_url)
    commands.done("-q", "fetch", "category:Security")
    return commands


@pytest.mark.slow
def test_every_format_of_a_query_is_written(kept: Commands, tmp_path: Path) -> None:
    number = int(kept.done("list", "--count", "category:Security").out)
    for form in ("html", "epub", "jsonl", "index"):
        kept.done("export", "--format", form, "-o", str(tmp_path / f"out.{form}"), "category:Security")
    assert (tmp_path / "out.html").read_text().count("<article ") == number
    assert len(checked((tmp_path / "out.epub").read_bytes())) == number + 1
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert len(records) == number
    assert all(record["text"] for record in records)
    result = kept.done("export", "--format", "md", "-o", str(tmp_path / "md"), "category:Security")
    assert result.out == f"{number} articles: {number} written, 0 unchanged\n"
    assert len([*(tmp_path / "md").glob("*.md")]) == number
    again = kept.done("export", "--format", "md", "-o", str(tmp_path / "md"), "category:Security")
    assert again.out == f"{number} articles: 0 written, {number} unchanged\n"


@pytest.mark.slow
def test_an_exported_folder_is_a_source_with_the_same_titles(kept: Commands, tmp_path: Path) -> None:
    titles = sorted(row.split("\t")[4] for row in kept.done("list", "--plain", "category:Security").rows)
    kept.done("export", "--format", "md", "-o", str(tmp_path / "md"), "category:Security")
    kept.library = tmp_path / "other"
    kept.done("add", str(tmp_path / "md"))
    assert sorted(row.split("\t")[4] for row in kept.done("list", "--plain").rows) == titles


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", "jsonl"])
def test_what_was_written_to_a_file_is_said_but_not_among_the_text(kept: Commands, tmp_path: Path, form: str) -> None:
    number, target = int(kept.done("list", "--count", "category:Security").out), tmp_path / "out"
    result = kept.done("export", "--format", form, "-o", str(target), "category:Security")
    assert result.out == f"{number} articles written to {target}\n"
    written = target.read_text()
    assert kept.done("export", "--format", form, "category:Security").out == written
    result = kept.done("export", "--format", form, "-o", "-", "category:Security")
    assert "written to" not in result.out


@pytest.mark.slow
def test_a_text_goes_to_standard_output(kept: Commands) -> None:
    assert kept.done("export", "--format", "html", "category:Security").out.startswith("<!DOCTYPE html>")
    assert kept.done("export", "--format", "jsonl", "-o", "-", "category:Security").out.startswith("{")


@pytest.mark.slow
def test_articles_without_a_text_are_counted_and_nothing_is_fetched(kept: Commands, site: Site, tmp_path: Path) -> None:
    site.requests.clear()
    result = kept("export", "--format", "epub", "-o", str(tmp_path / "all.epub"))
    assert result.status == 0
    assert result.err.endswith("articles have no text here, only what the index says; `blogreader fetch` fetches it.\n")
    assert not site.requests
    assert len(checked((tmp_path / "all.epub").read_bytes())) == 103


@pytest.fixture
def one_of_two(commands: Commands, tmp_path: Path) -> Callable[..., Result]:
    """Export an index of two articles, of which one is archived."""
    archived(commands.library, {"one": "Grüße."})
    index = tmp_path / "index.md"
    index.write_text(f"{index.read_text()}\n### [Two]({BLOG}two)\n2026-01-02 · Notes\n")
    return lambda form, *words: commands("--index", str(index), "export", "--format", form, *words)


TEXTLESS = "1 article has no text here, only what the index says; `blogreader fetch` fetches it.\n"


@pytest.mark.parametrize("form", ["html", "epub", "jsonl"])
def test_a_file_is_told_with_its_articles_and_how_many_have_no_text(
    one_of_two: Callable[..., Result], tmp_path: Path, form: str
) -> None:
    target = tmp_path / "out"
    found = one_of_two(form, "-o", str(target))
    assert (found.status, found.out, found.err) == (0, f"2 articles written to {target}\n", TEXTLESS)
    assert target.stat().st_size > 100
    found = one_of_two(form, "-o", str(target), "--quiet", "url:one")
    assert (found.status, found.out, found.err) == (0, f"1 article written to {target}\n", "")


def test_what_goes_to_standard_output_is_not_told_among_it(one_of_two: Callable[..., Result]) -> None:
    found = one_of_two("html", "-o", "-", "is:unread")
    assert found.out.startswith("<!DOCTYPE html>")
    assert found.out.endswith("</html>\n")
    assert "<title>index: is:unread</title>" in found.out
    assert "<title>index</title>" in one_of_two("html").out
    lines = one_of_two("jsonl").out
    assert "Grüße." in lines
    records = [json.loads(line) for line in lines.splitlines()]
    assert {one["title"]: (one["text"], one["notes"]) for one in records} == {
        "One": ("Grüße.", []),
        "Two": (None, []),
    }
    assert [line for line in one_of_two("index").out.splitlines() if line.startswith("### ")] == [
        f"### [Two]({BLOG}two)",
        f"### [One]({BLOG}one)",
    ]
    assert "<opml" in one_of_two("opml").out


def test_the_title_of_several_blogs_is_none_of_theirs(commands: Commands, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"# The {name}\n\n- [A](https://{name}.example/a)\n")
        commands.done("add", str(tmp_path / f"{name}.md"))
        if name == "one":
            assert "<title>The one</title>" in commands("export", "--format", "html").out
    assert "<title>blogreader: source:two</title>" in commands("export", "--format", "html", "source:two").out


def test_a_file_of_a_folder_that_its_reader_changed_is_named_and_left(
    one_of_two: Callable[..., Result], tmp_path: Path
) -> None:
    words = ("md", "-o", str(tmp_path / "out"))
    assert one_of_two(*words).out == "2 articles: 2 written, 0 unchanged\n"
    (tmp_path / "out" / "One.md").write_text("mine")
    found = one_of_two(*words)
    assert found.out == "2 articles: 0 written, 1 unchanged, 1 left as they are\n"
    assert found.err == f"One.md was changed since it was written, and was left as it is.\n{TEXTLESS}"
    assert one_of_two(*words, "--quiet").err == ""
    assert (tmp_path / "out" / "One.md").read_text() == "mine"


def test_what_keeps_all_texts_from_being_read_is_told_once(
    one_of_two: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failed(*_: object) -> Document:
        raise LibraryError("The disk is gone.")

    monkeypatch.setattr(Library, "kept_document", failed)
    told, counted = one_of_two("jsonl").err.splitlines()
    assert told == "The disk is gone."
    assert counted.startswith("2 articles have no text here")


def test_a_text_that_cant_be_read_is_told_once_and_its_article_is_exported_without(
    one_of_two: Callable[..., Result], commands: Commands
) -> None:
    [path] = (commands.library / "archive").rglob("*.md")
    path.unlink()
    path.mkdir()
    found = one_of_two("jsonl")
    assert [json.loads(line)["text"] for line in found.out.splitlines()] == [None, None]
    told, counted = found.err.splitlines()
    assert str(path) in told
    assert counted.startswith("2 articles have no text here")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--format", "md"), 2, "-o FOLDER"),
        (("--format", "opml", "rust"), 2, "takes no QUERY"),
        (("rust",), 2, "takes no QUERY"),
        (("--format", "html", "title:nothingofthesort"), 1, "Nothing matches"),
        (("--format", "html", "is:nonsense"), 2, "Column 4"),
    ],
)
def test_what_can_not_be_exported_says_so(commands: Commands, words: tuple[str, ...], status: int, says: str) -> None:
    result = commands("export", *words)
    assert (result.status, result.out) == (status, "")
    assert says in result.err


def test_a_book_is_not_shown_in_a_terminal_but_a_page_is(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, page = (
        ["--library", str(commands.library), "export", "--format", form, "drizzle"] for form in ("epub", "html")
    )
    for is_terminal in (True, False):
        out = Stream(is_terminal=is_terminal)
        monkeypatch.setattr("sys.stdout", out)
        assert main(book) == (2 if is_terminal else 0)
        monkeypatch.setattr("sys.stdout", Stream(is_terminal=is_terminal))
        assert main(page) == main([*book, "-o", str(tmp_path / "book.epub")]) == 0
        assert main([*page, "-o", "-"]) == 0


def test_a_file_in_the_place_of_a_folder_stays(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    result = commands("export", "--format", "md", "-o", str(tmp_path / "x"))
    assert result.status == 1
    assert (tmp_path / "x").read_text() == "mine"


def test_a_device_is_written_to_and_not_replaced(commands: Commands, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        commands.done("export", "-o", str(pipe))
        assert pipe.is_fifo()
        assert os.read(reader, 100).startswith(b'{"blogreader-state"')
    finally:
        os.close(reader)


NOTED = (
    Highlight(
        "a1",
        quote='a <b>passage</b> & "more"\n\tif code:\x1b[31m',
        note="**mine** </div><script>x</script>\n\nnext\nline",
    ),
    Highlight("a2", quote="שלום", colour="pink"),
    Highlight("a3", note="on the whole ]]> & all"),
)


def with_notes(*highlights: Highlight) -> Chapters:
    url = "https://a.example/one"
    entry = Entry(Article(url, url, "One"), State(url), "a")
    document = Document(url, url, "Text of it.", NOW, Via.EXTRACTED)
    return Chapters([entry], lambda one: Chapter(one, document, highlights=highlights))


def test_a_page_and_a_book_have_highlights_and_notes_as_they_were_written_below_the_text() -> None:
    page = b"".join(write_page("Blog", with_notes(*NOTED))).decode()
    book = io.BytesIO()
    write_epub(book, "Blog", with_notes(*NOTED))
    with zipfile.ZipFile(book) as packed:
        [name] = [one for one in packed.namelist() if re.search(r"/a[0-9a-f]{16}\.xhtml$", one)]
        chapter = packed.read(name).decode()
    ElementTree.fromstring(chapter)
    for text in (page, chapter):
        assert not FORBIDDEN.search(text.replace("\t", " "))
        assert "<script" not in text
        below = text[text.index("Text of it.") :]
        read = re.sub(r"<[^>]*>", "", below)
        for words in (
            "a &lt;b&gt;passage&lt;/b&gt; &amp;",
            "\tif code:",
            "**mine** &lt;/div&gt;",
            "שלום",
            "on the whole ]]&gt; &amp; all",
        ):
            assert words in read
        assert '<blockquote class="pink">' in below
    assert b"".join(write_page("Blog", with_notes())).count(b"Highlights and notes") == 0
    assert page == b"".join(write_page("Blog", with_notes(*NOTED))).decode()


@pytest.mark.parametrize("form", ["html", "epub", "jsonl", "md"])
def test_every_form_of_export_has_the_notes_or_leaves_them_out(commands: Commands, tmp_path: Path, form: str) -> None:
    index = tmp_path / "index.md"
    index.write_text("# Blog\n\n### [One](https://a.example/one)\n2026-01-01\n")

    def exported(*options: str) -> bytes:
        target = tmp_path / f"out{len(options)}"
        commands("--index", str(index), "export", "--format", form, "-o", str(target), *options)
        files_there = [target] if target.is_file() else sorted(target.glob("*.md"))
        data = b"".join(path.read_bytes() for path in files_there)
        if form == "epub":
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                return b"".join(map(packed.read, packed.namelist()))
        return data

    library = Library(folders(commands.library), index=str(index), now=lambda: NOW)
    library.open()
    library.notes.add("https://a.example/one", quote="a passage", note="mine alone")
    library.close()
    assert b"a passage" in exported()
    assert b"mine alone" in exported()
    assert b"One" in exported("--no-notes")
    assert b"mine" not in exported("--no-notes")


def test_to_leave_notes_out_of_what_has_no_articles_is_refused(commands: Commands) -> None:
    assert commands("export", "--no-notes").status == 2
