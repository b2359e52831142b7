"""Own fields: what the owner wants to know of each lead beyond what coach asks. `Roof` and `roof` are one field."""

from coach.actions.at_hand import take_lead
from coach.actions.done import Done, done
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import OwnField, OwnValue
from coach.rules.text import clean_line, fold

NAME_LIMIT = 80
"""Characters of a field's name."""


def set_own_field(desk: Desk, lead_id: int, name: str, text: str) -> Done:
    """Write what a field holds for a lead; the field begins with its first lead. An empty text takes it out.

    A field that no lead has any more goes with its last one. Raises Misused.
    """
    name, text = clean_line(name, "field's name", NAME_LIMIT), clean_line(text, name or "field")
    key = fold(name)
    if not key:
        raise Misused("A field needs a name.", "Give it one, such as Roof.")
    with changing(desk, "field") as journal:
        lead = take_lead(desk, lead_id).lead
        field = desk.rows("SELECT id, name FROM own_field WHERE name_key = ?", (key,))
        field_id, shown = field[0] if field else (0, name)
        held = desk.rows("SELECT id FROM own_value WHERE lead_id = ? AND field_id = ?", (lead_id, field_id))
        if text:
            _write(journal, lead_id, field_id or journal.insert(OwnField, name=name, name_key=key), held, text)
            journal.say(f"wrote down {shown} of {lead.name}", lead_id)
        elif held:
            _take_out(journal, field_id, held[0][0])
            journal.say(f"took {shown} of {lead.name} out", lead_id)
    return done(journal)


def _write(journal: Journal, lead_id: int, field_id: int, held: list[tuple[int]], text: str) -> None:
    if held:
        journal.update(OwnValue, held[0][0], text=text)
    else:
        journal.insert(OwnValue, lead=lead_id, field=field_id, text=text)


def _take_out(journal: Journal, field_id: int, value_id: int) -> None:
    journal.delete(OwnValue, value_id)
    if not journal.desk.rows("SELECT 1 FROM own_value WHERE field_id = ? LIMIT 1", (field_id,)):
        journal.delete(OwnField, field_id)
