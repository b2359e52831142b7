"""The follow-up rhythm: where a lead stands in it, and what each event does to its one next step.

Pure: today and the calendar are arguments, every event returns a new `Standing`. The rules R1-R9 are those of a respectful
rhythm: never more than `CAP` unanswered touches, never closer than `SPACING` business days, nothing after the loop is
closed, no promise moved by a rule, nothing before a day they named.
"""

from datetime import date, timedelta
from typing import NamedTuple

from coach.rules.workdays import Calendar

CAP = 4
"""Unanswered touches, the close-the-loop included, counted across stages since they last wrote."""
SPACING = 2
"""Business days at least between two unanswered touches."""
END_OF_DAY = "24:00"
"""The due time of a step that has none: any time that day."""

FIRST_REPLY = "first_reply"
"""The message of a beat that answers their first word."""
AFTER_A_TALK = "Agree what comes next"
"""The step after a talk where the written beat would still look for one."""

TOUCH, ANSWER, PROMISE, CHECK_IN, CLOSE_LOOP, DECIDE = "touch", "answer", "promise", "check_in", "close_loop", "decide"
CADENCE, REPLY, SNOOZE, MANUAL, RULE = "cadence", "reply", "snooze", "manual", "rule"
PROMISE_OURS, PROMISE_THEIRS = "promise_ours", "promise_theirs"
KINDS = (TOUCH, ANSWER, PROMISE, CHECK_IN, CLOSE_LOOP, DECIDE)
SOURCES = (CADENCE, REPLY, PROMISE_OURS, PROMISE_THEIRS, SNOOZE, MANUAL, RULE)
OURS, THEIRS = "ours", "theirs"


class Beat(NamedTuple):
    """One touch of a rhythm: `gap` business days after the previous actual touch, the step's words, its message key."""

    gap: int
    text: str
    message: str


class Rhythm(NamedTuple):
    """The follow-up of one stage. `anchors` are business days around an agreed date, for the first positions.

    The first four are written with the stage. The rest is what one person agreed to, see `agreed_rhythm`: `until` is the last
    day a touch may be proposed for, `spacing` the business days at least between two unanswered touches.
    """

    beats: tuple[Beat, ...]
    anchors: tuple[int, ...] = ()
    decide_after: int = 5
    decide_text: str = "Decide: not yet, or a new step"
    until: date | None = None
    spacing: int = SPACING


class Step(NamedTuple):
    """The one next step of an open lead. `due_on` is a day in the owner's calendar, `due_time` local HH:MM in `due_zone`."""

    text: str
    due_on: date
    kind: str
    source: str
    due_time: str = END_OF_DAY
    due_zone: str = ""


class Promise(NamedTuple):
    """A date given in conversation: what, the day exactly as given, and whose it is (`ours` or `theirs`)."""

    text: str
    on: date
    by: str


class Standing(NamedTuple):
    """Where an open lead stands in its rhythm. `position` is k, the beats already used in this stage."""

    entered_on: date
    step: Step
    position: int = 0
    unanswered: int = 0
    loop_closed: bool = False
    last_touch_on: date | None = None
    last_reply_on: date | None = None
    anchor_on: date | None = None
    not_before: date | None = None
    promise: Promise | None = None
    snoozes: int = 0


_UNSET = Step("", date.min, TOUCH, CADENCE)


def agreed_rhythm(rhythm: Rhythm, every: int | None, until: date | None) -> Rhythm:
    """The written rhythm as a person agreed to it: after the first touch of a stage one `every` so many business days.

    Never more often than `SPACING` allows. After `until` no touch is proposed any more. None leaves the writing as it is.
    """
    if every is None:
        return rhythm if until is None else rhythm._replace(until=until)
    gap = max(every, SPACING)
    beats = tuple(beat._replace(gap=gap) if k else beat for k, beat in enumerate(rhythm.beats))
    return rhythm._replace(beats=beats, until=until, spacing=gap)


def earliest_touch(state: Standing, calendar: Calendar, day: date, spacing: int = SPACING) -> date:
    """`day`, or the first later day that keeps `spacing` after an unanswered touch (R2) and the day they named (R5)."""
    if state.unanswered and state.last_touch_on:
        day = max(day, calendar.add(state.last_touch_on, spacing))
    return _not_too_early(state, calendar, day)


def may_touch(state: Standing, rhythm: Rhythm) -> bool:
    """Whether the rhythm may still propose a touch (R3, R4)."""
    return not state.loop_closed and state.unanswered < CAP and state.position < len(rhythm.beats)


def plan(
    state: Standing, rhythm: Rhythm, calendar: Calendar, base: date, today: date, *, new: bool = False
) -> Standing:
    """The step the rhythm proposes, counted from `base`: the next beat, the close-the-loop, or a decision.

    A touch beyond the day they agreed to gives way to a decision on the business day after it: there we stop by ourselves.
    `new` says that they wrote first and nobody has answered yet, so the first beat is an answer we owe, whatever was agreed.
    """
    if not may_touch(state, rhythm):
        return _decide(state, rhythm, calendar, calendar.add(base, rhythm.decide_after), today)
    beat = rhythm.beats[state.position]
    if state.anchor_on and state.position < len(rhythm.anchors):
        due = calendar.add(state.anchor_on, rhythm.anchors[state.position])
    else:
        due = calendar.add(base, beat.gap)
    due = max(earliest_touch(state, calendar, due, rhythm.spacing), calendar.forward(today))
    if rhythm.until and due > rhythm.until and not new:
        return _decide(state, rhythm, calendar, rhythm.until + timedelta(days=1), today)
    last = state.position == len(rhythm.beats) - 1 or state.unanswered == CAP - 1
    kind = ANSWER if new else CLOSE_LOOP if last else TOUCH
    text = rhythm.beats[-1].text if last else beat.text
    return state._replace(step=Step(text, due, kind, CADENCE), snoozes=0)


def received(rhythm: Rhythm, calendar: Calendar, today: date, *, after_cutoff: bool = False) -> Standing:
    """A new lead: the first answer is due the same business day, the next one after the cutoff hour."""
    base = today + timedelta(days=1) if after_cutoff and calendar.is_workday(today) else today
    return plan(Standing(today, _UNSET), rhythm, calendar, base, today, new=True)


def entered(rhythm: Rhythm, calendar: Calendar, today: date, entered_on: date | None = None) -> Standing:
    """A lead that starts in a later stage (added or imported there): the stage's rhythm from its first beat."""
    return plan(Standing(entered_on or today, _UNSET), rhythm, calendar, today, today)


def touched(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    """A touch with no answer yet. The rhythm runs on from the actual day, so a late touch pushes the rest.

    A promise that waited behind an answer becomes the step again; one that was itself the step is fulfilled.
    """
    fulfilled = state.step.kind in (PROMISE, CHECK_IN)
    after = state._replace(
        position=state.position + 1,
        unanswered=state.unanswered + 1,
        last_touch_on=today,
        loop_closed=state.loop_closed or state.step.kind == CLOSE_LOOP,
        promise=None if fulfilled else state.promise,
    )
    if after.promise:
        step = promise_step(after.promise, calendar)
        if step.kind == CHECK_IN:  # asking them is a touch; what we promised stays on its very day
            step = step._replace(due_on=_not_too_early(after, calendar, step.due_on))
        return after._replace(step=step, snoozes=0)
    return plan(after, rhythm, calendar, base=today, today=today)


def replied(state: Standing, calendar: Calendar, today: date, text: str) -> Standing:
    """They wrote: the rhythm stops and we owe an answer on the next business day. A promise stays, behind the answer."""
    step = Step(text, calendar.forward(today), ANSWER, REPLY)
    kept_theirs = state.promise is not None and state.promise.by == THEIRS and today >= state.promise.on
    return _spoken(state, today)._replace(step=step, promise=None if kept_theirs else state.promise)


def met(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    """A talk: nothing is unanswered, and the rhythm starts afresh today, without the beat that answers their first word.

    A promise that waits becomes the step; one that was itself the step is fulfilled.
    """
    fulfilled = state.step.kind in (PROMISE, CHECK_IN)
    answered = len(rhythm.beats) > 1 and rhythm.beats[0].message == FIRST_REPLY
    after = _spoken(state, today)._replace(
        last_touch_on=today, promise=None if fulfilled else state.promise, position=int(answered)
    )
    if after.promise:
        return after._replace(step=promise_step(after.promise, calendar))
    after = plan(after, rhythm, calendar, base=today, today=today)
    return _worded(after, AFTER_A_TALK) if answered else after


def promised(
    state: Standing, calendar: Calendar, today: date, promise: Promise, time: str = END_OF_DAY, zone: str = ""
) -> Standing:
    """A date agreed in conversation. The day is kept as given, even a Saturday; theirs is checked one business day after."""
    step = promise_step(promise, calendar)._replace(due_time=time, due_zone=zone)
    return _spoken(state, today)._replace(step=step, promise=promise)


def promise_step(promise: Promise, calendar: Calendar) -> Step:
    """The step that stands for a promise: ours on its very day, theirs as a check-in on the business day after."""
    if promise.by == OURS:
        return Step(promise.text, promise.on, PROMISE, PROMISE_OURS)
    return Step(promise.text, calendar.add(promise.on, 1), CHECK_IN, PROMISE_THEIRS)


def snoozed(state: Standing, calendar: Calendar, day: date) -> Standing:
    """Not before `day`. The rhythm starts afresh there, except that a closed loop and a decision stay what they are."""
    settled = state.loop_closed or state.step.kind == DECIDE
    if state.step.kind in (TOUCH, CLOSE_LOOP):
        unnamed = state._replace(not_before=None)  # the day named last is the one that counts
        day = earliest_touch(unnamed, calendar, day)
    due = calendar.forward(day)
    kind = TOUCH if state.step.kind == CLOSE_LOOP and not settled else state.step.kind
    after = state._replace(
        step=state.step._replace(due_on=due, source=SNOOZE, kind=kind, due_time=END_OF_DAY, due_zone=""),
        snoozes=state.snoozes + 1,
        not_before=day,
        promise=state.promise._replace(on=due) if state.promise and kind == PROMISE else state.promise,
    )
    return after if settled else after._replace(position=0, unanswered=0)


def set_by_hand(
    state: Standing, calendar: Calendar, text: str, day: date, time: str = END_OF_DAY, zone: str = ""
) -> Standing:
    """A step the owner writes. Its day is kept unless it comes too soon after an unanswered touch (R2) or too early (R5)."""
    due = earliest_touch(state, calendar, day)
    return state._replace(step=Step(text, due, TOUCH, MANUAL, time, zone), snoozes=0)


def moved_forward(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    """On to a later stage: they acted, so the count is clear. A dated agreement ahead and any promise are kept."""
    after = state._replace(entered_on=today, position=0, unanswered=0, loop_closed=False, anchor_on=None)
    if state.promise or (
        state.step.source in (SNOOZE, MANUAL) and state.step.due_on > today and state.step.kind != DECIDE
    ):
        return after
    return plan(after, rhythm, calendar, base=today, today=today)


def moved_back(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    """Back to an earlier stage: its rhythm from the start, but what went unanswered still counts (R2, R3, R4)."""
    after = state._replace(entered_on=today, position=0, anchor_on=None)
    return after if state.promise else plan(after, rhythm, calendar, base=today, today=today)


def reopened(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date, *, their_day_came: bool) -> Standing:
    """A closed lead taken up again: a new stay. What went unanswered counts, unless the day they named has come."""
    after = state._replace(entered_on=today, position=0, anchor_on=None, promise=None)
    if their_day_came:
        after = after._replace(unanswered=0, loop_closed=False, not_before=None)
    return plan(after, rhythm, calendar, base=today, today=today)


def anchored(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date, anchor: date) -> Standing:
    """A date the stage turns on (their review or decision day) is known: a step of the rhythm moves to it."""
    return _planned_anew(state._replace(anchor_on=anchor), rhythm, calendar, today)


def replan(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    """The calendar or the written rhythm changed: steps of the rhythm are planned anew, every other step stays.

    A day already missed stays missed: a holiday entered for next month must not hide what is late today.
    """
    after = _planned_anew(state, rhythm, calendar, min(today, state.step.due_on))
    if after.step.kind == DECIDE and after.step.due_on < today and after.step != state.step:
        return after._replace(step=after.step._replace(due_on=calendar.forward(today)))
    return after


def permitted(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    """What they agreed to has changed, and `rhythm` is as they agreed to it now: steps of the rhythm are planned anew.

    So is a decision that only stood because nothing more was agreed, and a touch that was put on another day by a rule, where
    that day is no longer one they agreed to. What the owner or they have dated themselves stays.
    """
    step = state.step
    if step.kind == DECIDE:
        anew = may_touch(state, rhythm)
        return _planned(state, rhythm, calendar, today) if anew else state
    if step.source == RULE:
        after = _planned(state, rhythm, calendar, today)
        fine = after.step.kind != DECIDE and after.step.due_on <= step.due_on <= (rhythm.until or step.due_on)
        return state if fine else after
    return replan(state, rhythm, calendar, today)


def respread(state: Standing, calendar: Calendar, day: date) -> Standing:
    """A step that has piled up with others waits until `day`, or the first later one that R2, R5 and the calendar allow.

    What it is stays, and so do the counts. A step of the rhythm is one of a rule from then on, so that planning anew does not
    pull it back. A promise of ours is never moved (R8); an hour that has passed is dropped.
    """
    step = state.step
    if step.kind == PROMISE:
        return state
    due = calendar.forward(day)
    due = (
        earliest_touch(state, calendar, due)
        if step.kind in (TOUCH, CLOSE_LOOP)
        else _not_too_early(state, calendar, due)
    )
    source = RULE if step.source == CADENCE else step.source
    return state._replace(step=step._replace(due_on=due, source=source, due_time=END_OF_DAY, due_zone=""))


def _decide(state: Standing, rhythm: Rhythm, calendar: Calendar, day: date, today: date) -> Standing:
    due = _not_too_early(state, calendar, calendar.forward(day))
    step = Step(rhythm.decide_text, max(due, calendar.forward(today)), DECIDE, RULE)
    return state._replace(step=step, snoozes=0)


def _planned_anew(state: Standing, rhythm: Rhythm, calendar: Calendar, soonest: date) -> Standing:
    return _planned(state, rhythm, calendar, soonest) if state.step.source == CADENCE else state


def _planned(state: Standing, rhythm: Rhythm, calendar: Calendar, soonest: date) -> Standing:
    base = max(state.entered_on, state.last_reply_on or state.entered_on)
    if state.position and state.last_touch_on:
        base = state.last_touch_on
    after = plan(state, rhythm, calendar, base, soonest, new=state.step.kind == ANSWER)
    return _worded(after, AFTER_A_TALK) if state.step.text == AFTER_A_TALK else after


def _worded(state: Standing, text: str) -> Standing:
    """A touch of the rhythm under other words; any other step keeps its own."""
    return state._replace(step=state.step._replace(text=text)) if state.step.kind == TOUCH else state


def _not_too_early(state: Standing, calendar: Calendar, day: date) -> date:
    return max(day, calendar.forward(state.not_before)) if state.not_before else day


def _spoken(state: Standing, today: date) -> Standing:
    return state._replace(position=0, unanswered=0, loop_closed=False, last_reply_on=today, not_before=None, snoozes=0)
