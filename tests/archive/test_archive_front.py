"""Front matter that says more than a document's fields: it is refused before any of it is made into a value."""

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.archive import Archive, document_header, front_matter_yaml
from blogreader.archive.document_header import LONGEST_FIELD
from blogreader.errors import Damaged
from blogreader.model import LostImage
from blogreader.text import clean
from tests.conftest import scaled

KEY = "https://blog.example/post"
GOOD = f"url: {KEY}\nfetched: 2026-11-01T09:30:00Z\nvia: extracted\n"
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]\n" for number in range(1, 12)
)

scalars = st.one_of(
    st.text().map(clean),
    # What is something else than text, or no value at all, where it stands without quotes.
    st.sampled_from(
        ["", " ", "~", "no", "null", "1", "0x1f", "1.5", ".inf", "1:30", "2026-11-01", "=", "<<", "a: b", "#"]
    ),
)


def parsed(fields: str) -> object:
    return document_header.parsed(KEY, f"---\n{fields}---\n\nText.\n", Path("post.md"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (BOMB + "title: *a11\n", "aliases"),
        (BOMB + "images: [*a11, *a11]\n", "aliases"),
        (BOMB, "aliases"),
        ("title: &only once\n", "anchors"),
        ("images: &all\n- a\n", "anchors"),
        ("images:\n- &one {url: a}\n", "anchors"),
        ("title: *unknown\n", "aliases"),
        ("more: &more {title: x}\n<<: *more\n", "anchors"),
        ("<<: {title: x}\n", r": it has merge keys, or fields without a name\)"),
        ("images: [{<<: x}]\n", r": it has merge keys, or fields without a name\)"),
        ("title: !!python/object/apply:os.abort []\n", "tags"),
        ("title: !!binary aGVsbG8=\n", "tags"),
        ("title: ! x\n", "tags"),
        ("images: !!set {a, b}\n", "tags"),
        ("title: [a, b]\n", "title is not text"),
        ("author: {name: Ada}\n", "author is not text"),
        ("images: one\n", "images is not a list"),
        ("images: {url: a}\n", "images is not a list"),
        ("images: [[a]]\n", r": it has lists or mappings where text belongs\)"),
        ("images: [{url: [a]}]\n", "nested too deeply"),
        ("images: [null]\n", "images is not text"),
        *(
            (f"images: [{{url: a, {name}: {'x' * (LONGEST_FIELD + 1)}}}]\n", f"{name} has more than")
            for name in ("file", "error")
        ),
        (f"images: [{{url: {'x' * (LONGEST_FIELD + 1)}}}]\n", "url has more than"),
        ("images: [{url: null}]\n", "url is missing"),
        ("images: [{url: a, error: b, times: x}]\n", "times is not a number"),
        ("mine: " + "[" * 50_000 + "\n", "where text belongs|not YAML"),
        ("mine: [{a: {b: c}}]\n", "nested too deeply"),
        ("mine:\n" + "".join(" " * number + "a:\n" for number in range(1, 3_000)), "where text belongs"),
        ("? [a, b]\n: c\n", "where text belongs"),
        ("? {a: b}\n: c\n", "where text belongs"),
        ("title: " + "x" * 200_000 + "\n", "title has more than"),
        ("images: [" + "x" * 200_000 + "]\n", "images has more than"),
        ("images: [" + "x," * 100_001 + "]\n", r": it has more than 100000 images\)"),
        ("title: a\ntitle: b\n", r": a field appears in it twice\)"),
        ("...\n--- \ntitle: a\n", r": it holds more than one document\)"),
        ("published: 0000-00-00\n", r": published is not a date: 0000-00-00\)"),
        ("sha256: a\x00\n", r"\(its front matter is not YAML\)"),
        *(
            (f"images: [{{url: a, error: lost, times: '{number}'}}]\n", "times is not a number")
            for number in ("", "-1", "1.0", "one", "\u0663", "\u00b2", "1234567", "1" * 5_000)
        ),
        ("images: [{url: a, error: lost, tried: soon}]\n", "not a time"),
    ],
)
def test_it_is_refused_with_its_reason(fields: str, says: str) -> None:
    with pytest.raises(Damaged, match=says):
        parsed(GOOD + fields)


def test_it_is_refused_before_what_follows_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    events = yaml.parse

    def counted(text: str, Loader: object) -> object:  # noqa: N803 - as yaml has it
        for event in events(text, Loader=Loader):  # type: ignore[arg-type]
            taken.append(event)
            yield event

    monkeypatch.setattr(yaml, "parse", counted)
    with pytest.raises(front_matter_yaml.NotPlain):
        front_matter_yaml.loaded("a: &a b\n" + "c: d\n" * 10_000)
    assert len(taken) < 10


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("yes", "yes"),
        ("12", "12"),
        ("1" * 5_000, "1" * 5_000),
        ("0x1F", "0x1F"),
        ("2026-04-16", "2026-04-16"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'null'", "null"),
        ('"~"', "~"),
        ("|\n  a\n  b", "a\nb"),
        ("'&a *b !c <<'", "&a *b !c <<"),
    ],
)
def test_every_value_is_a_text_as_it_is_written(value: str, title: str | None) -> None:
    found = document_header.parsed(KEY, f"---\n{GOOD}title: {value}\n---\n\nText.\n", Path("post.md"))
    assert found.title == title


def test_fields_of_others_are_left_alone() -> None:
    found = document_header.parsed(
        KEY, f"---\n{GOOD}tags: [a, b]\nrating: {{of: me, is: 5}}\n---\n\nText.\n", Path("post.md")
    )
    assert found.text == "Text.\n"


def test_what_no_reader_would_take_is_not_written(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    found = document_header.parsed(KEY, f"---\n{GOOD}---\n\nText.\n", Path("post.md"))
    too_long = "x" * (document_header.LONGEST_FIELD + 1)
    images = (too_long, *itertools.islice((f"https://blog.example/{number}.png" for number in itertools.count()), 3))
    archive.write(replace(found, etag=too_long, title=too_long, images=images))
    read = archive.read(KEY)
    assert read is not None
    assert (read.etag, read.title, read.images) == (None, None, images[1:])
    longest = "x" * document_header.LONGEST_FIELD
    archive.write(replace(found, title=longest, images=(longest,), lost=(LostImage(longest, too_long),)))
    read = archive.read(KEY)
    assert read is not None
    assert (read.title, read.images, read.lost) == (longest, (longest,), (LostImage(longest, longest),))


def test_of_a_page_s_pictures_no_more_are_written_than_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_header, "_MOST_IMAGES", 3)
    archive = Archive(tmp_path)
    found = document_header.parsed(KEY, f"---\n{GOOD}---\n\nText.\n", Path("post.md"))
    for images in (("a", "b", "c"), ("a", "b", "c", "d")):
        archive.write(replace(found, images=images))
        read = archive.read(KEY)
        assert read is not None
        assert read.images == ("a", "b", "c")


@pytest.mark.parametrize(
    "value",
    [
        *(
            "Grüße: 漢字 \u2028 \U0001f600",
            "a b " * 600,
            "x" * 2_000,
            "a\nb",
            " a ",
            "'",
            '"',
            "- a",
            "no",
            "0",
            "~",
            "",
        ),
        *(f"{'x' * length} {'y' * 9}" for length in range(985, 1_001)),
        date(2026, 11, 1),
        ["a", "1", "é" * 1_200],
        [{"url": "a", "times": 3}, "b", {"url": "null", "file": "c: d"}],
    ],
)
def test_a_field_is_written_as_yaml_itself_would_write_it(value: str | date | list[str | dict[str, str | int]]) -> None:
    record = {"title": value, "2": "x"}
    dumped = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    assert front_matter_yaml.dumped(record) == dumped


@pytest.mark.slow
@settings(max_examples=scaled(200))
@given(
    st.dictionaries(
        st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8),
        st.one_of(
            scalars,
            st.dates(),
            st.lists(st.one_of(scalars, st.dictionaries(scalars, scalars | st.integers(0), min_size=1)), min_size=1),
        ),
        max_size=5,
    )
)
def test_a_front_matter_is_written_as_yaml_itself_would_write_it(
    record: dict[str, str | date | list[str | dict[str, str | int]]],
) -> None:
    dumped = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    assert record == {} or front_matter_yaml.dumped(record) == dumped
