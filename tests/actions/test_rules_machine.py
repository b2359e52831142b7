"""Whatever the owner does in whatever order, the rules of the rhythm hold in everything that is kept."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coach.records.models import Contact, Lead

from .diary import Diary
from .judge import Broken, Judge
from .world import BYTES, VERBS, Happened, begin_again, happen

EVENTS = 40
CALM = settings(
    deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False, phases=[Phase.generate]
)
HAD_TO_HOLD = ("R1", "R2", "R3", "R4", "R5", "R6", "R8", "R9", "place", "rank", "stay")


OF_THE_RHYTHM = (
    "log", "log again", "log once more", "log", "permit", "permit again", "forget permission", "spread", "spread", "move",
    "reply", "snooze", "next", "not yet", "reopen", "days", "settings", "add",
)  # fmt: skip
"""The verbs that people's permission and what piled up have most to do with."""


def live(desk: Diary, script: bytes, verbs: Counter[str], held: Counter[str], of: Sequence[str] = tuple(VERBS)) -> None:
    """Live through a script under the eyes of the judge."""
    judge = Judge(desk)
    for start in range(0, len(script) - BYTES + 1, BYTES):
        happened = happen(desk, script[start : start + BYTES], of)
        assert desk.journal is None
        judge.look(happened)
        verbs[happened.verb] += happened.done is not None
    held.update(judge.held)


def tell(
    desk: Diary, stories: int, *, derandomize: bool, of: Sequence[str] = tuple(VERBS)
) -> tuple[Counter[str], Counter[str]]:
    """So many stories; which verbs were carried out, and which rules had something to hold, counted."""
    verbs: Counter[str] = Counter()
    held: Counter[str] = Counter()

    @settings(CALM, max_examples=stories, derandomize=derandomize)
    @given(st.binary(min_size=BYTES * EVENTS, max_size=BYTES * EVENTS))
    def every_rule_holds(script: bytes) -> None:
        live(begin_again(desk), script, verbs, held, of)

    every_rule_holds()
    return verbs, held


def test_every_rule_holds_whatever_is_done(local: Diary) -> None:
    verbs, held = tell(local, 60, derandomize=True)
    assert {verb for verb, times in verbs.items() if times} >= set(VERBS)
    assert all(held[rule] >= 20 for rule in HAD_TO_HOLD), held


def test_every_rule_holds_where_people_say_how_often_and_until_when_and_much_piles_up(local: Diary) -> None:
    verbs, held = tell(local, 60, derandomize=True, of=OF_THE_RHYTHM)
    assert {verb for verb, times in verbs.items() if times} >= set(OF_THE_RHYTHM)
    assert all(held[rule] >= 60 for rule in ("until", "every", "spread", "R2", "R5")), held


@pytest.mark.long
def test_every_rule_holds_through_many_new_stories(diary: Diary) -> None:
    verbs, _ = tell(diary, 1_000, derandomize=False)
    assert verbs.total() >= 15_000


def break_a_spacing(desk: Diary) -> None:
    """A silent touch today, and the next one tomorrow."""
    Lead.update(unanswered=1, last_touch_on=desk.today, due_on=desk.today, step_kind="touch", precedence=5).execute()


def break_the_silence(_desk: Diary) -> None:
    """The person asked for no contact, and the lead stays open."""
    Contact.update(do_not_contact_on="2026-11-24", do_not_contact_reason="asked").execute()


def break_the_last_day(desk: Diary) -> None:
    """They agreed until today, and the next touch is tomorrow."""
    Contact.update(permission_on=desk.today, permission_until=desk.today).execute()
    Lead.update(step_kind="touch", due_on="2026-11-25", precedence=5).execute()


def break_what_they_agreed_to(desk: Diary) -> None:
    """They agreed to every ten business days, and the next touch is in two."""
    Contact.update(permission_on=desk.today, permission_every=10).execute()
    silent = {"unanswered": 1, "last_touch_on": desk.today, "due_on": "2026-11-26"}
    Lead.update(step_kind="touch", precedence=5, **silent).execute()


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("R2", break_a_spacing),
        ("R3", lambda _: Lead.update(unanswered=4, step_kind="touch", precedence=5).execute()),
        ("R4", lambda _: Lead.update(loop_closed=True, step_kind="close_loop", precedence=7).execute()),
        ("R5", lambda _: Lead.update(not_before="2027-01-01", due_on="2026-12-24").execute()),
        ("R6", break_the_silence),
        (
            "R8",
            lambda _: Lead.update(
                step_kind="promise", promise_on="2026-12-01", promise_by="ours", precedence=2
            ).execute(),
        ),
        ("until", break_the_last_day),
        ("every", break_what_they_agreed_to),
        ("rank", lambda _: Lead.update(precedence=9).execute()),
        ("place", lambda _: Lead.update(stage_position=3).execute()),
        ("stay", lambda _: Lead.update(entered_on="2026-11-01").execute()),
    ],
)
def test_the_judge_finds_a_rule_that_was_broken(local: Diary, rule: str, wrong: Any) -> None:
    local.add()
    judge = Judge(local)
    judge.look(Happened("time", None))
    wrong(local)
    with pytest.raises(Broken, match=f"^{rule}: "):
        judge.look(Happened("time", None))
