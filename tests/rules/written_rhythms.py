"""The default rhythms, the calendar of the worked examples and short ways to tell a story, for the tests of the rules."""

from datetime import date

from coach.rules import cadence
from coach.rules.cadence import Beat, Rhythm, Standing
from coach.rules.workdays import Calendar

CHRISTMAS = (date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1))
WORKED = Calendar(closed=CHRISTMAS)
"""Monday to Friday, less the three days closed in the worked examples."""


def rhythm(*gaps: int, anchors: tuple[int, ...] = ()) -> Rhythm:
    """A rhythm with these gaps in business days; its words name the beat, so that a test can read which one is due."""
    return Rhythm(tuple(Beat(gap, f"beat {k}", f"message.{k}") for k, gap in enumerate(gaps)), anchors)


LEAD = rhythm(0, 2, 3, 5)
DISCOVERY = rhythm(0, 3, 5, 7)
PROPOSAL = rhythm(0, 2, 4, 8)
PROPOSAL_WITH_REVIEW = rhythm(0, 2, 4, 8, anchors=(0, 1))
DECISION = rhythm(0, 4, 5, 10)
DECISION_WITH_DAY = rhythm(0, 4, 5, 10, anchors=(-3, 1))


def day(month_and_day: str) -> date:
    """A day of the worked examples: December is in 2026, January in 2027."""
    month, number = map(int, month_and_day.split("-"))
    return date(2027 if month < 6 else 2026, month, number)


def touched(state: Standing, written: Rhythm, *days: str) -> Standing:
    """The lead after touches on these days, none answered."""
    for each in days:
        state = cadence.touched(state, written, WORKED, day(each))
    return state


def silent(written: Rhythm, touches: int, start: str = "12-01") -> Standing:
    """A lead in a stage with so many touches, each on its due day, none answered."""
    state = cadence.entered(written, WORKED, day(start))
    for _ in range(touches):
        state = cadence.touched(state, written, WORKED, state.step.due_on)
    return state


def due(state: Standing) -> tuple[date, str, str]:
    """When the next step is due, what it is and where it came from."""
    return state.step.due_on, state.step.kind, state.step.source
