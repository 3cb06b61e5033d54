"""Links of a post to other posts as its generator writes them, made those of the files: `@/a.md`, `/posts/a`."""

import os
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote

from blogreader import files
from blogreader.extract.formats.shortcodes import outside_code

_ADDRESS = re.compile(r"(\]\(|\]:[ \t]{0,10})(<?)(?!#|\w+:|//)([^\s()<>\"'#?]+)(?=(.?))")
_ROOTS = ("content", "src/content", "docs", "source", "src/pages", "_posts", "")
"""Folders whose files generators put into the root of a site."""
_MOST_FOLDERS = 6
"""Around a post, in which the root of its site may be."""
_ENDINGS = ("", ".md", ".markdown", ".mdx", "/index.md", "/index.mdx", "/_index.md")
_POSTS = (".md", ".markdown", ".mdx", ".mkd")
_OTHERS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".html", ".zip")


def with_files(text: str, post: Path) -> str:
    """Return the Markdown of a post with its links to others as paths; what names no file stays as it is."""

    @cache
    def roots() -> tuple[Path, ...]:
        around = islice(post.parents, _MOST_FOLDERS)
        return tuple(folder / root for folder in around for root in _ROOTS if (folder / root).is_dir())

    @cache
    def found(address: str) -> str | None:
        file = _file(unquote(address), post, roots)
        return quote(os.fsencode(os.path.relpath(file, post.parent))) if file else None

    def linked(match: re.Match[str]) -> str:
        begin, bracket, address, following = match.groups()
        if bracket and following not in (">", "#", "?"):
            return match[0]  # an address with blanks, which is that of a file
        file = found(address)
        return f"{begin}{bracket}{file}" if file else match[0]

    def changed(part: str) -> str:
        addresses = {address for _, _, address, _ in _ADDRESS.findall(part)} if "](" in part or "]:" in part else ()
        return _ADDRESS.sub(linked, part) if any(map(found, addresses)) else part

    return outside_code(text, changed)


def _file(address: str, post: Path, roots: Callable[[], Sequence[Path]]) -> Path | None:
    """Return the post that an address means; None: it means none, or says so as a path already."""
    is_rooted = address.startswith(("/", "@/"))
    within = address.removeprefix("@").strip("/") if is_rooted else address.rstrip("/")
    if not within or "\0" in within or within.lower().endswith(_OTHERS) or (is_rooted and ".." in within.split("/")):
        return None
    if not is_rooted and files.is_file(Path(post.parent, within)):
        return None
    folders = roots() if is_rooted else (post.parent, *roots()) if ".." not in within.split("/") else (post.parent,)
    paths = [f"{within}{ending}" for ending in _ENDINGS if f"{within}{ending}".lower().endswith(_POSTS)]
    for folder in folders:
        for path in paths:
            # Of dozens for each address, without a Path for each.
            if os.path.isfile(joined := os.path.normpath(os.path.join(folder, path))):  # noqa: PTH113, PTH118
                found = Path(joined)
                if found.suffix.lower() in _POSTS:
                    return found
    return None
