"""What to write: the framework of the message that a lead's next step calls for, filled with what is known of the lead."""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.errors import Misused, Refused
from coach.records.desk import Desk, day
from coach.records.stages import OPEN, read_rhythm
from coach.rules.cadence import ANSWER, CADENCE, CLOSE_LOOP, DECIDE, RULE, SNOOZE, TOUCH, Beat
from coach.rules.day_order import THEY_WAIT
from coach.views.message_facts import Permitted, facts_of, heard_in_lines, permission_of, their_words
from coach.views.returning import ANSWER_THEM

if TYPE_CHECKING:
    from coach.playbook import Message  # read when there is something to write


class MessageShown(NamedTuple):
    """A message to be written in the owner's own words: its thoughts in order, what it gives, what has no place in it.

    `to` is their name and `email` their address, empty when it is not known. `step` is what it is for, `name` the framework's
    name, `their_words` the note of their last reply, empty when there is none. `draft` is the framework filled with what is
    known; what only the owner knows stands there in brackets. `permission` says how they are fine with hearing from the
    owner, or that they were not asked; `via` is the way they named, empty when they named none.
    """

    lead_id: int
    to: str
    step: str
    name: str
    beats: tuple[str, ...]
    carries: str
    never: str
    their_words: str
    key: str = ""
    email: str = ""
    subject: str = ""
    draft: str = ""
    permission: str = ""
    via: str = ""


_GAP = re.compile(r"\[[^\[\]\n]{2,}\]")


class _Lead(NamedTuple):
    id: int
    name: str
    status: str
    step: str
    kind: str
    source: str
    list_on: Any
    position: int
    stage_position: int
    return_round: int
    return_agreed: bool
    precedence: int
    last_reply_on: Any
    rhythm: str
    no_contact_on: Any
    email: str

    @property
    def is_early(self) -> bool:
        """Whether first conversations are had: then it is time to ask how to stay in touch."""
        return self.status == OPEN and self.stage_position < _FIRST_STAGES


_FIRST_STAGES = 2
"""Open stages in which the first conversations are had."""
_COLUMNS = """
SELECT lead.id, lead.name, status, next_step, step_kind, step_source, list_on, lead.position, stage_position, return_round,
    return_agreed, precedence, last_reply_on, rhythm, do_not_contact_on, contact.email
FROM lead JOIN contact ON contact.id = contact_id JOIN stage ON stage.id = stage_id
WHERE lead.id = ?
"""


def message_to_write(desk: Desk, lead_id: int) -> MessageShown:
    """The message for what comes next with a lead.

    Raises Misused when there is no such lead, Refused when nothing is to be written: they asked for no contact, the step is a
    decision, or nothing is planned.
    """
    lead = _lead(desk, lead_id)
    message, step = _came_back(lead) if lead.status != OPEN else (_of_a_step(desk, lead), lead.step)
    permitted = permission_of(desk, lead_id)
    return MessageShown(
        lead_id=lead_id,
        to=lead.name,
        step=step,
        name=message.name,
        beats=message.beats,
        carries=message.carries,
        never=message.never,
        their_words=their_words(desk, lead_id),
        key=message.key,
        email=lead.email,
        subject=message.subject,
        draft=_draft(message, facts_of(desk, lead_id), permitted, is_early=lead.is_early),
        permission=permitted.sentence,
        via=permitted.via,
    )


def gaps_in(text: str) -> list[tuple[int, int]]:
    """Where in a text something is still in brackets: the owner's to fill."""
    return [each.span() for each in _GAP.finditer(text)]


def gaps_of(text: str) -> tuple[str, ...]:
    """The places in a text that are still in brackets, each once, in their order."""
    return tuple(dict.fromkeys(_GAP.findall(text)))


def _lead(desk: Desk, lead_id: int) -> _Lead:
    """The lead, when there is something to write to it."""
    found = desk.rows(_COLUMNS, (lead_id,))
    if not found:
        raise Misused(f"There is no lead {lead_id} any more.", "Look it up with / or coach find NAME.")
    lead = _Lead(*found[0])
    if lead.no_contact_on is not None:
        raise Refused(f"{lead.name} asked for no contact.", "There is nothing to write.")
    if lead.list_on is None or (lead.status == OPEN and lead.kind == DECIDE):
        raise Refused(
            f"There is nothing to write to {lead.name} now.", "Decide first: a new step, or a Not yet with a day."
        )
    return lead


def _came_back(lead: _Lead) -> "tuple[Message, str]":
    """What is written to a lead that is closed, and what for: they wrote, their day has come, or it is time to ask again."""
    if lead.precedence == THEY_WAIT:
        return _of_kind(ANSWER), ANSWER_THEM
    follows = read_rhythm(lead.rhythm)[1]
    if lead.return_agreed or not follows:
        return _of_kind("return"), "They asked you to come back now"
    follow = follows[min(lead.return_round, len(follows) - 1)]
    return _named(follow.message) or _of_kind("return"), follow.text


def _of_a_step(desk: Desk, lead: _Lead) -> "Message":
    """What is written for the step of an open lead: that of its beat, when it is one of the rhythm, else that of its kind."""
    beat = _beat(lead)
    named = _named(beat.message) if beat else None
    return named or _of_kind(lead.kind, late=day(lead.list_on) < desk.today)


def _beat(lead: _Lead) -> Beat | None:
    """The beat a step came from, if any. One that was put off or spread over other days kept its words and not its source."""
    beats = read_rhythm(lead.rhythm)[0].beats
    if not beats:
        return None
    if lead.kind == CLOSE_LOOP:
        return beats[-1]
    if lead.source == CADENCE:
        return beats[min(lead.position, len(beats) - 1)]
    if lead.source not in {RULE, SNOOZE} or (lead.kind != TOUCH and lead.last_reply_on is not None):
        return None
    # After a touch that was put off the rhythm starts afresh, so the last beat would promise an end that does not come.
    return next((beat for beat in beats[:-1] if beat.text == lead.step), None)


def _named(key: str) -> "Message | None":
    from coach import playbook  # noqa: PLC0415  # read when there is something to write

    return next((each for each in playbook.messages() if each.key == key), None)


def _of_kind(kind: str, *, late: bool = False) -> "Message":
    from coach import playbook  # noqa: PLC0415

    message = playbook.message_for(kind, late=late)
    assert message is not None  # noqa: S101  # only a decision has none, and nothing is written for one
    return message


def _draft(message: "Message", facts: dict[str, str], permitted: Permitted, *, is_early: bool) -> str:
    from coach.playbook.frameworks import letter, said_with  # noqa: PLC0415

    around = letter()
    given = {**facts, "permitted": permitted.how}
    known = {
        **given,
        "heard": heard_in_lines(facts, around.heard),
        "permission": said_with(around.permission_agreed if permitted.holds else around.permission_ask, given),
    }
    asked = [around.permission_ask] if message.asks_permission and is_early and not permitted.holds else []
    parts = (around.greeting, *message.draft, *asked, around.goodbye)
    return "\n\n".join(said_with(says, known) for says in parts)
