"""Versions of the written pipeline: each day on which it changed is kept, as it read at the end of that day."""

from collections.abc import Iterator
from contextlib import contextmanager

from coach.actions.done import Done, done
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import PipelineVersion


@contextmanager
def changing_the_pipeline(desk: Desk, verb: str) -> Iterator[Journal]:
    """As `changing`, for what changes the written pipeline: what it reads like now is kept in the same change.

    So undo takes the version back with what it was a version of. Where nothing was changed nothing is kept.
    """
    with changing(desk, verb) as journal:
        before = journal.noted
        yield journal
        if journal.noted > before:
            keep_version(desk)


def keep_version(desk: Desk) -> Done | None:
    """Keep what the written pipeline reads like; None when the newest version reads the same.

    There is one version a day and author: a later one of the day takes the place of the earlier, as long as nobody else changed
    the pipeline in between, and one that goes back to how the day began takes it out.
    """
    # Putting the page together is loaded by whoever changes it: the rest of the settings do without.
    from coach.records.pipeline_on_file import pipeline_on_file, versions_on_file  # noqa: PLC0415
    from coach.rules.written_pipeline import write_page  # noqa: PLC0415

    kept = pipeline_on_file(desk)
    newest, before = (*versions_on_file(desk, limit=2), None, None)[:2]
    if newest is not None and write_page(kept, newest.day).text == newest.text:
        return None
    now = {"at": desk.moment, "text": write_page(kept, desk.today).text}
    with changing(desk, "pipeline", upkeep=True) as journal:
        if newest is None or (newest.day, newest.author) != (desk.today, desk.author):
            journal.insert(PipelineVersion, day=desk.today, author=desk.author, **now)
        elif before is not None and write_page(kept, before.day).text == before.text:
            journal.delete(PipelineVersion, newest.id)
        else:
            journal.update(PipelineVersion, newest.id, **now)
        if not journal.sentence:
            journal.say("kept how the written pipeline reads")
    return done(journal)
