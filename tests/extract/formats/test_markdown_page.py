"""Pages that are Markdown already: what is cut before the article, and which pictures it has."""

import pytest

from blogreader.errors import Empty
from blogreader.extract import Extracted, Hints, markdown_page

URL = "https://example.org/posts/a"
NOTE = "> ## Documentation Index\n> The complete index: https://example.org/llms.txt\n\n[Home](/) [Blog](/blog)\n"


def read(text: str, title: str | None = "The title") -> Extracted:
    return markdown_page(text, URL, Hints(title, None))


@pytest.mark.parametrize("mark", ["#", "##"])
def test_what_a_site_puts_before_the_known_title_is_cut(mark: str) -> None:
    assert read(f"{NOTE}\n{mark} The Title\n\nThe text.\n").text.endswith("The text.\n")
    assert "Documentation Index" not in read(f"{NOTE}\n{mark} The Title\n\nThe text.\n").text


def test_a_heading_of_the_second_level_with_the_title_stays_and_so_does_one_that_says_something_else() -> None:
    assert read(f"{NOTE}\n## The title\n\nThe text.\n").text == "## The title\n\nThe text.\n"
    page = read("# A part\n\nThe text.\n")
    assert (page.title, page.text) == ("The title", "# A part\n\nThe text.\n")
    page = read("---\ntitle: Other\n---\n# A part\n\nThe text.\n", None)
    assert (page.title, page.text) == ("Other", "# A part\n\nThe text.\n")


@pytest.mark.parametrize("text", ["", "\n\n", "# A title\n", "A title\n===\n", "---\ntitle: A\n---\n", "[TOC]\n"])
def test_a_title_alone_is_no_article(text: str) -> None:
    with pytest.raises(Empty):
        read(text, None)


def test_a_text_that_its_title_stands_in_the_middle_of_is_left_whole() -> None:
    before = "Words of the text. " * 60
    assert before.strip() in read(f"{before}\n\n## The title\n\nMore.\n").text


def test_a_title_in_code_is_none() -> None:
    assert read("Before.\n\n```\n# The title\n```\n\nAfter.\n").text.startswith("Before.")


def test_without_a_known_title_nothing_is_cut() -> None:
    assert "Documentation Index" in read(f"{NOTE}\n# The title\n\nThe text.\n", None).text


@pytest.mark.parametrize("heading", ["# The title {#a-name}", "# The title { .x #y }", '# <a id="a"></a>The title'])
@pytest.mark.parametrize("known", ["The title", None])
def test_a_title_with_a_name_is_the_title_without_it(heading: str, known: str | None) -> None:
    page = read(f"Before.\n\n{heading}\n\nThe text.\n" if known else f"{heading}\n\nThe text.\n", known)
    assert (page.title, page.text) == ("The title", "The text.\n")


def test_pictures_are_found_in_every_form_and_in_the_order_of_the_text() -> None:
    page = read(
        '![a][one] and ![two](two.png "t"), ![three] and <img alt="x" src="/four.png">\n\n'
        "```\n![no](no.png)\n```\n\n`![no](no.png)`\n\n[one]: /one.png\n[three]: <three.png>\n"
    )
    base = "https://example.org"
    assert page.images == (f"{base}/one.png", f"{base}/posts/two.png", f"{base}/posts/three.png", f"{base}/four.png")


def test_a_picture_in_an_address_is_one_where_it_is_shown_and_no_link() -> None:
    one, two = "data:image/png;base64,iVBORw0KGgo=", "data:image/svg+xml,%3Csvg%20width='9'/%3E"
    page = read(
        f"![a]({one}) ![b][two] [a link](data:image/gif;base64,R0lGOD) [a page](data:text/html,x)\n\n"
        f"```\n![no](data:image/png;base64,QQ==)\n```\n\n[two]: <{two}>\n[three]: data:image/png;base64,QUJD\n"
    )
    assert page.images == (one, two.replace("'", "%27"))
    assert page.text.startswith(f"![a]({one}) ![b][two] [a link]() [a page]()\n")
    assert "![no](data:image/png;base64,QQ==)" in page.text
    assert "QUJD" not in page.text


@pytest.mark.parametrize(
    "text",
    [
        "# A title\nFirst line.\nMore.\n",
        "\n\n# A title #\nFirst line.\nMore.\n",
        "A title\n===\nFirst line.\nMore.\n",
        " A title \n=\nFirst line.\nMore.\n",
    ],
)
def test_the_first_heading_is_the_title_and_all_below_it_the_text(text: str) -> None:
    page = read(text, None)
    assert (page.title, page.text) == ("A title", "First line.\nMore.\n")


@pytest.mark.parametrize("text", ["Words.\n\n# A title\n", "## A title\n", "#A title\n", "A title\n---\n", "Words\n"])
def test_another_beginning_is_text(text: str) -> None:
    page = read(text, None)
    assert (page.title, page.text) == (None, text)


def front(lines: str) -> Extracted:
    return read(f"---\n{lines}\n---\nWords.\n", None)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("title", "title Title"),
        ("author", "author authors"),
        ("category", "category section"),
        ("language", "lang language"),
    ],
)
def test_the_front_matter_says_it_under_several_names(field: str, names: str) -> None:
    for name in names.split():
        assert getattr(front(f"{name}: of it"), field) == "of it"
        assert getattr(front(f"{name} = 'of ''it'''"), field) == "of 'it'"
        assert getattr(front(f'{name}: "of \\"it\\""'), field) == 'of "it"'
        for sign in "[{|>&*!":
            assert getattr(front(f"{name}: {sign}of it"), field) is None
    assert front("other: of it").title is None


@pytest.mark.parametrize("name", ["date", "published", "pubdate", "publishDate", "published_at", "created"])
def test_the_front_matter_says_when_it_was_published(name: str) -> None:
    assert str(front(f"{name}: 2021-03-05T10:00:00Z").published) == "2021-03-05"
    assert front(f"{name}: soon").published is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("+++\ntitle = 'A'\n+++\nWords.\n", "A"),
        ("---\ntitle: A\n...\nWords.\n", "A"),
        ("--- \ntitle: A\ntitle: B\n--- \nWords.\n", "A"),
        ("---\ntitle: '\n---\nWords.\n", "'"),
        ("---\ntitle: ''\n---\nWords.\n", None),
        ('---\ntitle: "A" and b\n---\nWords.\n', '"A" and b'),
        ('---\ntitle: a "B"\n---\nWords.\n', 'a "B"'),
        ("---\n---\nWords.\n", None),
        ("\ufeff---\ntitle: A\n---\nWords.\n", "A"),
    ],
)
def test_front_matter_ends_with_its_own_marks_and_is_no_text(text: str, title: str | None) -> None:
    page = read(text, None)
    assert (page.title, page.text) == (title, "Words.\n")


def test_what_is_before_the_known_title_is_cut_up_to_150_words_and_60_lines() -> None:
    def starts(before: str) -> bool:
        return read(f"{before}# The title\n\nMore.\n").text.startswith("More.")

    assert [starts(f"{'word ' * count}\n\n") for count in (149, 150, 151)] == [True, True, False]
    assert not starts(f"{'word ' * 150}\nword\n")
    assert [starts("a\n" * count) for count in (58, 59, 60)] == [True, True, False]
    assert not starts("```\n# The title\n")
    assert starts("~~~\n```\n~~~\n\n")
    assert starts("  ```\n# The title\n```\n\n")
    assert starts("> ````\n> ```\n> ````\n\n")
    assert not starts("~~~\n```\n\n")
