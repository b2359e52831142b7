"""What a merge would come to, said before anything is changed: the same rules decide about it and about the merge itself."""

from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk
from coach.records.merge_sides import Sides, frame_of, leads_of, returns_moved, sides_of
from coach.records.stages import NOT_YET, OPEN, stages_on_file
from coach.rules.cadence import END_OF_DAY
from coach.rules.dates import show_day
from coach.rules.merging import LeadSide, merged, promise_in_words, refusal, refusal_to_join, resting_in_words, silenced
from coach.rules.money import show_amount
from coach.rules.people import Person, permission_in_words, quiet_in_words


class MergeSide(NamedTuple):
    """One of the two leads, as far as it takes to know it again."""

    id: int
    name: str
    company: str
    stage: str
    status: str


class MergeLine(NamedTuple):
    """One thing that is known: what each side has, and what the result will be; empty where there is nothing."""

    label: str
    kept: str
    other: str
    result: str


class MergePreview(NamedTuple):
    """What comes of it. `moves` are the things that go over to the kept lead, `warnings` what the owner should know.

    `refused` says why it cannot be done and what to do instead, empty when it can; the lines then leave the kept side as it is.
    """

    keep: MergeSide
    other: MergeSide
    lines: tuple[MergeLine, ...]
    moves: tuple[str, ...]
    warnings: tuple[str, ...]
    refused: str


def merge_preview(desk: Desk, keep_id: int, other_id: int, *, people: bool = False) -> MergePreview:
    """What merging two leads would come to or, with `people`, making them leads of one person.

    Raises Misused when one of them is not there.
    """
    sides = sides_of(desk, keep_id, other_id)
    refused = refusal_to_join(sides.keep, sides.other) if people else refusal(sides.keep, sides.other)
    kept, other = _words(desk, sides.keep, sides.first, people), _words(desk, sides.other, sides.second, people)
    result = kept
    moves: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    if not refused:
        lead, told = _outcome(desk, sides, people)
        result = _words(desk, lead, sides.person, people)
        moves = _people_moved(desk, sides) if people else _moved(desk, sides.other)
        warnings = (*_warnings_of_people(desk, sides, people), *told)
    labels = dict.fromkeys((*kept, *other, *result))
    lines = (MergeLine(label, *(side.get(label, "") for side in (kept, other, result))) for label in labels)
    return MergePreview(
        _shown(sides.keep, sides.first),
        _shown(sides.other, sides.second),
        tuple(line for line in lines if any(line[1:])),
        moves,
        warnings,
        " ".join(refused) if refused else "",
    )


def lead_in_words(lead: LeadSide, today: date) -> dict[str, str]:
    """What is known of a lead beside its person, by label; empty where there is nothing."""
    state, is_open = lead.state, lead.status == OPEN
    step, promise = state.step, state.promise if is_open else None
    time = "" if step.due_time == END_OF_DAY else f" at {step.due_time}"
    days = {
        "Stage since": state.entered_on if is_open else lead.closed_on,
        "Received": lead.received_on,
        "Last touch": state.last_touch_on,
        "Last reply": state.last_reply_on,
        "Not before": state.not_before,
        "Turns on": state.anchor_on,
        "Comes back": lead.return_on,
        "Reviewed": lead.reviewed_on,
    }
    shown = {label: show_day(day, today) if day else "" for label, day in days.items()}
    return {
        "Name": lead.name,
        "Stage": lead.stage,
        "Reason": ": ".join(part for part in (lead.reason, lead.reason_words) if part),
        "Next step": f"{step.text}, {show_day(step.due_on, today)}{time}" if is_open else "",
        "Promise": promise_in_words(promise, today) if promise else "",
        "Value": show_amount(lead.value, lead.currency) if lead.value else "",
        "Owner": lead.owner,
        "Source": lead.source,
        "Unanswered": str(state.unanswered) if state.unanswered else "",
        "Loop closed": "yes" if state.loop_closed else "",
        **shown,
        "Review": f"every {lead.review_every} days",
        "Tags": ", ".join(sorted(lead.tags, key=str.casefold)),
        **{f"Field {name}": text for name, text in sorted(lead.own_fields)},
    }


def person_in_words(person: Person, today: date) -> dict[str, str]:
    """What is known of a person, by label; empty where there is nothing."""
    silent = (
        f"since {show_day(person.no_contact_on, today)}: {person.no_contact_reason}" if person.no_contact_on else ""
    )
    return {
        "Person": person.name,
        "Company": person.company,
        "E-mail": person.email,
        "Phone": person.phone,
        "Also at": ", ".join(address.text for address in person.further),
        "Quiet on": quiet_in_words(person.quiet_weekdays),
        "Permission": permission_in_words(person.permission, today) if person.permission else "",
        "No contact": silent,
    }


def _words(desk: Desk, lead: LeadSide, person: Person, people: bool) -> dict[str, str]:
    of_lead = {} if people else lead_in_words(lead, desk.today)
    return {**of_lead, **person_in_words(person, desk.today)}


def _outcome(desk: Desk, sides: Sides, people: bool) -> tuple[LeadSide, tuple[str, ...]]:
    """The lead there will be, and what to warn of."""
    if people:
        return sides.keep, ()
    outcome = merged(_silenced(desk, sides, sides.keep), _silenced(desk, sides, sides.other), frame_of(desk, sides))
    return outcome.lead, outcome.warnings


def _silenced(desk: Desk, sides: Sides, side: LeadSide) -> LeadSide:
    """The lead as the person's wish for no contact leaves it, where only the other side was known to have it."""
    person = sides.person
    if sides.joined is None or person.no_contact_on is None:
        return side
    stage = next(stage for stage in stages_on_file(desk, retired=True) if stage.kind == NOT_YET)
    return silenced(side, stage.id, stage.name, desk.today, person.no_contact_reason)


def _warnings_of_people(desk: Desk, sides: Sides, people: bool) -> tuple[str, ...]:
    if sides.joined is None:
        return ()
    resting = [each.name for each in returns_moved(desk, sides, people=people) if each.return_on is None]
    return tuple(filter(None, (*_silence(desk, sides), *sides.joined.warnings, resting_in_words(resting))))


def _silence(desk: Desk, sides: Sides) -> tuple[str, ...]:
    """That a wish for no contact will hold for the other's leads too, and which of them it ends."""
    silent, spoken = sides.first, sides.second
    if silent.no_contact_on is None:
        silent, spoken = spoken, silent
    if sides.joined is None or silent.no_contact_on is None or spoken.no_contact_on is not None:
        return ()
    ended = [name for _, name, status in leads_of(desk, spoken.id) if status == OPEN]
    closed = f" Closed by it: {', '.join(ended)}." if ended else ""
    return (f"{silent.name} asked for no contact ({silent.no_contact_reason}); that holds for both.{closed}",)


_COUNTED = {
    "touch": ("touch or reply", "touches and replies"),
    "answer": ("answer", "answers"),
    "note": ("note", "notes"),
    "past_step": ("step that is over", "steps that are over"),
    "commitment": ("commitment", "commitments"),
    "review_item": ("place in a review", "places in reviews"),
}


def _moved(desk: Desk, other: LeadSide) -> tuple[str, ...]:
    """What of the other lead goes over, in numbers."""
    counts = ", ".join(f"(SELECT count(*) FROM {table} WHERE lead_id = ?)" for table in _COUNTED)
    found = desk.rows(f"SELECT {counts}", [other.id] * len(_COUNTED))[0]
    return tuple(
        f"{count:,} {one if count == 1 else many}"
        for count, (one, many) in zip(found, _COUNTED.values(), strict=True)
        if count
    )


def _people_moved(desk: Desk, sides: Sides) -> tuple[str, ...]:
    leads = leads_of(desk, sides.second.id)
    return tuple(f"{name} (lead {lead_id})" for lead_id, name, _ in leads)


def _shown(lead: LeadSide, person: Person) -> MergeSide:
    return MergeSide(lead.id, lead.name, person.company, lead.stage, lead.status)
