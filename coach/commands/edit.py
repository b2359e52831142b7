"""`coach edit`: put right what is known of a lead."""

from collections.abc import Sequence
from typing import Any

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_to_change
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.rules.text import quoted


@click.command(cls=Verb)
@click.argument("lead")
@click.option("--name", help="The name.")
@click.option("--company", help="The company they are with.")
@click.option("--email", help="Their e-mail address.")
@click.option("--phone", help="Their phone number.")
@click.option("--value", help="What it may be worth.")
@click.option("--source", help="Where they come from.")
@click.option("--owner", help="Who takes care of it.")
@click.option("--review-every", type=int, metavar="DAYS", help="How often it is reviewed, 1 to 60 calendar days.")
@click.option("--quiet-weekdays", metavar="DAYS", help="When they do not want to hear from you: mon,fri.")
@click.option(
    "--field", "fields", multiple=True, metavar="NAME=TEXT", help="A field of your own: Roof=slate. Repeatable."
)
def edit(lead: str, fields: Sequence[str], **changes: Any) -> None:
    """Put right what is known of LEAD and its person; what is not named stays. An empty text takes it out."""
    wanted = {name: value for name, value in changes.items() if value is not None}
    if fields:
        wanted["own_fields"] = dict(map(_named, fields))
    if not wanted:
        raise Misused("Nothing to put right was named.", "Add one, such as --phone or --value: coach edit --help")
    desk = open_to_change()
    from coach.actions.leads import edit_lead
    from coach.views.find_lead import find_lead

    lead_id = find_lead(desk, lead)
    tell_done(desk, edit_lead(desk, lead_id, **wanted))


def _named(field: str) -> tuple[str, str]:
    name, equals, text = field.partition("=")
    if not equals:
        raise Misused(
            f"{quoted(field)} does not say what the field holds.", "Write it as NAME=TEXT, such as Roof=slate."
        )
    return name.strip(), text
