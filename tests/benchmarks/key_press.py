"""What a key costs a full-screen program in a terminal of its own: CPU, when the first byte came, when the last one did.

Linux only: it reads the CPU clock of another process.
"""

import os
import select
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pyte

COLUMNS, ROWS = 120, 36
PATIENCE = 120.0
"""Seconds without what is waited for after which a program is given up."""
QUIET = 0.08
"""Seconds without a byte after which a key has had its whole effect."""
KEYS = {"down": b"\x1b[B", "up": b"\x1b[A", "left": b"\x1b[D", "right": b"\x1b[C", "enter": b"\r", "esc": b"\x1b"}


class Pressed(NamedTuple):
    """One key: seconds of CPU until all was quiet, seconds until the first and until the last byte it caused."""

    cpu: float
    first: float
    settled: float


class Session:
    """A program in a terminal, and what stands on its screen."""

    def __init__(self, terminal: int, pid: int) -> None:
        self._terminal, self._pid = terminal, pid
        self._cpu_clock = (~pid << 3) | 2  # what the C library's clock_getcpuclockid gives
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def seen(self) -> str:
        """The screen as text."""
        return "\n".join(self._screen.display)

    def wait_for(self, text: str) -> None:
        """Read until `text` stands on the screen and nothing more comes. Raises AssertionError when it never does."""
        until = time.perf_counter() + PATIENCE
        while text not in self.seen:
            chunk = self._read(until - time.perf_counter())
            assert chunk, f"{text!r} never came; the screen was:\n{self.seen}"
            self._stream.feed(chunk)
        self._settle()

    def press(self, key: str) -> Pressed:
        """Send a key and wait until it has had its effect. Raises AssertionError when it had none."""
        self._settle()
        cpu, sent = time.clock_gettime(self._cpu_clock), time.perf_counter()
        os.write(self._terminal, KEYS.get(key, key.encode()))
        stamps: list[float] = []
        chunks: list[bytes] = []
        while chunk := self._read(QUIET if stamps else 3.0):
            stamps.append(time.perf_counter() - sent)
            chunks.append(chunk)
        used = time.clock_gettime(self._cpu_clock) - cpu
        assert stamps, f"{key!r} changed nothing; the screen was:\n{self.seen}"
        self._stream.feed(b"".join(chunks))
        return Pressed(used, stamps[0], stamps[-1])

    def memory(self) -> int:
        """Bytes of memory the program holds now."""
        pages = int(Path(f"/proc/{self._pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def _settle(self) -> None:
        while chunk := self._read(QUIET):
            self._stream.feed(chunk)

    def _read(self, seconds: float) -> bytes:
        if not select.select([self._terminal], [], [], max(seconds, 0.0))[0]:
            return b""
        try:
            return os.read(self._terminal, 1 << 16)
        except OSError:  # the program closed its side: it has ended
            return b""


@contextmanager
def session(argv: Sequence[str], ready: str, env: Mapping[str, str]) -> Iterator[Session]:
    """A program in a terminal of its own, once `ready` is to be seen. It is ended when the block is left."""
    ours, its = os.openpty()
    termios.tcsetwinsize(ours, (ROWS, COLUMNS))
    colours = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with subprocess.Popen(
        argv, env={**env, **colours}, stdin=its, stdout=its, stderr=its, start_new_session=True
    ) as it:
        os.close(its)
        try:
            running = Session(ours, it.pid)
            running.wait_for(ready)
            yield running
        finally:
            it.kill()
            os.close(ours)


class KeyCost(NamedTuple):
    """What a key cost over all presses, in milliseconds; `ratio` of its CPU to the first program's, press by press."""

    label: str
    cpu: float
    cpu_95: float
    first: float
    first_95: float
    settled: float
    settled_95: float
    ratio: float


def key_costs(pressed: Mapping[str, Sequence[Pressed]]) -> list[KeyCost]:
    """The costs by program; the first is the floor, and its presses were made in turn with the others'."""
    floor = next(iter(pressed.values()))
    return [_key_cost(label, presses, floor) for label, presses in pressed.items()]


def _key_cost(label: str, presses: Sequence[Pressed], floor: Sequence[Pressed]) -> KeyCost:
    cpu, first, settled = zip(*presses, strict=True)
    ratio = median(press.cpu / base.cpu for press, base in zip(presses, floor, strict=True))
    usual = [1000 * median(each) for each in (cpu, first, settled)]
    at_worst = [1000 * late(each) for each in (cpu, first, settled)]
    return KeyCost(label, usual[0], at_worst[0], usual[1], at_worst[1], usual[2], at_worst[2], ratio)


def late(seconds: Sequence[float]) -> float:
    """The value that nineteen of twenty do not pass."""
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]


def key_table(title: str, costs: Sequence[KeyCost]) -> str:
    """The costs as lines of text under a title."""
    lines = [title, f"{'cpu ms':>9}{'p95':>8}{'first ms':>10}{'p95':>8}{'settled':>9}{'p95':>8}{'x cpu':>8}"]
    lines += [
        f"{each.cpu:9.2f}{each.cpu_95:8.2f}{each.first:10.2f}{each.first_95:8.2f}{each.settled:9.2f}{each.settled_95:8.2f}"
        f"{each.ratio:8.2f}  {each.label}"
        for each in costs
    ]
    return "\n".join(lines)
