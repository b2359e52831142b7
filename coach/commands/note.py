"""`coach note`: write something down about a lead."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_to_change
from coach.commands.verb import Verb


@click.command(cls=Verb)
@click.argument("lead")
@click.argument("text")
def note(lead: str, text: str) -> None:
    """Write TEXT down about LEAD. It is no touch: the next step stays as it is."""
    desk = open_to_change()
    from coach.actions.notes import add_note
    from coach.views.find_lead import find_lead

    tell_done(desk, add_note(desk, find_lead(desk, lead), text))
