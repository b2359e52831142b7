"""What the page of the day costs inside a process that is running already, however many leads there are."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from coach.records.desk import Desk
from coach.records.reading import open_to_read
from coach.views.day import due_list

from .ratios import Sample, in_turn, table
from .seed import CLOCK

pytestmark = pytest.mark.benchmark

PAGES = 200
"""Pages asked for in one sample: one alone is shorter than the clock is fine."""
AHEAD = 90
"""Calendar days looked ahead, so that the page of the small pipeline is full as well."""


def test_a_page_of_the_day_costs_the_same_in_any_pipeline(
    pipeline: Callable[[int], Path], report: Callable[[str], None]
) -> None:
    """Row 14 of the budget: fifty lines of a million leads at most 1.3 of a thousand."""
    now = datetime.fromisoformat(CLOCK).astimezone()

    def asked(leads: int) -> Callable[[], Sample]:
        desk = Desk(open_to_read(str(pipeline(leads))), "bench", lambda: now)

        def pages() -> Sample:
            cpu, wall = time.process_time(), time.perf_counter()
            for _ in range(PAGES):
                assert len(due_list(desk, within=AHEAD, limit=50)) == 50
            return Sample(time.process_time() - cpu, time.perf_counter() - wall)

        return pages

    costs = in_turn({f"{leads:,} leads": asked(leads) for leads in (1_000, 100_000, 1_000_000)})
    report(table(f"{PAGES} due pages of 50 by size of the pipeline", costs))
    assert costs[-1].ratio <= 1.3
