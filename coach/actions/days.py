"""The working calendar: which weekdays are worked, whose public holidays are kept, which days are the owner's own."""

import json
from collections.abc import Iterable
from datetime import date

from coach.actions.done import Done, done
from coach.actions.replan import replan_leads
from coach.actions.settings import store
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.journal import changing
from coach.records.settings import COUNTRY, DAYS_OFF, HOLIDAYS, WEEKDAYS
from coach.rules.dates import WEEKDAYS as NAMES
from coach.rules.dates import parse_weekday, show_day

YEARS_AHEAD = 3
"""Calendar years of public holidays that are worked out beyond this one."""


def set_weekdays(desk: Desk, text: str) -> Done:
    """Work on these weekdays: `mon-fri`, or `mon,wed,fri`. The rhythm is planned anew. Raises Misused."""
    days = parse_weekdays(text)
    with changing(desk, "days-off") as journal:
        store(journal, WEEKDAYS, "".join(map(str, days)))
        moved = replan_leads(journal)
        journal.say(f"set the working days to {', '.join(NAMES[day][:3] for day in days)}")
    return done(journal, _moved(moved))


def set_country(desk: Desk, code: str) -> Done:
    """Keep the public holidays of a country, by its code of two letters (`DE`, or `DE-BY` for a part of it); empty for none."""
    code = code.strip().upper()
    days = public_holidays(code, range(desk.today.year - 1, desk.today.year + YEARS_AHEAD + 1)) if code else []
    with changing(desk, "days-off") as journal:
        store(journal, COUNTRY, code)
        store(journal, HOLIDAYS, json.dumps([day.isoformat() for day in days]))
        moved = replan_leads(journal)
        journal.say(f"keeps the public holidays of {code}" if code else "keeps no public holidays")
    return done(journal, _moved(moved))


def add_days_off(desk: Desk, days: Iterable[date]) -> Done:
    """Nothing is planned on these days any more; promises stay where they are. Raises Misused when it closes the calendar."""
    wanted = sorted(set(days))
    with changing(desk, "days-off") as journal:
        kept = set(json.loads(desk.setting(DAYS_OFF)))
        store(journal, DAYS_OFF, json.dumps(sorted(kept | {day.isoformat() for day in wanted})))
        desk.calendar.forward(desk.today)
        moved = replan_leads(journal)
        journal.say(f"keeps {_named(wanted, desk.today)} free")
    return done(journal, _moved(moved) or _promises_on(desk, wanted))


def remove_days_off(desk: Desk, days: Iterable[date]) -> Done:
    """Work on these days again. Raises Misused for a day that was not one of the owner's own."""
    wanted = sorted(set(days))
    with changing(desk, "days-off") as journal:
        kept = set(json.loads(desk.setting(DAYS_OFF)))
        for day in wanted:
            if day.isoformat() not in kept:
                raise Misused(f"{show_day(day, desk.today)} is not one of your days off.", "coach days-off lists them.")
        store(journal, DAYS_OFF, json.dumps(sorted(kept - {day.isoformat() for day in wanted})))
        moved = replan_leads(journal)
        journal.say(f"works on {_named(wanted, desk.today)} again")
    return done(journal, _moved(moved))


def keep_holidays_ahead(desk: Desk) -> None:
    """Work out further public holidays when those kept end with next year. To be called where writing is expected anyway."""
    code, kept = desk.setting(COUNTRY), json.loads(desk.setting(HOLIDAYS))
    if code and (not kept or kept[-1] < f"{desk.today.year + 1}-12"):
        set_country(desk, code)


def public_holidays(code: str, years: range) -> list[date]:
    """The public holidays of a country, or a part of it, in these years, in order. Raises Misused for an unknown code."""
    import holidays  # noqa: PLC0415  # a large library that only this needs

    country, _, part = code.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=years)
    except NotImplementedError as error:
        raise Misused(
            f"No public holidays are known for “{code}”.", "Give a country as DE, US or GB, or a part as DE-BY."
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


def _named(days: list[date], today: date) -> str:
    shown = [show_day(day, today) for day in days]
    return ", ".join(shown) if len(shown) <= 3 else f"{len(shown)} days"


def _moved(moved: int) -> str:
    return {0: "", 1: "1 planned step moved."}.get(moved, f"{moved} planned steps moved.")


def _promises_on(desk: Desk, days: list[date]) -> str:
    marks = ", ".join("?" * len(days))
    found = desk.rows(
        f"SELECT name FROM lead WHERE promise_on IN ({marks}) AND status = 'open' ORDER BY name_key",
        tuple(day.isoformat() for day in days),
    )
    names = ", ".join(name for (name,) in found[:5])
    return f"Promised on a day off, and left as promised: {names}." if found else ""
