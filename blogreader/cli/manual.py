"""The command `manual`: the manual in the app, or one page of it."""

import sys

from blogreader import manual_pages
from blogreader.cli import output
from blogreader.cli.arguments import Arguments


def manual(arguments: Arguments) -> int:
    """Print a page; without a name, open the manual in the app, or list its pages if there is no terminal."""
    if arguments.name:
        return _show(manual_pages.page(arguments.name), arguments)
    if sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty():
        from blogreader.cli.start import app

        arguments.index, arguments.query = str(manual_pages.index()), []
        return app(arguments)
    for page in manual_pages.pages():
        output.data(f"{page.name:<18} {page.title}")
    return 0


def _show(page: manual_pages.ManualPage, arguments: Arguments) -> int:
    from blogreader import render
    from blogreader.cli import pager
    from blogreader.cli.articles import WIDEST

    width = min(WIDEST, output.columns())
    lines = render.text(render.parse(page.text), width, render.Options(wrap_code=True))
    pager.show((render.to_ansi if output.colourful(arguments.no_color) else render.to_plain)(lines).removesuffix("\n"))
    return 0
