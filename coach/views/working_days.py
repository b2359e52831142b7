"""The working calendar as it is kept."""

import json
from datetime import date
from typing import NamedTuple

from coach.records.desk import Desk
from coach.records.settings import COUNTRY, DAYS_OFF, HOLIDAYS, WEEKDAYS
from coach.rules.dates import WEEKDAYS as NAMES


class WorkingDays(NamedTuple):
    """Which days are worked. `weekdays` counts Monday as 0; `country` is empty when no public holidays are kept."""

    weekdays: tuple[int, ...]
    country: str
    days_off: tuple[date, ...]
    holidays: tuple[date, ...]

    @property
    def in_words(self) -> str:
        """The weekdays by name: `Mon to Fri`, or each by itself when they do not follow each other."""
        names = [NAMES[number][:3] for number in self.weekdays]
        if len(names) > 2 and self.weekdays == tuple(range(self.weekdays[0], self.weekdays[-1] + 1)):
            return f"{names[0]} to {names[-1]}"
        return ", ".join(names)


def working_days(desk: Desk) -> WorkingDays:
    """The weekdays worked, the owner's own quiet days and the public holidays, each in order."""
    return WorkingDays(
        tuple(sorted(int(number) for number in desk.setting(WEEKDAYS))),
        desk.setting(COUNTRY),
        _days(desk.setting(DAYS_OFF)),
        _days(desk.setting(HOLIDAYS)),
    )


def _days(stored: str) -> tuple[date, ...]:
    return tuple(sorted(map(date.fromisoformat, json.loads(stored))))
