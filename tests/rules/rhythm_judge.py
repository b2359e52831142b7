"""The judge of the rhythm: our own notes on what happened, our own way to count business days, and the rules R1 to R10.

Nothing here asks the code under test what should be; it only looks at the `Standing` that came out.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from coach.rules import cadence, day_order
from coach.rules.cadence import (
    ANSWER,
    CADENCE,
    CHECK_IN,
    CLOSE_LOOP,
    DECIDE,
    MANUAL,
    PROMISE,
    RULE,
    SNOOZE,
    TOUCH,
    Rhythm,
    Standing,
)
from coach.rules.workdays import Calendar

START = date(2026, 11, 24)
MOST_UNANSWERED = 4
APART = 2
"""The law's numbers, written again: a change of the constants in the code must not change the judge."""
OUR_TOUCHES = (TOUCH, CLOSE_LOOP)
PERMISSION_EVENTS = ("permit", "forget_permission")
CALENDAR_EVENTS = ("close_a_day", "open_a_day", "change_weekday", "change_quiet_weekday")


class Broken(AssertionError):
    """A rule does not hold. `rule` is its number, or a word for a rule of the event table."""

    def __init__(self, rule: str, said: str, history: list[str]) -> None:
        super().__init__(f"{rule}: {said}\n  " + "\n  ".join(history))
        self.rule = rule


class Notes:
    """What we wrote down ourselves about one lead. `state` is None while it is closed: there is no step then."""

    def __init__(self) -> None:
        self.state: Standing | None = None
        self.before_close: Standing | None = None
        self.stage = 0
        self.entered_on = START
        self.forget()

    def forget(self) -> None:
        """A lead nothing has happened to yet."""
        self.beats_used = self.touches = 0
        self.last_touch: date | None = None
        self.not_before: date | None = None
        self.promise: tuple[date, str] | None = None
        self.anchor: date | None = None
        self.their_day: date | None = None
        self.loop_closed = self.by_hand = False

    def spoke(self) -> None:
        """They took part in a conversation: what was counted against the silence is gone."""
        self.beats_used = self.touches = 0
        self.loop_closed = False
        self.not_before = None


class Judge:
    """The ground a world stands on, and the rules held against it after every event."""

    def __init__(
        self, stages: tuple[Rhythm, ...], weekdays: Iterable[int], closed: Iterable[date], quiet: Iterable[int]
    ) -> None:
        self.stages = stages
        self.weekdays = set(weekdays)
        self.closed = set(closed)
        self.quiet = set(quiet)
        self.today = START
        self.leads = (Notes(), Notes())
        self.do_not_contact = False
        self.every: int | None = None
        self.until: date | None = None
        self.happened: list[str] = []
        self.kinds_seen: set[str] = set()
        self.history: list[str] = []

    @property
    def calendar(self) -> Calendar:
        """The calendar as the code under test knows it."""
        return Calendar(self.weekdays, self.closed).without(self.quiet)

    def rhythm(self, lead: Notes) -> Rhythm:
        """The rhythm of its stage as this person agreed to it, as the code under test knows it."""
        return cadence.agreed_rhythm(self.stages[lead.stage], self.every, self.until)

    @property
    def apart(self) -> int:
        """Business days at least between two touches the rhythm proposes, by our own reading of what they agreed to."""
        return max(APART, self.every or 0)

    def works(self, day: date) -> bool:
        """Whether this is a business day, by our own reading."""
        return day.weekday() in self.weekdays and day.weekday() not in self.quiet and day not in self.closed

    def nth_workday(self, day: date, n: int) -> date:
        """The n-th business day on or after `day`, counting from 0: slow and plain."""
        while True:
            if self.works(day):
                if n == 0:
                    return day
                n -= 1
            day += timedelta(days=1)

    def need(self, ok: bool, rule: str, said: str) -> None:
        """Raises Broken with the story so far unless `ok`."""
        if not ok:
            raise Broken(rule, said, self.history)

    def _hold_gap_after_touch(self, lead: Notes, state: Standing) -> None:
        written = self.stages[lead.stage]
        anchored = lead.anchor is not None and lead.beats_used < len(written.anchors)
        over = state.unanswered >= MOST_UNANSWERED or lead.beats_used >= len(written.beats) or lead.loop_closed
        if anchored or over or lead.promise:
            return
        gap = self.every if self.every and lead.beats_used else written.beats[lead.beats_used].gap
        due = self.nth_workday(self.today, max(gap, self.apart))
        if lead.not_before:
            due = max(due, self.nth_workday(lead.not_before, 0))
        if self.until and due > self.until:
            self.need(
                state.step.kind == DECIDE, "until", "after the day they agreed to there is a decision, not a touch"
            )
            return
        self.need(state.step.source == CADENCE, "early", "we do not stop before the rhythm is through")
        self.need(state.step.due_on == due, "gap", "the rhythm runs on from the day we really touched")

    def _hold(self, lead: Notes, state: Standing, before: Standing | None, event: str) -> None:
        step = state.step
        self.kinds_seen.add(step.kind)
        if step.source not in (MANUAL, SNOOZE):
            lead.by_hand = False
        dated = step.due_on.year >= START.year and bool(step.text) and step.kind in cadence.KINDS
        self.need(dated and step.source in cadence.SOURCES, "R1", "an open lead has one step with a day")
        counted = (state.unanswered, state.position, state.loop_closed, state.last_touch_on)
        noted = (lead.touches, lead.beats_used, lead.loop_closed, lead.last_touch)
        self.need(counted == noted, "R9", f"counts (unanswered, beats, loop, last touch) {counted}, noted {noted}")
        stay = (state.entered_on, state.anchor_on) == (lead.entered_on, lead.anchor)
        self.need(stay, "stay", "a stay starts with the move and its agreed date ends with it")
        edits = (*CALENDAR_EVENTS, *PERMISSION_EVENTS)
        proposed = before is None or step != before.step or (event in edits and step.source == CADENCE)
        if proposed:
            soonest = min(self.today, before.step.due_on) if before and event in edits else self.today
            self._hold_proposal(lead, state, soonest)
        self._hold_until(lead, state, proposed=proposed)
        self._hold_cap(lead, state)
        if lead.not_before and step.kind != PROMISE:
            self.need(step.due_on >= lead.not_before, "R5", "nothing is proposed before the day they named")
        self._hold_promise(lead, state)

    def _hold_proposal(self, lead: Notes, state: Standing, soonest: date) -> None:
        step = state.step
        if step.kind in OUR_TOUCHES and lead.touches and lead.last_touch:
            apart = self.nth_workday(lead.last_touch, APART)
            self.need(step.due_on >= apart, "R2", "two business days lie between unanswered touches")
        if step.source in (CADENCE, RULE):
            self.need(self.works(step.due_on), "workday", "the rhythm plans on business days")
            self.need(step.due_on >= soonest, "late", "nothing is planned in the past, but what is late stays late")

        if step.kind in OUR_TOUCHES and step.source == CADENCE and lead.touches and lead.last_touch:
            agreed = self.nth_workday(lead.last_touch, self.apart)
            self.need(step.due_on >= agreed, "every", "touches do not come closer than they agreed to")

    def _hold_until(self, lead: Notes, state: Standing, *, proposed: bool) -> None:
        step = state.step
        if self.until is None:
            return
        if step.kind in OUR_TOUCHES and step.source in (CADENCE, RULE):
            self.need(step.due_on <= self.until, "until", "no touch is proposed after the day they agreed to")
        if proposed and step.kind == DECIDE and step.source == RULE and not self._through(lead):
            first = max(self.nth_workday(self.until + timedelta(days=1), 0), self.nth_workday(self.today, 0))
            if lead.not_before:
                first = max(first, self.nth_workday(lead.not_before, 0))
            self.need(step.due_on == first, "until", "the decision is due on the business day after it")

    def _through(self, lead: Notes) -> bool:
        """Whether the rhythm has come to its end by its own rules."""
        used_up = lead.beats_used >= len(self.stages[lead.stage].beats)
        return lead.touches >= MOST_UNANSWERED or lead.loop_closed or used_up

    def _hold_cap(self, lead: Notes, state: Standing) -> None:
        step = state.step
        if step.kind in OUR_TOUCHES and not lead.by_hand:
            self.need(lead.touches < MOST_UNANSWERED, "R3", "at most four touches go unanswered")
            self.need(not lead.loop_closed, "R4", "after the loop is closed no touch is proposed")
        if step.kind == DECIDE:
            ended = self.until is not None and (step.due_on > self.until or step.source == SNOOZE)
            self.need(self._through(lead) or ended, "early", "we do not stop before the rhythm is through")

    def _hold_promise(self, lead: Notes, state: Standing) -> None:
        promise, step = state.promise, state.step
        self.need((promise and (promise.on, promise.by)) == lead.promise, "R8", "a promise is kept as it was given")
        if lead.promise is None:
            self.need(step.kind not in (PROMISE, CHECK_IN), "R8", "no step stands for a promise that is not there")
            return
        stands = step.kind in (PROMISE, CHECK_IN, ANSWER) or lead.by_hand
        self.need(stands, "R8", "a promise is the step, unless an answer or the owner's own step comes first")
        if step.kind == PROMISE:
            self.need(step.due_on == lead.promise[0], "R8", "our promise is due on its very day")

    def _hold_one_touch_a_day(self) -> None:
        entries = [
            day_order.Entry(
                id=i, contact_id=7, name_key="lin wei", precedence=day_order.precedence(lead.state.step.kind),
                due_on=lead.state.step.due_on, due_time=lead.state.step.due_time, stage_position=lead.stage,
                last_touch_on=lead.last_touch,
            )
            for i, lead in enumerate(self.leads)
            if lead.state is not None
        ]  # fmt: skip
        self.need(not (entries and self.do_not_contact), "R6", "nothing is proposed to someone who said stop")
        lines = day_order.one_touch_a_day(entries, self.today)
        days = [max(line.entry.due_on or self.today, self.today) for line in lines]
        self.need(len(days) == len(set(days)), "R10", "one person is touched once a day")
        for line, day in zip(lines, days, strict=True):
            same = all(max(other.due_on or self.today, self.today) == day for other in line.others)
            self.need(same, "R10", "a touch covers only leads due by its day")
        covered = sorted(entry.id for line in lines for entry in (line.entry, *line.others))
        self.need(covered == [entry.id for entry in entries], "R10", "merging loses no lead")
