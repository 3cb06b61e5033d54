"""Pages of plain text: which lines belong together, what stands in columns, and what would be Markdown."""

import pytest

from blogreader.errors import Empty
from blogreader.extract import Hints
from blogreader.extract.formats.plain_text import plain_page


def read(text: str) -> str:
    return plain_page(text, Hints()).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo  \nthree\n\n\n  \nfour\n", "one\\\ntwo\\\nthree\n\nfour\n"),
        ("\ufeff\n\none\n", "one\n"),
        # Lines that were wrapped are one paragraph: none could take the next one's first word, and one is long.
        (f"{'a' * 50}\nbc d\n", f"{'a' * 50}\nbc d\n"),
        (f"{'a' * 49}\nbc d\n", f"{'a' * 49}\\\nbc d\n"),
        (f"{'a' * 50}\n{'b' * 46} c\ndef g\n", f"{'a' * 50}\n{'b' * 46} c\ndef g\n"),
        (f"{'a' * 50}\n{'b' * 46}\ncde f\n", f"{'a' * 50}\\\n{'b' * 46}\\\ncde f\n"),
        (f"{'a' * 50}\n{'b' * 46}\ncdef g\n", f"{'a' * 50}\n{'b' * 46}\ncdef g\n"),
        # What would be Markdown is text.
        (
            "*a* _b_ [c] <d> `e` #f |g ~h $i &j {k} l\\m",
            r"\*a\* \_b\_ \[c\] \<d\> \`e\` \#f \|g \~h \$i \&j \{k\} l\\m" + "\n",
        ),
        ("1. a\n\n12) b\n\n1.5 c\n", "1\\. a\n\n12\\) b\n\n1.5 c\n"),
        ("- a\n\n+ b\n\n= c\n\n: d\n\ne - f\n", "\\- a\n\n\\+ b\n\n\\= c\n\n\\: d\n\ne - f\n"),
        # What is set out in columns is code, together with what follows in columns.
        ("a   b\n", "```text\na   b\n```\n"),
        ("a  b\n", "a  b\n"),
        ("a\tb\n", "```text\na\tb\n```\n"),
        ("one\n\n  two\n\n\tthree\n\nfour\n", "one\n\n```text\n  two\n\n\tthree\n```\n\nfour\n"),
        ("one\n\n  two\n", "one\n\n```text\n  two\n```\n"),
        ("  a ``b``\n", "```text\n  a ``b``\n```\n"),
        ("  a ```b\n", "````text\n  a ```b\n````\n"),
    ],
)
def test_a_plain_text_reads_as_it_was_written(text: str, expected: str) -> None:
    assert read(text) == expected


def test_a_plain_text_has_the_title_that_it_is_known_by() -> None:
    assert plain_page("Words.", Hints("A title", None)).title == "A title"
    assert plain_page("Words.", Hints()).title is None


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_text_is_no_article(text: str) -> None:
    with pytest.raises(Empty):
        read(text)
