"""The assignment in a real terminal: killed at every page it goes on there with the same text; Enter alone, counted and timed."""

import os
import select
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pyte
import pytest

from coach.records.desk import Desk
from coach.rules.assignment_pages import DONE
from coach.views.assignment import answers
from coach.views.assignment_pages import stop
from coach.views.stages import stage_list

from ...commands.terminal import Terminal
from ..story import NARROW, TUESDAY, WIDE
from .the_assignment import PAGES

ENTER, TAB, END, CTRL_S = b"\r", b"\t", b"\x1b[F", b"\x13"
FIELDS = {"stuck": 2, "follow_up": 4, "owner": 2, "commit": 4, "first_leads": 3}
"""How often Enter leads from the first field of a page to the next page, where it is not once; leads end with an empty line."""
HALF = "half a wo"
PATIENCE = 30.0


class OnScreen:
    """The app in a terminal, and what a person sees of it. Without a place it begins at the one of a home that is empty yet."""

    def __init__(self, where: str, size: tuple[int, int]) -> None:
        environment = {**os.environ, "COACH_TODAY": TUESDAY, "COACH_USER": "Maya"}
        if where:
            environment["COACH_DB"] = where
        columns, rows = size
        script = f"stty cols {columns} rows {rows}; exec {shlex.quote(sys.executable)} -m coach"
        self.terminal = Terminal(["/bin/sh", "-c", script], environment)
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0
        self.runs = True

    @property
    def seen(self) -> str:
        self._stream.feed(self.terminal.shown[self._fed :])
        self._fed = len(self.terminal.shown)
        return "\n".join(self._screen.display)

    def wait_for(self, words: str) -> None:
        """Until the words are on the screen. The terminal itself gives up when nothing is shown any more."""
        while words not in self.seen:
            ready, _, _ = select.select([self.terminal._file], [], [], PATIENCE)
            has_more = bool(ready) and self.terminal._read()
            assert has_more, f"{words!r} never came:\n{self.seen}"

    def type(self, keys: bytes | str) -> None:
        self.terminal.type(keys.encode() if isinstance(keys, str) else keys)

    def end(self) -> int:
        """Until it is over; its exit code."""
        self.runs = False
        return self.terminal.end()[1]

    def kill(self) -> None:
        os.kill(self.terminal.pid, signal.SIGKILL)
        assert self.end() == -signal.SIGKILL

    def end_if_it_runs(self) -> None:
        if self.runs:
            self.kill()


def place(page: str) -> str:
    """How the page says which it is."""
    number = PAGES.index(page)
    return f"{number} of {len(PAGES) - 1}" if number else "Enter begin"


def is_read(page: str) -> bool:
    return page.startswith("stage:") or page == "ends"


def half_write(page: str) -> bytes:
    """The keys that leave half a text on a page, in a field in which anything may stand; none where there is no field."""
    if is_read(page):
        return b"e" + END + HALF.encode()
    to_field = {"stuck": TAB, "follow_up": TAB * 3, "owner": END, "commit": TAB * 2, "first_leads": b""}
    return to_field[page] + HALF.encode() if page in to_field else b" " if page == "reviewed" else b""


def half_written(page: str) -> str:
    """What is seen of it then."""
    return "[ ] What we committed to last week" if page == "reviewed" else HALF if half_write(page) else place(page)


def go_on(app: OnScreen, page: str) -> None:
    """Write the page down as it is, and go on to the next."""
    if is_read(page):
        app.type(CTRL_S)
        app.wait_for("e change")
    app.type(ENTER * FIELDS.get(page, 1))
    app.wait_for(place(PAGES[PAGES.index(page) + 1]))


def wait_until_kept(desk: Desk, page: str) -> None:
    """Until what is typed on the page is in the records: within half a second, if nobody is in the way."""
    until = time.monotonic() + PATIENCE
    while True:
        desk.forget()
        kept = stop(desk)
        if kept.page == page and bool(kept.typed.get(page)) == bool(half_write(page)):
            return
        assert time.monotonic() < until, f"{page} was not kept: {kept}"


@pytest.fixture
def start() -> Iterator[Callable[[str, tuple[int, int]], OnScreen]]:
    """`start(where, size)`: the app in a terminal; none is left behind."""
    started: list[OnScreen] = []

    def new(where: str, size: tuple[int, int]) -> OnScreen:
        started.append(OnScreen(where, size))
        return started[-1]

    yield new
    for app in started:
        app.end_if_it_runs()


def test_killed_at_every_page_it_goes_on_there_with_the_same_text(
    database_url: str, either_desk: Desk, start: Callable[[str, tuple[int, int]], OnScreen]
) -> None:
    app = start(database_url, WIDE)
    for page in PAGES:
        app.wait_for(place(page))
        app.type(half_write(page))
        app.wait_for(half_written(page))
        wait_until_kept(either_desk, page)
        app.kill()
        app = start(database_url, WIDE)
        app.wait_for(place(page))
        app.wait_for(half_written(page))
        if page != PAGES[-1]:
            go_on(app, page)
    app.type(ENTER)
    app.wait_for("1 Today")
    app.type("q")
    assert app.end() == 0
    either_desk.forget()
    assert stop(either_desk).page == DONE
    said = {key: each.text for key, each in answers(either_desk).items()}
    assert said["owner"] == f"Maya{HALF}"
    assert said["stages"] == "Read, and put into our own words."
    assert all(HALF in each.name for each in stage_list(either_desk)[:5])
    assert [name for (name,) in either_desk.rows("SELECT name FROM lead")] == [HALF]


def test_enter_alone_in_a_real_terminal_takes_few_keys_and_little_time(
    size: tuple[int, int], start: Callable[[str, tuple[int, int]], OnScreen]
) -> None:
    began = time.monotonic()
    app = start("", size)
    keys = 0
    for page in PAGES:
        app.wait_for(place(page))
        enters = FIELDS.get(page, 1) - (page == "first_leads")  # nothing is written there
        app.type(ENTER * enters)
        keys += enters
    app.wait_for("Nobody is here yet.")
    seconds = time.monotonic() - began
    app.type("q")
    assert app.end() == 0
    assert keys == 22
    assert seconds < 30, "of three minutes most are for the owner, to read"


def test_a_polite_end_loses_nothing_that_was_typed(start: Callable[[str, tuple[int, int]], OnScreen]) -> None:
    app = start("", NARROW)
    app.wait_for(place("opening"))
    app.type(ENTER + TAB + HALF.encode())
    app.wait_for(HALF)
    os.kill(app.terminal.pid, signal.SIGTERM)
    app.end()
    app = start("", NARROW)
    app.wait_for(HALF)
    app.wait_for(place("stuck"))
