"""The command `graph`: which articles link to which."""

from blogreader.cli import article_output, output
from blogreader.cli.arguments import Arguments
from blogreader.cli.articles import entries
from blogreader.cli.context import opened
from blogreader.errors import UsageError
from blogreader.text import clean_line

_LONGEST_TITLE = 200


def graph(arguments: Arguments) -> int:
    """Print the articles that link to others or are linked to, and the links."""
    if arguments.dot and arguments.json:
        raise UsageError("Use only one of --dot and --json.")
    with opened(arguments) as library:
        found = library.connections.graph(entry.article.key for entry in entries(library, " ".join(arguments.query)))
    if arguments.json:
        links = [{"from": source, "to": target} for source, target in found.links]
        output.as_json({"articles": [article_output.article(entry) for entry in found.entries], "links": links})
    elif arguments.dot:
        output.data("digraph blog {")
        output.data("  node [shape=box];")
        for entry in found.entries:
            label, url = clean_line(entry.article.title, _LONGEST_TITLE), entry.article.url
            output.data(f"  {_quoted(entry.article.key)} [label={_quoted(label)}, URL={_quoted(url)}];")
        for source, target in found.links:
            output.data(f"  {_quoted(source)} -> {_quoted(target)};")
        output.data("}")
    else:
        titles = {entry.article.key: clean_line(entry.article.title) for entry in found.entries}
        for source, target in found.links:
            output.data(f"{titles[source]} -> {titles[target]}")
    return 0


def _quoted(text: str) -> str:
    """Return text as a DOT string, in which backslashes begin escapes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
