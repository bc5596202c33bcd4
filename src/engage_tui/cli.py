"""The command line. Nothing of the screen is imported unless the app is started, nor anything slow unasked."""

from __future__ import annotations

import argparse
import os
import sys
from io import TextIOWrapper

from engage_tui import __version__, cli_practice, cli_vault
from engage_tui.cli_passphrase import add_passphrase_option
from engage_tui.errors import EngageError, UsageError, WriteError

TYPE_CHECKING = False  # `typing` would be a tenth of what `--version` takes
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, NoReturn

DESCRIPTION = (
    "A guide through a safe conversation with someone who uses abusive behaviour, and the note at the end of it."
)
EPILOG = "Without a command the app opens. Exit codes are listed in docs/exit-codes.md."


class Parser(argparse.ArgumentParser):
    """No option may be shortened, and words that do not belong are not repeated: one of them could be a passphrase."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **options})

    def error(self, message: str) -> NoReturn:
        told = "there is a word or option here that does not belong." if "unrecognized" in message else message
        super().error(told)

    def with_commands(self) -> Iterator[Parser]:
        """This parser, then those of its commands and of theirs, in the order of the help."""
        yield self
        for action in self._actions:
            if isinstance(action.choices, dict):
                for parser in action.choices.values():
                    yield from parser.with_commands()


def build_parser() -> Parser:
    """The commands and their options; docs/commands.md is generated from here."""
    parser = Parser(prog="engage-tui", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"engage-tui {__version__}")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="the whole walk line by line, without a full screen: for screen readers, braille and pipes",
    )
    parser.add_argument(
        "--passphrase-fd",
        dest="plain_fd",
        type=int,
        metavar="N",
        help="with --plain: read the passphrase from this file descriptor; without it the terminal is asked",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog=parser.prog)

    check = commands.add_parser("check", help="check content files and list every mistake")
    check.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help="a content folder, a folder of scenarios or one scenario; without it, the content in use",
    )

    check.add_argument(
        "--language", metavar="XX", help="check a translation, such as cy, and list what is still English"
    )

    commands.add_parser("schema", help="print the JSON Schema of content files, for editors").add_argument(
        "which",
        nargs="?",
        choices=("content", "language", "sources", "scenario", "note"),
        default="content",
        help="content files (default), the language lens's rules, what gives a source away, scenarios, or note files",
    )

    guide = commands.add_parser("guide", help="print guidance as plain text")
    guide.add_argument("what", nargs="?", metavar="STEP_OR_ID", help="a step (0 to 6, or its name) or an item's id")
    guide.add_argument("--find", metavar="TEXT", help="only items that hold these words")

    lens = commands.add_parser("lens", help="point out words in files that blame, blur or guess")
    lens.add_argument("--json", action="store_true", help="print one JSON list of all that was found")
    lens.add_argument("files", nargs="+", metavar="FILE", help="text files to look through; - is the standard input")

    _notes_parser(commands.add_parser("notes", help="list, show or export notes"))
    cli_practice.add_parsers(commands.add_parser("practice", help="role-play with made-up people"))
    cli_vault.add_parsers(commands)
    commands.add_parser("paths", help="show where the app keeps its files")
    return parser


def _notes_parser(notes: argparse.ArgumentParser) -> None:
    actions = notes.add_subparsers(dest="action", metavar="ACTION", prog=notes.prog, required=True)
    listing = actions.add_parser("list", help="list all notes, the last changed first")
    listing.add_argument(
        "--find",
        metavar="TEXT",
        help="only notes that hold all these words; with - you are asked for them, so that no shell keeps them",
    )
    listing.add_argument("--state", choices=("draft", "final"), help="only drafts, or only final notes")
    show = actions.add_parser("show", help="print a note as text")
    export = actions.add_parser("export", help="write a note to a file")
    for command in (show, export):
        command.add_argument("ref", metavar="REF", help="a note's reference, or its id from `notes list`")
        whom = command.add_mutually_exclusive_group()
        whom.add_argument(
            "--agencies",
            action="store_true",
            help="the copy for the agencies that share information about the case, and not the one for the case file",
        )
        whom.add_argument(
            "--restricted",
            action="store_true",
            help="the restricted sheet: what only the survivor said (as JSON: the whole note)",
        )
    export.add_argument(
        "--format",
        choices=("docx", "pdf", "txt", "md", "json"),
        required=True,
        help="a Word document, PDF, plain text, Markdown or JSON",
    )
    export.add_argument(
        "--proof",
        action="store_true",
        help="with --restricted: also write the exact text whose SHA-256 begins with a final note's fingerprint",
    )
    export.add_argument(
        "--identities",
        action="store_true",
        help="who people are in full, as far as the people tables were filled in, and not initials",
    )
    export.add_argument(
        "--redacted",
        action="store_true",
        help="a supervision copy: initials for people, no addresses, dates of birth or contacts. Read it through",
    )
    export.add_argument(
        "--name",
        action="append",
        metavar="NAME",
        help="with --redacted: a name or word that must not stand in it; can be given several times",
    )
    export.add_argument("--out", metavar="FOLDER", required=True, help="the folder to write to")
    for command in (listing, show, export):
        add_passphrase_option(command)


def _selftest(arguments: Sequence[str]) -> int:
    """Not a command for users, so not in the parser that the help and the docs come from."""
    from engage_tui import cli_selftest

    parser = argparse.ArgumentParser(prog="engage-tui selftest")
    cli_selftest.add_arguments(parser)
    return cli_selftest.selftest(parser.parse_args(arguments))


def run(arguments: Sequence[str]) -> int:
    """Run a command. The exit code; a mistake is told on stderr in plain words."""
    try:
        _tolerant_output()
        code = _parsed_and_run(arguments)
        if sys.stdout is not None:  # there may be none, as under pythonw
            sys.stdout.flush()  # here, where a full disk can still be told
    except EngageError as e:
        print(f"engage-tui: {e.message}", file=sys.stderr)
        if e.hint:
            print(e.hint, file=sys.stderr)
        return e.exit_code
    except BrokenPipeError:  # whoever read our output has had enough of it
        _drop_output()
        return 0
    except OSError as e:
        _drop_output()
        print(f"engage-tui: The output could not be written ({e.strerror}).", file=sys.stderr)
        return WriteError.exit_code
    except KeyboardInterrupt:
        return 128 + 2
    return code


def _parsed_and_run(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["selftest"]:
        return _selftest(arguments[1:])
    try:
        options = build_parser().parse_args(arguments)
    except SystemExit as e:  # the help was asked for, or the options were wrong and argparse has said so
        return e.code if isinstance(e.code, int) else 0
    return _run(options)


def _drop_output() -> None:
    """Nothing more can be printed: what is still waiting to be must not fail once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tolerant_output() -> None:
    """A terminal with an old encoding gets `?` for what it cannot show, and not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(options: argparse.Namespace) -> int:
    if (options.plain and options.command) or (options.plain_fd is not None and not options.plain):
        raise UsageError(
            "--plain goes with no command, and --passphrase-fd stands after the command it is for.",
            "`engage-tui --help` lists what there is.",
        )
    match options.command:
        case None:
            from engage_tui import cli_starting

            return cli_starting.plain(options.plain_fd) if options.plain else cli_starting.notes()
        case "check" | "schema" | "guide":
            from engage_tui import cli_guide

            return int(getattr(cli_guide, options.command)(options))
        case "lens":
            from engage_tui import cli_lens

            return cli_lens.lens(options)
        case "notes":
            from engage_tui import cli_notes

            return int(getattr(cli_notes, f"{options.action}_notes")(options))
        case "practice":
            if options.action not in (None, "join"):
                return cli_practice.practice(options)
            from engage_tui import cli_starting

            return cli_starting.practice(join=options.view if options.action else "")
        case "backup" | "restore" | "verify" | "salvage" | "doctor":
            return int(getattr(cli_vault, options.command)(options))
        case _:
            return _paths()


def _paths() -> int:
    from engage_tui.paths import find_home, shipped_content

    home = find_home()
    rows = {
        "notes": home.notes,
        "keys": home.keys,
        "settings": home.settings,
        "own content": home.content,
        "copies": home.exports,
        "backups": home.backups,
        "shipped content": shipped_content(),
    }
    for name, path in rows.items():
        print(f"{name:16} {path}{'' if path.exists() else '  (not there yet)'}")
    return 0
