"""Articles with texts and pictures for other programs: a page, a book, a folder of notes."""

from blogreader.exports.bodies import alone
from blogreader.exports.chapters import Chapter, Chapters
from blogreader.exports.epub import write_epub
from blogreader.exports.html_page import write_page
from blogreader.exports.notes_folder import Written, write_folder
from blogreader.exports.notes_markdown import escaped, in_markdown

__all__ = [
    "Chapter",
    "Chapters",
    "Written",
    "alone",
    "escaped",
    "in_markdown",
    "write_epub",
    "write_folder",
    "write_page",
]
