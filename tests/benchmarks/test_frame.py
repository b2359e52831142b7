"""The measuring itself: the floors do what they claim to, and a costlier program is seen to be one. Not timed, so always run."""

import sqlite3
import sys
from pathlib import Path

import pytest

from . import floor, minimal_app
from .first_paint import until_first_paint
from .ratios import Sample, environment, in_turn, of_programs, table, whole_program
from .seed import TODAY, seeded

HERE = Path(__file__).parent
NOTHING = [sys.executable, "-S", "-c", ""]


def test_the_floor_reads_the_page_of_the_day_in_order_and_sorts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = seeded(tmp_path / "coach.sqlite3", 4_000)
    monkeypatch.setattr(sys, "argv", ["floor.py", str(path), TODAY.isoformat()])
    floor.main()
    printed = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert len(printed) == 50
    assert all(day <= TODAY.isoformat() for *_, day, _value, _currency in printed)
    connection = sqlite3.connect(path)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {floor.PAGE}", (TODAY.isoformat(),))]
    connection.close()
    assert "USING INDEX lead_day" in plan[0]
    assert not any("TEMP B-TREE" in step for step in plan)


def test_a_costlier_program_is_seen_to_be_one() -> None:
    busy = [sys.executable, "-S", "-c", "sum(range(10_000_000))"]
    nothing, costly = of_programs({"nothing": NOTHING, "busy": busy}, environment(), rounds=1)
    assert (nothing.ratio, nothing.wall_ratio) == (1, 1)
    assert costly.ratio > 2
    assert costly.cpu_ms > nothing.cpu_ms


def test_samples_are_taken_in_turn_after_a_round_that_does_not_count() -> None:
    taken: list[str] = []

    def run(label: str, cpu: float) -> Sample:
        taken.append(label)
        return Sample(cpu * len(taken), 1.0)

    first, second = in_turn({"a": lambda: run("a", 1.0), "b": lambda: run("b", 2.0)}, rounds=3)
    assert taken == ["a", "b"] * 4
    assert first.cpu_ms == 5000  # the median of 3, 5, 7: the first round is left out
    assert second.ratio == pytest.approx(12 / 5)  # round by round 8/3, 12/5, 16/7


def test_a_program_that_fails_is_not_a_sample() -> None:
    with pytest.raises(AssertionError, match="ended with 3: oh"):
        whole_program([sys.executable, "-c", "import sys; sys.stderr.write('oh'); sys.exit(3)"], environment())


def test_the_tests_own_path_is_not_timed() -> None:
    assert "PYTHONPATH" not in environment()
    assert environment(COACH_DB="x")["COACH_DB"] == "x"


def test_a_first_paint_is_seen_when_the_text_comes() -> None:
    argv = [sys.executable, str(HERE / "minimal_app.py")]
    sample = until_first_paint(argv, minimal_app.READY, environment())
    assert 0 < sample.cpu <= sample.wall * 4


def test_text_is_seen_through_colours_and_cursor_moves() -> None:
    said = r"import sys; sys.stdout.write('\x1b]0;title\x07\x1b[2;3HREA\x1b[1mDY\x1b[0m'); sys.stdout.flush(); input()"
    assert until_first_paint([sys.executable, "-c", said], "READY", environment()).cpu > 0


def test_a_program_that_ends_without_the_text_is_not_a_sample() -> None:
    with pytest.raises(AssertionError, match="never came"):
        until_first_paint([sys.executable, "-c", "print('something else')"], "READY", environment())


def test_a_table_names_every_program() -> None:
    costs = of_programs({"nothing": NOTHING, "again": NOTHING}, environment(), rounds=1)
    title, _, *lines = table("Two of them", costs).splitlines()
    assert title == "Two of them"
    assert [line.split()[-1] for line in lines] == ["nothing", "again"]
