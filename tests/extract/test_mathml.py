"""MathML as TeX, element by element."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from blogreader.extract.elements.mathml import tex_of

A, B, C = "<mi>a</mi>", "<mi>b</mi>", "<mi>c</mi>"
AB = f"<mrow>{A}<mo>+</mo>{B}</mrow>"


def tex(written: str) -> str:
    math = LexborHTMLParser(f"<math>{written}</math>").css_first("math")
    assert math is not None
    return tex_of(math)


@pytest.mark.parametrize(
    ("mathml", "expected"),
    [
        (f"<mfrac>{A}{B}</mfrac>", r"\frac{a}{b}"),
        (f'<mfrac linethickness="0">{A}{B}</mfrac>', r"{a \atop b}"),
        (f"<mfrac>{A}</mfrac>", "a"),
        (f"<msqrt>{A}<mo>+</mo>{B}</msqrt>", r"\sqrt{a + b}"),
        (f"<mroot>{A}<mn>3</mn></mroot>", r"\sqrt[3]{a}"),
        (f"<mroot>{AB}{C}</mroot>", r"\sqrt[c]{a + b}"),
        (f"<mroot>{A}</mroot>", r"\sqrt{a}"),
        (f"<msup>{A}{B}</msup>", "a^b"),
        (f"<msup>{A}{AB}</msup>", "a^{a + b}"),
        (f"<msup>{A}<mo>′</mo></msup>", "a'"),
        (f"<msub>{A}{B}</msub>", "a_b"),
        (f"<msubsup>{A}{B}{C}</msubsup>", "a_b^c"),
        (f"<msup><msub>{A}{B}</msub>{C}</msup>", "{a_b}^c"),
        (f"<munder>{A}{B}</munder>", r"\underset{b}{a}"),
        (f"<mover>{A}{B}</mover>", r"\overset{b}{a}"),
        (f"<munderover>{A}{B}{C}</munderover>", r"\overset{c}{\underset{b}{a}}"),
        (f"<munderover><mo>∑</mo>{A}{B}</munderover>{C}", r"\sum_a^b c"),
        (f"<mover>{A}<mo>¯</mo></mover>", r"\bar{a}"),
        (f"<mover>{AB}<mo>¯</mo></mover>", r"\overline{a + b}"),
        (f"<mfenced>{A}{B}</mfenced>", "(a, b)"),
        (f'<mfenced open="[" close="]">{A}</mfenced>', "[a]"),
        (f'<menclose notation="box">{A}</menclose>', r"\boxed{a}"),
        (f'<menclose notation="updiagonalstrike">{A}</menclose>', r"\cancel{a}"),
        (f"<mphantom>{A}</mphantom>", r"\phantom{a}"),
        (f"<mtext>if </mtext>{A}", r"\text{if }a"),
    ],
)
def test_each_element_is_written_with_its_parts_in_their_places(mathml: str, expected: str) -> None:
    assert tex(mathml) == expected
