"""What they said through one of the five lenses is kept, in their words."""

import json
from collections.abc import Mapping

from coach.actions.at_hand import take_lead
from coach.actions.done import Done, done
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.journal import changing
from coach.records.models import Answer
from coach.rules.text import clean_line, clean_text

LENSES = ("problem", "impact", "urgency", "outcome", "fit")
SAID, SHOWN, GUESSED = "said", "shown", "guessed"
CLEAR, PARTLY, UNKNOWN = "clear", "partly", "unknown"


def answer_lens(
    desk: Desk,
    lead_id: int,
    lens: str,
    text: str,
    *,
    basis: str = SAID,
    clarity: str = "",
    said_by: str = "",
    fields: Mapping[str, str] | None = None,
) -> Done:
    """Keep an answer; older ones stay. `basis` is said, shown or guessed, and a guess is never clear.

    Without `clarity` what they said or showed counts as clear, a guess as partly. Raises Misused.
    """
    text = clean_text(text, "answer").strip()
    if lens not in LENSES:
        raise Misused(f"“{lens}” is not one of the five lenses.", f"Use one of: {', '.join(LENSES)}.")
    if basis not in (SAID, SHOWN, GUESSED):
        raise Misused(f"“{basis}” does not say how you know.", "Use said, shown or guessed.")
    if not text:
        raise Misused("The answer is empty.", "Write what they said; “we do not know yet” is an answer too.")
    clarity = clarity or (PARTLY if basis == GUESSED else CLEAR)
    if clarity not in (CLEAR, PARTLY, UNKNOWN) or (basis == GUESSED and clarity == CLEAR):
        raise Misused("A guess is never clear.", "Call it partly or unknown, or say who said it.")
    with changing(desk, "answer") as journal:
        hand = take_lead(desk, lead_id)
        journal.insert(
            Answer,
            lead=lead_id,
            lens=lens,
            text=text,
            basis=basis,
            clarity=clarity,
            said_by=clean_line(said_by, "who said it"),
            noted_on=desk.today,
            author=desk.author,
            fields=json.dumps(dict(fields or {}), ensure_ascii=False),
        )
        journal.say(f"kept what {hand.lead.name} said about {lens}", lead_id)
    return done(journal)
