"""Runs programs on the current article: the reader's own commands, and the editor."""

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from blogreader.article_commands import ArticleCommand, argument, filled
from blogreader.errors import ProgramError
from blogreader.exit_statuses import ended
from blogreader.files import reason
from blogreader.model import Entry
from blogreader.text import clean, clean_line
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup
from blogreader.urls import openable, slug_of

_MOST_OUTPUT = 1_000_000
"""The most bytes of a program's output that are shown."""
_EDITORS = ("sensible-editor", "nano", "vi")
"""Tried if no variable names an editor."""
_LONGEST = 200
"""The most characters of a line of output in the footer."""

Terminal = Callable[[Callable[[], int]], int]
"""Lends the terminal to a function, and takes it back."""


class Programs(BackgroundTasks):
    """Runs one program at a time."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, terminal: Terminal) -> None:
        super().__init__(layout, library)
        self._terminal = terminal
        self._process: asyncio.subprocess.Process | None = None
        self._is_stopped = False

    def pipe(self, entry: Entry | None) -> None:
        """Let the reader choose a command, and pass it the article."""
        layout = self._layout
        if entry is None:
            layout.explain("There is no article here.")
        elif not layout.config.commands:
            layout.explain("No command is configured: [commands] in config.toml names them.")
        elif self._process is not None:
            layout.explain("A command is running; Esc stops it.")
        else:
            self.run(WorkerGroup.PROGRAM, self._choose, entry)

    def edit(self, entry: Entry | None) -> None:
        """Open a copy of the document in the reader's editor."""
        if entry is None:
            self._layout.explain("There is no article here.")
        else:
            self.run(WorkerGroup.PROGRAM, self._edit, entry)

    def stop(self) -> bool:
        """Stop the program running in the background; False if there is none."""
        if self._process is None:
            return False
        self._is_stopped = True
        _kill(self._process)
        return True

    async def _choose(self, entry: Entry) -> None:
        from blogreader.tui.dialogs.choice import Choice, ChoiceScreen

        commands = self._layout.config.commands
        choices = [Choice(one.title, one.key) for one in commands]
        chosen = await self._layout.app.push_screen_wait(ChoiceScreen(choices, "Pipe it to", self._layout.keys))
        if chosen is not None:
            await self._run(commands[chosen], entry)

    async def _run(self, command: ArticleCommand, entry: Entry) -> None:
        values = await self._values(command, entry)
        words = [argument(word, values) for word in command.words]
        stdin = filled(command.stdin, values).encode("utf-8", "replace")
        if command.terminal:
            status = self._terminal(partial(_in_terminal, words, stdin if command.stdin else None))
            self._layout.explain(f"{_name(words)} {ended(status)}." if status else f"{_name(words)} is done.")
            return
        with self._layout.header.doing(f"{clean_line(command.title)} …"):
            output, status = await self._captured(words, stdin)
        self._show(command, clean(output.decode("utf-8", "replace")), status)

    async def _values(self, command: ArticleCommand, entry: Entry) -> Mapping[str, str]:
        """Return the values of the placeholders in a command; the text may have to be fetched."""
        article = entry.article
        values = {"url": openable(article.url) or article.url, "slug": slug_of(article.key), "title": article.title}
        if command.wanted & {"text", "path"}:
            document = await self._library.sync.document(entry)
            values["text"] = document.text.rstrip("\n") + "\n"
            if "path" in command.wanted:
                copy = partial(self._library.sync.copies.temporary, entry, document)
                values["path"] = str(await asyncio.to_thread(copy))
        return {name: clean(value) for name, value in values.items()}

    async def _captured(self, words: list[str], stdin: bytes) -> tuple[bytes, int]:
        """Run a program in the background; return its output and its exit status."""
        try:
            # In a session of its own, it can't reach the terminal, and is stopped with all its children.
            process = await asyncio.create_subprocess_exec(
                *words,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise _not_started(words, error) from error
        self._process, self._is_stopped = process, False
        try:
            _write(process, stdin)
            output = await _read(process)
            status = await process.wait()
        finally:
            self._process = None
            if process.returncode is None:
                _kill(process)
        return output, status

    def _show(self, command: ArticleCommand, output: str, status: int) -> None:
        name = clean_line(command.title)
        lines = output.strip("\n").split("\n")
        if self._is_stopped:
            self._layout.say(f"{name}: stopped.")
        elif status:
            raise ProgramError(f"{name} {ended(status)}: {clean_line(lines[-1], _LONGEST) or 'without a reason'}")
        elif len(lines) > 1:
            from blogreader.tui.dialogs.text_screen import output_of

            self._layout.app.push_screen(output_of(name, output.strip("\n"), self._layout.keys))
        else:
            self._layout.say(f"{name}: {clean_line(lines[0], _LONGEST) or 'done.'}")

    async def _edit(self, entry: Entry) -> None:
        words = _editor()
        document = await self._library.sync.document(entry)
        path, before = await asyncio.to_thread(self._library.sync.copies.begin, entry, document)
        status = self._terminal(partial(_in_terminal, [*words, str(path)], None))
        changed = await asyncio.to_thread(self._library.sync.copies.settle, path, before)
        if status:
            raise ProgramError(f"{_name(words)} {ended(status)}; the copy is {path}.")
        self._layout.say(f"Your copy is {path}." if changed else "Nothing was changed, and no copy was kept.")


def _editor() -> list[str]:
    """Return the editor's command line; raises ProgramError if there is none."""
    import shlex  # only for this

    for variable in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(variable, "").strip():
            try:
                words = [chosen] if shutil.which(chosen) else shlex.split(chosen)
            except ValueError:
                words = []
            if not words or shutil.which(words[0]) is None:
                raise ProgramError(f"{variable} names {clean_line(chosen, _LONGEST)}, which can't be started.")
            return words
    for name in _EDITORS:
        if shutil.which(name):
            return [name]
    raise ProgramError("No editor was found; set VISUAL or EDITOR.")


def _in_terminal(words: list[str], stdin: bytes | None) -> int:
    """Run a program in the terminal; return its exit status."""
    try:
        done = subprocess.run(words, input=stdin, check=False)  # noqa: S603 - no shell reads them
    except (OSError, ValueError) as error:
        raise _not_started(words, error) from error
    return done.returncode


async def _read(process: asyncio.subprocess.Process) -> bytes:
    """Return a program's output, up to a limit; the rest is read and dropped, so that the program can end."""
    kept = bytearray()
    while process.stdout is not None and (piece := await process.stdout.read(65_536)):
        kept += piece[: _MOST_OUTPUT - len(kept)]
    return bytes(kept)


def _write(process: asyncio.subprocess.Process, data: bytes) -> None:
    """Write to a program in the background; it is no failure if the program stops reading early."""
    if process.stdin is not None:
        process.stdin.write(data)
        process.stdin.close()  # after all of it is written


def _kill(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM)


def _not_started(words: list[str], error: Exception) -> ProgramError:
    if isinstance(error, OSError) and error.errno is not None:
        why = (
            "is too long for an argument; on standard input it has room" if error.errno == 7 else reason(error)
        )  # E2BIG
    else:
        why = str(error)
    return ProgramError(f"{_name(words)} can't be started: {'the text ' if 'too long for an' in why else ''}{why}.")


def _name(words: list[str]) -> str:
    return clean_line(Path(words[0]).name, _LONGEST)
