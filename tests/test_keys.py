"""The key table: every id has an action where it belongs, every key a name, and no change makes two of one key."""

import re
import string
from itertools import chain

import pytest

from blogreader.errors import ConfigError
from blogreader.keys import (
    ARTICLES,
    CHAINS,
    EVERYWHERE,
    LISTS,
    READER,
    SELECTING,
    SIDEBAR,
    TABLE,
    Key,
    exists,
    first,
    in_force,
    is_bound,
    named,
    of_no_use,
    shown,
)
from blogreader.records import replace

pytestmark = pytest.mark.installed

ALL_KEYS = sorted(set(chain.from_iterable(key.keys for key in TABLE)))
MEANT_TO_OVERRIDE = {
    ("enter", "articles.open", "lists.choose"),
    ("tab", "reader.next-link", "everywhere.next-pane"),
    ("shift+tab", "reader.previous-link", "everywhere.previous-pane"),
    ("l", "selecting.next-word", "everywhere.next-pane"),
    ("right", "selecting.next-word", "everywhere.next-pane"),
    ("h", "selecting.previous-word", "everywhere.previous-pane"),
    ("left", "selecting.previous-word", "everywhere.previous-pane"),
    ("escape", "selecting.leave", "everywhere.stop"),
    ("q", "selecting.leave", "everywhere.back"),
}
"""Of a list of articles, Enter opens, of any other list it chooses; in a text Tab goes through the links.

While text is selected, its keys come before those of the panes.
"""


def keys_of(table: tuple[Key, ...], name: str) -> tuple[str, ...]:
    return next(key.keys for key in table if key.id == name)


def test_every_id_is_there_once_with_a_pane_a_sentence_and_a_key() -> None:
    ids = [key.id for key in TABLE]
    assert len(ids) == len(set(ids))
    for key in TABLE:
        assert key.pane in CHAINS
        assert key.keys
        assert key.sentence[0].isupper()
        assert not key.sentence.endswith(".")


def test_no_two_keys_of_a_chain_are_the_same_but_where_the_nearer_pane_means_it() -> None:
    clashes = set()
    for panes in CHAINS.values():
        taken: dict[str, Key] = {}
        for key in (key for pane in panes for key in TABLE if key.pane == pane):
            for name in key.keys:
                if name in taken:
                    clashes.add((name, taken[name].id, key.id))
                taken.setdefault(name, key)
    assert clashes == MEANT_TO_OVERRIDE


@pytest.mark.parametrize("key", TABLE, ids=lambda key: key.id)
def test_every_id_has_an_action_where_it_belongs(key: Key) -> None:
    from textual.binding import Binding
    from textual.dom import DOMNode

    from blogreader.tui.panes.article_list import ArticleList
    from blogreader.tui.panes.row_list import RowList
    from blogreader.tui.panes.sidebar import Sidebar
    from blogreader.tui.reader.reader import Reader
    from blogreader.tui.screen.screen import ReadingScreen

    owners: dict[str, type[DOMNode]] = {
        ARTICLES: ArticleList,
        LISTS: RowList,
        SIDEBAR: Sidebar,
        READER: Reader,
        SELECTING: Reader,
        EVERYWHERE: ReadingScreen,
    }
    owner = owners[key.pane]
    assert callable(getattr(owner, f"action_{key.action.partition('(')[0]}", None))
    if key.pane == SELECTING:
        return  # it looks up its keys itself: they hold only while text is selected
    bound = [binding for binding in owner.BINDINGS if isinstance(binding, Binding) and binding.id == key.id]
    assert [binding.key for binding in bound] == [",".join(key.keys)]


@pytest.mark.parametrize("key", ALL_KEYS)
def test_a_key_of_the_table_is_read_back_as_it_is_shown(key: str) -> None:
    assert named(shown(key)) == key
    assert named(key) == key
    assert exists(key)


@pytest.mark.parametrize(
    "key",
    [
        *("ctrl+a", "shift+home", "alt+x", "f2", "f12", "backspace", "delete", "insert", "ctrl+home", "alt+left"),
        *("ctrl+right_square_bracket", "alt+minus", "ctrl+shift+f5", "super+f5", "super+alt+plus"),
    ],
)
def test_other_keys_are_read_back_as_they_are_shown(key: str) -> None:
    assert named(shown(key)) == key
    assert exists(key)


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("ctrl+right_square_bracket", "C-]"),
        ("alt+left", "M-←"),
        ("f5", "F5"),
        ("super+f5", "super+F5"),
        ("ctrl+shift+tab", "C-S-Tab"),
        ("alt+minus", "M--"),
    ],
)
def test_keys_with_modifiers_are_shown_by_their_labels(key: str, label: str) -> None:
    assert shown(key) == label


def test_no_two_keys_are_shown_alike() -> None:
    assert len({shown(key) for key in ALL_KEYS}) == len(ALL_KEYS)


@pytest.mark.parametrize("character", string.ascii_letters + string.digits + string.punctuation)
def test_a_character_has_the_name_that_the_screens_know_it_by(character: str) -> None:
    from textual.keys import _character_to_key

    assert named(character) == _character_to_key(character)
    assert shown(named(character)) == character
    assert exists(named(character))


def test_without_changes_the_table_is_as_it_came() -> None:
    assert in_force({}) == TABLE


def test_a_change_replaces_the_keys_of_its_id_alone() -> None:
    table = in_force({"articles.mark": ["Z", "C-x", "Del"]})
    assert keys_of(table, "articles.mark") == ("Z", "ctrl+x", "delete")
    assert [key for key in table if key.id != "articles.mark"] == [key for key in TABLE if key.id != "articles.mark"]
    assert first(table, "articles.mark") == "Z"


def test_two_ids_may_swap_their_keys() -> None:
    table = in_force({"articles.mark": ["m"], "articles.bookmark": ["r"]})
    assert (keys_of(table, "articles.mark"), keys_of(table, "articles.bookmark")) == (("m",), ("r",))


def test_panes_that_never_meet_may_have_the_same_key() -> None:
    table = in_force({"reader.zen": ["Z"], "articles.copy": ["Z"]})
    assert keys_of(table, "reader.zen") == keys_of(table, "articles.copy") == ("Z",)


def test_the_keys_of_the_table_may_be_written_out() -> None:
    assert in_force({key.id: [shown(name) for name in key.keys] for key in TABLE}) == TABLE


@pytest.mark.parametrize(
    ("changes", "key", "ids"),
    [
        ({"articles.mark": ["m"]}, "m", {"articles.mark", "articles.bookmark"}),
        ({"articles.mark": ["/"]}, "/", {"articles.mark", "lists.filter"}),
        ({"articles.mark": ["j"]}, "j", {"articles.mark", "lists.down"}),
        ({"lists.down": ["r"]}, "r", {"lists.down", "articles.mark"}),
        ({"lists.down": ["enter"]}, "Enter", {"lists.down", "lists.choose"}),
        ({"reader.zen": ["q"]}, "q", {"reader.zen", "everywhere.back"}),
        ({"everywhere.quit": ["w"]}, "w", {"everywhere.quit", "reader.wrap"}),
        ({"everywhere.quit": ["semicolon"], "everywhere.back": [";"]}, ";", {"everywhere.quit", "everywhere.back"}),
        ({"lists.down": ["x", "x"]}, "x", {"lists.down"}),
    ],
)
def test_a_clash_is_refused(changes: dict[str, list[str]], key: str, ids: set[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        in_force(changes, dict.fromkeys(changes, "config.toml, line 7"))
    found = re.fullmatch(r"config\.toml, line 7: (.+) would be both (.+) and (.+)\.", str(caught.value))
    assert found is not None
    assert (found[1], {found[2], found[3]}) == (key, ids)


@pytest.mark.parametrize("name", ["articles.marc", "articles", "nothing.mark", ""])
def test_an_unknown_id_is_refused_with_what_is_known(name: str) -> None:
    with pytest.raises(ConfigError, match=r"^config\.toml, line 7: no key is called") as caught:
        in_force({name: ["x"]}, {name: "config.toml, line 7"})
    assert ("articles.mark," in str(caught.value)) == name.startswith("articles")


@pytest.mark.parametrize("key", ["ctr+r", "Ctrl+R", "foo", "ctrl+", "f25", "enter+x", "pgdn"])
def test_a_key_that_does_not_exist_is_refused(key: str) -> None:
    with pytest.raises(ConfigError, match=r"^config\.toml, line 7: .* is not the name of a key"):
        in_force({"articles.mark": [key]}, {"articles.mark": "config.toml, line 7"})


@pytest.mark.parametrize(
    ("name", "pane", "said"),
    [
        ("x", READER, "x works in the list of articles: show or fold the whole title and summary."),
        ("z", ARTICLES, "z works in the text: show only the text, or everything again."),
        ("F", SIDEBAR, "F works in the list of articles: fetch this article again."),
        ("f9", READER, "F9 does nothing here; ? shows the keys."),
        ("ctrl+right_square_bracket", READER, "C-] does nothing here; ? shows the keys."),
    ],
)
def test_a_key_that_does_nothing_here_says_where_it_does(name: str, pane: str, said: str) -> None:
    assert not is_bound(name, pane, TABLE)
    assert of_no_use(name, pane, TABLE) == said


@pytest.mark.parametrize("pane", [READER, ARTICLES, SIDEBAR])
@pytest.mark.parametrize(
    ("name", "action"),
    [("ctrl+f", "page-down"), ("ctrl+b", "page-up"), ("ctrl+d", "half-down"), ("ctrl+u", "half-up")],
)
def test_the_keys_of_vi_scroll_in_every_pane(name: str, pane: str, action: str) -> None:
    assert [key.id.partition(".")[2] for key in TABLE if name in key.keys and key.pane in CHAINS[pane]] == [action]


def test_a_key_may_work_in_the_sidebar_alone() -> None:
    key = replace(TABLE[0], id="sidebar.x", keys=("x",))
    assert of_no_use("x", READER, [key]).startswith("x works in the sidebar: ")


def test_a_key_is_bound_in_its_pane_and_those_behind_it() -> None:
    assert [is_bound("z", pane, TABLE) for pane in (READER, ARTICLES, SIDEBAR)] == [True, False, False]
    assert [is_bound("j", pane, TABLE) for pane in (ARTICLES, SIDEBAR, EVERYWHERE)] == [True, True, False]
    assert all(is_bound("ctrl+q", pane, TABLE) for pane in CHAINS)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("f1", True),
        ("f24", True),
        ("f0", False),
        ("f25", False),
        ("x", True),
        ("ctrl+alt+x", True),
        ("ctrl+f5", True),
        ("pagedown", True),
        ("super+hyper+meta+shift+x", True),
        ("strg+x", False),
        ("ctrl+", False),
        ("xy", False),
        ("", False),
    ],
)
def test_a_key_is_one_that_textual_has(name: str, is_one: bool) -> None:
    assert exists(name) is is_one
