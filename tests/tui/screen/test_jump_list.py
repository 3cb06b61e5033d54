"""The jump list: where jumps began, back and forward."""

from blogreader.library import VIEWS
from blogreader.model import Place
from blogreader.tui.screen.jump_list import MOST, JumpList, ListStop, Stop, TextStop, is_left_by_link


def stop(block: int, article: str = "a", *, is_link: bool = False, fraction: float = 0.5) -> TextStop:
    return TextStop(f"https://example.org/{article}", Place(block, 0, "a quote", fraction), is_link=is_link)


LIST = ListStop(VIEWS[3], "rust", "https://example.org/a")


def walked(jumps: JumpList, here: Stop) -> list[Stop]:
    """Everything that one comes to on the way back."""
    found = []
    while found_stop := jumps.back(here):
        found.append(found_stop)
        here = found_stop
    return found


def test_the_way_back_leads_through_the_stops_and_the_way_forward_too() -> None:
    jumps = JumpList()
    for number in (1, 2, 3):
        jumps.leave(stop(number))
    assert walked(jumps, stop(4)) == [stop(3), stop(2), stop(1)]
    assert jumps.back(stop(1)) is None
    assert [jumps.forward(stop(number)) for number in (1, 2, 3, 4)] == [stop(2), stop(3), stop(4), None]


def test_one_who_read_on_after_coming_back_comes_forward_to_where_that_was() -> None:
    jumps = JumpList()
    jumps.leave(stop(1))
    jumps.leave(stop(2))
    assert jumps.back(stop(3)) == stop(2)
    assert jumps.back(stop(7)) == stop(1)
    assert jumps.forward(stop(1)) == stop(7)


def test_a_new_jump_forgets_what_lay_ahead() -> None:
    jumps = JumpList()
    jumps.leave(stop(1))
    jumps.leave(stop(2))
    jumps.back(stop(3))
    jumps.leave(stop(5))
    assert jumps.forward(stop(6)) is None
    assert walked(jumps, stop(6)) == [stop(5), stop(1)]


def test_no_stop_leads_to_where_one_is() -> None:
    jumps = JumpList()
    jumps.leave(stop(1))
    jumps.leave(stop(2))
    jumps.leave(stop(2, fraction=0.9))  # the same lines in a higher window
    assert len(jumps) == 2
    assert jumps.back(stop(2)) == stop(1)
    assert jumps.forward(stop(1)) == stop(2, fraction=0.9)
    assert jumps.forward(stop(2)) is None


def test_an_article_on_its_way_is_wherever_its_reader_was_in_it() -> None:
    jumps = JumpList()
    jumps.leave(stop(1))
    jumps.leave(TextStop(stop(1).key, None))
    assert len(jumps) == 1
    assert jumps.back(TextStop(stop(1).key, None)) is None


def test_what_was_left_by_a_link_is_found_among_other_stops_also_when_it_was_moved_in() -> None:
    jumps = JumpList()
    jumps.leave(LIST)
    jumps.leave(stop(1, is_link=True))
    jumps.leave(stop(1, "b"))
    assert jumps.back(stop(9, "b"), is_left_by_link) == stop(1)
    assert jumps.back(stop(1), is_left_by_link) is None
    assert jumps.forward(stop(2)) == stop(1, "b")
    assert jumps.back(stop(9, "b"), is_left_by_link) == stop(2)
    assert jumps.back(stop(2)) == LIST


def test_a_list_is_another_stop_with_another_filter_or_another_row() -> None:
    jumps = JumpList()
    for one in (LIST, LIST, ListStop(VIEWS[3], "", LIST.key), ListStop(VIEWS[3], "", None)):
        jumps.leave(one)
    assert len(jumps) == 3


def test_of_more_than_a_hundred_the_oldest_are_forgotten() -> None:
    jumps = JumpList()
    for number in range(130):
        jumps.leave(stop(number))
    assert walked(jumps, stop(500)) == [stop(number) for number in range(129, 129 - MOST, -1)]
