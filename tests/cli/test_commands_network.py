"""`add`, `sources`, `refresh`, `remove`, `fetch`, `show` and `open` against a real server on loopback."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from blogreader.archive import Archive
from blogreader.errors import Empty
from blogreader.extract import Extracted, Form, Hints
from blogreader.library.offline.extraction_pool import ExtractionPool
from tests.conftest import Commands, FakeBrowser
from tests.site import Site

ARTICLES = 102
UNTOUCHED_BY_THIS_MACHINE = "http://127.0.0.1:1/index.md"  # port 1 of loopback: nobody answers


@pytest.fixture
def following(commands: Commands, site: Site) -> Commands:
    commands.done("add", site.index_url)
    site.requests.clear()
    return commands


# Sources


def test_adding_an_address_follows_it_in_place_of_what_came_with_the_program(commands: Commands, site: Site) -> None:
    result = commands.done("add", site.index_url)
    assert result.out == f"127-0-0-1 (The Loopback Notebook): {ARTICLES} articles\n"
    (row,) = commands.done("sources").rows
    assert row.split() == ["127-0-0-1", "102", "articles", "read", row.split()[4], site.index_url]
    assert commands.done("list", "--count").out == "102\n"


def test_sources_of_a_fresh_library_are_the_one_that_came_with_the_program(commands: Commands) -> None:
    (row,) = commands.done("sources").rows
    assert row == "lucioduran               102 articles  as supplied      https://lucioduran.com/blog"
    (source,) = json.loads(commands.done("sources", "--json").out)
    assert source == {
        "name": "lucioduran",
        "title": "Lucio Duran: Blog",
        "location": "https://lucioduran.com/blog",
        "format": "markdown",
        "completeness": None,
        "ways": [],
        "articles": 102,
        "read_at": None,
    }


def test_adding_to_a_library_in_use_keeps_what_it_has(commands: Commands, site: Site) -> None:
    commands.done("mark", "read", "category:Security")
    commands.done("add", site.index_url)
    assert [source["name"] for source in json.loads(commands.done("sources", "--json").out)] == [
        "lucioduran",
        "127-0-0-1",
    ]
    assert commands.done("list", "--count").out == f"{2 * ARTICLES}\n"
    assert commands.done("list", "--count", "source:127-0-0-1").out == f"{ARTICLES}\n"


def test_adding_twice_reads_again_and_follows_once(following: Commands, site: Site) -> None:
    result = following("add", site.index_url)
    assert (result.status, result.err) == (
        0,
        f"{site.index_url} is already followed as 127-0-0-1; it was read again.\n",
    )
    assert result.out.startswith("127-0-0-1 (")
    assert len(following.done("sources").rows) == 1
    result = following("add", "--dry-run", site.index_url)
    said = f"{site.index_url} is already followed as 127-0-0-1. Nothing was changed.\n"
    assert (result.status, result.out, result.err) == (0, "", said)


def test_several_are_removed_or_none(following: Commands, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(f"### [One](https://example.org/{name})\n")
        following.done("add", str(tmp_path / f"{name}.md"))
    result = following("remove", "a", "d", "b")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("blogreader: There is no source called d; ")
    assert len(following.done("sources").rows) == 4
    result = following.done("remove", "a", "b", str(tmp_path / "a.md"))
    assert result.rows == ["a is no longer followed", "b is no longer followed"]
    assert [row.split()[0] for row in following.done("sources").rows] == ["127-0-0-1", "c"]
    assert following("remove").status == 2


def test_several_are_added_and_one_that_fails_keeps_none_from_it(
    commands: Commands, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "my list.md").write_text("# Mine\n\n- [One](https://example.org/1)\n")
    result = commands("add", str(tmp_path / "missing.md"), site.index_url, str(tmp_path / "my list.md"))
    assert result.status == 3
    assert result.err == f"blogreader: {tmp_path / 'missing.md'} can't be read: no such file or directory.\n"
    assert result.rows[1] == "my-list (Mine): 1 article"
    assert commands.done("list", "--count").out == f"{ARTICLES + 1}\n"


def test_a_relative_path_is_followed_from_anywhere(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "blog.md").write_text("- [One](https://example.org/1)\n")
    monkeypatch.chdir(tmp_path)
    commands.done("add", "blog.md")
    monkeypatch.chdir("/")
    assert commands.done("refresh").out == "blog: new 0, changed 0, gone 0\n"


def test_refresh_tells_what_is_new_changed_and_gone(following: Commands, site: Site) -> None:
    assert following.done("refresh").out == "127-0-0-1: new 0, changed 0, gone 0\n"
    assert site.answers[-1] == ("/index.md", 304)
    post = site.add_post()
    site.change_summary(site.posts[5].slug, "Another summary.")
    site.change_summary(site.posts[6].slug, "Yet another summary.")
    assert following.done("refresh", "127-0-0-1").out == "127-0-0-1: new 1, changed 2, gone 0\n"
    assert [article["slug"] for article in json.loads(following.done("list", "is:new", "--json").out)] == [post.slug]
    assert following.done("list", "--count").out == f"{ARTICLES + 1}\n"


def test_refresh_of_a_file_tells_what_is_gone_and_a_broken_file_changes_nothing(
    commands: Commands, tmp_path: Path
) -> None:
    index = tmp_path / "blog.md"
    index.write_text("- [One](https://example.org/1)\n- [Two](https://example.org/2)\n")
    commands.done("add", str(index))
    index.write_text("- [Two](https://example.org/2)\n- [Three](https://example.org/3)\n")
    assert commands.done("refresh").out == "blog: new 1, changed 0, gone 1\n"
    index.write_text("nothing here any more\n")
    result = commands("refresh")
    assert (result.status, result.out) == (1, "")
    assert str(index) in result.err
    index.unlink()
    assert commands("refresh").status == 1
    assert commands.done("list", "--count", "--", "-is:gone").out == "2\n"
    assert commands.done("list", "--count", "is:gone").out == "1\n"


def test_refresh_in_part_and_of_what_is_not_followed(following: Commands, site: Site, tmp_path: Path) -> None:
    (tmp_path / "blog.md").write_text("- [One](https://example.org/1)\n")
    following.done("add", str(tmp_path / "blog.md"))
    site.broken["index.md"] = 500
    result = following("refresh")
    assert (result.status, result.out) == (3, "blog: new 0, changed 0, gone 0\n")
    assert result.err == "blogreader: 127.0.0.1 failed to answer (500); try again later.\n"
    result = following("refresh", "blog", "unknown")
    assert (result.status, result.out) == (1, "")
    assert result.err == "blogreader: There is no source called unknown; `blogreader sources` lists them.\n"


def test_offline_no_source_is_asked(following: Commands, site: Site) -> None:
    result = following("refresh", "--offline")
    assert result.status != 0
    assert f"Offline: {site.index_url} was not read." in result.err
    assert following("--offline", "add", f"{site.url}/hostile-index.md").status != 0
    assert site.requests == []


def test_nobody_at_the_address_is_an_error_and_nothing_is_followed(commands: Commands) -> None:
    result = commands("add", UNTOUCHED_BY_THIS_MACHINE)
    assert (result.status, result.out) == (1, "")
    assert "127.0.0.1:1 can't be reached" in result.err
    assert [row.split()[0] for row in commands.done("sources").rows] == ["lucioduran"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["name", "location"])
def test_remove_stops_following_by_name_or_location(following: Commands, site: Site, name: str) -> None:
    chosen = {"name": "127-0-0-1", "location": site.index_url}[name]
    following.done("show", site.posts[0].slug)
    documents = list((following.library / "archive").rglob("*.md"))
    assert following.done("remove", chosen).out == "127-0-0-1 is no longer followed\n"
    assert following.done("sources").out == ""
    assert following.done("list", "--count").out == "0\n"
    assert documents == list((following.library / "archive").rglob("*.md")) != []
    result = following("remove", chosen)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"blogreader: There is no source called {chosen}; ")


# Fetch


@pytest.mark.slow
def test_fetching_all_counts_those_that_are_fetched_unchanged_and_failed(following: Commands, site: Site) -> None:
    following.done("fetch", f"url:{site.posts[0].slug}", "-q")
    broken = [post.slug for post in site.posts[10:13]]
    site.broken |= dict(zip(broken, (404, 403, 500), strict=True))
    result = following("fetch")
    assert result.status == 3
    assert result.out == "98 fetched, 1 unchanged, 3 failed\n"
    lines = result.err.splitlines()
    said = "1 article is archived already; `blogreader fetch --check` asks whether it has changed."
    assert (len(lines), lines[-1]) == (ARTICLES + 1, said)
    assert sum(line.endswith(": fetched") for line in lines) == 98
    assert sum(line.endswith(": archived already") for line in lines) == 1
    assert sum("127.0.0.1" in line for line in lines) == 3
    assert following.done("list", "is:offline", "--count").out == "99\n"
    assert following.done("list", "is:failed", "--count").out == "3\n"
    # Only those that failed are tried again, and they are not failed any more.
    site.broken.clear()
    site.requests.clear()
    result = following("fetch", "--retry-failed")
    assert (result.status, result.out) == (0, "3 fetched, 0 unchanged, 0 failed\n")
    assert {path for path in site.requests if path.startswith("/posts/")} == {f"/posts/{slug}" for slug in broken}
    assert following.done("list", "is:failed", "--count").out == "0\n"
    result = following("fetch", "--retry-failed")
    assert (result.status, result.out, result.err) == (0, "", "Nothing failed.\n")
    # All of it is here now: nothing is asked, with or without a network.
    site.requests.clear()
    result = following("--offline", "fetch", "--quiet")
    assert (result.status, result.out, result.err) == (0, "0 fetched, 102 unchanged, 0 failed\n", "")
    assert site.requests == []


@pytest.mark.slow
@pytest.mark.parametrize("images", ["--images", "--no-images"])
def test_a_plain_fetch_brings_again_what_is_empty_or_was_found_damaged(
    following: Commands, site: Site, images: str
) -> None:
    archive = Archive(following.library / "archive")
    one, other = site.posts[:2]
    paths = [archive.path_of(site.url_of(post)) for post in (one, other)]
    both = f"url:{one.slug} OR url:{other.slug}"
    following("fetch", "-q", images, both)
    paths[0].write_bytes(b"")
    paths[1].write_bytes(b"no document")
    assert following("fetch", "-q", images, both).out == "1 fetched, 1 unchanged, 0 failed\n"
    result = following("show", other.slug)
    assert result.status == 1
    assert result.err == (
        f"blogreader: {paths[1]} is damaged (no front matter); `blogreader fetch` fetches the article again.\n"
    )
    result = following("fetch", "--offline", both)
    assert (result.status, result.out) == (3, "0 fetched, 1 unchanged, 1 failed\n")
    assert "fetches the article again" in result.err
    assert following("fetch", "-q", images, both).out == "1 fetched, 1 unchanged, 0 failed\n"
    assert following("fetch", "-q", images, both).out == "0 fetched, 2 unchanged, 0 failed\n"
    assert other.markers.last in following.done("show", "--format", "md", other.slug).out


@pytest.mark.slow
def test_a_text_that_was_damaged_is_fetched_whole_again(following: Commands, site: Site) -> None:
    post = site.posts[0]
    following.done("fetch", "-q", f"url:{post.slug}")
    (path,) = (following.library / "archive").rglob("*.md")
    whole = path.read_text()
    path.write_text(whole[: len(whole) // 2])
    assert following.done("fetch", "-q", "--force", f"url:{post.slug}").out == "1 fetched, 0 unchanged, 0 failed\n"
    assert path.read_text().partition("\n---\n")[2] == whole.partition("\n---\n")[2]
    # One that is whole, with its page, is only asked about.
    assert following.done("fetch", "-q", "--force", f"url:{post.slug}").out == "0 fetched, 1 unchanged, 0 failed\n"


@pytest.mark.slow
def test_a_page_that_was_not_kept_comes_with_force_and_is_missed_by_re_extract(following: Commands, site: Site) -> None:
    article = f"url:{site.posts[0].slug}"
    following.done("fetch", "-q", "--no-html", article)
    result = following("fetch", "-q", "--re-extract")
    assert result.out == "0 extracted again, 0 unchanged, 0 failed\n"
    assert result.err == "1 article has no saved page; `blogreader fetch --force` fetches it.\n"
    assert following.done("fetch", "-q", "--force", article).out == "1 fetched, 0 unchanged, 0 failed\n"
    assert following.done("fetch", "-q", "--re-extract").out == "0 extracted again, 1 unchanged, 0 failed\n"


@pytest.mark.slow
def test_pictures_that_could_not_be_had_are_tried_again_with_what_failed(following: Commands, site: Site) -> None:
    post = site.posts[0]
    picture, article = f"images/{post.number}.png", f"url:{post.slug}"
    site.broken[picture] = 404
    assert following("fetch", article).err.endswith(": fetched, except 1 picture\n")
    assert following.done("fetch", "-q", article).out == "0 fetched, 1 unchanged, 0 failed, 1 picture lost\n"
    site.broken.clear()
    site.requests.clear()
    assert following("fetch", "-q", "--retry-failed", "--no-images").err == "Nothing failed.\n"
    assert following("fetch", "-q", "--retry-failed", f"-{article}").err == "Nothing failed.\n"
    assert following.done("fetch", "-q", "--retry-failed", article).out == "1 fetched, 0 unchanged, 0 failed\n"
    assert f"/{picture}" in site.requests
    assert post.path not in site.requests
    assert following("fetch", "-q", "--retry-failed").err == "Nothing failed.\n"


def test_quiet_leaves_the_failures_and_the_summary(following: Commands, site: Site) -> None:
    first, second = site.posts[0], site.posts[1]
    site.broken[first.slug] = 404
    result = following("fetch", "-q", f"url:{first.slug} OR url:{second.slug}")
    assert (result.status, result.out) == (3, "1 fetched, 0 unchanged, 1 failed\n")
    (line,) = result.err.splitlines()
    assert line.endswith(": 127.0.0.1 says that this page is gone (404).")


def test_when_every_article_fails_the_status_is_that_of_an_error(following: Commands, site: Site) -> None:
    post = site.posts[0]
    site.broken[post.slug] = 404
    result = following("fetch", f"url:{post.slug}")
    assert (result.status, result.out) == (1, "0 fetched, 0 unchanged, 1 failed\n")


def test_what_is_not_tried_any_more_has_not_failed(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "index.md"
    path.write_text("".join(f"### [Post {number}](http://127.0.0.1:1/{number})\n\n" for number in range(30)))
    commands.done("add", str(path))
    result = commands("fetch", "-q", "--jobs", "1")
    counts = re.fullmatch(r"0 fetched, 0 unchanged, (\d+) failed, (\d+) not tried\n", result.out)
    assert counts is not None
    assert (result.status, int(counts[1]) + int(counts[2])) == (1, 30)
    lines = [line.partition(": ")[2] for line in result.err.splitlines()]
    assert sum(line.startswith("not tried: 127.0.0.1:1 can't be reached") for line in lines) == int(counts[2]) > 0
    assert commands.done("list", "is:failed", "--count").out == f"{counts[1]}\n"


def test_offline_what_is_not_archived_fails_with_a_status_of_its_own(following: Commands, site: Site) -> None:
    post = site.posts[0]
    result = following("fetch", "--offline", f"url:{post.slug}")
    assert (result.status, result.out) == (4, "0 fetched, 0 unchanged, 1 failed\n")
    assert "Offline, and this article is not in the archive yet." in result.err
    assert site.requests == []
    # Being offline is no failure of the article's.
    assert following.done("list", "is:failed", "--count").out == "0\n"


@pytest.mark.slow
def test_force_asks_again_and_a_failure_then_keeps_what_is_there(following: Commands, site: Site) -> None:
    post = site.posts[0]
    following.done("fetch", f"url:{post.slug}", "-q")
    site.requests.clear()
    following("fetch", f"url:{post.slug}")
    assert site.requests == []
    assert following("fetch", "--force", f"url:{post.slug}").status == 0
    assert site.answers[-1] == (post.path, 304)
    site.broken[post.slug] = 500
    assert following("fetch", "--force", f"url:{post.slug}").status == 1
    assert post.markers.first[:30] in following.done("show", post.slug, "--offline").out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            "<title>Sign in</title><main><p>Please log in to read this.</p><p>Forgot your password?</p></main>",
            "a login",
        ),
        ("<title>x</title><main><p>We value your privacy, and use cookies.</p><p>Accept all</p></main>", "for consent"),
        ("<title>x</title><article><p>It was a gate of oak, and it stood until the flood of that year.", "No article"),
    ],
)
def test_what_came_instead_is_said_kept_beside_and_taken_when_it_is_accepted(
    following: Commands, site: Site, page: str, said: str
) -> None:
    post = site.posts[0]
    article = f"url:{post.slug}"
    following.done("fetch", article, "-q")
    site.instead[post.slug] = page
    result = following("fetch", "--force", article)
    assert result.status == 1
    assert said in result.err
    assert "`--accept-shorter` accepts it." in result.err
    copy = Path(result.err.rpartition(" The new text is in ")[2].partition(". `")[0])
    assert copy.suffix == ".shorter"
    assert copy.exists()
    assert post.markers.first[:30] in following.done("show", post.slug, "--offline").out
    assert following.done("doctor").out == "Everything is fine.\n"
    assert following("fetch", "--force", "--accept-shorter", article).status == 0
    assert post.markers.first[:30] not in following.done("show", post.slug, "--offline").out
    assert not copy.exists()


@pytest.mark.slow
def test_an_archived_article_that_could_not_be_fetched_again_is_told_and_tried_again(
    following: Commands, site: Site
) -> None:
    post, other = site.posts[:2]
    following("fetch", "-q", f"url:{post.slug} OR url:{other.slug}")
    site.broken[post.slug] = 500
    following("fetch", "-q", "--force", f"url:{post.slug} OR url:{other.slug}")
    assert following.done("list", "--count", "is:failed is:offline").out == "1\n"
    [article] = json.loads(following.done("list", "--json", "is:failed").out)
    assert (article["offline"], article["error"]) == (True, "127.0.0.1 failed to answer (500); try again later.")
    assert following.done("doctor").out == "Everything is fine.\n"
    # Nobody who only asks for what is missing has it asked for again.
    site.requests.clear()
    assert following("fetch", "-q", f"url:{post.slug}").out == "0 fetched, 1 unchanged, 0 failed\n"
    assert following("fetch", "-q", "--offline", "--retry-failed").out == "0 fetched, 1 unchanged, 0 failed\n"
    assert site.requests == []
    assert following("fetch", "-q", "--retry-failed").out == "0 fetched, 0 unchanged, 1 failed\n"
    assert following.done("list", "--count", "is:failed is:offline").out == "1\n"
    del site.broken[post.slug]
    assert following("fetch", "-q", "--retry-failed").out == "0 fetched, 1 unchanged, 0 failed\n"
    assert following.done("list", "--count", "is:failed").out == "0\n"
    (following.library / "cache" / "catalogue.db").unlink()
    assert following.done("list", "--count", "is:failed").out == "0\n"


@pytest.mark.parametrize("words", [("--images", "--no-images"), ("--no-images", "--images")])
def test_pictures_are_wanted_or_not(following: Commands, site: Site, words: tuple[str, ...]) -> None:
    result = following("fetch", *words)
    assert (result.status, result.out) == (2, "")
    assert result.err == "blogreader: Use only one of --images and --no-images.\n"
    assert site.requests == []


@pytest.mark.parametrize(("words", "pictures"), [((), False), (("--images",), True), (("--no-images",), False)])
def test_what_is_said_of_pictures_beats_the_configuration(
    following: Commands, site: Site, tmp_path: Path, words: tuple[str, ...], pictures: bool
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[archive]\npictures = false\n")
    following("fetch", "-q", "--config", str(config), *words, f"url:{site.posts[0].slug}")
    assert bool(kept(following, "*.png")) is pictures


@pytest.mark.parametrize("jobs", ["0", "-1", "17", "many"])
def test_jobs_takes_a_small_number(following: Commands, jobs: str) -> None:
    result = following("fetch", "--jobs", jobs)
    assert (result.status, result.out) == (2, "")
    assert "--jobs" in result.err


def test_fetching_what_nothing_matches_or_means_is_an_error(following: Commands) -> None:
    result = following("fetch", "nothing-has-this-word")
    assert (result.status, result.out, result.err) == (1, "", "Nothing matches.\n")
    assert following("fetch", "minutes:<").status == 2


def kept(commands: Commands, pattern: str) -> list[Path]:
    return sorted((commands.library / "archive").rglob(pattern))


@pytest.mark.slow
def test_documents_are_made_anew_from_their_pages_without_the_network(
    following: Commands, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = site.posts[:2]
    for post in posts:
        following.done("show", post.slug)
    site.requests.clear()
    result = following("--offline", "fetch", "--re-extract")
    assert (result.status, result.out) == (0, "0 extracted again, 2 unchanged, 0 failed\n")
    real = ExtractionPool.extract

    async def better(self: ExtractionPool, text: str, url: str, hints: Hints, form: Form, *rest: Any) -> Extracted:
        found = await real(self, text, url, hints, form, *rest)
        return replace(found, text=f"Better.\n\n{found.text}", author="Ada")

    monkeypatch.setattr(ExtractionPool, "extract", better)
    result = following("fetch", "--re-extract", f"url:{posts[0].slug}")
    assert (result.status, result.out) == (0, "1 extracted again, 0 unchanged, 0 failed\n")
    assert result.err.endswith(": extracted again\n")
    text = following.done("show", posts[0].slug, "--format", "md").out
    assert "Better." in text
    assert posts[0].markers.last in text
    assert "Better." not in following.done("show", posts[1].slug, "--format", "md").out
    assert site.requests == []


def test_an_extractor_that_finds_nothing_any_more_takes_nothing_away(
    following: Commands, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = site.posts[0]
    before = following.done("show", post.slug).out

    async def nothing(*_: object, **__: object) -> Extracted:
        raise Empty("No article was found on this page.")

    monkeypatch.setattr(ExtractionPool, "extract", nothing)
    result = following("fetch", "--re-extract", f"url:{post.slug}")
    assert (result.status, result.out) == (1, "0 extracted again, 0 unchanged, 1 failed\n")
    assert following.done("show", post.slug).out == before


@pytest.mark.slow
def test_pages_and_pictures_are_kept_unless_they_are_not_wanted(following: Commands, site: Site) -> None:
    one, two = site.posts[0], site.posts[1]
    following("fetch", "-q", "--no-html", "--no-images", f"url:{one.slug}")
    assert (len(kept(following, "*.md")), kept(following, "*.gz"), kept(following, "*.png")) == (1, [], [])
    assert not any(path.startswith("/images/") for path in site.requests)
    result = following("fetch", "--re-extract", f"url:{one.slug}")
    assert (result.status, result.out) == (0, "0 extracted again, 0 unchanged, 0 failed\n")
    following("fetch", "-q", f"url:{two.slug}")
    [page] = kept(following, "*.gz")
    assert page.name.startswith(two.slug[:20])
    before = len(kept(following, "*.png"))
    assert before > 0
    site.requests.clear()
    following("fetch", "-q", f"url:{one.slug}")  # which now wants the pictures
    assert one.path not in site.requests
    assert len(kept(following, "*.png")) > before


def test_what_is_archived_is_not_called_unchanged_before_anybody_looked(following: Commands, site: Site) -> None:
    one, other = site.posts[:2]
    query = f"url:{one.slug} OR url:{other.slug}"
    following("fetch", "-q", query)
    site.broken[one.slug] = 404
    site.requests.clear()
    result = following("fetch", query)
    assert (result.status, result.out, site.requests) == (0, "0 fetched, 2 unchanged, 0 failed\n", [])
    assert [line.rpartition(": ")[2] for line in result.err.splitlines()] == [
        "archived already",
        "archived already",
        "2 articles are archived already; `blogreader fetch --check` asks whether they have changed.",
    ]
    assert following("fetch", "--offline", query).err.count("--check") == 0
    assert following("fetch", "--quiet", query).err == ""
    result = following("fetch", "--check", query)
    assert result.status == 3
    assert [line.rpartition(": ")[2] for line in result.err.splitlines()].count("unchanged") == 1
    result = following("fetch", "--force", f"url:{other.slug}")
    assert (result.out, result.err.count("unchanged")) == ("0 fetched, 1 unchanged, 0 failed\n", 1)


def test_a_page_that_is_not_wanted_any_more_goes_also_when_the_server_has_nothing_new(
    following: Commands, site: Site
) -> None:
    post = site.posts[0]
    following("fetch", "-q", f"url:{post.slug}")
    assert len(kept(following, "*.gz")) == 1
    result = following("fetch", "-q", "--force", "--no-html", f"url:{post.slug}")
    assert (site.answers[-1], result.out) == ((post.path, 304), "0 fetched, 1 unchanged, 0 failed\n")
    assert kept(following, "*.gz") == []
    assert len(kept(following, "*.md")) == 1


# Show and open


def test_show_fetches_once_and_prints_the_text_at_a_width(following: Commands, site: Site) -> None:
    post = site.posts[4]
    lines = following.done("show", post.slug, "--width", "50").rows
    assert " ".join(post.title.split())[:40] in " ".join(lines[:4])
    assert max(map(len, lines)) <= 50
    assert len(lines[-1]) > 0
    wider = following.done("show", post.slug, "--width=70").rows
    assert 50 < max(map(len, wider)) <= 70
    assert len(wider) < len(lines)
    # Without a terminal it is that of COLUMNS, but at most 80.
    assert max(map(len, following.done("show", post.slug).rows)) <= 80
    assert site.requests == [post.path]


def test_show_as_markdown_is_a_document_with_its_title(following: Commands, site: Site) -> None:
    post = site.posts[0]
    text = following.done("show", post.slug, "--format", "md").out
    assert text.startswith(r"# Why \`yield \[x\]\` \& ")
    assert post.markers.first in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_show_as_html_is_a_piece_of_html(following: Commands, site: Site) -> None:
    text = following.done("show", site.posts[1].slug, "--format", "html").out
    assert text.startswith("<h1>日本語の見出し: R&amp;D &lt;notes&gt; on 100% of *nothing* &amp; `a_b_c` [part 2]</h1>")
    assert "<p>" in text
    assert not text.endswith("\n\n")


def test_show_as_json_is_the_article_with_its_text(following: Commands, site: Site) -> None:
    post = site.posts[4]
    shown = json.loads(following.done("show", post.slug, "--format", "json").out)
    (listed,) = json.loads(following.done("list", "--json", "is:offline").out)
    assert list(shown) == [*listed, "text"]
    assert (shown["slug"], shown["title"]) == (post.slug, post.title)
    assert post.markers.first in shown["text"]


@pytest.mark.slow
def test_the_last_line_counts_the_pictures_that_are_lost(following: Commands, site: Site) -> None:
    posts = site.posts[:3]
    query = " OR ".join(f"url:{post.slug}" for post in posts)
    for post in posts[:2]:
        site.broken[f"images/{post.number}.png"] = 404
    assert following("fetch", query).out == "3 fetched, 0 unchanged, 0 failed, 2 pictures lost\n"
    assert following("fetch", query).out == "0 fetched, 3 unchanged, 0 failed, 2 pictures lost\n"
    site.broken.clear()
    site.broken[f"images/{posts[0].number}.png"] = 404
    assert following("fetch", "--retry-failed").out == "1 fetched, 1 unchanged, 0 failed, 1 picture lost\n"
    assert following("fetch", "--no-images", query).out == "0 fetched, 3 unchanged, 0 failed\n"


@pytest.mark.parametrize("words", ["url", "messy url", "slug", "beginning", "middle", "end", "capitals"])
def test_an_article_is_named_by_url_slug_or_a_part_of_one(following: Commands, site: Site, words: str) -> None:
    post = site.posts[4]
    url = site.url_of(post)
    named = {
        "url": url,
        "messy url": f"{url}/?utm_source=x#top",
        "slug": post.slug,
        "beginning": post.slug[:-3],
        "middle": post.slug[3:-3],
        "end": post.slug[3:],
        "capitals": post.slug[3:].upper(),
    }
    assert following.done("open", "--print", named[words]).out == f"{url}\n"
    assert following.done("open", "--print", "--", named[words]).out == f"{url}\n"


@pytest.mark.parametrize("part", ["web", "ing-a", "data"])
def test_an_ambiguous_part_lists_the_candidates(commands: Commands, part: str) -> None:
    result = commands("open", "--print", part)
    assert (result.status, result.out) == (1, "")
    first, *candidates = result.err.splitlines()
    assert first == f"blogreader: {part} could be any of these {len(candidates)}:"
    assert len(candidates) > 1
    assert all(part in candidate for candidate in candidates)
    for candidate in candidates:
        assert commands.done("open", "--print", candidate.strip()).out.endswith(f"/{candidate.strip()}\n")


def test_more_candidates_than_fit_are_counted(commands: Commands, tmp_path: Path) -> None:
    index = tmp_path / "many.md"
    index.write_text("".join(f"- [One](https://example.org/same-{number})\n" for number in range(30)))
    commands.done("add", str(index))
    result = commands("show", "same")
    assert result.status == 1
    assert len(result.err.splitlines()) == 12
    assert result.err.endswith("  … and 20 more\n")


def test_a_slug_that_is_a_part_of_another_names_its_own_article_and_no_part_is_a_pattern(
    commands: Commands, tmp_path: Path
) -> None:
    slugs = ["go", "go-fast", "100%25-go", "a_b", "axb"]
    (tmp_path / "blog.md").write_text("".join(f"- [One](https://example.org/{slug})\n" for slug in slugs))
    commands.done("add", str(tmp_path / "blog.md"))
    for words, slug in (("go", "go"), ("-fast", "go-fast"), ("%", "100%25-go"), ("_", "a_b"), ("xb", "axb")):
        assert commands.done("open", "--print", words).out == f"https://example.org/{slug}\n"
    assert commands("open", "--print", "*").status == 1


def test_one_slug_of_two_hosts_is_told_apart_by_addresses(commands: Commands, tmp_path: Path) -> None:
    index = tmp_path / "two.md"
    index.write_text("- [One](https://a.example.org/post)\n- [Two](https://b.example.org/post)\n")
    commands.done("add", str(index))
    result = commands("show", "post")
    assert result.status == 1
    assert result.err.splitlines()[1:] == ["  https://a.example.org/post", "  https://b.example.org/post"]


@pytest.mark.parametrize("words", ["no-such-article", "https://example.org/never", "-dashed", "\udcff", "/etc/passwd"])
def test_an_unknown_article_is_an_error(commands: Commands, words: str) -> None:
    for command in (("show",), ("open", "--print")):
        result = commands(*command, "--", words)
        assert (result.status, result.out) == (1, "")
        assert result.err.startswith("blogreader: No article is called ")


def test_a_slug_may_begin_with_a_dash(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "blog.md").write_text("- [One](https://example.org/-dashed)\n")
    commands.done("add", str(tmp_path / "blog.md"))
    assert commands.done("open", "--print", "-dashed").out == "https://example.org/-dashed\n"


@pytest.mark.slow
def test_offline_an_archived_article_is_shown_and_another_is_not(following: Commands, site: Site) -> None:
    here, away = site.posts[0], site.posts[1]
    following.done("show", here.slug)
    site.requests.clear()
    assert following.done("show", here.slug, "--offline").out
    result = following("show", away.slug, "--offline")
    assert (result.status, result.out.splitlines()[0]) == (4, away.title)  # its card, without a text
    assert result.err == "blogreader: Offline, and this article is not in the archive yet. This is only its card.\n"
    assert site.requests == []


@pytest.mark.parametrize("name", ["urls", "feeds.opml"])
def test_of_a_list_of_feeds_each_is_followed_and_those_that_fail_are_named(
    commands: Commands, site: Site, tmp_path: Path, name: str
) -> None:
    those = [f"{site.url}/none.xml", site.index_url]
    outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in those)
    outlines += '<outline xmlUrl="nowhere"/>'
    lists = {
        "urls": "\n".join([*those, "nowhere"]),
        "feeds.opml": f'<opml version="2.0"><body>{outlines}</body></opml>',
    }
    (tmp_path / name).write_text(lists[name])
    (tmp_path / "empty.opml").write_text('<opml version="2.0"><body></body></opml>')
    tried = commands("add", "--dry-run", str(tmp_path / name))
    assert (tried.status, tried.err.splitlines()[1].startswith(f"blogreader: {those[0]}: ")) == (3, True)
    assert site.index_url not in commands.done("sources").out
    result = commands("add", str(tmp_path / name), str(tmp_path / "empty.opml"))
    assert result.status == 3
    assert [line.partition(": ")[2] for line in result.err.splitlines()] == [
        "not a web address: nowhere.",
        f"{those[0]}: 127.0.0.1 says that this page is gone (404).",
        f"{tmp_path}/empty.opml lists no feeds.",
    ]
    assert commands.done("sources").out.count(site.index_url) == 1


@pytest.mark.slow
def test_a_card_has_what_the_index_says_of_an_article_and_nothing_for_the_rest(
    commands: Commands, tmp_path: Path
) -> None:
    feed = tmp_path / "feed.json"
    little = {"id": "1", "url": "https://example.org/little"}
    much = {
        "id": "2",
        "url": "https://example.org/much",
        "title": "Much",
        "date_published": "2024-05-06T07:00:00Z",
        "authors": [{"name": "Ada *L*"}],
        "summary": "What it is about.",
    }
    feed.write_text(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Blog", "items": [little, much]})
    )
    commands.done("add", str(feed))
    shown = [commands("show", name, "--offline", "--format", "md").out.splitlines() for name in ("little", "much")]
    assert [line for line in shown[0][1:] if line] == ["<https://example.org/little>"]
    assert [line for line in shown[1] if line] == [
        "# Much",
        "2024-05-06 · Ada \\*L\\*",
        "What it is about.",
        "<https://example.org/much>",
    ]


def test_offline_in_the_environment_or_the_configuration_is_offline(
    following: Commands, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text("offline = true\n")
    assert following("--config", str(tmp_path / "config.toml"), "show", site.posts[1].slug).status == 4
    monkeypatch.setenv("BLOGREADER_OFFLINE", "1")
    assert following("show", site.posts[1].slug).status == 4


def test_the_rules_for_a_site_choose_what_of_its_pages_is_the_article(
    following: Commands, site: Site, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[sites."127.0.0.1"]\narticle = "body"\ndrop = ["p"]\n')
    chosen, other = site.posts[1], site.posts[2]
    assert (
        chosen.markers.first not in following.done("--config", str(config), "show", chosen.slug, "--format", "md").out
    )
    assert other.markers.first in following.done("show", other.slug, "--format", "md").out


@pytest.mark.slow
def test_a_rule_that_finds_no_article_is_told_once_and_does_no_harm(
    following: Commands, site: Site, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[sites."127.0.0.1"]\narticle = "main > .no-such-thing"\n')
    one, two = site.posts[1:3]
    told = (
        "Nothing matches `main > .no-such-thing` on {} of 127.0.0.1, where [sites] in the configuration says the"
        " article is; the rule was ignored."
    )
    result = following("--config", str(config), "show", one.slug, "--format", "md")
    assert (result.status, result.err) == (0, told.format("1 page") + "\n")
    assert one.markers.last in result.out
    result = following("--config", str(config), "fetch", "--force", f"url:{one.slug} OR url:{two.slug}")
    assert result.err.splitlines()[-1] == told.format("1 page")  # of one the server says that nothing changed
    result = following("--config", str(config), "fetch", "--re-extract", f"url:{one.slug} OR url:{two.slug}")
    assert result.err.splitlines()[-1] == told.format("2 pages")
    assert following("--config", str(config), "fetch", "-q", "--re-extract", f"url:{one.slug}").err == ""
    config.write_text('[sites."127.0.0.1"]\narticle = "body"\ndrop = [".no-such-thing"]\n')
    assert "Nothing matches" not in following("--config", str(config), "fetch", "--re-extract", f"url:{one.slug}").err


def test_a_failed_fetch_is_told_and_remembered(following: Commands, site: Site) -> None:
    site.broken[site.posts[0].slug] = 503
    result = following("show", site.posts[0].slug)
    assert (result.status, result.out) == (1, "")
    assert result.err == "blogreader: 127.0.0.1 is busy (503); try again later.\n"
    assert following.done("list", "is:failed", "--count").out == "1\n"


@pytest.mark.parametrize("words", [("--width", "0"), ("--width", "-5"), ("--width", "wide"), ("--format", "pdf")])
def test_show_refuses_what_it_can_not_do(commands: Commands, words: tuple[str, ...]) -> None:
    result = commands("show", "some-slug", *words)
    assert (result.status, result.out) == (2, "")
    assert words[0] in result.err


def test_open_gives_the_browser_an_address_rebuilt_from_its_parts(
    commands: Commands, tmp_path: Path, browser: FakeBrowser
) -> None:
    (tmp_path / "blog.md").write_text("- [One](<HTTPS://Example.org:443/a b>)\n")
    commands.done("add", str(tmp_path / "blog.md"))
    assert commands.done("open", "a b").out == ""
    assert browser.asked == [["https://example.org/a%20b"]]


def test_without_a_browser_the_address_is_told(commands: Commands, browser: FakeBrowser) -> None:
    browser.choose("false:no-such-program")
    result = commands("open", "formal-verification")
    assert (result.status, result.out) == (1, "")
    assert "https://lucioduran.com/blog/formal-verification-tla-plus-distributed-systems" in result.err


def test_a_local_document_is_shown_without_a_network_and_not_given_to_a_browser(
    commands: Commands, tmp_path: Path
) -> None:
    (tmp_path / "blog.md").write_text("- [Local](posts/local.md)\n")
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "local.md").write_text("# Local\n\nWritten here.\n")
    commands.done("add", str(tmp_path / "blog.md"))
    assert "Written here." in commands.done("show", "--offline", "local").out
    result = commands("open", "local")
    assert result.status != 0
    assert "is not an address that a browser can open" in result.err
    (tmp_path / "posts" / "local.md").unlink()
    result = commands("show", "local")
    assert (result.status, result.out) == (1, "")
    assert str(tmp_path / "posts" / "local.md") in result.err
