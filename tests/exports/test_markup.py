"""The markup of exported articles, piece by piece: what each block becomes, and what is put together again."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

import pytest

from blogreader import render
from blogreader.exports import Chapter, Chapters, write_epub
from blogreader.exports.bodies import body, facts, noted
from blogreader.exports.file_names import stem
from blogreader.exports.notes_markdown import in_markdown
from blogreader.exports.xhtml import Writer, _joined, _named, escaped
from blogreader.model import Article, Document, Entry, Highlight, State, Via

URL = "https://a.example/1"
NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def written(markdown: str, top: int = 2, has_pictures: bool = True) -> str:
    def link(address: str) -> str | None:
        return None if address.startswith("javascript:") else address

    picture: Callable[[str], str | None] = lambda address: "p.png" if has_pictures else None  # noqa: ARG005, E731
    return Writer(render.parse(markdown, URL), "x", top=top, link=link, picture=picture).all()


@pytest.mark.parametrize(
    ("markdown", "xhtml"),
    [
        (
            "Words *one* **two** ~~three~~ `four`",
            "<p>Words <em>one</em> <strong>two</strong> <del>three</del> <code>four</code></p>",
        ),
        ("***both***", "<p><em><strong>both</strong></em></p>"),
        ("one\\\ntwo", "<p>one<br/>\ntwo</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("3. one", '<ol start="3">\n<li>one</li>\n</ol>'),
        ("- [x] one\n- [ ] two", "<ul>\n<li>☑ one</li>\n<li>☐ two</li>\n</ul>"),
        ("- one\n\n  two", "<ul>\n<li><p>one</p>\n<p>two</p></li>\n</ul>"),
        ("> one", "<blockquote>\n<p>one</p>\n</blockquote>"),
        ("> [!NOTE]\n> one", '<div class="callout note">\n<p class="kind">Note</p>\n<p>one</p>\n</div>'),
        ("> [!TIP] Mind\n> one", '<div class="callout tip">\n<p class="kind">Mind</p>\n<p>one</p>\n</div>'),
        ("```c++\na < b\n```", '<pre><code class="language-c++">a &lt; b</code></pre>'),
        ('```a"b\nx\n```', "<pre><code>x</code></pre>"),
        ("    x", "<pre><code>x</code></pre>"),
        (
            "| a | b | c |\n|:-:|--:|---|\n| 1 | 2 | 3 |",
            (
                '<table>\n<thead>\n<tr><th class="center">a</th><th class="right">b</th><th>c</th></tr>\n</thead>\n'
                '<tbody>\n<tr><td class="center">1</td><td class="right">2</td><td>3</td></tr>\n</tbody>\n</table>'
            ),
        ),
        ("| a |\n|---|", "<table>\n<thead>\n<tr><th>a</th></tr>\n</thead>\n</table>"),
        ("---", "<hr/>"),
        ("<div>a &lt;<br>b</div>", "<p>a &lt;<br/>\nb</p>"),
        ("Term\n: Meaning", "<dl>\n<dt>Term</dt>\n<dd><p>Meaning</p></dd>\n</dl>"),
        ("$$x < y$$", '<pre class="math">x &lt; y</pre>'),
        ("[a](/b)", '<p><a href="https://a.example/b">a</a></p>'),
        ("[a](#none)", "<p>a</p>"),
        ('![a "<](b.png)', '<figure><img src="p.png" alt="a &quot;&lt;"/></figure>'),
        ('![a](b.png "Said")', '<figure><img src="p.png" alt="a"/><figcaption>Said</figcaption></figure>'),
        ("[![a](b.png)](/c)", '<figure><a href="https://a.example/c"><img src="p.png" alt="a"/></a></figure>'),
        ("x ![a](b.png) y", '<p>x <img src="p.png" alt="a"/> y</p>'),
        (
            "<details><summary>More</summary>\n\nIt.\n\n</details>",
            '<div class="details">\n<p class="kind">More</p>\n<p>It.</p>\n</div>',
        ),
    ],
)
def test_each_block_has_its_markup(markdown: str, xhtml: str) -> None:
    assert written(markdown) == xhtml


def test_a_picture_that_is_not_there_is_a_link() -> None:
    shown = '<a href="https://a.example/b.png"><span class="missing">{}</span></a>'
    assert written("![a](b.png)", has_pictures=False) == f"<figure>{shown.format('a')}</figure>"
    assert written("![](b.png)", has_pictures=False) == f"<figure>{shown.format('picture')}</figure>"
    assert written("[![a](b.png)](/c)", has_pictures=False) == f"<figure>{shown.format('a')}</figure>"


@pytest.mark.parametrize(
    ("top", "ranks"), [(1, [1, 2, 3, 2]), (2, [2, 3, 4, 3]), (4, [4, 5, 6, 5]), (5, [5, 6, 6, 6]), (6, [6, 6, 6, 6])]
)
def test_headings_begin_below_those_around_them(top: int, ranks: list[int]) -> None:
    made = written("## One\n\n### Two\n\n#### Three\n\n### Four", top)
    names = ("One", "Two", "Three", "Four")
    lines = [
        f'<h{rank} id="x-{number}">{name}</h{rank}>'
        for number, (rank, name) in enumerate(zip(ranks, names, strict=True))
    ]
    assert made == "\n".join(lines)


def test_a_link_within_an_article_leads_to_its_anchor() -> None:
    made = written("[a](#Two)\n\n## One\n\n## Two")
    assert made == '<p><a href="#x-2">a</a></p>\n<h2 id="x-1">One</h2>\n<h2 id="x-2">Two</h2>'


def test_a_footnote_is_led_to_and_back_from_its_first_reference() -> None:
    made = written("One[^a], two[^a].\n\n[^a]: Said.")
    assert made == (
        '<p id="x-0">One<a href="#x-fn-1" id="x-fnref-1"><sup>[1]</sup></a>, two<a href="#x-fn-1"><sup>[1]</sup></a>.'
        "</p>\n"
        '<ol class="footnotes">\n<li id="x-fn-1" value="1"><p>Said.</p> <a href="#x-fnref-1">↩</a></li>\n</ol>'
    )


def test_what_xml_can_not_hold_is_left_out() -> None:
    assert escaped("a & b < c > d \" \ufffe\uffff\x00e'") == "a &amp; b &lt; c &gt; d &quot; e'"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("<p>a</p>", "<p>b</p>", "<p>ab</p>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n\0li>b</li>\n</ul>", "<ul>\n<li>a\nb</li>\n</ul>"),
        (
            '<ol start="2">\n<li>a</li>\n</ol>',
            "<ol>\n<li>b</li>\n</ol>",
            '<ol start="2">\n<li>a</li>\n<li>b</li>\n</ol>',
        ),
        ("<dl>\n<dd>a</dd>\n</dl>", "<dl>\n\0dd>b</dd>\n</dl>", "<dl>\n<dd>a\nb</dd>\n</dl>"),
        (
            "<table>\n<thead>\n</thead>\n<tbody>\n<tr>a</tr>\n</tbody>\n</table>",
            "<table>\n<tbody>\n<tr>b</tr>\n</tbody>\n</table>",
            "<table>\n<thead>\n</thead>\n<tbody>\n<tr>a</tr>\n<tr>b</tr>\n</tbody>\n</table>",
        ),
        (
            '<ol class="footnotes">\n<li>a</li>\n</ol>',
            '<ol class="footnotes">\n<li>b</li>\n</ol>',
            '<ol class="footnotes">\n<li>a</li>\n<li>b</li>\n</ol>',
        ),
        (
            "<blockquote>\n<p>a</p>\n</blockquote>",
            "<blockquote>\n<p>b</p>\n</blockquote>",
            "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>",
        ),
        (
            '<div class="details">\n<p>a</p>\n</div>',
            '<div class="details">\n<p>b</p>\n</div>',
            '<div class="details">\n<p>a</p>\n<p>b</p>\n</div>',
        ),
        ("<p>a</p>", "<ul>\n<li>b</li>\n</ul>", None),
        ("<ol>\n<li>a</li>\n</ol>", "<ul>\n<li>b</li>\n</ul>", None),
        ("<pre>a</pre>", "<pre>b</pre>", None),
        ("<blockquote>\n<p>a</p>\n</blockquote>", "<p>b</p>", None),
        ("<dl>\n</dl>", "<p>b</p>", None),
    ],
)
def test_parts_of_one_block_are_joined(before: str, after: str, joined: str | None) -> None:
    assert _joined(before, after, "") == joined


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("<p>a</p>", "<p>b</p>", '<p>a<span id="n"></span>b</p>'),
        (
            "<ul>\n<li>a</li>\n</ul>",
            "<ul>\n<li>b</li>\n</ul>",
            '<ul>\n<li>a</li>\n<li><span id="n"></span>b</li>\n</ul>',
        ),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n\0li>b</li>\n</ul>", '<ul>\n<li>a<span id="n"></span>b</li>\n</ul>'),
        (
            "<dl>\n<dt>a</dt></dl>",
            '<dl>\n<dt class="x">b</dt></dl>',
            '<dl>\n<dt>a</dt><dt class="x"><span id="n"></span>b</dt></dl>',
        ),
        (
            "<table>\n<tbody>\n<tr>a</tr>\n</tbody>\n</table>",
            "<table>\n<tbody>\n<tr>b</tr>\n</tbody>\n</table>",
            '<table>\n<tbody>\n<tr>a</tr>\n<tr id="n">b</tr>\n</tbody>\n</table>',
        ),
    ],
)
def test_an_anchor_in_the_second_part_stands_where_it_begins(before: str, after: str, joined: str) -> None:
    assert _joined(before, after, ' id="n"') == joined


def test_an_anchor_stands_in_the_first_tag_of_a_block() -> None:
    assert _named("<p>a</p>", ' id="n"') == '<p id="n">a</p>'
    assert _named('<ol start="2">a</ol>', ' id="n"') == '<ol id="n" start="2">a</ol>'
    assert _named("<hr/>", ' id="n"') == '<hr id="n"/>'
    assert _named("", ' id="n"') == '<div id="n"></div>'


def chapter(text: str | None = "Some text.", highlights: tuple[Highlight, ...] = (), **said: object) -> Chapter:
    values: dict[str, object] = {
        "date": date(2026, 1, 2),
        "category": "Rail & Sea",
        "minutes": 3,
        "summary": "A *sum*.",
    }
    values |= {"key": URL, "url": URL, "title": "A title"}
    article = Article(**(values | said))  # type: ignore[arg-type]
    document = None
    if text is not None:
        document = Document(URL, URL, text, NOW, Via.EXTRACTED, author="Ann", language="en", published=date(2020, 5, 6))
    return Chapter(Entry(article, State(URL), "a"), document, highlights=highlights)


def test_the_facts_of_an_article_stand_in_one_line() -> None:
    link = '<a href="https://a.example/1">a.example</a>'
    assert facts(chapter()) == f'<p class="facts">2026-01-02 · Ann · Rail &amp; Sea · 3 min · {link}</p>'
    assert facts(chapter(None, date=None, category=None, minutes=None)) == f'<p class="facts">{link}</p>'
    assert (
        facts(chapter(date=None, minutes=0))
        == f'<p class="facts">2020-05-06 · Ann · Rail &amp; Sea · 0 min · {link}</p>'
    )


def test_an_article_without_a_text_has_its_summary_and_says_so() -> None:
    said = '<p class="missing">The text of this article is not archived; read it at its address.</p>'
    for one, expected in ((chapter(None), f"<p>A <em>sum</em>.</p>\n{said}"), (chapter(None, summary=""), f"\n{said}")):
        assert body(one, top=2, targets={}, picture=lambda _: None) == expected


def test_highlights_stand_below_the_text_as_they_were_written() -> None:
    one = Highlight("i", "A <quote>\nof two lines\n\nand more", "*Mine*\n\n\n", "pink", NOW)
    other = Highlight("j", "", "On all of it.", "yellow", NOW)
    assert noted(chapter(highlights=(one, other))) == (
        '\n<section class="notes">\n<h2>Highlights and notes</h2>\n<div class="noted">\n'
        '<blockquote class="pink"><p class="as-written">A &lt;quote&gt;<br/>\nof two lines</p>\n'
        '<p class="as-written">and more</p></blockquote>\n<p class="as-written">*Mine*</p>\n</div>\n'
        '<div class="noted">\n<p class="as-written">On all of it.</p>\n</div>\n</section>'
    )
    assert noted(chapter()) == ""


@pytest.mark.parametrize(
    ("quote", "note", "markdown"),
    [
        ("One", "", "- > One"),
        ("One\nTwo", "Mine", "- > One\n  > Two\n\n  Mine"),
        ("", "Mine\n\nand more", "- Mine\n\n  and more"),
        ("*a* [b] `c` <d> &amp; & ~e~ $f", "", "- > \\*a\\* \\[b\\] \\`c\\` \\<d\\> \\&amp; & \\~e\\~ \\$f"),
        ("#tag a#b ^name ==m== 50% %%c%% p:: q", "", "- > \\#tag a#b \\^name \\==m\\== 50% \\%%c\\%% p:\\: q"),
        ("1. one\n- two\n+ three", "", "- > 1\\. one\n  > \\- two\n  > \\+ three"),
        ("a\tb", "", "- > ```\n  > a\tb\n  > ```"),
        ("x\n  ````", "", "- > `````\n  > x\n  >   ````\n  > `````"),
        ("", "[a]: /b\n> [^1]: c", "- \\[a]: /b\n  > \\[^1]: c"),
    ],
)
def test_highlights_in_markdown_are_what_they_were(quote: str, note: str, markdown: str) -> None:
    assert in_markdown([Highlight("i", quote, note, "yellow", NOW)]) == markdown


def test_highlights_in_markdown_stand_apart() -> None:
    one = Highlight("i", "One", "", "yellow", NOW)
    assert in_markdown([one, one]) == "- > One\n\n- > One"
    assert in_markdown([]) == ""


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A title", "A title"),
        ("con", "_con"),
        ("Com3.txt", "_Com3.txt"),
        ("clock$", "_clock$"),
        ("lpt\u00b9", "_lpt\u00b9"),
        ("console", "console"),
        ("com10", "com10"),
        ("x" * 101, "x" * 100),
        ("é" * 100, "é" * 90),
        ("a" + "é" * 99, "a" + "é" * 89),
        ("日" * 100, "日" * 60),
        ("a/b: c?", "a b c"),
        ("~a. ", "a"),
        ("U\u0308", "Ü"),
        ("???", ""),
    ],
)
def test_a_title_is_a_name_of_a_file(title: str, name: str) -> None:
    assert stem(title) == name


def test_a_book_is_packed_the_same_on_every_system() -> None:
    file = io.BytesIO()
    one, other = chapter(), Chapter(Entry(Article(f"{URL}2", f"{URL}2", "Two"), State(f"{URL}2"), "a"))
    chapters = {one.article.key: one, other.article.key: other}
    write_epub(file, "All", Chapters([one.entry, other.entry], lambda entry: chapters[entry.article.key]))
    infos = zipfile.ZipFile(file).infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {(info.create_system, info.external_attr) for info in infos} == {(3, 0o644 << 16)}
    assert [info.filename for info in infos if info.compress_type == zipfile.ZIP_STORED] == ["mimetype"]
    for name in ("toc.ncx", "package.opf", "nav.xhtml"):  # nothing but blanks stands between elements
        tree = ElementTree.fromstring(zipfile.ZipFile(file).read(f"EPUB/{name}"))
        assert [one.tail for one in tree.iter() if (one.tail or "").strip()] == []
    package = zipfile.ZipFile(file).read("EPUB/package.opf").decode()
    assert "<dc:language>en</dc:language>" in package
    assert "2026-11-01T09:30:00Z</meta>" in package
    assert re.findall('<itemref idref="(.*)"/>', package) == ["nav", one.anchor, other.anchor]


def test_a_book_is_in_the_language_of_most_of_its_articles() -> None:
    file = io.BytesIO()
    texts = [chapter(url=f"{URL}{number}", key=f"{URL}{number}") for number in range(3)]
    said = [replace(one, document=replace(one.document, language="de")) for one in texts[1:] if one.document]
    chapters = {one.article.key: one for one in (texts[0], *said)}
    write_epub(file, "All", Chapters([one.entry for one in texts], lambda entry: chapters[entry.article.key]))
    assert "<dc:language>de</dc:language>" in zipfile.ZipFile(file).read("EPUB/package.opf").decode()


def test_a_book_packs_its_drawings_and_stores_pictures_that_are_packed(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "s").write_bytes(b"<svg/>")
    file = io.BytesIO()
    pictures = {f"https://a.example/{name}": tmp_path / name for name in "ps"}
    one = replace(chapter("![p](p)\n\n![s](s)"), pictures=pictures)
    write_epub(file, "All", Chapters([one.entry], lambda _: one))
    infos = {info.filename[-3:]: info.compress_type for info in zipfile.ZipFile(file).infolist()}
    assert (infos["png"], infos["svg"]) == (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def test_a_title_and_an_author_are_cut() -> None:
    assert chapter(title="x" * 2_000).title == "x" * 2_000
    assert len(chapter(title="x" * 2_001).title) == 2_000
    assert chapter(author="x" * 200).author == "x" * 200
    assert len(chapter(author="x" * 201).author) == 200


def test_a_book_is_known_to_readers_by_its_title_and_its_articles() -> None:
    """A program that reads books keeps the place by this identifier: it stays, from version to version."""
    file = io.BytesIO()
    one, other = chapter(), Chapter(Entry(Article(f"{URL}2", f"{URL}2", "Two"), State(f"{URL}2"), "a"))
    chapters = {one.article.key: one, other.article.key: other}
    write_epub(file, "All", Chapters([other.entry, one.entry], lambda entry: chapters[entry.article.key]))
    package = zipfile.ZipFile(file).read("EPUB/package.opf").decode()
    assert f'<dc:identifier id="book">urn:uuid:{uuid5(NAMESPACE_URL, f"All{chr(10)}{URL}{chr(10)}{URL}2")}<' in package


def test_a_book_without_texts_is_of_no_time_and_in_english() -> None:
    file = io.BytesIO()
    one = chapter(None)
    write_epub(file, "All", Chapters([one.entry], lambda _: one))
    package = zipfile.ZipFile(file).read("EPUB/package.opf").decode()
    assert "2000-01-01T00:00:00Z</meta>" in package
    assert "<dc:language>en</dc:language>" in package
    assert "creator" not in package


def test_a_picture_is_found_by_its_address_however_it_is_written(tmp_path: Path) -> None:
    one = Chapter(chapter().entry, pictures={"https://a.example/a b.png": tmp_path})
    assert one.picture("https://a.example/a b.png") == one.picture("https://a.example/a%20b.png") == tmp_path
    assert one.picture("https://a.example/c.png") is None
    found = Chapter(chapter().entry, find=lambda address: tmp_path / address)
    assert found.picture("x") == tmp_path / "x"
