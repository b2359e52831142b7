"""`coach message`: the draft of what comes next with a lead, for a mail program or a file. Nothing is sent."""

import click

from coach.commands.front_door import open_desk
from coach.commands.telling import as_json, complain, say, say_json
from coach.commands.verb import Verb
from coach.rules.text import visible_line


@click.command(cls=Verb)
@click.argument("lead")
@click.option("--subject-only", is_flag=True, help="Print the subject alone, on one line.")
def message(lead: str, subject_only: bool) -> None:
    """Print a draft for what comes next with LEAD, filled with what is known; what only you know stands in brackets.

    It is plain text: coach message LEAD > draft.txt, or into a mail program. --json has the framework beside it: the beats,
    what it carries and what it never has, with the subject and the address. Nothing is sent, and nothing is logged.
    """
    desk = open_desk()
    from coach.views.find_lead import find_lead
    from coach.views.message import gaps_of, message_to_write

    told = message_to_write(desk, find_lead(desk, lead))
    if as_json():
        say_json(
            {
                "id": told.lead_id,
                "name": told.to,
                "to": told.email,
                "subject": told.subject,
                "draft": told.draft,
                "step": told.step,
                "framework": told.name,
                "beats": told.beats,
                "carries": told.carries,
                "never": told.never,
                "their_words": told.their_words,
                "permission": told.permission,
                "gaps": gaps_of(told.draft),
            }
        )
        return
    if subject_only:
        say(visible_line(told.subject))
        return
    say(told.draft)
    gaps = gaps_of(told.draft)
    if gaps:
        places = "1 place in brackets is" if len(gaps) == 1 else f"{len(gaps)} places in brackets are"
        complain(f"{places} yours to fill before it is sent")
