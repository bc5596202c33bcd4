"""The commands about practice, which never touch a real note."""

from __future__ import annotations

TYPE_CHECKING = False  # read before anything else: the help must not wait for what no command needs yet
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

VIEWS = ("room", "worker", "actor", "observer")
"""The views of a role-play, as `join` names them."""


def add_parsers(practice: ArgumentParser) -> None:
    """The actions of `practice` and their options."""
    actions = practice.add_subparsers(dest="action", metavar="ACTION", prog=practice.prog)
    join = actions.add_parser("join", help="show another view of the role-play that runs on this computer, live")
    join.add_argument(
        "--view", choices=VIEWS, default=VIEWS[0], help="what to show; without it, the room's. `v` changes it"
    )
    new = actions.add_parser(
        "new", help="write a new scenario to fill in; `check` then lists what is still to be written"
    )
    new.add_argument("name", metavar="NAME", help="what its file is called, such as late-for-school")
    new.add_argument("--out", metavar="FOLDER", help="the folder to write to; without it, your own scenarios")

    sheets = actions.add_parser("handouts", help="write cards, sheets and one-pagers to print")
    sheets.add_argument("what", nargs="*", metavar="WHAT", help="names of handouts or scenarios; without any, all")
    sheets.add_argument("--list", action="store_true", help="only print the names of all handouts")
    sheets.add_argument("--format", choices=("pdf", "txt"), default="pdf", help="PDF (default) or plain text")
    sheets.add_argument("--out", metavar="FOLDER", help="the folder to write to")

    pack = actions.add_parser("pack", help="put scenarios, wordings and handouts into one file to hand on")
    pack.add_argument("file", metavar="FILE", help="the file to write")
    pack.add_argument("--scenarios", nargs="+", metavar="ID", help="which scenarios; without it, all of your own")
    pack.add_argument("--phrases", metavar="FILE", help="a file of your team's own wordings, as the app writes it")
    pack.add_argument("--handouts", action="store_true", help="the papers of these scenarios, too")

    unpack = actions.add_parser("unpack", help="look through a pack, and take in what is in it")
    unpack.add_argument("file", metavar="FILE", help="the pack")
    unpack.add_argument("--look", action="store_true", help="only say what is in it, or what is wrong with it")


def practice(options: Namespace) -> int:
    """Run an action of `practice`. The exit code."""
    if options.action == "new":
        return new_scenario(options.name, options.out)
    from engage_tui import cli_packs

    return int(getattr(cli_packs, options.action)(options))


def new_scenario(name: str, out: str | None) -> int:
    """Write a scenario to fill in, into a folder that is there or else among the user's own. The exit code."""
    from engage_tui.files import folder_named, private_folder
    from engage_tui.guide.loader import SCENARIOS_FOLDER
    from engage_tui.paths import find_home, shipped_content
    from engage_tui.practice.stub import stub_id, write_stub

    taken = {path.stem for path in (shipped_content() / SCENARIOS_FOLDER).glob("*.yaml")}
    stub_id(name)  # a name that cannot be one is told before a folder is made
    if out is None:
        private_folder(find_home().folder)  # the notes may come to stand in it later
        folder = private_folder(find_home().content / SCENARIOS_FOLDER)
    else:
        folder = folder_named(out)
    path = write_stub(name, folder, taken)
    print(f"Written: {path}")
    print(f'`engage-tui check "{path}"` lists what is still to be written.')
    return 0
