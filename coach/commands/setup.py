"""`coach setup`: the coaching assignment by prompts, unattended from a file, or only what was answered."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.commands.front_door import open_desk, open_to_change
from coach.commands.telling import as_json, complain
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.dates import WEEKDAYS
from coach.rules.text import visible_line

if TYPE_CHECKING:
    from coach.commands.setup_asking import Asker

NARROW = 60
"""Cells below which prompts that draw themselves anew wrap in a way nobody can read."""
_DUMB = ("", "dumb", "unknown")


@click.command(cls=Verb)
@click.option("--answers", type=click.Path(path_type=Path), metavar="FILE.toml", help="Take the answers from a file.")
@click.option("--show", is_flag=True, help="What was answered, and when; what is open.")
@click.option("--plain", is_flag=True, help="Line by line, with numbers to choose by: for screen readers.")
def setup(answers: Path | None, show: bool, plain: bool) -> None:
    """The coaching assignment by prompts, without the full screen: the same questions, kept in the same place.

    Enter alone gives a good pipeline. It can be left at any question and goes on there, here or on the full screen. On a terminal
    that can do no more, and from a pipe, it asks line by line.

    \b
    --answers takes a file like this one. What it does not name is what
    Enter alone would take; "" leaves a thing open. Everything is checked
    before anything is written, and one undo takes all of it back.
      [stuck]
      stage = "Proposal"         # any part of a stage's name
      why = "I wait too long."
      [follow_up]
      first_answer = "next-day"  # same-day, next-day, within-week, later
      touches = 2                # 1 to 4, 4 is four or more
      we_stopped = 4             # of the last ten leads
      words = "In a busy week nobody is written to."
      [owner]
      owner = "Maya"
      stand_in = "Tom"
      [reviewed]                 # open, clear, repair, walk, look,
      ticks = ["open", "walk"]   # improve, commit, finish
      [stages."Proposal"]        # any part of its name
      name = "Offer"
      meaning = "They have our offer."
      entry = "They asked for it."
      exit_evidence = "They said what they think."
      normal_stay = 12           # business days
      gaps = [0, 2, 4, 8]        # business days from touch to touch
      [stages."Proposal".ask]
      fit = "What is not right yet?"
      [commit]
      weekday = "friday"
      time = "15:00"
      after = "lunch"
      place = "the desk"
      [first_leads]
      leads = ["Ben Adeyemi, Adeyemi Roofing, ben@adeyemi.example"]
      next_step = "Call him"     # for one lead
      file = "leads.csv"         # instead of leads: what coach import takes
    """
    if sum((answers is not None, show, plain)) > 1:
        raise Misused("--answers, --show and --plain are three ways to go.", "Choose one.")
    if show:
        from coach.commands.setup_show import tell_answers

        tell_answers(open_desk())
    elif answers is not None:
        from coach.commands.setup_answers import take_answers

        take_answers(answers)
    elif as_json():
        raise Misused("Prompts have no answer in JSON.", "Use --answers FILE.toml, or --show.")
    else:
        _walk(plain=plain)


def _walk(*, plain: bool) -> None:
    desk = open_to_change(create=True)
    from coach.commands.setup_asking import Leave
    from coach.commands.setup_walk import walk

    asker = _asker(plain=plain)
    try:
        walk(desk, asker, lambda file: _write_calendar(desk, file))
    except Leave:
        asker.tell("All is kept. It goes on here with: coach setup")
        return
    except KeyboardInterrupt:
        complain("left; all is kept.", "It goes on there with: coach setup")
        raise
    asker.tell()
    asker.tell("Done. coach due says who is next, coach opens the full screen, coach review the weekly review.")


def _asker(*, plain: bool) -> "Asker":
    """Prompts where the terminal can draw them, lines elsewhere."""
    draws = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in _DUMB
    if plain or not draws or shutil.get_terminal_size().columns < NARROW:
        from coach.commands.setup_lines import LineAsker

        return LineAsker()
    from coach.commands.setup_prompts import PromptAsker

    return PromptAsker()


def _write_calendar(desk: Desk, file: Path) -> str:
    """Write the weekly review for a calendar; where it is, in a sentence. Raises Misused and Refused."""
    from coach.exchange.calendar_file import review_calendar
    from coach.exchange.local_zone import local_zone
    from coach.exchange.private_file import write_private
    from coach.views.written_pipeline import review_plan

    plan = review_plan(desk)
    if plan is None:
        raise Misused("No time is agreed for the weekly review yet.", "Go back to it with b, or leave this empty.")
    where = write_private(file, review_calendar(plan, local_zone(desk.now)))
    return f"Wrote the weekly review to {visible_line(str(where))}: every {WEEKDAYS[plan.weekday]} at {plan.time}."
