"""`coach move`: to another stage."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import ask, at_a_terminal, open_to_change
from coach.commands.verb import Verb


@click.command(cls=Verb)
@click.argument("lead")
@click.argument("stage")
@click.option("--evidence", default="", metavar="TEXT", help="What they did that shows they are ready for it.")
@click.option("--anyway", default="", metavar="REASON", help="Why you move it without that.")
def move(lead: str, stage: str, evidence: str, anyway: str) -> None:
    """Move LEAD to STAGE. Forward needs what they did (--evidence), or your reason to move all the same (--anyway)."""
    desk = open_to_change()
    from coach.actions.moves import move_lead
    from coach.views.find_lead import find_lead
    from coach.views.lead_card import lead_card
    from coach.views.stages import find_stage

    lead_id, target = find_lead(desk, lead), find_stage(desk, stage)
    if not (evidence or anyway) and at_a_terminal():
        card = lead_card(desk, lead_id, touches=1)
        if card.status == "open" and target.kind == "open" and target.position > card.stage.position:
            evidence = _asked(card.name, card.stage.name, card.stage.exit_evidence)
    tell_done(desk, move_lead(desk, lead_id, target.id, evidence=evidence, anyway=anyway))


def _asked(name: str, stage: str, exit_evidence: str) -> str:
    if not exit_evidence:
        return ""
    return ask(f"{name} leaves {stage} when this has happened: {exit_evidence} What did they do?")
