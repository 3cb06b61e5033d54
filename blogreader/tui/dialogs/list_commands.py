"""The commands on lists that are typed in the palette: `mark read`, `fit 15`, `save NAME` and so on."""

from textual.message import Message

from blogreader.conditions import Grouping, Order, Sort
from blogreader.lazy import lazily
from blogreader.model import Status
from blogreader.records import dataclass
from blogreader.text import clean_line
from blogreader.tui.messages import (
    ArrangementChosen,
    BatchBookmarked,
    BatchMarked,
    FetchWanted,
    FitWanted,
    ReadTakenOff,
    ViewSaved,
    ViewWanted,
)

_MINUTES = lazily(r"0{0,9}+(?:[1-9][0-9]{0,5}|1000000)")


@dataclass(frozen=True, slots=True)
class ListCommand:
    """A command: its words, what may follow them, and what it does."""

    words: str
    rest: str
    sentence: str


COMMANDS = (
    *(ListCommand(f"mark {status}", "[QUERY]", "Mark the selection, or what matches") for status in Status),
    ListCommand("bookmark", "[QUERY]", "Put selection or matches on your list"),
    ListCommand("unbookmark", "[QUERY]", "Take selection or matches off your list"),
    ListCommand("unbookmark is:read", "", "Take read articles off the reading list"),
    ListCommand("fetch", "", "Make the selection or the list offline"),
    ListCommand("fit", "MINUTES", "Show what fits into so many minutes"),
    ListCommand("save", "NAME", "Save this view, filter and order, under a name"),
    ListCommand("view", "NAME", "Show a view by its name"),
    ListCommand("sort", "ORDER", " ".join(Order)),
    ListCommand("group", "BY", " ".join(Grouping)),
)


def typed(text: str) -> Message | None:
    """Return the message for a complete command on lists; None if the line is not one."""
    word, _, rest = text.strip().partition(" ")
    rest = rest.strip()
    match word:
        case "mark":
            name, _, query = rest.partition(" ")
            return BatchMarked(Status(name), query.strip() or None) if name in [*Status] else None
        case "bookmark" | "unbookmark":
            if word == "unbookmark" and rest == "is:read":
                return ReadTakenOff()
            return BatchBookmarked(on=word == "bookmark", query=rest or None)
        case "fetch" if not rest:
            return FetchWanted()
        case "fit" if _MINUTES.fullmatch(rest):
            return FitWanted(int(rest))
        case "save" if rest:
            return ViewSaved(rest)
        case "view" if rest:
            return ViewWanted(rest)
        case "sort" if rest.removeprefix("-") in [*Order]:
            return ArrangementChosen(sort=Sort(Order(rest.removeprefix("-")), descending=rest.startswith("-")))
        case "group" if rest in [*Grouping]:
            return ArrangementChosen(group=Grouping(rest))
    return None


def of_word(text: str) -> tuple[ListCommand, ...]:
    """Return the commands that begin with the first word of a line."""
    word = text.lstrip().partition(" ")[0]
    return tuple(command for command in COMMANDS if command.words.partition(" ")[0] == word)


def begun(text: str) -> tuple[ListCommand, ...]:
    """Return the commands that a line may become with more letters; none if it is one, or can't become one."""
    word, _, rest = text.lstrip().partition(" ")
    argument = rest.lstrip()
    if not argument or typed(text) is not None:
        return ()
    meant = of_word(text)
    match word:
        case "mark":
            found = (command for command in meant if command.words.partition(" ")[2].startswith(argument))
            return tuple(sorted(found, key=lambda command: len(command.words)))  # `read` before `reading`
        case "sort" if any(order.startswith(argument.removeprefix("-")) for order in Order):
            return meant
        case "group" if any(grouping.startswith(argument) for grouping in Grouping):
            return meant
    return ()


def mistake(text: str) -> str:
    """Return what is wrong with a line that is no command, but begins as one; otherwise nothing."""
    _, _, rest = text.strip().partition(" ")
    meant = of_word(text)
    if not rest.strip() or not meant or typed(text) is not None:
        return ""
    forms = ", ".join(dict.fromkeys(f"`{command.words} {command.rest}`".replace(" `", "`") for command in meant))
    return f"{forms}: {clean_line(rest, 40)} can't be understood."
