"""The table of commands: name, arguments and help of each, as data."""

from typing import Any

from blogreader import __version__
from blogreader.text import clean_line

_WIDE_EXAMPLE = 48
"""Examples of more characters have their explanation on the next line."""


class Argument:
    """One argument, in argparse's terms; a plain class, because making a dataclass costs a start half a millisecond."""

    def __init__(self, *names: str, **options: Any) -> None:
        self.names = names
        self.options = options

    @property
    def is_option(self) -> bool:
        """Whether its name begins with a dash."""
        return self.names[0].startswith("-")

    @property
    def name(self) -> str:
        """Its name among the parsed arguments."""
        long = next((name for name in self.names if name.startswith("--")), self.names[0])
        return long.lstrip("-").replace("-", "_")

    @property
    def default(self) -> Any:
        """Its value when it is not given."""
        if self.options.get("action") == "store_true":
            return False
        return self.options.get("default", [] if self.options.get("nargs") == "*" else None)

    @property
    def is_flag(self) -> bool:
        """Whether it is an option without a value."""
        return "action" in self.options


class Command:
    """A command, and where its function is."""

    def __init__(
        self,
        module: str,
        function: str,
        help: str,  # noqa: A002 - as argparse
        *arguments: Argument,
        examples: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.module = module
        self.function = function
        self.help = help
        """What it does: a sentence, with more below it."""
        self.arguments = arguments
        self.examples = examples
        """Shell commands, each with what it does."""

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return self.help.partition("\n")[0]

    @property
    def epilog(self) -> str | None:
        """The examples, as shown below the help; None if there are none."""
        if not self.examples:
            return None
        width = max(len(line) for line, _ in self.examples)
        if width > _WIDE_EXAMPLE:
            return "examples:\n" + "\n".join(f"  {line}\n      {does}" for line, does in self.examples)
        return "examples:\n" + "\n".join(f"  {line:<{width}}   {does}" for line, does in self.examples)


def _flag(*names: str, help: str) -> Argument:  # noqa: A002 - argparse's word
    return Argument(*names, action="store_true", help=help)


def _number(word: str) -> int:
    try:
        return int(word)
    except ValueError:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"{clean_line(word)!r} is not a number") from None


_QUERY = Argument("query", nargs="*", metavar="QUERY", help="which articles: words, is:unread, category:AI/ML, …")
_QUERY_NEEDED = Argument("query", nargs="+", metavar="QUERY", help="which articles; '' means all of them")
_ARTICLE = Argument(
    "article", metavar="ARTICLE", help="a URL, a slug, or a part of a slug that no other article shares"
)
_JSON = _flag("--json", help="as JSON")
_DRY_RUN = _flag("--dry-run", help="say what would change, without changing anything")

_IMPORTED = (
    *("states", "bookmarks", "pocket", "instapaper", "readwise", "wallabag", "omnivore", "newsboat", "table", "opml"),
    "urls",
)

GLOBAL_OPTIONS = (
    Argument("--library", metavar="DIR", help="where the library is kept (BLOGREADER_LIBRARY)"),
    Argument("--config", metavar="FILE", help="the configuration file (BLOGREADER_CONFIG)"),
    Argument("--index", metavar="FILE", help="show only this index, without following it"),
    _flag("--offline", help="never use the network"),
    _flag("--no-color", help="no colours (NO_COLOR does the same)"),
    _flag("-q", "--quiet", help="print only errors"),
    _flag("-v", "--verbose", help="log what is done, to stderr or the log file"),
    Argument("--log-file", metavar="FILE", help="write the log to this file"),
    Argument("--version", action="version", version=f"blogreader {__version__}", help="print the version and exit"),
    Argument("-h", "--help", action="help", help="print this help and exit"),
)

COMMANDS = {
    "add": Command(
        "sources",
        "add",
        "Follow a blog, given any of its addresses, or an index.\n\n"
        "An index is a file, an address, or - for standard input. A blog is searched for its whole archive:\n"
        "feeds with all their pages, sitemaps, lists of posts. Ctrl-C stops the search and keeps what was\n"
        "found.",
        Argument("location", nargs="+", metavar="SOURCE"),
        _flag("--feed-only", help="take what the blog's feed lists, and look no further"),
        _flag("--dry-run", help="list what would be added, without following anything"),
        examples=(
            ("blogreader add https://blog.example.org", "everything a blog ever published"),
            ("blogreader add --dry-run blog.example.org", "what would be added"),
            ("blogreader add notes/index.md", "an index in a file"),
        ),
    ),
    "sources": Command(
        "sources",
        "sources",
        "List what is followed, and how complete each source is.",
        _JSON,
        Argument(
            "--left-out", metavar="NAME", help="list the addresses that were found on this blog and are not posts"
        ),
        Argument("--take-in", metavar="NAME", help="turn these left-out ADDRESSes of this blog into articles"),
        Argument(
            "--move", metavar="NAME", help="this source has moved to ADDRESS, a file or a folder; states move with it"
        ),
        Argument("address", nargs="*", metavar="ADDRESS", help="with --take-in or --move"),
        examples=(
            ("blogreader sources", "what is followed"),
            ("blogreader sources --left-out NAME", "addresses that were not taken for posts"),
        ),
    ),
    "remove": Command(
        "sources",
        "remove",
        "Stop following sources; what was read, bookmarked and archived is kept.",
        Argument("source", nargs="+", metavar="SOURCE", help="their names or locations"),
        examples=(("blogreader remove NAME", "by its name in `blogreader sources`"),),
    ),
    "refresh": Command(
        "sources",
        "refresh",
        "Read the sources again, and report what is new, changed and gone.",
        Argument("source", nargs="*", metavar="SOURCE", help="only these"),
        _flag("--whole", help="search a blog's whole archive again, instead of only asking for new posts"),
        examples=(
            ("blogreader refresh", "all of them"),
            ("blogreader refresh NAME --whole", "one, and its whole archive again"),
        ),
    ),
    "list": Command(
        "articles",
        "list_",
        "List articles, one per row, with their slugs.",
        _QUERY,
        _flag("--json", help="as one JSON array"),
        _flag("--jsonl", help="as JSON, one object per line"),
        _flag("--plain", help="fields separated by tabs: status, date, minutes, category, title, URL, slug, failure"),
        _flag("--count", help="only their number"),
        Argument("--view", metavar="VIEW", help="those in a view: continue, reading-list, …, or one of your own"),
        examples=(
            ("blogreader list is:unread sort:date", "the unread, oldest first"),
            ("blogreader list --count is:read", "how many are read"),
            ("blogreader list --plain is:failed | cut -f7,8", "which failed, and why"),
            ("blogreader list --jsonl category:JVM | jq -r .title", "titles"),
        ),
    ),
    "search": Command(
        "search",
        "search",
        "Search the texts of the archive, best first.\n\n"
        'WORDS are found in any order and form; "two words" must be adjacent (in the shell:\n'
        "'\"two words\"'), -word must be absent, begin* may continue. Everything else is text: c++, AND, don't.",
        Argument("words", nargs="+", metavar="WORDS", help="what the texts contain"),
        _JSON,
        Argument("--limit", type=_number, metavar="N", default=20, help="at most this many articles (default: 20)"),
        examples=(
            ("blogreader search raft consensus", "both words, in any form"),
            ("blogreader search '\"back pressure\"' -kafka", "two words side by side, and one that is not there"),
            ("blogreader search --json --limit 1 raft | jq -r '.[0].slug'", "the best, for a script"),
        ),
    ),
    "notes": Command(
        "notes",
        "notes",
        "Print highlights and notes, as Markdown or JSON.",
        _QUERY,
        Argument("--format", choices=("md", "json"), default="md", help="default: md"),
        _JSON,
        examples=(
            ("blogreader notes", "all of them"),
            ("blogreader notes note:raft", "of articles whose notes or highlights contain a word"),
            ("blogreader notes --json | jq -r '.[].quote'", "the passages, for a script"),
        ),
    ),
    "show": Command(
        "articles",
        "show",
        "Print the text of an article; if it is not in the archive, it is fetched.",
        _ARTICLE,
        Argument("--format", choices=("text", "md", "html", "json"), default="text", help="default: text"),
        Argument("--width", type=_number, metavar="N", help="columns of text (default: the terminal's, at most 80)"),
        _flag("--dropped", help="print what was left out of its page instead, and why"),
        examples=(
            ("blogreader show rag-pipeline", "by a part of its slug, in your pager"),
            ("blogreader show rag-pipeline --format md > rag.md", "as Markdown"),
            ("blogreader show rag-pipeline | wc -w", "its length in words"),
        ),
    ),
    "next": Command(
        "plan",
        "next_",
        "Print the article to read next.\n\n"
        "What is being read comes first, then the reading list, then unread articles, newest first;\n"
        "QUERY narrows it, and may bring an order of its own.",
        _QUERY,
        _flag("--json", help="as a JSON object"),
        examples=(
            ("blogreader next", "one row, for a prompt or a status bar"),
            ("blogreader next sort:date", "through the archive from its beginning"),
            ("blogreader next --json | jq -r .title", "its title"),
        ),
    ),
    "today": Command(
        "plan",
        "today",
        "Print what fits into the time you have.\n\n"
        "What you are reading comes first, then the reading list, then the other unread articles.",
        _QUERY,
        Argument("-m", "--minutes", type=_number, default=30, metavar="N", help="minutes (default: 30)"),
        _JSON,
        examples=(
            ("blogreader today", "half an hour"),
            ("blogreader today --minutes 15 is:offline", "a quarter of an hour, without a network"),
            ("blogreader today --json | jq -r '.[].title'", "titles, for a mail from cron"),
        ),
    ),
    "open": Command(
        "articles",
        "open_",
        "Open an article in the browser.",
        _ARTICLE,
        _flag("--print", help="print the address instead"),
        examples=(
            ("blogreader open rag-pipeline", "in the browser"),
            ("blogreader open --print rag-pipeline", "its address"),
        ),
    ),
    "fetch": Command(
        "fetch",
        "fetch",
        "Make articles readable offline, with their pictures.\n\n"
        "Up to four articles are fetched at once, but a host gets one request at a time, half a second\n"
        "apart (`delay` in the configuration; 0 means no pause and parallel requests), or longer if its\n"
        "robots.txt or a busy server asks for it. Pages that robots.txt closes to programs are skipped;\n"
        "open one by itself to fetch it. Requests to this machine need no pauses, unless it says that it\n"
        "is busy.",
        _QUERY,
        Argument(
            "--jobs",
            type=_number,
            metavar="N",
            help="articles fetched at once, each from a different host (default: 4)",
        ),
        _flag("--force", help="fetch archived articles again"),
        _flag("--check", help="find which archived articles changed, without fetching unchanged pages"),
        _flag("--accept-shorter", help="replace an archived text even by a much shorter one"),
        _flag("--retry-failed", help="only articles whose last attempt failed, and missing pictures"),
        _flag("--images", help="keep the pictures too (the default)"),
        _flag("--no-images", help="leave the pictures out"),
        _flag("--no-html", help="do not keep the HTML page beside the document"),
        _flag("--re-extract", help="rebuild documents from the kept pages, without the network"),
        examples=(
            ("blogreader fetch", "everything that is missing"),
            ("blogreader fetch is:bookmarked", "the reading list, for a train"),
            ("blogreader fetch --retry-failed", "what failed before"),
            ("blogreader fetch --check is:read", "what changed since you read it (is:changed)"),
        ),
    ),
    "mark": Command(
        "state",
        "mark",
        "Change the status of all articles that match.",
        Argument("status", choices=("unread", "reading", "read")),
        _QUERY_NEEDED,
        _DRY_RUN,
        examples=(
            ("blogreader mark read 'date:<2025-11'", "everything older"),
            ("blogreader mark unread --dry-run is:reading", "what would change"),
        ),
    ),
    "bookmark": Command(
        "state",
        "bookmark",
        "Put all articles that match at the end of the reading list.",
        _QUERY,
        _flag("--list", help="show the reading list, in its order"),
        _flag("--json", help="the list as JSON"),
        _flag("--top", help="at the beginning of the list"),
        Argument("--before", metavar="ARTICLE", help="before this article, which is on the list"),
        _DRY_RUN,
        examples=(
            ("blogreader bookmark category:JVM", "at the end of the list"),
            ("blogreader bookmark --list", "the list, in its order"),
            ("blogreader bookmark --list --json | jq -r '.[0].title'", "its first article"),
            ("blogreader bookmark --before SLUG title:rust", "before an article that is on it"),
        ),
    ),
    "unbookmark": Command(
        "state",
        "unbookmark",
        "Take all articles that match off the reading list.",
        _QUERY_NEEDED,
        _DRY_RUN,
        examples=(("blogreader unbookmark is:read", "take read articles off the list"),),
    ),
    "progress": Command(
        "state",
        "progress",
        "Show how far you have read, by category, at what pace, and when you will finish.",
        Argument("--by", metavar="DAY", help="the pace that finishes the archive by this day, such as 2027-03-31"),
        _JSON,
        examples=(
            ("blogreader progress", "by category"),
            ("blogreader progress --by 2027-03-31", "how many minutes a week that takes"),
            ("blogreader progress --json | jq .read", "how many are read"),
        ),
    ),
    "graph": Command(
        "graph",
        "graph",
        "Print the links between archived articles, of all or of those that match.",
        _QUERY,
        Argument("--dot", action="store_true", help="for Graphviz"),
        Argument("--json", action="store_true", help="articles and links"),
        examples=(
            ("blogreader graph --dot | dot -Tsvg > blog.svg", "a picture of the archive"),
            ("blogreader graph --json category:JVM", "of one category"),
        ),
    ),
    "undo": Command(
        "maintenance",
        "undo",
        "Undo the last change of state, whichever window made it.",
        examples=(("blogreader undo", "whatever it was"),),
    ),
    "redo": Command(
        "maintenance",
        "redo",
        "Redo the last undone change.",
        examples=(("blogreader redo", "after an undo"),),
    ),
    "export": Command(
        "exports",
        "export",
        "Export reading states, for `import` elsewhere, or articles for other programs.\n\n"
        "formats:\n"
        "  states  what was read and bookmarked, and when, one article per line (the default)\n"
        "  index   what matches QUERY as an index in Markdown, which `add` can read\n"
        "  jsonl   JSON, one article per line, with its text, highlights and notes\n"
        "  md      a folder (-o FOLDER) of Markdown with front matter and pictures, for Obsidian;\n"
        "          in later exports files keep their names, and your changes stay\n"
        "  html    one self-contained page with pictures and a table of contents\n"
        "  epub    a book (EPUB 3) with a chapter for each article, and pictures\n"
        "          md, html and epub have your highlights and notes below each article\n"
        "  opml    the sources",
        Argument("query", nargs="*", metavar="QUERY", help="which articles (default: all); not for states and opml"),
        Argument(
            "--format",
            choices=("states", "index", "jsonl", "md", "html", "epub", "opml"),
            default="states",
            help="default: states",
        ),
        Argument("-o", "--output", metavar="PATH", help="the file or folder to write (default: standard output)"),
        _flag("--no-notes", help="leave your highlights and notes out of articles"),
        examples=(
            ("blogreader export > states.jsonl", "for another machine"),
            ("blogreader export --format epub -o unread.epub is:unread", "a book"),
            ("blogreader export --format md -o ~/vault/blog category:JVM", "for Obsidian"),
        ),
    ),
    "import": Command(
        "imports",
        "import_",
        "Import what another machine or another program saved.\n\n"
        "FILE is either what `export` printed (for each field, the value set last wins) or the export of\n"
        "another program: bookmarks (HTML), Pocket, Instapaper, Readwise (JSON; of Reader CSV), wallabag\n"
        "(JSON), Omnivore (its folder or zip), newsboat's cache.db, any table with a column `url`, a list of\n"
        "addresses. Its content says what it is. The articles become a source, which `remove` takes away;\n"
        "what was read there is read here, with tags and notes. The same file again changes nothing.\n"
        "OPML and newsboat's urls name feeds, which are followed.",
        Argument("file", nargs="+", metavar="FILE", help="a file, a folder, or - for standard input"),
        Argument(
            "--format",
            metavar="FORMAT",
            choices=_IMPORTED,
            help=f"the format, if the content does not show it: {', '.join(_IMPORTED)}",
        ),
        Argument("--name", metavar="NAME", help="the name of the source (default: that of the program or the file)"),
        _flag("--bookmark", help="put unread articles on the reading list, in the order they were saved"),
        _DRY_RUN,
        examples=(
            ("blogreader import pocket.csv --dry-run", "what would be added"),
            ("blogreader import ~/.newsboat/cache.db", "from newsboat"),
            ("blogreader import links.txt --name links --bookmark", "onto the reading list"),
        ),
    ),
    "doctor": Command(
        "maintenance",
        "doctor",
        "Check the reading states and the archive, and report what is wrong.",
        _flag("--repair", help="repair what can be repaired; copies of damaged files are kept"),
        examples=(
            ("blogreader doctor", "what is wrong"),
            ("blogreader doctor --repair", "repair it"),
        ),
    ),
    "keys": Command(
        "info",
        "keys",
        "Print the key table in force.",
        _JSON,
        examples=(("blogreader keys", "with their ids for config.toml"),),
    ),
    "config": Command(
        "configuration",
        "config",
        "Print the settings in force, and where each comes from: a flag, a variable, the file.\n\n"
        "`init` writes a file with every setting, explained and commented out, if there is no file yet.",
        Argument("name", nargs="?", metavar="NAME", help="a setting such as network.jobs, or a table; or init"),
        _JSON,
        _flag("--print", help="with init: print the file instead"),
        examples=(
            ("blogreader config init", "a file to start with"),
            ("blogreader config network", "the settings of one table"),
            ("blogreader config network.jobs", "one value, for a script"),
        ),
    ),
    "dirs": Command(
        "info",
        "dirs",
        "Print where everything is stored.",
        _JSON,
        examples=(
            ("blogreader dirs", "where everything is"),
            ("blogreader dirs --json | jq -r .library", "one folder"),
        ),
    ),
    "completion": Command(
        "shell_completion",
        "completion",
        "Print a shell's completion script: commands, categories, sources, views, slugs.",
        Argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="bash, zsh or fish"),
        examples=(
            ("source <(blogreader completion bash)", "in ~/.bashrc"),
            ("source <(blogreader completion zsh)", "in ~/.zshrc, after compinit"),
            ("blogreader completion fish > ~/.config/fish/completions/blogreader.fish", "for fish"),
        ),
    ),
    "manual": Command(
        "manual",
        "manual",
        "Read the manual: in the app, or one page of it.",
        Argument("name", nargs="?", metavar="NAME", help="the name of a page, or words of its title"),
        examples=(
            ("blogreader manual", "all pages, in the app"),
            ("blogreader manual queries", "one page, in your pager"),
        ),
    ),
    "help": Command(
        "info",
        "help_",
        "Print help on everything, or on one command.",
        Argument("command", nargs="?", metavar="COMMAND"),
        examples=(("blogreader help fetch", "more of one command"),),
    ),
}

APP_QUERY = Argument("query", nargs="*", metavar="QUERY", help="show what matches this query")
APP_HELP = (
    "Read a blog's archive to its end, in a terminal.\n\n"
    "Without a command, the app starts where you left it; with a QUERY, it shows what matches.\n\ncommands:\n"
    + "\n".join(f"  {name:<12}{command.summary}" for name, command in COMMANDS.items())
    + "\n\n`blogreader help COMMAND` explains each of them."
)
