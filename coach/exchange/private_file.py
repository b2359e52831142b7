"""A file that is written for its owner alone: whole or not at all, readable by nobody else, and over nothing that is there."""

import errno
import os
import stat
import tempfile
from pathlib import Path

from coach.errors import Misused, Refused
from coach.rules.text import visible_line

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""What a file system says that knows no second name of a file."""


def write_private(path: Path, content: bytes, *, over: bool = False) -> Path:
    """Write a file of mode 0600, whatever the umask; where it is. It appears with its whole content or not at all.

    What is there already is left alone, and Refused is raised, unless `over` says to write over it. Raises Misused for a place
    that cannot hold a file.
    """
    target = Path(os.path.realpath(path.expanduser()))  # a link stays one: the file it leads to is written
    if not target.parent.is_dir():
        raise Misused(
            f"There is no folder {visible_line(str(target.parent))}.", "Make it first, or name another place."
        )
    _check(target, over)
    handle, name = tempfile.mkstemp(prefix=".coach-", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if over:
            draft.replace(target)
        else:
            _put_where_nothing_is(draft, target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _keep_the_name(target.parent)
    return target


def _check(target: Path, over: bool) -> None:
    try:
        there = target.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(there):
        raise Misused(f"{visible_line(str(target))} is no file to write to.", "Name a file.")
    if not over:
        raise _taken(target)


def _put_where_nothing_is(draft: Path, target: Path) -> None:
    """Give the draft its name, unless somebody took it since it was looked at: what they wrote stays."""
    try:
        try:
            os.link(draft, target)
            draft.unlink()
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            draft.replace(target)
    except FileExistsError as error:
        raise _taken(target) from error


def _taken(target: Path) -> Refused:
    return Refused(
        f"{visible_line(str(target))} is there already.", "Name another file, or say --force to write over it."
    )


def _keep_the_name(folder: Path) -> None:
    """Have the disk hold the name as well as the content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
