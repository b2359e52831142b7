"""The working calendar: which weekdays are worked, whose public holidays are kept, which days are the owner's own."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from coach.actions.done import Done, done
from coach.actions.replan import replan_leads
from coach.actions.settings import store
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.desk import day as stored_day
from coach.records.journal import Journal, changing
from coach.records.settings import COUNTRY, DAYS_OFF, HOLIDAYS, WEEKDAYS
from coach.rules.dates import WEEKDAYS as NAMES
from coach.rules.dates import parse_weekday, show_day
from coach.rules.text import clean_line, quoted
from coach.rules.workdays import Calendar

YEARS_AHEAD = 3
"""Calendar years of public holidays that are worked out beyond this one."""
NAMED = 5
"""Promises on closed days that are named; the rest is counted."""


def set_weekdays(desk: Desk, text: str) -> Done:
    """Work on these weekdays: `mon-fri`, or `mon,wed,fri`. The rhythm is planned anew. Raises Misused."""
    days = parse_weekdays(text)
    with changing(desk, "days-off") as journal:
        warning = _new_calendar(journal, {WEEKDAYS: "".join(map(str, days))})
        journal.say(f"set the working days to {', '.join(NAMES[day][:3] for day in days)}")
    return done(journal, warning)


def set_country(desk: Desk, code: str) -> Done:
    """Keep the public holidays of a country, by its code of two letters (`DE`, or `DE-BY` for a part of it); empty for none."""
    with changing(desk, "days-off") as journal:
        warning = _keep_holidays(journal, clean_line(code, "country").upper())
    return done(journal, warning)


def add_days_off(desk: Desk, days: Iterable[date]) -> Done:
    """Nothing is planned on these days any more; promises stay where they are. Raises Refused when no working day is left."""
    wanted = sorted(set(days))
    with changing(desk, "days-off") as journal:
        kept = set(json.loads(desk.setting(DAYS_OFF)))
        warning = _new_calendar(journal, {DAYS_OFF: _stored(kept | {day.isoformat() for day in wanted})})
        journal.say(f"keeps {_named(wanted, desk.today)} free")
    return done(journal, warning)


def remove_days_off(desk: Desk, days: Iterable[date]) -> Done:
    """Work on these days again. Raises Misused for a day that was not one of the owner's own."""
    wanted = sorted(set(days))
    with changing(desk, "days-off") as journal:
        kept = set(json.loads(desk.setting(DAYS_OFF)))
        for day in wanted:
            if day.isoformat() not in kept:
                raise Misused(f"{show_day(day, desk.today)} is not one of your days off.", "coach days-off lists them.")
        warning = _new_calendar(journal, {DAYS_OFF: _stored(kept - {day.isoformat() for day in wanted})})
        journal.say(f"works on {_named(wanted, desk.today)} again")
    return done(journal, warning)


def keep_holidays_ahead(desk: Desk) -> None:
    """Work out further public holidays when those kept end with next year. To be called where writing is expected anyway."""
    code, kept = desk.setting(COUNTRY), json.loads(desk.setting(HOLIDAYS))
    if code and (not kept or kept[-1] < f"{desk.today.year + 1}-12"):
        with changing(desk, "days-off", upkeep=True) as journal:
            _keep_holidays(journal, code)


def public_holidays(code: str, years: range) -> list[date]:
    """The public holidays of a country, or a part of it, in these years, in order. Raises Misused for an unknown code."""
    import holidays  # noqa: PLC0415  # a large library that only this needs

    country, _, part = code.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=years)
    except NotImplementedError as error:
        raise Misused(
            f"No public holidays are known for {quoted(code)}.", "Give a country as DE, US or GB, or a part as DE-BY."
        ) from error
    return sorted(found)


def parse_weekdays(text: str) -> list[int]:
    """Weekdays as numbers, Monday is 0, from `mon-fri`, `mon,wed` or both mixed. Raises Misused."""
    found: set[int] = set()
    for part in text.replace(",", " ").split():
        first, dash, last = part.partition("-")
        start = parse_weekday(first)
        end = parse_weekday(last) if dash else start
        found |= {(start + i) % 7 for i in range((end - start) % 7 + 1)}
    if not found:
        raise Misused("No weekday was given.", "Write the days you work as mon-fri or mon,wed,fri.")
    return sorted(found)


def _keep_holidays(journal: Journal, code: str) -> str:
    year = journal.desk.today.year
    days = public_holidays(code, range(year - 1, year + YEARS_AHEAD + 1)) if code else []
    warning = _new_calendar(journal, {COUNTRY: code, HOLIDAYS: _stored(day.isoformat() for day in days)})
    journal.say(f"keeps the public holidays of {code}" if code else "keeps no public holidays")
    return warning


def _new_calendar(journal: Journal, settings: Mapping[str, str]) -> str:
    """Work by these settings from now on, and plan the rhythm anew; what to say of it. Raises NoWorkday when no day is left."""
    desk = journal.desk
    before = desk.calendar
    for key, value in settings.items():
        store(journal, key, value)
    desk.calendar.forward(desk.today)
    moved = replan_leads(journal)
    said = {0: "", 1: "1 planned step moved."}.get(moved, f"{moved} planned steps moved.")
    return " ".join(filter(None, (said, _promises_closed_in(desk, before))))


def _promises_closed_in(desk: Desk, before: Calendar) -> str:
    """The promises that were on a working day before, and are on none now. They stay as they were given."""
    promises = desk.rows(
        "SELECT name, promise_on FROM lead WHERE status = 'open' AND promise_on >= ? ORDER BY promise_on, name_key, id",
        (desk.today.isoformat(),),
    )
    now = desk.calendar
    days = [(name, stored_day(on)) for name, on in promises]
    hit = [
        f"{name} ({show_day(on, desk.today)})" for name, on in days if before.is_workday(on) and not now.is_workday(on)
    ]
    if not hit:
        return ""
    shown = ", ".join(hit) if len(hit) <= NAMED else f"{', '.join(hit[:NAMED])} and {len(hit) - NAMED} more"
    return f"Promised on a day off, and left as promised: {shown}."


def _stored(days: Iterable[str]) -> str:
    return json.dumps(sorted(days))


def _named(days: list[date], today: date) -> str:
    shown = [show_day(day, today) for day in days]
    return ", ".join(shown) if len(shown) <= 3 else f"{len(shown)} days"
