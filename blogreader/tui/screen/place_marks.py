"""Marks: lettered places in texts, to return to at any time."""

from functools import partial

from blogreader.keys import READER
from blogreader.library.kept_marks import is_letter
from blogreader.model import Place, PlaceMark
from blogreader.tui.reader.content import Loaded
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.navigation import Navigation
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup

_LAST_JUMP = "'"


class PlaceMarks(BackgroundTasks):
    """Asks for a letter, as editors do, and sets or finds its mark."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, navigation: Navigation) -> None:
        super().__init__(layout, library)
        self._navigation = navigation
        self._asked: bool | None = None

    @property
    def is_asking(self) -> bool:
        """Whether the next key is the letter of a mark."""
        return self._asked is not None

    def ask(self, *, sets: bool) -> None:
        """Use the next key as the letter of a mark to set or go to."""
        if sets and self._here() is None:
            self._layout.explain("There is no article here to mark.")
            return
        self._asked = sets
        if sets:
            self._layout.explain("Mark this place: a-z in this article, A-Z everywhere.")
        else:
            self.run(WorkerGroup.MARKS, self._tell_marks)

    def take(self, key: str, character: str | None) -> None:
        """Handle the letter; any other key cancels."""
        sets, self._asked = self._asked, None
        letter = character or ""
        if letter == _LAST_JUMP and not sets:
            self._navigation.jump_back()
        elif not is_letter(letter):
            why = "No mark was set." if sets else "No mark chosen."
            self._layout.explain(why if key == "escape" else f"{why} Marks have the letters a-z and A-Z.")
        elif not sets:
            self._navigation.go_to_mark(letter, self._key)
        elif here := self._here():
            mark = PlaceMark(letter, *here)
            if mark.place is None and not mark.is_everywhere:
                self._layout.explain("In a list A-Z mark the article; a-z mark a place in its text.")
            else:
                self.run(WorkerGroup.CHANGE, self._set, mark)

    async def _set(self, mark: PlaceMark) -> None:
        await self._library.change(partial(self._library.sync.place_marks.set, mark))
        self._layout.explain(f"Marked: '{mark.letter} comes back here{' from anywhere' if mark.is_everywhere else ''}.")

    async def _tell_marks(self) -> None:
        found = await self._library.change(partial(self._library.sync.place_marks.of, self._key))
        if self._asked is False:
            letters = " ".join(sorted(found, key=lambda letter: (letter.isupper(), letter)))
            self._layout.explain(f"Go to which mark? {letters or 'none is set here'} · ' before the last jump")

    @property
    def _key(self) -> str | None:
        here = self._here()
        return here[0] if here else None

    def _here(self) -> tuple[str, Place | None, int] | None:
        """Return the current article, the place in its text, and the rows below; None without an article."""
        layout, page = self._layout, self._layout.page
        if layout.at == READER:
            if isinstance(page, Loaded):
                return page.entry.article.key, layout.reader.place, layout.reader.rows_below
            return (page.entry.article.key, None, 0) if page.entry else None
        current = layout.articles.current
        return (current.article.key, None, 0) if current else None
