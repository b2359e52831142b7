"""What they said through one of the five lenses is kept, in their words."""

import json
from collections.abc import Mapping

from coach.actions.at_hand import take_lead
from coach.actions.done import Done, done
from coach.actions.lens_fields import read_fields
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.journal import changing
from coach.records.models import Answer
from coach.rules.text import clean_line, clean_text, fold, quoted

LENSES = ("problem", "impact", "urgency", "outcome", "fit")
SAID, SHOWN, GUESSED = "said", "shown", "guessed"
CLEAR, PARTLY, UNKNOWN = "clear", "partly", "unknown"
NOT_KNOWN = (
    "we do not know yet",
    "we don't know yet",
    "not known yet",
    "do not know yet",
    "don't know yet",
    "unknown",
    "?",
)
"""Answers that say there is none yet, folded. They are kept: each is a question for the next touch."""
NOT_KNOWN_YET = "We do not know yet"
"""How that is written when nobody writes it."""


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

    Without `clarity` what they said or showed counts as clear, a guess as partly, and "we do not know yet" as unknown: see
    `clarity_of`. `fields` are the lens's own, as they are typed: see `read_fields`. "None", as in no hurry or no fit, is an
    answer like any other. Raises Misused, and FieldAmiss for a field.
    """
    text = clean_text(text, "answer").strip()
    if lens not in LENSES:
        raise Misused(f"{quoted(lens)} is not one of the five lenses.", f"Use one of: {', '.join(LENSES)}.")
    if basis not in (SAID, SHOWN, GUESSED):
        raise Misused(f"{quoted(basis)} does not say how you know.", "Use said, shown or guessed.")
    if not text:
        raise Misused("The answer is empty.", "Write what they said; “we do not know yet” is an answer too.")
    clarity = _clarity(text, basis, clarity)
    said_by = clean_line(said_by, "who said it")
    with changing(desk, "answer") as journal:
        hand = take_lead(desk, lead_id)
        journal.insert(
            Answer,
            lead=lead_id,
            lens=lens,
            text=text,
            basis=basis,
            clarity=clarity,
            said_by=said_by,
            noted_on=desk.today,
            author=desk.author,
            fields=_kept(desk, lens, fields or {}, hand.lead.currency),
        )
        journal.say(f"kept what {hand.lead.name} said about {lens}", lead_id)
    return done(journal)


def clarity_of(text: str, basis: str) -> str:
    """How clear an answer is when nobody says: unknown for "we do not know yet", partly for a guess, else clear."""
    if fold(text).replace("\u2019", "'").rstrip(".") in NOT_KNOWN:
        return UNKNOWN
    return PARTLY if basis == GUESSED else CLEAR


def _clarity(text: str, basis: str, given: str) -> str:
    if given not in ("", CLEAR, PARTLY, UNKNOWN):
        raise Misused(f"{quoted(given)} does not say how clear it is.", "Use clear, partly or unknown.")
    if basis == GUESSED and given == CLEAR:
        raise Misused("A guess is never clear.", "Call it partly or unknown, or say who said it.")
    return given or clarity_of(text, basis)


def _kept(desk: Desk, lens: str, fields: Mapping[str, str], currency: str) -> str:
    """The lens's own fields as JSON; those left empty are not kept."""
    return json.dumps(read_fields(desk, lens, fields, currency), ensure_ascii=False)
