"""What finding costs in a hundred thousand leads with a note of 25 words each, and what the index adds to bringing them in."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coach.records.database import open_database
from coach.records.desk import Desk
from coach.records.reading import open_to_read
from coach.records.search_index import keep_in_step
from coach.views.search import find

from .seed import CLOCK

pytestmark = pytest.mark.benchmark

LEADS = 100_000
VOCABULARY = (
    "the", "leak", "over", "workshop", "gutters", "storm", "crew", "roof", "lost", "day", "month", "each", "told", "him",
    "about", "price", "sketch", "checklist", "promised", "call", "again", "next", "week", "partner", "decides", "who", "pays",
    "tenant",
)  # fmt: skip
"""28 words that stand in nearly every note: the hardest there is."""
TIMES = 21
FIRST_PAGE_MS = 5.0

SEARCHES = {
    "one lead's number": "054321",
    "a rare word of a note": "cinnamon",
    "a common name": "ada",
    "one letter": "a",
    "two letters": "ad",
    "name and company": "ada brandt roof",
    "a common word of notes": "gutters",
    "two common words of notes": "gutters tenant",
    "a name and a rare word": "ben cinnamon",
    "a name and a common word of notes": "brandt gutters",
}


@pytest.fixture(scope="module")
def described(pipeline: Callable[[int], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pipeline with a note about each lead; one note in a thousand names cinnamon."""
    path = Path(shutil.copy(pipeline(LEADS), tmp_path_factory.mktemp("described") / "coach.sqlite3"))
    database = open_database(str(path))
    chance = random.Random(11)
    with database.atomic():
        database.cursor().executemany(
            "INSERT INTO touch (lead_id, at, day, via, note) VALUES (?, '2026-11-20T09:00:00Z', '2026-11-20', 'call', ?)",
            ((lead, _note(chance, lead)) for lead in range(1, LEADS + 1)),
        )
        keep_in_step(database)
    database.execute_sql("ANALYZE")
    database.close()
    return path


def _note(chance: random.Random, lead: int) -> str:
    words = chance.choices(VOCABULARY, k=25)
    if lead % 1_000 == 0:
        words[7] = "cinnamon"
    return " ".join(words)


@pytest.fixture
def desk(described: Path) -> Iterator[Desk]:
    """A desk that reads it, as the app does."""
    now = datetime.fromisoformat(CLOCK).astimezone()
    opened = open_to_read(str(described))
    yield Desk(opened, "bench", lambda: now)
    opened.close()


def _milliseconds(run: Callable[[], Any], times: int = TIMES) -> float:
    """CPU of the best of many runs: what else the machine does is left out."""
    run()
    taken = []
    for _ in range(times):
        begun = time.process_time()
        run()
        taken.append(1000 * (time.process_time() - begun))
    return min(taken)


def test_the_first_page_of_a_search(desk: Desk, report: Callable[[str], None]) -> None:
    """Row 14 of the budget: the first fifty in at most 5 ms, whatever is typed; nothing found is looked for once more."""
    costs = {label: _milliseconds(partial(find, desk, text)) for label, text in SEARCHES.items()}
    in_every_part = _milliseconds(lambda: find(desk, "zzz"))
    lines = [f"{ms:9.2f}  {label}: {SEARCHES[label]!r}" for label, ms in costs.items()]
    report(
        "\n".join(
            ["Finding the first 50 in 100,000 leads, ms of CPU", *lines, f"{in_every_part:9.2f}  nothing begins so"]
        )
    )
    assert all(find(desk, text) for text in SEARCHES.values())
    assert max(costs.values()) <= FIRST_PAGE_MS
