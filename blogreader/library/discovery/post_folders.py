"""A folder of Markdown posts as a source: reads its files and makes their index."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from blogreader import files
from blogreader.errors import SourceError
from blogreader.indexes import decode, folder_posts
from blogreader.indexes.markdown_index import can_be_named
from blogreader.model import Article, Index, IndexWarning
from blogreader.text import clean_line, counted

_MOST = 50_000
"""Files."""
_LARGEST = 10_000_000


def read(path: Path) -> Index:
    """Read the posts of a folder, newest first, with warnings about unreadable ones. Raises SourceError."""
    if not can_be_named(str(path)):
        raise SourceError(f"The name of {clean_line(str(path), 200)} is not valid text; it can't be followed.")
    articles: list[Article] = []
    warnings: list[IndexWarning] = []
    languages: set[str] = set()
    for number, file in enumerate(_files(path, languages)):
        if number >= _MOST:
            raise SourceError(f"{path} has more than {counted(_MOST, 'file')} in Markdown, which is over the limit.")
        if not can_be_named(str(file)):
            name = clean_line(str(file), 200)
            warnings.append(IndexWarning(1, f"the name of {name} is not valid text; the file is left out"))
            continue
        try:
            text = decode(files.read_bytes(file, _LARGEST), str(file))
        except OSError as error:
            warnings.append(IndexWarning(1, str(files.unreadable(file, error)).rstrip(".")))
            continue
        except SourceError as error:
            warnings.append(IndexWarning(1, str(error).rstrip(".")))
            continue
        if article := folder_posts.article(str(file), file.relative_to(path).as_posix(), text):
            articles.append(article)
    if not articles:
        raise SourceError(
            f"{path} contains no posts in Markdown: expected files ending in {', '.join(folder_posts.ENDINGS)}."
        )
    if languages:
        warnings.append(IndexWarning(1, f"translations of posts are left out ({', '.join(sorted(languages))})"))
    articles.sort(key=lambda one: one.date or date.min, reverse=True)
    return Index(path.name, tuple(articles), tuple(warnings))


def _files(path: Path, languages: set[str]) -> Iterator[Path]:
    """Yield the files that may be posts, and collect the languages of those that are translations of others."""
    # Links are not followed: they may form cycles, or lead out of the folder.
    for place, folders, names in os.walk(path):
        folders[:] = sorted(
            one for one in folders if not one.startswith(".") and one.lower() not in folder_posts.NOT_SEARCHED
        )
        posts = [one for one in sorted(names) if one.lower().endswith(folder_posts.ENDINGS) and not one.startswith(".")]
        translated, found = folder_posts.translations(posts)
        languages |= found
        yield from (Path(place, one) for one in posts if one not in translated)
