"""The rhythm through tens of thousands of events: rules R1 to R10 hold, and a broken rhythm is always found out."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from coach.rules import cadence, day_order
from coach.rules.cadence import Rhythm, Standing, Step
from coach.rules.day_order import Entry, Shared
from coach.rules.workdays import Calendar

from .rhythm_judge import Broken
from .rhythm_world import EVENTS, PROFILES, World, play

EVENTS_A_STORY = 60
ANY_PROFILE = pytest.mark.parametrize("profile", PROFILES)
CALM = settings(
    deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False
)


def stories(events: int = EVENTS_A_STORY) -> st.SearchStrategy[bytes]:
    """Scripts for `play`, three bytes an event."""
    return st.binary(min_size=3 * events, max_size=3 * events)


def tell(profile: str, *, stories_told: int, derandomize: bool) -> tuple[Counter[str], set[str]]:
    """Live through so many stories; the events that happened by name, and the kinds of step that came up."""
    happened: Counter[str] = Counter()
    kinds: set[str] = set()

    @settings(CALM, max_examples=stories_told, derandomize=derandomize)
    @given(stories())
    def every_rule_holds(script: bytes) -> None:
        world = play(PROFILES[profile], script)
        happened.update(world.happened)
        kinds.update(world.kinds_seen)

    every_rule_holds()
    return happened, kinds


@ANY_PROFILE
def test_every_rule_holds_through_thousands_of_events(profile: str) -> None:
    happened, kinds = tell(profile, stories_told=600, derandomize=True)
    assert happened.total() >= 15_000
    assert set(happened) == set(EVENTS)
    assert kinds == set(cadence.KINDS)


@pytest.mark.long
@ANY_PROFILE
def test_every_rule_holds_through_new_stories_told_at_length(profile: str) -> None:
    happened, _ = tell(profile, stories_told=6_000, derandomize=False)
    assert happened.total() >= 150_000


WHO = st.integers(0, 1)
SIZE = st.integers(0, 255)


class RhythmMachine(RuleBasedStateMachine):
    """The same world, led by hypothesis one event at a time, so that a broken rule shrinks to the shortest story."""

    profile = "as delivered"

    def __init__(self) -> None:
        super().__init__()
        self.world = World(PROFILES[self.profile])

    def some_lead_is_open(self) -> bool:
        """Whether there is a lead something can happen to."""
        return any(lead.state is not None for lead in self.world.leads)

    @rule(who=WHO, n=SIZE)
    def a_lead_comes_in(self, who: int, n: int) -> None:
        self.world.do("receive", who, n)

    @precondition(some_lead_is_open)
    @rule(who=WHO, n=SIZE)
    def we_touch_on_time_late_or_early(self, who: int, n: int) -> None:
        self.world.do("touch", who, n)

    @precondition(some_lead_is_open)
    @rule(who=WHO, event=st.sampled_from(("reply", "meet", "promise_ours", "promise_theirs")), n=SIZE)
    def they_speak(self, who: int, event: str, n: int) -> None:
        self.world.do(event, who, n)

    @precondition(some_lead_is_open)
    @rule(who=WHO, event=st.sampled_from(("snooze", "set_by_hand", "anchor")), n=SIZE)
    def the_owner_dates_a_step(self, who: int, event: str, n: int) -> None:
        self.world.do(event, who, n)

    @precondition(some_lead_is_open)
    @rule(who=WHO, event=st.sampled_from(("forward", "back")))
    def it_changes_stage(self, who: int, event: str) -> None:
        self.world.do(event, who)

    @precondition(some_lead_is_open)
    @rule(who=WHO, event=st.sampled_from(("close_not_yet", "close_won")), n=SIZE)
    def it_is_closed(self, who: int, event: str, n: int) -> None:
        self.world.do(event, who, n)

    @rule(who=WHO)
    def it_is_reopened(self, who: int) -> None:
        self.world.do("reopen", who)

    @precondition(some_lead_is_open)
    @rule(n=SIZE)
    def they_say_stop(self, n: int) -> None:
        self.world.do("stop_contact", 0, n)

    @rule(event=st.sampled_from(("close_a_day", "open_a_day", "change_weekday", "change_quiet_weekday")), n=SIZE)
    def the_calendar_is_edited(self, event: str, n: int) -> None:
        self.world.do(event, 0, n)

    @rule(event=st.sampled_from(("permit", "forget_permission")), n=SIZE)
    def they_say_how_they_are_fine_with_it(self, event: str, n: int) -> None:
        self.world.do(event, 0, n)

    @rule(event=st.sampled_from(("day_passes", "weekend")), n=SIZE)
    def time_passes(self, event: str, n: int) -> None:
        self.world.do(event, 0, n)


def _machine(profile_name: str) -> type[RhythmMachine]:
    return type("Machine", (RhythmMachine,), {"profile": profile_name})


@ANY_PROFILE
def test_every_rule_holds_when_hypothesis_leads_event_by_event(profile: str) -> None:
    run_state_machine_as_test(_machine(profile), settings=settings(CALM, max_examples=60, stateful_step_count=50))


@pytest.mark.long
@ANY_PROFILE
def test_every_rule_holds_when_hypothesis_leads_for_longer(profile: str) -> None:
    told = settings(CALM, max_examples=600, stateful_step_count=50, derandomize=False)
    run_state_machine_as_test(_machine(profile), settings=told)


# -- the machine bites: each of these breaks the rhythm in one place, and the rule that forbids it must fall ----------

PLAN, TOUCHED, REPLIED, PROMISED = cadence.plan, cadence.touched, cadence.replied, cadence.promised
MET = cadence.met
SNOOZED, FORWARD, BACK, REOPENED = cadence.snoozed, cadence.moved_forward, cadence.moved_back, cadence.reopened
RECEIVED, REPLAN, BY_HAND = cadence.received, cadence.replan, cadence.set_by_hand
AGREED, PERMITTED = cadence.agreed_rhythm, cadence.permitted
MAY_TOUCH, EARLIEST, PROMISE_STEP = cadence.may_touch, cadence.earliest_touch, cadence.promise_step


def no_spacing(state: Standing, *rest: Any) -> date:
    return EARLIEST(state._replace(unanswered=0), *rest)


def no_named_day(state: Standing, *rest: Any) -> date:
    return EARLIEST(state._replace(not_before=None), *rest)


def as_often_as_ever(state: Standing, calendar: Calendar, day: date, _spacing: int = 2) -> date:
    return EARLIEST(state, calendar, day)


def never_ends(rhythm: Rhythm, every: int | None, _until: date | None) -> Rhythm:
    return AGREED(rhythm, every, None)


def only_the_last_day(rhythm: Rhythm, _every: int | None, until: date | None) -> Rhythm:
    return AGREED(rhythm, None, until)


def permission_plans_promises(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    return PLAN(state._replace(promise=None), rhythm, calendar, today, today)


def permission_only_listens_once(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    return state if state.step.kind == cadence.DECIDE else PERMITTED(state, rhythm, calendar, today)


def no_cap(state: Standing, rhythm: Rhythm) -> bool:
    return MAY_TOUCH(state._replace(unanswered=0), rhythm)


def loop_never_closed(state: Standing, rhythm: Rhythm) -> bool:
    return MAY_TOUCH(state._replace(loop_closed=False), rhythm)


def gives_up_early(state: Standing, rhythm: Rhythm) -> bool:
    return MAY_TOUCH(state, rhythm) and state.position < 2


def close_the_loop_not_remembered(state: Standing, *rest: Any) -> Standing:
    return TOUCHED(state, *rest)._replace(loop_closed=state.loop_closed)


def touch_plans_from_the_due_day(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    after = TOUCHED(state, rhythm, calendar, today)
    return PLAN(after, rhythm, calendar, min(today, state.step.due_on), today) if not after.promise else after


def touch_drops_the_promise(state: Standing, rhythm: Rhythm, *rest: Any) -> Standing:
    return TOUCHED(state._replace(promise=None), rhythm, *rest)


def promise_without_reset(state: Standing, *rest: Any) -> Standing:
    after = PROMISED(state, *rest)
    return after._replace(position=state.position, unanswered=state.unanswered, loop_closed=state.loop_closed)


def meeting_goes_unanswered(state: Standing, *rest: Any) -> Standing:
    return MET(state, *rest)._replace(unanswered=state.unanswered + 1)


def meeting_drops_the_promise(state: Standing, *rest: Any) -> Standing:
    return MET(state._replace(promise=None), *rest)


def promise_rolled(state: Standing, calendar: Calendar, today: date, promise: cadence.Promise) -> Standing:
    return PROMISED(state, calendar, today, promise._replace(on=calendar.forward(promise.on)))


def theirs_on_the_day(promise: cadence.Promise, calendar: Calendar) -> Step:
    return PROMISE_STEP(promise, calendar)._replace(due_on=calendar.forward(promise.on))


def reply_counts_as_touch(state: Standing, calendar: Calendar, today: date, text: str) -> Standing:
    return REPLIED(state, calendar, today, text)._replace(last_touch_on=today)


def reply_keeps_the_rhythm(state: Standing, calendar: Calendar, today: date, text: str) -> Standing:
    return REPLIED(state, calendar, today, text)._replace(step=state.step)


def snooze_does_not_roll(state: Standing, calendar: Calendar, day: date) -> Standing:
    after = SNOOZED(state, calendar, day)
    return after._replace(step=after.step._replace(due_on=day))


def snooze_forgets_the_day(state: Standing, calendar: Calendar, day: date) -> Standing:
    return SNOOZED(state, calendar, day)._replace(not_before=None)


def snooze_wakes_a_closed_loop(state: Standing, calendar: Calendar, day: date) -> Standing:
    after = SNOOZED(state, calendar, day)
    return after._replace(step=after.step._replace(kind=cadence.TOUCH)) if state.step.kind == cadence.DECIDE else after


def forward_keeps_the_count(state: Standing, *rest: Any) -> Standing:
    return FORWARD(state, *rest)._replace(unanswered=state.unanswered)


def forward_plans_over_everything(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    return PLAN(FORWARD(state, rhythm, calendar, today), rhythm, calendar, today, today)


def back_clears_the_count(state: Standing, *rest: Any) -> Standing:
    return BACK(state._replace(unanswered=0), *rest)


def reopening_forgets(state: Standing, *rest: Any, their_day_came: bool) -> Standing:
    return REOPENED(state, *rest, their_day_came=True)


def reopening_leaves_no_step(state: Standing, *rest: Any, their_day_came: bool) -> Standing:
    return REOPENED(state, *rest, their_day_came=their_day_came)._replace(step=Step("", date.min, "", ""))


def new_lead_is_only_touched(*given_: Any, **named: Any) -> Standing:
    state = RECEIVED(*given_, **named)
    return state._replace(step=state.step._replace(kind=cadence.TOUCH))


def edit_plans_every_step(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    return PLAN(state, rhythm, calendar, state.last_touch_on or state.entered_on, today)


def edit_hides_what_is_late(state: Standing, rhythm: Rhythm, calendar: Calendar, today: date) -> Standing:
    after = REPLAN(state, rhythm, calendar, today)
    late = state.step.source == cadence.CADENCE and after.step.due_on < today
    return after._replace(step=after.step._replace(due_on=calendar.forward(today))) if late else after


def by_hand_any_day(state: Standing, calendar: Calendar, text: str, day: date) -> Standing:
    after = BY_HAND(state, calendar, text, day)
    return after._replace(step=after.step._replace(due_on=day))


def agreed_day_counts_as_touch(
    state: Standing, rhythm: Rhythm, calendar: Calendar, today: date, anchor: date
) -> Standing:
    return TOUCHED(state._replace(anchor_on=anchor), rhythm, calendar, today)


def one_line_a_lead(entries: Iterable[Entry], today: date) -> list[Shared]:
    return [Shared(entry, ()) for entry in entries]


def every_day_in_one_line(entries: Iterable[Entry], today: date) -> list[Shared]:
    listed = list(entries)
    return [Shared(listed[0], tuple(listed[1:]))] if listed else []


MUTANTS: list[tuple[str, str, Callable[..., Any]]] = [
    ("R1", "reopened", reopening_leaves_no_step),
    ("R2", "earliest_touch", no_spacing),
    ("R2", "set_by_hand", by_hand_any_day),
    ("R3", "may_touch", no_cap),
    ("R4", "may_touch", loop_never_closed),
    ("R5", "earliest_touch", no_named_day),
    ("R5", "set_by_hand", by_hand_any_day),
    ("R5", "_not_too_early", lambda _state, _calendar, day: day),
    ("R8", "promised", promise_rolled),
    ("R8", "promise_step", theirs_on_the_day),
    ("R8", "touched", touch_drops_the_promise),
    ("R8", "met", meeting_drops_the_promise),
    ("R9", "met", meeting_goes_unanswered),
    ("R8", "moved_forward", forward_plans_over_everything),
    ("R9", "touched", close_the_loop_not_remembered),
    ("R9", "promised", promise_without_reset),
    ("R9", "replied", reply_counts_as_touch),
    ("R9", "moved_forward", forward_keeps_the_count),
    ("R9", "moved_back", back_clears_the_count),
    ("R9", "reopened", reopening_forgets),
    ("R9", "anchored", agreed_day_counts_as_touch),
    ("R10", "one_touch_a_day", one_line_a_lead),
    ("R10", "one_touch_a_day", every_day_in_one_line),
    ("early", "may_touch", gives_up_early),
    ("gap", "touched", touch_plans_from_the_due_day),
    ("reply", "replied", reply_keeps_the_rhythm),
    ("snooze", "snoozed", snooze_does_not_roll),
    ("snooze", "snoozed", snooze_wakes_a_closed_loop),
    ("new", "received", new_lead_is_only_touched),
    ("kept", "moved_forward", forward_plans_over_everything),
    ("calendar", "replan", edit_plans_every_step),
    ("every", "earliest_touch", as_often_as_ever),
    ("until", "agreed_rhythm", never_ends),
    ("gap", "agreed_rhythm", only_the_last_day),
    ("permission", "permitted", permission_plans_promises),
    ("early", "permitted", permission_only_listens_once),
    ("steady", "replan", edit_hides_what_is_late),
]


def breaks(script: bytes, fallen: str) -> bool:
    """Whether this story makes the rule fall, in any profile."""
    for profile in PROFILES.values():
        try:
            play(profile, script)
        except Broken as broken:
            if broken.rule == fallen:
                return True
    return False


@pytest.mark.parametrize(("fallen", "name", "mutant"), MUTANTS, ids=[f"{m[0]}-{m[2].__name__}" for m in MUTANTS])
def test_a_rhythm_broken_on_purpose_is_found_out(
    monkeypatch: pytest.MonkeyPatch, fallen: str, name: str, mutant: Callable[..., Any]
) -> None:
    monkeypatch.setattr(day_order if hasattr(day_order, name) else cadence, name, mutant)
    search = settings(CALM, max_examples=1_000, phases=(Phase.generate,))
    assert find(stories(), lambda script: breaks(script, fallen), settings=search)
