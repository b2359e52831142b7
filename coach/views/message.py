"""What to write: the framework of the message that a lead's next step calls for, beside what they said last."""

from typing import NamedTuple

from coach.errors import Misused, Refused
from coach.records.desk import Desk, day
from coach.records.stages import OPEN, read_rhythm
from coach.rules.cadence import CADENCE, CLOSE_LOOP, DECIDE


class MessageShown(NamedTuple):
    """A message to be written in the owner's own words: its thoughts in order, what it gives, what has no place in it.

    `step` is what it is for, `their_words` the note of their last reply, empty when there is none.
    """

    lead_id: int
    to: str
    step: str
    name: str
    beats: tuple[str, ...]
    carries: str
    never: str
    their_words: str


def message_to_write(desk: Desk, lead_id: int) -> MessageShown:
    """The message for what comes next with a lead.

    Raises Misused when there is no such lead, Refused when nothing is to be written: they asked for no contact, the step is a
    decision, or nothing is planned.
    """
    from coach import playbook  # noqa: PLC0415  # read when there is something to write

    found = desk.rows(
        "SELECT lead.name, status, next_step, step_kind, step_source, list_on, lead.position, return_round, return_agreed,"
        " rhythm, do_not_contact_on FROM lead JOIN contact ON contact.id = contact_id JOIN stage ON stage.id = stage_id"
        " WHERE lead.id = ?",
        (lead_id,),
    )
    if not found:
        raise Misused(f"There is no lead {lead_id} any more.", "Look it up with / or coach find NAME.")
    name, status, step, kind, source, on, position, round_, agreed, written, no_contact_on = found[0]
    if no_contact_on is not None:
        raise Refused(f"{name} asked for no contact.", "There is nothing to write.")
    if on is None or (status == OPEN and kind == DECIDE):
        raise Refused(f"There is nothing to write to {name} now.", "Decide first: a new step, or a Not yet with a day.")
    rhythm, follows = read_rhythm(written)
    if status != OPEN:
        follow = follows[min(round_, len(follows) - 1)] if follows and not agreed else None
        message = playbook.message(follow.message if follow else "return_agreed")
        step = follow.text if follow else "They asked you to come back now"
    elif source == CADENCE and rhythm.beats:
        last = kind == CLOSE_LOOP or position >= len(rhythm.beats)
        message = playbook.message(rhythm.beats[-1 if last else position].message)
    else:
        plain = playbook.message_for(kind, late=day(on) < desk.today)
        assert plain is not None  # noqa: S101  # only a decision has none, and was refused above
        message = plain
    return MessageShown(
        lead_id,
        name,
        step,
        message.name,
        tuple(message.beats),
        message.carries,
        message.never,
        _their_words(desk, lead_id),
    )


def _their_words(desk: Desk, lead_id: int) -> str:
    rows = desk.rows(
        "SELECT note FROM touch WHERE lead_id = ? AND inbound AND note <> '' ORDER BY id DESC LIMIT 1", (lead_id,)
    )
    return str(rows[0][0]) if rows else ""
