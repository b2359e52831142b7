"""Notes: what the owner writes down about a lead that is neither a touch nor a reply."""

from typing import Any

from coach.actions.at_hand import take_lead
from coach.actions.done import Done, done
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.journal import changing
from coach.records.models import Note
from coach.records.statements import row_of
from coach.rules.text import clean_text


def add_note(desk: Desk, lead_id: int, text: str) -> Done:
    """Write a note about a lead, open or closed; its next step stays. Raises Misused for an empty text and for no such lead."""
    text = _needed(text)
    with changing(desk, "note") as journal:
        hand = take_lead(desk, lead_id)
        journal.insert(Note, lead=lead_id, at=desk.moment, day=desk.today, author=desk.author, text=text)
        journal.say(f"wrote a note about {hand.lead.name}", lead_id)
    return done(journal)


def rewrite_note(desk: Desk, note_id: int, text: str) -> Done:
    """Put another text in the place of a note's; its day and author stay. Raises Misused as `add_note`, and for no such note."""
    text = _needed(text)
    with changing(desk, "note") as journal:
        note = _note(desk, note_id)
        hand = take_lead(desk, note.lead_id)
        journal.update(Note, note_id, text=text)
        journal.say(f"rewrote a note about {hand.lead.name}", note.lead_id)
    return done(journal)


def delete_note(desk: Desk, note_id: int) -> Done:
    """Take a note out. Raises Misused when there is no such note."""
    with changing(desk, "note") as journal:
        note = _note(desk, note_id)
        hand = take_lead(desk, note.lead_id)
        journal.delete(Note, note_id)
        journal.say(f"deleted a note about {hand.lead.name}", note.lead_id)
    return done(journal)


def _needed(text: str) -> str:
    text = clean_text(text, "note").strip()
    if not text:
        raise Misused("The note is empty.", "Write what you want to remember, or delete the note.")
    return text


def _note(desk: Desk, note_id: int) -> Any:
    note = row_of(desk, Note, note_id)
    if note is None:
        raise Misused("There is no such note any more.", "Look at the lead again (coach show LEAD).")
    return note
