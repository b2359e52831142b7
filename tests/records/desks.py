"""A desk for the tests: its clock is set by hand, and everything kept can be read out at once."""

from datetime import UTC, date, datetime
from typing import Any

from coach.records.desk import Desk
from coach.records.models import MODELS, described

TUESDAY = date(2026, 11, 24)
NINE = 9
NOT_KEPT_EQUAL = ("change", "change_row")
"""The journal itself: an undone change stays in it, marked."""


class Clock:
    """The clock of a desk: it stands still until it is set."""

    def __init__(self, day: date = TUESDAY, hour: int = NINE) -> None:
        self.moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def set(self, day: date, hour: int = NINE) -> None:
        """Make it this hour of this day."""
        self.moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class DeskAt(Desk):
    """A desk whose clock can be reached. `at` sets the day."""

    def __init__(self, database: Any, author: str = "Maya", clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        super().__init__(database, author, self.clock)

    def at(self, day: date, hour: int = NINE) -> "DeskAt":
        """Sit at it on another day."""
        self.clock.set(day, hour)
        return self

    def beside(self, author: str) -> "DeskAt":
        """Somebody else at the same records, by the same clock."""
        return DeskAt(self.database, author, self.clock)


def dump(desk: Desk) -> dict[str, list[Any]]:
    """Everything that is kept, table by table, in the order of ids, without the journal and the sequences."""
    tables = (described(model).table_name for model in MODELS)
    return {name: desk.rows(f"SELECT * FROM {name} ORDER BY id") for name in tables if name not in NOT_KEPT_EQUAL}
