"""From the arguments of the command line to an exit status."""

import os
import sys
from collections.abc import Sequence

from blogreader import __version__, errors
from blogreader.cli.output import UnwritableOutput, data, finish, message

_INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Run a command, or the app; return its exit status: 0 done, 1 error, 2 usage, 3 in part, 4 offline."""
    try:
        _prepare_streams()
        status = _run(list(sys.argv[1:] if words is None else words))
        finish()
    except UnwritableOutput as error:
        # What is still buffered must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.enough:
            return 0
        message(f"blogreader: {error}")
        return error.exit_status
    except errors.BlogreaderError as error:
        message(f"blogreader: {error}")
        return error.exit_status
    except KeyboardInterrupt:
        return _INTERRUPTED
    return status


def _run(words: list[str]) -> int:
    if words[:1] == ["--complete"]:  # called by the shells whenever somebody presses Tab
        from blogreader.cli.shell_completion import answer

        return answer(words[1:])
    if words == ["--version"]:
        data(f"blogreader {__version__}")
        return 0
    from blogreader.cli.arguments import read

    try:
        arguments = read(words)
    except SystemExit:  # argparse exits after `--help` and `--version`
        return 0
    if arguments.is_app:
        from blogreader.cli.last_screen import show

        arguments.shown = show(arguments)
    try:
        # The app's screen is no place for a log: without a file there is none.
        if arguments.log_file or (arguments.verbose and not arguments.is_app):
            from blogreader.cli.log import start

            start(arguments.log_file)
        return arguments.run(arguments)
    finally:  # errors that end a start early are printed on the normal screen
        if arguments.shown is not None:
            arguments.shown.leave()


def _prepare_streams() -> None:
    """Replace closed standard streams (`>&-`), which are None in Python."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - lives as the process
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows no UTF-8 gets a `?`
