"""What is known of a document in advance: its header, its footnotes' numbers, and what its links refer to."""

import pytest

from blogreader.render.markdown.tokens import (
    block_tokens,
    definitions_of,
    footnote_numbers,
    footnotes_of,
    without_front_matter,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: b\n---\nText", "Text"),
        ("--- \na: b\n... \nText", "Text"),
        ("---\n---\nText", "Text"),
        ("---\n\n---\nText", "Text"),
        ("---\n# a comment\na:\n  - b\n- c\n\nd.e-f: g\n---\nText", "Text"),
        ("---\na: b\n---", ""),
        ("---\na: b\n" + "c: d\n" * 197 + "---\nText", "Text"),
    ],
)
def test_a_header_is_dropped(text: str, expected: str) -> None:
    assert without_front_matter(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text",
        "----\na: b\n---\nText",
        "--- a\na: b\n---\nText",
        "---\na: b\nText",
        "---\n# a comment\n---\nText",
        "---\nWords\n---\nText",
        "---\n- a\n---\nText",
        "---\n  a: b\n---\nText",
        "---\na:b\n---\nText",
        "---\na: b\nWords\n---\nText",
        "---\na: b\n" + "c: d\n" * 198 + "---\nText",
        "\n---\na: b\n---\nText",
    ],
)
def test_what_is_no_header_stays(text: str) -> None:
    assert without_front_matter(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[^x] b[^y]\n\n[^y]: Y\n\n[^x]: X", {"x": 1, "y": 2}),
        ("a[^y] b[^z]\n\n[^x]: X\n\n[^y]: Y", {"y": 1, "x": 2}),
        ("- a[^x]\n\n> b[^y] c[^x]\n\n[^x]: X[^y]\n\n[^y]: Y", {"x": 1, "y": 2}),
        ("[^x]: X", {"x": 1}),
        ("a[^x]", {}),
        ("a", {}),
    ],
)
def test_footnotes_are_numbered_by_their_first_reference_and_those_without_one_come_last(
    text: str, expected: dict[str, int]
) -> None:
    assert footnote_numbers(block_tokens(text)[0]) == expected
    assert list(footnote_numbers(block_tokens(text)[0])) == list(expected)
    assert footnotes_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a]: /b", {"A": "/b"}),
        ("   [a]: /b 'T'", {"A": "/b"}),
        ("[a]:\n  /b\n  'T'", {"A": "/b"}),
        ("[a]: /b\n[c]: /d", {"A": "/b", "C": "/d"}),
        ("[a]: /b\n\n[a]: /c", {"A": "/b"}),
        ("> [a]: /b", {"A": "/b"}),
        ("# Title\n[a]: /b", {"A": "/b"}),
        ("Text\n\n[a]: /b", {"A": "/b"}),
        # In a paragraph none begins.
        ("Text\n[a]: /b", {}),
        ("    [a]: /b", {}),
        ("[^a]: b", {}),
        ("a", {}),
    ],
)
def test_definitions_of_links_are_found_before_a_text_is_parsed(text: str, expected: dict[str, str]) -> None:
    for found in (definitions_of(text), block_tokens(text)[1]):
        assert {label: target["href"] for label, target in found.items()} == expected


def test_the_definition_of_a_link_may_have_a_title() -> None:
    for title in ("'T'", '"T"', "(T)"):
        for between in (" ", "\n  "):
            assert definitions_of(f"[a]: /b{between}{title}\n")["A"]["title"] == "T"
