"""The made-up pipeline: believable on any day, in every stage, and gone afterwards."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.actions.undo import undo
from coach.commands import demo
from coach.commands.demo_stories import MAYA, STORIES
from coach.errors import Refused
from coach.records.database import open_database
from coach.records.desk import Desk
from coach.views.board import columns
from coach.views.day import due_list
from coach.views.find_lead import find_lead
from coach.views.lead_card import lead_card

from .terminal import Terminal

MOMENTS = ["2026-11-24T10:00", "2026-11-29T07:30", "2028-02-29T18:00", "2027-01-01T00:01", "2026-06-15T23:59"]


@pytest.fixture(params=MOMENTS, scope="module")
def visitor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of a visitor of the demo, at different moments: a weekday, a Sunday, a leap day, a new year, a late evening."""
    now = datetime.fromisoformat(request.param).replace(tzinfo=UTC)
    database = open_database(str(tmp_path_factory.mktemp("demo") / "demo.sqlite3"), create=True)
    demo.seed(database, now)
    yield Desk(database, "visitor", lambda: now)
    database.close()


def test_every_stage_has_leads_and_the_day_has_some_of_each_kind(visitor: Desk) -> None:
    assert all(column.rows for column in columns(visitor))
    assert sum(column.rows for column in columns(visitor)) == len(STORIES)
    assert any(column.past_limit for column in columns(visitor))
    lines = due_list(visitor)
    assert {1, 2, 4, 5, 7, 8} <= {line.rank for line in lines}
    assert len(lines) < len(STORIES)
    assert any(line.overdue_business_days for line in lines)


def test_nothing_has_happened_in_the_future_and_what_was_said_is_kept(visitor: Desk) -> None:
    assert visitor.rows("SELECT max(at) FROM change")[0][0] <= visitor.moment
    assert visitor.rows("SELECT max(day) FROM touch")[0][0] <= visitor.today.isoformat()
    ben = lead_card(visitor, find_lead(visitor, "Ben Adeyemi"))
    assert [known.lens for known in ben.lenses if known.text] == ["problem", "impact"]
    assert ben.timeline[0].text == "reply by message: Looks good. What about the gutters?"


def test_a_visitor_has_nothing_of_their_own_to_undo_yet(visitor: Desk) -> None:
    with pytest.raises(Refused):
        undo(visitor)
    assert visitor.rows("SELECT DISTINCT author FROM change") == [(MAYA,)]


def test_the_demo_runs_on_a_database_of_its_own_that_is_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import screens.app

    seen: list[tuple[Path, bool, int]] = []

    def run(desk: Desk, *, demo: bool = False, start: str = "") -> int:
        place = Path(desk.database.database)
        seen.append((place, demo, len(due_list(desk, owner=""))))
        assert place.exists()
        return 3

    monkeypatch.setattr(screens.app, "run", run)
    monkeypatch.setenv("COACH_DB", str(tmp_path / "mine.sqlite3"))
    assert demo.open_demo() == 3
    ((place, told_apart, due),) = seen
    assert told_apart
    assert due > 5
    assert not place.parent.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGHUP])
def test_a_demo_that_is_told_to_end_takes_its_folder_away_and_gives_the_terminal_back(
    words_of: Callable[..., list[str]], outside: dict[str, str], tmp_path: Path, asked: signal.Signals
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    terminal = Terminal(words_of("demo"), {**outside, "TMPDIR": str(folder)})
    terminal.read_until(b"Ben Adeyemi")
    assert [each.name.startswith("coach-demo-") for each in folder.iterdir()] == [True]
    os.kill(terminal.pid, asked)
    shown, code = terminal.end()
    assert b"\x1b[?1049l" in shown
    assert code == 128 + asked
    assert list(folder.iterdir()) == []
