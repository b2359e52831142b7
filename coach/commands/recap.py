"""`coach recap`: what was heard, on one page in their words, ready to be read over and sent."""

import click

from coach.commands.front_door import open_desk
from coach.commands.telling import as_json, say, say_json
from coach.commands.verb import Verb


@click.command(cls=Verb)
@click.argument("lead")
def recap(lead: str) -> None:
    """Print what LEAD said, lens by lens, what is still open, and the agreed step, as a text to send. coach sends nothing."""
    desk = open_desk()
    from coach.views.find_lead import find_lead
    from coach.views.recap import recap as recap_of

    lead_id = find_lead(desk, lead)
    shown = recap_of(desk, lead_id)
    if as_json():
        say_json({"id": lead_id, **shown._asdict()})
        return
    to = f"{shown.to} <{shown.email}>" if shown.email else shown.to
    say(f"To: {to}\nSubject: {shown.subject}\n\n{shown.text.rstrip()}")
