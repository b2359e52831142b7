"""Two leads that are one: what each thing that is known of them comes to, and what has no place of its own any more.

Pure, so that the preview of a merge and the merge itself cannot say two things.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from coach.rules import cadence, returns
from coach.rules.cadence import (
    ANSWER,
    CADENCE,
    CHECK_IN,
    CLOSE_LOOP,
    DECIDE,
    OURS,
    PROMISE,
    REPLY,
    RULE,
    TOUCH,
    Promise,
    Rhythm,
    Standing,
    Step,
)
from coach.rules.dates import show_day
from coach.rules.money import show_amount
from coach.rules.text import fold
from coach.rules.workdays import Calendar

OPEN, WON, NOT_YET = "open", "won", "not_yet"
NO_CONTACT = "do-not-contact"
"""The reason kept with a lead that was ended because its person asked for no contact."""
BETWEEN_KEYS = "\n"
"""Stands between the import keys of leads that were merged; no key has one."""
_RANKS = {ANSWER: 0, PROMISE: 1, CHECK_IN: 1}


class LeadSide(NamedTuple):
    """One of the two leads. `value` in minor units, 0 when unknown; the step of `state` has a meaning while it is open.

    `stays` are its stays in the stages in words, oldest first.
    """

    id: int
    name: str
    contact_id: int
    status: str
    stage_id: int
    stage: str
    owner_id: int | None
    owner: str
    source: str
    value: int
    currency: str
    import_key: str
    received_on: date
    reason: str
    reason_words: str
    closed_on: date | None
    return_on: date | None
    return_round: int
    return_agreed: bool
    precedence: int
    review_every: int
    reviewed_on: date | None
    state: Standing
    tags: tuple[str, ...] = ()
    own_fields: tuple[tuple[str, str], ...] = ()
    stays: tuple[str, ...] = ()


class Frame(NamedTuple):
    """What the merged lead is planned by: the rhythm of its stage as its person agreed to it, and their calendar.

    `agreed` is what that was. `again` plans it anew where the person's own days or what they agreed to have changed by the
    merge; None where not.
    """

    rhythm: Rhythm
    calendar: Calendar
    today: date
    agreed: returns.Agreed = returns.Agreed(None, None)
    again: Callable[[Standing, Rhythm, Calendar, date], Standing] | None = None


class Merged(NamedTuple):
    """The two as one. `told` is what the note says of the other, `warnings` what the owner should know before.

    `carried` says that the next step is the other's, as it was.
    """

    lead: LeadSide
    told: tuple[str, ...]
    warnings: tuple[str, ...]
    carried: bool


def refusal(keep: LeadSide, other: LeadSide) -> tuple[str, str] | None:
    """Why these two cannot be merged, and what to do instead; None when they can."""
    people = f"Join the people instead (coach merge {keep.id} {other.id} --people)."
    if keep.id == other.id:
        return f"{keep.name} is one lead already.", "Name the other one by its number."
    if other.status == WON or (keep.status == WON and other.status == OPEN):
        won = other if other.status == WON else keep
        return f"{won.name} is won, and a won lead stays as it is.", people
    if keep.status != OPEN and other.status == OPEN:
        return f"{keep.name} is a Not yet, and {other.name} is open.", (
            f"Keep the open one (coach merge {other.id} {keep.id})."
        )
    return None


def refusal_to_join(keep: LeadSide, other: LeadSide) -> tuple[str, str] | None:
    """Why the persons of these two cannot be joined, and what to do instead; None when they can."""
    if keep.id == other.id:
        return refusal(keep, other)
    if keep.contact_id == other.contact_id:
        return f"{keep.name} and {other.name} are leads of one person already.", (
            f"Merge the leads, if they are one (coach merge {keep.id} {other.id})."
        )
    return None


def merged(keep: LeadSide, other: LeadSide, frame: Frame) -> Merged:
    """The kept lead with what the other adds."""
    state, told, warnings = _standing(keep, other, frame)
    lead = keep._replace(
        **_known(keep, other),
        **_returning(keep, other, state, frame),
        received_on=min(keep.received_on, other.received_on),
        import_key=joined_keys(keep.import_key, other.import_key),
        review_every=min(keep.review_every, other.review_every),
        reviewed_on=max((day for day in (keep.reviewed_on, other.reviewed_on) if day), default=None),
        state=state,
        tags=tuple(sorted({*keep.tags, *other.tags}, key=fold)),
        own_fields=tuple({**dict(other.own_fields), **dict(keep.own_fields)}.items()),
    )
    told = [
        _headline(other, frame.today),
        *_stays(other),
        *_apart(lead, other),
        *told,
        *_return_lost(lead, other, frame),
    ]
    if _return_lost(lead, other, frame) and other.return_agreed:
        warnings.append(
            f"{show_day(other.return_on or frame.today, frame.today)}, the day they named, goes into the note."
        )
    carried = keep.status == OPEN and other.status == OPEN and state.step == other.state.step
    return Merged(lead, tuple(told), tuple(warnings), carried)


def silenced(side: LeadSide, stage_id: int, stage: str, today: date, words: str) -> LeadSide:
    """A lead as it is once its person asked for no contact: it ends for that, in `words`, and nothing brings it back."""
    side = side._replace(return_on=None, return_agreed=False)
    if side.status != OPEN:
        return side
    step = Step("", today, TOUCH, CADENCE)
    return side._replace(
        status=NOT_YET,
        stage_id=stage_id,
        stage=stage,
        reason=NO_CONTACT,
        reason_words=words,
        closed_on=today,
        return_round=0,
        state=side.state._replace(step=step, promise=None, snoozes=0),
    )


def resting_in_words(names: Sequence[str]) -> str:
    """That these leads rest from now on; empty for none."""
    return (
        f"Nothing more is planned for {', '.join(names)}: it would have come after the day they agreed to."
        if names
        else ""
    )


def joined_keys(kept: str, other: str) -> str:
    """The import keys of both. A lead that came from no file has an empty first key: a file does not decide about it."""
    more = [key for key in other.split(BETWEEN_KEYS) if key and key not in kept.split(BETWEEN_KEYS)]
    return BETWEEN_KEYS.join([kept, *more])


def _known(keep: LeadSide, other: LeadSide) -> dict[str, Any]:
    """What was blank is filled."""
    money, owner = keep if keep.value or not other.value else other, keep if keep.owner else other
    return {
        "value": money.value,
        "currency": money.currency,
        "owner": owner.owner,
        "owner_id": owner.owner_id,
        "source": keep.source or other.source,
    }


def _standing(keep: LeadSide, other: LeadSide, frame: Frame) -> tuple[Standing, list[str], list[str]]:
    """Where the merged lead stands, what of the other's plan is only told any more, and what to warn of."""
    mine, theirs = keep.state, other.state
    counts = mine._replace(
        unanswered=max(_unanswered(mine, theirs), _unanswered(theirs, mine)),
        loop_closed=_loop_closed(mine, theirs) or _loop_closed(theirs, mine),
        last_touch_on=_later(mine.last_touch_on, theirs.last_touch_on),
        last_reply_on=_later(mine.last_reply_on, theirs.last_reply_on),
        not_before=_later(mine.not_before, theirs.not_before),
    )
    if keep.status != OPEN:
        return counts, [], []
    both = [mine, theirs] if other.status == OPEN else [mine]
    chosen = min(both, key=lambda state: (_RANKS.get(state.step.kind, 2), state.step.due_on, state.step.due_time))
    promise = _promise(chosen, both)
    state = counts._replace(step=chosen.step, snoozes=chosen.snoozes, promise=promise)
    if chosen.step.kind == ANSWER:
        state = state._replace(not_before=chosen.not_before)  # they wait: a day the other lead named is only told
    state = _by_the_rules(state, frame)
    if frame.again:
        state = frame.again(state, frame.rhythm, frame.calendar, frame.today)
    told, warnings = _lost(both, state, promise, frame.today)
    if counts.not_before and counts.not_before != state.not_before:
        told.append(f"Not before {show_day(counts.not_before, frame.today)}.")
        warnings.append(
            f"They wait for an answer: not before {show_day(counts.not_before, frame.today)} only stays in the note."
        )
    return state, told, warnings


def _unanswered(side: Standing, beside: Standing) -> int:
    """Touches of one lead that nobody has answered, in the other lead neither."""
    return 0 if _wrote_since(side, beside) else side.unanswered


def _loop_closed(side: Standing, beside: Standing) -> bool:
    return side.loop_closed and not _wrote_since(side, beside)


def _wrote_since(side: Standing, beside: Standing) -> bool:
    """Whether they wrote, in the other lead, after our last touch in this one."""
    return bool(beside.last_reply_on and side.last_touch_on and beside.last_reply_on > side.last_touch_on)


def _promise(chosen: Standing, both: list[Standing]) -> Promise | None:
    """The promise that goes on: the one that is the step, else the earlier."""
    if chosen.step.kind in (PROMISE, CHECK_IN):
        return chosen.promise
    promises = [state.promise for state in both if state.promise]
    return min(promises, key=lambda promise: promise.on) if promises else None


def _by_the_rules(state: Standing, frame: Frame) -> Standing:
    """The chosen step, where the counts of both still allow it; else the one the rhythm has instead, or its first free day."""
    step, calendar = state.step, frame.calendar
    if step.kind in (ANSWER, PROMISE):
        return state
    counted = state if step.kind in (TOUCH, CLOSE_LOOP) else state._replace(unanswered=0)
    if step.source in (CADENCE, RULE):
        unplanned = state._replace(step=step._replace(source=CADENCE, kind=TOUCH))
        planned = cadence.replan(unplanned, frame.rhythm, calendar, frame.today)
        soonest = cadence.earliest_touch(counted, calendar, step.due_on, frame.rhythm.spacing)
        agreed = step.kind == DECIDE or step.due_on <= (frame.rhythm.until or step.due_on)
        return state if step.kind == planned.step.kind and step.due_on == soonest and agreed else planned
    return state._replace(step=step._replace(due_on=cadence.earliest_touch(counted, calendar, step.due_on)))


def _lost(both: list[Standing], state: Standing, promise: Promise | None, today: date) -> tuple[list[str], list[str]]:
    """The steps somebody set and the promises that are only told any more."""
    told, warnings = [], []
    for side in both:
        if side.promise and side.promise != promise:
            said = promise_in_words(side.promise, today)
            told.append(f"{said}.")
            warnings.append(f"{said}: only one promise stays the next step, this one goes into the note.")
        if side.step.source in (CADENCE, RULE, REPLY) or side.step.kind in (PROMISE, CHECK_IN):
            continue  # what a rule planned is planned again, and a promise was told with its own words
        if (side.step.text, side.step.kind, side.step.source) != (state.step.text, state.step.kind, state.step.source):
            said = f"“{side.step.text}”, {show_day(side.step.due_on, today)}"
            told.append(f"Next step there: {said}.")
            warnings.append(f"Only one next step stays: {said} goes into the note.")
    return told, warnings


def promise_in_words(promise: Promise, today: date) -> str:
    """Such as `You promised: send the sketch, Fri 27 Nov`."""
    return f"{'You' if promise.by == OURS else 'They'} promised: {promise.text}, {show_day(promise.on, today)}"


def _returning(keep: LeadSide, other: LeadSide, state: Standing, frame: Frame) -> dict[str, Any]:
    """When a Not yet comes back: on a day they named, the earlier one; else as it was, unless the loop was closed."""
    side = keep
    if keep.status == NOT_YET == other.status:
        named = [each for each in (keep, other) if each.return_agreed and each.return_on]
        if named:
            side = min(named, key=lambda each: each.return_on or frame.today)
        elif keep.return_on is None:
            side = other
        if state.loop_closed and not side.return_agreed:
            side = keep._replace(return_on=None)
    day = side.return_on
    if keep.status == NOT_YET and not side.return_agreed:
        day = returns.as_agreed(day, frame.agreed, frame.calendar, state.not_before, state.last_touch_on)
    return {
        "return_on": day,
        "return_round": side.return_round,
        "return_agreed": side.return_agreed,
        "precedence": side.precedence,
    }


def _return_lost(lead: LeadSide, other: LeadSide, frame: Frame) -> list[str]:
    if other.return_on is None or other.return_on == lead.return_on:
        return []
    named = ", the day they named" if other.return_agreed else ""
    return [f"It was to come back on {show_day(other.return_on, frame.today)}{named}."]


def _headline(other: LeadSide, today: date) -> str:
    where = f"in {other.stage}"
    if other.closed_on:
        why = " ".join(part for part in (other.reason, f"“{other.reason_words}”" if other.reason_words else "") if part)
        where = f"{other.stage} since {show_day(other.closed_on, today)}{f': {why}' if why else ''}"
    return f"Merged with {other.name}, lead {other.id}, received {show_day(other.received_on, today)}, {where}."


def _stays(other: LeadSide) -> list[str]:
    return [f"It was in: {'; '.join(other.stays)}."] if other.stays else []


def _apart(lead: LeadSide, other: LeadSide) -> list[str]:
    """What was different of the other."""
    apart = []
    if other.value and (other.value, other.currency) != (lead.value, lead.currency):
        apart.append(f"Value there: {show_amount(other.value, other.currency)}.")
    if other.source and other.source != lead.source:
        apart.append(f"Source there: {other.source}.")
    if other.owner and other.owner != lead.owner:
        apart.append(f"Owner there: {other.owner}.")
    kept = dict(lead.own_fields)
    apart += [f"{name} there: {text}." for name, text in other.own_fields if kept[name] != text]
    if other.state.anchor_on and other.state.anchor_on != lead.state.anchor_on:
        apart.append(f"It turned on {other.state.anchor_on.isoformat()}.")
    return apart


def _later(first: date | None, second: date | None) -> date | None:
    return max((day for day in (first, second) if day), default=None)
