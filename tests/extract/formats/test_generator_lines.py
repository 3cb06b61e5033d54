"""What Markdown's extensions fill in or set out is left out; what it stands around stays."""

from typing import Any

import pytest

from blogreader.extract import Hints, markdown_page
from blogreader.extract.formats.generator_lines import without_extras


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n[TOC]\n\nb", "a\n\n\nb"),
        ("[[toc]]", ""),
        ("<!-- toc -->", ""),
        ('a\n--8<-- "file.md"\nb', "a\nb"),
        ("HTML.\n\n*[HTML]: Hyper Text Markup Language", "HTML.\n"),
        (":material-account-circle: Who :fontawesome-brands-python: a:b:c", "Who a:b:c"),
        *((f":{name}-a-b: Who", "Who") for name in ("material", "fontawesome", "octicons", "simple")),
        ("--8<--", ""),
        ("<!--TOC-->", ""),
        ('<div class="grid" markdown>\n\n- :octicons-clock-16: a\n- b\n\n</div>', "\n\n- a\n- b\n\n"),
        (
            "<figure markdown>\n  ![A](a.png)\n  <figcaption>Cap</figcaption>\n</figure>",
            "\n![A](a.png)\n\n<figcaption>Cap</figcaption>\n",
        ),
        ("<div markdown>\n<div>\nx\n</div>\n</div>", "\n<div>\nx\n</div>\n"),
        # none of these
        ("<div>\n*a*\n</div>", "<div>\n*a*\n</div>"),
        ("<div markdown>\nno end", "<div markdown>\nno end"),
        ("<div markdown>\na\n</div> b", "<div markdown>\na\n</div> b"),
        ("<div markdown>\n<div markdown>\na\n</div>", "<div markdown>\n\na\n"),
        ("See [TOC] in the text, and *[x]: y* too", "See [TOC] in the text, and *[x]: y* too"),
        ("```\n[TOC]\n:material-account:\n```", "```\n[TOC]\n:material-account:\n```"),
    ],
)
def test_lines(text: str, expected: str) -> None:
    assert "\n".join(without_extras(text.split("\n"))) == expected


def test_a_picture_in_a_figure_that_holds_markdown_is_one() -> None:
    text = '<figure markdown="span">\n  ![A map](a.png){ width="300" }\n  <figcaption>Cap</figcaption>\n</figure>\n'
    extracted = markdown_page(text, "https://blog.example/a", Hints())
    assert extracted.images == ("https://blog.example/a.png",)
    assert "Cap" in extracted.text


@pytest.mark.slow
def test_elements_in_each_other_without_end_lose_nothing() -> None:
    lines = [*["<div markdown>"] * 1_500, "Words.", *["</div>"] * 1_500]
    found = without_extras(lines)
    assert "Words." in found
    assert found.count("</div>") == found.count("<div markdown>") > 1_000


def test_elements_in_each_other_are_read_up_to_a_depth() -> None:
    def left(depth: int) -> int:
        return without_extras(["<div markdown>"] * depth + ["Words."] + ["</div>"] * depth).count("<div markdown>")

    assert [left(depth) for depth in (25, 26, 27)] == [0, 0, 1]


class Counted(list[str]):
    """Lines that count how often one of them is asked for."""

    asked = 0

    def __getitem__(self, which: Any) -> Any:
        self.asked += 1
        return super().__getitem__(which)


@pytest.mark.parametrize("line", ["<div markdown>", "<div markdown>\n</div> a"])
def test_lines_are_not_looked_through_again_for_each_element_without_an_end(line: str) -> None:
    lines = Counted((line + "\n").split("\n") * 200)
    assert without_extras(lines) == lines
    assert lines.asked < 10 * len(lines)
