"""A folder of posts in Markdown, as generators of sites and notebooks have it."""

import os
from datetime import date
from pathlib import Path

import pytest

from blogreader.errors import SourceError
from blogreader.indexes.folder_posts import article, author_and_language, translations
from blogreader.library import Library
from blogreader.library.discovery import post_folders
from blogreader.paths import Paths

DAY = date(2019, 3, 5)


@pytest.mark.parametrize(
    ("relative", "text"),
    [
        ("_posts/2019-03-05-ropes.md", "---\ntitle: Ropes\ncategories: [sea, land]\n---\nWords"),
        (
            "content/posts/ropes.md",
            '+++\ntitle = "Ropes"\ndate = 2019-03-05T10:00:00Z\ncategories = ["sea"]\n+++\nWords',
        ),
        (
            "content/blog/ropes.md",
            '+++\ntitle = "Ropes"\ndate = 2019-03-05\n[taxonomies]\ncategories = ["sea"]\n+++\nWords',
        ),
        ("src/content/blog/ropes.mdx", "---\ntitle: 'Ropes'\npubDate: 'Mar 05 2019'\ncategory: sea\n---\nWords"),
        ("posts/ropes.md", '{"title": "Ropes", "date": "2019-03-05", "categories": ["sea"]}\nWords'),
        (
            "docs/blog/posts/ropes.md",
            "---\ndate:\n  created: 2019-03-05\ncategories:\n  - sea\n---\n\n# Ropes\n\nWords",
        ),
        ("sea/2019-03-05 ropes.md", "# Ropes #\r\n\r\nWords"),
        ("sea/2019-03-05-ropes.md", "\ufeffWords without a heading"),
        ("posts/sea/2019-03-05-ropes/index.md", "---\ntitle: Ropes\n---\nWords"),
        ("sea/2019/03/05/ropes.md", "# *Ropes*\n"),
        ("sea/a.md", '+++\npath = "2019/03/05/ropes"\n+++\n# Ropes {#ropes}\n'),
        ("sea/a.md", "---\npermalink: /2019/03/05/ropes/\n---\nRopes\n=====\n\nWords"),
        ("sea/a.md", '---json\n{"title": "Ropes", "date": "2019-03-05"}\n---\nWords'),
        ("sea/a.md", '---toml\ntitle = "Ropes"\ndate = 2019-03-05\n---\nWords'),
        ("sea/a.md", "---js\nconst title = `Ropes`;\nconst date = '2019-03-05';\n---\nWords"),
        ("sea/a.md", '---js\n{\n  title: "Ropes",\n  date: "2019-03-05"\n}\n---\nWords'),
        ("sea/ropes/ropes.md", "---\ntitle: Ropes\ndate: 2019-03-05\n---\nWords"),
        ("x/a.md", '---\ntitle: Ropes\ndate: 2019-03-05\ncategories:\n  - "[[sea]]"\n---\nWords'),
        ("x/a.md", '---\ntitle: Ropes\ndate: 2019-03-05\ncategory: "[[Oceans|sea]]"\n---\nWords'),
        ("sea/a.md", "---\ntitle: Ropes\ndate: 2019-03-05\ndraft: false\npublished: true\n---\nWords"),
        ("sea/a.md", "+++\ntitle = 'Ropes'\ndate = 2019-03-05\ndraft = false\n+++\nWords"),
    ],
)
def test_title_day_and_category_come_from_where_they_are(relative: str, text: str) -> None:
    found = article(f"/blog/{relative}", relative, text)
    assert found is not None
    assert (found.title, found.date, found.category) == ("Ropes", DAY, "sea")
    assert found.url == f"/blog/{relative}"


@pytest.mark.parametrize(
    ("relative", "text"),
    [
        ("posts/a.md", "---\ntitle: A\ndraft: true\n---\n"),
        ("posts/a.md", "---\ntitle: A\npublished: false\n---\n"),
        ("posts/a.md", "+++\ntitle = 'A'\ndraft = true\n+++\n"),
        ("posts/a.md", "---\nstatus: draft\n---\n"),
        ("README.md", "# How to build this"),
        ("posts/_index.md", "---\ntitle: All posts\n---\n"),
        ("index.md", "# Home"),
        ("posts/_index.ja.md", "---\ntitle: All posts\n---\nWords"),
        ("posts/_part.mdx", "Words of another page."),
        ("AGENTS.md", "# What programs are to do"),
        ("posts/a.md", "---js\nconst title = 'A';\nconst draft = true;\n---\nWords"),
        ("notes/a.md", "---\ncategories: [Trips]\n---\n\n<!-- nothing\nyet -->\n"),
    ],
)
def test_drafts_and_what_is_no_post_are_left_out(relative: str, text: str) -> None:
    assert article(f"/blog/{relative}", relative, text) is None


@pytest.mark.parametrize(
    "front",
    [
        "---\n: : [\n---\n",
        "---\n- a\n- b\n---\n",
        "+++\n= 5\n+++\n",
        "---\nno end\n",
        "{broken\n",
        "---\ndate: 2019-99-99\n---\n",
    ],
)
def test_front_matter_that_cannot_be_read_costs_nothing_but_itself(front: str) -> None:
    found = article("/blog/a-b.md", "a-b.md", f"{front}\n# Ropes\n")
    assert found is not None
    assert found.title == "Ropes"


@pytest.mark.parametrize(
    ("name", "body", "title"),
    [
        ("Kevin Kelly", "## Books\n\nWords\n\n# Clippings\n", "Kevin Kelly"),
        ("on-ropes", "```sh\n# not a title\n```\n\nWords", "On ropes"),
        ("On-Ropes_and-Tar", "Words", "On Ropes and Tar"),
        ("well-made ropes", "Words", "Well-made ropes"),
        ("2019-03-05", "Words", "2019-03-05"),
        ("2019-03-05 Ropes of Kyoto", "Words", "Ropes of Kyoto"),
        ("a", "[![badge](a.svg)](x)\n\n# Ropes\n\nWords", "Ropes"),
        ("a", "Ropes\n=====\n\nWords", "Ropes"),
        ("a", "Two lines of\nRopes\n=====\n\nWords", "A"),
        ("a", "# Ropes {#ropes .big}\n", "Ropes"),
        ("a", "Words\n\nRopes\n=====\n", "Ropes"),
        ("a", "\n=====\n# Ropes", "Ropes"),
        ("a", "   # Ropes", "Ropes"),
        ("a", "#Ropes\n\nWords", "A"),
        ("2019-03", "Words", "2019-03"),
        ("20190305_ropes", "Words", "Ropes"),
        ("2019-03-05-", "Words", "2019-03-05-"),
    ],
)
def test_a_title_is_the_first_heading_of_the_whole_text_or_the_name_as_it_is_written(
    name: str, body: str, title: str
) -> None:
    found = article(f"/blog/{name}.md", f"{name}.md", body)
    assert found is not None
    assert found.title == title


@pytest.mark.parametrize(
    ("names", "left_out"),
    [
        (["a.md", "a.fr.md", "a.zh-CN.md", "a.zh-TW.md", "b.md"], ["a.fr.md", "a.zh-CN.md", "a.zh-TW.md"]),
        (["index.md", "index.ja.md"], ["index.ja.md"]),
        (["a.de.md", "a.en.md", "b.de.md"], ["a.en.md"]),
        (["a.de.md", "a.en.md"], ["a.de.md"]),
        (["a.de.md", "b.fr.md"], []),
        (["node.md", "node.js.md", "v1.md", "v1.2.md", "v1.10.md"], []),
    ],
)
def test_translations_beside_a_post_are_left_out(names: list[str], left_out: list[str]) -> None:
    assert sorted(translations(names)[0]) == left_out


def test_languages_are_told_by_their_codes() -> None:
    """Those that are also endings of files (`md`, `js`, `py`) are none."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    codes = [first + second for first in letters for second in letters]
    known = (
        "ar az be bg bn bs ca cs da de el en eo es et eu fa fi fr gl he hi hr hu hy id is it ja ka kk ko lt lv mk mr "
        "ms nb nl nn no pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh"
    )
    assert [code for code in codes if translations(["a.md", f"a.{code}.md"])[0]] == known.split()


async def test_translations_are_told(tmp_path: Path) -> None:
    blog = tmp_path / "blog"
    blog.mkdir()
    for name in ("ropes.md", "ropes.fr.md", "ropes.pt-BR.md"):
        (blog / name).write_text("# Ropes\n\nWords.\n")
    folder = tmp_path / "library"
    library = Library(Paths(folder, folder / "cache", folder / "config.toml"))
    library.open()
    report = await library.add(str(blog))
    assert [one.sentence for one in report.warnings] == ["translations of posts are left out (fr, pt-BR)"]
    assert [Path(entry.article.url).name for entry in library.select("").page(0, 9)] == ["ropes.md"]
    library.close()


def test_in_folders_of_a_site_s_programs_no_posts_are_looked_for(tmp_path: Path) -> None:
    programs = "node_modules _site Public _drafts drafts themes layouts templates _templates archetypes venv dist build"
    for name in (*programs.split(), "vendor", "_includes", "_layouts", "__pycache__", ".git", "posts"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ropes.md").write_text("Words.\n")
    assert [one.url for one in post_folders.read(tmp_path).articles] == [str(tmp_path / "posts" / "ropes.md")]


def test_posts_are_files_with_the_endings_of_markdown(tmp_path: Path) -> None:
    posts = ["a.md", "b.markdown", "c.mdx", "d.mkd", "e.MD"]
    for name in (*posts, "f.txt", "g.md.bak", ".h.md", "md"):
        (tmp_path / name).write_text("Words.\n")
    assert sorted(Path(one.url).name for one in post_folders.read(tmp_path).articles) == posts


async def test_a_folder_is_followed_read_and_noticed_when_it_changes(tmp_path: Path) -> None:
    posts = tmp_path / "blog" / "posts"
    posts.mkdir(parents=True)
    (posts / "ropes.md").write_text("---\ntitle: Ropes [and] *knots*\ndate: 2019-03-05\n---\n\nMany words of ropes.\n")
    (posts / "draft.md").write_text("---\ndraft: true\n---\n\nNot yet.\n")
    (tmp_path / "blog" / ".git").mkdir()
    (tmp_path / "blog" / ".git" / "x.md").write_text("# No\n")
    (posts / "latin.md").write_bytes(b"Caf\xe9")
    (tmp_path / "elsewhere.md").write_text("# Elsewhere\n\nWords.\n")
    (posts / "link.md").symlink_to(tmp_path / "elsewhere.md")
    with (posts / "vast.md").open("wb") as vast:
        vast.truncate(2**40)
    folder = tmp_path / "library"
    library = Library(Paths(folder, folder / "cache", folder / "config.toml"))
    library.open()
    report = await library.add(str(tmp_path / "blog"))
    assert report.articles == 1
    told = [one.sentence.removeprefix(f"{posts}/") for one in report.warnings]
    assert [one.partition(" ")[0].rstrip(",") for one in told] == ["latin.md", "link.md", "vast.md"]
    assert told[1].startswith("link.md can't be read: ")
    entry = library.find("ropes.md")
    assert (entry.article.title, entry.article.date) == ("Ropes [and] *knots*", DAY)
    assert "Many words of ropes." in (await library.document(entry.article.key)).text
    (posts / "tar.md").write_text("# Tar\n\nWords.\n")
    (refreshed,) = await library.refresh()
    assert (refreshed.new, refreshed.changed, refreshed.gone) == (1, 0, 0)
    library.close()


NAMES = (b"two  blanks.md", " nbsp\u3000wide.md".encode(), b"a?b#c%20d.md", b"x" * 250 + b".md")
ODD_NAMES = (b"caf\xe9", b"a\nb", b"a\tb", b"a\x1b[2Jb", "a\u202eb".encode())


async def test_posts_with_any_name_that_is_text_are_followed_and_the_others_told(tmp_path: Path) -> None:
    blog = tmp_path / "blog"
    blog.mkdir()
    for name in (*NAMES, *(odd + b".md" for odd in ODD_NAMES)):
        (blog / os.fsdecode(name)).write_text("# Ropes\n\nWords.\n")
    folder = tmp_path / "library"
    library = Library(Paths(folder, folder / "cache", folder / "config.toml"))
    library.open()
    report = await library.add(str(blog))
    assert report.articles == len(NAMES)
    assert len(report.warnings) == len(ODD_NAMES)
    assert {one.sentence.rpartition(".md ")[2] for one in report.warnings} == {
        "is not valid text; the file is left out"
    }
    (refreshed,) = await library.refresh()
    assert (refreshed.new, refreshed.changed, refreshed.gone) == (0, 0, 0)
    listing = library.select("")
    assert {os.fsencode(Path(entry.article.url).name) for entry in listing.page(0, 99)} == {*NAMES}
    for entry in listing.page(0, 99):
        assert "Words." in (await library.document(entry.article.key)).text
    library.close()


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_a_folder_whose_name_is_no_text_is_told(tmp_path: Path, name: bytes) -> None:
    (tmp_path / os.fsdecode(name)).mkdir()
    (tmp_path / os.fsdecode(name) / "ropes.md").write_text("# Ropes\n\nWords.\n")
    folder = tmp_path / "library"
    library = Library(Paths(folder, folder / "cache", folder / "config.toml"))
    library.open()
    with pytest.raises(SourceError, match="is not valid text"):
        await library.add(str(tmp_path / os.fsdecode(name)))
    library.close()


async def test_a_folder_without_posts_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    folder = tmp_path / "library"
    library = Library(Paths(folder, folder / "cache", folder / "config.toml"))
    library.open()
    with pytest.raises(SourceError, match="contains no posts in Markdown"):
        await library.add(str(tmp_path / "empty"))
    library.close()


@pytest.mark.parametrize(
    ("front", "day"),
    [
        *((f"{name}: 2019-03-05", DAY) for name in ("date", "PubDate", "publishDate", "published", "published_at")),
        *((f"{name}: 2019-03-05", DAY) for name in ("created", "date_published", "updated", "lastmod")),
        ("lastmod: 2020-01-01\ndate: 2019-03-05", DAY),
        ("date: soon\ncreated: 2019-03-05", DAY),
        ("date: 1819-03-05", date(1819, 3, 5)),
        ("date: '1819-03-05 10:00'", date(1819, 3, 5)),
        ("date: 2019-03-05T23:00:00-08:00", DAY),
        ("date: [2019-03-05]", None),
        ("date: {updated: 2019-03-05}", None),
        *((f"{name}: 2019/03/05/x", DAY) for name in ("path", "permalink", "url", "slug")),
        ("slug: x", None),
        ("extra: {date: 2019-03-05}", DAY),
        ("taxonomies: {date: 2019-03-05}", DAY),
        ("other: {date: 2019-03-05}", None),
        ("extra: {date: 2020-01-01}\ndate: 2019-03-05", DAY),
    ],
)
def test_a_day_has_many_names_in_front_matter(front: str, day: date | None) -> None:
    found = article("/blog/a.md", "a.md", f"---\n{front}\n---\nWords")
    assert found is not None
    assert found.date == day


@pytest.mark.parametrize(
    ("relative", "front", "category"),
    [
        ("a.md", "", None),
        ("sea/a.md", "", "sea"),
        ("posts/sea/land/a.md", "", "sea"),
        ("_posts/Blog/content/src/pages/docs/data/articles/notes/collections/2019/05/5/a.md", "", None),
        ("1850/a.md", "", "1850"),
        ("sea/sea/sea.md", "", "sea"),
        ("sea/land/index.md", "", "sea"),
        ("sea/index.md", "", None),
        ("sea/a.md", "categories: [land, sky]", "land"),
        ("sea/a.md", "category: land", "land"),
        ("sea/a.md", "section: land", "land"),
        ("sea/a.md", "categories: []\ncategory: land", "land"),
        ("sea/a.md", "categories: [[land]]", "sea"),
        ("sea/a.md", "categories: ' '", "sea"),
    ],
)
def test_a_category_is_named_or_a_folder(relative: str, front: str, category: str | None) -> None:
    found = article(f"/blog/{relative}", relative, f"---\n{front}\n---\nWords")
    assert found is not None
    assert found.category == category


@pytest.mark.parametrize(
    ("front", "is_draft"),
    [
        *((f"draft: {said}", True) for said in ("true", "Yes", "on")),
        *((f"published: {said}", True) for said in ("false", "No", "off")),
        *((f"draft: {said}", False) for said in ("false", "''", "maybe")),
        ("published: true", False),
        ("published: 2019-03-05", False),
        ("status: Draft", True),
        ("status: published", False),
    ],
)
def test_drafts_are_told_in_three_ways(front: str, is_draft: bool) -> None:
    assert (article("/blog/a.md", "a.md", f"---\n{front}\n---\nWords") is None) is is_draft


@pytest.mark.parametrize(
    ("relative", "text", "is_post"),
    [
        ("readme.md", "---\ndate: 2019-03-05\n---\nWords", True),
        *((f"{name}.md", "Words", False) for name in ("readme", "LICENSE", "ChangeLog", "contributing", "security")),
        *((f"x/{name}.md", "Words", False) for name in ("code_of_conduct", "404", "summary", "agents", "claude")),
        ("pull_request_template.md", "Words", False),
        ("_part.md", "Words", False),
        ("_part.md", "---\ndate: 2019-03-05\n---\nWords", True),
        ("index.md", "---\ndate: 2019-03-05\n---\nWords", False),
        ("a.md", " \n", False),
        ("a.md", "<!-- a --> <!-- b -->\n", False),
        ("a.md", "<!-- a --> Words", True),
    ],
)
def test_a_post_has_text_and_a_name_of_its_own(relative: str, text: str, is_post: bool) -> None:
    assert (article(f"/blog/{relative}", relative, text) is not None) is is_post


@pytest.mark.parametrize(
    "front",
    [
        *("description: Words", "summary: Words", "excerpt: Words", "description: ' '\nsummary: Words"),
        *("description: Words\nsummary: Other", "summary: Words\nexcerpt: Other", "description: [a]\nexcerpt: Words"),
    ],
)
def test_a_summary_is_what_front_matter_calls_so(front: str) -> None:
    found = article("/blog/a.md", "a.md", f"---\n{front}\n---\nText")
    assert found is not None
    assert found.summary == "Words"


@pytest.mark.parametrize(
    ("name", "front", "said"),
    [
        ("a.md", "author: Ann", ("Ann", "")),
        ("a.md", "authors: [Ann, {name: Bob, url: x}]", ("Ann, Bob", "")),
        ("a.md", "author: {name: Ann}", ("Ann", "")),
        ("a.md", "author: {url: x}", ("", "")),
        ("a.md", "lang: de", ("", "de")),
        ("a.md", "language: de", ("", "de")),
        ("a.md", "locale: de-AT", ("", "de-AT")),
        ("a.fr.md", "", ("", "fr")),
        ("a.pt-BR.md", "", ("", "pt-BR")),
        ("a.fr.md", "lang: de", ("", "de")),
        ("a.js.md", "", ("", "")),
        ("a.md", "extra: {author: Ann, lang: de}", ("Ann", "de")),
    ],
)
def test_authors_and_languages_are_read(name: str, front: str, said: tuple[str, str]) -> None:
    assert author_and_language(name, f"\ufeff---\r\n{front}\r\n---\r\nWords") == said


def _bomb(field: str) -> str:
    """Return a few lines of YAML that are 80 MB of text when their aliases are written out."""
    lines = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'boom'] * 10)}]" for n in range(7)]
    return "\n".join(["---", *lines, field, "---", "", "# Ropes", "", "Words"])


@pytest.mark.parametrize(
    "field",
    [
        *("title: *a6", "description: *a6", "draft: *a6", "status: *a6", "published: *a6", "date: *a6"),
        *("categories: *a6", "? *a6\n: x", "extra: {title: *a6}", "extra: &x {title: *x, extra: *x}", "<<: *a6"),
    ],
)
def test_aliases_in_the_front_matter_of_a_post_are_not_followed(field: str) -> None:
    found = article("/blog/ropes.md", "ropes.md", _bomb(field))
    assert found is not None
    assert (found.title, found.summary, found.date) == ("Ropes", "", None)


@pytest.mark.parametrize(
    "front",
    [
        f"---\ntitle: {'[' * 20_000}{']' * 20_000}\n---\n",
        f"---\ndate: {':'.join(['59'] * 10_000)}\n---\n",
        f"---\ndescription: {':'.join(['59'] * 10_000)}\n---\n",
        "---\ntitle: [a, list]\n---\n",
        "---\ntitle: {a: table}\n---\n",
        "---\ntitle: &a [*a]\n---\n",
        "---\ntitle: ~\n---\n",
        f"+++\n{'.'.join('a' * 24_000)} = 1\n+++\n",
        f"+++\ntitle = {'[' * 20_000}{']' * 20_000}\n+++\n",
        f"+++\ntitle = {'9' * 40_000}\n+++\n",
        f'{{"title": {"[" * 20_000}{"]" * 20_000}}}\n',
        '{"title": {"deep": [["x"]]}}\n',
    ],
)
def test_front_matter_that_says_what_no_field_holds_is_left_out(front: str) -> None:
    found = article("/blog/a-b.md", "a-b.md", f"{front}\n# Ropes\n")
    assert found is not None
    assert found.date is None
    assert found.title in ("Ropes", "A b")  # what can't be told from a text is one


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: 1_000\n", "1_000"),
        ("title: yes\n", "yes"),
        ("title: .nan\n", ".nan"),
        ("title: 2026-01-01\n", "2026-01-01"),
        ("title: !!binary aGVsbG8=\n", "aGVsbG8="),
        ("title: &name Ropes\nslug: *name\n", "Ropes"),
        ("title: null\nextra: {title: Ropes}\n", "Ropes"),
    ],
)
def test_a_title_is_what_stands_there_whatever_yaml_makes_of_it(front: str, title: str) -> None:
    found = article("/blog/a.md", "a.md", f"---\n{front}---\nWords")
    assert found is not None
    assert found.title == title
