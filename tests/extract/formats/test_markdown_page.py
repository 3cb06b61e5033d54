"""Pages that are Markdown already: what is cut before the article, and which pictures it has."""

import pytest

from blogreader.extract import Extracted, Hints, markdown_page

URL = "https://example.org/posts/a"
NOTE = "> ## Documentation Index\n> The complete index: https://example.org/llms.txt\n\n[Home](/) [Blog](/blog)\n"


def read(text: str, title: str | None = "The title") -> Extracted:
    return markdown_page(text, URL, Hints(title, None))


@pytest.mark.parametrize("mark", ["#", "##"])
def test_what_a_site_puts_before_the_known_title_is_cut(mark: str) -> None:
    assert read(f"{NOTE}\n{mark} The Title\n\nThe text.\n").text.endswith("The text.\n")
    assert "Documentation Index" not in read(f"{NOTE}\n{mark} The Title\n\nThe text.\n").text


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
