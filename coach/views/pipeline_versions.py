"""The versions of the written pipeline: those that are kept, the one of a day, and what changed from one to another."""

from datetime import date

from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.pipeline_on_file import VersionOnFile, versions_on_file
from coach.rules.dates import show_day
from coach.rules.written_difference import Changed, compare


def versions(desk: Desk) -> list[VersionOnFile]:
    """Every version that is kept, newest first."""
    return versions_on_file(desk)


def version(desk: Desk, version_id: int) -> VersionOnFile:
    """One version. Raises Misused when there is none of this number."""
    for each in versions_on_file(desk):
        if each.id == version_id:
            return each
    raise Misused(f"There is no version {version_id} of the pipeline.", "Choose one of those there are.")


def version_at(desk: Desk, on: date) -> VersionOnFile:
    """The pipeline as it read at the end of a day. Raises Misused for a day to come, Refused for one before the first version."""
    if on > desk.today:
        raise Misused(f"{show_day(on, date.min)} has not come yet.", "Write the day with its year, such as 2026-11-24.")
    kept = versions_on_file(desk)
    for each in kept:
        if each.day <= on:
            return each
    first = f"The first version is of {show_day(kept[-1].day, date.min)}." if kept else "No version is kept yet."
    raise Refused(f"Nothing was kept of the pipeline as of {show_day(on, date.min)}.", first)


def difference(desk: Desk, older: int, newer: int) -> tuple[Changed, ...]:
    """What changed from one version to another, part by part of the page. Raises Misused for a number there is not."""
    return compare(version(desk, older).text, version(desk, newer).text)
