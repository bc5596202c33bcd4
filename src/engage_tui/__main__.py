"""`python -m engage_tui` and the commands `engage-tui` and `engage`."""

from __future__ import annotations

import gc
import os
import sys

# Most of what is made before the first paint stays: collecting it over and over is a tenth of the start.
gc.disable()


def main() -> None:
    """Run the command line and exit with its code."""
    from engage_tui.cli import run

    code = run(sys.argv[1:])
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:  # the terminal is gone: Python's own last flush would only change the code
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
