"""Settings, changed like anything else: checked, noted, undoable."""

from coach.actions.done import Done, done
from coach.actions.owners import one_person
from coach.actions.pipeline_versions import changing_the_pipeline
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing, writing
from coach.records.models import Setting
from coach.records.settings import MONEY, NUMBER, PIPELINE_OWNER, REVIEW_DAY, REVIEW_TIME, SETTINGS, TIME, WEEKDAY
from coach.records.statements import put, put_new
from coach.rules.dates import WEEKDAYS, parse_time, parse_weekday
from coach.rules.money import parse_currency
from coach.rules.text import clean_line, quoted

MOST = 500
"""The largest number a setting takes."""
WRITTEN_DOWN = (PIPELINE_OWNER, REVIEW_DAY, REVIEW_TIME)
"""The settings that stand in the written pipeline."""


def change_setting(desk: Desk, key: str, value: str) -> Done:
    """Give a setting another value. Raises Misused for an unknown setting, or a value it does not take, Refused for everyone."""
    setting = SETTINGS.get(key)
    if setting is None or setting.inner:
        raise Misused(f"There is no setting {quoted(key)}.", "coach settings lists them.")
    stored = _read(setting.kind, clean_line(value, key), key)
    with (changing_the_pipeline if key in WRITTEN_DOWN else changing)(desk, "settings") as journal:
        store(journal, key, stored)
        journal.say(f"set {key} to {stored or 'nothing'}")
    return done(journal)


def store(journal: Journal, key: str, value: str) -> None:
    """Write the stored form of a setting, as part of a change."""
    row = journal.desk.rows("SELECT id FROM setting WHERE key = ?", (key,))
    if row:
        journal.update(Setting, row[0][0], value=value)
    else:
        journal.insert(Setting, key=key, value=value)
    journal.desk.forget()


def keep_aside(desk: Desk, key: str, value: str) -> None:
    """Keep a value that is no change of the pipeline, such as a draft: it is not in the journal, and undo knows nothing of it."""
    with writing(desk):
        row = desk.rows("SELECT id FROM setting WHERE key = ?", (key,))
        if row:
            put(desk, Setting, row[0][0], {"value": value})
        else:
            put_new(desk, Setting, {"key": key, "value": value})


def _read(kind: str, value: str, key: str) -> str:
    if kind == NUMBER:
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST):
            raise Misused(f"{key} takes a number from 1 to {MOST}.", "Give one in digits.")
        return str(int(value))
    if kind == TIME:
        return parse_time(value)
    if kind == WEEKDAY:
        return WEEKDAYS[parse_weekday(value)].casefold()
    if kind == MONEY:
        return parse_currency(value)
    return one_person(value) if key == PIPELINE_OWNER else value
