"""`python -m engage_tui` and the commands `engage-tui` and `engage`."""

from __future__ import annotations

import gc
import sys

# Most of what is made before the first paint stays: collecting it over and over is a tenth of the start.
gc.disable()


def main() -> None:
    """Run the command line and exit with its code."""
    from engage_tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
