"""Two leads of one person living through events.

`World.do` lets one event happen through the rules of `coach.rules.cadence`, writes down what the event means in the owner's
words, and has the `Judge` hold the rules.
"""

from datetime import date, timedelta
from typing import NamedTuple

from coach.rules import cadence
from coach.rules.cadence import (
    ANSWER,
    CADENCE,
    CHECK_IN,
    CLOSE_LOOP,
    DECIDE,
    MANUAL,
    OURS,
    PROMISE,
    RULE,
    SNOOZE,
    THEIRS,
    Promise,
    Rhythm,
    Standing,
)

from . import written_rhythms as written
from .rhythm_judge import APART, CALENDAR_EVENTS, OUR_TOUCHES, START, Judge, Notes


class Profile(NamedTuple):
    """The written pipeline and calendar a world starts from."""

    stages: tuple[Rhythm, ...]
    weekdays: frozenset[int] = frozenset(range(5))
    closed: tuple[date, ...] = written.CHRISTMAS
    quiet: frozenset[int] = frozenset()


PROFILES = {
    "as delivered": Profile(
        (written.LEAD, written.DISCOVERY, written.PROPOSAL_WITH_REVIEW, written.DECISION_WITH_DAY),
    ),
    "short rhythms": Profile((written.rhythm(0), written.rhythm(1, 1), written.rhythm(0, 0, 0), written.rhythm())),
    "long rhythms": Profile((written.rhythm(0, 1, 1, 1, 1, 1), written.rhythm(3, 0, 0, 2, 0, 9), written.DECISION)),
    "one day a week": Profile((written.LEAD, written.PROPOSAL), weekdays=frozenset({2})),
    "every day": Profile((written.LEAD, written.DECISION_WITH_DAY), weekdays=frozenset(range(7)), closed=()),
    "quiet person": Profile(
        (written.LEAD, written.DISCOVERY, written.PROPOSAL),
        weekdays=frozenset({1, 2, 3, 4, 5}),
        closed=tuple(START + timedelta(days=i) for i in range(20, 41)),
        quiet=frozenset({1, 4}),
    ),
}


class World(Judge):
    """One owner, one person with two leads, one calendar. `happened` lists the events that really took place."""

    def __init__(self, profile: Profile) -> None:
        super().__init__(profile.stages, profile.weekdays, profile.closed, profile.quiet)

    def do(self, event: str, who: int = 0, n: int = 0) -> None:
        """Let `event` happen to lead `who` (0 or 1) if it can; `n` is its size. Raises Broken when a rule falls."""
        lead = self.leads[who]
        befores = [one.state for one in self.leads]
        self.history.append(f"{self.today:%a %d %b %Y} {event} lead {who} ({n})")
        if not getattr(self, event)(lead, n):
            return
        self.happened.append(event)
        for one, before in zip(self.leads, befores, strict=True):
            if one.state is not None:
                self._hold(one, one.state, before, event)
                self._hold_steady(one, one.state)
        self._hold_one_touch_a_day()

    def _hold_steady(self, lead: Notes, state: Standing) -> None:
        if state.step.kind == ANSWER:  # one received after the cutoff hour may be asked for the same evening
            return
        again = cadence.replan(state, self.rhythm(lead), self.calendar, self.today)
        self.need(again == state, "steady", "planning again when nothing has changed moves nothing, late or not")

    def day_passes(self, _lead: Notes, n: int) -> bool:
        self.today += timedelta(days=1 + n % 14 if n % 3 == 0 else 1)
        return True

    def weekend(self, _lead: Notes, n: int) -> bool:
        self.today += timedelta(days=(5 + n % 2 - self.today.weekday()) % 7)
        return True

    def receive(self, lead: Notes, n: int) -> bool:
        if lead.state is not None or self.do_not_contact:
            return False
        lead.forget()
        lead.entered_on = self.today
        lead.stage = n % len(self.stages) if n % 4 == 3 else 0
        if n % 4 == 3:
            lead.state = cadence.entered(self.rhythm(lead), self.calendar, self.today)
            return True
        lead.state = cadence.received(self.rhythm(lead), self.calendar, self.today, after_cutoff=bool(n % 2))
        self.need(lead.state.step.kind == ANSWER or not self.stages[0].beats, "new", "they wrote and nobody answers")
        return True

    def touch(self, lead: Notes, n: int) -> bool:
        """On its day (n % 3 = 0), late (1), or today whatever the step says (2)."""
        state = lead.state
        if state is None:
            return False
        if n % 3 < 2:
            self.today = max(self.today, state.step.due_on) + timedelta(days=n % 9 if n % 3 == 1 else 0)
        kind = state.step.kind
        lead.loop_closed = lead.loop_closed or kind == CLOSE_LOOP
        lead.promise = None if kind in (PROMISE, CHECK_IN) else lead.promise
        lead.touches += 1
        lead.beats_used += 1
        lead.last_touch = self.today
        lead.state = cadence.touched(state, self.rhythm(lead), self.calendar, self.today)
        if kind == CLOSE_LOOP:
            self.need(lead.state.step.kind == DECIDE, "R4", "closing the loop is followed by a decision")
        self._hold_gap_after_touch(lead, lead.state)
        return True

    def reply(self, lead: Notes, _n: int) -> bool:
        if lead.state is None:
            return False
        lead.spoke()
        if lead.promise and lead.promise[1] == THEIRS and self.today >= lead.promise[0]:
            lead.promise = None
        lead.state = cadence.replied(lead.state, self.calendar, self.today, "Answer them")
        self.need(lead.state.step.kind == ANSWER, "reply", "a reply is answered")
        self.need(lead.state.step.due_on == self.nth_workday(self.today, 0), "reply", "on the next business day")
        return True

    def meet(self, lead: Notes, n: int) -> bool:
        if lead.state is None or n % 2:
            return False
        lead.spoke()
        if lead.state.step.kind in (PROMISE, CHECK_IN):
            lead.promise = None
        lead.last_touch = self.today
        rhythm = self.stages[lead.stage]
        lead.state = cadence.met(lead.state, self.rhythm(lead), self.calendar, self.today)
        if lead.promise is None and rhythm.beats and not (lead.anchor and rhythm.anchors):
            due = self.nth_workday(self.today, rhythm.beats[0].gap)
            if self.until and due > self.until:
                self.need(lead.state.step.kind == DECIDE, "until", "a meeting renews no permission by itself")
                return True
            self.need(lead.state.step.due_on == due, "met", "the rhythm starts afresh on the day we met")
        return True

    def promise_ours(self, lead: Notes, n: int) -> bool:
        return self._promise(lead, n, OURS)

    def promise_theirs(self, lead: Notes, n: int) -> bool:
        return self._promise(lead, n, THEIRS)

    def _promise(self, lead: Notes, n: int, by: str) -> bool:
        if lead.state is None:
            return False
        day = self.today + timedelta(days=n % 20)
        lead.spoke()
        lead.promise = (day, by)
        lead.state = cadence.promised(lead.state, self.calendar, self.today, Promise("The checklist", day, by))
        due = day if by == OURS else self.nth_workday(day, 1)
        self.need(lead.state.step.due_on == due, "R8", "a promise is due as given, theirs one business day after")
        return True

    def snooze(self, lead: Notes, n: int) -> bool:
        if lead.state is None:
            return False
        named = day = self.today + timedelta(days=n % 32)
        step = lead.state.step
        if step.kind in OUR_TOUCHES and lead.touches and lead.last_touch:
            day = max(day, self.nth_workday(lead.last_touch, APART))
        due = self.nth_workday(day, 0)
        if step.kind != DECIDE and not lead.loop_closed:
            lead.beats_used = lead.touches = 0
        lead.not_before = day
        if step.kind == PROMISE and lead.promise:
            lead.promise = (due, OURS)
        lead.state = cadence.snoozed(lead.state, self.calendar, named)
        self.need(lead.state.step.due_on == due, "snooze", "due on the first business day from the day they named")
        self.need((lead.state.step.kind == DECIDE) == (step.kind == DECIDE), "snooze", "a decision stays a decision")
        return True

    def set_by_hand(self, lead: Notes, n: int) -> bool:
        if lead.state is None:
            return False
        lead.by_hand = True
        lead.state = cadence.set_by_hand(lead.state, self.calendar, "Drop by", self.today + timedelta(days=n % 16))
        return True

    def forward(self, lead: Notes, _n: int) -> bool:
        if lead.state is None or lead.stage + 1 >= len(self.stages):
            return False
        step = lead.state.step
        lead.stage += 1
        lead.beats_used = lead.touches = 0
        lead.entered_on, lead.loop_closed, lead.anchor = self.today, False, None
        lead.state = cadence.moved_forward(lead.state, self.rhythm(lead), self.calendar, self.today)
        if step.source in (MANUAL, SNOOZE) and step.kind != DECIDE and step.due_on > self.today:
            self.need(lead.state.step == step, "kept", "a dated step ahead is kept when the lead moves on")
        return True

    def back(self, lead: Notes, _n: int) -> bool:
        if lead.state is None or lead.stage == 0:
            return False
        lead.stage -= 1
        lead.beats_used, lead.anchor, lead.entered_on = 0, None, self.today
        lead.state = cadence.moved_back(lead.state, self.rhythm(lead), self.calendar, self.today)
        return True

    def close_not_yet(self, lead: Notes, n: int) -> bool:
        return self._close(lead, their_day=self.today + timedelta(days=n))

    def close_won(self, lead: Notes, _n: int) -> bool:
        return self._close(lead)

    def _close(self, lead: Notes, their_day: date | None = None) -> bool:
        if lead.state is None:
            return False
        lead.their_day = their_day
        lead.state, lead.before_close = None, lead.state
        return True

    def reopen(self, lead: Notes, _n: int) -> bool:
        if lead.state is not None or lead.before_close is None or self.do_not_contact:
            return False
        came = lead.their_day is not None and self.today >= lead.their_day
        lead.beats_used, lead.anchor, lead.promise, lead.entered_on = 0, None, None, self.today
        lead.by_hand = False
        if came:
            lead.spoke()
        rhythm = self.rhythm(lead)
        lead.state = cadence.reopened(lead.before_close, rhythm, self.calendar, self.today, their_day_came=came)
        return True

    def stop_contact(self, _lead: Notes, n: int) -> bool:
        """Do not contact: for the person, so for both leads, and for good. Rare, or the worlds would all fall silent."""
        if self.do_not_contact or n > 40:
            return False
        self.do_not_contact = True
        for lead in self.leads:
            self._close(lead)
        return True

    def anchor(self, lead: Notes, n: int) -> bool:
        if lead.state is None:
            return False
        lead.anchor = self.today + timedelta(days=n % 40 - 5)
        rhythm = self.rhythm(lead)
        lead.state = cadence.anchored(lead.state, rhythm, self.calendar, self.today, lead.anchor)
        return True

    def permit(self, _lead: Notes, n: int) -> bool:
        """They say how often, until when, or both; at times more often than we ever would."""
        self.every = (None, 1, 2, 3, 5, 10, 30)[n % 7]
        self.until = self.today + timedelta(days=1 + n % 50) if n % 4 else None
        return self._permission_changed()

    def forget_permission(self, _lead: Notes, _n: int) -> bool:
        self.every = self.until = None
        return self._permission_changed()

    def _permission_changed(self) -> bool:
        for lead in self.leads:
            if lead.state is not None:
                step = lead.state.step
                lead.state = cadence.permitted(lead.state, self.rhythm(lead), self.calendar, self.today)
                kept = step.source in (CADENCE, RULE) or step.kind == DECIDE or lead.state.step == step
                self.need(kept, "permission", "what they agreed to plans steps of the rhythm and decisions only")
        return True

    def close_a_day(self, _lead: Notes, n: int) -> bool:
        self.closed.add(self.today + timedelta(days=n % 24))
        return self._calendar_edited()

    def open_a_day(self, _lead: Notes, n: int) -> bool:
        ahead = sorted(day for day in self.closed if day >= self.today)
        self.closed.difference_update(ahead[n % len(ahead) :][:1] if ahead else ())
        return self._calendar_edited()

    def change_weekday(self, _lead: Notes, n: int) -> bool:
        return self._toggle(self.weekdays, n % 7)

    def change_quiet_weekday(self, _lead: Notes, n: int) -> bool:
        return self._toggle(self.quiet, n % 7)

    def _toggle(self, days: set[int], day: int) -> bool:
        days ^= {day}
        if not self.weekdays - self.quiet:  # a calendar closed for good is an error, told of elsewhere
            days ^= {day}
            return False
        return self._calendar_edited()

    def _calendar_edited(self) -> bool:
        for lead in self.leads:
            if lead.state is not None:
                step = lead.state.step
                lead.state = cadence.replan(lead.state, self.rhythm(lead), self.calendar, self.today)
                kept = step.source == CADENCE or lead.state.step == step
                self.need(kept, "calendar", "a calendar edit plans steps of the rhythm only")
        return True


EVENTS = (
    *(
        "receive",
        "receive",
        "touch",
        "touch",
        "touch",
        "touch",
        "touch",
        "reply",
        "meet",
        "promise_ours",
        "promise_theirs",
    ),
    *(
        "snooze",
        "set_by_hand",
        "set_by_hand",
        "forward",
        "back",
        "back",
        "close_not_yet",
        "close_won",
        "reopen",
        "reopen",
    ),
    *("anchor", "day_passes", "weekend", "stop_contact", "permit", "forget_permission", *CALENDAR_EVENTS),
)
"""Every event, the common ones more often."""


def play(profile: Profile, script: bytes) -> World:
    """A world after the events of `script`, three bytes each: which event, to whom, how large. Raises Broken."""
    world = World(profile)
    world.do("receive")
    for i in range(0, len(script) - 2, 3):
        event, who, n = script[i : i + 3]
        world.do(EVENTS[event % len(EVENTS)], who % 2, n)
    return world
