"""Links of notebooks become links of Markdown, and what only the notebook's program shows is left out."""

import pytest

from blogreader.extract.formats.wiki_links import is_needed, with_links

FILES = {"Ropes": "../Ropes.md", "sea/Tar": "sea/Tar.md", "map.png": "img/map.png", "a.pdf": "a.pdf"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Ropes]] and [[sea/Tar|the tar]].", "[Ropes](../Ropes.md) and [the tar](sea/Tar.md)."),
        ("[[Ropes#How to, tie]]", "[Ropes > How to, tie](../Ropes.md#how-to-tie)"),
        ("[[Ropes#^ab12|here]] [[#Below]]", "[here](../Ropes.md) [Below](#below)"),
        (
            "![[map.png]] ![[map.png|300]] ![[map.png|The map]]",
            "![map.png](img/map.png) " * 2 + "![The map](img/map.png)",
        ),
        ("![[Ropes]] ![[a.pdf]]", "[Ropes](../Ropes.md) [a.pdf](a.pdf)"),
        ("[[Nothing]] [[Nothing|at all]] ![[no.png]]", "Nothing at all no.png"),
        ("| [[Ropes\\|tied]] |", "| [tied](../Ropes.md) |"),
        ("`[[Ropes]]` \\[[Ropes]] [[ -f x ]] [[a] b](c)", "`[[Ropes]]` \\[[Ropes]] [[ -f x ]] [[a] b](c)"),
        ("a %%not this%% b %%\nnor\n\nthis%% c", "a  b  c"),
        ("100%% sure", "100%% sure"),
        ("Words. ^ab12cd\n\n==marked== a == b", "Words. \n\n<mark>marked</mark> a == b"),
        ("```\n[[Ropes]] %%x%% ^ab\n```", "```\n[[Ropes]] %%x%% ^ab\n```"),
    ],
)
def test_a_note(text: str, expected: str) -> None:
    assert with_links(text, FILES.get, is_notebook=True) == expected


def test_brackets_elsewhere_mean_what_they_say_unless_they_name_a_file() -> None:
    assert with_links("[[bin]] %%x%%", FILES.get, is_notebook=False) == "[[bin]] %%x%%"
    assert with_links("[[bin]] [[Ropes]]", FILES.get, is_notebook=False) == "bin [Ropes](../Ropes.md)"


@pytest.mark.parametrize("text", ["[[a]]", "%%a%%", "==a==", "a ^b", "a\n^b"])
def test_a_text_with_signs_of_a_notebook_is_one_to_be_converted(text: str) -> None:
    assert is_needed(text)


@pytest.mark.parametrize("text", ["", "a", "[a](b)", "a^b", "5% = 5%"])
def test_a_text_without_them_is_not(text: str) -> None:
    assert not is_needed(text)


@pytest.mark.parametrize("end", ["png", "jpg", "jpeg", "gif", "webp", "bmp", "avif", "svg", "PNG"])
def test_a_file_with_the_name_of_a_picture_is_shown(end: str) -> None:
    assert with_links(f"![[a.{end}]]", lambda name: f"x/{name}", is_notebook=True) == f"![a.{end}](x/a.{end})"
    assert with_links(f"[[a.{end}]]", lambda name: f"x/{name}", is_notebook=True) == f"[a.{end}](x/a.{end})"
    assert with_links(f"![[a.{end}|30x20]]", lambda _: None, is_notebook=True) == f"a.{end}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[]] [[ ]] [[|a]]", "[[]] [[ ]] [[|a]]"),
        ("[[Ropes ]] [[Ropes| a ]]", "[Ropes](../Ropes.md) [a](../Ropes.md)"),
        ("[[Ropes\\#How\\|a]]", "[a](../Ropes.md#how)"),
        ("[[Ropes#How: to tie? it_all-1]]", "[Ropes > How: to tie? it_all-1](../Ropes.md#how-to-tie-it_all-1)"),
        ("a %%b%% c %%d", "a  c %%d"),
        ("%%a%%", ""),
        ("a ^b-1 c\n^b-1", "a ^b-1 c\n"),
        ("==a b== == c ==", "<mark>a b</mark> == c =="),
    ],
)
def test_parts_of_a_note(text: str, expected: str) -> None:
    assert with_links(text, FILES.get, is_notebook=True) == expected
