"""Pictures beside posts in a folder, in what is exported."""

import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from tests.conftest import Commands

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0" + bytes(40)
GIF = b"GIF89a" + bytes(40)


@pytest.fixture
def posts(commands: Commands, tmp_path: Path) -> Commands:
    """A folder as Hugo has it: one picture beside its post, one in the root of the site, one that is not there."""
    site = tmp_path / "site"
    (site / "content" / "posts" / "img").mkdir(parents=True)
    (site / "static" / "images").mkdir(parents=True)
    (site / "content" / "posts" / "img" / "a one.png").write_bytes(PNG)
    (site / "static" / "images" / "b.jpg").write_bytes(JPEG)
    (site / "secret.txt").write_text("nothing for a page")
    (tmp_path / "outside.gif").write_bytes(GIF)
    (site / "content" / "posts" / "lamp.md").write_text(
        "---\ntitle: The lamp\ndate: 2020-05-03\n---\n\nWords.\n\n![one](img/a%20one.png)\n\n![two](/images/b.jpg)\n\n"
        "![lost](img/lost.png)\n\n![no picture](../../secret.txt)\n\n[a link](rope.md)\n\n"
        "```\n![code](img/a%20one.png)\n```\n"
    )
    commands.done("add", str(site / "content"))
    return commands


def test_a_folder_of_notes_has_the_pictures_of_local_posts(posts: Commands, tmp_path: Path) -> None:
    posts.done("export", "--format", "md", "-o", str(tmp_path / "vault"))
    (note,) = (tmp_path / "vault").glob("*.md")
    text = note.read_text()
    kept = {path.suffix: path for path in (tmp_path / "vault" / "pictures").iterdir()}
    assert {ending: path.read_bytes() for ending, path in kept.items()} == {".png": PNG, ".jpg": JPEG}
    assert f"![one](pictures/{kept['.png'].name})" in text
    assert f"![two](pictures/{kept['.jpg'].name})" in text
    assert "![code](img/a%20one.png)" in text
    assert "rope.md)" in text
    assert "secret" not in "".join(path.name for path in (tmp_path / "vault").rglob("*"))


def test_a_page_has_the_pictures_of_local_posts(posts: Commands, tmp_path: Path) -> None:
    posts.done("export", "--format", "html", "-o", str(tmp_path / "all.html"))
    text = (tmp_path / "all.html").read_text()
    for media_type, data in (("image/png", PNG), ("image/jpeg", JPEG)):
        assert text.count(f"data:{media_type};base64,{b64encode(data).decode()}") == 1
    assert "file:" not in text
    assert b64encode(b"nothing for a page").decode() not in text


def test_a_book_has_the_pictures_of_local_posts(posts: Commands, tmp_path: Path) -> None:
    posts.done("export", "--format", "epub", "-o", str(tmp_path / "book.epub"))
    with zipfile.ZipFile(tmp_path / "book.epub") as book:
        pictures = [book.read(name) for name in book.namelist() if "/images/" in name]
        texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    assert sorted(pictures) == sorted([PNG, JPEG])
    assert [text.count("<img ") for text in texts if "<img " in text] == [2]


def test_a_picture_is_looked_for_in_the_root_of_its_own_site_alone(commands: Commands, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c" / "d" / "e" / "f" / "g" / "h"
    folder.mkdir(parents=True)
    (tmp_path / "far.gif").write_bytes(GIF)
    (folder / "one.md").write_text("# One\n\n![far](/far.gif)\n\n![up](/../far.gif)\n")
    commands.done("add", str(folder))
    commands.done("export", "--format", "md", "-o", str(tmp_path / "vault"))
    assert not (tmp_path / "vault" / "pictures").exists()
