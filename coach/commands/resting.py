"""`coach resting`: the Not yets with nothing planned."""

import click

from coach.commands.front_door import open_desk
from coach.commands.telling import as_json, as_object, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.rules.dates import show_day
from coach.views.resting import resting as resting_leads


@click.command(cls=Verb)
def resting() -> None:
    """Say who rests: a Not yet with nothing planned, by the yearly day to think of them. Nothing is planned for that day.

    In JSON, `remember_on` is that day, and `rests_since` the day since which nothing more was planned.
    """
    desk = open_desk()
    leads = resting_leads(desk)
    if as_json():
        say_json([as_object(lead) for lead in leads])
        return
    if not leads:
        say("Nobody rests.")
        return
    today = desk.today
    say("Once a year, think of them on the day. If they write, or if you have something for them, take them up again.")
    say()
    say_columns(
        (
            (
                show_day(lead.remember_on, today),
                str(lead.id),
                lead.name,
                lead.company,
                lead.reason,
                f"closed {show_day(lead.closed_on, today)}",
            )
            for lead in leads
        ),
        right=(1,),
    )
