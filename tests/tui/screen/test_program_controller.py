"""Which program an article is given to, what that gets of it, and what is said when it has ended."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blogreader.article_commands import ArticleCommand
from blogreader.config import Config
from blogreader.model import Article, Entry, State
from blogreader.tui.screen.programs import Programs
from tests.tui.screen.told_panes import ONE, fake, held, screen

NO_ARTICLE = ("explained", "There is no article here.")


class Desk:
    """A screen with programs, the terminal of which says what is run in it and how that ends."""

    def __init__(self, *commands: ArticleCommand, status: int = 0, is_changed: bool = False) -> None:
        self.panes = screen(ONE)
        self.panes.config = Config(commands=commands)
        self.panes.app = fake(push_screen_wait=self._choose)
        self.status = status
        self.chosen: int | None = 0
        self.run_words: list[tuple[object, ...]] = []
        copies = fake(
            temporary=lambda entry, document: Path("/tmp") / f"{entry.article.title} {document.text.strip()}",
            begin=lambda entry, document: (Path("/copies") / entry.article.title, document.text),
            settle=lambda path, before: is_changed if (str(path), before) == ("/copies/One", "A text.\n\n") else None,
        )
        library = held(self.panes.told, document=self._document, copies=copies)
        self.programs = Programs(self.panes, library, self._lend)

    async def _choose(self, shown: Any) -> int | None:
        self.panes.told.append(type(shown).__name__)
        return self.chosen

    async def _document(self, entry: Entry) -> Any:
        self.panes.told.append(f"read {entry.article.title}")
        return fake(text="A text.\n\n")

    def _lend(self, use: Callable[[], int]) -> int:
        self.run_words.append(use.args)  # type: ignore[attr-defined]
        return self.status


def command(*words: str, stdin: str = "") -> ArticleCommand:
    return ArticleCommand("x", words, "A title", stdin, terminal=True)


async def test_without_an_article_a_command_or_while_one_is_running_none_is_chosen() -> None:
    desk = Desk()
    desk.programs.pipe(None)
    desk.programs.edit(None)
    desk.programs.pipe(ONE)
    told = "No command is configured: [commands] in config.toml names them."
    assert await desk.panes.since() == [NO_ARTICLE, NO_ARTICLE, ("explained", told)]
    desk = Desk(command("one"))
    desk.programs._process = fake()
    desk.programs.pipe(ONE)
    assert await desk.panes.since() == [("explained", "A command is running; Esc stops it.")]
    desk.programs._process = desk.chosen = None
    assert not desk.programs.stop()
    desk.programs.pipe(ONE)
    assert await desk.panes.since() == ["runs program", "ChoiceScreen"]
    assert desk.run_words == []


@pytest.mark.parametrize(
    ("words", "stdin", "is_read", "given"),
    [
        (("p", "{url}", "{slug} {title}"), "", False, (["p", ONE.article.url, "one One"], None)),
        (("p", "{path}"), "", True, (["p", "/tmp/One A text."], None)),
        (("p", "{path}"), "{text}", True, (["p", "/tmp/One A text."], b"A text.\n")),
        (("p", "{other}"), "{title} \u00fc", False, (["p", "{other}"], "One \u00fc".encode())),
    ],
)
async def test_a_program_is_given_what_its_command_names_and_the_text_is_read_only_for_that(
    words: tuple[str, ...], stdin: str, is_read: bool, given: tuple[object, ...]
) -> None:
    desk = Desk(command("another"), command(*words, stdin=stdin))
    desk.chosen = 1
    desk.programs.pipe(ONE)
    read = ["read One"] if is_read else []
    assert await desk.panes.since() == ["runs program", "ChoiceScreen", *read, ("explained", "p is done.")]
    assert desk.run_words == [given]


async def test_an_address_that_no_browser_opens_is_given_as_it_is_and_nothing_that_a_terminal_obeys() -> None:
    desk = Desk(command("p", "{url} {title}"), status=3)
    desk.programs.pipe(Entry(Article("notes/one.md", "notes/one.md", "A\x1b[0m"), State("notes/one.md"), "blog"))
    assert (await desk.panes.since())[2:] == [("explained", "p ended with status 3.")]
    assert desk.run_words == [(["p", "notes/one.md A[0m"], None)]


async def test_of_a_program_behind_the_screen_all_output_and_the_status_are_kept() -> None:
    programs = Desk().programs
    printed = await programs._captured(["sh", "-c", "cat; echo and more >&2; exit 3"], b"text ")
    assert printed == (b"text and more\n", 3)
    text = b"word " * 100_000  # more than a pipe holds
    assert await programs._captured(["cat"], text) == (text, 0)
    assert await programs._captured(["sh", "-c", "exec <&-; echo all the same"], text) == (b"all the same\n", 0)
    assert not programs.stop()


@pytest.mark.parametrize(
    ("status", "is_changed", "said"),
    [
        (0, True, ("said", "Your copy is /copies/One.")),
        (0, False, ("said", "Nothing was changed, and no copy was kept.")),
        (3, True, ("failed", "true ended with status 3; the copy is /copies/One.")),
    ],
)
async def test_an_editor_is_given_a_copy_and_it_is_said_where_that_is(
    status: int, is_changed: bool, said: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true -w")
    desk = Desk(status=status, is_changed=is_changed)
    desk.programs.edit(ONE)
    assert await desk.panes.since() == ["runs program", "read One", said]
    assert desk.run_words == [(["true", "-w", "/copies/One"], None)]
