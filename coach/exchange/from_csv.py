"""Bringing in a CSV file, from its path to the one change in the records; or only saying what would happen."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from coach.actions.bring_in import Batch, bring_in
from coach.actions.done import Done
from coach.exchange.columns import Columns, find_columns
from coach.exchange.csv_file import CsvFile, open_csv
from coach.exchange.file_lead import EMPTY, RowReader, day_fields
from coach.exchange.known import KnownRecords
from coach.exchange.mapping import OWN_WORDS, Mapping
from coach.exchange.plan import REJECT, Plan, Verdict
from coach.exchange.stage_words import StageWords, stages_or_first
from coach.exchange.written_days import DayReader, OrderEvidence, settle_order
from coach.records.desk import Desk

KEPT = 100
"""Rows named in a report, of either kind."""


class Report(NamedTuple):
    """What an import did, or would do.

    `counts` has each verdict of `coach.exchange.plan`; `rejected` are the first `KEPT` rows that could not be kept, `told` the
    first of the others there is something to say about. `unused` are the columns nothing was taken from, `without_stay` counts
    the closed leads whose last stage nobody knows. `done` says nothing when nothing was written.
    """

    counts: Counter[str]
    rejected: list[Verdict]
    told: list[Verdict]
    file: CsvFile
    unused: tuple[str, ...]
    without_stay: int
    done: Done


class ReadyFile(NamedTuple):
    """A file that was looked at from end to end with a map in hand, before any records are opened."""

    file: CsvFile
    mapping: Mapping
    columns: Columns
    days: dict[str, DayReader]


def make_ready(path: Path, mapping: Mapping = OWN_WORDS, *, encoding: str = "", delimiter: str = "") -> ReadyFile:
    """Find out how a file is written, which column is what, and in which order its days are.

    `encoding` and `delimiter` go before those of the map. Raises Misused when the file or the map is wrong as a whole.
    """
    file = open_csv(path, encoding=encoding or mapping.encoding, delimiter=delimiter or mapping.delimiter)
    columns = find_columns(file.headers, mapping, path.name)
    return ReadyFile(file, mapping, columns, _day_readers(file, columns, mapping))


def bring_in_csv(
    desk: Desk,
    ready: ReadyFile,
    *,
    dry_run: bool = False,
    on_verdict: Callable[[Verdict], object] | None = None,
    on_rows: Callable[[int], object] | None = None,
) -> Report:
    """Bring in the leads of a file in one change, or (`dry_run`) only say what it would do.

    Rows that cannot be kept are left out with a reason and stop nothing. `on_verdict` is told of every row as it is decided,
    `on_rows` how many rows are behind us. Raises Misused for quotes that do not close and for stages of the map that are none;
    nothing is written then.
    """
    file, mapping, columns, days = ready
    counts: Counter[str] = Counter()
    rejected: list[Verdict] = []
    told: list[Verdict] = []

    def note(verdict: Verdict) -> None:
        counts[verdict.verdict] += 1
        kept = rejected if verdict.verdict == REJECT else told
        if verdict.reason and len(kept) < KEPT:
            kept.append(verdict)
        if on_verdict:
            on_verdict(verdict)

    plans: list[Plan] = []

    def batches() -> Iterator[Batch]:
        """Planned when the first batch is asked for: inside the transaction, on the pipeline as it is there."""
        stages = StageWords(stages_or_first(desk), mapping)
        reader = RowReader(columns, mapping, stages, days, today=desk.today, currency=desk.currency)
        plans.append(Plan(KnownRecords(desk), reader, note, named=columns.has("contact")))
        yield from plans[0].batches(file.rows())

    if dry_run:
        for batch in batches():
            if on_rows:
                on_rows(batch.rows)
        done = Done("")
    else:
        done = bring_in(desk, batches(), whence=file.path.name, on_rows=on_rows)
    return Report(counts, rejected, told, file, columns.unused, plans[0].without_stay, done)


def _day_readers(file: CsvFile, columns: Columns, mapping: Mapping) -> dict[str, DayReader]:
    """A reader for each column of days. The order of day and month is the map's, or what the whole file says."""
    fields = day_fields(columns)
    if mapping.dates or not fields:
        return {field: DayReader(mapping.dates) for field in fields}
    evidence = {columns.names[field]: OrderEvidence() for field in fields}
    places = [(columns.at[field][0], evidence[columns.names[field]]) for field in fields]
    for line, cells in file.rows():
        for place, column in places:
            if place < len(cells) and cells[place] and cells[place].casefold() not in EMPTY:
                column.look_at(line, cells[place])
    orders = settle_order(evidence)
    return {field: DayReader(orders[columns.names[field]]) for field in fields}
