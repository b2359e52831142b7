"""Runs one command and turns whatever happens into the exit code and the two lines of the contract."""

import os
import sys

import click

from coach.commands.said import Said
from coach.commands.telling import complain, prepare, sentence
from coach.errors import Broken, CoachError

INTERRUPTED = 130
"""The exit code of a program that was stopped by Ctrl+C."""


def run(words: list[str]) -> int:
    """Run the command these words name; its exit code. Errors a user can cause are told, not raised."""
    prepare(sys.stdout)
    prepare(sys.stderr)
    code = 0
    try:
        _obey(words)
    except click.exceptions.Exit as left:
        code = left.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        pass  # whoever read our output has seen enough
    except Exception as error:  # noqa: BLE001  # what is no error of a user is raised again
        code = _told(error)
    finally:
        _finish_writing()
    return code


def _obey(words: list[str]) -> None:
    from coach.commands.table import root

    with root.make_context("coach", list(words), obj=Said()) as context:
        root.invoke(context)
    sys.stdout.flush()


def _told(error: Exception) -> int:
    """Tell an error in two lines; its exit code. A mistake of ours is raised again: it deserves its traceback."""
    if isinstance(error, click.ClickException):
        complain(sentence(error.format_message()), _hint(error))
        return error.exit_code
    known = error if isinstance(error, CoachError) else _fault(error)
    if known is None:
        raise error
    complain(known.what, known.do)
    return known.exit_code


def _hint(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"See {context.command_path if context else 'coach'} --help"


def _fault(error: Exception) -> CoachError | None:
    """The error of a database or of the system in words; None for anything else."""
    if any(kind.__module__.partition(".")[0] in {"peewee", "sqlite3", "psycopg"} for kind in type(error).__mro__):
        from coach.records.faults import told

        return told(error)
    if isinstance(error, OSError):
        at = f"{error.filename}: " if error.filename else ""
        return Broken(sentence(f"{at}{error.strerror or error}"), "Check that there is room, and who may write there.")
    return None


def _finish_writing() -> None:
    """Nothing is left for Python to write when it ends; it would complain once more where nobody reads."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
