"""From the words of the command line to an exit status."""

import os
import sys
from collections.abc import Sequence

from blogreader import errors
from blogreader.cli.arguments import Arguments, read
from blogreader.cli.output import message
from blogreader.text import clean

_INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Run a command, or the app; give the exit status of DESIGN: 0 done, 1 error, 2 usage, 3 in part, 4 offline."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows no UTF-8 gets a `?`
    try:
        arguments = read(list(sys.argv[1:] if words is None else words))
        status = _run(arguments)
        sys.stdout.flush()
    except errors.BlogreaderError as error:
        message(f"blogreader: {clean(str(error))}")
        return error.exit_status
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _run(arguments: Arguments) -> int:
    if arguments.log_file or arguments.verbose:
        import logging

        logging.basicConfig(
            filename=arguments.log_file, level=logging.DEBUG, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
        )
    return arguments.run(arguments)
