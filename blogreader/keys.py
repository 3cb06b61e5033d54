"""The key table: every action of a pane with its keys, as data for the screens, the help and `blogreader keys`."""

from collections.abc import Mapping, Sequence

from blogreader.errors import ConfigError
from blogreader.records import dataclass, replace
from blogreader.text import clean_line

EVERYWHERE = "everywhere"
LISTS = "lists"
SIDEBAR = "sidebar"
ARTICLES = "articles"
READER = "reader"
SELECTING = "selecting"
"""While some text is selected by keys."""
_LONGEST_SAID = 200
"""Characters of a name quoted in an error message."""
# Where a pane's keys are looked up, nearest first: keys of different panes may be the same, those of one chain may not.
CHAINS = {
    EVERYWHERE: (EVERYWHERE,),
    LISTS: (LISTS, EVERYWHERE),
    ARTICLES: (ARTICLES, LISTS, EVERYWHERE),
    SIDEBAR: (SIDEBAR, LISTS, EVERYWHERE),
    READER: (READER, EVERYWHERE),
    SELECTING: (SELECTING, EVERYWHERE),
}

_IN_TEXT = frozenset(f"reader.{name}" for name in ("next-heading", "find", "outline", "note", "hints"))
"""Of the keys that the footer shows, those that work only in a text."""


@dataclass(frozen=True, slots=True)
class Key:
    """An action with its keys."""

    id: str
    """`pane.action`: what config.toml calls it."""
    keys: tuple[str, ...]
    """In Textual's names: `j`, `ctrl+p`, `question_mark`."""
    sentence: str
    label: str = ""
    """One or two words for the footer; empty: not shown there."""

    @property
    def needs_text(self) -> bool:
        """Whether it works only in the text of an article, and not in its card."""
        return self.id in _IN_TEXT

    @property
    def pane(self) -> str:
        """The pane in which it works."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """The name of the action in Textual; a view is its parameter."""
        name = self.id.partition(".")[2]
        return f"show_view('{name.removeprefix('view-')}')" if name.startswith("view-") else name.replace("-", "_")


TABLE = (
    Key("articles.open", ("enter",), "Open the article", "open"),
    Key("articles.mark", ("r",), "Mark as read or unread: article or selection", "read"),
    Key("articles.bookmark", ("m",), "Put on the reading list, or take off: article or selection", "bookmark"),
    Key("articles.bookmark-top", ("M",), "Put at the top of the reading list: article or selection"),
    Key("articles.select", ("v",), "Select or deselect the row for the next command"),
    Key("articles.select-range", ("V",), "Select from here on; press again to end the range"),
    Key("articles.select-all", ("asterisk",), "Select all rows, or none"),
    Key("articles.move-up", ("left_curly_bracket",), "Move the article up the reading list"),
    Key("articles.move-down", ("right_curly_bracket",), "Move the article down the reading list"),
    Key("articles.next-unread", ("n",), "Go to the next unread article"),
    Key("articles.previous-unread", ("N",), "Go to the previous unread article"),
    Key("articles.next-article", ("J",), "Open the next article"),
    Key("articles.previous-article", ("K",), "Open the previous article"),
    Key("articles.browser", ("o",), "Open in the browser"),
    Key("articles.whole", ("x",), "Show or fold the whole title and summary"),
    Key("articles.copy", ("y",), "Copy the address"),
    Key("articles.note", ("a",), "Write a note on the article as a whole"),
    Key("articles.fetch", ("F",), "Fetch this article again"),
    Key("reader.line-down", ("j", "down"), "One line down"),
    Key("reader.line-up", ("k", "up"), "One line up"),
    Key(
        "reader.page-down",
        ("space", "pagedown", "ctrl+f"),
        "One page down; at the end, the next unread article",
        "page",
    ),
    Key("reader.page-up", ("b", "pageup", "ctrl+b"), "One page up"),
    Key("reader.half-down", ("d", "ctrl+d"), "Half a page down"),
    Key("reader.half-up", ("u", "ctrl+u"), "Half a page up"),
    Key("reader.top", ("g", "home"), "To the top"),
    Key("reader.bottom", ("G", "end"), "To the end"),
    Key("reader.next-heading", ("right_square_bracket",), "To the next heading", "heading"),
    Key("reader.previous-heading", ("left_square_bracket",), "To the previous heading"),
    Key("reader.next-code", ("right_curly_bracket",), "To the next code block"),
    Key("reader.previous-code", ("left_curly_bracket",), "To the previous code block"),
    Key("reader.find", ("slash",), "Find in the text as you type", "find"),
    Key("reader.outline", ("t",), "Outline of the article", "outline"),
    Key("reader.dropped", ("X",), "What was left out of this page, and why"),
    Key("reader.note", ("a",), "Highlight the selection or block with a note; edit one", "note"),
    Key("reader.notes", ("A",), "Show the highlights and notes of the article"),
    Key("reader.visual", ("v",), "Select text by words, lines, sentences and blocks"),
    Key("reader.next-note", ("right_parenthesis",), "To the next highlight"),
    Key("reader.previous-note", ("left_parenthesis",), "To the previous highlight"),
    Key("reader.changes", ("c",), "What changed in this article since you read it"),
    Key("reader.hints", ("f",), "Label the visible links with letters, to choose one", "links"),
    Key("reader.next-link", ("tab",), "Select the next link"),
    Key("reader.previous-link", ("shift+tab",), "Select the previous link"),
    Key("reader.return", ("backspace",), "Back to where the link was followed from"),
    Key("reader.pictures", ("i",), "Show archived pictures, or hide them"),
    Key("reader.wrap", ("w",), "Turn wrapping of long code lines and wide tables on or off"),
    Key("reader.code-right", ("greater_than_sign",), "Scroll long code lines and wide tables to the right"),
    Key("reader.code-left", ("less_than_sign",), "Scroll long code lines and wide tables back"),
    Key("reader.wider", ("plus",), "Make the text column wider"),
    Key("reader.narrower", ("minus",), "Make the text column narrower"),
    Key("reader.usual-width", ("equals_sign",), "Reset the width of the text column"),
    Key("reader.mark", ("r",), "Mark as read or unread", "read"),
    Key("reader.bookmark", ("m",), "Put on the reading list, or take off", "bookmark"),
    Key("reader.bookmark-top", ("M",), "Put at the top of the reading list"),
    Key("reader.open", ("enter",), "Follow the link; open the card's article, or try again"),
    Key("reader.next-article", ("J",), "Open the next article of the list", "next"),
    Key("reader.previous-article", ("K",), "Open the previous article of the list"),
    Key("reader.next-unread", ("n",), "Go to the next match, or open the next unread article"),
    Key("reader.previous-unread", ("N",), "Go to the previous match, or open the previous unread one"),
    Key("reader.browser", ("o",), "Open in the browser", "browser"),
    Key("reader.copy", ("y",), "Copy the selection, or the code block, or the address"),
    Key("reader.fetch", ("F",), "Fetch this article again"),
    Key("reader.fetch-shown", ("D",), "Make all listed articles available offline"),
    Key("reader.zen", ("z",), "Show only the text, or everything again", "zen"),
    Key("selecting.note", ("a", "enter"), "Highlight what is selected, with a note", "highlight"),
    Key("selecting.start", ("v",), "Select from here on; press again to start over", "start"),
    Key("selecting.next-word", ("w", "l", "right"), "To the next word", "word"),
    Key("selecting.previous-word", ("b", "h", "left"), "To the previous word"),
    Key("selecting.next-line", ("j", "down"), "To the next line", "line"),
    Key("selecting.previous-line", ("k", "up"), "To the previous line"),
    Key("selecting.next-sentence", ("right_parenthesis",), "To the next sentence", "sentence"),
    Key("selecting.previous-sentence", ("left_parenthesis",), "To the previous sentence"),
    Key("selecting.next-block", ("right_curly_bracket",), "To the next paragraph, list, listing or table", "block"),
    Key("selecting.previous-block", ("left_curly_bracket",), "To the previous paragraph, list, listing or table"),
    Key("selecting.swap", ("o",), "To the other end of the selection"),
    Key("selecting.copy", ("y",), "Copy what is selected", "copy"),
    Key("selecting.leave", ("escape", "q"), "Select nothing", "leave"),
    Key("sidebar.mark", ("r",), "Mark the whole view as read or unread", "read"),
    Key("sidebar.bookmark", ("m",), "Put the whole view on the reading list, or take it off", "bookmark"),
    Key("sidebar.bookmark-top", ("M",), "Put the whole view at the top of the reading list"),
    Key("lists.down", ("j", "down"), "Next row"),
    Key("lists.up", ("k", "up"), "Previous row"),
    Key("lists.page-down", ("space", "pagedown", "ctrl+f"), "One page down"),
    Key("lists.page-up", ("b", "pageup", "ctrl+b"), "One page up"),
    Key("lists.half-down", ("d", "ctrl+d"), "Half a page down"),
    Key("lists.half-up", ("u", "ctrl+u"), "Half a page up"),
    Key("lists.top", ("g", "home"), "First row"),
    Key("lists.bottom", ("G", "end"), "Last row"),
    Key("lists.fetch-shown", ("D",), "Make all listed or selected articles available offline", "fetch"),
    Key("lists.unbookmark-read", ("X",), "Take read articles off the reading list"),
    Key("lists.filter", ("slash",), "Filter the articles as you type", "filter"),
    Key("lists.choose", ("enter",), "Choose the row", "choose"),
    Key("everywhere.next-pane", ("tab", "l", "right"), "Next pane"),
    Key("everywhere.previous-pane", ("shift+tab", "h", "left"), "Previous pane"),
    Key("everywhere.view-continue", ("1",), "What is being read"),
    Key("everywhere.view-reading-list", ("2",), "The reading list"),
    Key("everywhere.view-unread", ("3",), "What is unread"),
    Key("everywhere.view-all", ("4",), "All articles"),
    Key("everywhere.view-offline", ("5",), "Articles available offline"),
    Key("everywhere.view-new", ("6",), "New articles"),
    Key("everywhere.view-failed", ("7",), "Articles that could not be fetched"),
    Key("everywhere.view-changed", ("8",), "Articles that changed since you read them"),
    Key("everywhere.view-saved", ("9",), "Your saved views in turn"),
    Key("everywhere.sort", ("S",), "Sort and group the list", "sort"),
    Key("everywhere.progress", ("p",), "Show progress through the archive", "progress"),
    Key("everywhere.jump-back", ("ctrl+o",), "Back to before the last jump: search, G, link, mark, view"),
    Key("everywhere.jump-forward", ("ctrl+n",), "Forward again through the jumps"),
    Key("everywhere.set-mark", ("grave_accent",), "Mark this place: a-z in this article, A-Z everywhere"),
    Key("everywhere.go-to-mark", ("apostrophe",), "Go to a mark; twice: back to before the last jump"),
    Key("everywhere.search", ("s",), "Search the texts of the archive while typing", "search"),
    Key("everywhere.connections", ("L",), "Links from here, links to here, and similar articles"),
    Key("everywhere.undo", ("U",), "Undo the last change"),
    Key("everywhere.redo", ("ctrl+r",), "Redo the last undone change"),
    Key("everywhere.refresh", ("ctrl+l",), "Read the sources again"),
    Key("everywhere.palette", ("colon", "ctrl+p"), "Command palette"),
    Key("everywhere.edit", ("e",), "Open a copy of the text in your editor"),
    Key("everywhere.pipe", ("vertical_line",), "Pass the article to a program: [commands] in config.toml"),
    Key("everywhere.help", ("question_mark",), "Show all keys of this pane", "keys"),
    Key("everywhere.manual", ("f1",), "The manual"),
    Key("everywhere.back", ("q",), "Back; at the top, quit", "back"),
    Key("everywhere.stop", ("escape",), "Stop what runs; clear selection, link, search or filter"),
    Key("everywhere.suspend", ("ctrl+z",), "Suspend; `fg` in the shell resumes"),
    Key("everywhere.quit", ("ctrl+q",), "Quit"),
)

_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "colon": ":",
    "semicolon": ";",
    "comma": ",",
    "full_stop": ".",
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "apostrophe": "'",
    "grave_accent": "`",
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "asterisk": "*",
    "at": "@",
    "backslash": "\\",
    "underscore": "_",
    "circumflex_accent": "^",
    "vertical_line": "|",
    "tilde": "~",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
}
_SHORT = {"ctrl": "C-", "shift": "S-", "alt": "M-"}
_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_FUNCTION_KEYS = {f"f{number}" for number in range(1, 25)}


def shown(key: str) -> str:
    """Return a key as a reader knows it: `C-p`, `/`, `Space`, `M-←`, `F5`."""
    *modifiers, base = key.split("+")
    before = "".join(_SHORT.get(modifier) or f"{modifier}+" for modifier in modifiers)
    return before + (_SHOWN.get(base) or (base.upper() if base in _FUNCTION_KEYS else base))


def first(table: "Sequence[Key]", name: str) -> str:
    """Return the first key of an id as a reader knows it; empty when it has none."""
    return next((shown(key.keys[0]) for key in table if key.id == name and key.keys), "")


def is_bound(name: str, pane: str, table: "Sequence[Key]") -> bool:
    """Return whether a key, under Textual's name, is bound in a pane."""
    return any(name in key.keys for key in table if key.pane in CHAINS[pane])


def of_no_use(name: str, pane: str, table: "Sequence[Key]") -> str:
    """Return a sentence about a key, under Textual's name, that is not bound in this pane: where it is."""
    elsewhere = next((key for key in table if name in key.keys and key.pane not in CHAINS[pane]), None)
    if elsewhere is None:
        return f"{shown(name)} does nothing here; {first(table, 'everywhere.help')} shows the keys."
    where = {READER: "the text", SIDEBAR: "the sidebar"}.get(elsewhere.pane, "the list of articles")
    return f"{shown(name)} works in {where}: {elsewhere.sentence[0].lower()}{elsewhere.sentence[1:]}."


def named(key: str) -> str:
    """Return Textual's name for a key written as a reader knows it; other names are returned unchanged."""
    for modifier, short in _SHORT.items():
        if key.startswith(short) and key != short:
            return f"{modifier}+{named(key.removeprefix(short))}"
    for name, label in _SHOWN.items():
        if key == label:
            return name
    modifier, plus, base = key.partition("+")
    if plus and base and modifier in _MODIFIERS:
        return f"{modifier}+{named(base)}"
    return key.lower() if key.lower() in _FUNCTION_KEYS else key


def exists(name: str) -> bool:
    """Return whether this is Textual's name of a key: a wrong name would silently never match."""
    *modifiers, base = name.split("+")
    return (len(base) == 1 or base in _SHOWN or base in _FUNCTION_KEYS) and _MODIFIERS.issuperset(modifiers)


def in_force(changes: Mapping[str, Sequence[str]], where: Mapping[str, str] | None = None) -> tuple[Key, ...]:
    """Return the table with a configuration's changes; `where` returns the file and line of an id, for messages.

    Raises ConfigError for an id or a key that does not exist, and for two that want the same key in one pane.
    """
    where = where or {}
    usual = {key.id: key.keys for key in TABLE}
    for one in changes:
        if one not in usual:
            raise ConfigError(f"{where.get(one, 'keys')}: {_unknown(one)}")
        for name in changes[one]:
            if not exists(named(name)):
                raise ConfigError(
                    f"{where.get(one, 'keys')}: {clean_line(name, _LONGEST_SAID)} is not the name of a key;"
                    " examples are r, R, ctrl+r, enter, f5 and /."
                )
    table = tuple(
        replace(key, keys=tuple(named(name) for name in changes[key.id])) if key.id in changes else key for key in TABLE
    )
    for near, *farther in CHAINS.values():
        keys = [key for key in table if key.pane == near]
        _check_clashes(keys, where)
        taken = {name: key for key in table if key.pane in farther for name in key.keys}
        for key in keys:
            for name in taken.keys() & set(key.keys):
                # Default keys may clash on purpose: `enter` opens an article where other lists choose a row.
                if name not in usual[key.id] or name not in usual[taken[name].id]:
                    raise _clash(name, key, taken[name], where)
    return table


def _unknown(name: str) -> str:
    """Return a message that no action has this id, with similar ids."""
    from difflib import get_close_matches  # only needed for a mistake

    known = ", ".join(key.id for key in TABLE if key.pane == name.partition(".")[0]) or "those of `blogreader keys`"
    close = get_close_matches(name[:_LONGEST_SAID].lower(), [key.id for key in TABLE])
    hint = f" (did you mean {close[0]}?)" if close else ""
    return f"no key is called {clean_line(name, _LONGEST_SAID)}{hint}; known keys: {known}."


def _check_clashes(keys: list[Key], where: Mapping[str, str]) -> None:
    taken: dict[str, Key] = {}
    for key in keys:
        for name in key.keys:
            if name in taken:
                raise _clash(name, key, taken[name], where)
            taken[name] = key


def _clash(name: str, one: Key, other: Key, where: Mapping[str, str]) -> ConfigError:
    place = where.get(one.id) or where.get(other.id) or "keys"
    return ConfigError(f"{place}: {shown(name)} would be both {other.id} and {one.id}.")
