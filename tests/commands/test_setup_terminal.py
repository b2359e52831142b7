"""`coach setup` on a terminal: line by line on one that can do no more, with prompts on any other; killed and gone on with."""

import json
import os
import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from .dump import dump
from .terminal import Terminal

Words = Callable[..., list[str]]
LINES = {"TERM": "dumb", "COLUMNS": "40"}
PROMPTS = {"TERM": "xterm-256color", "COLUMNS": "100", "PROMPT_TOOLKIT_NO_CPR": "1"}
ENTER, DOWN, ESC, CLEAR = b"\r", b"\x1b[B", b"\x1b", b"\x15"


@pytest.fixture
def place(outside: dict[str, str]) -> Path:
    """Where the records are."""
    return Path(outside["COACH_DB"])


class Sitting:
    """Somebody at a terminal on which coach setup runs. What was shown before an answer is behind them."""

    def __init__(self, words: list[str], environment: dict[str, str], how: dict[str, str]) -> None:
        self.terminal = Terminal(words, {**environment, **how})
        self.seen = ""

    def until(self, sign: str) -> str:
        """Wait until this is shown; everything since the last answer."""
        self.terminal.read_until(sign.encode())
        shown = self.terminal.shown.decode()
        assert sign in shown, shown
        self.seen += shown
        return shown

    def answer(self, line: str, *, after: str = "\n> ") -> str:
        """Type a line once this is shown; what was shown before."""
        shown = self.until(after)
        self.terminal.shown = b""
        self.terminal.type(line.encode() + ENTER)
        return shown.replace("\r\n", "\n")

    def press(self, *keys: bytes, after: str) -> None:
        """Press keys once this is shown."""
        self.until(after)
        self.terminal.shown = b""
        for key in keys:
            self.terminal.type(key)

    def ends(self) -> tuple[str, int]:
        """Read to the end; the rest that was shown, and the exit code."""
        shown, code = self.terminal.end()
        return shown.decode().replace("\r\n", "\n"), code

    def dies(self) -> None:
        """Kill it where it is."""
        os.kill(self.terminal.pid, signal.SIGKILL)
        self.terminal.end()


@pytest.fixture
def sit(words_of: Words, outside: dict[str, str], place: Path) -> Callable[[dict[str, str]], Sitting]:
    """`sit(LINES)` begins or goes on; a new pipeline is begun with a yes."""

    def begun(how: dict[str, str]) -> Sitting:
        is_new = not place.exists()
        sitting = Sitting(words_of("setup"), outside, how)
        if is_new:
            sitting.answer("y", after="[y/N] ")
        return sitting

    return begun


Sit = Callable[[dict[str, str]], Sitting]


def kept(place: Path) -> Any:
    """Where the assignment was left, as another process reads it."""
    with closing(sqlite3.connect(place)) as db:
        return json.loads(db.execute("SELECT value FROM setting WHERE key = 'setup-step'").fetchone()[0])


def as_it_reads(place: Path) -> dict[str, list[Any]]:
    """The records without what may differ: in which order settings were first kept."""
    tables = dump(str(place))
    tables["setting"] = sorted(row[1:] for row in tables["setting"])
    return tables


def test_on_a_dumb_terminal_of_forty_columns_it_reads_well_and_nothing_moves(sit: Sit, place: Path) -> None:
    sitting = sit(LINES)
    shown = "".join(sitting.answer("") for _ in range(21))
    rest, code = sitting.ends()
    assert code == 0
    shown += rest
    assert "\x1b" not in shown
    assert "\x08" not in shown
    assert [line for line in shown.split("\n") if len(line) >= 40 and "began a new pipeline" not in line] == []
    assert [f"Page {number} of 12\n" in shown for number in range(1, 13)] == [True] * 12
    assert "  3  Proposal / trial / consultation\n" in shown
    assert "Question about the problem: What made\nyou write to us this week?\n" in shown
    assert kept(place)["page"] == "done"


def test_what_is_on_a_dumb_terminal_can_be_killed_on_every_page_and_goes_on_there(sit: Sit, place: Path) -> None:
    pages = ["opening", "stuck", "follow_up", "owner", "reviewed", "stage:lead", "stage:discovery", "stage:proposal",
             "stage:decision", "ends", "commit", "first_leads", "finish"]  # fmt: skip
    first = {"stuck": "proposal", "follow_up": "1", "owner": "Maja", "commit": "mon", "first_leads": "Ben, Adeyemi"}
    there = {
        "stuck": "Proposal / trial / consultation\n?.*\\(Enter\\)", "follow_up": "The same day  \\(Enter\\)",
        "owner": "\\(Enter: Maja\\)", "commit": "\\(Enter: mon\\)", "first_leads": "So far: Ben, Adeyemi",
    }  # fmt: skip
    sitting = sit(LINES)
    for number, page in enumerate(pages):
        sign = f"Page {number} of 12" if number else "Enter begins"
        sitting.until(sign)
        if page in first:
            sitting.answer(first[page])
        sitting.until("\n> ")
        sitting.dies()
        if number:
            assert kept(place)["page"] == page
        sitting = sit(LINES)
        if page in first:
            assert re.search(there[page], sitting.until("\n> ").replace("\r\n", "\n").replace("\n  ", " "))
        sitting.until(sign)
        fields = {"stuck": 2, "follow_up": 4, "owner": 2, "commit": 4, "first_leads": 2}.get(page, 1)
        for _ in range(fields):
            sitting.answer("")
    assert sitting.ends()[1] == 0
    tables = dump(str(place))
    said = {row[1]: row[2] for row in tables["assignment_answer"]}
    assert said["stuck"] == "In which stage: Proposal / trial / consultation"
    assert said["follow_up"] == "How soon the first answer goes out: The same day"
    assert said["owner"] == "Maja"
    assert said["commit"].startswith("On Monday at 15:00")
    assert len(tables["lead"]) == 1
    assert kept(place) == {"page": "done", "typed": {}}


def test_with_prompts_enter_alone_gives_the_same_as_line_by_line(
    sit: Sit, place: Path, words_of: Words, outside: dict[str, str], tmp_path: Path
) -> None:
    sitting = sit(PROMPTS)
    labels = [
        "Enter begins.", "In which stage", "And why there", "How soon the first answer", "How often you write",
        "Of your last ten leads,", "In your own words", "Owner", "Stand-in", "The day of the next review",
        *["Is this how it is?"] * 5, "Day", "Time", "After", "Where", "Name, company", "Calendar file",
    ]  # fmt: skip
    for label in labels:
        sitting.press(ENTER, after=f" {label}")
    rest, code = sitting.ends()
    assert code == 0, rest
    assert "Done." in rest
    by_prompts = as_it_reads(place)
    other = tmp_path / "other.sqlite3"
    lines = Sitting(words_of("setup"), {**outside, "COACH_DB": str(other)}, LINES)
    lines.answer("y", after="[y/N] ")
    for _ in range(21):
        lines.answer("")
    assert lines.ends()[1] == 0
    assert as_it_reads(other) == by_prompts


ANSWERS = """
[stuck]
stage = "Proposal"
why = "I wait"
[follow_up]
first_answer = "next-day"
touches = 2
we_stopped = 4
words = "A busy week"
[owner]
owner = "Maja"
stand_in = "Tom"
[reviewed]
ticks = ["open", "repair", "walk", "look", "improve", "commit", "finish"]
[stages.lead]
name = "Enquiry"
[stages.lead.ask]
fit = "Why us?"
[commit]
weekday = "mon"
time = "9"
after = "the walk"
place = "home"
[first_leads]
leads = ["Ben, Adeyemi Roofing, ben@a.example"]
next_step = "Call him"
"""
TYPED = [
    "", "3", "I wait", "2", "2", "4", "A busy week", "Maja", "Tom", "2", "", "e", "Enquiry", *[""] * 9, "Why us?",
    *[""] * 4, "mon", "9", "the walk", "home", "Ben, Adeyemi Roofing, ben@a.example", "", "Call him", "",
]  # fmt: skip


def test_the_same_answers_give_the_same_records_by_lines_by_prompts_and_from_a_file(
    sit: Sit, place: Path, words_of: Words, outside: dict[str, str], tmp_path: Path
) -> None:
    sitting = sit(LINES)
    for line in TYPED:
        sitting.answer(line)
    assert sitting.ends()[1] == 0
    by_lines = as_it_reads(place)
    assert by_lines["lead"]

    prompts = tmp_path / "prompts.sqlite3"
    sitting = Sitting(words_of("setup"), {**outside, "COACH_DB": str(prompts)}, PROMPTS)
    sitting.answer("y", after="[y/N] ")
    with_prompts(sitting)
    rest, code = sitting.ends()
    assert code == 0, rest
    assert as_it_reads(prompts) == by_lines

    filed = tmp_path / "filed.sqlite3"
    answers = tmp_path / "answers.toml"
    answers.write_text(ANSWERS, encoding="utf-8")
    run = Terminal(words_of("setup", "--answers", str(answers)), {**outside, "COACH_DB": str(filed)})
    run.read_until(b"[y/N] ")
    run.type(b"y\r")
    shown, code = run.end()
    assert code == 0, shown
    assert as_it_reads(filed) == by_lines


def with_prompts(sitting: Sitting) -> None:
    """The same answers with arrow keys, Space and edited lines."""

    def write(text: str, after: str) -> None:
        sitting.press(CLEAR, text.encode(), ENTER, after=f" {after}")

    sitting.press(ENTER, after=" Enter begins.")
    sitting.press(DOWN, DOWN, DOWN, ENTER, after=" In which stage")
    write("I wait", "And why there")
    sitting.press(DOWN, DOWN, ENTER, after=" How soon the first answer")
    sitting.press(DOWN, DOWN, ENTER, after=" How often you write")
    sitting.press(*[DOWN] * 5, ENTER, after=" Of your last ten leads,")
    write("A busy week", "In your own words")
    write("Maja", "Owner")
    write("Tom", "Stand-in")
    sitting.press(DOWN, b" ", ENTER, after=" The day of the next review")
    sitting.press(DOWN, ENTER, after=" Is this how it is?")
    write("Enquiry", "Name")
    for label in ("Means", "Begins when", "Moves on when", "Normal stay", "Rhythm"):
        sitting.press(ENTER, after=f" {label}")
    for lens in ("problem", "urgency", "outcome", "impact"):
        sitting.press(ENTER, after=f" Question about the {lens}")
    write("Why us?", "Question about the fit")
    for _ in range(4):
        sitting.press(ENTER, after=" Is this how it is?")
    for label, text in (("Day", "mon"), ("Time", "9"), ("After", "the walk"), ("Where", "home")):
        write(text, label)
    write("Ben, Adeyemi Roofing, ben@a.example", "Name, company")
    sitting.press(ENTER, after=" One more, or Enter")
    write("Call him", "What comes next")
    sitting.press(ENTER, after=" Calendar file")


def test_esc_goes_back_and_ctrl_c_leaves_with_the_line_half_written(sit: Sit, place: Path) -> None:
    sitting = sit(PROMPTS)
    sitting.press(ENTER, after=" Enter begins.")
    sitting.press(DOWN, ENTER, after=" In which stage")
    sitting.press(b"I wa", after=" And why there")
    sitting.press(ESC, after="I wa")
    sitting.press(ENTER, after=" Enter begins.")
    sitting.press(ENTER, after=" In which stage")
    sitting.press(b"it", after="I wa")
    sitting.press(b"\x03", after="it")
    rest, code = sitting.ends()
    assert code == 130
    assert "coach: left; all is kept.\nIt goes on there with: coach setup" in rest
    assert kept(place) == {"page": "stuck", "typed": {"stuck": {"stage": "Lead received", "why": "I wait"}}}
    sitting = sit(LINES)
    assert "(Enter: I wait)" in "".join(sitting.answer("") for _ in range(2))
    sitting.until("Page 2 of 12")
    sitting.dies()
    with closing(sqlite3.connect(place)) as db:
        said = db.execute("SELECT text FROM assignment_answer").fetchone()[0]
    assert said == "In which stage: Lead received\nAnd why there: I wait"


def test_prompts_killed_half_way_go_on_line_by_line(sit: Sit, place: Path) -> None:
    sitting = sit(PROMPTS)
    sitting.press(ENTER, after=" Enter begins.")
    sitting.press(DOWN, ENTER, after=" In which stage")
    sitting.until(" And why there")
    sitting.dies()
    assert kept(place)["typed"] == {"stuck": {"stage": "Lead received", "why": ""}}
    sitting = sit(LINES)
    assert "  1  Lead received  (Enter)" in sitting.until("\n> ")
    sitting.dies()


def test_plain_asks_line_by_line_on_any_terminal(words_of: Words, outside: dict[str, str], place: Path) -> None:
    sitting = Sitting(words_of("setup", "--plain"), outside, PROMPTS)
    sitting.answer("y", after="[y/N] ")
    sitting.answer("")
    assert "Page 1 of 12" in sitting.answer("q")
    rest, code = sitting.ends()
    assert code == 0
    assert "It goes on here with: coach setup" in rest
    assert kept(place)["page"] == "stuck"
