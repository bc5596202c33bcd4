#!/usr/bin/env python3
"""Set up engage-tui and open it, with nothing but Python on the computer.

    python3 start.py            set up if need be, and open the app
    python3 start.py test       set up if need be, and run the tests
    python3 start.py lint       the same for lint, types and import rules
    python3 start.py guide 2    any other words go to the engage-tui command

On Windows the command is `py start.py`. The setting up needs the internet once; the app never does.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
DOT_SECONDS = 3
SECOND_TRIES = 5
"""So many tests that fail may have failed because the computer was busy; more are a fault."""
VENV = HERE / ".venv"
TESTED = VENV / "tested"
"""Where pytest notes which tests failed."""
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CHECKS = (
    ("ruff", "check", "src", "tests", "bench", "docs", "training", "start.py"),
    ("ruff", "format", "--check", "-q", "src", "tests", "bench", "docs", "training", "start.py"),
    ("mypy",),
    ("importlinter.cli", "lint-imports"),
)


def set_up(extra, needed=True):
    """Make the environment, or bring it up to date when pyproject.toml has changed.

    An extra that is not needed is left out where it cannot be had.
    """
    wanted = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / ("ready-" + extra)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    tell("Setting up. This happens once and may take a minute or two. It needs the internet.")
    tell("1 of 2: making a place for its parts in this folder")
    if not PYTHON.exists() and subprocess.call([sys.executable, "-m", "venv", str(VENV)]) != 0:
        sys.exit("Python could not make an environment. On Debian and Ubuntu: sudo apt install python3-venv")
    tell("2 of 2: fetching its parts (a dot every few seconds)")
    installed = install(str(HERE) + "[" + extra + "]")
    if not installed and not needed:
        tell("One part cannot be had here. Trying without it: there will be no PDF.")
        installed = install(str(HERE))
    if not installed:
        sys.exit("The parts could not be installed. This needs the internet once; see the lines above.")
    stamp.write_text(wanted)
    tell("Ready.")


def tell(words, end="\n"):
    """Say on the terminal how far it is, at once."""
    print(words, end=end, file=sys.stderr, flush=True)


def install(target):
    """Install the app from here with what it needs; whether that worked."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", target]
    fetching = subprocess.Popen(pip)
    while True:
        try:
            done = fetching.wait(DOT_SECONDS) == 0
        except subprocess.TimeoutExpired:
            tell(".", end="")
        else:
            tell("")
            return done


def run(*arguments):
    """Run the environment's Python; its exit code."""
    return subprocess.call([str(PYTHON), *arguments], cwd=str(HERE))


def lint():
    """Run every check; 1 when any of them fails."""
    failed = 0
    for module, *arguments in CHECKS:
        if module == "importlinter.cli":
            code = run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
        else:
            code = run("-m", module, *arguments)
        failed |= code != 0
    return int(failed)


def test(words):
    """Run the tests side by side; the few that fail then once more, each alone, and it is said which they were."""
    cores = os.cpu_count() or 1
    workers = cores + (cores + 1) // 2  # a third of the time, a test waits for a terminal or for a pause to pass
    shutil.rmtree(TESTED, ignore_errors=True)  # what failed at some other time is of no concern
    noting = ("-o", "cache_dir=" + str(TESTED))
    code = run("-m", "pytest", *noting, "-n", str(workers), "--dist", "worksteal", *words)
    failed = failed_last() if code == 1 else []
    if not 0 < len(failed) <= SECOND_TRIES:
        return code
    tell("Once more, alone, without others that keep the computer busy:\n" + "\n".join(failed))
    code = run("-m", "pytest", *noting, "--last-failed", "--last-failed-no-failures", "none", *words)
    if code == 0:
        tell("They pass alone. A test that needs this often waits for the wrong thing: mend it.")
    return code


def failed_last():
    """The tests that failed in the last run, as pytest noted them."""
    noted = TESTED / "v" / "cache" / "lastfailed"
    return sorted(json.loads(noted.read_text())) if noted.exists() else []


def main():
    """Do what the words on the command line say."""
    if tuple(sys.version_info) < OLDEST_PYTHON:
        sys.exit("engage-tui needs Python 3.11 or newer. This is " + sys.version.split()[0] + ".")
    words = sys.argv[1:]
    if words[:1] == ["test"]:
        set_up("dev")
        return test(words[1:])
    if words[:1] == ["lint"]:
        set_up("dev")
        return lint()
    set_up("pdf", needed=False)
    return subprocess.call([str(PYTHON), "-m", "engage_tui", *words], close_fds=False)  # for --passphrase-fd


if __name__ == "__main__":
    sys.exit(main())
