"""`coach`, `coach review` and `coach demo`: the doors to the full screen."""

import signal
import sys

import click

from coach.commands.front_door import open_for_the_screen
from coach.commands.telling import as_json
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.records.drivers import import_peewee_for_a_local_file


def open_app(start: str = "") -> None:
    """Open the app on the records that were named, and end as it ends. `start` is the pane to begin with, else Today.

    Raises Misused where there is no screen to open.
    """
    needs_a_screen()
    desk, to_change = open_for_the_screen()
    from screens.app import run

    end_when_asked_to()

    click.get_current_context().exit(run(desk, to_change, start=start))


def needs_a_screen() -> None:
    """Raises Misused when this is no terminal, or the answer is for a program."""
    if as_json():
        raise Misused("The full screen has no answer in JSON.", "For a program there is coach due --json, for one.")
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise Misused("This is not a terminal, so there is no screen to open.", "Use coach due, or see coach --help")


def end_when_asked_to() -> None:
    """Let a closed terminal, or a polite kill, end the app as a key does: the terminal is given back as it was."""
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)  # Windows has no hang-up
        if number is not None:
            signal.signal(number, lambda number, _frame: sys.exit(128 + number))


@click.command(cls=Verb)
def review() -> None:
    """Open the weekly review: every open lead once, worst first, one decision each."""
    open_app("review")


@click.command(cls=Verb)
def demo() -> None:
    """Open a made-up pipeline to look around in. It is kept apart from yours and leaves nothing behind."""
    needs_a_screen()
    import_peewee_for_a_local_file()
    from coach.commands.demo import open_demo

    end_when_asked_to()

    click.get_current_context().exit(open_demo())
