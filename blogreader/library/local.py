"""Articles that are files of their reader's own, named by an index of his own."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogreader import files, indexes
from blogreader.archive import LARGEST_DOCUMENT
from blogreader.errors import BadAddress, NotText, SourceError

if TYPE_CHECKING:
    from blogreader.extract import Form

_HTML = (".html", ".htm", ".xhtml")


def is_local(key: str) -> bool:
    """Tell whether an article is a file, by its key."""
    return key.startswith("file:")


def path_of(key: str) -> Path:
    """Return the file that is a local article."""
    return Path(unquote(urlsplit(key).path))


def read(key: str) -> tuple[str, "Form"]:
    """Return the text of a local article, and what it is; raises BadAddress, NotText."""
    from blogreader.extract.shortcodes import reduced  # a list is shown without it

    path = path_of(key)
    try:
        data = files.read_bytes(path, LARGEST_DOCUMENT, own_links=True)
        text, ending = indexes.decode(data, str(path)), path.suffix.lower()
        if ending in _HTML:
            return text, "html"
        return reduced(text, components=ending == ".mdx"), "markdown"
    except OSError as error:
        raise BadAddress(f"{path} can't be read: {files.reason(error)}.") from error
    except SourceError as error:  # of `decode`, whose sentence names the file and the line
        raise NotText(str(error)) from error
