"""Generates the manual's tables and the man page from the tables that the program itself uses."""

import textwrap
from collections.abc import Iterable

from blogreader import __version__, manual_pages
from blogreader.cli.commands import COMMANDS, GLOBAL_OPTIONS, Argument, Command
from blogreader.icons import IN_ASCII, MARKS
from blogreader.keys import ARTICLES, EVERYWHERE, LISTS, READER, SELECTING, SIDEBAR, TABLE, shown
from blogreader.settings import SECTIONS, SETTINGS

_PANES = {
    LISTS: "In lists",
    SIDEBAR: "In the sidebar",
    ARTICLES: "In the list of articles",
    READER: "In an article",
    SELECTING: "While selecting text",
    EVERYWHERE: "Everywhere",
}
_LONGEST_CHOICE = 80
QUERIES = (
    ('`word` `"two words"`', "in title, summary or category"),
    ("`text:word`", "in the archived text, or in your notes on it"),
    ("`note:word`", "in your highlights and notes"),
    ("`tag:word`", "with `#word` in your notes; `tag:db` also finds `#db/raft`"),
    ("`title:word` `url:part` `source:name`", "in the title, in the address; of a source"),
    ('`author:part` `author:""`', "in the author's name; without an author"),
    ('`lang:de` `lang:""`', "in this language, or `de-AT`; in an unknown one"),
    ('`category:JVM` `cat:JVM` `category:""`', "in exactly this category; in none"),
    ("`is:unread` `is:reading` `is:read`", "by its status"),
    ("`is:bookmarked`", "on the reading list"),
    ("`is:offline` `is:failed`", "archived; its last attempt failed"),
    ("`is:new` `is:gone` `is:changed`", "appeared at the last refresh; left its index; its text has changed"),
    ("`is:noted`", "with highlights or notes"),
    ("`links:slug` `linked-by:slug`", "its text links to that article; that article's text links to it"),
    ("`minutes:<10` `minutes:5..10`", "by its length; also `<=` `>` `>=` `=`"),
    ("`date:2026-01` `date:>=2025-11-15` `date:2025-11..2026-01`", "by its date; a month or a year means all of it"),
    ("`read:>=2026-11` `opened:today`", "when it was finished, or last opened; also `yesterday`, `7d`"),
    ("`fits:15`", "what fits into so many minutes, what you are reading first"),
    ("`sort:date` `sort:-date`", "the order, also `minutes`, `title`, `category`, `opened`, `list`, `relevance`"),
    ("`group:month` `group:category` `group:source`", "the list in groups, with headings that count; `none`"),
    ("`-term` `a b` `a OR b` `(a OR b) c`", "not, and, or, in groups"),
)
"""Terms of the query language, each with what it matches."""


def table(name: str) -> str:
    """Return a table of the manual, in Markdown, by the name in its comment."""
    return {"keys": keys, "commands": commands, "settings": settings, "queries": queries, "marks": marks}[name]()


def keys() -> str:
    """Return the keys by pane, with their ids."""
    parts = []
    for pane, title in _PANES.items():
        rows = (
            (" ".join(_code(shown(name)) for name in key.keys), key.sentence, f"`{key.id}`")
            for key in TABLE
            if key.pane == pane
        )
        parts.append(f"## {title}\n\n{_table(('key', 'does', 'id'), rows)}")
    return "\n\n".join(parts)


def marks() -> str:
    """Return the marks in lists, in Unicode and in ASCII."""
    rows = ((_code(mark), _code(mark.translate(IN_ASCII)), meaning) for mark, meaning in MARKS)
    return _table(("mark", "in ASCII", "means"), rows)


def commands() -> str:
    """Return the commands and what each does."""
    rows = ((f"`{_usage(name, command)}`", command.summary) for name, command in COMMANDS.items())
    everywhere = ((_code(" ".join(_names(one))), one.options["help"]) for one in GLOBAL_OPTIONS)
    return (
        f"{_table(('command', 'does'), rows)}\n\nAll of them take these options, before or after the command:\n\n"
        f"{_table(('option', 'does'), everywhere)}"
    )


def settings() -> str:
    """Return the settings with their allowed values and defaults."""
    rows = []
    for one in SETTINGS:
        kind = one.kind.expected
        if len(kind) > _LONGEST_CHOICE:
            kind = "a name that `blogreader config init` lists"
        usual = "" if one.default is None else f"; else `{one.usual}`"
        rows.append((f"`{one.name}`", one.sentence, f"{kind}{usual}"))
    rows += [(f"`[{one.name}]`", one.sentence.replace("\n", " "), "a table") for one in SECTIONS]
    return _table(("setting", "does", "takes"), rows)


def queries() -> str:
    """Return the terms of the query language."""
    return _table(("term", "matches"), QUERIES)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _code(text: str) -> str:
    """Return code in Markdown, even if it contains a backquote."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _usage(name: str, command: Command) -> str:
    own = [one for one in command.arguments if not one.is_option]
    return " ".join(["blogreader", name, *map(_placeholder, own)])


def _placeholder(argument: Argument) -> str:
    choices = argument.options.get("choices")
    name = argument.options.get("metavar") or ("|".join(choices) if choices else argument.name.upper())
    form = {"*": "[{}…]", "+": "{}…", "?": "[{}]"}.get(argument.options.get("nargs", ""), "{}")
    return form.format(name)


def _names(argument: Argument) -> list[str]:
    if argument.is_flag:
        return [*argument.names]
    choices = argument.options.get("choices")
    value = argument.options.get("metavar") or ("|".join(choices) if choices else argument.name.upper())
    return [*argument.names[:-1], f"{argument.names[-1]} {value}"]


# The man page


def man_page() -> str:
    """Return the man page, in man(7) macros, from the same source as the help."""
    lines = [
        f'.TH BLOGREADER 1 "" "blogreader {__version__}" "User Commands"',
        ".SH NAME",
        r"blogreader \- read a blog's archive to its end, in a terminal",
        ".SH SYNOPSIS",
        ".B blogreader",
        r"[\fIQUERY\fR]",
        ".br",
        ".B blogreader",
        r"\fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        "Without a command, the app starts where you left it; with a QUERY, it shows what matches.",
        r"\fBblogreader manual\fR is the whole manual, also under F1 in the app.",
        ".SH OPTIONS",
        *_man_options(GLOBAL_OPTIONS),
        ".SH COMMANDS",
    ]
    for name, command in COMMANDS.items():
        more = command.help.partition("\n")[2].strip("\n")
        lines += [f".SS {_roff(_usage(name, command).removeprefix('blogreader '))}", _roff(command.summary)]
        if more:
            lines += [".PP", ".nf", *map(_roff, more.splitlines()), ".fi"]
        lines += _man_options(command.arguments)
        for line, does in command.examples:
            lines += [".TP", rf"\fB{_roff(line)}\fR", _roff(does)]
    lines += [
        ".SH EXIT STATUS",
        "0 done; 1 an error, or nothing matched; 2 usage or configuration; 3 done in part; 4 offline and not archived;",
        "130 interrupted.",
        ".SH ENVIRONMENT",
        "BLOGREADER_LIBRARY, BLOGREADER_CONFIG, BLOGREADER_OFFLINE, PAGER, LESS, VISUAL, EDITOR, BROWSER, NO_COLOR,",
        "CLICOLOR, CLICOLOR_FORCE, HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, XDG_DATA_HOME, XDG_CONFIG_HOME,",
        "XDG_CACHE_HOME.",
        ".SH FILES",
        ".TP",
        r"\fI~/.config/blogreader/config.toml\fR",
        "The configuration; \\fBblogreader config init\\fR begins one.",
        ".TP",
        r"\fI~/.local/share/blogreader\fR",
        "The library; \\fBblogreader dirs\\fR says where it is.",
        ".SH SEE ALSO",
        *textwrap.wrap(
            "The pages of the manual, by blogreader manual NAME: "
            + ", ".join(one.name for one in manual_pages.pages())
            + ".",
            110,
            break_on_hyphens=False,
        ),
    ]
    return "\n".join(lines) + "\n"


def _man_options(arguments: Iterable[Argument]) -> list[str]:
    lines = []
    for one in arguments:
        if one.is_option:
            about = one.options.get("help", "")
        elif not (about := one.options.get("help", "")):
            continue
        title = ", ".join(_names(one)) if one.is_option else _placeholder(one)
        lines += [".TP", rf"\fB{_roff(title)}\fR", _roff(about[:1].upper() + about[1:] + ".")]
    return lines


def _roff(text: str) -> str:
    """Escape text for roff."""
    # Outside of UTF-8 troff warns of any other ellipsis.
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("…", "...")
    return rf"\&{text}" if text.startswith((".", "'")) else text
