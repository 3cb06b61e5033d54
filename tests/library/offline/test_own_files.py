"""Files of the reader's own: what each is read as, where its links lead, and the folders of posts."""

import os
from pathlib import Path

import pytest

from blogreader.errors import SourceError
from blogreader.library.discovery import post_folders
from blogreader.library.offline import local_articles, notebooks
from blogreader.library.offline.notebooks import finder, root_of
from blogreader.library.offline.site_links import with_files


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.\n")


@pytest.mark.parametrize(
    ("ending", "form"),
    [
        *((ending, "html") for ending in (".html", ".htm", ".xhtml", ".HTML")),
        *((ending, "plain") for ending in (".txt", ".text", ".TXT")),
        *((ending, "markdown") for ending in (".md", ".markdown", ".mdx", ".htmlx", "")),
    ],
)
def test_a_file_is_read_as_its_ending_says(tmp_path: Path, ending: str, form: str) -> None:
    path = tmp_path / f"one{ending}"
    path.write_text("Words [here](/a).\n")
    assert local_articles.read(path.as_uri()) == ("Words [here](/a).\n", form)
    assert local_articles.is_markdown(path.as_uri()) is (form == "markdown")
    assert local_articles.is_local(path.as_uri())
    assert not local_articles.is_local("https://example.org/one.md")


def test_components_are_reduced_to_their_words_where_the_ending_says_that_there_are_some(tmp_path: Path) -> None:
    for ending, text in ((".mdx", "Words here.\n"), (".MDX", "Words here.\n"), (".md", "Words <Box>here</Box>.\n")):
        path = tmp_path / f"one{ending}"
        path.write_text("Words <Box>here</Box>.\n")
        assert local_articles.read(path.as_uri())[0] == text


@pytest.mark.parametrize("root", ["static", "public", "assets", "source", "src", ""])
def test_a_picture_is_found_beside_its_text_and_in_the_folders_of_its_site(tmp_path: Path, root: str) -> None:
    note = tmp_path / "a" / "b" / "c" / "d" / "e" / "note.md"
    address = "file:///pictures-of-a-site/boat.png"
    assert local_articles.pictures(note.as_uri(), [address]) == {}
    made(tmp_path / "a" / root, "pictures-of-a-site/boat.png")
    found = local_articles.pictures(note.as_uri(), [address, "https://x.example/a.png", "file:///pictures/note.md"])
    assert found == {address: tmp_path / "a" / root / "pictures-of-a-site" / "boat.png"}


def test_pictures_are_looked_for_in_six_folders_around_a_text_and_never_above_a_root(tmp_path: Path) -> None:
    made(tmp_path, "static/boat.png")
    for deep, is_found in (("1/2/3/4/5", True), ("1/2/3/4/5/6", False)):
        note = tmp_path / deep / "note.md"
        assert bool(local_articles.pictures(note.as_uri(), ["file:///boat.png"])) is is_found
    for ending in (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".avif", ".svg", ".PNG", ".pdf", ".md"):
        made(tmp_path, f"pictures/boat{ending}")
        path = (tmp_path / "pictures" / f"boat{ending}").as_uri()
        assert bool(local_articles.pictures(note.as_uri(), [path])) is (ending not in (".pdf", ".md"))
    assert local_articles.pictures((tmp_path / "a" / "note.md").as_uri(), ["file:///x/../static/../boat.png"]) == {}


@pytest.mark.parametrize("root", ["content", "src/content", "docs", "source", "src/pages", "_posts", ""])
def test_a_link_from_the_root_of_a_site_leads_into_the_folder_of_its_generator(tmp_path: Path, root: str) -> None:
    made(tmp_path / root, "boats.md")
    post = tmp_path / "a" / "b" / "post.md"
    leads = "../" * 2 + (f"{root}/" if root else "") + "boats.md"
    for link in ("/boats", "/boats/", "@/boats.md", "/boats.md"):
        assert with_files(f"[one]({link}) and [ref]: {link}", post) == f"[one]({leads}) and [ref]: {leads}"


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.mdx", "a/index.md", "a/index.mdx", "a/_index.md"])
def test_a_link_without_an_ending_leads_to_a_post_of_that_name(tmp_path: Path, name: str) -> None:
    made(tmp_path, name)
    assert with_files("[one](a) [two](./a#part) [three](<a?x>)", tmp_path / "post.md") == (
        f"[one]({name}) [two]({name}#part) [three](<{name}?x>)"
    )


@pytest.mark.parametrize("ending", [".md", ".markdown", ".mdx", ".mkd", ".MKD"])
def test_a_post_may_be_named_from_the_root_with_its_ending(tmp_path: Path, ending: str) -> None:
    made(tmp_path, f"a/boats{ending}")
    assert with_files(f"[one](/a/boats{ending})", tmp_path / "post.md") == f"[one](a/boats{ending})"


ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".html", ".zip", ".ZIP")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_a_picture_or_another_file_is_no_post(tmp_path: Path, ending: str) -> None:
    made(tmp_path, f"boat{ending}.md", "boat.mp3.md")
    text = f"[one](boat{ending})"
    assert with_files(text, tmp_path / "post.md") == text
    assert with_files("[one](boat.mp3)", tmp_path / "post.md") == "[one](boat.mp3.md)"


@pytest.mark.parametrize(
    "text",
    [
        "[one](#boats)",
        "[one](https://boats)",
        "[one](//boats)",
        "[one](mailto:boats)",
        "[one](<boats x>)",
        "`[one](boats)`",
        "[one](/../boats)",
        "[one](@/../boats)",
        "[one](nowhere)",
        "[one](boats%00)",
        "[one](/)",
        "[one](/.md)",
        "words",
    ],
)
def test_what_names_no_post_stays_as_it_is(tmp_path: Path, text: str) -> None:
    made(tmp_path, "boats.md", ".md")
    assert with_files(text, tmp_path / "post.md") == text
    assert with_files("[one](boats)", tmp_path / "post.md") == "[one](boats.md)"


def test_a_file_that_is_there_is_meant_and_a_path_upwards_is_one_beside_the_post(tmp_path: Path) -> None:
    made(tmp_path, "boats", "boats.md", "a/ropes.md", "ropes.md", "a/b/content/up.md")
    assert with_files("[one](boats)", tmp_path / "post.md") == "[one](boats)"
    assert with_files("[one](../ropes)", tmp_path / "a" / "post.md") == "[one](../ropes.md)"
    assert with_files("[one](../up)", tmp_path / "a" / "b" / "post.md") == "[one](../up)"
    assert with_files("[one](ropes)", tmp_path / "a" / "post.md") == "[one](ropes.md)"
    made(tmp_path, "content/ropes.md", "sails", "sails.md")
    assert with_files("[one](/ropes) [one](ropes)", tmp_path / "post.md") == "[one](content/ropes.md) [one](ropes.md)"
    assert with_files("[one](/sails) [one](sails)", tmp_path / "post.md") == "[one](sails.md) [one](sails)"
    for deep, is_found in (("1/2/3/4/5", True), ("1/2/3/4/5/6", False)):
        assert (with_files("[one](/ropes)", tmp_path / deep / "post.md") != "[one](/ropes)") is is_found


# A notebook.


@pytest.mark.parametrize("sign", [".obsidian", ".foam", "logseq", ".zk", None])
def test_a_notebook_is_known_by_the_folder_of_its_program(tmp_path: Path, sign: str | None) -> None:
    if sign:
        (tmp_path / sign).mkdir()
    assert root_of(tmp_path / "a" / "note.md") == (tmp_path if sign else None)
    levels = len(tmp_path.parents) + 1
    assert levels < 12
    deep = Path(tmp_path, *map(str, range(11)))
    assert (root_of(deep / "note.md") == tmp_path, root_of(deep / "12" / "note.md")) == (bool(sign), None)


def test_a_note_is_found_beside_another_above_it_and_anywhere_in_its_notebook(tmp_path: Path) -> None:
    made(tmp_path, "1/2/3/4/near.md", "1/2/above.md", "1/far.md", "other/Deep.markdown", "other/picture.png")
    made(tmp_path, "z/twice.md", "a/b/twice.md", ".hidden/secret.md", "out.mdx")
    note = tmp_path / "1" / "2" / "3" / "4" / "note.md"
    alone, within = finder(note, None), finder(note, tmp_path)
    for name, beside, leads in (
        ("near", "near.md", "near.md"),
        ("near.md", "near.md", "near.md"),
        ("above", "../../above.md", "../../above.md"),
        ("far", "../../../far.md", "../../../far.md"),
        ("out", None, "../../../../out.mdx"),
        ("deep", None, "../../../../other/Deep.markdown"),
        ("picture.png", None, "../../../../other/picture.png"),
        ("picture", None, None),
        ("twice", None, "../../../../z/twice.md"),  # nearest to the root
        ("other/Deep", None, "../../../../other/Deep.markdown"),
        ("b/twice", None, None),
        ("secret", None, None),
        ("nowhere", None, None),
        ("../4/near", None, None),
        ("/near", None, None),
        ("~near", None, None),
        ("near\\0", None, None),
        ("near\0", None, None),
    ):
        assert (alone(name), within(name)) == (beside, leads), name


def test_folders_that_cannot_be_read_do_not_hide_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "closed/one.md", "closed/deep/three.md", "open/two.md")
    scan = os.scandir

    def scanned(folder: str) -> object:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr("os.scandir", scanned)
    find = finder(tmp_path / "x" / "note.md", tmp_path)
    assert (find("one"), find("two")) == (None, "../open/two.md")
    assert finder(tmp_path / "x" / "note.md", tmp_path / "closed")("three") is None


@pytest.mark.parametrize(("most", "found"), [(2, None), (3, "../x/b.md")])
def test_a_notebook_is_searched_up_to_so_many_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, found: str | None
) -> None:
    made(tmp_path, "a.md", "x/b.md")
    monkeypatch.setattr(notebooks, "_MOST_FILES", most)
    assert finder(tmp_path / "y" / "note.md", tmp_path)("b") == found


def test_a_link_to_a_folder_is_no_part_of_a_notebook(tmp_path: Path) -> None:
    made(tmp_path, "elsewhere/deep.md", "notebook/near.md")
    (tmp_path / "notebook" / "link").symlink_to(tmp_path / "elsewhere")
    find = finder(tmp_path / "notebook" / "x" / "note.md", tmp_path / "notebook")
    assert (find("near"), find("deep")) == ("../near.md", None)


# A folder of posts.


def test_a_folder_of_posts_is_an_index_with_the_newest_first_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    for name, day in (("old", "2019-01-01"), ("new", "2021-01-01")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\ndate: {day}\n---\nWords.\n")
    made(tmp_path, "dayless.md", ".hidden/one.md", "node_modules/two.md", ".three.md", "four.txt")
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe\xfd")
    (tmp_path / "link.md").symlink_to(tmp_path / "nowhere.md")
    found = post_folders.read(tmp_path)
    assert (found.title, [one.title for one in found.articles][:2]) == (tmp_path.name, ["new", "old"])
    assert len(found.articles) == 3
    assert [one.sentence.replace(f"{tmp_path}/", "").partition(".md")[0] for one in found.warnings] == [
        *("binary", "link"),
    ]
    assert not any(one.sentence.endswith(".") or one.line != 1 for one in found.warnings)


def test_a_folder_of_more_posts_than_are_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post_folders, "_MOST", 2)
    made(tmp_path, "one.md", "two.md")
    assert len(post_folders.read(tmp_path).articles) == 2
    made(tmp_path, "three.md")
    with pytest.raises(SourceError, match=r"has more than 2 files in Markdown, which is over the limit\.$"):
        post_folders.read(tmp_path)


def test_a_folder_without_posts_says_what_was_expected(tmp_path: Path) -> None:
    made(tmp_path, "one.txt")
    with pytest.raises(SourceError, match=r"contains no posts in Markdown: expected files ending in .*\.md"):
        post_folders.read(tmp_path)


def test_a_name_that_is_no_text_leaves_its_file_out_or_refuses_its_folder(tmp_path: Path) -> None:
    made(tmp_path, "one.md", "two\udcff.md")
    (warning,) = post_folders.read(tmp_path).warnings
    assert warning.sentence.endswith("is not valid text; the file is left out")
    assert warning.line == 1
    (tmp_path / "two\udcff.md").unlink()
    made(tmp_path, f"{'long' * 50}\udcff.md")
    (warning,) = post_folders.read(tmp_path).warnings
    assert len(warning.sentence) == 200 + len("the name of  is not valid text; the file is left out")
    (tmp_path / f"{'long' * 50}\udcff.md").unlink()
    folder = tmp_path / f"{'long' * 50}\udcff"
    made(folder, "one.md")
    with pytest.raises(SourceError, match="is not valid text; it can't be followed") as refused:
        post_folders.read(folder)
    assert len(str(refused.value)) == 200 + len("The name of  is not valid text; it can't be followed.")


def test_a_file_that_is_larger_than_any_post_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post_folders, "_LARGEST", 10)
    (tmp_path / "one.md").write_text("x" * 10)
    (tmp_path / "two.md").write_text("x" * 11)
    found = post_folders.read(tmp_path)
    assert (len(found.articles), len(found.warnings)) == (1, 1)


def test_translations_of_posts_are_left_out_and_told(tmp_path: Path) -> None:
    made(tmp_path, "one.md", "one.de.md", "two.md", "two.de.md")
    found = post_folders.read(tmp_path)
    assert ([(one.sentence, one.line) for one in found.warnings], len(found.articles)) == (
        *([("translations of posts are left out (de)", 1)], 2),
    )
