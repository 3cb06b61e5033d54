"""What panes show before anything is given to them, and that they do nothing about it until then."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.reactive import Reactive, var

from blogreader.keys import EVERYWHERE, TABLE
from blogreader.library import VIEWS, Found
from blogreader.model import Tally
from blogreader.tui.dialogs.outline import Headings
from blogreader.tui.dialogs.palette import Commands
from blogreader.tui.panes.article_list import ArticleList
from blogreader.tui.panes.bars import FooterBar, HeaderBar
from blogreader.tui.panes.results import Results
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.panes.sidebar import Contents, Sidebar
from blogreader.tui.reader.content import Preview
from blogreader.tui.reader.document_view import DocumentView
from blogreader.tui.reader.marked_view import MarkedView
from blogreader.tui.reader.reader import Reader
from blogreader.tui.row_selection import RowSelection


@pytest.mark.parametrize(
    ("make", "values"),
    [
        (RowList, {"cursor": 0, "count": 0, "row_height": 1, "extra_lines": 0, "headings_at": ()}),
        (
            lambda: ArticleList(id="articles"),
            {
                "listing": None,
                "when_empty": "",
                "reading": None,
                "are_most_offline": False,
                "has_titles_only": False,
                "is_whole": False,
                "standing": None,
                "headings": (),
                "selection": RowSelection(),
                "range_start": None,
                "selected": 0,
                "slowness": 1.0,
                "welcome": (),
                "is_alone": False,
            },
        ),
        (lambda: Sidebar(id="sidebar"), {"contents": Contents(), "shown": VIEWS[3], "unfolded": False}),
        (lambda: Results(id="results"), {"found": Found(), "remark": ""}),
        (lambda: Headings([], -1, id="headings"), {"shown": ()}),
        (Commands, {"rows": ()}),
        (
            lambda: HeaderBar(id="header"),
            {
                "title": "",
                "shown": Tally(),
                "total": Tally(),
                "text": None,
                "slowness": 1.0,
                "activities": (),
                "unsaved": 0,
            },
        ),
        (
            lambda: FooterBar(TABLE, id="footer"),
            {
                "pane": EVERYWHERE,
                "has_text": True,
                "standing": "",
                "said": "",
                "keys": TABLE,
                "message": "",
                "is_error": False,
                "hints": (),
                "bare": False,
            },
        ),
        (lambda: DocumentView(id="text"), {"column": 80, "wrap_code": False, "code_offset": 0}),
        (lambda: MarkedView(id="text"), {"link": None, "visual": None}),
        (
            lambda: Reader(TABLE, id="reader"),
            {"page": Preview(), "resumed": None, "slowness": 1.0, "ending": None, "standing": "", "section": ""},
        ),
    ],
)
def test_a_pane_begins_with_nothing_under_its_name(make: Callable[[], DOMNode], values: dict[str, Any]) -> None:
    pane = make()
    own = [name for name, one in vars(type(pane)).items() if isinstance(one, Reactive)]
    assert {name: getattr(pane, name) for name in own} == values
    assert pane.id or make in (RowList, Commands)


def kinds(of: type[Any]) -> Iterator[type[Any]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_no_pane_acts_on_a_value_before_it_changes() -> None:
    ours = [kind for kind in kinds(DOMNode) if kind.__module__.startswith("blogreader.tui.")]
    values = {f"{kind.__name__}.{name}": one for kind in ours for name, one in vars(kind).items() if type(one) is var}
    assert len(values) > 30
    assert [name for name, one in values.items() if one._init] == []
