"""Bookmarks in the form that Netscape began with, and lists of links under headings (Pocket, Instapaper)."""

from blogreader.imports.items import Imported
from blogreader.imports.tags import PageTag, tags
from blogreader.imports.values import listed, moment
from blogreader.model import Status

_ROOTS = frozenset(
    (
        *("bookmarks", "bookmarks menu", "bookmarks bar", "bookmarks toolbar", "other bookmarks", "mobile bookmarks"),
        *("bookmarksmenu", "bookmarksbar", "favorites", "favourites", "favorites bar", "favourites bar", "speed dial"),
        *("imported", "unsorted bookmarks", "all bookmarks", "tab group favourites", "tab group favorites"),
    )
)
"""Folders of browsers that say nothing of what is in them."""
_ROOT_MARKS = ("personal_toolbar_folder", "unfiled_bookmarks_folder", "bookmarks_menu_folder")
"""Attributes of such folders, whose names are in the language of the browser."""
_TO_READ = "reading list"
_BLOCKS = frozenset(("br", "p", "div", "li"))
_ARCHIVES = frozenset(("archive", "archived", "read archive", "read"))
_DEEPEST = 50
"""Folders around a bookmark of which it gets the names, the innermost ones."""


def is_netscape(head: str) -> bool:
    """Return whether a text begins as bookmarks do."""
    begin = head[:2_000].lower()
    return "netscape-bookmark-file" in begin or ("<dl" in begin and "<dt" in begin)


def read(text: str, into: Imported) -> None:
    """Read bookmarks: their folders are categories and tags."""
    walk = _BookmarkWalk(into)
    for tag in tags(text):
        walk.take(tag)
    walk.finish()


class _BookmarkWalk:
    """Goes through the tags of bookmarks, and keeps in mind in which folders it is."""

    def __init__(self, into: Imported) -> None:
        self._into = into
        self._folders: list[str] = []
        """What they are called; empty: it says nothing."""
        self._opened = ""
        """The folder that was named last, and is about to begin."""
        self._link: PageTag | None = None
        self._title: list[str] = []
        self._description: list[str] = []
        self._text: list[str] | None = None
        """Where the text goes that comes now."""

    def take(self, tag: PageTag) -> None:
        if tag.name in ("h3", "dl", "dt", "hr") or (tag.name == "a" and not tag.closing):
            self.finish()
        match tag.name, tag.closing:
            case "h3", False:
                is_root = any(tag.attributes.get(one, "").lower() == "true" for one in _ROOT_MARKS)
                is_list = tag.attributes.get("id", "").lower() == "com.apple.readinglist"
                self._opened = "" if is_root or tag.text.lower() in _ROOTS else _TO_READ if is_list else tag.text
            case "dl", False:
                self._folders.append(self._opened)
                self._opened = ""
            case "dl", True:
                del self._folders[-1:]
            case "a", False:
                self._link, self._text = tag, self._title
            case "a", True:
                self._text = None
            case "dd", False:
                self._text = self._description
        if self._text is not None and tag.text:
            is_block = self._text is self._description and tag.name in _BLOCKS
            self._text.append(f"\n\n{tag.text}" if is_block else tag.text)

    def finish(self) -> None:
        """Take the link that came last, with the description that stood behind it."""
        link, self._link = self._link, None
        if link is not None and "feedurl" in link.attributes:  # a folder that a browser fills from a feed
            self._into.leave("feeds among the bookmarks (`add` follows them)")
        elif link is not None:
            named = [one for one in self._folders[-_DEEPEST:] if one and one.lower() != _TO_READ]
            is_to_read = link.attributes.get("toread", "") == "1" or any(
                one.lower() == _TO_READ for one in self._folders[-_DEEPEST:]
            )
            self._into.add(
                link.line,
                link.attributes.get("href", ""),
                title=" ".join(self._title),
                saved=moment(link.attributes.get("add_date", "")),
                listed=is_to_read,
                category=named[-1] if named else "",
                tags=(*named[:-1], *listed(link.attributes.get("tags", ""))),
                summary=" ".join(self._description),
            )
        self._title, self._description, self._text = [], [], None


def read_lists(text: str, into: Imported) -> None:
    """Read links in lists: below the heading of the archive they are read; other headings are folders."""
    status, folder = Status.UNREAD, ""
    link: PageTag | None = None
    title = ""
    for tag in tags(text):
        if tag.name in ("h1", "h2", "h3") and not tag.closing:
            said = tag.text.lower()
            status = Status.READ if said in _ARCHIVES else Status.UNREAD
            folder = "" if said in _ARCHIVES or said in ("unread", "home") else tag.text
        elif tag.name == "a" and not tag.closing:
            if link is not None:
                _take_link(link, title, status, folder, into)
            link, title = tag, tag.text
        elif link is not None and tag.name == "a":
            _take_link(link, title, status, folder, into)
            link = None
        elif link is not None:
            title = f"{title} {tag.text}"
    if link is not None:
        _take_link(link, title, status, folder, into)


def _take_link(link: PageTag, title: str, status: Status, folder: str, into: Imported) -> None:
    starred = folder.lower() in ("starred", "liked", "favorites", "favourites")
    into.add(
        link.line,
        link.attributes.get("href", ""),
        title=title,
        saved=moment(link.attributes.get("time_added", "")),
        status=status,
        category="" if starred else folder,
        tags=(*listed(link.attributes.get("tags", "")), *(("starred",) if starred else ())),
    )
