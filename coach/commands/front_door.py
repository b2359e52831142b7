"""Who comes in, what day it is, and which records are opened: the only place that reads the clock and the environment."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from coach.commands.said import said
from coach.commands.telling import complain
from coach.errors import Broken, Refused
from coach.records.desk import Desk
from coach.records.drivers import import_peewee_for_a_local_file, is_server
from coach.records.settings import COUNTRY
from coach.rules.dates import parse_moment
from coach.rules.text import clean_line, visible_line


def default_place() -> str:
    """The file records are kept in when nobody names one: in the user's data folder, as the system at hand has it."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        folder = os.path.join(home, "Library", "Application Support")
    else:
        named = os.environ.get("XDG_DATA_HOME", "")
        folder = named if named.startswith("/") else os.path.join(home, ".local", "share")
    return os.path.join(folder, "coach", "coach.sqlite3")


def named_place() -> str:
    """The database named by --db or COACH_DB, a file or a URL; empty when none is."""
    return said().db or os.environ.get("COACH_DB", "")


def clock() -> Callable[[], datetime]:
    """The clock of the desk, in the local time zone; it stands still at COACH_TODAY when that is set. Raises Misused."""
    fixed = os.environ.get("COACH_TODAY", "").strip()
    if fixed:
        moment = parse_moment(fixed).astimezone()
        return lambda: moment
    return lambda: datetime.now(UTC).astimezone()


def author() -> str:
    """Whose name changes are noted under: COACH_USER, else the name of the user of this system. Raises Misused."""
    named = clean_line(os.environ.get("COACH_USER", ""), "name in COACH_USER")
    return named or _system_user()


def open_desk() -> Desk:
    """The desk over the records that were named, or those of the default place, to be asked and not changed.

    It is closed again when the command is over. Raises Broken when the records are not there or cannot be opened.
    """
    named = named_place()
    where = _place(named)
    if not named:
        _need_a_pipeline(where)
    from coach.records.reading import open_to_read

    return _desk(lambda: open_to_read(where))


def open_in_full(*, create: bool = False) -> Desk:
    """As `open_desk`, for what changes records or looks at them as a change would.

    With `create` a file that is not there is begun: what begins something needs no setting up. Where its place was named, that
    is said, and asked first on a terminal. Raises Broken when the records cannot be opened, Refused when the answer is no.
    """
    named = named_place()
    where = _place(named)
    if not (named or create):
        _need_a_pipeline(where)
    if not is_server(where):
        import_peewee_for_a_local_file()
    begun = create and bool(named) and not is_server(where) and _is_nothing(where)
    if begun:
        _ask_before_beginning(where)
    from coach.records.database import open_database

    desk = _desk(lambda: open_database(where, create=create))
    if begun:
        complain(f"began a new pipeline at {where}")
    return desk


def open_to_change(*, create: bool = False) -> Desk:
    """As `open_in_full`, for a command that writes: public holidays are worked out further ahead first, when they run out."""
    desk = open_in_full(create=create)
    if desk.setting(COUNTRY):
        from coach.actions.days import keep_holidays_ahead

        keep_holidays_ahead(desk)
    return desk


def open_for_the_screen() -> tuple[Desk, Callable[[], Desk] | None]:
    """The desk to be looked at, and how to open the one to be changed: a local file is first opened to be read, which is quick.

    Where there is no file yet, or it is a server's, one desk does both and the second is None.
    """
    where = _place(named_place())
    if is_server(where) or not os.path.isfile(where):
        return open_to_change(create=True), None
    return open_desk(), open_to_change


def at_a_terminal() -> bool:
    """Whether there is somebody to ask: both the keyboard and the place where questions are shown are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """The answer typed to a question, without the space around it. It is asked where errors go, so that output stays output."""
    answer: Any = click.prompt(visible_line(question), default="", show_default=False, prompt_suffix=" ", err=True)
    return str(answer).strip()


def _need_a_pipeline(path: str) -> None:
    if not os.path.exists(path):
        raise Broken("There is no pipeline yet.", "Run coach to set one up, or begin with: coach add NAME")


def _place(named: str) -> str:
    where = named or default_place()
    return where if is_server(where) else os.path.expanduser(where)


def _desk(opened: Callable[[], Any]) -> Desk:
    """Nothing is opened before it is known who asks, and when."""
    who, when = author(), clock()
    database = opened()
    click.get_current_context().find_root().call_on_close(database.close)
    return Desk(database, who, when)


def _is_nothing(path: str) -> bool:
    return not os.path.exists(path) or (os.path.isfile(path) and os.path.getsize(path) == 0)


def _ask_before_beginning(where: str) -> None:
    if at_a_terminal() and ask(
        f"There is no database at {where}. Begin a new pipeline there? [y/N]"
    ).casefold() not in {
        "y",
        "yes",
    }:
        raise Refused("Nothing was begun.", "Check --db or COACH_DB.")


def _system_user() -> str:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):  # as getpass does, without its cost
        if name := clean_line(os.environ.get(variable, ""), f"name in {variable}"):
            return name
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (KeyError, ImportError):
        return "owner"  # a process whose user has no name on this system
