"""The clock changes of a time zone as a calendar file tells them: a VTIMEZONE, made from what the system knows of the zone.

Written here and not by a library: those at hand list the changes up to some year, and the review goes on after it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

YEARS = 28
"""Years looked at. After 28 of them a date has met every weekday, so a rule has shown all the days it can fall on."""
_STRIDE = timedelta(days=6)
"""No zone goes back and forth within it; around Ramadan the clocks of Morocco change twice in five weeks."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOMENT = "%Y%m%dT%H%M%S"


class Switch(NamedTuple):
    """One change of the clock: the local time it had come to, and the offsets and name before and after it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str


def zone_lines(zone: ZoneInfo, name: str, first: datetime) -> list[str]:
    """The lines of a VTIMEZONE that holds from the year before `first`, a local time.

    A change that follows a rule (the last Sunday of March) is told as that rule, for good; others one by one for `YEARS`.
    """
    begin = datetime(first.year - 1, 1, 1)  # noqa: DTZ001  # local, as all times in a VTIMEZONE
    switches = list(_switches(zone, begin))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    if not switches or switches[0].at > first:
        offset, called = _of(zone, begin.replace(tzinfo=UTC))
        lines += _observance(Switch(begin, offset, offset, called), [])
    alike = sorted(switches, key=lambda switch: (switch.before, switch.after, switch.name))
    for _, group in groupby(alike, key=lambda switch: (switch.before, switch.after, switch.name)):
        same = list(group)
        lines += _observance(same[0], _recurring(same))
    return [*lines, "END:VTIMEZONE"]


def _observance(switch: Switch, recurring: list[str]) -> list[str]:
    kind = "DAYLIGHT" if switch.after > switch.before else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{switch.at.strftime(_MOMENT)}",
        *recurring,
        f"TZOFFSETFROM:{_shown(switch.before)}",
        f"TZOFFSETTO:{_shown(switch.after)}",
        f"TZNAME:{switch.name}",
        f"END:{kind}",
    ]


def _recurring(switches: Sequence[Switch]) -> list[str]:
    """How a change comes again: by its rule, by its dates, or not at all."""
    rule = _rule(switches)
    if rule:
        return [rule]
    again = ",".join(switch.at.strftime(_MOMENT) for switch in switches[1:])
    return [f"RDATE:{again}"] if again else []


def _rule(switches: Sequence[Switch]) -> str:
    """The rule for changes that come once a year in one month on one weekday at one time, on seven days in a row; else ""."""
    moments = [switch.at for switch in switches]
    once_a_year = [moment.year for moment in moments] == list(range(moments[0].year, moments[0].year + YEARS))
    if not once_a_year or len({(each.month, each.weekday(), each.time()) for each in moments}) > 1:
        return ""
    days = sorted({moment.day for moment in moments})
    if days != list(range(days[0], days[0] + 7)):
        return ""
    month, weekday = moments[0].month, _WEEKDAYS[moments[0].weekday()]
    last_day = (moments[0].replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if days[0] % 7 == 1:
        return f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={days[0] // 7 + 1}{weekday}"
    if days[-1] == last_day.day and month != 2:
        return f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1{weekday}"
    within = ",".join(map(str, days))
    return f"RRULE:FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={within};BYDAY={weekday}"


def _switches(zone: ZoneInfo, begin: datetime) -> Iterator[Switch]:
    """The changes of the clock in the years looked at, in their order."""
    moment = begin.replace(tzinfo=UTC)
    end = moment.replace(year=moment.year + YEARS)
    while moment < end:
        later = min(moment + _STRIDE, end)
        if _of(zone, moment) != _of(zone, later):
            at = _first_after(zone, moment, later)
            before, after = _of(zone, at - timedelta(seconds=1)), _of(zone, at)
            yield Switch((at + before[0]).replace(tzinfo=None), before[0], after[0], after[1])
        moment = later


def _first_after(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second at which the clocks show what they show at `after`, between a moment before the change and one after."""
    old = _of(zone, before)
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if _of(zone, datetime.fromtimestamp(middle, UTC)) == old:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def _of(zone: ZoneInfo, moment: datetime) -> tuple[timedelta, str]:
    """What the clocks of the zone are ahead of UTC at a moment, and what that is called there."""
    local = moment.astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or ""


def _shown(offset: timedelta) -> str:
    """`+0100`; with seconds where a zone has them."""
    seconds = int(offset.total_seconds())
    sign, seconds = ("-" if seconds < 0 else "+"), abs(seconds)
    shown = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return f"{shown}{seconds % 60:02}" if seconds % 60 else shown
