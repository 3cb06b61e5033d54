"""Sources that changed are put into the catalogue alone; what comes out is as if all had been put anew."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blogreader.catalogue import Catalogue, all_sources, changed_sources
from blogreader.catalogue.changed_sources import WITHOUT_STATES
from blogreader.catalogue.positions import placed
from blogreader.conditions import Flag, Query
from blogreader.model import Article, Entry, State, Status
from tests.conftest import scaled

Sources = dict[str, list[Article]]
"""The articles of each, in their order."""
ROOM = 16
"""Positions from one article to the next."""


def article(slug: str, **facts: object) -> Article:
    url = f"https://example.org/{slug}"
    return Article(**{"key": url, "url": url, "title": slug, **facts})  # type: ignore[arg-type]


def some(*slugs: str) -> list[Article]:
    return [article(slug) for slug in slugs]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with closing(Catalogue(tmp_path / "catalogue.db")) as opened:
        opened.open()
        yield opened


def put(catalogue: Catalogue, sources: Sources, *, new: bool = False) -> None:
    catalogue.put_articles([(one, name) for name, those in sources.items() for one in those], new=new)


def put_changed(catalogue: Catalogue, sources: Sources, *changed: str, new: bool = False) -> set[str] | None:
    added = catalogue.put_changed_sources([*sources], {name: sources[name] for name in changed}, new=new)
    return None if added is None else {key.rpartition("/")[2] for key in added}


def rows(catalogue: Catalogue) -> list[Entry]:
    listing = catalogue.select(Query())
    return list(listing.page(0, len(listing)))


def slugs(catalogue: Catalogue) -> list[str]:
    return [f"{one.source}:{one.article.title}" for one in rows(catalogue)]


def positions(catalogue: Catalogue) -> dict[str, int]:
    return dict(catalogue._connection().execute("SELECT slug, position FROM entries"))


def written(catalogue: Catalogue, what: Callable[[], object]) -> tuple[int, int]:
    """Return the rows that something changes, and how many articles it writes."""
    connection, statements = catalogue._connection(), list[str]()
    before = connection.total_changes
    connection.set_trace_callback(statements.append)
    what()
    connection.set_trace_callback(None)
    inserted = {one for one in statements if one.lstrip().startswith("INSERT INTO entries")}
    return connection.total_changes - before, len(inserted)


articles = st.lists(
    st.builds(
        article,
        st.sampled_from("abcdefgh"),
        date=st.sampled_from([None, date(2026, 3, 1), date(2026, 3, 2)]),
        category=st.sampled_from([None, "A"]),
        minutes=st.sampled_from([None, 3]),
    ),
    max_size=7,
)
of_all = st.dictionaries(st.sampled_from(["one", "two", "three", "four"]), articles, max_size=4)


@pytest.mark.slow
@settings(deadline=None, max_examples=scaled(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(of_all, st.lists(st.tuples(of_all, st.booleans()), min_size=1, max_size=5))
def test_what_comes_out_is_as_if_all_had_been_put_anew(
    tmp_path: Path, first: Sources, changes: list[tuple[Sources, bool]]
) -> None:
    with ExitStack() as open_ones:
        mine, whole = (open_ones.enter_context(closing(Catalogue(tmp_path / name))) for name in ("mine.db", "whole.db"))
        for one in (mine, whole):
            one.open()
            put(one, {})
            put(one, first)
            one.put_states([State(article(slug).key, Status.READ) for slug in "ace"])
        now = first
        for change, new in changes:
            before, now = now, {**{name: those for name, those in now.items() if name != "four"}, **change}
            unchanged = {name for name, those in now.items() if before.get(name) == those} & mine.sources_alone()
            if put_changed(mine, now, *(now.keys() - unchanged), new=new) is None:
                put(mine, now, new=new)
            put(whole, now, new=new)
            assert rows(mine) == rows(whole)
            assert mine.tally() == whole.tally()
            assert mine.sources() == whole.sources()
            assert mine.tally_of(Flag.NEW) == whole.tally_of(Flag.NEW)


def test_a_post_at_the_top_of_a_source_moves_no_other(catalogue: Catalogue) -> None:
    sources = {"one": some("a", "b"), "two": some(*map(str, range(100)))}
    put(catalogue, sources)
    before = positions(catalogue)
    for number in range(100, 150):
        sources["two"].insert(0, article(str(number)))
        assert put_changed(catalogue, sources, "two") == {str(number)}
    assert positions(catalogue).items() >= before.items()
    assert slugs(catalogue) == ["one:a", "one:b", *(f"two:{one.title}" for one in sources["two"])]


def test_what_is_as_it_was_is_not_written(catalogue: Catalogue) -> None:
    sources = {"one": some(*map(str, range(300))), "two": some(*map(str, range(300, 600)))}
    put(catalogue, sources)
    put_changed(catalogue, sources, "two")
    # The keys of the source are listed, and the list emptied.
    nothing, articles_written = written(catalogue, lambda: put_changed(catalogue, sources, "two"))
    assert articles_written == 0
    sources["two"][7] = article("307", minutes=4)
    sources["two"].append(article("new"))
    rows_changed, articles_written = written(catalogue, lambda: put_changed(catalogue, sources, "two"))
    assert 2 <= rows_changed - nothing < 20
    assert articles_written == 2


def test_states_are_missing_where_articles_were_added(catalogue: Catalogue) -> None:
    sources = {"one": some("a"), "two": some("b")}
    put(catalogue, sources)
    sources["two"][0] = article("b", minutes=4)
    put_changed(catalogue, sources, "two")
    assert catalogue.stamp(WITHOUT_STATES) is None
    sources["two"].append(article("c"))
    put_changed(catalogue, sources, "two")
    assert catalogue.stamp(WITHOUT_STATES) == "yes"


def test_an_article_of_two_sources_is_that_of_the_first_whichever_changes(catalogue: Catalogue) -> None:
    sources = {"one": some("a"), "two": some("b", "both"), "three": some("c")}
    put(catalogue, sources)
    sources["three"].append(article("both"))
    assert put_changed(catalogue, sources, "three") == set()
    assert slugs(catalogue) == ["one:a", "two:b", "two:both", "three:c"]
    assert catalogue.sources_alone() == {"one", "two"}
    sources["one"].append(article("both"))
    assert put_changed(catalogue, sources, "one", "three") == set()
    assert slugs(catalogue) == ["one:a", "one:both", "two:b", "three:c"]
    assert catalogue.sources_alone() == {"one"}
    del sources["one"][1]
    assert put_changed(catalogue, sources, "one") is None
    assert put_changed(catalogue, sources, "one", "two", "three") == set()
    assert slugs(catalogue) == ["one:a", "two:b", "two:both", "three:c"]
    put(catalogue, sources)
    assert catalogue.sources_alone() == {"one", "two"}


def test_sources_come_and_go_and_one_between_two_others_is_put_with_all(catalogue: Catalogue) -> None:
    sources = {"one": some("a"), "two": some("b")}
    put(catalogue, sources)
    sources["three"] = some("c")
    assert put_changed(catalogue, sources, "three") == {"c"}
    del sources["two"]
    assert put_changed(catalogue, sources) == set()
    assert slugs(catalogue) == ["one:a", "three:c"]
    between = {"one": sources["one"], "two": some("b"), "three": sources["three"]}
    assert put_changed(catalogue, between, "two") == {"b"}
    assert slugs(catalogue) == ["one:a", "two:b", "three:c"]
    more = {"one": between["one"], "new": some("d"), "two": between["two"], "three": between["three"]}
    assert put_changed(catalogue, more, "new") is None
    turned = {"two": between["two"], "one": between["one"], "three": between["three"]}
    assert put_changed(catalogue, turned) is None
    assert slugs(catalogue) == ["one:a", "two:b", "three:c"]


def test_a_source_without_an_article_has_no_place_until_it_has_one(catalogue: Catalogue) -> None:
    sources = {"one": some("a"), "empty": [], "two": some("b")}
    put(catalogue, sources)
    sources["two"] = some("c", "b")
    assert put_changed(catalogue, sources, "empty", "two") == {"c"}
    assert slugs(catalogue) == ["one:a", "two:c", "two:b"]
    last = {**sources, "none": [], "three": some("d")}
    assert put_changed(catalogue, last, "empty", "none", "three") == {"d"}
    assert slugs(catalogue) == ["one:a", "two:c", "two:b", "three:d"]
    last["empty"] = some("e")
    assert put_changed(catalogue, last, "empty", "none") is None


def test_where_there_is_no_room_between_two_articles_nothing_is_done(catalogue: Catalogue) -> None:
    sources = {"one": some("a", "b"), "two": some("c")}
    put(catalogue, sources)
    before = positions(catalogue)
    sources["one"] = some("a", *map(str, range(ROOM)), "b")
    assert put_changed(catalogue, sources, "one") is None
    assert positions(catalogue) == before
    sources["one"] = some("a", *map(str, range(ROOM - 1)), "b")
    assert put_changed(catalogue, sources, "one") == {*map(str, range(ROOM - 1))}


def test_an_article_that_goes_over_to_another_source_stands_there(catalogue: Catalogue) -> None:
    sources = {"one": some("a", "b", "c"), "two": some("d")}
    put(catalogue, sources)
    sources = {"one": some("b", "c"), "two": some("a", "d")}
    assert put_changed(catalogue, sources, "one", "two") == set()
    assert slugs(catalogue) == ["one:b", "one:c", "two:a", "two:d"]


def test_nothing_is_known_of_a_catalogue_that_was_filled_in_part(catalogue: Catalogue) -> None:
    sources = {"one": some("a"), "two": some("b")}
    put(catalogue, sources)
    assert catalogue.sources_alone() == {"one", "two"}
    everything = [(one, name) for name, those in sources.items() for one in those]
    assert not catalogue.put_articles(everything, new=False, go_on=lambda _: False)
    assert catalogue.sources_alone() == set()
    assert put_changed(catalogue, sources, "one") is None


def test_a_catalogue_is_filled_in_batches_that_others_see_and_what_is_left_out_at_the_end(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(all_sources, "_BATCH", 2)
    there: list[tuple[int, int]] = []
    with closing(Catalogue(catalogue.path)) as other:
        other.open()

        def go_on(number: int) -> bool:
            there.append((number, len(other.keys())))
            return number < 6

        assert catalogue.put_articles([(one, "one") for one in some(*"abcbd")], new=False, go_on=go_on)
        assert there == [(2, 2), (3, 3), (4, 4), (4, 4)]
        there.clear()
        # Those that are there stay until all are known.
        assert not catalogue.put_articles([(one, "one") for one in some(*"efghijkl")], new=False, go_on=go_on)
        assert there == [(2, 6), (4, 8), (6, 10)]
        catalogue.put_articles([(one, "one") for one in some(*"al")], new=True)
        assert other.keys() == [article(slug).key for slug in "al"]
        assert [one.new for one in rows(other)] == [False, True]


def test_indexes_are_there_again_when_to_put_many_articles_failed(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(all_sources, "_BATCH", 2)
    monkeypatch.setattr(changed_sources, "_MANY", 2)
    parts = "SELECT name FROM sqlite_master ORDER BY 1"
    before = catalogue._connection().execute(parts).fetchall()
    with pytest.raises(AttributeError):
        put(catalogue, {"one": [*some("a", "b"), article("c", title=None)]})
    assert catalogue._connection().execute(parts).fetchall() == before
    assert catalogue.keys() == []
    put(catalogue, {"one": some("a", "b", "c")})
    assert catalogue._connection().execute(parts).fetchall() == before
    assert catalogue.tally().articles == len(catalogue.keys()) == 3
    more = {"one": some("a", "b", "c"), "two": [*some("d", "e", "f"), article("g", title=None)]}
    with pytest.raises(AttributeError):
        put_changed(catalogue, more, "two")
    assert catalogue._connection().execute(parts).fetchall() == before
    assert len(catalogue.keys()) == 3


def test_a_source_in_two_parts_is_never_put_alone(catalogue: Catalogue) -> None:
    parts = [(article("a"), "one"), (article("b"), "two"), (article("c"), "one")]
    catalogue.put_articles(parts, new=False)
    assert catalogue.sources_alone() == {"two"}


# Positions


@given(st.lists(st.one_of(st.none(), st.integers(0, 12)), max_size=9).map(lambda those: [*dict.fromkeys(those)]))
def test_positions_increase_and_as_many_as_can_be_stay(offsets: list[int | None]) -> None:
    first = placed(3, [None])
    assert first is not None
    before = [None if one is None else first[0] + one * ROOM for one in offsets]
    found = placed(3, before)
    assert found is not None
    assert all(one < other for one, other in pairwise(found))
    numbers = [one for one in before if one is not None]
    longest = max(
        size
        for size in range(len(numbers) + 1)
        if any(all(a < b for a, b in pairwise(chosen)) for chosen in combinations(numbers, size))
    )
    assert sum(one == other for one, other in zip(found, before, strict=True)) >= longest


def test_where_there_is_no_room_none_is_made_up() -> None:
    [first] = placed(0, [None]) or [0]
    assert placed(0, [first, None, first + 2]) == [first, first + 1, first + 2]
    assert placed(0, [first, None, first + 1]) is None
    assert placed(0, [None, 3]) is None
    assert placed(0, [None, ROOM]) == [0, ROOM]
    [last] = placed(1, [None]) or [0]
    end = last - first
    assert placed(0, [end - 1, None]) is None
    assert placed(0, [end - 1 - ROOM, None]) is not None
    assert placed(0, []) == []
