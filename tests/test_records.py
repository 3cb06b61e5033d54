"""Records: what they can do is what the standard's frozen dataclasses can, on every Python that is supported."""

import copy
import dataclasses
import importlib
import pickle
import pkgutil
from typing import Any

import pytest

import blogreader
from blogreader.model import Article, Entry, FetchSettings, State, Status
from blogreader.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Point:
    """Two numbers and a name."""

    x: int
    y: int = 0
    names: list[str] = field(default_factory=list)
    remark: str | None = field(default=None, compare=False)
    hidden: int = field(default=1, repr=False)

    @property
    def total(self) -> int:
        return self.x + self.y


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    x: int
    y: int = 0
    names: list[str] = dataclasses.field(default_factory=list)
    remark: str | None = dataclasses.field(default=None, compare=False)
    hidden: int = dataclasses.field(default=1, repr=False)


@dataclass(frozen=True, slots=True)
class Farther(Point):
    """A point with a third number."""

    z: int = 3


@dataclass(frozen=True, slots=True)
class Nothing:
    """A record without a field."""


def test_it_is_made_shown_and_compared_as_the_standards_are() -> None:
    for values, named in (
        ((1,), {}),
        ((1, 2), {}),
        ((), {"x": 1, "names": ["a"]}),
        ((1, 2, ["b"], "r"), {"hidden": 9}),
    ):
        ours, theirs = Point(*values, **named), Standard(*values, **named)
        assert repr(ours) == repr(theirs).replace("Standard", "Point")
        assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert Point(1, remark="a") == Point(1, remark="b") != Point(2)
    other: object = Standard(1)
    assert Point(1) != other
    assert Point(1).names is not Point(1).names
    assert Point(1, 2).total == 3
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


@pytest.mark.parametrize("words", [{}, {"x": 1, "z": 2}])
def test_what_is_missing_or_unknown_is_refused(words: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Point(**words)  # type: ignore[arg-type]


def test_it_is_frozen_and_has_slots() -> None:
    point: Any = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    with pytest.raises(AttributeError):
        point.other = 1
    assert not hasattr(point, "__dict__")


def test_it_is_replaced_copied_pickled_and_matched() -> None:
    point = Point(1, 2)
    for changed in (replace(point, y=5), dataclasses.replace(point, y=5)):
        assert (changed.x, changed.y) == (1, 5)
    with pytest.raises(TypeError):
        replace(point, other=1)  # type: ignore[call-arg]
    assert copy.deepcopy(point) == point
    entry = Entry(Article("k", "u", "t"), State("k", Status.READ), "s")
    assert pickle.loads(pickle.dumps(entry)) == entry
    assert {entry: 1}[pickle.loads(pickle.dumps(entry))] == 1
    match point:
        case Point(x, y):
            assert (x, y) == (1, 2)
        case _:
            pytest.fail("not matched")


def test_the_standards_own_functions_know_it() -> None:
    assert dataclasses.is_dataclass(Point)
    assert [one.name for one in dataclasses.fields(Point)] == ["x", "y", "names", "remark", "hidden"]
    assert [one.compare for one in dataclasses.fields(Point)] == [True, True, True, False, True]
    assert [one.type for one in dataclasses.fields(Point)] == [int, int, list[str], str | None, int]
    assert [one.type for one in dataclasses.fields(Farther)] == [int, int, list[str], str | None, int, int]
    assert dataclasses.replace(FetchSettings(), jobs=2).jobs == 2


def test_a_record_may_have_more_than_the_one_that_it_is_made_from() -> None:
    farther = Farther(1, 2)
    assert (farther.x, farther.y, farther.z) == (1, 2, 3)
    assert farther != Point(1, 2)
    assert Farther.__match_args__ == ("x", "y", "names", "remark", "hidden", "z")
    assert not hasattr(farther, "__dict__")
    assert dataclasses.asdict(farther)["z"] == 3


def test_what_is_not_frozen_is_refused() -> None:
    with pytest.raises(TypeError):
        dataclass(frozen=False, slots=True)


def test_every_record_of_the_package_shows_its_fields() -> None:
    found = 0
    for module in pkgutil.walk_packages(blogreader.__path__, "blogreader."):
        if module.name.startswith("blogreader.tui") or module.name.endswith(("__main__", "styles")):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and "__record_fields__" in vars(value):
                found += 1
                names = [one.name for one in dataclasses.fields(value)]
                assert tuple(names) == value.__match_args__  # type: ignore[attr-defined]
    assert found > 30
