"""The configuration file: what is accepted, what is refused and in which words, and what beats it."""

import os
import re
import sys
from operator import attrgetter
from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from blogreader import config
from blogreader.article_commands import ArticleCommand
from blogreader.cli.arguments import read as arguments
from blogreader.cli.context import settings
from blogreader.config import Config
from blogreader.errors import ConfigError, UsageError
from blogreader.keys import TABLE
from blogreader.paths import Paths, embedded_index, find, styles
from blogreader.sites import SiteRules

pytestmark = pytest.mark.installed

EXAMPLE = """
# Where the library is kept, and whether the network may be used.
library = "~/blogs"
offline = true

[network]
seconds = 12.5

[keys]
"articles.mark" = "R"
"everywhere.quit" = ["C-q", "Q"]
reader.zen = "Z"          # TOML's own way to write "reader.zen"
lists.page-down = ["Space", "PgDn"]
"""
SEVERAL = '"r" or ["r", "ctrl+r"]'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def understood(file: Path, text: str) -> Config:
    file.write_text(text)
    return config.read(file, named=True)


def refused(file: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        understood(file, text)
    assert caught.value.exit_status == 2
    return str(caught.value)


def test_an_example_with_everything_is_understood(file: Path) -> None:
    found = understood(file, EXAMPLE)
    assert (found.library, found.offline, found.fetching.seconds) == ("~/blogs", True, 12.5)
    keys = {key.id: key.keys for key in found.keys}
    assert keys["articles.mark"] == ("R",)
    assert keys["everywhere.quit"] == ("ctrl+q", "Q")
    assert keys["reader.zen"] == ("Z",)
    assert keys["lists.page-down"] == ("space", "pagedown")
    assert len(found.keys) == len(TABLE)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("network.wayback_address = 'http://a.example/{url}'", "fetching.wayback_address", "http://a.example/{url}"),
        *((f"network.proxy = '{one}'", "fetching.proxy", one) for one in ("", "http://a", "https://a:1", "socks5://a")),
        ("network.proxy = 'socks5h://a:1'", "fetching.proxy", "socks5h://a:1"),
        ("network.seconds = 600", "fetching.seconds", 600.0),
        ("network.page_mb = 0.1", "fetching.largest_page", 100_000),
        ("network.wayback = true", "fetching.wayback", True),
        ("reading.words_per_minute = 300", "fetching.words_per_minute", 300),
        ("reading.text_width = 100", "text_width", 100),
        ("reading.read_percent = 60", "rule.share", 0.6),
        ("reading.look_seconds = 3", "rule.seconds", 3.0),
        ("reading.images = 'off'", "images", "off"),
        ("lists.sort = 'date'", "sort", "date"),
        ("icons = 'ascii'", "icons", "ascii"),
        ("views." + "x" * 60 + " = 'y'", "views", (("x" * 60, "y"),)),
        ("#" + "x" * 9_999, "library", None),
    ],
)
def test_a_setting_is_what_the_file_says(file: Path, text: str, name: str, value: object) -> None:
    assert attrgetter(name)(understood(file, text)) == value


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("['wc', '-w']", ArticleCommand("w", ("wc", "-w"), "wc -w", "{text}", False)),
        ("['x', '{url}']", ArticleCommand("w", ("x", "{url}"), "x {url}", "", False)),
        ("{run = ['x'], stdin = '', title = 'X', terminal = true}", ArticleCommand("w", ("x",), "X", "", True)),
        ("{run = ['x', '{url}'], stdin = '{title}'}", ArticleCommand("w", ("x", "{url}"), "x {url}", "{title}", False)),
    ],
)
def test_a_command_gets_the_text_unless_its_words_or_its_input_say_otherwise(
    file: Path, said: str, command: ArticleCommand
) -> None:
    assert understood(file, f"commands.w = {said}").commands == (command,)


def test_of_a_host_an_article_and_more_can_be_chosen(file: Path) -> None:
    found = understood(file, "[sites.'A.example']\narticle = 'main'\ndrop = ['p']\nkeep = ['b', 'i']").fetching.sites
    assert found == {"a.example": SiteRules("main", ("p",), ("b", "i"))}
    assert understood(file, "[sites.localhost]").fetching.sites == {"localhost": SiteRules("", (), ())}


def test_how_articles_are_fetched_and_kept_can_be_set(file: Path) -> None:
    network = "[network]\ndelay = 0\njobs = 16\npage_mb = 0.5\npicture_mb = 200\n"
    found = understood(file, f"{network}[archive]\npictures = false\npages = false\n").fetching
    assert (found.delay, found.jobs, found.largest_page, found.largest_picture) == (0, 16, 500_000, 200_000_000)
    assert (found.pictures, found.pages) == (False, False)


@pytest.mark.parametrize("text", ["", "# nothing\n", "[network]\n[keys]\n"])
def test_what_a_file_leaves_out_is_as_the_program_has_it(file: Path, text: str) -> None:
    assert understood(file, text) == Config()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "\nlibary = 'x'\n",
            2,
            "libary is not a setting (did you mean library?); allowed settings: archive, commands, icons, ",
        ),
        ("offline = true\n\n[fetch]\njobs = 3\n", 3, "fetch is not a setting; allowed settings:"),
        (
            "[network]\nsecond = 3\n",
            2,
            "second is not a setting (did you mean seconds?); allowed settings: delay, jobs, page_mb",
        ),
        ("library = 3\n", 1, "library must be a folder in quotes."),
        ("offline = 'yes'\n", 1, "offline must be true or false."),
        ("offline = 1\n", 1, "offline must be true or false."),
        ("network = 30\n", 1, "network must be a table."),
        ("keys = 'vim'\n", 1, "keys must be a table."),
        ("[network]\n\nseconds = 'long'\n", 3, "seconds must be a number from 1 to 600."),
        ("[network]\nseconds = 0.5\n", 2, "seconds must be a number from 1 to 600."),
        ("[network]\nseconds = 601\n", 2, "seconds must be a number from 1 to 600."),
        ("[network]\nseconds = nan\n", 2, "seconds must be a number from 1 to 600."),
        ("[network]\nseconds = true\n", 2, "seconds must be a number from 1 to 600."),
        ("[network]\ndelay = -1\n", 2, "delay must be a number from 0 to 600."),
        ("[network]\ndelay = '1 s'\n", 2, "delay must be a number from 0 to 600."),
        ("[network]\njobs = 0\n", 2, "jobs must be a whole number from 1 to 16."),
        ("[network]\njobs = 17\n", 2, "jobs must be a whole number from 1 to 16."),
        ("[network]\njobs = 2.5\n", 2, "jobs must be a whole number from 1 to 16."),
        ("[network]\njobs = inf\n", 2, "jobs must be a whole number from 1 to 16."),
        ("[network]\n\npage_mb = 0\n", 3, "page_mb must be a number from 0.1 to 100."),
        ("[network]\npicture_mb = 201\n", 2, "picture_mb must be a number from 0.1 to 200."),
        ("archive = true\n", 1, "archive must be a table."),
        ("[archive]\npictures = 1\n", 2, "pictures must be true or false."),
        ("[archive]\n\npages = 'no'\n", 3, "pages must be true or false."),
        (
            "[archive]\nimages = true\n",
            2,
            "images is not a setting here (it stands inside [reading]); allowed settings: pages, pictures.",
        ),
        ('[keys]\n"articles.mark" = 3\n', 2, f"articles.mark must be a key or a list of keys: {SEVERAL}."),
        ('[keys]\n"articles.mark" = []\n', 2, f"articles.mark must be a key or a list of keys: {SEVERAL}."),
        ('[keys]\n"articles.mark" = ["x", 3]\n', 2, f"articles.mark must be a key or a list of keys: {SEVERAL}."),
        ('[keys]\n"articles.mark" = ""\n', 2, f"articles.mark must be a key or a list of keys: {SEVERAL}."),
        ('[keys]\n"articles.mark" = "x,y"\n', 2, f"articles.mark must be a key or a list of keys: {SEVERAL}."),
        ('[keys]\n"articles.mark" = "x y"\n', 2, f"articles.mark must be a key or a list of keys: {SEVERAL}."),
        ("[keys]\narticles.mark = 3\n", 2, f"articles.mark must be a key or a list of keys: {SEVERAL}."),
        ("[keys]\n\narticles.mark = 'ctr+r'\n", 3, "ctr+r is not the name of a key"),
        ("[keys]\narticles.mark = 'm'\n", 2, "m would be both articles.mark and articles.bookmark."),
        (
            '[keys]\n"articles.mark" = "x"\n\n"articles.marc" = "y"\n',
            4,
            "no key is called articles.marc (did you mean articles.mark?); known keys:",
        ),
        ('[sites]\n"example.com" = 3\n', 1, 'a site must be a table named after a host: [sites."example.com"].'),
        ('[sites."not a host"]\n', 1, 'a site must be a table named after a host: [sites."example.com"].'),
        (
            '[sites."a.example"]\narticle = "main"\nkept = ["p"]\n',
            3,
            "kept is not a setting (did you mean keep?); allowed settings: article, drop, keep.",
        ),
        ('[sites."a.example"]\narticle = 3\n', 2, "article must be a CSS selector in quotes."),
        ('[sites."a.example"]\ndrop = "p"\n', 2, "drop must be a list of CSS selectors."),
        ('[sites."a.example"]\narticle = "p["\n', 2, "p[ is not a valid CSS selector."),
        (
            '[sites."a.example"]\ndrop = ["p"]\n[sites."b.example"]\n\ndrop = ["p", "::x"]\n',
            *(5, "::x is not a valid CSS selector."),
        ),
        ("jobs = 3\n", 1, "jobs is not a setting here (it stands inside [network]); allowed settings:"),
        (
            "[network]\noffline = true\n",
            2,
            "offline is not a setting here (it stands above all tables); allowed settings:",
        ),
        ("[list]\n", 1, "list is not a setting (did you mean lists?); allowed settings:"),
        ("network.job = 3\n", 1, "job is not a setting (did you mean jobs?)"),
        ("network = { jobs = 99 }\n", 1, "jobs must be a whole number from 1 to 16."),
        ("jobs_of = 1\n[network]\njobs = 3\n", 1, "jobs_of is not a setting"),
        ("theme = 'blue'\n", 1, 'theme must be one of "blogreader-dark", "blogreader-light"'),
        ("theme = 'drakula'\n", 1, "(did you mean dracula?)."),
        ("theme = 'Dark'\n", 1, "(did you mean blogreader-dark?)."),
        ("icons = 'ascci'\n", 1, 'icons must be one of "auto", "unicode", "ascii" (did you mean ascii?).'),
        ("[reading]\nimages = 'kity'\n", 2, "(did you mean kitty?)."),
        ("icons = 1\n", 1, 'icons must be one of "auto", "unicode", "ascii".'),
        ("[lists]\nsort = 'relevance'\n", 2, 'sort must be one of "date", "-date"'),
        ("[reading]\ntext_width = 80.5\n", 2, "text_width must be a whole number from 20 to 200."),
        ("[reading]\nread_percent = 0\n", 2, "read_percent must be a whole number from 10 to 100."),
        (
            "[network]\nproxy = 'localhost:3128'\n",
            2,
            "proxy must be the address of a proxy, http://, https:// or socks5://.",
        ),
        ("[views]\n'New' = 3\n", 2, "the view New must be a query in quotes."),
        ("[views]\n'New' = 'is:unred'\n", 2, "the view New: "),
        ('[views]\n"a\\nb" = "x"\n', 1, '"a b" is not a valid view name: 1 to 60 characters on a line.'),
        ('[views]\n"" = "x"\n', 2, '"" is not a valid view name'),
        ("[commands]\nwc = ['wc']\n", 2, 'a command is named by the key that chooses it: w = ["wc", "-w"].'),
        (
            "[commands]\nw = 'wc -w'\n",
            2,
            'the command w must be a program and arguments, each in quotes: ["wc", "-w"].',
        ),
        ("[commands]\nw = []\n", 2, "the command w must be a program and arguments, each in quotes"),
        ("[commands]\nw = ['']\n", 2, "the command w must be a program and arguments, each in quotes"),
        ("[commands]\nw = ['{text}']\n", 2, "the program of the command w can't come from the article."),
        ("[commands]\nw = ['x', '{titel}']\n", 2, "{titel} is not a placeholder; did you mean {title}?"),
        ("[commands]\nw = { run = ['x'], stdin = 3 }\n", 2, "`stdin` and `title` must be texts"),
        ("[commands]\nw = { run = ['x'], shell = true }\n", 2, "shell is not a setting; allowed settings: run, stdin"),
        ("[commands.w]\nrun = ['x']\n\nterminl = true\n", 4, "terminl is not a setting (did you mean terminal?)"),
        ("[commands]\nspace = ['x']\nSpace = ['y']\n", 3, "Space is the key of two commands."),
        ("[keys]\nmark = 'x'\n", 2, "no key is called mark; known keys: those of `blogreader keys`."),
        ("[network]\nwayback_address = 'https://a.example/'\n", 2, "wayback_address must be "),
        ("[network]\nwayback_address = 'ftp://a.example/{url}'\n", 2, "wayback_address must be "),
        ("[network]\nproxy = 'socks4://a.example'\n", 2, "proxy must be "),
        ("[network]\nproxy = 'http:///a'\n", 2, "proxy must be "),
        ("[views]\n'" + "x" * 61 + "' = 'x'\n", 2, "is not a valid view name"),
        ("[commands]\nw = [3]\n", 2, "the command w must be a program and arguments, each in quotes"),
        (
            "[commands]\nw = { run = ['x'], title = 3 }\n",
            2,
            "of the command w, `stdin` and `title` must be texts, `terminal` true or false.",
        ),
        ("[commands]\nw = { run = ['x'], terminal = 'yes' }\n", 2, "`terminal` true or false"),
        ('[commands]\nw = ["x", "\\u0000"]\n', 2, "the command w contains a NUL character."),
        ("[commands]\nw = { run = ['x'], stdin = '{texts}' }\n", 2, "{texts} is not a placeholder"),
        ('[sites."a.example"]\ndrop = [3]\n', 2, "3 is not a valid CSS selector."),
        ('[sites."a.example"]\nkeep = ["p["]\n', 2, "p[ is not a valid CSS selector."),
        ('[sites."a.example"]\narticle = ""\n', 2, " is not a valid CSS selector."),
        ("[sites.a]\nx = 1\n[sites.'-a.example']\n", 2, "x is not a setting"),
        ("[sites.'-a.example']\n", 1, 'a site must be a table named after a host: [sites."example.com"].'),
    ],
)
def test_what_is_wrong_is_refused_with_its_file_its_line_and_what_is_allowed(
    file: Path, text: str, line: int, said: str
) -> None:
    sentence = refused(file, text)
    assert sentence.startswith(f"{file}, line {line}: ")
    assert said in sentence


def test_what_is_set_is_told_by_name_and_line_however_toml_nests_it(file: Path) -> None:
    text = """[keys]
articles.mark = "R"
"lists.down" = ["j", "C-j"]
[views]
'Short' = 'minutes:<5'
[commands]
w = ["wc"]
[commands.b]
run = ["save"]
[sites."a.example"]
keep = ["p"]
"""
    assert {**understood(file, text).given} == {
        "keys.articles.mark": ("R", 2),
        "keys.lists.down": (["j", "C-j"], 3),
        "views.Short": ("minutes:<5", 5),
        "commands.w": (["wc"], 7),
        "commands.b": ({"run": ["save"]}, 8),
        'sites."a.example".keep': (["p"], 11),
    }


@pytest.mark.parametrize(("length", "said"), [(200, "n" * 200), (201, "n" * 199 + "…")])
def test_of_a_long_name_so_much_is_quoted(file: Path, length: int, said: str) -> None:
    assert f": {said} is not a setting; " in refused(file, f"{'n' * length} = 1")


def test_a_clash_names_the_line_of_a_change_and_both_ids(file: Path) -> None:
    sentence = refused(file, "[keys]\n'lists.down' = 'j'\n'lists.up' = 'g'\n")
    assert sentence.startswith(f"{file}, line 3: g would be both ")
    assert "lists.up" in sentence
    assert "lists.top" in sentence


def test_text_that_is_no_toml_is_refused_with_its_line(file: Path) -> None:
    sentence = refused(file, "offline = true\nlibrary = yes\n")
    assert sentence.startswith(f"{file}: ")
    assert "line 2" in sentence


def test_a_missing_file_matters_only_when_it_was_named(file: Path) -> None:
    assert config.read(file, named=False) == Config()
    assert config.read(file / "below" / "a file", named=False) == Config()
    with pytest.raises(ConfigError, match=r"config\.toml does not exist"):
        config.read(file, named=True)


def test_what_is_no_text_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^\S+ is a folder, not a file\.$"):
        config.read(tmp_path, named=False)
    file.write_bytes(b"theme = 'auto'\n\n[library]\n# caf\xe9\n")
    with pytest.raises(ConfigError, match=r"config\.toml, line 4, is not UTF-8 text\."):
        config.read(file, named=False)
    file.write_bytes(b"#" * 1_000_001)
    with pytest.raises(ConfigError, match="larger than 1 MB"):
        config.read(file, named=False)


@pytest.mark.parametrize(
    "text",
    [
        "library = " + "[" * 500 + "]" * 500,
        "a = " + "{a=" * 500 + "1" + "}" * 500,
        "[sites]\nx = [" + "[" * 9_000,
    ],
    ids=["arrays", "tables", "unclosed"],
)
def test_brackets_inside_each_other_without_an_end_are_refused(file: Path, text: str) -> None:
    assert refused(file, text) == f"{file} nests too many brackets."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[network]\nseconds = " + "9" * 5_000, "digits"),
        ("a" + ".a" * 400_000 + " = 1", "line 1: a line has at most 10000 characters."),
        ("offline = true\n" + '"' + "n" * 900_000 + '" = 1', "line 2: a line has at most 10000 characters."),
        (" " * 9_000 + "libary = 1", "line 1: libary is not a setting"),
        ('"' + "n" * 9_000 + '" = 1', "nnn… is not a setting"),
        ('offline = true\n"' + "n" * 201 + '" = 1', "line 2: nnn"),
        ("[views]\n\n" + "n" * 201 + " = 'is:unread'", 'line 3: "nnn'),
        ("[keys]\n" + '"articles.mark" = "' + "x" * 9_000 + '"', "xxx… is not the name of a key"),
        ("[keys]\n" + "".join(f'k{number} = "x"\n' for number in range(40_000)), "line 2: no key is called k0"),
        ('[sites."a.example"]\narticle = "' + "(" * 9_000 + '"', "(((… is not a valid CSS selector"),
    ],
)
def test_whatever_is_too_long_is_refused_in_a_short_sentence(file: Path, text: str, said: str) -> None:
    sentence = refused(file, text)
    assert said in sentence
    assert len(sentence) < len(str(file)) + 400


@pytest.mark.parametrize(
    ("library", "said"),
    [
        (r"\u0000", r"\0: a file name can't contain a NUL character."),
        (r"/srv/a\u0000b", r"/srv/a\0b: a file name can't contain a NUL character."),
        ("/srv/" + "x" * 256, "this name is too long for a file."),
        ("/srv/" + "ä" * 128, "this name is too long for a file."),
        ("x/" * 3_000, "this name is too long for a file."),
        ("~nobody-of-this-name/books", "~nobody-of-this-name/books: there is no user nobody-of-this-name;"),
        ("~nobody-of-this-name", "there is no user nobody-of-this-name;"),
        ("", "library must be a folder in quotes."),
        (" ", "library must be a folder in quotes."),
    ],
)
def test_a_library_that_no_folder_can_be_is_refused_with_its_line(file: Path, library: str, said: str) -> None:
    sentence = refused(file, f'offline = true\nlibrary = "{library}"\n')
    assert sentence.startswith(f"{file}, line 2: ")
    assert said in sentence


def test_a_byte_order_mark_before_the_file_does_not_matter(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfoffline = true\n")
    assert config.read(file, named=True).offline


def test_what_is_no_regular_file_is_refused(file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(ConfigError, match="not a regular file"):
        config.read(file, named=False)
    file.unlink()
    for target, said in (("/dev/zero", "not a regular file"), (str(file), "symbolic links")):
        file.symlink_to(target)
        with pytest.raises(ConfigError, match=said):
            config.read(file, named=False)
        file.unlink()


def test_the_file_may_be_a_link(file: Path, tmp_path: Path) -> None:
    (tmp_path / "dotfiles.toml").write_text("offline = true\n")
    file.symlink_to(tmp_path / "dotfiles.toml")
    assert config.read(file, named=False).offline


# What beats what


def test_a_flag_beats_the_environment(tmp_path: Path) -> None:
    environment = {"BLOGREADER_LIBRARY": str(tmp_path / "e"), "BLOGREADER_CONFIG": str(tmp_path / "e.toml")}
    assert find(environment=environment) == Paths(tmp_path / "e", tmp_path / "e" / "cache", tmp_path / "e.toml")
    assert find(str(tmp_path / "f"), environment=environment) == Paths(
        tmp_path / "f", tmp_path / "f" / "cache", tmp_path / "e.toml"
    )
    assert find(None, str(tmp_path / "f.toml"), environment).config == tmp_path / "f.toml"
    assert find("", "", environment) == find(environment=environment)


def test_without_flag_and_environment_the_folders_are_those_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setattr("sys.platform", "linux")
    empty = {"BLOGREADER_LIBRARY": "", "BLOGREADER_CONFIG": ""}
    assert find(environment=empty) == Paths(
        tmp_path / "data" / "blogreader",
        tmp_path / "cache" / "blogreader",
        tmp_path / "config" / "blogreader" / "config.toml",
    )
    chosen = find(str(tmp_path / "mine"), environment=empty)
    assert (chosen.cache, chosen.config.name) == (tmp_path / "mine" / "cache", "config.toml")
    named = find(None, str(tmp_path / "mine.toml"), empty)
    assert (named.library, named.config) == (tmp_path / "data" / "blogreader", tmp_path / "mine.toml")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere they come from there")
@pytest.mark.parametrize("named", ["", "/srv/{}", "relative/{}", "~/{}"])
def test_the_folders_of_the_system_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", named.format(name.lower()))
    system = PlatformDirs("blogreader", appauthor=False)
    assert find(environment={}) == Paths(
        Path(system.user_data_dir), Path(system.user_cache_dir), Path(system.user_config_dir) / "config.toml"
    )


def test_a_name_of_a_folder_is_made_absolute_and_its_links_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert find("link/x/../blogs", "c.toml", {}).library == tmp_path / "link" / "blogs"
    assert find("~/blogs", "~/c.toml", {}) == Paths(
        tmp_path / "home" / "blogs", tmp_path / "home" / "blogs" / "cache", tmp_path / "home" / "c.toml"
    )


@pytest.mark.parametrize(
    ("flag", "environment", "in_file", "expected"),
    [
        ("flag", "environment", "file", "flag"),
        (None, "environment", "file", "environment"),
        (None, None, "file", "file"),
        (None, None, None, "data/blogreader"),
        ("flag", None, "file", "flag"),
        (None, "environment", None, "environment"),
    ],
)
def test_a_flag_beats_the_environment_and_the_environment_the_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: Path,
    flag: str | None,
    environment: str | None,
    in_file: str | None,
    expected: str,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("BLOGREADER_CONFIG", str(file))
    monkeypatch.delenv("BLOGREADER_LIBRARY", raising=False)
    if environment:
        monkeypatch.setenv("BLOGREADER_LIBRARY", str(tmp_path / environment))
    file.write_text(f"library = '{tmp_path / in_file}'\n" if in_file else "")
    words = ["list", *(("--library", str(tmp_path / flag)) if flag else ())]
    folders, _ = settings(arguments(words))
    assert folders.library == tmp_path / expected
    assert folders.config == file


@pytest.mark.parametrize(
    ("library", "expected"),
    [("books", "dotfiles/books"), ("../books", "books"), ("./~nobody", "dotfiles/~nobody"), ("~/books", "home/books")],
)
def test_a_relative_library_of_the_file_is_relative_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, expected: str
) -> None:
    for name in ("BLOGREADER_LIBRARY", "BLOGREADER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("dotfiles", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "dotfiles" / "config.toml").write_text(f"library = '{library}'\n")
    monkeypatch.chdir(tmp_path / "elsewhere")
    for named in ("../dotfiles/config.toml", str(tmp_path / "dotfiles" / "config.toml")):
        folders, _ = settings(arguments(["list", "--config", named]))
        assert folders.library == tmp_path / expected


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "~nobody-of-this-name/x",
            "there is no user nobody-of-this-name; ./~nobody-of-this-name/x is the file of that name here.",
        ),
        ("x" * 256, ": this name is too long for a file."),
        ("a\0b", "NUL"),
    ],
)
def test_a_name_that_no_file_can_have_is_refused_wherever_it_stands(tmp_path: Path, name: str, said: str) -> None:
    good = str(tmp_path)
    for library, chosen in ((name, good), (good, name), (name, None)):
        with pytest.raises(UsageError, match=re.escape(said)):
            find(library, chosen, {})
    with pytest.raises(UsageError, match=re.escape(said)):
        find(environment={"BLOGREADER_LIBRARY": name})


def test_a_folder_of_the_system_that_is_no_whole_path_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ("x" * 256)))
    with pytest.raises(UsageError, match="too long for a file"):
        find(environment={})
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    said = "is not an absolute path: set HOME to one, or name the library and the configuration file.$"
    with pytest.raises(UsageError, match=said):
        find(environment={})


def test_what_ships_with_the_program_is_there() -> None:
    assert embedded_index().read_text(encoding="utf-8").startswith("# Lucio Duran: Blog")
    assert (styles() / "app.tcss").is_file()


def test_the_rules_for_a_site_are_read(file: Path) -> None:
    text = (
        '[sites."Blog.Example"]\narticle = ".text"\ndrop = [".advert", "aside > p"]\nkeep = ["#intro"]\n'
        "[sites.localhost]\n"
    )
    sites = understood(file, text).fetching.sites
    assert sites == {
        "blog.example": SiteRules(".text", (".advert", "aside > p"), ("#intro",)),
        "localhost": SiteRules(),
    }
