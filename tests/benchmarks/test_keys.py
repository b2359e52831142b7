"""What a key costs beside the least a Textual app can do for one: the cursor, a lead that is opened, and the memory held."""

import sqlite3
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from . import line_app, minimal_app
from .first_paint import until_first_paint
from .key_press import Pressed, Session, key_costs, key_table, session
from .ratios import Sample, environment, in_turn, table
from .seed import CLOCK, TODAY

pytestmark = pytest.mark.benchmark

HERE = Path(__file__).parent
COACH = [str(Path(sysconfig.get_path("scripts")) / "coach")]
FLOOR = [sys.executable, str(HERE / "line_app.py")]
MINIMAL = [sys.executable, str(HERE / "minimal_app.py")]
ON_TODAY = "They wait for you"
PRESSES = 60
SIZES = (1_000, 100_000, 1_000_000)
TOUCHES = 50


@contextmanager
def running(paths: Mapping[str, Path]) -> Iterator[dict[str, Session]]:
    """The floor, and coach on each of these pipelines, all at once so that their keys can be pressed in turn."""
    with ExitStack() as stack:
        apps = {"one line": stack.enter_context(session(FLOOR, line_app.READY, environment()))}
        for label, path in paths.items():
            env = environment(COACH_DB=str(path), COACH_TODAY=CLOCK)
            apps[label] = stack.enter_context(session(COACH, ON_TODAY, env))
        yield apps


def pressed_in_turn(
    apps: Mapping[str, Session], keys: Sequence[str], presses: int = PRESSES
) -> dict[str, list[Pressed]]:
    """Press these keys over and over, one program after the other; the first round of them does not count."""
    taken: dict[str, list[Pressed]] = {label: [] for label in apps}
    for number in range(-len(keys), presses):
        for label, app in apps.items():
            pressed = app.press(keys[number % len(keys)])
            if number >= 0:
                taken[label].append(pressed)
    return taken


@pytest.fixture
def pipelines(pipeline: Callable[[int], Path]) -> dict[str, Path]:
    return {f"{leads:,} leads": pipeline(leads) for leads in SIZES}


def test_a_cursor_key_on_today(pipelines: dict[str, Path], report: Callable[[str], None]) -> None:
    """Rows 7, 8 and 9 of the budget: 4 floors at most, seen within 16 ms, and no more with a million leads."""
    with running(pipelines) as apps:
        for label in pipelines:
            apps[label].press("+")  # all that is due, so that there is somewhere to go
        costs = key_costs(pressed_in_turn(apps, ["down", "down", "up", "up"]))
    report(key_table("A cursor key on Today beside one line drawn anew", costs))
    small, middle, large = costs[1:]
    assert middle.ratio <= 4
    assert max(each.first_95 for each in costs[1:]) < 16
    assert large.ratio / small.ratio <= 1.2


def test_a_cursor_key_on_the_board(pipelines: dict[str, Path], report: Callable[[str], None]) -> None:
    """The same on the board."""
    with running(pipelines) as apps:
        for label in pipelines:
            apps[label].press("2")
            apps[label].wait_for("Proposal")
        costs = key_costs(pressed_in_turn(apps, ["down", "down", "right", "up", "left"]))
    report(key_table("A cursor key on the board beside one line drawn anew", costs))
    small, middle, large = costs[1:]
    assert middle.ratio <= 4
    assert max(each.first_95 for each in costs[1:]) < 16
    assert large.ratio / small.ratio <= 1.2


def test_opening_a_lead_with_fifty_touches(pipeline: Callable[[int], Path], report: Callable[[str], None]) -> None:
    """Row 11 of the budget: 16 floors at most."""
    path = pipeline(100_000)
    _give_touches(path)
    with running({"100,000 leads": path}) as apps:
        taken = pressed_in_turn(apps, ["enter", "esc"])
    opened = {label: presses[::2] for label, presses in taken.items()}
    costs = key_costs(opened)
    report(key_table(f"Opening a lead with {TOUCHES} touches beside one line drawn anew", costs))
    assert costs[-1].ratio <= 16


def test_the_first_paint_in_any_pipeline(pipelines: dict[str, Path], report: Callable[[str], None]) -> None:
    """Row 9 of the budget: with a million leads at most 1.2 of a thousand."""

    def paint(path: Path) -> Callable[[], Sample]:
        return partial(until_first_paint, COACH, ON_TODAY, environment(COACH_DB=str(path), COACH_TODAY=CLOCK))

    costs = in_turn({label: paint(path) for label, path in pipelines.items()})
    report(table("First paint by size of the pipeline", costs))
    assert costs[-1].ratio <= 1.2


def test_the_memory_held_beside_a_minimal_app(pipeline: Callable[[int], Path], report: Callable[[str], None]) -> None:
    """Row 12 of the budget: at most 1.6 of the smallest app, after a look at Today, the board and a lead."""
    env = environment(COACH_DB=str(pipeline(100_000)), COACH_TODAY=CLOCK)
    with session(MINIMAL, minimal_app.READY, environment()) as least, session(COACH, ON_TODAY, env) as coach:
        for key in ("down", "enter", "esc", "2", "down", "1"):
            coach.press(key)
        held, floor = coach.memory(), least.memory()
    report(f"Memory: coach {held / 2**20:.0f} MiB, a minimal app {floor / 2**20:.0f} MiB, {held / floor:.2f} times")
    assert held / floor <= 1.6


def _give_touches(path: Path) -> None:
    """Fifty touches and replies for whoever comes first on Today."""
    with closing(sqlite3.connect(path)) as file, file:
        (lead,) = file.execute(
            "SELECT id FROM lead WHERE list_on <= ? ORDER BY precedence, list_on, due_time, stage_position DESC, value DESC,"
            " last_touch_on, name_key, id LIMIT 1",
            (TODAY.isoformat(),),
        ).fetchone()
        days = [(TODAY - timedelta(days=2 * number)).isoformat() for number in range(TOUCHES, 0, -1)]
        file.executemany(
            "INSERT INTO touch (lead_id, at, day, author, inbound, via, note) VALUES (?, ?, ?, 'Maya', ?, 'email', ?)",
            [
                (
                    lead,
                    f"{day}T09:00:00Z",
                    day,
                    number % 3 == 0,
                    f"talked about the gutters and the offer, round {number}",
                )
                for number, day in enumerate(days)
            ],
        )
