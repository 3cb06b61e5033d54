"""Articles that are files: read where pages are read, within the same bounds, and through links of their owner's."""

import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blogreader.extract import Extracted, Form, Hints, markdown_page
from blogreader.library import Library
from blogreader.library.offline import local_articles
from blogreader.library.offline.extraction_pool import ExtractionPool
from blogreader.paths import Paths
from tests.conftest import Commands, environment
from tests.library.offline.test_extraction_pool import wait_for

LONG = "<article>" + "<p>Words of an article, a dozen or so of them.</p>" * 800_000
"""What takes many seconds."""


def note(folder: Path, name: str, text: str) -> Path:
    (folder / "index.md").write_text(f"- [Note]({name})\n", encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "form"), [("a.md", "markdown"), ("a.txt", "plain"), ("a.HTML", "html")])
def test_it_goes_through_the_processes_that_read_pages(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    note(tmp_path, name, "<article><p>Words of an article, a dozen or so of them, and then some more of them.")
    asked: list[str] = []
    real = ExtractionPool.extract

    async def watched(self: ExtractionPool, text: str, url: str, hints: Hints, form: Form, *rest: Any) -> Extracted:
        asked.append(form)
        return await real(self, text, url, hints, form, *rest)

    monkeypatch.setattr(ExtractionPool, "extract", watched)
    commands.done("add", str(tmp_path / "index.md"))
    assert "Words of an article" in commands.done("show", name).out
    assert asked == [form]


@pytest.mark.slow
def test_one_that_takes_too_long_fails_with_a_sentence(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(tmp_path, "a.html", LONG)
    made = ExtractionPool.__init__
    monkeypatch.setattr(ExtractionPool, "__init__", lambda self: made(self, seconds=0.2))
    commands.done("add", str(tmp_path / "index.md"))
    result = commands("show", "a.html")
    assert (result.status, result.out) == (1, "")
    assert "takes longer than 0.2 s" in result.err


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for a child in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_show_ends_by_signals_while_it_is_read(tmp_path: Path, number: signal.Signals) -> None:
    note(tmp_path, "a.html", LONG)
    words = [sys.executable, "-m", "blogreader", "--library", str(tmp_path / "library")]
    env = environment(HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path))
    subprocess.run([*words, "add", str(tmp_path / "index.md")], env=env, check=True, timeout=60, capture_output=True)
    with subprocess.Popen([*words, "show", "a.html"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as show:
        try:
            wait_for(lambda: bool(_children(show.pid)), 60)
            (child,) = _children(show.pid)
            wait_for(lambda: _seconds(child) > 0.7, 60)  # it has loaded what it reads with
            show.send_signal(number)
            assert show.wait(15) == -number
            wait_for(lambda: not Path(f"/proc/{child}").exists())
        finally:
            show.kill()


def _children(process: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        found += [int(number) for number in (task / "children").read_text().split()]
    return found


def _seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize(
    "line",
    [
        " " * 60 + "aligned",
        " " * 6_000,
        "> " * 2_000 + "x",
        "- " * 2_000,
        "1. " * 2_000,
        " > - " * 2_000 + "~~",
        "    " * 20 + "- deep",
        " " * 5_000 + "``",
    ],
)
def test_blanks_and_signs_before_a_line_cost_no_more_than_their_length(line: str) -> None:
    text = markdown_page(f"Text.\n\n{line}\n\nMore.\n", "file:///notes/a.md", Hints()).text
    assert text.startswith("Text.")
    assert text.endswith("More.\n")


@pytest.mark.parametrize("fence", ["```", "~~~~", "  ```", "> ```", "> > ```", "- ```", "10. ~~~", ">   - ```"])
def test_addresses_in_listings_stay_behind_every_sign(fence: str) -> None:
    inner = fence.replace("- ", "  ").replace("10. ", "    ")
    text = f"{fence}\n{inner.rstrip('`~')}[a](b)\n{inner}\n\n[c](d)\n"
    made = markdown_page(text, "https://blog.example/x", Hints()).text
    assert "[a](b)" in made
    assert "[c](https://blog.example/d)" in made


def linked(target: Path, link: Path) -> None:
    link.symlink_to(target)


def linked_twice(target: Path, link: Path) -> None:
    (link.parent / "between").symlink_to(target)
    link.symlink_to("between")


def linked_folder(target: Path, link: Path) -> None:
    link.parent.rmdir()
    link.parent.symlink_to(target.parent)
    target.rename(target.with_name(link.name))


@pytest.mark.parametrize("link", [linked, linked_twice, linked_folder])
def test_a_link_of_its_owners_is_followed(
    commands: Commands, tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "elsewhere" / "real.md").write_text("Written elsewhere.\n", encoding="utf-8")
    link(tmp_path / "elsewhere" / "real.md", tmp_path / "notes" / "a.md")
    (tmp_path / "index.md").write_text("- [Note](notes/a.md)\n", encoding="utf-8")
    commands.done("add", str(tmp_path / "index.md"))
    assert "Written elsewhere." in commands.done("show", "a.md").out


def to_a_folder(folder: Path, link: Path) -> None:
    link.symlink_to(folder)


def to_a_pipe(folder: Path, link: Path) -> None:
    os.mkfifo(folder / "pipe")
    link.symlink_to(folder / "pipe")


def to_a_device(folder: Path, link: Path) -> None:  # noqa: ARG001 - as the others
    link.symlink_to("/dev/zero")


def to_itself(folder: Path, link: Path) -> None:  # noqa: ARG001 - as the others
    link.symlink_to(link.name)


def to_nothing(folder: Path, link: Path) -> None:
    link.symlink_to(folder / "gone" / "a.md")


@pytest.mark.parametrize("make", [to_a_folder, to_a_pipe, to_a_device, to_itself, to_nothing])
def test_a_link_to_anything_but_a_file_is_refused(
    commands: Commands, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    path = note(tmp_path, "a.md", "x")
    path.unlink()
    commands.done("add", str(tmp_path / "index.md"))
    make(tmp_path, path)
    result = commands("show", "a.md")
    assert (result.status, result.out) == (1, "")
    assert f"{path} can't be read" in result.err


def test_one_in_another_encoding_is_decoded_as_a_page_is(commands: Commands, tmp_path: Path) -> None:
    note(tmp_path, "a.md", "")
    (tmp_path / "a.md").write_bytes("Das Schiff fährt über die Förde, und für heute ist Schluß.\n".encode("latin-1"))
    commands.done("add", str(tmp_path / "index.md"))
    assert "fährt über die Förde" in commands.done("show", "a.md").out


def test_a_binary_file_is_said_to_be_no_article(commands: Commands, tmp_path: Path) -> None:
    note(tmp_path, "a.md", "words\0words")
    commands.done("add", str(tmp_path / "index.md"))
    result = commands("show", "a.md")
    assert (result.status, result.out) == (1, "")
    assert f"{tmp_path / 'a.md'} is a binary file, not the text of an article." in result.err


def test_pictures_beside_a_local_article_are_found(tmp_path: Path) -> None:
    (tmp_path / "a b.png").write_bytes(b"x")
    (tmp_path / "a.txt").write_bytes(b"x")
    key = f"file://{tmp_path}/a.md"
    addresses = [
        *(f"file://{tmp_path}/{name}" for name in ("a%20b.png", "a.txt", "none.png")),
        "https://x.example/a.png",
    ]
    library = Library(Paths(config=tmp_path, library=tmp_path, cache=tmp_path))
    assert library.pictures(key, addresses) == {addresses[0]: tmp_path / "a b.png"}
    library.close()


def test_blanks_inside_front_matter_cost_no_more_than_their_length(commands: Commands, tmp_path: Path) -> None:
    # Within the seconds that any page may take, of which the square of this takes hundreds.
    note(tmp_path, "a.md", f"---\ntitle: Fore{' ' * 200_000}aft\n---\n\nWords of an article.\n")
    commands.done("add", str(tmp_path / "index.md"))
    assert "Words of an article." in commands.done("show", "a.md").out


def test_blanks_around_what_front_matter_says_are_none_of_it() -> None:
    page = markdown_page("---\nauthor :\t Ada \t\n---\n\nWords of an article.\n", "file:///a.md", Hints(None, None))
    assert page.author == "Ada"


def test_a_note_of_a_notebook_leads_to_others_wherever_they_lie(commands: Commands, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    for folder in (".obsidian", "notes/deep", "pictures", "other"):
        (vault / folder).mkdir(parents=True)
    (vault / "other/Knots.md").write_text("Words of knots.\n")
    (vault / "pictures/map.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (vault / "notes/deep/Ropes.md").write_text("See [[knots|these]], ![[map.png]] and [[Nothing]].\n")
    commands.done("add", str(vault))
    shown = commands.done("show", "Ropes.md", "--format", "md").out
    assert f"[these]({(vault / 'other/Knots.md').as_uri()})" in shown
    assert f"![map.png]({(vault / 'pictures/map.png').as_uri()})" in shown
    assert "and Nothing." in shown


def test_the_files_of_a_notebook_are_listed_once_until_one_is_added_or_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [tmp_path, *(tmp_path / name for name in (".obsidian", "a", "b", "b/c"))]
    for folder in folders[1:]:
        folder.mkdir()
    one, two = note(tmp_path / "a", "one.md", "[[deep]] [[later]]"), note(tmp_path / "a", "two.md", "[[deep]]")
    note(tmp_path / "b" / "c", "deep.md", "Words.")

    def settle(at: int) -> None:
        for folder in folders:
            os.utime(folder, (at, at))

    def list_folder(path: str) -> object:
        listed.append(path)
        return scandir(path)

    listed: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", list_folder)
    settle(1_000_000_000)
    assert local_articles.read(one.as_uri())[0] == "[deep](../b/c/deep.md) later"
    assert len(listed) == 4
    assert local_articles.read(two.as_uri())[0] == "[deep](../b/c/deep.md)"
    assert len(listed) == 4
    note(tmp_path / "b", "later.md", "Words.")
    assert local_articles.read(one.as_uri())[0] == "[deep](../b/c/deep.md) [later](../b/later.md)"
    note(tmp_path / "b", "deep.md", "Nearer.")
    assert local_articles.read(two.as_uri())[0] == "[deep](../b/deep.md)"
    settle(1_000_001_000)
    local_articles.read(two.as_uri())
    (tmp_path / "b" / "deep.md").rename(tmp_path / "b" / "other.md")
    assert local_articles.read(two.as_uri())[0] == "[deep](../b/c/deep.md)"


@pytest.mark.parametrize("marked", ["A ==knot== is.", "A knot is. ^ab12", "A knot is.\n^ab12"])
def test_a_note_without_links_is_one_of_its_notebook_too(tmp_path: Path, marked: str) -> None:
    (tmp_path / ".obsidian").mkdir()
    text, _ = local_articles.read(note(tmp_path, "a.md", marked).as_uri())
    assert "==" not in text
    assert "^" not in text


def test_links_of_a_note_lead_to_nothing_outside_of_its_notebook(commands: Commands, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("Words.\n")
    (vault / "a.md").write_text(f"[[secret]] [[../secret]] [[{tmp_path}/secret]] [[a]]\n")
    commands.done("add", str(vault))
    assert "secret.md" not in commands.done("show", "a.md", "--format", "md").out


@pytest.mark.parametrize(
    "front",
    ['{"title": "Ropes"}', '---json\n{"title": "Ropes"}\n---', '---js\nconst title = "Ropes";\n---'],
)
def test_front_matter_of_any_kind_is_no_text(commands: Commands, tmp_path: Path, front: str) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "a.md").write_text(f"{front}\n\nWords.\n")
    commands.done("add", str(tmp_path / "blog"))
    shown = commands.done("show", "a.md").out
    assert "Ropes" in shown
    assert "const" not in shown
    assert "{" not in shown


@pytest.mark.parametrize("title", ["[Solved] Ropes", "'Ropes' and 'knots'", '"Ropes" or "knots"', "Ann's ropes: a\\b"])
def test_a_title_in_json_is_as_it_stands_there(tmp_path: Path, title: str) -> None:
    front = json.dumps({"a\n---\nb": "Words.", "title": title})
    text, _ = local_articles.read(note(tmp_path, "a.md", f"{front}\n\nWords.\n").as_uri())
    page = markdown_page(text, "file:///a.md", Hints())
    assert (page.title, page.text) == (title, "Words.\n")


def test_what_is_exported_of_a_file_is_the_same_until_the_file_changes(commands: Commands, tmp_path: Path) -> None:
    path = note(tmp_path, "a.md", "Words.\n")
    os.utime(path, (1_551_771_000, 1_551_771_000))
    commands.done("add", str(tmp_path / "index.md"))
    commands.done("export", "--format", "md", "-o", str(tmp_path / "out"))
    assert "fetched: 2019-03-05" in (tmp_path / "out" / "Note.md").read_text()
    books = []
    for name in ("1.epub", "2.epub"):
        commands.done("export", "--format", "epub", "-o", str(tmp_path / name))
        books.append((tmp_path / name).read_bytes())
    assert books[0] == books[1]
    with zipfile.ZipFile(tmp_path / "1.epub") as book:
        assert "2019-03-05T07:30:00Z" in book.read("EPUB/package.opf").decode()


@pytest.mark.parametrize("time", [-(2**40), 2**40])
def test_a_file_of_a_time_that_no_calendar_has_is_read(commands: Commands, tmp_path: Path, time: int) -> None:
    path = note(tmp_path, "a.md", "Words.\n")
    try:
        os.utime(path, (time, time))
    except (OSError, OverflowError):
        pytest.skip("this file system has no such times")
    commands.done("add", str(tmp_path / "index.md"))
    assert "Words." in commands.done("show", "a.md").out


def test_a_book_of_files_that_link_to_each_other_leads_from_one_to_the_other(
    commands: Commands, tmp_path: Path
) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text("See [it](b.md).\n")
    (folder / "b.md").write_text("And [back](./a.md), not [there](../secret.md).\n")
    commands.done("add", str(folder))
    commands.done("export", "--format", "epub", "-o", str(tmp_path / "a.epub"))
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        chapters = {
            name: book.read(name).decode() for name in book.namelist() if re.fullmatch(r"EPUB/a\w+\.xhtml", name)
        }
    (first, one), (second, other) = chapters.items()
    assert f'href="{Path(second).name}"' in one
    assert f'href="{Path(first).name}"' in other
    assert "secret.md" not in one + other


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("[x](@/posts/tar.md)", "content/posts/tar.md"),
        ("[x](@/posts/bundle/index.md#part)", "content/posts/bundle/index.md#part"),
        ('[x]({{< ref "/posts/tar.md" >}})', "content/posts/tar.md"),
        ('[x]({{< relref "tar" >}})', "content/posts/tar.md"),
        ("[x](/posts/tar/)", "content/posts/tar.md"),
        ("[x](/posts/bundle)", "content/posts/bundle/index.md"),
        ("[x](./tar)", "content/posts/tar.md"),
        ("[x](../posts/tar/)", "content/posts/tar.md"),
        ("[x]({% post_url 2019-03-05-old %})", "_posts/2019-03-05-old.md"),
        ("[x]({% link _posts/2019-03-05-old.md %})", "_posts/2019-03-05-old.md"),
        ("[x][y]\n\n[y]: @/posts/tar.md", "content/posts/tar.md"),
        ("[x](tar.md)", "content/posts/tar.md"),
    ],
)
def test_links_of_a_generator_lead_to_the_files(commands: Commands, tmp_path: Path, link: str, leads: str) -> None:
    for name in ("content/posts/tar.md", "content/posts/bundle/index.md", "_posts/2019-03-05-old.md"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text("Words.\n")
    (tmp_path / "site/content/posts/ropes.md").write_text(f"See {link}\n")
    commands.done("add", str(tmp_path / "site"))
    shown = commands.done("show", "ropes.md", "--format", "md").out
    path, _, part = leads.partition("#")
    assert (tmp_path / "site" / path).as_uri() + (f"#{part}" if part else "") in shown


def test_an_address_with_blanks_is_not_taken_for_its_first_word(tmp_path: Path) -> None:
    (tmp_path / "my.md").write_text("Words.\n")
    text = "[x](<my note.md>) [y](<my>) [z](<my#part>) [w](my)\n\n[v]: <my note.md>\n"
    expected = "[x](<my note.md>) [y](<my.md>) [z](<my.md#part>) [w](my.md)\n\n[v]: <my note.md>\n"
    assert local_articles.read(note(tmp_path, "a.md", text).as_uri())[0] == expected


def test_links_that_name_no_file_and_code_stay_as_they_are(commands: Commands, tmp_path: Path) -> None:
    note(tmp_path, "a.md", "[x](/nothing/here) [y](https://a.example/index) `[z](/a)` [v](/a.pdf)\n")
    commands.done("add", str(tmp_path / "index.md"))
    shown = commands.done("show", "a.md", "--format", "md").out
    assert "(file:///nothing/here)" in shown
    assert "(https://a.example/index) `[z](/a)` [v](file:///a.pdf)" in shown


@pytest.mark.parametrize("name", ["a" * 300, "a/" * 3_000 + "b", "a" * 300 + ".png"])
@pytest.mark.parametrize("form", ["[[{}]]", "![[{}]]", "[x]({})", "[x](/{})", "![x]({})", "[x]: {}"])
def test_a_link_to_a_name_that_no_file_can_have_leads_nowhere(
    commands: Commands, tmp_path: Path, form: str, name: str
) -> None:
    note(tmp_path, "a.md", f"Words. {form.format(name)}\n")
    (tmp_path / ".obsidian").mkdir()
    commands.done("add", str(tmp_path / "index.md"))
    assert "Words." in commands.done("show", "a.md").out
    commands.done("export", "--format", "epub", "-o", str(tmp_path / "a.epub"))


@pytest.mark.skipif(sys.platform == "darwin", reason="names on its file systems are text")
def test_a_note_links_to_one_in_a_folder_whose_name_is_no_text(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    folder.mkdir()
    (folder / "knots.md").write_text("Words.\n")
    note(tmp_path, "a.md", "See [[knots]].\n")
    commands.done("add", str(tmp_path / "index.md"))
    assert "/%FF/knots.md)" in commands.done("show", "a.md", "--format", "md").out
