"""Where links lead, and where an address in the text ends."""

import pytest

from blogreader.render.markdown.link_targets import bare_address, link_to, resolved

PAGE = "https://a.example/b/c?d"


@pytest.mark.parametrize(
    ("address", "base", "expected"),
    [
        ("https://x.example/y", None, "https://x.example/y"),
        (" https://x.example/y\n", None, "https://x.example/y"),
        ("#part", None, "#part"),
        ("#part", PAGE, "#part"),
        ("#", None, None),
        ("/y", None, None),
        ("", PAGE, None),
        ("/y", PAGE, "https://a.example/y"),
        ("y#part", PAGE, "https://a.example/b/y#part"),
        ("mailto:a@b.example", PAGE, None),
        ("javascript:x", PAGE, None),
        ("http://[", PAGE, None),
        # A part of the page itself.
        (f"{PAGE}#part", PAGE, "#part"),
        (f"{PAGE}#part", f"{PAGE}#other", "#part"),
        (f"{PAGE}#", PAGE, PAGE),
        ("https://a.example/b/c#part", PAGE, "https://a.example/b/c#part"),
        # Files are named by files alone.
        ("e.md", "file:///n/d.md", "file:///n/e.md"),
        ("d.md#part", "file:///n/d.md", "#part"),
        ("file:///n/e.md", PAGE, None),
        ("file:///n/e.md", None, None),
    ],
)
def test_a_link_leads_to_what_can_be_opened(address: str, base: str | None, expected: str | None) -> None:
    assert link_to(address, base) == expected


def test_an_address_that_is_no_link_keeps_its_fragment() -> None:
    assert resolved(f"{PAGE}#part", PAGE) == f"{PAGE}#part"
    assert resolved("", PAGE) is None
    assert resolved("y", "file:///n/d.md") == "file:///n/y"


@pytest.mark.parametrize(
    ("text", "ends", "expected"),
    [
        ("https://x.example/y z", "", "https://x.example/y"),
        ("https://x.example/y.,:;!?'\" z", "", "https://x.example/y"),
        ("https://x.example/y_(z)", "", "https://x.example/y_(z)"),
        ("https://x.example/y)", "", "https://x.example/y"),
        ("https://x.example/y).)", "", "https://x.example/y"),
        ("https://x.example/(y))", "", "https://x.example/(y)"),
        ("https://x.example/y*z*", "", "https://x.example/y*z*"),
        ("https://x.example/y*z*", "*", "https://x.example/y"),
        ("https://x.example/y~z", "*~", "https://x.example/y"),
        ("https://x.example/y_z_", "_", "https://x.example/y_z"),
        ("https://x.example/y\\*z*", "*", "https://x.example/y*z"),
        ("https://x.example/y\\.", "", "https://x.example/y"),
        ("https://x.example/&amp;y", "", "https://x.example/&y"),
        ("https://x.example/$y", "", "https://x.example/$y"),
        ("https://x.example/$y$", "", "https://x.example/"),
        ("https://x.example/[1]", "", "https://x.example/[1]"),
        ("https://x.example/[1](z)", "", "https://x.example/"),
        ("https://x.example/y」", "", "https://x.example/y"),
        ("https://x.example/y<z>", "", "https://x.example/y"),
        ("https://", "", None),
        ("ftp://x.example/y", "", None),
        ("https://[x", "", None),
    ],
)
def test_an_address_in_the_text_ends_where_the_sentence_goes_on(text: str, ends: str, expected: str | None) -> None:
    found = bare_address(f"at {text}", 3, ends)
    assert (found and found[0]) == expected
    if found and "\\" not in text and "&" not in text:
        assert f"at {text}"[3 : found[1]] == expected
