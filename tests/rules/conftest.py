"""What the tests of the rules share: the calendar of the worked examples."""

import pytest

from coach.rules.workdays import Calendar

from .written_rhythms import WORKED


@pytest.fixture
def worked() -> Calendar:
    """Monday to Friday with 25 and 28 December 2026 and 1 January 2027 closed."""
    return WORKED
