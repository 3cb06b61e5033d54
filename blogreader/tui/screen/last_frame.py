"""Captures the screen, when the program quits, for the next start."""

from rich.console import Console
from textual.strip import Strip
from textual.widget import Widget

from blogreader.keys import ARTICLES, READER
from blogreader.model import Status
from blogreader.records import replace
from blogreader.tui.reader.card import head
from blogreader.tui.reader.content import Failed, Loaded, Preview
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.terminal.cells import LastScreen, Row
from blogreader.tui.terminal.compact_sgr import pieces


async def last_screen(layout: ReadingLayout) -> LastScreen:
    """Return the screen's cells, without what does not last: messages, how to begin, a selection, a search.

    There are no rows if the next start will show something else.
    """
    console, panes = layout.app.console, layout.panes
    rows: list[Row] = []
    if layout.size and layout.app.screen is layout and (_is_list(layout) or _is_text(layout)):
        layout.forget_messages()
        layout.articles.drop_selection()
        layout.articles.welcome = ()
        await layout.take_sizes((*panes, layout.header, layout.footer))
        rows = [pieces(strip.render(console)) for strip in layout.strips()]
    grounds = [_ground(pane, console) for pane in (layout.header, *panes)]
    return LastScreen((layout.size.width, layout.size.height), rows, grounds)


def _is_list(layout: ReadingLayout) -> bool:
    """Return whether the list is shown with a card, after making that the card of the article at the cursor."""
    current = layout.articles.current
    if layout.at != ARTICLES or layout.focused is not layout.articles or layout.behind or layout.articles.is_whole:
        return False
    if not isinstance(layout.page, Preview | Failed):
        return False
    if layout.page != Preview(current) or layout.reader.top:  # days are not said from the day on which it was shown
        layout.page = Preview()
        layout.page = Preview(current)
    return True


def _is_text(layout: ReadingLayout) -> bool:
    """Return whether a text is shown that will be opened again, after laying it out as then."""
    page, reader, current = layout.page, layout.reader, layout.articles.current
    if layout.at != READER or layout.focused is not reader or layout.zen or not isinstance(page, Loaded):
        return False
    is_again = current is not None and current.offline and current.article.key == page.entry.article.key
    is_finished = reader.at_end and page.entry.state.status is not Status.READ  # quitting may mark it
    is_usual = reader.column == reader.usual_column and not (reader.wrap_code or reader.code_offset)
    if not is_again or is_finished or not is_usual or reader.images.addresses:
        return False
    while reader.let_go():
        pass
    # From the place that is saved now, if there is one; rows above it are not laid out then.
    at, before, fraction = reader.standpoint, reader.document.head if reader.document else 0, reader.fraction
    start = (at[0] - before, at[1]) if at and at[0] >= before else None
    layout.page = replace(page, start=start)
    reader.show(head(page.entry), page.source, start, reader.rows_below)
    reader.watch_ending()
    reader.resumed = fraction
    reader.stand()
    return True


def _ground(widget: Widget, console: Console) -> str:
    """Return the style of a blank in a widget."""
    strip = Strip.blank(1, widget.rich_style)
    for one in widget.get_line_filters():
        strip = strip.apply_filter(one, widget.background_colors[1])
    return next((style for style, text in pieces(strip.render(console)) if text), "")
