"""A terminal of its own for a command, so that it can ask."""

import os
import pty
import select
import struct
from fcntl import ioctl
from termios import TIOCSWINSZ

PATIENCE = 60
"""Seconds to wait for the next thing a command shows."""


class Terminal:
    """A process on a new terminal of 120 by 32 cells."""

    def __init__(self, words: list[str], environment: dict[str, str]) -> None:
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            ioctl(0, TIOCSWINSZ, struct.pack("HHHH", 32, 120, 0, 0))
            os.execve(words[0], words, environment)
        self.shown = b""

    def read_until(self, sign: bytes) -> None:
        """Read what is shown until the sign is in it, or the command has ended."""
        while sign not in self.shown and self._read():
            pass

    def type(self, keys: bytes) -> None:
        """Type keys."""
        os.write(self._file, keys)

    def interrupt(self) -> None:
        """Press Ctrl+C until the command is over: Python misses one that comes in the instant before it begins to wait."""
        while True:
            self.type(b"\x03")
            while select.select([self._file], [], [], 1)[0]:
                if not self._read():
                    return

    def end(self) -> tuple[bytes, int]:
        """Read to the end; all that was shown, and the exit code."""
        while self._read():
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self._file)
        return self.shown, os.waitstatus_to_exitcode(status)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._file], [], [], PATIENCE)
        if not ready:
            os.kill(self.pid, 9)
            raise AssertionError(f"nothing was shown for {PATIENCE} s after {self.shown[-500:]!r}")
        try:
            piece = os.read(self._file, 65536)
        except OSError:  # the other end is closed: the command is over
            return False
        self.shown += piece
        return bool(piece)
