"""Writing down any page of the assignment, leads and all: what both doors call. Leads come as lines, or as a file beside them."""

from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from coach.actions.assignment_pages import leave_page
from coach.actions.assignment_writing import WrongField, about, write_page
from coach.actions.done import Done
from coach.actions.first_leads import add_first_leads
from coach.errors import Misused, Refused
from coach.exchange.from_csv import ReadyFile, Report, bring_in_csv, make_ready
from coach.exchange.pasted_leads import PastedLead, read_lines
from coach.exchange.plan import CREATE, DUPLICATE, REJECT, UNCHANGED, UPDATE
from coach.records.desk import Desk
from coach.records.journal import writing
from coach.rules.assignment_pages import FIRST_LEADS, Values

__all__ = ["LeadsSeen", "WrongField", "look_at_leads", "write_any_page"]

_NAMED = 5
"""Rows that are named one by one."""
_FILE_NAMES = (".csv", ".tsv", ".txt")


class LeadsSeen(NamedTuple):
    """What is written in the field of the first leads: so many leads, or a file, and in sentences what would happen with them."""

    leads: int
    is_file: bool
    lines: tuple[str, ...]


def write_any_page(desk: Desk, page: str, values: Values) -> Done:
    """As `coach.actions.assignment_writing.write_page`, for every page: leads are read from their lines or their file, and added.

    A file is brought in as `coach import` does, as one change; rows that cannot be kept are left out, and the sentence says so.
    Raises WrongField, and nothing is written then.
    """
    if page != FIRST_LEADS or not any(text.strip() for text in values.values()):
        return write_page(desk, page, values)
    with about("leads"):
        leads, file = _read(values.get("leads", ""))
    if file is None:
        next_step = values.get("next_step", "")
        with about("next_step" if next_step.strip() and len(leads) != 1 else "leads"):
            return add_first_leads(desk, leads, next_step)
    with about("leads"), writing(desk):
        report = bring_in_csv(desk, file)
        _refuse_if_all_are_rejected(report)
        leave_page(desk, FIRST_LEADS)
    return report.done._replace(warning=in_words(report, "left out") if report.counts[REJECT] else "")


def look_at_leads(desk: Desk, text: str, *, on_rows: Callable[[int], object] | None = None) -> LeadsSeen:
    """What would come of this field, with nothing written. `on_rows` is told how many rows of a file are behind us.

    Raises WrongField for lines and files that cannot be read.
    """
    with about("leads"):
        leads, file = _read(text)
        if file is None:
            return LeadsSeen(len(leads), False, (_listed(leads),) if leads else ())
        report = bring_in_csv(desk, file, dry_run=True, on_rows=on_rows)
    rejected = [f"Line {row.line}: {row.reason}" for row in report.rejected[:_NAMED]]
    if report.counts[REJECT] > _NAMED:
        rejected.append(
            f"And {report.counts[REJECT] - _NAMED:,} more: coach import {quote(str(file.file.path))} --dry-run names them."
        )
    told = f"{file.file.path.name}: {in_words(report, 'cannot be kept')}"
    return LeadsSeen(report.counts[CREATE], True, (told, *rejected))


def in_words(report: Report, rejected: str) -> str:
    """The counts of an import in a sentence: `12 leads, 2 there already, 1 left out.`"""
    counts = report.counts
    told = [
        (counts[CREATE], "lead" if counts[CREATE] == 1 else "leads"),
        (counts[UPDATE], "to change"),
        (counts[UNCHANGED], "as before"),
        (counts[DUPLICATE], "there already"),
        (counts[REJECT], rejected),
    ]
    return f"{', '.join(f'{count:,} {what}' for count, what in told if count) or 'nothing in it'}."


def _read(text: str) -> tuple[list[PastedLead], ReadyFile | None]:
    """The leads of the lines, or the file that is named in them. Raises Misused."""
    path = _file_named(text)
    if path is None:
        leads = read_lines(text)
        if not leads:
            raise Misused("A lead needs a name.", "Write the name of the person, or of the company.")
        return leads, None
    try:
        return [], make_ready(path)
    except Misused as error:
        if "--map" in error.do:
            command = f"coach import {quote(str(path))} --map MAP.toml"
            raise Misused(
                error.what, f"It needs a map of its columns, see coach import --help. Then: {command}"
            ) from error
        raise


def _file_named(text: str) -> Path | None:
    """The file, when the text is the name of one and nothing else."""
    name = text.strip().strip("\"'")
    if not name or "\n" in name:
        return None
    path = Path(name).expanduser()
    looks_like_one = path.suffix.casefold() in _FILE_NAMES and "@" not in name
    return path if looks_like_one or (("/" in name or "\\" in name) and path.is_file()) else None


def _refuse_if_all_are_rejected(report: Report) -> None:
    total = report.counts.total()
    if not total:
        raise Misused(f"There is nothing below the header of {report.file.path.name}.", "Name another file.")
    if report.counts[REJECT] == total:
        first = report.rejected[0]
        raise Refused(
            f"None of its {total:,} rows can be kept; line {first.line}: {first.reason}",
            f"coach import {quote(str(report.file.path))} --dry-run names them all.",
        )


def _listed(leads: list[PastedLead]) -> str:
    names = [lead.name for lead in leads]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    many = "1 lead" if len(names) == 1 else f"{len(names)} leads"
    return f"{many}: {', '.join(names[:_NAMED])}{more}".rstrip(".") + "."
