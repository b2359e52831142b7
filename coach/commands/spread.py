"""`coach spread`: what piled up, over the days ahead."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_desk, open_to_change
from coach.commands.telling import as_json, as_object, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.records.desk import Desk
from coach.rules.dates import show_day


@click.command(cls=Verb)
@click.option("--dry-run", is_flag=True, help="Only say who would be due when.")
def spread(dry_run: bool) -> None:
    """Let what is overdue wait until the days ahead, in its order, as many a business day as a day takes.

    What a day takes stays for today. Your promises and the days they named are never moved. One undo takes all of it back.
    """
    if dry_run:
        _tell_plan(open_desk())
        return
    desk = open_to_change()
    from coach.actions.spread import spread_overdue

    tell_done(desk, spread_overdue(desk))


def _tell_plan(desk: Desk) -> None:
    from coach.views.away import spread_plan

    plan, today = spread_plan(desk), desk.today
    if as_json():
        say_json([as_object(line) for line in plan])
        return
    if not plan:
        say("There is nothing to spread.")
        return
    say_columns(
        (
            (show_day(line.due_on, today), str(line.lead_id), line.name, f"was due {show_day(line.was_due, today)}")
            for line in plan
        ),
        right=(1,),
    )
    say()
    say("Nothing was changed: coach spread does it.")
