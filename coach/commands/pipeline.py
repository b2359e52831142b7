"""`coach pipeline`: the written pipeline, as text, on paper, as it was, and its review for a calendar."""

import sys
from pathlib import Path

import click

from coach.commands.front_door import open_desk
from coach.commands.given import day_given
from coach.commands.telling import as_json, as_object, say, say_json
from coach.commands.verb import Verb
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.rules.dates import WEEKDAYS
from coach.rules.text import visible_line

STDOUT = "-"


@click.command(cls=Verb)
@click.option(
    "--print", "paper", is_flag=False, flag_value=STDOUT, metavar="[FILE]",
    help="As an HTML page fit for paper, into FILE; without FILE it is printed here.",
)  # fmt: skip
@click.option("--history", is_flag=True, help="Its versions, newest first, each with what it changed.")
@click.option("--at", metavar="DATE", help="As it was at the end of that day.")
@click.option("--calendar", metavar="FILE", help="Its weekly review as an event, into FILE, such as review.ics.")
@click.option("--force", is_flag=True, help="Write over a FILE that is there already.")
def pipeline(paper: str | None, history: bool, at: str | None, calendar: str | None, force: bool) -> None:
    """Your pipeline in writing: stages, rhythm, owner, review, what you answered and what is still open, in Markdown.

    A version is kept for each day on which it changed.
    """
    _one_thing(history=history, at=at is not None, calendar=calendar is not None, paper=paper is not None)
    desk = open_desk()
    if history:
        from coach.commands.pipeline_history import tell_history

        tell_history(desk)
    elif calendar is not None:
        _write_calendar(desk, calendar, force=force)
    elif paper is not None:
        _print(_text(desk, at), paper, force=force)
    elif at is not None:
        _tell_version(desk, at)
    else:
        _tell(desk)


def _one_thing(*, history: bool, at: bool, calendar: bool, paper: bool) -> None:
    named = {"--history": history, "--at": at, "--calendar": calendar, "--print": paper}
    asked = [name for name, is_asked in named.items() if is_asked]
    if len(asked) > 1 and asked != ["--at", "--print"]:
        raise Misused(f"{' and '.join(asked)} are asked for at once.", "Ask for one after the other.")


def _tell(desk: Desk) -> None:
    from coach.views.written_pipeline import written_pipeline

    page = written_pipeline(desk)
    if as_json():
        say_json(as_object(page))
    else:
        say(page.text.rstrip("\n"))


def _tell_version(desk: Desk, at: str) -> None:
    from coach.views.pipeline_versions import version_at

    version = version_at(desk, day_given(desk, at))
    if as_json():
        say_json(version._asdict())
    else:
        say(version.text.rstrip("\n"))


def _text(desk: Desk, at: str | None) -> str:
    if at is None:
        from coach.views.written_pipeline import written_pipeline

        return written_pipeline(desk).text
    from coach.views.pipeline_versions import version_at

    return version_at(desk, day_given(desk, at)).text


def _print(text: str, file: str, *, force: bool) -> None:
    from coach.exchange.paper import as_paper

    page = as_paper(text)
    if file == STDOUT and as_json():
        say_json({"html": page})
    elif (where := _put(page.encode(), file, force=force)) is not None:
        _tell_written(where, f"Wrote the pipeline to {where}, ready to be printed.")


def _write_calendar(desk: Desk, file: str, *, force: bool) -> None:
    from coach.exchange.calendar_file import review_calendar
    from coach.exchange.local_zone import local_zone
    from coach.views.written_pipeline import review_plan

    plan = review_plan(desk)
    if plan is None:
        raise Refused(
            "No time is agreed for the weekly review yet.",
            "Agree on one with yourself: coach setup asks for it, coach settings review-day friday sets the day.",
        )
    zone = local_zone(desk.now)
    where = _put(review_calendar(plan, zone), file, force=force)
    if where is None:
        return
    told = f"Wrote the weekly review to {where}: every {WEEKDAYS[plan.weekday]} at {plan.time}"
    without = (
        f"The time zone of this computer is not known, so the event has none: it is at {plan.time} wherever you are."
    )
    _tell_written(where, f"{told}, {zone}." if zone else f"{told}.\n{without}", zone=zone)


def _put(content: bytes, file: str, *, force: bool) -> Path | None:
    """Write to the file, and say where it is; None when it went to the standard output."""
    if file == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return None
    from coach.exchange.private_file import write_private

    return write_private(Path(file), content, over=force)


def _tell_written(where: Path, told: str, **more: str) -> None:
    if as_json():
        say_json({"file": str(where), **more})
        return
    for line in told.split("\n"):
        say(visible_line(line))
