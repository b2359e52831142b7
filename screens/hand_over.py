"""How a text leaves coach: to the clipboard, to a file, to the mail program. Nothing is sent from here."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from textual.app import App

from coach.errors import Misused, Refused
from coach.exchange.private_file import write_private
from coach.rules.text import fold, quoted, visible_line

LINK_SURE = 2_000
"""Characters of a mail link that every mail program takes; some cut what comes after them."""
LINK_MOST = 100_000
"""Characters of a mail link above which no system hands it on."""
PATIENCE = 3.0
"""Seconds in which a program that cannot open a mail link has said so; one that runs longer has opened it."""
NAMES_MOST = 999
"""How many files of one name there may be, each with a number of its own."""
_NAME_MOST = 60
_OTHER_WAYS = "Copy it with F2, or save it as a file with F3."
_OPENERS = (("xdg-open",), ("wslview",), ("gio", "open"))
_BETWEEN_LOOKS = 0.02


def copy(app: App[Any], text: str) -> None:
    """Ask the terminal to put the text on the clipboard. Whether it did cannot be known: not every terminal can."""
    app.copy_to_clipboard(text)


def file_name(name: str, day: date, ending: str = ".md") -> str:
    """A name for a file about somebody: `ben-adeyemi-2026-11-24.md`, harmless on every system."""
    words = re.findall(r"[^\W_]+", fold(name))
    stem = "-".join(words)[:_NAME_MOST].strip("-") or "message"
    return f"{stem}-{day.isoformat()}{ending}"


def save(text: str, where: str, name: str) -> Path:
    """Save the text as a file that only its owner may read; the path it got.

    `where` is the path of a file, or a folder in which it is called `name`. What is there already stays: the file gets the next
    free number, `-2` and so on. It appears whole or not at all. Raises Misused when it cannot be saved there.
    """
    typed = Path(where.strip() or ".")
    try:
        wanted = Path(os.path.abspath(typed.expanduser()))  # noqa: PTH100  # resolving would show another path than was typed
        if wanted.is_dir() or where.strip().endswith(("/", os.sep)):
            wanted /= name
        if not wanted.parent.is_dir():
            raise Misused(f"There is no folder {visible_line(str(wanted.parent))}.", "Name another, or make it first.")
        return _written(text.encode("utf-8", "replace"), wanted)
    except (OSError, RuntimeError, ValueError) as error:  # no home to expand, a NUL in the path
        why = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise Misused(f"The file was not saved: {visible_line(why)}.", "Name another place for it.") from error


def mail_address(written: str) -> str:
    """The address as a mail link takes it; empty when it is not one plain address: nobody else is to be written to."""
    address = written.strip()
    return (
        address
        if re.fullmatch(r"[^\s@,;<>()\[\]\"\\:]+@[^\s@,;<>()\[\]\"\\:]+", address) and address.isprintable()
        else ""
    )


def mail_link(to: str, subject: str, body: str) -> str:
    """The `mailto:` link of a mail (RFC 6068): everything percent-encoded as UTF-8, line breaks as CRLF.

    Raises Misused for a text so long that no system hands it on.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    link = (
        f"mailto:{_encoded(mail_address(to), '@')}?subject={_encoded(' '.join(subject.split()))}&body={_encoded(lines)}"
    )
    if len(link) > LINK_MOST:
        raise Misused("The text is too long to be handed to a mail program.", _OTHER_WAYS)
    return link


async def open_mail(link: str) -> None:
    """Hand a mail link to the program that opens such links on this system, and go on; what it prints is seen by nobody.

    Raises Misused when there is none, and when it says that it cannot.
    """
    if sys.platform == "win32":
        os.startfile(link)  # noqa: S606  # the system's own way to open a link
        return
    opener = _opener()
    try:
        process = subprocess.Popen(  # noqa: S603, ASYNC220  # it is started and not waited for
            [*opener, link],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # without this terminal, so that a browser for terminals cannot take it over
        )
    except OSError as error:
        raise Misused(
            f"{Path(opener[0]).name} could not be started: {error.strerror or error}.", _OTHER_WAYS
        ) from error
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:  # noqa: ASYNC110  # a process tells no event that it ended
        await asyncio.sleep(_BETWEEN_LOOKS)
    if process.returncode:
        raise Misused(
            f"{Path(opener[0]).name} found no mail program (it ended with {process.returncode}).", _OTHER_WAYS
        )


def _opener() -> list[str]:
    candidates = (("open",),) if sys.platform == "darwin" else _OPENERS
    for name, *rest in candidates:
        found = shutil.which(name)
        if found:
            return [found, *rest]
    names = " or ".join(name for name, *_ in candidates)
    raise Misused(f"There is nothing here that opens mail: {names} was not found.", _OTHER_WAYS)


def _encoded(text: str, also: str = "") -> str:
    return quote(text, safe=also, errors="replace")


def _written(content: bytes, wanted: Path) -> Path:
    """Write the file under the first name of this kind that is free."""
    for number in range(1, NAMES_MOST + 1):
        path = wanted if number == 1 else wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        if path.is_symlink():  # it may lead anywhere
            continue
        with suppress(Refused):  # it is there already
            return write_private(path, content)
    raise Misused(f"There are {NAMES_MOST} files named like {quoted(wanted.name)}.", "Give it another name.")
