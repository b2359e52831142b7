"""`coach due`: the day's list. What it imports is what it costs, so it imports little."""

from typing import Any

import click

from coach.commands.front_door import open_desk
from coach.commands.telling import as_json, major, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.cadence import END_OF_DAY
from coach.rules.dates import show_day, show_days_late
from coach.rules.day_order import COMING, OVERDUE, PROMISED, THEY_WAIT, TIMED, TODAY
from coach.rules.money import show_amount
from coach.views.day import DueLine, due_counts, due_list, in_words

_SAID_BY_THE_DAY = (TIMED, OVERDUE, TODAY, COMING)
_A_YEAR = 366


@click.command(cls=Verb)
@click.option("--owner", metavar="NAME", help="Only the leads of this owner.")
@click.option("--all", "everyone", is_flag=True, help="The leads of every owner, whatever the settings say.")
@click.option(
    "--within", type=click.IntRange(0, 3660), default=0, metavar="DAYS", help="Also what comes in so many days."
)
@click.option("--limit", type=click.IntRange(0), metavar="N", help="The first N only.")
@click.option("--brief", is_flag=True, help="How many, on one line: for a shell prompt.")
def due(owner: str | None, everyone: bool, within: int, limit: int | None, brief: bool) -> None:
    """Say who waits for you today, in order: those who wait for an answer, then your promises, then the rhythm.

    In JSON, `value` is a number in whole units of `currency` (4200.5 for 4,200.50), 0 when it is not known; `rank` counts from 1,
    they wait for you, to 8, decide; 10 is still to come. `overdue_business_days` is 0 for what is not late.
    """
    if everyone and owner is not None:
        raise Misused("--all and --owner do not go together.", "Leave one of them out.")
    whose = "" if everyone else owner
    desk = open_desk()
    if brief:
        _tell_counts(desk, whose, within)
        return
    lines = due_list(desk, owner=whose, within=within, limit=None if limit is None else limit + 1)
    more = limit is not None and len(lines) > limit
    lines = lines[:limit]
    if as_json():
        say_json([_as_object(line) for line in lines])
        return
    if not lines and not more:
        say(_nobody(desk, whose))
        return
    say(in_words(due_counts(desk, whose, within or 3)))
    say()
    say_columns((_columns(line, desk) for line in lines), right=(2, 7))
    if more:
        say()
        say("There are more: coach due without --limit lists them all.")


def _tell_counts(desk: Desk, whose: str | None, within: int) -> None:
    counts = due_counts(desk, whose, within)
    if as_json():
        say_json({**counts._asdict(), "due": counts.due})
    else:
        say(in_words(counts))


def _columns(line: DueLine, desk: Desk) -> tuple[str, ...]:
    return (
        "!" if line.rank in (THEY_WAIT, PROMISED) else "",
        _day(line, desk),
        str(line.id),
        line.name,
        line.next_step,
        "" if line.rank in _SAID_BY_THE_DAY and line.status == "open" else line.reason,
        line.company,
        show_amount(line.value, line.currency) if line.value else "",
        line.stage,
        line.owner,
        f"with {', '.join(map(str, line.others))}" if line.others else "",
    )


def _day(line: DueLine, desk: Desk) -> str:
    if line.due_on == desk.today:
        return "today" if line.due_time == END_OF_DAY else line.due_time
    return show_days_late(line.overdue_business_days) or show_day(line.due_on, desk.today)


def _nobody(desk: Desk, whose: str | None) -> str:
    coming = due_list(desk, owner=whose, within=_A_YEAR, limit=1)
    if coming:
        first = coming[0]
        return f"Nobody is due today. Next is {first.name}, {show_day(first.due_on, desk.today)}: {first.next_step}"
    from coach.views.search import AllLeads  # seldom needed, so seldom loaded

    if AllLeads(desk).count():
        return "Nobody is due, today or later."
    return "No leads yet. Add the first with: coach add NAME"


def _as_object(line: DueLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "company": line.company,
        "stage": line.stage,
        "owner": line.owner,
        "next_step": line.next_step,
        "due_on": line.due_on,
        "due_time": None if line.due_time == END_OF_DAY else line.due_time,
        "overdue_business_days": line.overdue_business_days,
        "rank": line.rank,
        "reason": line.reason,
        "value": major(line.value, line.currency),
        "currency": line.currency,
        "kind": line.kind,
        "status": line.status,
        "others": line.others,
    }
