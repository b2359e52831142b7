"""`coach import`: bring in leads from a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.commands.front_door import clock, default_place, named_place, open_in_full, open_to_change
from coach.commands.telling import as_json, say, say_json, sentence
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.records.desk import Desk

if TYPE_CHECKING:
    from coach.exchange.from_csv import Report
    from coach.exchange.plan import Verdict

NAMED = 10
"""Rows named one by one, of either kind; --json names them all."""


@click.command("import", cls=Verb)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "dialect", default="", metavar="DIALECT", help="A kind of file coach knows: plain.")
@click.option("--map", "map_", type=click.Path(path_type=Path), metavar="MAP.toml", help="Which column is what.")
@click.option("--delimiter", default="", metavar="C", help="What stands between cells; found out without it.")
@click.option("--encoding", default="", metavar="NAME", help="How the text is written; found out without it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
def import_(file: Path, dialect: str, map_: Path | None, delimiter: str, encoding: str, dry_run: bool) -> None:
    """Bring in leads from a CSV file, in one change that one undo takes back.

    Columns called name, company, email, phone, value, stage, owner and so on need no map; any other file needs one. Rows that
    cannot be kept are named with their line and stop nothing. The same file again changes nothing; a newer one brings what is
    new. Ends with 1 when every row was rejected.

    \b
    A map is a file like this one; every line but one name is optional:
      dates = "dmy"              # or mdy, ymd, iso
      closed_from = "Proposal"   # the stage closed leads were in
      [columns]                  # what coach calls it = the column
      id = "Deal ID"
      name = ["First name", "Last name"]
      stage = "Deal stage"
      [stages]                   # the file's word = part of a stage's name
      "Prospecting" = "Lead received"
      [reasons]                  # the file's word = a reason of a Not yet
      "price" = "budget"
      [defaults]                 # for cells that are empty
      reason = "went-quiet"

    \b
    Columns there can be: id, name, contact, company, email, phone, value,
    currency, stage, status, owner, source, received, entered, closed,
    reason, words, return, next_step, due, note. Defaults: reason, owner,
    source, currency, stage, closed. Also: from, delimiter, encoding, and
    [statuses] for words that mean open, won or not yet.
    """
    from time import perf_counter

    from coach.exchange import dialects, mapping
    from coach.exchange.from_csv import bring_in_csv, make_ready

    if dialect and map_:
        raise Misused("A dialect and a map say the same thing twice.", "Give --as or --map, not both.")
    meant = mapping.read_map(map_) if map_ else dialects.dialect(dialect or "plain")
    rows: list[Verdict] = []
    keep: Callable[[Verdict], object] | None = rows.append if as_json() else None
    began = perf_counter()
    ready = make_ready(file, meant, encoding=encoding, delimiter=delimiter)
    with _desk(dry_run) as desk:
        report = bring_in_csv(desk, ready, dry_run=dry_run, on_verdict=keep)
    seconds = perf_counter() - began
    if as_json():
        say_json(_answer(report, rows, dry_run, seconds))
    else:
        _tell(report, file, dry_run, seconds)
    if report.counts["reject"] and report.counts["reject"] == report.counts.total():
        click.get_current_context().exit(1)


@contextmanager
def _desk(dry_run: bool) -> Iterator[Desk]:
    """The desk; a dry run before there are any records looks at an empty pipeline that is gone again afterwards."""
    if not dry_run:
        yield open_to_change(create=True)
        return
    where = named_place() or str(default_place())
    if "://" in where or Path(where).expanduser().exists():
        yield open_in_full()
        return
    from tempfile import TemporaryDirectory

    from coach.records.database import open_database

    with TemporaryDirectory() as folder:
        database = open_database(str(Path(folder) / "dry-run.sqlite3"), create=True)
        yield Desk(database, "", clock())
        database.close()


def _answer(report: "Report", rows: "list[Verdict]", dry_run: bool, seconds: float) -> dict[str, Any]:
    counts = report.counts
    return {
        "dry_run": dry_run,
        "created": counts["create"],
        "updated": counts["update"],
        "unchanged": counts["unchanged"],
        "duplicates": counts["duplicate"],
        "rejected": counts["reject"],
        "encoding": report.file.encoding,
        "delimiter": report.file.delimiter,
        "unused_columns": report.unused,
        "closed_without_stage": report.without_stay,
        "seconds": round(seconds, 3),
        "change_id": report.done.change_id,
        "sentence": report.done.sentence,
        "rows": [row._asdict() for row in rows],
    }


def _tell(report: "Report", file: Path, dry_run: bool, seconds: float) -> None:
    from coach.exchange.csv_file import DELIMITERS
    from coach.exchange.text_encoding import shown_encoding

    total = report.counts.total()
    cut = DELIMITERS.get(report.file.delimiter, f"“{report.file.delimiter}”")
    say(
        f"Read {file.name}: {_many(total, 'row')}, {shown_encoding(report.file.encoding)}, cut by {cut}, {seconds:.1f} s."
    )
    if not total:
        say("There is nothing below its header.")
        return
    say(_in_words(report, dry_run))
    _name_rows(report.rejected, report.counts["reject"], "Rejected")
    _name_rows(report.told, len(report.told), "To know")
    if report.unused:
        say(f"Columns nothing was taken from: {', '.join(report.unused)}.")
    if report.without_stay:
        say(
            f"{_many(report.without_stay, 'closed lead')} came without the stage they were closed from, and count in no "
            "stage's time. The map can say it: closed_from."
        )
    if dry_run:
        say("Nothing was written.")
    elif report.done.change_id:
        say(f"{sentence(report.done.sentence)} coach undo takes all of it back.")
    else:
        say("Nothing was changed.")


def _in_words(report: "Report", dry_run: bool) -> str:
    counts = report.counts
    told = [
        (counts["create"], "to bring in" if dry_run else "brought in"),
        (counts["update"], "to change" if dry_run else "changed"),
        (counts["unchanged"], "as before"),
        (counts["duplicate"], "there already"),
        (counts["reject"], "rejected"),
    ]
    return sentence(", ".join(f"{count:,} {what}" for count, what in told if count))


def _name_rows(rows: "list[Verdict]", count: int, title: str) -> None:
    if not rows:
        return
    say(f"{title}:")
    for row in rows[:NAMED]:
        say(f"  line {row.line}: {row.reason}")
    if count > NAMED:
        say(f"  and {_many(count - NAMED, 'more row')}; --json names them all")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
