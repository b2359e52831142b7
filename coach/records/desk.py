"""The desk: the open records, who sits at them, and what day it is there. Every action and every view is given one first."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from coach.records.drivers import on_sqlite
from coach.records.settings import CAPACITY, CURRENCY, CUTOFF, DAYS_OFF, HOLIDAYS, SETTINGS, WEEKDAYS
from coach.rules.workdays import Calendar


class Desk:
    """`author` is whose name a change is noted under; `clock` gives the local moment, and is the only clock there is."""

    def __init__(self, database: Any, author: str, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.author = author
        self._clock = clock
        self._sqlite = on_sqlite(database)
        self._settings: dict[str, str] | None = None
        self.journal: Any = None
        """The change under way, if any: verbs called inside it become part of it."""

    @property
    def now(self) -> datetime:
        """The moment at the desk, in its own time zone."""
        return self._clock()

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self._clock().date()

    @property
    def moment(self) -> str:
        """This moment as a UTC instant, `2026-12-01T09:00:00Z`."""
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query written with `?`, whichever database this is. Days come as the driver gives them: see `day`."""
        cursor = self.database.execute_sql(sql if self._sqlite else sql.replace("?", "%s"), params)
        found: list[Any] = cursor.fetchall()
        return found

    def setting(self, key: str) -> str:
        """The value of a setting, or its default. Read once for each state of the records: see `forget`."""
        if self._settings is None:
            self._settings = dict(self.rows("SELECT key, value FROM setting"))
        return self._settings.get(key, SETTINGS[key].default)

    def forget(self) -> None:
        """Read the settings anew when they are next asked for: something was written, here or elsewhere."""
        self._settings = None

    @property
    def currency(self) -> str:
        """The currency amounts are in when nothing else is said."""
        return self.setting(CURRENCY)

    @property
    def capacity(self) -> int:
        """How many leads are shown first."""
        return int(self.setting(CAPACITY))

    @property
    def after_cutoff(self) -> bool:
        """Whether it is too late in the day for a first answer."""
        return self._clock().strftime("%H:%M") >= self.setting(CUTOFF)

    @property
    def calendar(self) -> Calendar:
        """The working calendar: weekdays, less the owner's own quiet days and the public holidays kept with the records."""
        closed = [date.fromisoformat(day) for day in json.loads(self.setting(DAYS_OFF))]
        closed += [date.fromisoformat(day) for day in json.loads(self.setting(HOLIDAYS))]
        return Calendar((int(number) for number in self.setting(WEEKDAYS)), closed)


def day(value: Any) -> date:
    """A day as a query gives it: ISO text on SQLite, a date on PostgreSQL."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def day_or_none(value: Any) -> date | None:
    """As `day`, for a column that may be empty."""
    return None if value is None else day(value)
