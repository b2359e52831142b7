"""The weekly review as a file for a calendar: one event that comes again every week, in local time, with an alarm before it.

The same records give the same file. Format: RFC 5545.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coach import playbook
from coach.exchange.zone_rules import zone_lines
from coach.playbook.page_text import page_text
from coach.rules.text import visible
from coach.views.written_pipeline import ReviewPlan

ALARM = 10
"""Minutes before the review at which the calendar speaks up."""
_LONGEST = 75
"""Octets of a line, after which it goes on in the next."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def review_calendar(plan: ReviewPlan, zone: str) -> bytes:
    """The file. `zone` is the IANA name of the local time zone; with "" the event is at that time wherever the calendar is."""
    words = page_text()
    begins = datetime.combine(_first_day(plan), time.fromisoformat(plan.time))
    minutes = sum(step.minutes for step in playbook.review_agenda())
    told = "\n".join(filter(None, [plan.words, *(f"- {each}" for each in plan.agenda), words.event_how]))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//coach//written pipeline//EN",
        "CALSCALE:GREGORIAN",
        *(zone_lines(ZoneInfo(zone), zone, begins) if zone else []),
        "BEGIN:VEVENT",
        f"UID:{plan.uid}",
        f"DTSTAMP:{plan.stamp}",
        f"LAST-MODIFIED:{plan.stamp}",
        f"SEQUENCE:{plan.changes}",
        f"DTSTART{f';TZID={zone}' if zone else ''}:{begins:%Y%m%dT%H%M%S}",
        f"DURATION:PT{minutes}M",
        f"RRULE:FREQ=WEEKLY;BYDAY={_WEEKDAYS[plan.weekday]}",
        f"SUMMARY:{_escaped(words.event)}",
        f"DESCRIPTION:{_escaped(told)}",
        "TRANSP:OPAQUE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-PT{ALARM}M",
        f"DESCRIPTION:{_escaped(words.event_alarm.format(minutes=ALARM))}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _first_day(plan: ReviewPlan) -> date:
    """The first such weekday from the day of the plan on."""
    return plan.since + timedelta(days=(plan.weekday - plan.since.weekday()) % 7)


def _escaped(text: str) -> str:
    """A text as a value: no sign of it ends the line, the value or the list it is in, none steers a program that shows it."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return visible(text).replace("\t", " ").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, no character cut in two; each piece but the first begins with a space."""
    pieces: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        room = _LONGEST - (len(pieces) > 1)
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
