"""What a command says after it has changed something: what happened, what to know about it, and what comes next."""

from typing import TYPE_CHECKING, Any

from coach.commands.telling import as_json, say, say_json, sentence
from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.cadence import END_OF_DAY
from coach.rules.dates import show_day
from coach.rules.text import visible_line
from coach.views.lead_card import LeadCard, lead_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.actions.done import Done  # which would load Peewee before the front door knows the kind of database

AS_BEFORE = "Nothing was changed: it was so already."


def tell_done(desk: Desk, done: "Done", *, said: str = "") -> None:
    """Print what a change did, its warning, and the lead's next step with its day. `said` replaces the sentence of the change."""
    tell_all_done(desk, [done], said=said)


def tell_all_done(desk: Desk, changes: "Sequence[Done]", *, said: str = "") -> None:
    """As `tell_done`, for a command that made several changes one after the other."""
    lead_id = next((done.lead_id for done in changes if done.lead_id is not None), None)
    card = _card(desk, lead_id)
    sentences = [said] if said else [sentence(done.sentence) if done.change_id else AS_BEFORE for done in changes]
    warnings = [done.warning for done in changes if done.warning]
    if as_json():
        say_json(_answer(lead_id, card, " ".join(sentences), " ".join(warnings)))
        return
    for each in (*sentences, *warnings):
        say(visible_line(each))
    if card is not None:
        say_next(desk, card)


def say_next(desk: Desk, card: LeadCard) -> None:
    """Print what comes next for a lead: its step and day; of a closed one, what brings it back and when."""
    step, day = what_comes(desk, card)
    if day:
        step = visible_line(step.rstrip(". "))
        say(f"Next: {step}{'' if step.endswith('?') else ','} {day}.")
    else:
        say("Nothing more is planned.")


def what_comes(desk: Desk, card: LeadCard) -> tuple[str, str]:
    """The step and its day, with the time when it has one (`Fri 27 Nov at 15:00`); two empty texts when there is none."""
    if card.due_on is not None:
        time = "" if card.due_time == END_OF_DAY else f" at {card.due_time}"
        return card.next_step, f"{show_day(card.due_on, desk.today)}{time}"
    if card.return_on is not None:
        return card.return_step, show_day(card.return_on, desk.today)
    return "", ""


def _card(desk: Desk, lead_id: int | None) -> LeadCard | None:
    if lead_id is None:
        return None
    try:
        return lead_card(desk, lead_id, touches=1)
    except Misused:
        return None  # undo has taken the lead back


def _answer(lead_id: int | None, card: LeadCard | None, told: str, warning: str) -> dict[str, Any]:
    return {
        "id": lead_id,
        "name": card.name if card else None,
        "stage": card.stage.name if card else None,
        "status": card.status if card else None,
        "next_step": card.next_step or None if card else None,
        "due_on": card.due_on if card else None,
        "due_time": card.due_time if card and card.due_time != END_OF_DAY else None,
        "return_on": card.return_on if card else None,
        "sentence": told,
        "warning": warning,
    }
