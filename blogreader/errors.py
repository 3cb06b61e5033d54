"""What can be expected to go wrong: types whose `str` is the sentence that the reader sees.

    BlogreaderError
    |-- UsageError                      asked for in the wrong words (exit status 2)
    |   |-- QueryError                  with the column of the mistake
    |   `-- ConfigError                 with the file, and the line where there is one
    |-- SourceError                     an index that can't be read
    |   |-- NamesFeeds                  a list of subscriptions, with the addresses in it
    |   `-- AlreadyFollowed             a followed blog at another address, with its name
    |-- UnknownSource
    |-- UnknownArticle
    |-- UnknownPage
    |-- UnknownView
    |-- AmbiguousArticle                with the candidates
    |-- LibraryError                    the library's files can't be used
    |   |-- Unreadable
    |   |-- Unwritable
    |   |-- Damaged
    |   `-- FormatTooNew
    |-- PictureError                    a picture that can't be shown
    |-- NotCopied                       too long for the terminal's clipboard, and no tool took it
    |-- NotArchived                     offline, and no copy is kept (exit status 4)
    |-- NoPage                          the page that a document was made of is not kept
    `-- FetchError                      the article could not be had from the network
        |-- BadAddress
        |-- BlockedAddress              inside a private network that the index does not name
        |-- Disallowed                  robots.txt asks programs to stay away
        |-- Unreachable
        |   |-- HostNotFound            no such host, or no network
        |   |-- ConnectionRefused
        |   `-- CutOff                  the connection broke
        |-- SecureConnectionFailed
        |-- TimedOut
        |-- TooManyRedirects            in circles, or without an end
        |-- Refused                     the server's answer was an error
        |   |-- Gone
        |   |-- NeedsLogin
        |   |   |-- NeedsConsent
        |   |   `-- ChecksForHumans
        |   |-- Busy                    with how long to wait, where the server says it
        |   `-- ServerFailed
        |       `-- UnderMaintenance
        |-- TooLarge
        |-- NotText
        |-- Empty                       a page without an article
        |-- MuchShorter                 a page with far less of the article than is archived
        `-- TooMuch                     a page that takes too much time or memory to read

Anything else that is raised is a bug and ends the program with a traceback.
"""

from collections.abc import Iterable

from blogreader.text import clean_line, without_credentials

_LONGEST_WRONG = 200
"""Characters of an error message about a value in a file."""
_LONGEST_NAME = 100
"""Characters of a mistyped name that are compared with others: the time grows with their square."""


def what_is_wrong(error: Exception) -> str:
    """Describe, for a sentence about a file, the error that occurred while reading it."""
    match error:
        case KeyError(args=(str(name),)):
            return clean_line(f"{name} is missing", _LONGEST_WRONG)
        case TypeError() | AttributeError():  # Python's message mentions our code
            return "something in it has the wrong type"
        case RecursionError():
            return "it is nested too deeply"
        case _ if hasattr(error, "doc"):  # json.JSONDecodeError, whose module need not be imported for this
            return "it is not JSON"
        case _:
            return clean_line(str(error), _LONGEST_WRONG)


def unreadable_file(path: object, reason: str) -> str:
    """Return a sentence about a file that can't be read; that it `is a folder` says as much."""
    return f"{path} {reason}." if reason.startswith("is ") else f"{path} can't be read: {reason}."


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return the question for the name that is nearly what was typed; empty: none is."""
    from difflib import get_close_matches  # only needed for a mistake

    known = {name.lower(): name for name in names}
    typed = word[:_LONGEST_NAME].lower().strip()
    # `dark` for `blogreader-dark`, before what is only spelt alike.
    close = [name for name in known if typed in name.split("-")] or get_close_matches(typed, known)
    return f"did you mean {clean_line(known[close[0]])}?" if close else ""


class BlogreaderError(Exception):
    """An expected failure; `str` is one sentence for the reader, in which no password stands."""

    exit_status = 1

    def __str__(self) -> str:
        return without_credentials(super().__str__())


class UsageError(BlogreaderError):
    """Wrong usage of a command or a query."""

    exit_status = 2


class QueryError(UsageError):
    """A query that can't be understood."""

    def __init__(self, column: int, expected: str) -> None:
        super().__init__(f"Column {column} of the query: {expected}.")
        self.column = column
        """Counted from 1."""
        self.expected = expected


class ConfigError(UsageError):
    """The configuration contains something that is not allowed."""


class SourceError(BlogreaderError):
    """An index that can't be read; the sentence names the file or the address."""


class NamesFeeds(SourceError):
    """What was to be followed is a list of subscriptions (OPML)."""

    def __init__(self, location: str, addresses: tuple[str, ...], left_out: tuple[tuple[int, str], ...] = ()) -> None:
        feeds = "feed" if len(addresses) == 1 else "feeds"
        super().__init__(f"{location} is a list of {len(addresses)} {feeds}; `blogreader add` follows each of them.")
        self.addresses = addresses
        self.left_out = left_out
        """The numbers of the lines that are left out, each with the reason."""


class AlreadyFollowed(SourceError):
    """A blog that is followed was to be followed at another of its addresses."""

    def __init__(self, location: str, name: str, *, has_more: bool = False) -> None:
        more = f" `blogreader refresh --whole {name}` searches its whole archive." if has_more else ""
        super().__init__(f"{clean_line(location, 200)} is already followed as {name}.{more}")
        self.name = name


class UnknownSource(BlogreaderError):
    """No source has this name or location."""

    def __init__(self, name: str, names: tuple[str, ...] = ()) -> None:
        hint = did_you_mean(name, names) or "`blogreader sources` lists them."
        super().__init__(f"There is no source called {clean_line(name)}; {hint}")


class UnknownPage(BlogreaderError):
    """No page of the manual has this name, or several do."""

    def __init__(self, words: str, names: tuple[str, ...]) -> None:
        hint = did_you_mean(words, names) or f"the pages are {', '.join(names)}."
        super().__init__(f"The manual has no single page {clean_line(words)!r}; {hint}")


class UnknownView(BlogreaderError):
    """No view has this name."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        hint = did_you_mean(name, names) or f"the views are {', '.join(names)}."
        super().__init__(f"No view is called {clean_line(name)}; {hint}")


class UnknownArticle(BlogreaderError):
    """No article matches these words."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"No article is called {words}; a URL, a slug or a part of one is expected; `blogreader list` prints them."
        )


class AmbiguousArticle(BlogreaderError):
    """A part of a slug that matches several articles."""

    def __init__(self, words: str, candidates: tuple[str, ...], total: int) -> None:
        more = f"\n  … and {total - len(candidates)} more" if total > len(candidates) else ""
        super().__init__(f"{words} could be any of these {total}:\n  " + "\n  ".join(candidates) + more)
        self.candidates = candidates


class LibraryError(BlogreaderError):
    """The library's own files can't be used."""


class Unreadable(LibraryError):
    """A file or folder of the library that can't be read."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(unreadable_file(path, reason))


class Unwritable(LibraryError):
    """A file or folder of the library that can't be written."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path} can't be written: {reason}.")


class Damaged(LibraryError):
    """A file of the library with invalid contents; it is left as it is."""

    def __init__(self, path: object, reason: str, remedy: str = "it was left as it is") -> None:
        super().__init__(f"{path} is damaged ({reason}); {remedy}.")
        self.reason = reason


class FormatTooNew(LibraryError):
    """A file written by a newer version of the program; nothing was changed."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} was written by a newer blogreader; nothing was changed.")


class PictureError(BlogreaderError):
    """A picture that can't be shown."""


class ProgramError(BlogreaderError):
    """A program that was run on an article failed."""


class NotCopied(BlogreaderError):
    """More text than terminals take for the clipboard, and no tool of the system that takes it."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(
            f"Not copied: {size // 1_000} kB is too much for the terminal (at most {most // 1_000} kB),"
            " and no clipboard tool accepted it."
        )


class NotArchived(BlogreaderError):
    """The network is not to be used, and there is no copy."""

    exit_status = 4

    def __init__(self) -> None:
        super().__init__("Offline, and this article is not in the archive yet.")


class NoPage(BlogreaderError):
    """The page that a document was made from is not kept."""

    def __init__(self) -> None:
        super().__init__("The page of this article was not kept; `blogreader fetch --force` fetches it again.")


class FetchError(BlogreaderError):
    """An article that could not be fetched from the network."""


class BadAddress(FetchError):
    """Not an address that can be fetched."""


class BlockedAddress(FetchError):
    """An address inside a private network that the reader's own index does not contain."""


class Disallowed(FetchError):
    """The host's robots.txt asks programs that fetch many pages to skip this one."""


class Unreachable(FetchError):
    """No connection could be made, or it broke."""


class HostNotFound(Unreachable):
    """The host does not exist, or there is no network to look it up."""


class ConnectionRefused(Unreachable):
    """Nothing listens there."""


class CutOff(Unreachable):
    """The connection broke, or the response is malformed."""


class SecureConnectionFailed(FetchError):
    """The host could not prove its identity."""


class TimedOut(FetchError):
    """The host took too long."""

    def __init__(self, sentence: str, *, connected: bool = True) -> None:
        super().__init__(sentence)
        self.connected = connected
        """Whether there was a connection to the host."""


class TooManyRedirects(FetchError):
    """Redirects in a circle, or too many of them."""


class Refused(FetchError):
    """The server answered with an error."""


class Gone(Refused):
    """404, 410."""


class NeedsLogin(Refused):
    """401, 402, 403, 451."""


class NeedsConsent(NeedsLogin):
    """A page that asks for consent first."""


class ChecksForHumans(NeedsLogin):
    """A page that demands proof of a browser and a person."""


class Busy(Refused):
    """429, 503."""

    def __init__(self, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
        """Seconds, as the server asked; None if it didn't."""


class ServerFailed(Refused):
    """Any other 5xx."""


class UnderMaintenance(ServerFailed):
    """A maintenance page, whatever its status."""


class TooLarge(FetchError):
    """More bytes than a page may have."""


class NotText(FetchError):
    """A picture, a PDF or the like."""


class Empty(FetchError):
    """A page in which no article was found."""


class MuchShorter(FetchError):
    """A page with far less text than the archived one, which stays; the new text is kept beside it."""


class TooMuch(FetchError):
    """A page that takes more time or memory to process than allowed."""
