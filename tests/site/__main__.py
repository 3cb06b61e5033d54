"""Serves the test site for a person to try the program with: `python -m tests.site`."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from threading import Event

from .server import Site


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.site", description=__doc__)
    parser.add_argument("--port", type=int, default=8123, help="port on loopback; 0 for any (default: %(default)s)")
    parser.add_argument("--delay", type=float, default=0.0, metavar="SECONDS", help="wait before each post")
    parser.add_argument("--markdown", action="store_true", help="serve Markdown to clients that prefer it")
    options = parser.parse_args()
    with suppress(KeyboardInterrupt), Site(port=options.port, delay=options.delay, markdown=options.markdown) as site:
        sys.stdout.write(
            f"Serving {site.index_url} with {len(site.posts)} articles; Ctrl-C ends it.\n"
            f"Try it:  blogreader --library /tmp/try add {site.index_url}\n"
            f"Hostile: blogreader --library /tmp/try add {site.hostile_index_url}\n"
        )
        sys.stdout.flush()
        Event().wait()


if __name__ == "__main__":
    main()
