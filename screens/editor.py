"""The owner's own editor: a text goes there and comes back, while the app lets go of the terminal."""

import os
import shlex
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App, SuspendNotSupported

from coach.errors import Misused
from coach.rules.text import NOTE_LIMIT, quoted

VARIABLES = ("VISUAL", "EDITOR")
"""Where an editor is named, the first that is set counts; arguments may follow, as in `code --wait`."""
_MOST = 4 * NOTE_LIMIT
"""Bytes read back at most: no text that can be kept has more."""
_AS_IT_WAS = "The text is as it was."
_FOR_THE_TERMINAL = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]


def edit_outside(app: App[Any], text: str, *, suffix: str = ".md") -> str | None:
    """The text as the owner's editor left it; None when nothing was changed there.

    It is handed over in a file of its own that nobody else may read, and that is removed afterwards whatever happens. A line
    end that the editor puts at the very end is no change. Raises Misused when no editor is named, when it cannot be started or
    ends with an error, when the app cannot step aside for it, and when it left something that is not UTF-8.
    """
    command = _command()
    try:
        with TemporaryDirectory(prefix="coach-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"text{suffix}"
            _write(path, text)
            _run(app, [*command, str(path)])
            edited = _read(path)
    except OSError as error:
        raise Misused(
            f"The text could not be handed to the editor and back: {error.strerror or error}.", _AS_IT_WAS
        ) from error
    edited = edited if text.endswith("\n") else edited.removesuffix("\n")
    return None if edited == _lines_as_here(text) else edited


def _command() -> list[str]:
    """The editor and its arguments."""
    for variable in VARIABLES:
        written = os.environ.get(variable, "").strip()
        if not written:
            continue
        try:
            words = shlex.split(written, posix=os.name != "nt")
        except ValueError as error:
            raise Misused(
                f"The editor in {variable} cannot be read: {quoted(written)}.", "Check its quotes, as in EDITOR=nano."
            ) from error
        if words:
            return words
    raise Misused(
        "No editor is named.", "Set EDITOR before you start coach, as in EDITOR=nano or EDITOR='code --wait'."
    )


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write((text if text.endswith("\n") else f"{text}\n").encode("utf-8", "replace"))


def _run(app: App[Any], words: list[str]) -> None:
    """Run the editor in the place of the app. Raises Misused unless it ended well."""
    try:
        # The app only comes back when nothing is raised within: what went wrong is told afterwards.
        with app.suspend(), _ctrl_c_is_not_ours():
            trouble = _trouble_of(words)
    except SuspendNotSupported as error:
        raise Misused(
            "The app cannot make room for an editor here.", "Write in this window, or save the text as a file."
        ) from error
    if trouble:
        raise Misused(trouble, _AS_IT_WAS)


def _trouble_of(words: list[str]) -> str:
    """Run the editor to its end; what went wrong, or the empty text."""
    try:
        code = subprocess.run(words, check=False).returncode  # noqa: S603  # the owner's own words, and no shell
    except OSError as error:
        return f"The editor {quoted(words[0])} could not be started: {error.strerror or error}."
    if code == 0:
        return ""
    how = f"was ended by signal {-code}" if code < 0 else f"ended with an error ({code})"
    return f"The editor {quoted(words[0])} {how}."


@contextmanager
def _ctrl_c_is_not_ours() -> Iterator[None]:
    """What is pressed while the editor has the terminal is for the editor: it must not end the app behind it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # A handler, for what is ignored here would be ignored by the editor as well.
    before = [(each, signal.signal(each, lambda *_: None)) for each in _FOR_THE_TERMINAL]
    try:
        yield
    finally:
        for each, handler in before:
            signal.signal(each, signal.SIG_DFL if handler is None else handler)


def _read(path: Path) -> str:
    with path.open("rb") as file:
        written = file.read(_MOST + 1)
    if len(written) > _MOST:
        raise Misused(f"The editor left more than {_MOST:,} bytes.", f"Make it shorter. {_AS_IT_WAS}")
    try:
        return _lines_as_here(written.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Misused("What the editor saved is not UTF-8.", f"Let it save as UTF-8. {_AS_IT_WAS}") from error


def _lines_as_here(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
