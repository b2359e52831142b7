"""The name of the local time zone, as the system has it: a calendar is told the zone, not how far it is from UTC today."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LINK, NAME_FILE = Path("/etc/localtime"), Path("/etc/timezone")
"""Where systems keep the zone: a link to its file, and on some its name."""
_FOLDER = "/zoneinfo/"
_NO_PLACES = ("", "Factory", "localtime", "posixrules")
"""Files in the folder of the zones that are none."""


def local_zone(at: datetime) -> str:
    """The IANA name of the local time zone; "" when the system does not say it, or names one that its clock does not follow.

    The clock is looked at through the year from the moment `at` on, so that a name left over from another place is not believed.
    """
    return next((name for name in _named() if _is_zone(name) and _followed(ZoneInfo(name), at)), "")


def _named() -> list[str]:
    """The names the system gives, the one that counts most first. When TZ is set, nothing else counts."""
    given = os.environ.get("TZ", "").removeprefix(":")
    if given:
        return [_after_the_folder(Path(given)) if given.startswith("/") else given]
    names = [_after_the_folder(LINK)]
    if NAME_FILE.is_file():
        names.append(NAME_FILE.read_text(encoding="utf-8", errors="replace").strip())
    return names


def _after_the_folder(path: Path) -> str:
    """The name of the zone whose file this leads to; "" when it is in no folder of zones."""
    where = str(path.resolve())
    name = where.rpartition(_FOLDER)[2] if _FOLDER in where else ""
    return name.removeprefix("posix/").removeprefix("right/")


def _is_zone(name: str) -> bool:
    if name in _NO_PLACES:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _followed(zone: ZoneInfo, at: datetime) -> bool:
    """Whether the clock of this system shows what the clocks of the zone do, every 30 days for a year."""
    moments = [at.astimezone(UTC) + timedelta(days=days) for days in range(0, 366, 30)]
    return all(
        timedelta(seconds=time.localtime(moment.timestamp()).tm_gmtoff) == moment.astimezone(zone).utcoffset()
        for moment in moments
    )
