"""`coach find`: search."""

import click

from coach.commands.front_door import open_desk
from coach.commands.telling import as_json, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.rules.dates import show_day


@click.command(cls=Verb)
@click.argument("text")
@click.option("--limit", type=click.IntRange(1), default=50, metavar="N", help="At most N leads; 50 without it.")
def find(text: str, limit: int) -> None:
    """Find leads by any part of a name, company, e-mail address or phone number; case and accents make no difference."""
    desk = open_desk()
    from coach.views import search

    found = search.find(desk, text, limit + 1)
    more, found = len(found) > limit, found[:limit]
    if as_json():
        say_json([each._asdict() for each in found])
        return
    if not found:
        say("Nobody was found.")
        return
    say_columns(
        [
            (
                str(each.id),
                each.name,
                each.company,
                each.stage,
                show_day(each.due_on, desk.today) if each.due_on else "",
                each.next_step,
                each.email,
            )
            for each in found
        ],
        right=(0,),
    )
    if more:
        say(f"There are more than {limit}. Write more of the name, or use --limit.")
