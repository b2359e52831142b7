"""`coach next` and `coach snooze`: the next step by hand, and not before a day."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_to_change
from coach.commands.given import day_and_time_given, day_given
from coach.commands.verb import Verb


@click.command("next", cls=Verb)
@click.argument("lead")
@click.argument("text")
@click.argument("date")
def next_(lead: str, text: str, date: str) -> None:
    """Set the next step of LEAD: what, in your words, and on which day ("fri", or "fri 15:00")."""
    desk = open_to_change()
    from coach.actions.steps import set_next
    from coach.views.find_lead import find_lead

    lead_id = find_lead(desk, lead)
    day, time = day_and_time_given(desk, date)
    tell_done(desk, set_next(desk, lead_id, text, day, time=time))


@click.command(cls=Verb)
@click.argument("lead")
@click.argument("date")
@click.option("--still-real", is_flag=True, help="The step is still real, though it was put off twice before.")
def snooze(lead: str, date: str, still_real: bool) -> None:
    """Let LEAD wait: nothing is proposed before DATE."""
    desk = open_to_change()
    from coach.actions.steps import snooze_lead
    from coach.views.find_lead import find_lead

    lead_id = find_lead(desk, lead)
    tell_done(desk, snooze_lead(desk, lead_id, day_given(desk, date), still_real=still_real))
