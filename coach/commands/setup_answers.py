"""`coach setup --answers`: the assignment unattended, from a file that is checked to its end before anything is written."""

from pathlib import Path
from tempfile import TemporaryDirectory

from coach.commands.front_door import author, clock, default_place, named_place, open_to_change
from coach.commands.setup_file import Answers, Wrong, read_answers
from coach.commands.telling import as_json, complain, say, say_json, sentence
from coach.errors import CoachError, Misused, Refused
from coach.records.desk import Desk
from coach.records.drivers import is_server


def take_answers(path: Path) -> None:
    """Go through the assignment with the answers of a file, as one change. Raises Refused and Misused, naming the key.

    Where there are no records yet they are tried on records that are gone again afterwards, so that none are begun in vain.
    """
    answers, wrong = read_answers(path)
    if not wrong and _is_nothing_there():
        wrong = _tried(answers)
    if wrong:
        raise _told(path, wrong)
    from coach.commands.setup_unattended import write_answers

    written, wrong = write_answers(open_to_change(create=True), answers)
    if wrong:
        raise _told(path, wrong)
    changed = written.change_id is not None
    told = sentence(written.sentence) if changed else "Nothing was changed: it was answered so already."
    if as_json():
        say_json({"sentence": told, "change_id": written.change_id, "warning": written.warning})
        return
    for line in filter(None, (told, written.warning)):
        say(line)
    say("coach pipeline prints it, coach undo takes all of it back." if changed else "coach pipeline prints it.")


def _is_nothing_there() -> bool:
    where = named_place() or default_place()
    if is_server(where):
        return False
    path = Path(where).expanduser()
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def _tried(answers: Answers) -> list[Wrong]:
    from coach.commands.setup_unattended import write_answers
    from coach.records.database import open_database

    with TemporaryDirectory() as folder:
        database = open_database(str(Path(folder) / "tried.sqlite3"), create=True)
        try:
            return write_answers(Desk(database, author(), clock()), answers)[1]
        finally:
            database.close()


def _told(path: Path, wrong: list[Wrong]) -> CoachError:
    """What is wrong with the last key, to be raised; those before it are told at once."""
    errors = [_named(path, each) for each in wrong]
    for error in errors[:-1]:
        complain(error.what, error.do)
    last = errors[-1]
    last.do = f"{last.do or 'Put that right in the file.'} Nothing was written."
    return last


def _named(path: Path, wrong: Wrong) -> CoachError:
    kind = Refused if wrong.error.exit_code == Refused.exit_code else Misused
    return kind(f"{path.name}, {wrong.key}: {wrong.error.what}", wrong.error.do)
