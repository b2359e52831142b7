"""Whatever two leads have been through, a merge comes as it was foretold, keeps every rule, and is undone exactly.

And whoever asks for no contact, before a merge or long after: no address they ever had brings them back.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coach.actions.undo import undo

from ..records.desks import dump
from .address_book import AddressBook
from .diary import Diary
from .judge import Judge
from .world import BYTES, Happened, begin_again, happen

EVENTS = 44
CALM = settings(
    deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False, phases=[Phase.generate]
)
OF_MERGING = (
    "add", "merge", "log", "add", "merge", "reply", "log again", "add", "snooze", "next", "merge", "edit", "not yet", "log",
    "add", "stop contact", "permit", "won", "move", "merge", "agree", "write down", "review", "decide", "allow contact", "days",
    "reopen", "commit", "edit", "spread",
)  # fmt: skip
TELLING = ("merge", "stop contact", "decide")
"""After these it is tried whether somebody who asked for no contact can be brought back."""
HAD_TO_HOLD = ("R1", "R2", "R3", "R4", "R5", "R6", "R8", "R9", "place", "rank", "stay", "until", "every")


def live(desk: Diary, script: bytes, counts: Counter[str], folder: Path) -> Counter[str]:
    """Live through a script under the eyes of the judge; every merge is undone, compared, and done again."""
    judge, book = Judge(desk), AddressBook(desk, folder)
    book.follow(Happened("add", None))
    for start in range(0, len(script) - BYTES + 1, BYTES):
        event = script[start : start + BYTES]
        before: dict[str, list[Any]] = dump(desk) if OF_MERGING[event[0] % len(OF_MERGING)] == "merge" else {}
        happened = happen(desk, event, OF_MERGING)
        if happened.verb == "merge" and happened.done is not None:
            undo(desk)
            assert dump(desk) == before
            happened = happen(desk, event, OF_MERGING)
            counts["joined" if event[2] % 3 == 0 else "merged"] += 1
        elif happened.verb == "merge":
            assert dump(desk) == before
            counts["refused"] += 1
        judge.look(happened)
        book.follow(happened)
        if happened.verb in TELLING and happened.done is not None:
            book.hold()
    book.hold()
    counts["further addresses"] += book.held
    return Counter(judge.held)


def tell(desk: Diary, stories: int, folder: Path, *, derandomize: bool) -> tuple[Counter[str], Counter[str]]:
    """So many stories; how many merges there were, and which rules had something to hold, counted."""
    counts: Counter[str] = Counter()
    held: Counter[str] = Counter()

    @settings(CALM, max_examples=stories, derandomize=derandomize)
    @given(st.binary(min_size=BYTES * EVENTS, max_size=BYTES * EVENTS))
    def merges_are_as_foretold(script: bytes) -> None:
        held.update(live(begin_again(desk), script, counts, folder))

    merges_are_as_foretold()
    return counts, held


def test_every_merge_is_as_foretold_keeps_the_rules_and_is_undone_exactly(diary: Diary, tmp_path: Path) -> None:
    counts, held = tell(diary, 25, tmp_path, derandomize=True)
    assert counts["merged"] >= 25, counts
    assert counts["joined"] >= 12, counts
    assert counts["refused"] >= 12, counts
    assert counts["further addresses"] >= 12, counts
    assert all(held[rule] >= 10 for rule in HAD_TO_HOLD), held


@pytest.mark.long
def test_every_merge_is_as_foretold_through_many_new_stories(diary: Diary, tmp_path: Path) -> None:
    counts, _ = tell(diary, 600, tmp_path, derandomize=False)
    assert counts.total() >= 1_000
