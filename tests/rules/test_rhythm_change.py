"""Gaps as they are typed."""

import pytest

from coach.errors import Misused
from coach.rules.rhythm_change import read_gaps


@pytest.mark.parametrize(
    ("typed", "gaps"),
    [("0,2,3,5", (0, 2, 3, 5)), (" 0, 2 ,3 ", (0, 2, 3)), ("0 2 3", (0, 2, 3)), ("7", (7,)), ("0,2,", (0, 2))],
)
def test_gaps_are_read_with_commas_or_with_spaces(typed: str, gaps: tuple[int, ...]) -> None:
    assert read_gaps(typed) == gaps


@pytest.mark.parametrize("typed", ["", "  ", ",", "two", "1.5", "-1", "0,x", "1000", "\u0663", "\u00b2"])
def test_what_is_no_row_of_numbers_is_refused(typed: str) -> None:
    with pytest.raises(Misused, match="is not a row of business days"):
        read_gaps(typed)
