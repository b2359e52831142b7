"""What a full-screen program costs until its first frame: CPU from its start until a known text has come out of its terminal.

Linux only: it reads the CPU clock of another process.
"""

import os
import re
import select
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence

from .ratios import Sample

COLUMNS, ROWS = 120, 36
PATIENCE = 60.0
"""Seconds without the text after which a program is given up."""

_SEQUENCE = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system commands: titles, the clipboard
    r"|\x1bP[^\x1b]*\x1b\\"  # device control strings
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences: colour, cursor, modes
    r"|\x1b[ -/]*[0-~]"
)


def until_first_paint(argv: Sequence[str], text: str, env: Mapping[str, str]) -> Sample:
    """Start a program in a terminal of its own, stamp the moment `text` comes out of it, and end it.

    `text` is read with colours and cursor moves left out, so it should stand in one line and one style.
    Raises AssertionError when the program ends, or `PATIENCE` runs out, without it.
    """
    ours, its = os.openpty()
    termios.tcsetwinsize(ours, (ROWS, COLUMNS))
    begun = time.perf_counter()
    with subprocess.Popen(argv, env=env, stdin=its, stdout=its, stderr=its, start_new_session=True) as program:
        os.close(its)
        try:
            return _read_until(text, ours, program.pid, begun)
        finally:
            program.kill()
            os.close(ours)


def _read_until(text: str, terminal: int, pid: int, begun: float) -> Sample:
    cpu_clock = (~pid << 3) | 2  # what the C library's clock_getcpuclockid gives
    shown = b""
    while select.select([terminal], [], [], max(0.0, begun + PATIENCE - time.perf_counter()))[0]:
        try:
            chunk = os.read(terminal, 1 << 16)
        except OSError:  # the program closed its side: it has ended
            break
        sample = Sample(time.clock_gettime(cpu_clock), time.perf_counter() - begun)
        shown += chunk
        if text in _SEQUENCE.sub("", shown.decode(errors="replace")):
            return sample
    raise AssertionError(f"{text!r} never came; shown was:\n{_SEQUENCE.sub('', shown.decode(errors='replace'))}")
