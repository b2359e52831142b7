"""One lead with all that is known of it."""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.errors import Misused
from coach.records.desk import Desk, day, day_or_none
from coach.rules.people import Permission
from coach.views.business_days import BusinessDays
from coach.views.returning import returns_of
from coach.views.stages import StageShown
from coach.views.timeline import TimelineEntry, timeline

if TYPE_CHECKING:
    from coach.playbook import Question

__all__ = ["LeadCard", "LensKnown", "OtherLead", "OwnFieldShown", "Permission", "lead_card"]

_LENSES = ("problem", "impact", "urgency", "outcome", "fit")


class LensKnown(NamedTuple):
    """What is known through one lens: the newest answer; `fields` are JSON. Unknown, with no day, when nothing was kept."""

    lens: str
    clarity: str = "unknown"
    text: str = ""
    basis: str = ""
    noted_on: date | None = None
    said_by: str = ""
    author: str = ""
    fields: str = "{}"


class OtherLead(NamedTuple):
    """Another lead of the same person."""

    id: int
    name: str
    stage: str
    status: str


class OwnFieldShown(NamedTuple):
    """What a field of the owner's own holds for this lead."""

    name: str
    text: str


class LeadCard(NamedTuple):
    """All of a lead. `value` in minor units, 0 when unknown; `day_in_stage` in business days, the first is 1.

    A closed lead has no next step and no due day; `return_on` is the day it comes back, and `return_step` what to do then,
    both empty when it rests. `promise_by` is ours, theirs or empty. The timeline begins with the newest. `permission` is None
    when they were never asked. Tags and own fields are in the order of their names. `questions` are what its stage asks, one
    for each lens; `question` is the first of them whose lens is not clear yet, None when all are. `further_addresses` are those
    the person has beside `email` and `phone`, e-mail before phone.
    """

    id: int
    name: str
    company: str
    email: str
    phone: str
    contact_id: int
    contact_name: str
    quiet_weekdays: tuple[int, ...]
    owner: str
    source: str
    value: int
    currency: str
    status: str
    stage: StageShown
    entered_on: date
    day_in_stage: int
    received_on: date
    next_step: str
    kind: str
    step_source: str
    due_on: date | None
    due_time: str
    overdue_business_days: int
    promise: str
    promise_on: date | None
    promise_by: str
    unanswered: int
    snoozes: int
    not_before: date | None
    anchor_on: date | None
    last_touch_on: date | None
    last_reply_on: date | None
    review_every: int
    keeps: int
    reason: str
    reason_words: str
    closed_on: date | None
    return_on: date | None
    return_step: str
    return_agreed: bool
    do_not_contact_on: date | None
    do_not_contact_reason: str
    lenses: tuple[LensKnown, ...]
    question: "Question | None"
    questions: "tuple[Question, ...]"
    timeline: tuple[TimelineEntry, ...]
    others: tuple[OtherLead, ...]
    permission: Permission | None
    tags: tuple[str, ...]
    own_fields: tuple[OwnFieldShown, ...]
    further_addresses: tuple[str, ...]


def lead_card(desk: Desk, lead_id: int, touches: int | None = None) -> LeadCard:
    """Everything about a lead, its timeline cut to the newest `touches` entries. Raises Misused when there is no such lead."""
    found = desk.rows(_CARD, (lead_id,))
    if not found:
        raise Misused(f"There is no lead {lead_id}.", "Look it up with: coach find NAME")
    (
        id_, name, company, email, phone, contact_id, contact_name, quiet, owner, source, value, currency, status,
        entered_on, received_on, step, kind, step_source, due, due_time, promise, promise_on, promise_by, unanswered,
        snoozes, not_before, anchor_on, last_touch_on, last_reply_on, review_every, keeps, reason, reason_words, closed_on,
        return_on, round_, agreed, precedence, no_contact_on, no_contact_reason, *permission_and_stage,
    ) = found[0]  # fmt: skip
    permission, stage = permission_and_stage[:_IN_PERMISSION], permission_and_stage[_IN_PERMISSION:]
    days, shown, due_on = BusinessDays(desk), StageShown(*stage), day_or_none(due)
    lenses, questions = _lenses(desk, lead_id, shown.key)
    tags, own_fields = _tags_and_fields(desk, lead_id)
    others, further = _of_person(desk, lead_id, contact_id)
    return LeadCard(
        id=id_,
        name=name,
        company=company,
        email=email,
        phone=phone,
        contact_id=contact_id,
        contact_name=contact_name,
        quiet_weekdays=tuple(int(number) for number in quiet),
        owner=owner or "",
        source=source,
        value=value,
        currency=currency,
        status=status,
        stage=shown,
        entered_on=day(entered_on),
        day_in_stage=days.in_stage(day(entered_on)),
        received_on=day(received_on),
        next_step=step or "",
        kind=kind,
        step_source=step_source,
        due_on=due_on,
        due_time=due_time,
        overdue_business_days=days.late(due_on) if due_on else 0,
        promise=promise,
        promise_on=day_or_none(promise_on),
        promise_by=promise_by,
        unanswered=unanswered,
        snoozes=snoozes,
        not_before=day_or_none(not_before),
        anchor_on=day_or_none(anchor_on),
        last_touch_on=day_or_none(last_touch_on),
        last_reply_on=day_or_none(last_reply_on),
        review_every=review_every,
        keeps=keeps,
        reason=reason,
        reason_words=reason_words,
        closed_on=day_or_none(closed_on),
        return_on=day_or_none(return_on),
        return_step=returns_of(desk).step(shown.id, round_, precedence) if return_on is not None else "",
        return_agreed=bool(agreed),
        do_not_contact_on=day_or_none(no_contact_on),
        do_not_contact_reason=no_contact_reason,
        lenses=lenses,
        question=_question(questions, lenses),
        questions=questions,
        timeline=timeline(desk, lead_id, touches),
        others=others,
        permission=_permission(*permission),
        tags=tags,
        own_fields=own_fields,
        further_addresses=further,
    )


_IN_PERMISSION = 5
"""How many columns a permission has."""
_CARD = """
SELECT lead.id, lead.name, contact.company, contact.email, contact.phone, contact.id, contact.name, contact.quiet_weekdays,
    owner.name, lead.source, lead.value, lead.currency, lead.status, lead.entered_on, lead.received_on, lead.next_step,
    lead.step_kind, lead.step_source, lead.due_on, lead.due_time, lead.promise_text, lead.promise_on, lead.promise_by,
    lead.unanswered, lead.snoozes, lead.not_before, lead.anchor_on, lead.last_touch_on, lead.last_reply_on,
    lead.review_every, lead.keeps, lead.reason, lead.reason_words, lead.closed_on, lead.return_on, lead.return_round,
    lead.return_agreed, lead.precedence, contact.do_not_contact_on, contact.do_not_contact_reason,
    contact.permission_on, contact.permission_via, contact.permission_every, contact.permission_until,
    contact.permission_words,
    stage.id, stage.key, stage.name, stage.position, stage.kind, stage.normal_stay, stage.exit_evidence, stage.meaning,
    stage.entry
FROM lead JOIN contact ON contact.id = lead.contact_id JOIN stage ON stage.id = lead.stage_id
LEFT JOIN owner ON owner.id = lead.owner_id
WHERE lead.id = ?
"""


def _permission(asked_on: Any, via: str, every: int | None, until: Any, words: str) -> Permission | None:
    return None if asked_on is None else Permission(day(asked_on), via, every, day_or_none(until), words)


_TAGS_AND_FIELDS = """
SELECT tag.name_key, tag.name, NULL FROM lead_tag JOIN tag ON tag.id = lead_tag.tag_id WHERE lead_tag.lead_id = ?
UNION ALL
SELECT own_field.name_key, own_field.name, own_value.text
FROM own_value JOIN own_field ON own_field.id = own_value.field_id WHERE own_value.lead_id = ?
"""


def _tags_and_fields(desk: Desk, lead_id: int) -> tuple[tuple[str, ...], tuple[OwnFieldShown, ...]]:
    rows = sorted(desk.rows(_TAGS_AND_FIELDS, (lead_id, lead_id)), key=lambda row: row[0])
    tags = tuple(name for _, name, text in rows if text is None)
    return tags, tuple(OwnFieldShown(name, text) for _, name, text in rows if text is not None)


_ANSWERS_AND_QUESTIONS = """
SELECT id, lens, clarity, text, basis, noted_on, said_by, author, fields FROM answer WHERE lead_id = ?
UNION ALL
SELECT 0, stage_question.lens, NULL, stage_question.text, '', NULL, '', '', ''
FROM stage_question JOIN lead ON lead.stage_id = stage_question.stage_id WHERE lead.id = ?
ORDER BY 1
"""


def _lenses(desk: Desk, lead_id: int, stage_key: str) -> "tuple[tuple[LensKnown, ...], tuple[Question, ...]]":
    """What is known through each lens, and what its stage asks through it: in the owner's own words where there are any."""
    from coach.rules.stage_questions import asked_in  # noqa: PLC0415  # the day's list must not pay for the playbook

    rows = [row[1:] for row in desk.rows(_ANSWERS_AND_QUESTIONS, (lead_id, lead_id))]
    own = {lens: text for lens, clarity, text, *_ in rows if clarity is None}
    newest: dict[str, Any] = {row[0]: row for row in rows if row[1] is not None}
    lenses = tuple(_lens(*newest[lens]) if lens in newest else LensKnown(lens) for lens in _LENSES)
    return lenses, asked_in(stage_key, own)


def _lens(
    lens: str, clarity: str, text: str, basis: str, noted_on: Any, said_by: str, author: str, fields: str
) -> LensKnown:
    return LensKnown(lens, clarity, text, basis, day(noted_on), said_by, author, fields)


def _question(questions: "tuple[Question, ...]", lenses: tuple[LensKnown, ...]) -> "Question | None":
    clear = {known.lens for known in lenses if known.clarity == "clear"}
    return next((each for each in questions if each.lens not in clear), None)


_OF_PERSON = """
SELECT lead.id, lead.name, stage.name, lead.status FROM lead JOIN stage ON stage.id = lead.stage_id
WHERE lead.contact_id = ? AND lead.id <> ?
UNION ALL
SELECT NULL, text, kind, key FROM contact_address WHERE contact_id = ?
"""


def _of_person(desk: Desk, lead_id: int, contact_id: int) -> tuple[tuple[OtherLead, ...], tuple[str, ...]]:
    """The other leads of the person, the oldest first, and their further addresses, in the order of kinds and keys."""
    rows = desk.rows(_OF_PERSON, (contact_id, lead_id, contact_id))
    others = sorted(OtherLead(*row) for row in rows if row[0] is not None)
    further = sorted((kind, key, text) for id_, text, kind, key in rows if id_ is None)
    return tuple(others), tuple(text for *_, text in further)
