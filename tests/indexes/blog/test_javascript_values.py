"""Values as scripts write them, without running any: what is read, and what ends the reading."""

import pytest

from blogreader.indexes.blog import javascript_values
from blogreader.indexes.blog.javascript_values import at, of_function


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("1", 1),
        ("-12", -12),
        ("1.5", 1.5),
        (".5", 0.5),
        ("2e3", 2000.0),
        ("1E-2", 0.01),
        ("true", True),
        ("false", False),
        ("null", None),
        ("undefined", None),
        ("NaN", None),
        ("Infinity", None),
        ("!0", True),
        ("!1", False),
        ("!!1", True),
        ("void 0", None),
        ("[void 0, 1]", [None, 1]),
        ("'one'", "one"),
        ('"two"', "two"),
        ("`three\nlines`", "three\nlines"),
        ("''", ""),
        ("[]", []),
        ("[ 1 , 'a' , ]", [1, "a"]),
        ("[,1]", [None, 1]),
        ("[[1],[2,[3]]]", [[1], [2, [3]]]),
        ("{}", {}),
        ("{a:1,'b c':2,\"d\":3,$e_1:4,5:6,}", {"a": 1, "b c": 2, "d": 3, "$e_1": 4, "5": 6}),
        ("{ a : { b : [ {c:1} ] } }", {"a": {"b": [{"c": 1}]}}),
        ("new Date(1577836800000)", 1577836800000),
        ("new Date('2020-01-01', 2)", "2020-01-01"),
        ("[new Set([1,2]),new  Map()]", [[1, 2], None]),
        ("name", None),
        ("{a:b,c:1}", {"a": None, "c": 1}),
        ("  \n\t7", 7),
    ],
)
def test_a_value_is_read_as_it_is_written(script: str, value: object) -> None:
    found = at(script, 0)
    assert found == value
    assert type(found) is type(value)
    assert at(f"x = {script};", 3) == value


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"a\nb\tc\rd", "a\nb\tc\rd"),
        (r"\b\f\v\0", "\b\f\v\0"),
        (r"\'\"\\\/", "'\"\\/"),
        ("one\\\ntwo", "onetwo"),
        (r"\u0041\x42\u{43}\u{1F600}", "ABC\N{GRINNING FACE}"),
        (r"\ud83d\ude00!", "\N{GRINNING FACE}!"),
        (r"\ud83d", "\ufffd"),
        (r"\udfff \ud800", "\ufffd \ufffd"),
        (r"\ue000", "\ue000"),
        (r"\ud7ff", "\ud7ff"),
        (r"\u{10FFFF}\u{110000}x", "\U0010ffffx"),
    ],
)
def test_the_escapes_of_a_string_are_those_of_scripts(written: str, text: str) -> None:
    assert at(f"'{written}'" if '\\"' in written or "'" not in written else f'"{written}"', 0) == text
    assert at(f"{{'{written}': 1}}", 0) == {text: 1}


@pytest.mark.parametrize(
    "script",
    [
        *("", "'one", '"one\\"', "[1", "{a:1", "{a 1}", "{:1}", "{[a]:1}", "(1)", "new", "new (1)", "new Date", "-"),
        *("new Date(1", "void", "!", "[1,", "{a:", "{a", ")"),
    ],
)
def test_what_is_no_value_is_none(script: str) -> None:
    assert at(script, 0) is None


def test_two_halves_are_one_character() -> None:
    assert at(r'"\ud800\udc00 \udbff\udfff"', 0) == "\U00010000 \U0010ffff"


def test_values_may_be_nested_and_many_but_not_without_end() -> None:
    assert at("[" * 60 + "]" * 60, 0) is not None
    assert at("[" * 61 + "1" + "]" * 61, 0) is None
    assert at("{a:" * 60 + "1" + "}" * 60, 0) is not None
    assert at("{a:" * 61 + "1" + "}" * 61, 0) is None
    assert at("!" * 60 + "1", 0) is True
    assert at("!" * 61 + "1", 0) is None
    assert at("void " * 61 + "1", 0) is None
    assert at("new a(" * 60 + "1" + ")" * 60, 0) is not None
    assert at("new a(" * 61 + "1" + ")" * 61, 0) is None


def test_so_many_values_are_read_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(javascript_values, "_MOST_VALUES", 4)
    assert at("[1,2,3]", 0) == [1, 2, 3]
    assert at("[1,2,3,4]", 0) is None


FUNCTION = 'window.__NUXT__=(function(a, b,c){return {title:a,list:[b,{x:c}],own:"d"}}("One",[1,2],null));'
START = FUNCTION.index("{")


def called(script: str, names: str = "a, b,c") -> object:
    return of_function(script, names, script.index("{"))


def test_the_result_of_a_function_has_the_values_with_which_it_is_called() -> None:
    expected = {"title": "One", "list": [[1, 2], {"x": None}], "own": "d"}
    assert called(FUNCTION) == expected
    assert called(FUNCTION.replace('"d"}}', '"d"};}')) == expected
    assert called(FUNCTION.replace('"d"}}', '"d"} }) ')) == expected
    assert called(FUNCTION.replace("return ", "var x;return")) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [("return", "give"), ("}}(", "}("), ("}}(", "}}["), ("title:", "title "), ('"One"', '"One'), ("null));", "null")],
)
def test_what_is_no_such_function_is_none(before: str, after: str) -> None:
    assert called(FUNCTION.replace(before, after)) is None


def test_a_function_that_is_called_with_fewer_or_other_values_has_none_for_them() -> None:
    assert called(FUNCTION.replace('("One",[1,2],null)', '("One")')) == {
        "title": "One",
        "list": [None, {"x": None}],
        "own": "d",
    }
    found = called(FUNCTION.replace('("One",', "(other,"))
    assert isinstance(found, dict)
    assert found["title"] is None
    assert of_function(FUNCTION, "a", len(FUNCTION)) is None
