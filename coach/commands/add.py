"""`coach add`: a new lead."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_to_change
from coach.commands.given import due_given
from coach.commands.verb import Verb


@click.command(cls=Verb)
@click.argument("name")
@click.option("--email", default="", help="Their e-mail address.")
@click.option("--phone", default="", help="Their phone number.")
@click.option("--company", default="", help="The company they are with.")
@click.option("--value", default="", help="What it may be worth: 1200, 1,200.50, 250k, 1200 USD.")
@click.option("--source", default="", help="Where they come from, such as website.")
@click.option("--stage", default="", help="The stage to start in, by any part of its name.")
@click.option("--owner", default="", help="Who takes care of it.")
@click.option("--next", "next_step", default="", metavar="TEXT", help="The first step, in your words.")
@click.option("--due", metavar="DATE", help="The day of the first step, with a time if you like: fri 15:00.")
def add(
    name: str,
    email: str,
    phone: str,
    company: str,
    value: str,
    source: str,
    stage: str,
    owner: str,
    next_step: str,
    due: str | None,
) -> None:
    """Add a new lead. NAME is enough: without --next and --due the rhythm of the stage supplies the first step."""
    desk = open_to_change(create=True)
    from coach.actions.leads import add_lead

    day, time = due_given(desk, due)
    stage_id = None
    if stage:
        from coach.actions.pipeline import write_pipeline
        from coach.views.stages import find_stage

        write_pipeline(desk)
        stage_id = find_stage(desk, stage).id
    done = add_lead(
        desk,
        name,
        email=email,
        phone=phone,
        company=company,
        value=value,
        source=source,
        stage_id=stage_id,
        owner=owner,
        next_step=next_step,
        due=day,
        time=time,
    )
    tell_done(desk, done)
