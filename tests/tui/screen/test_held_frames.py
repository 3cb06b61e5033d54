"""When a screen that comes up, waits for a text or is left paints and lays out, without a terminal."""

from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from textual.geometry import Size
from textual.screen import Screen

from blogreader.tui.screen import held_screen
from blogreader.tui.screen.held_screen import HeldScreen
from blogreader.tui.worker_groups import WorkerGroup


def fake(**attributes: object) -> Any:
    return SimpleNamespace(**attributes)


class Changed:
    """A widget that may be in a set, which a namespace may not."""

    def __init__(self, **attributes: bool) -> None:
        self.__dict__.update(attributes)


class Frames(HeldScreen):
    """A screen that tells what it would paint and lay out."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []
        self.timers: list[Any] = []
        tell: Any = self.told.append
        self._row_compositor = self._compositor = fake(
            take_regions=partial(tell, "taken"),
            forget_regions=partial(tell, "forgotten"),
            update_widgets=lambda widgets: tell(("updated", len(widgets))),
            visible_widgets={},
            render_strips=lambda: ["strips"],
        )
        self.seen: Any = fake(size=Size(80, 24), app=fake(size=Size(80, 24)), workers=[], is_current=True)

    @property
    def app(self) -> Any:  # type: ignore[override]
        return self.seen.app

    @property
    def size(self) -> Any:
        return self.seen.size

    @property
    def outer_size(self) -> Any:
        return self.seen.size

    @property
    def workers(self) -> Any:
        return self.seen.workers

    @property
    def is_current(self) -> bool:
        return bool(self.seen.is_current)

    def refresh(self, *_: Any, **how: Any) -> Any:
        self.told.append(("refreshed", how))

    def check_idle(self) -> None:
        self.told.append("looked after")

    def set_interval(self, interval: Any, callback: Any = None, **_: Any) -> Any:
        timer = fake(seconds=interval, do=callback, is_stopped=False)
        timer.stop = lambda: setattr(timer, "is_stopped", True)
        self.timers.append(timer)
        return timer

    def since(self) -> list[Any]:
        told = [*self.told]
        self.told.clear()
        return told


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(Screen, "_compositor_refresh", lambda screen: screen.told.append("painted"))
    monkeypatch.setattr(Screen, "_refresh_layout", lambda screen, size, _: screen.told.append(("laid out", size)))
    monkeypatch.setattr(Screen, "update_node_styles", lambda screen, animate: screen.told.append(("styled", animate)))

    async def passed(node: Any, *, seconds: float) -> None:
        node.told.append(f"passed {seconds}")

    monkeypatch.setattr(held_screen, "passed", passed)
    return Frames()


def test_the_first_layout_is_made_and_no_other_and_nothing_painted_until_the_first_frame(frames: Any) -> None:
    frames._refresh_layout(Size(0, 0))
    frames._refresh_layout(Size(80, 24))
    frames._refresh_layout()
    frames._compositor_refresh()
    frames.update_node_styles()
    assert frames.since() == [("laid out", Size(0, 0)), ("laid out", Size(80, 24))]
    assert frames.is_held
    frames.paint_first()
    assert frames.since() == ["taken", "painted", ("refreshed", {"repaint": False, "layout": True})]
    assert not frames.is_held
    frames.paint_first()
    assert frames.since() == []
    frames._refresh_layout()
    frames._compositor_refresh()
    frames.update_node_styles(animate=False)
    assert frames.since() == [("laid out", None), "painted", ("styled", False)]


def test_a_first_frame_without_a_layout_that_is_due_asks_for_none(frames: Any) -> None:
    frames._refresh_layout(Size(80, 24))
    frames.paint_first()
    assert frames.since()[-1] == ("refreshed", {"repaint": False, "layout": False})


@pytest.mark.parametrize(
    ("is_shown", "anew", "size", "told"),
    [
        (True, False, Size(80, 24), ["taken", "forgotten"]),
        (True, True, Size(80, 24), ["taken", "painted", ("refreshed", {"repaint": False, "layout": False})]),
        (True, False, Size(60, 24), ["taken", ("laid out", Size(60, 24))]),
    ],
)
def test_a_first_frame_that_stands_there_already_is_not_painted_again(
    frames: Any, is_shown: bool, anew: bool, size: Size, told: list[object]
) -> None:
    frames.is_shown = is_shown
    frames.seen.app.size = size
    frames._layout_required = True
    frames.paint_first(anew=anew)
    assert frames.since() == told
    assert frames._layout_required is (told != ["taken", "forgotten"])


async def test_over_it_is_painted_once_all_is_there_or_after_a_while(
    frames: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_screen, "_LOOK_SECONDS", 0)
    making = fake(is_finished=False)
    frames.seen.workers = [making]
    for making.group in (WorkerGroup.OPEN, WorkerGroup.COUNT, WorkerGroup.ENDING, WorkerGroup.WARM_UP):
        assert frames._is_being_made
    making.is_finished = True
    assert not frames._is_being_made
    making.is_finished, making.group = False, WorkerGroup.EXTERNAL
    assert not frames._is_being_made
    making.group = WorkerGroup.WARM_UP
    monkeypatch.setattr(held_screen, "_WHOLE_SECONDS", 0.0)
    pane = fake(told=frames.told)
    await frames._paint_when_whole([pane])
    told = frames.since()
    assert told[:4] == ["passed 1.0", "passed 1.0", "taken", "painted"]
    assert (len(told), frames.is_held) == (5, False)
    making.is_finished = True
    await frames._paint_when_whole([pane])
    assert frames.since()[2:] == [("refreshed", {"layout": True})]


async def test_while_a_text_is_waited_for_nothing_is_painted_and_then_all_at_once(frames: Any) -> None:
    frames.paint_first()
    frames.since()
    pane = fake(told=frames.told)
    await frames.paint_waiting([pane])
    frames.paint()
    assert frames.since() == []
    frames.wait()
    assert frames.is_waiting
    frames._compositor_refresh()
    assert frames.since() == []
    changed = Changed(_repaint_required=True)
    frames._compositor.visible_widgets = {changed: None}
    await frames.paint_waiting([pane])
    assert frames.since() == ["passed 0.1", ("updated", 1), "painted", "looked after"]
    assert not changed._repaint_required  # type: ignore[attr-defined]
    assert (frames.is_waiting, frames.timers[0].is_stopped, frames.timers[0].seconds) == (False, True, 0.1)
    frames.wait()
    frames.seen.is_current = False
    frames.timers[-1].do()
    assert (frames.since(), frames.is_waiting) == (["looked after"], False)


async def test_what_comes_after_a_paint_waits_for_the_one_that_is_held_back(frames: Any) -> None:
    frames._is_held = False
    frames._callbacks.append((partial(frames.told.append, "came after"), fake(_context=nullcontext)))
    frames.wait()
    await frames._invoke_and_clear_callbacks()
    assert "came after" not in frames.since()
    frames.paint()
    assert frames.since()[-1] == "looked after"
    await frames._invoke_and_clear_callbacks()
    assert frames.since() == ["came after"]


def test_what_a_command_changed_is_painted_at_once_unless_a_layout_comes_first(frames: Any) -> None:
    frames._is_held = False
    frames.seen.app._batch_count = 0

    def changed(**values: bool) -> Any:
        return Changed(**{"_repaint_required": True, "_layout_required": False, **values})

    def paint(*widgets: Any) -> list[Any]:
        frames._compositor.visible_widgets = dict.fromkeys(widgets)
        frames.paint_changes()
        return frames.since()  # type: ignore[no-any-return]

    one, same, waiting = changed(), changed(_repaint_required=False), changed()
    frames._dirty_widgets.add(changed())
    assert paint(one, same) == [("updated", 2), "painted"]
    assert paint(one, same) == paint(changed(), changed(_layout_required=True)) == []
    for what, value in (("_layout_required", True), ("_layout_required", False)):
        setattr(frames, what, value)
        frames.seen.is_current = value
        assert paint(waiting) == []
    frames.seen.is_current, frames.seen.app._batch_count = True, 1
    assert paint(waiting) == []
    assert waiting._repaint_required


async def test_what_is_due_is_laid_out_before_a_text_comes(frames: Any) -> None:
    frames.paint_first()
    frames.seen.app.told = frames.told
    frames.since()
    pane = fake(told=frames.told)
    frames._layout_required = False
    await frames.lay_out_waiting([pane])
    told = frames.since()
    assert len(told) == 4
    assert {*map(str, told)} == {told[0]}
    frames._layout_required = True
    await frames.lay_out_waiting([pane])
    assert frames.since()[3] == ("laid out", None)
    assert not frames._layout_required


def test_what_is_done_later_is_done_once_and_begun_anew_by_each_call(frames: Any) -> None:
    done: list[int] = []
    first = frames.later(None, 0.5, lambda: done.append(1))
    second = frames.later(first, 0.5, lambda: done.append(2))
    one, two = frames.timers
    assert (one.is_stopped, two.is_stopped, two.seconds, second) == (True, False, 0.5, two)
    for _ in range(2):
        two.do()
    assert (done, two.is_stopped) == ([2], True)


def test_once_it_is_left_nothing_is_painted(frames: Any) -> None:
    frames.paint_first()
    frames.since()
    rows: Any = frames.strips()
    assert rows == ["strips"]
    frames._compositor_refresh()
    assert frames.since() == []
