"""The Markdown index: both its forms, what is broken in it, and that what is written reads back to the same."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogreader import indexes, paths, urls
from blogreader.errors import SourceError
from blogreader.indexes import markdown_index, markup
from blogreader.indexes.markdown_index import read, write
from blogreader.model import Article, Index, IndexWarning
from blogreader.text import clean, clean_line
from tests.conftest import scaled
from tests.site import BLOG_NAME, HOSTILE_TITLES, Site
from tests.site.hostile import hostile_index

BASE = "https://example.org/blog/index.md"
LOCAL = "/home/ada/notes? #1/index.md"
WELL_FORMED = "### [Before](https://example.org/before)\n2026-01-01 · Trees · 3 min\n\n"
AFTER = "\n### [After](https://example.org/after)\n2026-01-02 · Trees · 4 min\n"
SECONDS_FOR_MEGABYTES = 5


def only(text: str, base: str | None = BASE) -> Article:
    index = read(text, base)
    assert index.warnings == ()
    (article,) = index.articles
    return article


def titles(index: Index) -> list[str]:
    return [article.title for article in index.articles]


def test_an_entry_is_title_address_date_category_minutes_and_summary() -> None:
    text = (
        "# The blog\n\n1 article.\n\n### [A title](https://example.org/a?x=1#part)\n2026-04-16 · AI/ML · 12 min\n\n"
        "The *first*\nparagraph with [a link](https://example.org).\n\nThe second.\n"
    )
    assert read(text, BASE) == Index(
        "The blog",
        (
            Article(
                key="https://example.org/a?x=1",
                url="https://example.org/a?x=1#part",
                title="A title",
                date=date(2026, 4, 16),
                category="AI/ML",
                minutes=12,
                summary="The *first* paragraph with [a link](https://example.org).\n\nThe second.",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("2026-04-16 · AI/ML · 12 min", (date(2026, 4, 16), "AI/ML", 12)),
        ("2026-04-16 | AI/ML | 12 min read", (date(2026, 4, 16), "AI/ML", 12)),
        ("2026-04-16 - AI/ML - 12 minutes", (date(2026, 4, 16), "AI/ML", 12)),
        ("2026-04-16 · 12 min", (date(2026, 4, 16), None, 12)),
        ("2026-04-16 · AI - and more", (date(2026, 4, 16), "AI - and more", None)),
        ("AI/ML · 1 min", (None, "AI/ML", 1)),
        ("2026-04-16", (date(2026, 4, 16), None, None)),
        ("AI/ML", (None, "AI/ML", None)),
        ("12min", (None, None, 12)),
        ("Why not? · 12 min", (None, "Why not?", 12)),
        ("· Why not? ·", (None, "Why not?", None)),
    ],
)
def test_any_of_date_category_and_minutes_may_be_missing(
    line: str, facts: tuple[date | None, str | None, int | None]
) -> None:
    for text in (f"## [A](/a)\n{line}\n\nWords.", f"## [A](/a) {line}\n\nWords."):
        article = only(text)
        assert (article.date, article.category, article.minutes) == facts
        assert article.summary == "Words."


@pytest.mark.parametrize(
    "prose", ["This is a sentence.", "Really?", "- a list", "> a quotation", "A line that goes on " * 4]
)
def test_prose_right_below_a_heading_is_its_summary(prose: str) -> None:
    article = only(f"### [A](/a)\n{prose}")
    assert (article.category, article.summary) == (None, prose.strip())


def test_facts_below_a_heading_with_words_behind_its_link_are_found() -> None:
    article = only("### [A](/a) — by Ada!\n2026-04-16 · AI · 12 min\n\nWords.")
    assert (article.date, article.minutes, article.summary) == (date(2026, 4, 16), 12, "— by Ada!\n\nWords.")


@pytest.mark.parametrize(
    ("heading", "title", "url"),
    [
        (r"[A \[bracketed\] title](/a)", "A [bracketed] title", "/a"),
        ("[A [bracketed] title](/a)", "A [bracketed] title", "/a"),
        ("[`list[int]` and `a]b`](/a)", "`list[int]` and `a]b`", "/a"),
        ("[`` a`]b `` here](/a)", "`` a`]b `` here", "/a"),
        ("[An ` unpaired](/a)", "An ` unpaired", "/a"),
        (r"[2 \* 3 \_ \\ \# 4](/a)", r"2 * 3 _ \ # 4", "/a"),
        ("[Lisp](/a_(language))", "Lisp", "/a_(language)"),
        (r"[Lisp](/a_\(language)", "Lisp", "/a_(language"),
        ('[A](/a "its (title)")', "A", "/a"),
        ("[A](</a (b>)", "A", "/a (b"),
        ("[A](/a) ###", "A", "/a"),
        ("[ A \t title ]( /a )", "A title", "/a"),
        ("[A # b](/a)  ", "A # b", "/a"),
    ],
)
def test_titles_hold_brackets_escapes_and_code_and_addresses_parentheses(heading: str, title: str, url: str) -> None:
    for mark in ("##", "  ###", "######"):
        article = only(f"{mark} {heading}\n\nWords.")
        assert (article.title, article.url) == (title, "https://example.org" + url)
    assert only(f"- {heading.removesuffix('###')}").title == title


def test_a_plain_list_of_links_takes_its_categories_from_the_headings() -> None:
    text = (
        "# Project\n\n> What it is about\n\n- [Start](start.md): where to begin\n\n## Guides\n\n"
        "* [One](/one) - the first\n+ [Two](https://other.example/two)\n  - [x] [Three](three)\n\n"
        "## Optional: more\n1. [Numbered](/no)\n- no link\n- [ ] no link either\n"
    )
    index = read(text, BASE)
    assert index.title == "Project"
    assert index.warnings == ()
    assert [(one.title, one.url, one.category, one.summary) for one in index.articles] == [
        ("Start", "https://example.org/blog/start.md", None, "where to begin"),
        ("One", "https://example.org/one", "Guides", "the first"),
        ("Two", "https://other.example/two", "Guides", ""),
        ("Three", "https://example.org/blog/three", "Guides", ""),
        ("Numbered", "https://example.org/no", "Optional: more", ""),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "### 1. [Tides](/a)",
        "### 12) [Tides](/a)",
        "### 📌 [Tides](/a)",
        "### **[Tides](/a)**",
        "### *[Tides](/a)*",
        "### [Tides](/a) ⭐",
        "### 🌊 **[Tides](/a)**",
        "### [**Tides**](/a)",
        "### [_Tides_](/a)",
        "### [T&#105;des](/a)",
    ],
)
def test_signs_numbers_and_emphasis_are_no_part_of_a_heading(heading: str) -> None:
    article = only(f"{heading}\n2026-01-03 · Land · 3 min\n")
    assert (article.title, article.date, article.category, article.minutes) == ("Tides", date(2026, 1, 3), "Land", 3)


@pytest.mark.parametrize(
    "line",
    [
        "2026-01-03T10:00:00Z · Land · 65 min",
        "2026-01-03 • Land • 65 minutes",
        "2026-01-03 | Land | 1 h 5 min",
        "2026-01-03 - Land - ~65 min read",
        "*2026-01-03 · Land · 1 hr 5 min*",
        "**2026-01-03 · Land · 65 min**",
        "Land · 65 min · 2026-01-03",
        "65 min · Land · 2026-01-03",
    ],
)
@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
def test_the_facts_are_read_as_people_write_them(line: str, between: str) -> None:
    article = only(f"### [A](/a)\n{between}{line}\n\nSummary.\n")
    assert (article.date, article.category, article.minutes) == (date(2026, 1, 3), "Land", 65)
    assert article.summary == "Summary."


def test_a_short_paragraph_below_an_empty_line_is_no_category() -> None:
    assert only("### [A](/a)\n\nA few words\n").summary == "A few words"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Q&amp;A: what &lt;T&gt; means &mdash; a primer", "Q&A: what <T> means — a primer"),
        ("**Bold** claims about *stars*", "Bold claims about stars"),
        ("**Bold *claims*** and ***both*** and _a_ __b__", "Bold *claims* and both and a b"),
        ("2 * 3 * 4, a ** b, snake_case_name, *open", "2 * 3 * 4, a ** b, snake_case_name, *open"),
        ("snake_case_names and 2 * 3 * 4", "snake_case_names and 2 * 3 * 4"),
        ("`**kwargs` and `__init__`", "`**kwargs` and `__init__`"),
        (r"\*not\* and \&amp;", "*not* and &amp;"),
        ("AT&T &notanentityatall", "AT&T &notanentityatall"),
    ],
)
def test_titles_are_what_they_say_and_not_how_they_are_marked(title: str, said: str) -> None:
    assert only(f"### [{title}](/a)").title == said


@pytest.mark.parametrize("note", [" (2026-01-03)", ": 2026-01-03", " - 2026-01-03: words"])
def test_a_day_in_the_note_of_a_list_item_is_its_date(note: str) -> None:
    article = only(f"- [A](/a){note}")
    assert article.date == date(2026, 1, 3)
    assert article.summary == ("words" if "words" in note else "")


def test_lists_in_an_index_of_headings_belong_to_summaries() -> None:
    article = only("### [A](/a)\n\nSee\n\n- [B](/b)\n- [C](/c)\n")
    assert article.summary == "See\n\n- [B](/b) - [C](/c)"


def test_a_heading_that_is_no_link_ends_the_summary_before_it() -> None:
    index = read(WELL_FORMED + "Words.\n\n## 2025\n\nNot a summary.\n" + AFTER, BASE)
    assert [article.summary for article in index.articles] == ["Words.", ""]


def test_line_endings_of_windows_and_of_old_macs_are_read() -> None:
    text = "# Blog\n\n### [A](/a)\n2026-04-16 · AI · 12 min\n\nOne\ntwo.\n"
    assert read(text.replace("\n", "\r\n"), BASE) == read(text, BASE)
    assert read(text.replace("\n", "\r"), BASE) == read(text, BASE)


@pytest.mark.parametrize(
    "fenced",
    [
        "```\n### [No](/no)\n- [No](/no)\n```",
        "~~~ markdown\n### [No](/no)\n- [No](/no)\n~~~~",
        "````\n```\n### [No](/no)\n```\n- [No](/no)\n````",
        "```python\n### [No](/no)\n```python\n- [No](/no)\n```",
    ],
)
def test_what_stands_in_a_fence_is_no_article(fenced: str) -> None:
    assert titles(read(WELL_FORMED + fenced + "\n" + AFTER, BASE)) == ["Before", "After"]
    assert titles(read(f"- [Before](/before)\n\n{fenced}\n\n- [After](/after)", BASE)) == ["Before", "After"]


@pytest.mark.parametrize("stray", ["```", "~~~ \n", "```python", "```inline``` code", "````\n```"])
def test_a_fence_that_is_never_closed_does_not_swallow_the_rest(stray: str) -> None:
    assert titles(read(WELL_FORMED + stray + "\n" + AFTER, BASE)) == ["Before", "After"]


@pytest.mark.parametrize(
    ("broken", "line", "says"),
    [
        ("### [Broken](https://example.org/broken\n", 4, "looks like an article's link"),
        ("### [Broken(https://example.org/broken)\n", 4, "looks like an article's link"),
        ("### Broken](https://example.org/broken)\n", 4, "looks like an article's link"),
        ("### [Broken]\n", 4, "looks like an article's link"),
        ("### [Broken]()\n", 4, "not a readable address: none"),
        ("### [Broken](#part)\n", 4, "not a readable address: #part"),
        ("### [Broken](javascript:alert(1))\n", 4, "not a readable address: javascript:alert(1)"),
        ("### [Broken](http://[::1)\n", 4, "not a readable address"),
        ("### [Broken](file:///etc/passwd)\n", 4, "not a readable address: file:///etc/passwd"),
        ("### [Broken](mailto:ada@example.org)\n", 4, "not a readable address"),
        ("### [Again](https://EXAMPLE.org/before/?utm_source=x)\n", 4, "the same article as in line 1, which is used"),
    ],
)
def test_a_broken_line_costs_its_article_one_warning(broken: str, line: int, says: str) -> None:
    index = read(WELL_FORMED + broken + "2026-01-01 · Gone · 3 min\n" + AFTER, BASE)
    assert titles(index) == ["Before", "After"]
    assert [warning.line for warning in index.warnings] == [line]
    assert says in index.warnings[0].sentence


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "0000-00-00", "16.04.2026", "April 16, 2026"])
def test_an_impossible_date_is_warned_of_and_the_rest_of_the_line_kept(day: str) -> None:
    for text, line in ((f"\n### [A](/a)\n{day} · AI · 12 min\n", 3), (f"\n### [A](/a) {day} · AI · 12 min\n", 2)):
        index = read(text, BASE)
        (article,) = index.articles
        assert (article.date, article.category, article.minutes) == (None, "AI", 12)
        (warning,) = index.warnings
        assert (warning.line, warning.sentence.split(" is ")[0]) == (line, day)


def test_a_broken_link_in_a_list_is_warned_of() -> None:
    index = read("- [A](/a)\n- [Broken](/b\n- [C](/c)\n", BASE)
    assert titles(index) == ["A", "C"]
    assert [warning.line for warning in index.warnings] == [2]


def test_a_title_that_is_missing_is_the_address() -> None:
    index = read("### [](/a)\n", BASE)
    assert titles(index) == ["/a"]
    assert index.warnings == (IndexWarning(1, "a title is missing; the address is used instead"),)


def test_warnings_come_in_the_order_of_the_lines() -> None:
    text = "### [A](/a)\n2026-13-01\n\n### [B](x:y)\n\n### [C\n\n### [A](/a)\n"
    assert [warning.line for warning in read(text, BASE).warnings] == [2, 4, 6, 8]


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("post", "https://example.org/blog/post"),
        ("../post", "https://example.org/post"),
        ("//other.example/post", "https://other.example/post"),
        ("?id=7", "https://example.org/blog/index.md?id=7"),
        ("HTTPS://Other.example/Post", "https://Other.example/Post"),
    ],
)
def test_relative_addresses_resolve_against_the_address_of_the_index(address: str, url: str) -> None:
    assert only(f"### [A]({address})").url == url


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("post.md", "/home/ada/notes? #1/post.md"),
        ("my%20post.md#part", "/home/ada/notes? #1/my post.md"),
        ("<my post.md>", "/home/ada/notes? #1/my post.md"),
        ("../b/100%25.md", "/home/ada/b/100%.md"),
        ("/srv/post.md", "/srv/post.md"),
    ],
)
def test_a_relative_path_in_a_local_index_is_a_local_document(address: str, path: str) -> None:
    article = only(f"### [A]({address})", LOCAL)
    assert article.url == path
    assert article.key.startswith("file:///")


@pytest.mark.parametrize("address", ["//host/share", "a%00b", "a%0Ab", "#part", "", "ftp://e.org/a", "javascript:x"])
def test_what_is_no_path_in_a_local_index_is_warned_of(address: str) -> None:
    index = read(f"### [A]({address})", LOCAL)
    assert (index.articles, len(index.warnings)) == ((), 1)


def test_an_index_from_nowhere_has_no_relative_addresses() -> None:
    index = read("### [A](post)\n\n### [B](https://example.org/b)", None)
    assert (titles(index), [warning.line for warning in index.warnings]) == (["B"], [1])


def test_hostile_titles_come_through_as_harmless_single_lines() -> None:
    index = read(hostile_index("https://example.org"), BASE)
    assert titles(index) == [clean_line(title) for title in HOSTILE_TITLES]
    for article in index.articles:
        for text in (article.title, article.category, article.summary, article.url, article.key):
            assert text is not None
            assert clean(text) == text
    assert read(write(index), BASE) == index


def test_the_sites_index_is_read_whole(site: Site) -> None:
    index = read(site.index_markdown(), site.index_url)
    assert index.title == BLOG_NAME
    assert index.warnings == ()
    assert [(one.url, one.title, one.date, one.category, one.minutes, one.summary) for one in index.articles] == [
        (site.url_of(one), one.title, one.date, one.category, one.minutes, one.summary) for one in site.posts
    ]


def test_the_index_that_ships_with_the_program_is_102_articles_without_a_warning() -> None:
    text = paths.embedded_index().read_text(encoding="utf-8")
    index = indexes.read(text, "https://lucioduran.com/blog", "blog.md")
    assert (len(index.articles), index.warnings) == (102, ())
    assert len({article.category for article in index.articles}) == 38
    assert sum(article.minutes or 0 for article in index.articles) == 14 * 60 + 49
    assert all(article.date and article.summary for article in index.articles)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "notes.md is empty."),
        (" \n\t\n", "notes.md is empty."),
        ("Just words.\n\n## And a heading\n", "contains no article"),
        ("### [A](javascript:x)\n\n### [B](y:z)\n", "The first of 2 doubtful lines: 1."),
        ("<!DOCTYPE html><html><body>", "a page of markup"),
        ("\n  <?xml version='1.0'?><rss></rss>", "a page of markup"),
    ],
)
def test_a_text_without_an_article_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        indexes.read(text, BASE, "notes.md")
    assert str(caught.value).startswith("notes.md ")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"# Blog\n\n### [Caf\xe9](/a)\n", "notes.md, line 3: not UTF-8 text; `iconv -f latin1 -t utf-8`"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "notes.md, line 3: this is a binary file"),
        (b"\0", "notes.md, line 1: this is a binary file"),
        (b"\xef\xbb\xbfa\n\xff", "notes.md, line 2: not UTF-8 text"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_file_and_line(data: bytes, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        indexes.decode(data, "notes.md")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("mark", "encoding"), [("", "utf-8"), *(("\ufeff", f"utf-{name}") for name in ("8", "16-le", "16-be"))]
)
def test_byte_order_marks_are_understood(mark: str, encoding: str) -> None:
    text = "### [Café](/a)\n"
    assert indexes.decode((mark + text).encode(encoding), "notes.md") == text


# What a foreign index may be made of, with what is special in Markdown, in a line of facts, or to ourselves.
_SCRAPS = [
    *"#[](){}<>`~\\*_-·|:.!?/ \t\nabÉ漢9\x1b\u202e\u2028\u00a0",
    *("### ", "## ", "](", "```", "~~~", " · ", " | ", " - ", "2026-04-16", "2026-13-99", "12 min", "5 minutes"),
    *("https://e.org/", "http://e.org/a_(b)", "/x y", "post.md", "javascript:", "\n\n", "\r\n", "    ", "- [", "# "),
]
_lines_of_words = st.lists(st.sampled_from(_SCRAPS), max_size=12).map("".join)
_one_line = _lines_of_words.map(lambda text: text.replace("\n", " ").replace("\r", " "))
_entries = st.one_of(
    st.builds("### [{}](https://e.org/{})\n{}\n\n{}\n".format, _one_line, _one_line, _one_line, _lines_of_words),
    st.builds("### [{}]({}) {}\n{}\n".format, _one_line, _one_line, _one_line, _lines_of_words),
)
_items = st.builds("- [{}](https://e.org/{}): {}\n".format, _one_line, _one_line, _one_line)
_headings = st.builds("## {}\n".format, _one_line)
foreign_indexes = st.one_of(
    st.lists(_entries | _lines_of_words, max_size=5).map("\n".join),
    st.lists(_items | _headings, max_size=8).map("\n".join),
)


@pytest.mark.slow
@settings(max_examples=scaled(300))
@given(foreign_indexes, st.sampled_from([BASE, LOCAL, None]))
@example("### [A](/a)\n\n~~~\n# a comment\n~~~\n\n### [B](/b)\n\n~~~\n", BASE)
@example("### [A](/a)\n\n    # indented\n\n### [B](/a_(b))\n", BASE)
@example(
    "## What is new?\n- [A](/a)\n\n## 2026-04-16\n- [B](/b)\n\n## 5 min\n- [C](/c)\n\n## 3D - art\n- [D](/d)\n",
    BASE,
)
@example("### [A](</a_(c>)\n### [B](</a_)c>)\n### [C](</a\\\\(c>)\n### [D](</a\\>c>)", BASE)
@example("## # Sharp\n- [A](/a)\n", BASE)
@example("### [A](</a b_(c>)\n### [B](my%20post.md)\n### [C](a%25b.md)", LOCAL)
@example("### [A](a%2520b.md)\n### [B](c%23.md)\n### [C](what%3F.md)\n### [D](d%2523e.md)", LOCAL)
def test_what_is_written_of_an_index_reads_back_to_the_same_articles(text: str, base: str | None) -> None:
    index = read(text, base)
    again = read(write(index), base)
    assert again.articles == index.articles
    assert again.warnings == ()
    assert again.title == (index.title if index.articles or index.title else again.title)


@pytest.mark.slow
@settings(max_examples=scaled(200))
@given(foreign_indexes)
def test_nothing_that_an_index_says_is_forbidden_or_breaks_a_line(text: str) -> None:
    index = read(text, BASE)
    for article in index.articles:
        for line in (article.title, article.category or "", article.url, article.key):
            assert clean(line) == line
            assert "\n" not in line
        assert clean(article.summary) == article.summary
    assert all(clean_line(warning.sentence) == warning.sentence for warning in index.warnings)


def _ordinary() -> str:
    entry = (
        "### [Title number {0} of the blog](https://example.org/posts/{0})\n2026-04-16 · AI/ML · 12 min\n\n"
        + "Some words that say what it is about, {0}. " * 9
        + "\n\n"
    )
    return "# Blog\n\n" + "".join(entry.format(number) for number in range(12_000))


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        _ordinary,
        lambda: "# " + " " * 2_000_000 + "x\n" + WELL_FORMED,
        lambda: "### [" + "`a" * 500_000 + "\n" + WELL_FORMED,
        lambda: "### [" + "".join("`" * (number % 2_000) + "a" for number in range(4_000)) + "\n" + WELL_FORMED,
        lambda: "### [" + "[" * 500_000 + "\n" + WELL_FORMED,
        lambda: WELL_FORMED + "### [A](https://e.org/" + " " * 2_000_000 + "x)\n",
        lambda: WELL_FORMED + "```\n" * 300_000,
        lambda: WELL_FORMED + "".join("~" * (number % 900 + 3) + " x\n" for number in range(10_000)),
        lambda: WELL_FORMED + ("\n" + " " * 50) * 100_000 + "x",
        lambda: WELL_FORMED.replace("Trees", " · " * 100_000),
        lambda: "\n" * 2_000_000 + WELL_FORMED,
    ],
)
def test_megabytes_are_read_in_seconds_whatever_they_hold(make: Callable[[], str]) -> None:
    text = make()
    started = time.process_time()
    index = read(text, BASE)
    assert index.articles
    assert time.process_time() - started < SECONDS_FOR_MEGABYTES


def test_what_most_indexes_have_is_read_without_taking_it_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand articles are read in two seconds, not in nine."""
    asked: list[str] = []

    def counted_in(module: object, name: str) -> None:
        real: Callable[..., object] = getattr(module, name)

        def one(*arguments: object, **options: object) -> object:
            asked.append(name)
            return real(*arguments, **options)

        monkeypatch.setattr(module, name, one)

    for name in ("urlsplit", "urlunsplit"):
        counted_in(urls, name)
    for name in ("urlsplit", "urljoin", "_facts"):
        counted_in(markdown_index, name)
    counted_in(markup, "_closing")
    counted_in(markup, "_without_emphasis")
    one = "### [Post {}](https://example.org/2026/post-{}/)\n2026-01-02 · AI/ML · 3 min\n\n"
    assert len(read("".join(one.format(number, number) for number in range(9)), BASE).articles) == 9
    assert asked == ["_facts"] * 9


@pytest.mark.parametrize(
    "facts",
    [
        "2026-04-16 — Trees — 5 min",
        "2026-04-16 – Trees – 5 min read",
        "_2026-04-16 | Trees | 5m_",
        "2026-04-16 • Trees • ~5 min",
        "> 2026-04-16 · Trees · 5 min",
        "**Date:** 2026-04-16 · **Category:** Trees · **Reading time:** 5 min",
        "Published: 2026-04-16 | Topic: Trees | 5 minutes",
        '<time datetime="2026-04-16T08:00">April 16</time> · Trees · 5 min',
        "2026-04-16T10:00:00Z · Trees · 5 min",
    ],
)
def test_facts_are_read_as_people_write_them(facts: str) -> None:
    article = only(f"### [A](/a)\n{facts}\n\nWords.\n")
    assert (article.date, article.category, article.minutes) == (date(2026, 4, 16), "Trees", 5)
    assert article.summary == "Words."


@pytest.mark.parametrize(
    ("said", "minutes"), [("0 min", 1), ("<1 min", 1), ("< 1 min read", 1), ("1h 5m", 65), ("2 h", 120)]
)
def test_any_time_of_reading_is_one(said: str, minutes: int) -> None:
    article = only(f"### [A](/a)\n2026-04-16 · Trees · {said}\n")
    assert (article.category, article.minutes) == ("Trees", minutes)


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("### [A](/a) (2026-04-16)", date(2026, 4, 16)),
        ("### [A](/a) · 2026-04-16", date(2026, 4, 16)),
        ("### [A](/a) — 2026-04-16", date(2026, 4, 16)),
        ("### 2026-04-16: [A](/a)", date(2026, 4, 16)),
        ("### (2026-04-16) **[A](/a)**", date(2026, 4, 16)),
        ("### [A](/a) {#a .title}", None),
        ("### [A](/a)<br>", None),
        ("### [A](/a) [#](#a)", None),
        ('### [A](/a) <a id="a"></a>', None),
        ("###[A](/a)", None),
        ("[A](/a)\n---", None),
        ("[A](/a)\n-------", None),
    ],
)
def test_what_stands_around_the_link_of_a_heading_is_no_category(heading: str, day: date | None) -> None:
    article = only(f"{heading}\n\nWords of it.\n")
    assert (article.title, article.date, article.category, article.summary) == ("A", day, None, "Words of it.")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("- 2026-04-16 [A](/a)", ("A", date(2026, 4, 16), "")),
        ("- 2026-04-16: [A](/a) – a note", ("A", date(2026, 4, 16), "a note")),
        ("* (2026-04-16) **[A](/a)**", ("A", date(2026, 4, 16), "")),
        ("1. [A](/a) — 2026-04-16 — a note", ("A", date(2026, 4, 16), "a note")),
    ],
)
def test_a_day_may_stand_before_the_link_of_an_item(item: str, expected: tuple[str, date, str]) -> None:
    article = only(item)
    assert (article.title, article.date, article.summary) == expected


@pytest.mark.parametrize(
    "item",
    [
        "- <https://example.org/a>",
        "1. https://example.org/a",
        "* https://example.org/a a note",
        "- <https://example.org/a> a note",
    ],
)
def test_an_address_alone_is_an_article_without_a_title(item: str) -> None:
    index = read(item, BASE)
    assert index.articles[0].summary == ("a note" if "note" in item else "")
    assert [(article.url, article.title) for article in index.articles] == [("https://example.org/a",) * 2]
    assert "a title is missing" in index.warnings[0].sentence


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/x_(y)", r"https://a.example/x_\(y\)"),
        (r"/a\b<c>", r"/a\\b\<c\>"),
        ("/a b<c>", r"</a b\<c\>>"),
        (r"/a (b)\c", r"</a (b)\\c>"),
    ],
)
def test_an_address_is_written_so_that_it_reads_back(url: str, written: str) -> None:
    assert markup.destination(url) == written
    found = markup.link(f"[A]({written}) rest")
    assert found is not None
    assert (found.address, found.rest) == (url, "rest")


@pytest.mark.parametrize(
    ("title", "written"), [("a [b]", r"a \[b\]"), ("a_b_c", "a_b_c"), ("*a*", r"\*a\*"), ("a &amp; b", r"a \&amp; b")]
)
def test_a_title_is_written_so_that_it_reads_back(title: str, written: str) -> None:
    assert markup.escaped(title) == written
    assert markup.plain(written) == title


def test_a_category_may_have_the_form_of_a_label() -> None:
    assert only("### [A](/a)\nDate: 2026-04-16 · Category: Sea: rope · 5 min").category == "Sea: rope"


def test_signs_behind_a_link_above_its_facts_are_no_part_of_its_summary() -> None:
    assert only("### [A](/a) \u2b50\n2026-04-16\n\nWords.").summary == "Words."
    assert only("### [A](</a>) by Ada!\n2026-04-16\n\nWords.").summary == "by Ada!\n\nWords."


def test_a_summary_is_as_long_as_a_card_shows_at_once() -> None:
    assert only(f"### [A](/a)\n\n{'x' * 10_000}").summary == "x" * 10_000
    assert only(f"### [A](/a)\n\n{'x' * 9_998} yz").summary == f"{'x' * 9_998} y…"


def test_a_category_with_a_time_in_it_reads_back() -> None:
    article = Article("https://a.example/1", "https://a.example/1", "A", date(2026, 1, 2), "12 min · x", 12, "##[b](c)")
    assert read(write(Index("T", (article,))), None).articles == (article,)


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"category": "5 min"}, "· 5 min ·"),
        ({"category": "2026-04-16"}, "· 2026-04-16 ·"),
        ({"category": "5 min", "minutes": 9}, "5 min · 9 min"),
        ({"category": "a · b"}, "a · b"),
        ({"category": "# x"}, "· \\# x ·"),
        ({"category": "Sea", "date": date(2026, 4, 5), "minutes": 3}, "2026-04-05 · Sea · 3 min"),
        ({"summary": "5 min"}, "·  ·"),
        ({"summary": "A sentence."}, ""),
    ],
)
def test_facts_are_written_so_that_none_is_taken_for_another(facts: dict[str, Any], line: str) -> None:
    index = Index("B", (Article("https://a.example/1", "https://a.example/1", "T", **facts),))
    text = write(index)
    assert text.split("\n")[5] == line
    assert read(text, None) == index


def test_a_title_that_leads_home_is_no_article_and_one_sign_alone_parts_a_note() -> None:
    index = read("# [The blog](/)\n\n- [One](/one): - a note\n- [Two](/two) — more\n", BASE)
    assert [(one.title, one.summary) for one in index.articles] == [("One", "- a note"), ("Two", "more")]
