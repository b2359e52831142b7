"""`coach won`, `not-yet`, `reopen` and `do-not-contact`: how leads end, and begin again."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_to_change
from coach.commands.given import day_given
from coach.commands.verb import Verb
from coach.errors import Misused


@click.command(cls=Verb)
@click.argument("lead")
@click.option("--value", default="", help="What it came to; the known value stays without it.")
def won(lead: str, value: str) -> None:
    """LEAD said yes. A check-in comes by itself."""
    desk = open_to_change()
    from coach.actions.moves import win_lead
    from coach.views.find_lead import find_lead

    tell_done(desk, win_lead(desk, find_lead(desk, lead), value=value))


@click.command("not-yet", cls=Verb)
@click.argument("lead")
@click.option(
    "--reason", default="", metavar="CODE", help="timing, budget, chose-other, do-nothing, no-fit, went-quiet …"
)
@click.option("--words", default="", metavar="TEXT", help="Their words.")
@click.option("--return", "return_on", metavar="DATE", help="The day they named to come back to them.")
def not_yet(lead: str, reason: str, words: str, return_on: str | None) -> None:
    """LEAD is a Not yet, with its reason; it comes back on the day they named, or by the rhythm of Not yet."""
    desk = open_to_change()
    from coach import playbook
    from coach.actions.moves import close_not_yet
    from coach.views.find_lead import find_lead

    if not reason:
        codes = ", ".join(each.key for each in playbook.reasons())
        raise Misused("A Not yet has its reason.", f"Add --reason and one of {codes}.")
    lead_id = find_lead(desk, lead)
    day = None if return_on is None else day_given(desk, return_on)
    tell_done(desk, close_not_yet(desk, lead_id, reason=reason, words=words, return_on=day))


@click.command(cls=Verb)
@click.argument("lead")
def reopen(lead: str) -> None:
    """Take LEAD up again, in the stage it left."""
    desk = open_to_change()
    from coach.actions.moves import reopen_lead
    from coach.views.find_lead import find_lead

    tell_done(desk, reopen_lead(desk, find_lead(desk, lead)))


@click.command("do-not-contact", cls=Verb)
@click.argument("lead")
@click.option("--reason", default="", metavar="TEXT", help="What they said; needed to stop, and to lift it.")
@click.option("--lift", is_flag=True, help="They may be written to again.")
def do_not_contact(lead: str, reason: str, lift: bool) -> None:
    """Stop every proposal for the person of LEAD at once, in all their leads, until it is lifted by name."""
    desk = open_to_change()
    from coach.actions.moves import allow_contact, stop_contact
    from coach.views.find_lead import find_lead

    change = allow_contact if lift else stop_contact
    tell_done(desk, change(desk, find_lead(desk, lead), reason=reason))
