"""The commands about practice, which never touch a real note."""

from __future__ import annotations

TYPE_CHECKING = False  # read before anything else: the help must not wait for what no command needs yet
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_parsers(practice: ArgumentParser) -> None:
    """The actions of `practice` and their options."""
    actions = practice.add_subparsers(dest="action", metavar="ACTION", prog=practice.prog)
    new = actions.add_parser(
        "new", help="write a new scenario to fill in; `check` then lists what is still to be written"
    )
    new.add_argument("name", metavar="NAME", help="what its file is called, such as late-for-school")
    new.add_argument("--out", metavar="FOLDER", help="the folder to write to; without it, your own scenarios")


def practice(options: Namespace) -> int:
    """Run an action of `practice`. The exit code."""
    return new_scenario(options.name, options.out)


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
