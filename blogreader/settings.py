"""The table of settings in config.toml, as data: checks, example, `config` and the manual are generated from it."""

from collections.abc import Sequence

from blogreader.errors import did_you_mean
from blogreader.model import FetchSettings

_MB = 1_000_000
_COLUMNS = 98
_USUAL = FetchSettings()
MOST_JOBS = 16
"""Articles at once."""
ORDERS = tuple(
    f"{sign}{name}" for name in ("date", "minutes", "title", "category", "opened", "list") for sign in ("", "-")
)
"""The orders of lists, written as for `sort:`."""
THEMES = (
    *("blogreader-dark", "blogreader-light", "blogreader-contrast", "auto"),
    *("ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte"),
    *("catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine"),
    *("rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light"),
    "tokyo-night",
)
"""Our own themes, the one that follows the terminal, and Textual's, which only the app knows."""


class Kind:
    """The values that a setting accepts."""

    def __init__(self, expected: str) -> None:
        self.expected = expected
        """Completes an error message after `is`: `a number from 1 to 600`."""

    def takes(self, value: object) -> bool:
        """Return whether a value is valid."""
        return isinstance(value, str)

    def hint(self, value: object) -> str:  # noqa: ARG002 - of those that have one
        """Return what a value that is not valid may have been meant for, in brackets; empty: nobody knows."""
        return ""


class Switch(Kind):
    """On or off."""

    def __init__(self) -> None:
        super().__init__("true or false")

    def takes(self, value: object) -> bool:
        """Return whether it is a boolean; 0 and 1 are not."""
        return isinstance(value, bool)


class Number(Kind):
    """A number in a range."""

    def __init__(self, least: float, most: float, *, is_whole: bool = False) -> None:
        super().__init__(f"a {'whole ' if is_whole else ''}number from {least:g} to {most:g}")
        self.least, self.most, self.is_whole = least, most, is_whole

    def takes(self, value: object) -> bool:
        """Return whether it is a number in the range; booleans are not."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.least <= value <= self.most and (not self.is_whole or float(value).is_integer())


class OneOf(Kind):
    """One of several words."""

    def __init__(self, *words: str) -> None:
        super().__init__("one of " + ", ".join(f'"{word}"' for word in words))
        self.words = words

    def takes(self, value: object) -> bool:
        """Return whether it is one of the words."""
        return isinstance(value, str) and value in self.words

    def hint(self, value: object) -> str:
        """Return the question for the nearest word, in brackets."""
        question = did_you_mean(value, self.words) if isinstance(value, str) else ""
        return f" ({question})" if question else ""


class Setting:
    """One setting of the file."""

    def __init__(
        self,
        name: str,
        kind: Kind,
        default: str | float | None,
        sentence: str,
        *,
        sample: str = "",
        flag: str = "",
        variable: str = "",
        is_live: bool = True,
    ) -> None:
        self.name = name
        """With its table: `network.jobs`."""
        self.kind = kind
        self.default = default
        """The value when it is not set; None: depends on the machine."""
        self.sentence = sentence
        self.sample = sample
        """The value in the example, where the default does not show how it is written."""
        self.flag = flag
        """The option that overrides it."""
        self.variable = variable
        """The environment variable that overrides the file."""
        self.is_live = is_live
        """Whether a running app applies a change as soon as the file is saved."""

    @property
    def table(self) -> str:
        """Its table; empty for a top-level setting."""
        return self.name.rpartition(".")[0]

    @property
    def key(self) -> str:
        """Its name within the table."""
        return self.name.rpartition(".")[2]

    @property
    def usual(self) -> str:
        """The default, as TOML."""
        return literal(self.default)

    @property
    def shown(self) -> str:
        """The default or the sample, as TOML."""
        return literal(self.sample or self.default)


class Section:
    """A table whose names the reader chooses."""

    def __init__(self, name: str, sentence: str, example: str) -> None:
        self.name = name
        self.sentence = sentence
        self.example = example
        """Lines of TOML, without the header of the table."""

    @property
    def header(self) -> str:
        """The header in the example."""
        return '[sites."example.com"]' if self.name == "sites" else f"[{self.name}]"


def literal(value: object) -> str:
    """Return a value as TOML; a whole number has no decimals."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {literal(one)}' for key, one in value.items())} }}"
    import json  # only needed to print or write settings

    return json.dumps(value, ensure_ascii=False)


SETTINGS = (
    Setting(
        "library",
        Kind("a folder in quotes"),
        None,
        "Where the library is kept; a relative path is relative to the folder of this file.",
        sample="~/reading",
        flag="--library",
        variable="BLOGREADER_LIBRARY",
        is_live=False,
    ),
    Setting(
        "offline",
        Switch(),
        False,
        "Never use the network.",
        flag="--offline",
        variable="BLOGREADER_OFFLINE",
        is_live=False,
    ),
    Setting(
        "theme",
        OneOf(*THEMES, ""),
        "",
        "The theme; `auto` follows the terminal. Empty: the one last chosen in the app's palette.",
        sample="blogreader-light",
    ),
    Setting(
        "icons",
        OneOf("auto", "unicode", "ascii"),
        "auto",
        "The marks in lists. `auto`: letters if the locale is not UTF-8.",
    ),
    Setting(
        "lists.sort",
        OneOf(*ORDERS),
        "-date",
        "The order of lists without one of their own; `date` is oldest first.",
    ),
    Setting("reading.text_width", Number(20, 200, is_whole=True), 80, "Columns of an article's text."),
    Setting(
        "reading.images",
        OneOf("auto", "kitty", "blocks", "off"),
        "auto",
        "How `i` shows pictures: by Kitty's protocol, as coloured blocks, or not at all.",
    ),
    Setting(
        "reading.words_per_minute",
        Number(50, 1000, is_whole=True),
        _USUAL.words_per_minute,
        "Your reading speed, for articles whose index has no minutes.",
    ),
    Setting(
        "reading.read_percent",
        Number(10, 100, is_whole=True),
        80,
        "An article counts as read at its end if this much of it has been on the screen.",
    ),
    Setting(
        "reading.look_seconds",
        Number(0, 60),
        2,
        "How long a part of a text must stay on the screen to count.",
    ),
    Setting(
        "network.seconds",
        Number(1, 600),
        _USUAL.seconds,
        "How long one page may take, including redirects and retries.",
    ),
    Setting(
        "network.delay",
        Number(0, 600),
        _USUAL.delay,
        "Seconds between two requests to one host; 0: no pause, and parallel requests.",
    ),
    Setting(
        "network.jobs",
        Number(1, MOST_JOBS, is_whole=True),
        _USUAL.jobs,
        "Articles fetched at once, each from a different host.",
        flag="--jobs",
    ),
    Setting(
        "network.proxy",
        Kind("the address of a proxy, http://, https:// or socks5://"),
        "",
        "The proxy for all requests. Empty: the one that HTTP_PROXY, HTTPS_PROXY and ALL_PROXY name.",
        sample="socks5://localhost:1080",
    ),
    Setting("network.page_mb", Number(0.1, 100), _USUAL.largest_page / _MB, "Larger pages are not fetched."),
    Setting("network.picture_mb", Number(0.1, 200), _USUAL.largest_picture / _MB, "Larger pictures are not fetched."),
    Setting("network.wayback", Switch(), _USUAL.wayback, "Ask a web archive for pages that are gone."),
    Setting(
        "network.wayback_address",
        Kind("an address with {url}"),
        _USUAL.wayback_address,
        "Which web archive: {url} is the page, {date} the day of its article.",
    ),
    Setting(
        "archive.pictures", Switch(), _USUAL.pictures, "Keep the pictures of articles.", flag="--images, --no-images"
    ),
    Setting("archive.pages", Switch(), _USUAL.pages, "Keep the HTML beside its document.", flag="--no-html"),
)

SECTIONS = (
    Section(
        "views",
        "Views of your own in the sidebar: a name, and a query.",
        '"Short and new" = "is:unread minutes:<10"\n"Databases" = "category:Databases sort:date"',
    ),
    Section(
        "keys",
        "Other keys, by the ids that `blogreader keys` prints; one key or a list.",
        '"articles.mark" = "R"\n"lists.down" = ["j", "down", "M-j"]',
    ),
    Section(
        "commands",
        "Programs for the current article: press `|`, then the key chosen here. No shell is involved.\n"
        "{url} {slug} {title} {path} {text} stand for the article; without any, the text comes on standard input.",
        'w = ["wc", "-w"]\nb = { run = ["sh", "save.sh", "{url}"], title = "Save the bookmark" }\n'
        'v = { run = ["less", "{path}"], terminal = true }',
    ),
    Section(
        "sites",
        "CSS selectors for a site: where the article is, what does not belong to it, and what does.",
        'article = "main .post"\ndrop = [".advertisement"]\nkeep = ["#introduction"]',
    ),
)
"""The tables whose entries the reader names."""

TABLES = tuple(dict.fromkeys(one.table for one in SETTINGS if one.table)) + tuple(one.name for one in SECTIONS)
"""All tables of the file, in the order of the example."""


def example() -> str:
    """Return a file with every setting and its default, each line commented out."""
    from textwrap import wrap  # not needed at start

    lines = [
        "# The configuration of blogreader. Each setting is shown with its default, or with an example.",
        "# Remove the # before one to set it.",
    ]
    table = ""
    for setting in SETTINGS:
        if setting.table != table:
            table = setting.table
            lines += ["", f"[{table}]"]
        kind = setting.kind.expected
        about = (setting.sentence, f"{kind[0].upper()}{kind[1:]}.")
        lines += ["", *(f"# {line}" for text in about for line in wrap(text, _COLUMNS, break_on_hyphens=False))]
        lines.append(f"# {setting.key} = {setting.shown}")
    for section in SECTIONS:
        lines += ["", "", *(f"# {line}" for line in section.sentence.splitlines())]
        header = section.header
        lines += [header if header == f"[{section.name}]" else f"# {header}"]
        lines += [f"# {line}" for line in section.example.splitlines()]
    return "\n".join(lines) + "\n"
