"""The way back over the links that were followed."""

from blogreader.model import Place
from blogreader.tui.screen.navigation import History, Stop

HERE = Stop("https://example.org/a", Place(3, 14, "a quote", 0.5))
THERE = Stop("https://example.org/b", None)


def test_the_last_stop_comes_back_first_and_then_none_is_left() -> None:
    history = History()
    history.push(HERE)
    history.push(THERE)
    assert len(history) == 2
    assert (history.pop(), history.pop(), history.pop()) == (THERE, HERE, None)
    assert not history


def test_a_stop_is_not_put_on_itself_but_may_come_again_later() -> None:
    history = History()
    for stop in (HERE, HERE, THERE, HERE):
        history.push(stop)
    assert [history.pop() for _ in range(len(history))] == [HERE, THERE, HERE]


def test_another_place_in_the_same_article_is_another_stop() -> None:
    history = History()
    history.push(HERE)
    history.push(Stop(HERE.key, None))
    assert len(history) == 2


def test_a_cleared_history_leads_nowhere() -> None:
    history = History()
    history.push(HERE)
    history.clear()
    assert history.pop() is None


def test_of_more_than_a_hundred_the_oldest_are_forgotten() -> None:
    history = History()
    for number in range(130):
        history.push(Stop(str(number), None))
    assert [stop.key for _ in range(len(history)) if (stop := history.pop())] == [str(n) for n in range(129, 29, -1)]
