"""What a command says after it has changed something: what happened, what to know about it, and what comes next."""

from typing import TYPE_CHECKING, Any

from coach.commands.telling import as_json, say, say_json, sentence
from coach.records.desk import Desk
from coach.rules.cadence import END_OF_DAY
from coach.rules.dates import show_day
from coach.rules.text import visible_line
from coach.views.what_comes import Coming, what_comes

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
    coming = None if lead_id is None else what_comes(desk, lead_id)
    sentences = [said] if said else [sentence(done.sentence) if done.change_id else AS_BEFORE for done in changes]
    warnings = [done.warning for done in changes if done.warning]
    if as_json():
        say_json(_answer(lead_id, coming, " ".join(sentences), " ".join(warnings)))
        return
    for each in (*sentences, *warnings):
        say(visible_line(each))
    if coming is not None:
        say_next(desk, coming)


def say_next(desk: Desk, coming: Coming) -> None:
    """Print what comes next for a lead: its step and day; of a closed one, what brings it back and when."""
    if coming.on is None:
        say("Nothing more is planned.")
        return
    time = "" if coming.time == END_OF_DAY else f" at {coming.time}"
    step = visible_line(coming.step.rstrip(". "))
    say(f"Next: {step}{'' if step.endswith('?') else ','} {show_day(coming.on, desk.today)}{time}.")


def _answer(lead_id: int | None, coming: Coming | None, told: str, warning: str) -> dict[str, Any]:
    is_open = coming is not None and coming.status == "open"
    return {
        "id": lead_id,
        "name": coming.name if coming else None,
        "stage": coming.stage if coming else None,
        "status": coming.status if coming else None,
        "next_step": coming.step if coming and is_open else None,
        "due_on": coming.on if coming and is_open else None,
        "due_time": coming.time if coming and coming.time != END_OF_DAY else None,
        "return_on": coming.on if coming and not is_open else None,
        "sentence": told,
        "warning": warning,
    }
