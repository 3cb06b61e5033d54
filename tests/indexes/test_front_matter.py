"""Front matter: the fields of each form, how deep they go, and the text behind it."""

import pytest

from blogreader.indexes.front_matter import is_other, split


@pytest.mark.parametrize(
    ("text", "fields", "rest"),
    [
        ("Words", {}, "Words"),
        ("---\na: x\n---\nWords", {"a": "x"}, "\nWords"),
        ("---\r\na: x\r\n---\r\nWords", {"a": "x"}, "\r\nWords"),
        ("--- \t\na: x\n---", {"a": "x"}, ""),
        ("---\n---\nWords", {}, "\nWords"),
        ("---\na: x\nWords", {}, "---\na: x\nWords"),
        ("--- x\na: x\n---\n", {}, "--- x\na: x\n---\n"),
        ("----\na: x\n---\n", {}, "----\na: x\n---\n"),
        ("x\n---\na: x\n---\n", {}, "x\n---\na: x\n---\n"),
        ("+++\na = 'x'\n+++\nWords", {"a": "x"}, "\nWords"),
        ("+++\na = 'x'\n---\nWords", {}, "+++\na = 'x'\n---\nWords"),
        ("--- YAML\na: x\n---\n", {"a": "x"}, "\n"),
        ("---yml\na: x\n---\n", {"a": "x"}, "\n"),
        ("---toml\na = 'x'\n---\n", {"a": "x"}, "\n"),
        ('---json\n{"a": "x"}\n---\n', {"a": "x"}, "\n"),
        ("---json\n[1]\n---\n", {}, "\n"),
        ("---json\n{\n---\n", {}, "\n"),
        ("---js\nconst a = 'x';\nlet b = `y`;\nvar c = \"z\"\n---\n", {"a": "x", "b": "y", "c": "z"}, "\n"),
        ("---javascript\n{ a: true, b: 12 }\n---\n", {"a": "true", "b": "12"}, "\n"),
        ("---js\na = 'x'\na = 'y'\n---\n", {"a": "x"}, "\n"),
        ('{"a": "x"}\nWords', {"a": "x"}, "\nWords"),
        ('{"a": "x"', {}, '{"a": "x"'),
        ("{x}", {}, "{x}"),
        ("---\na: " + "x" * 49_989 + "\n---\n", {"a": "x" * 49_989}, "\n"),
        ('{"a": "' + "x" * 49_991 + '"}\n', {"a": "x" * 49_991}, "\n"),
    ],
)
def test_front_matter_ends_where_the_text_begins(text: str, fields: dict[str, object], rest: str) -> None:
    assert split(text) == (fields, rest)


def test_front_matter_that_is_too_long_is_text() -> None:
    for text in ("---\na: " + "x" * 49_990 + "\n---\n", '{"a": "' + "x" * 49_992 + '"}\n'):
        assert split(text) == ({}, text)


@pytest.mark.parametrize(
    ("yaml", "fields"),
    [
        ("a: 1", {"a": "1"}),
        ("a: true", {"a": "true"}),
        ("a: ~", {}),
        ("a: null\nb: Null\nc: NULL\nd:", {}),
        ("a: '~'\nb: ''", {"a": "~", "b": ""}),
        ("a: [x, ~, y]", {"a": ["x", "y"]}),
        ("a: {b: {c: d}}", {"a": {"b": {"c": "d"}}}),
        ("a: {b: {c: {d: e}}}", {"a": {"b": {}}}),
        ("a: [[x]]", {"a": [["x"]]}),
        ("a: [[[x]]]", {"a": [[]]}),
        ("a: &x y\nb: *x", {"a": "y"}),
        ("? [a]\n: x\nb: y", {"b": "y"}),
        ("- a\n- b", {}),
        ("a: x\n...\nb: y", {"a": "x"}),
        ("a: !tag x", {"a": "x"}),
        ("a: [", {}),
        ("# nothing", {}),
    ],
)
def test_yaml_is_read_as_texts(yaml: str, fields: dict[str, object]) -> None:
    assert split(f"---\n{yaml}\n---\n") == (fields, "\n")


@pytest.mark.parametrize(
    ("toml", "fields"),
    [
        ("a = 1", {"a": "1"}),
        ("a = 1.5", {"a": "1.5"}),
        ("a = true\nb = false", {"a": "true", "b": "false"}),
        ("a = 2026-04-05", {"a": "2026-04-05"}),
        ("a = 2026-04-05T10:20:30Z", {"a": "2026-04-05T10:20:30+00:00"}),
        ("a = 10:20:30", {"a": "10:20:30"}),
        ("[a]\nb = ['x']", {"a": {"b": ["x"]}}),
        ("a = ", {}),
        ("a = '" + "x" * 1_994 + "'", {"a": "x" * 1_994}),
        ("a = '" + "x" * 1_995 + "'", {}),
    ],
)
def test_toml_is_read_as_texts(toml: str, fields: dict[str, object]) -> None:
    assert split(f"+++\n{toml}\n+++\n") == (fields, "\n")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("---\na: x\n---\n", False), ("---toml\n", True), ("+++\n", False), ("{", True), ("x", False), ("", False)],
)
def test_other_front_matter_is_in_json_or_names_its_format(text: str, is_one: bool) -> None:
    assert is_other(text) is is_one
