"""What the app costs until there is something to see, beside the smallest Textual app."""

import sys
import sysconfig
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from .first_paint import until_first_paint
from .minimal_app import READY
from .ratios import environment, in_turn, table
from .seed import CLOCK

pytestmark = pytest.mark.benchmark

COACH = [str(Path(sysconfig.get_path("scripts")) / "coach")]
MINIMAL = [sys.executable, str(Path(__file__).with_name("minimal_app.py"))]
ON_TODAY = "They wait for you"
"""The first words of the pane Today when somebody is due."""


def test_first_paint_beside_a_minimal_app(pipeline: Callable[[int], Path], report: Callable[[str], None]) -> None:
    """Row 5 of the budget: at most 1.35 of the smallest app, with 100,000 leads."""
    env = environment(COACH_DB=str(pipeline(100_000)), COACH_TODAY=CLOCK)
    apps = {
        "minimal app": partial(until_first_paint, MINIMAL, READY, env),
        "coach": partial(until_first_paint, COACH, ON_TODAY, env),
    }
    costs = in_turn(apps)
    report(table("First paint with 100,000 leads beside a minimal app", costs))
    assert costs[-1].ratio <= 1.35
