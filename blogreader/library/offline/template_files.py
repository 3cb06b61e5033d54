"""Templates of hosts as files beside the archive: derived data that can be deleted."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from blogreader import files
from blogreader.errors import Unreadable

_VERSION = 1
_LARGEST = 4_000_000
_NAME_DIGITS = 32
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class KeptTemplate:
    """A template, and the number of pages it was made from."""

    pages: int
    fingerprints: tuple[str, ...]


_NONE = KeptTemplate(0, ())


class TemplateFiles:
    """The templates in a folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, KeptTemplate] = {}

    def known(self, host: str) -> KeptTemplate | None:
        """Return the template of a host, if it was read before."""
        return self._known.get(host)

    def get(self, host: str) -> KeptTemplate:
        """Return the template of a host; an empty one if it is missing or invalid."""
        known = self._known.get(host)
        if known is None:
            known = self._known[host] = self._read(host)
        return known

    def put(self, host: str, template: KeptTemplate) -> None:
        """Store a template; raises LibraryError."""
        said = {"version": _VERSION, "host": host, "pages": template.pages, "fingerprints": template.fingerprints}
        files.replace(self._path_of(host), json.dumps(said).encode())
        self._known[host] = template

    def _read(self, host: str) -> KeptTemplate:
        try:
            data = files.read_if_there(self._path_of(host), _LARGEST)
            said = json.loads(data) if data else None
        except (Unreadable, ValueError, RecursionError):
            return _NONE  # made anew from the next pages
        if not isinstance(said, dict) or said.get("version") != _VERSION or said.get("host") != host:
            return _NONE
        pages, marks = said.get("pages"), said.get("fingerprints")
        if not isinstance(pages, int) or not isinstance(marks, list):
            return _NONE
        return KeptTemplate(pages, tuple(one for one in marks if isinstance(one, str) and _FINGERPRINT.fullmatch(one)))

    def _path_of(self, host: str) -> Path:
        # A host comes from outside, and must not choose a path.
        return self._folder / f"{sha256(host.encode()).hexdigest()[:_NAME_DIGITS]}.json"
