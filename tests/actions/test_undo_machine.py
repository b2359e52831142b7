"""Whatever is done in whatever order, undo puts everything back exactly, change by change, on both databases."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coach.actions.undo import undo
from coach.errors import Refused

from ..records.desks import dump
from .diary import Diary
from .world import BYTES, UPKEEP, VERBS, begin_again, happen

EVENTS = 24
CALM = settings(
    deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False, phases=[Phase.generate]
)
"""Stories are not shrunk: each step would live through one again, and a story tells where it broke."""
UNDO_EVERY = 4
BY_THE_OWNER = tuple(verb for verb in VERBS if verb not in UPKEEP)


def live(desk: Diary, script: bytes) -> Counter[str]:
    """Live through a script, taking changes back now and then and all of them at the end; what happened, counted."""
    counts: Counter[str] = Counter()
    before: list[dict[str, list[Any]]] = []
    now = dump(desk)
    for start in range(0, len(script) - BYTES + 1, BYTES):
        event = script[start : start + BYTES]
        if event[1] % UNDO_EVERY == 0 and before:
            undo(desk)
            now = before.pop()
            assert dump(desk) == now
            counts["undone"] += 1
            continue
        happened = happen(desk, event, BY_THE_OWNER)
        after = dump(desk)
        if happened.done is None or happened.done.change_id is None:
            assert after == now, happened
            counts["nothing"] += happened.verb != "time"
        else:
            before.append(now)
            counts[happened.verb] += 1
        now = after
    while before:
        undo(desk)
        assert dump(desk) == before.pop()
    return counts


def test_undo_restores_every_earlier_state_exactly(diary: Diary) -> None:
    counts: Counter[str] = Counter()

    @settings(CALM, max_examples=40, derandomize=True)
    @given(st.binary(min_size=BYTES * EVENTS, max_size=BYTES * EVENTS))
    def whatever_is_done(script: bytes) -> None:
        counts.update(live(begin_again(diary), script))

    whatever_is_done()
    assert counts["undone"] >= 60
    assert len(counts) >= 20, counts


@pytest.mark.long
def test_undo_restores_every_earlier_state_through_long_stories(diary: Diary) -> None:
    @settings(CALM, max_examples=600)
    @given(st.binary(min_size=BYTES * EVENTS, max_size=BYTES * 80))
    def whatever_is_done(script: bytes) -> None:
        live(begin_again(diary), script)

    whatever_is_done()


def test_when_nothing_is_left_undo_says_so(diary: Diary) -> None:
    empty = begin_again(diary)
    said = [undo(empty).sentence for _ in range(5)]
    assert said == ["added Lin", "added Eve", "added Ben", "added Ann", "wrote down the pipeline"]
    with pytest.raises(Refused, match="nothing of yours to undo"):
        undo(empty)
