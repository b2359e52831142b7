"""`coach pipeline`: the same text each time, its versions, a page for paper and an event for a calendar, in files."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from coach.actions.assignment import answer_question, book_review
from coach.actions.assignment_pages import name_stand_in
from coach.records.database import open_database

from ..records.desks import DeskAt
from .conftest import FrontDoor
from .dump import dump
from .test_hostile import NAMES, STEERING

PLAN = "On Friday at 15:00, after lunch at the desk, I open the review."
Words = Callable[..., list[str]]


@pytest.fixture
def written(database_url: str, door: FrontDoor) -> FrontDoor:
    """A front door to a pipeline in writing, of either kind: laid down on 24 November, changed on 1 December."""
    door.where = database_url
    door.named(database_url)
    door("stages", "rename", "received", "First word")
    database = open_database(database_url)
    desk = DeskAt(database, "maya")
    answer_question(desk, "stuck", "In which stage: Decision support")
    answer_question(desk, "owner", "Maya Okoro")
    name_stand_in(desk, "Tom")
    book_review(desk, "fri", "15:00", PLAN)
    database.close()
    door.today("2026-12-01")
    door("stages", "edit", "proposal", "--normal-stay", "20")
    return door


def test_the_pipeline_is_printed_in_markdown_the_same_each_time_and_nothing_is_written(written: FrontDoor) -> None:
    before = dump(written.where)
    text = written("pipeline").out
    assert text.startswith("# Pipeline of Maya Okoro\n\nAs it stands since Tue 1 Dec 2026.\n\n- **Owner:** Maya Okoro")
    assert "### 1. First word\n" in text
    assert text.endswith(
        "## Still open\n\n- What follow-up happens: not described yet.\n- What is reviewed weekly: nothing chosen yet.\n"
    )
    written.today("2027-03-01T23:30")
    written.user("tom")
    assert written("pipeline").out == text
    assert dump(written.where) == before


def test_the_pipeline_as_data_says_the_same(written: FrontDoor) -> None:
    page = written.json("pipeline")
    assert page["text"] == written("pipeline").out
    assert (page["owner"], page["stand_in"], page["as_of"]) == ("Maya Okoro", "Tom", "2026-12-01")
    stage = page["stages"][2]
    assert (stage["normal_stay"], stage["rhythm"][0]) == (
        20, {"when": "the same day", "what": "Bring them the proposal or the trial and go through it"},
    )  # fmt: skip
    assert page["review"]["words"] == PLAN
    assert page["open"][0] == "What follow-up happens: not described yet."


def test_the_history_lists_the_versions_with_what_each_changed(written: FrontDoor) -> None:
    written("stages", "place", "proposal", "1")
    written("stages", "add", "Trial", "--after", "first", "--meaning", "They try it")
    assert written("pipeline", "--history").out.split("\n")[:6] == [
        "Tue 1 Dec · maya",
        "  Proposal / trial / consultation",
        "    was  Normal stay: 15 business days",
        "    now  Normal stay: 20 business days",
        "  Trial, new",
        "    now  Means: They try it",
    ]
    text = written("pipeline", "--history").out
    assert "  The stages, in another order\n    was  First word, Discovery" in text
    assert text.endswith("Tue 24 Nov · maya\n  The first version.\n")
    newest, *_, first = written.json("pipeline", "--history")
    assert (newest["day"], newest["author"], newest["text"]) == ("2026-12-01", "maya", written("pipeline").out)
    assert newest["changes"][0] == {
        "where": "Proposal / trial / consultation", "what": "changed", "was": ["Normal stay: 15 business days"],
        "now": ["Normal stay: 20 business days"], "before": "",
    }  # fmt: skip
    assert first["changes"] == []


def test_undo_takes_the_version_back_too(written: FrontDoor) -> None:
    assert [each["day"] for each in written.json("pipeline", "--history")] == ["2026-12-01", "2026-11-24"]
    written("undo")
    assert [each["day"] for each in written.json("pipeline", "--history")] == ["2026-11-24"]
    assert "As it stands since Tue 24 Nov 2026." in written("pipeline").out


def test_the_pipeline_as_it_was_on_a_day(written: FrontDoor) -> None:
    text = written("pipeline", "--at", "2026-11-30").out
    assert "- **Normal stay:** 15 business days\n- **Rhythm:**" in text
    assert "20 business days\n- **Rhythm:** while nobody answers\n  - The same day: Bring" not in text
    assert written("pipeline", "--at", "today").out == written("pipeline").out
    assert written.json("pipeline", "--at", "2026-11-30")["day"] == "2026-11-24"
    assert "as of Mon 23 Nov 2026" in written.fails(1, "pipeline", "--at", "2026-11-23").err
    assert "has not come yet" in written.fails(2, "pipeline", "--at", "30 nov").err
    written.fails(2, "pipeline", "--at", "whenever")


def test_the_page_for_paper_goes_to_a_file_or_to_whoever_reads(written: FrontDoor, tmp_path: Path) -> None:
    file = tmp_path / "pipeline.html"
    said = written("pipeline", "--print", str(file))
    assert said.out == f"Wrote the pipeline to {file}, ready to be printed.\n"
    assert file.stat().st_mode & 0o777 == 0o600
    page = file.read_text(encoding="utf-8")
    assert "<h1>Pipeline of Maya Okoro</h1>" in page
    assert written("pipeline", "--print").out == page
    assert written.json("pipeline", "--print")["html"] == page
    written.fails(1, "pipeline", "--print", str(file))
    assert written.json("pipeline", "--print", str(file), "--force") == {"file": str(file)}
    assert file.read_text(encoding="utf-8") == page
    assert (
        "20 business days"
        not in written("pipeline", "--print", "--at", "2026-11-30").out.split("Proposal / trial")[1][:600]
    )
    written.fails(2, "pipeline", "--print", str(tmp_path))
    written.fails(2, "pipeline", "--print", str(tmp_path / "nowhere" / "x.html"))


def test_the_review_goes_to_a_calendar(written: FrontDoor, tmp_path: Path) -> None:
    file = tmp_path / "review.ics"
    said = written("pipeline", "--calendar", str(file))
    assert said.out == f"Wrote the weekly review to {file}: every Friday at 15:00, UTC.\n"
    (event,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert event["RRULE"] == {"FREQ": ["WEEKLY"], "BYDAY": ["FR"]}
    assert PLAN in str(event["DESCRIPTION"])
    written.fails(1, "pipeline", "--calendar", str(file))
    assert written.json("pipeline", "--calendar", str(file), "--force") == {"file": str(file), "zone": "UTC"}
    assert written("pipeline", "--calendar", "-").out.replace("\r\n", "\n") == file.read_text()


def test_what_cannot_be_asked_for_at_once_is_said(written: FrontDoor, tmp_path: Path) -> None:
    file = str(tmp_path / "x")
    for words in (
        ["--history", "--at", "today"], ["--history", "--print"], ["--calendar", file, "--print", file],
        ["--calendar", file, "--at", "today"],
    ):  # fmt: skip
        assert "are asked for at once" in written.fails(2, "pipeline", *words).err
    assert list(tmp_path.glob("x*")) == []


def test_before_anything_is_written_down_the_page_says_what_is_open(door: FrontDoor, tmp_path: Path) -> None:
    door("settings", "capacity", "5")
    text = door("pipeline").out
    assert "The stages are not written down yet.\n" in text
    assert "- Who owns the pipeline: no name yet.\n" in text
    assert door("pipeline", "--history").out.startswith("No version is kept yet.")
    assert door.json("pipeline", "--history") == []
    assert "No time is agreed" in door.fails(1, "pipeline", "--calendar", str(tmp_path / "r.ics")).err
    assert not (tmp_path / "r.ics").exists()


def test_a_change_no_version_holds_is_told_as_it_stands_now(written: FrontDoor) -> None:
    """Two people changed the pipeline on one day, and the first took back what they did: the later version still holds it."""
    written.user("tom")
    written("stages", "edit", "first", "--normal-stay", "7")
    written.user("maya")
    written("undo")
    told = written("pipeline", "--history").out
    assert told.startswith("As it stands now, kept with the next change\n  Proposal / trial / consultation\n    was")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "-2+3"])
def test_hostile_words_stay_words_in_every_form(door: FrontDoor, tmp_path: Path, name: str) -> None:
    door("stages", "rename", "received", f"{name} x")
    door("stages", "edit", "discovery", f"--meaning={name}\n# {name}", f"--exit-evidence=- {name}")
    door("settings", "pipeline-owner", f"{name} x")
    text = door("pipeline").out
    assert STEERING.search(text) is None
    headings = [line for line in text.split("\n") if re.match("#{1,6} ", line)]
    assert len(headings) == 1 + 6 + 4
    for words in (["--history"], ["--json"], ["--history", "--json"], ["--print"], ["--at", "today"]):
        assert STEERING.search(door("pipeline", *words).out) is None, words
    door("settings", "review-day", "mon")
    door("pipeline", "--calendar", str(tmp_path / "r.ics"))
    (event,) = icalendar.Calendar.from_ical((tmp_path / "r.ics").read_bytes()).walk("VEVENT")
    assert event["SUMMARY"] == "Weekly review of the pipeline"


def test_as_processes_the_exports_are_byte_for_byte_the_same_and_private(
    written: FrontDoor, words_of: Words, outside: dict[str, str], tmp_path: Path
) -> None:
    made = []
    for number, (lang, zone) in enumerate((("C", "Europe/Berlin"), ("C.UTF-8", "Europe/Berlin"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {**outside, "COACH_DB": written.where, "LANG": lang, "TZ": zone, "PYTHONHASHSEED": str(number)}
        environment["COACH_TODAY"] = f"2027-0{number + 1}-01"
        outputs = [
            subprocess.run(
                words_of("pipeline", *words), capture_output=True, check=True, env=environment, cwd=folder, umask=0
            ).stdout
            for words in ([], ["--print", "p.html"], ["--calendar", "r.ics"], ["--print"])
        ]
        assert b"every Friday at 15:00, Europe/Berlin." in outputs[2]
        files = {path.name: path for path in folder.iterdir()}
        assert sorted(files) == ["p.html", "r.ics"]
        assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o600}
        assert files["p.html"].read_bytes() == outputs[3]
        made.append((outputs[0], outputs[3], files["r.ics"].read_bytes()))
    assert made[0] == made[1]


def test_a_calendar_reads_the_event_in_the_zone_of_this_computer(
    written: FrontDoor, words_of: Words, outside: dict[str, str], tmp_path: Path
) -> None:
    for zone, told in (("America/New_York", "America/New_York"), ("EST5EDT4,M3.2.0,M11.1.0", None)):
        file = tmp_path / "r.ics"
        done = subprocess.run(
            words_of("pipeline", "--calendar", str(file), "--force"),
            capture_output=True, text=True, check=True, env={**outside, "COACH_DB": written.where, "TZ": zone},
        )  # fmt: skip
        (event,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert event["DTSTART"].params.get("TZID") == told
        assert ("is not known, so the event has none" in done.stdout) is (told is None)


def test_nobody_reading_on_is_no_error(written: FrontDoor, words_of: Words, outside: dict[str, str]) -> None:
    command = " ".join(words_of("pipeline", "--print"))
    done = subprocess.run(
        ["sh", "-c", f"{command} | head -c 10"], capture_output=True, text=True, check=True,
        env={**outside, "COACH_DB": written.where}, cwd=Path.cwd(),
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("<!DOCTYPE ", "")
