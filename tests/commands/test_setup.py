"""`coach setup` from a pipe and from a file: line by line, back and forth, unattended, and what was answered."""

import io
from pathlib import Path

import pytest

from .conftest import FrontDoor, Said
from .dump import dump

ENTER_ALONE = 21
"""Lines that walk through all of it."""

Pytest = pytest.MonkeyPatch


@pytest.fixture
def typed(door: FrontDoor, monkeypatch: Pytest) -> "Typed":
    return Typed(door, monkeypatch)


class Typed:
    """`typed("a", "b")` runs coach setup with these lines on its input."""

    def __init__(self, door: FrontDoor, patch: Pytest) -> None:
        self.door = door
        self._patch = patch

    def __call__(self, *lines: str) -> Said:
        self._patch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return self.door("setup")

    def answers(self) -> dict[str, str]:
        """The newest answer to each question."""
        found: dict[str, str] = {}
        for each in self.door.json("setup", "--show")["answers"]:
            found.setdefault(each["question"], each["text"])
        return found


def file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "answers.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_enter_alone_gives_a_good_pipeline_and_shows_it(typed: Typed) -> None:
    said = typed(*[""] * ENTER_ALONE)
    assert said.out.rstrip().endswith("coach review the weekly review.")
    assert [f"Page {number} of 12" in said.out for number in range(1, 13)] == [True] * 12
    assert "# Pipeline of maya" in said.out
    assert "\x1b" not in said.out
    assert typed.answers() == {
        "owner": "maya",
        "reviewed": "open, clear, repair, walk, look, improve, commit, finish",
        "stages": "Read, and taken as it stands.",
        "commit": "On Friday at 15:00, after lunch at the desk, I open the review.",
    }


def test_what_is_typed_is_kept_and_a_second_run_shows_it_with_its_day(typed: Typed) -> None:
    typed("", "proposal", "I wait", "2", "Twice", "4", "A busy week comes.", *[""] * (ENTER_ALONE - 7))
    assert typed.answers()["stuck"] == "In which stage: Proposal / trial / consultation\nAnd why there: I wait"
    assert typed.answers()["follow_up"].split("\n") == [
        "How soon the first answer goes out: The next business day",
        "How often you write before it ends: Twice",
        "Of your last ten leads, how many ended because you stopped: Four of ten",
        "In your own words: A busy week comes.",
    ]
    typed.door.today("2027-03-01")
    again = typed("", "", "", "", "", "", "", "q")
    assert "You said on Tue 24 Nov 2026:\n  In which stage: Proposal" in again.out
    assert "  3  Proposal / trial / consultation  (Enter)" in again.out
    assert "  (Enter: A busy week comes.)" in again.out
    shown = typed.door("setup", "--show").out
    assert "  Mon 1 Mar\n" in shown
    assert "  Tue 24 Nov 2026, before that\n" in shown


def test_b_goes_back_q_leaves_and_all_is_kept(typed: Typed) -> None:
    said = typed("", "3", "I wait", "1", "b", "", "B", "", "", "", "1", "", "Q")
    assert said.out.rstrip().endswith("It goes on here with: coach setup")
    again = typed()
    assert "It goes on where you left it." in again.out
    assert "Page 2 of 12" in again.out
    assert "  1  The same day  (Enter)" in again.out
    assert typed.answers()["stuck"].endswith("I wait")
    assert typed.door("setup", "--show").out.rstrip().endswith("coach setup goes on where you left it.")


def test_the_end_of_the_input_is_a_way_to_leave(typed: Typed) -> None:
    assert typed("").out.rstrip().endswith("All is kept. It goes on here with: coach setup")
    assert typed.door.json("setup", "--show")["page"] == "stuck"


def test_back_from_the_opening_of_one_that_was_done_leaves_it_done(typed: Typed) -> None:
    typed(*[""] * ENTER_ALONE)
    typed("b")
    assert typed.door.json("setup", "--show")["done"]
    typed("q")
    assert typed.door.json("setup", "--show")["done"]


def test_what_is_refused_is_asked_again_and_only_that(typed: Typed) -> None:
    to_owner = [""] * 7
    said = typed(
        *to_owner, "everyone", "Tom", "Maya", "0", "9", "x", "2", "", *[""] * 5, "someday", "", "", "", "", "q"
    )
    assert "'everyone' is not one person. What everyone owns" in said.out
    assert said.out.count("“0” is none of these.") == 1
    assert said.out.count("is none of these.") == 3
    assert "'someday' is not a weekday." in said.out
    assert "  (Enter: Friday)" in said.out[said.out.index("'someday'") :]
    answers = typed.answers()
    assert (answers["owner"], answers["stand_in"]) == ("Maya", "Tom")
    assert "clear" not in answers["reviewed"].split(", ")
    assert answers["commit"].startswith("On Friday at 15:00")


def test_a_choice_and_a_line_can_be_emptied(typed: Typed) -> None:
    typed("", "3", "I wait", "b", "", "-", "q")
    assert typed.answers()["stuck"] == "In which stage: Proposal / trial / consultation"
    typed("b", "-", "x", "q")
    assert typed.answers()["stuck"] == "And why there: x"


def test_a_stage_is_changed_on_its_page(typed: Typed) -> None:
    to_stages = [""] * 10
    said = typed(*to_stages, "e", "Won", "", "", "", "x", *[""] * 6, "Enquiry", "7", "q")
    assert "There is a stage called Won already. Choose another name." in said.out
    assert "'x' is not a number of business days." in said.out
    stages = typed.door.json("stages")
    assert (stages[0]["name"], stages[0]["normal_stay"]) == ("Enquiry", 7)


def test_leads_are_typed_one_a_line_and_told_before_they_are_added(typed: Typed) -> None:
    to_leads = [""] * (ENTER_ALONE - 2)
    said = typed(*to_leads, "- Ben, Adeyemi Roofing", ",x", "", "- Ben, Adeyemi Roofing", "Lin", "", "")
    assert "Line 2: it begins with no name." in said.out
    assert "2 leads: Ben, Lin." in said.out
    assert "Added 2 leads." in said.out
    assert [lead["name"] for lead in typed.door.json("due", "--all")] == ["Ben", "Lin"]


def test_a_single_lead_may_have_what_comes_next(typed: Typed) -> None:
    said = typed(*[""] * (ENTER_ALONE - 2), "Ben", "", "Call him", "")
    assert "(Enter alone: Answer them)" in said.out
    assert typed.door.json("due", "--all")[0]["next_step"] == "Call him"


def test_a_file_is_counted_before_it_is_brought_in(typed: Typed, tmp_path: Path) -> None:
    leads, other = tmp_path / "leads.csv", tmp_path / "other.csv"
    leads.write_text("name,company\nBen,Adeyemi\n,\nLin,\n,Foo\n")
    other.write_text("nombre\nBen\n")
    to_leads = [""] * (ENTER_ALONE - 2)
    said = typed(*to_leads, str(other), "", str(leads), "", "n", str(leads), "", "", "")
    assert "No column of other.csv is called name." in said.out
    assert f"coach import {other} --map MAP.toml" in said.out
    assert said.out.count("leads.csv: ") == 2
    assert "Brought in " in said.out
    assert {lead["name"] for lead in typed.door.json("due", "--all")} >= {"Ben", "Lin"}


def test_the_calendar_file_is_written_where_it_is_named_and_over_nothing(typed: Typed, tmp_path: Path) -> None:
    there, free = tmp_path / "there.ics", tmp_path / "free.ics"
    there.write_text("mine")
    said = typed(*[""] * (ENTER_ALONE - 1), str(there), str(free))
    assert "is there already" in said.out
    assert f"Wrote the weekly review to {free}: every Friday at 15:00." in said.out
    assert there.read_text() == "mine"
    assert b"RRULE:FREQ=WEEKLY;BYDAY=FR" in free.read_bytes()
    assert typed.door.json("setup", "--show")["done"]


def test_user_text_cannot_steer_the_terminal(typed: Typed) -> None:
    typed("", "", "\x1b[2J\u202ewait", "q")
    out = typed("b", "q").out + typed.door("setup", "--show").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[2J" in out


def test_prompts_have_no_answer_in_json(door: FrontDoor) -> None:
    assert "Prompts have no answer in JSON." in door.fails(2, "setup", "--json").err
    assert not Path(door.where).exists()
    door.fails(2, "setup", "--show", "--plain")


ALL = """
[stuck]
stage = "trial"
why = "I wait."
[follow_up]
first_answer = "next-day"
touches = 2
we_stopped = 4
words = "A busy week comes."
[owner]
owner = "Maya"
stand_in = "Tom"
[reviewed]
ticks = ["open", "walk"]
[stages."Lead received"]
name = "Enquiry"
normal_stay = 6
gaps = [0, 3]
[stages.proposal.ask]
fit = "What is not right yet?"
[stages.Won]
meaning = "They said yes."
[commit]
weekday = "mon"
time = "9"
after = "the walk"
place = "home"
[first_leads]
leads = ["Ben, Adeyemi Roofing", "Lin"]
"""


def test_a_file_answers_all_of_it_as_one_change_and_twice_changes_nothing(typed: Typed, tmp_path: Path) -> None:
    path = file(tmp_path, ALL)
    said = typed.door("setup", "--answers", path)
    assert said.out.splitlines()[0] == "Went through the assignment, added 2 leads."
    assert typed.answers()["commit"] == "On Monday at 09:00, after the walk at home, I open the review."
    assert typed.answers()["stages"] == "Read, and put into our own words."
    assert typed.door.json("stages")[0]["name"] == "Enquiry"
    assert len(typed.door.json("log-book")) == 1
    before = dump(typed.door.where)
    again = typed.door.json("setup", "--answers", path)
    assert again["change_id"] is None
    assert again["warning"] == "There already, and not added once more: Ben, Lin."
    assert dump(typed.door.where) == before
    typed.door("undo")
    assert typed.answers() == {}
    assert typed.door.json("stages") == []
    assert typed.door.json("due", "--all") == []


def test_an_empty_file_is_enter_alone(typed: Typed, tmp_path: Path) -> None:
    typed.door("setup", "--answers", file(tmp_path, ""))
    by_file = typed.answers()
    assert by_file["commit"].startswith("On Friday")
    Path(typed.door.where).unlink()
    typed(*[""] * ENTER_ALONE)
    assert typed.answers() == by_file


def test_a_file_of_leads_is_found_beside_the_answers(typed: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "leads.csv").write_text("name\nBen\nLin\n")
    path = file(folder, '[first_leads]\nfile = "leads.csv"')
    assert "brought in 2 leads from leads.csv" in typed.door("setup", "--answers", path).out
    assert typed.door.json("setup", "--answers", path)["change_id"] is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("owners = 3", "owners"), ("owner = 3", "owner"), ("[owner]\nowner = 3", "owner.owner"),
        ("[owner]\nboss = 'x'", "owner.boss"), ("[owner]\nowner = 'everyone'", "owner.owner"),
        ("[stuck]\nstage = 'nowhere'", "stuck.stage"), ("[stuck]\nstage = 'won'", "stuck.stage"),
        ("[follow_up]\ntouches = 9", "follow_up.touches"), ("[follow_up]\ntouches = true", "follow_up.touches"),
        ("[follow_up]\nwe_stopped = 4.5", "follow_up.we_stopped"), ("[reviewed]\nticks = ['talk']", "reviewed.ticks"),
        ("[reviewed]\nticks = [1]", "reviewed.ticks"), ("[stages]\nx = 3", "stages.x"), ("[stages.x]", "stages.x"),
        ("[stages.lead]\nname = 'Won'", "stages.lead.name"), ("[stages.lead]\ncolour = 'red'", "stages.lead.colour"),
        ("[stages.lead]\nnormal_stay = 0", "stages.lead.normal_stay"), ("[stages.lead]\ngaps = []", "stages.lead.gaps"),
        ("[stages.lead]\nask = 3", "stages.lead.ask"), ("[stages.lead.ask]\nprice = '?'", "stages.lead.ask.price"),
        ("[stages.won]\nnormal_stay = 3", "stages.won.normal_stay"), ("[stages.lead]\n[stages.received]", "stages.received"),
        ("[commit]\nweekday = 'someday'", "commit.weekday"), ("[commit]\ntime = 'late'", "commit.time"),
        ("[first_leads]\nleads = [',x']", "first_leads.leads"), ("[first_leads]\nfile = 'no.csv'", "first_leads.file"),
        ("[first_leads]\nleads = ['a', 'b']\nnext_step = 'x'", "first_leads.next_step"),
        ("[first_leads]\nleads = ['a']\nfile = 'answers.toml'", "first_leads.file"), ("[finish]", "finish"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_named_by_its_key_and_nothing_is_begun(
    door: FrontDoor, tmp_path: Path, text: str, key: str
) -> None:
    said = door.run("setup", "--answers", file(tmp_path, text))
    assert said.code in (1, 2)
    assert said.err.startswith(f"coach: answers.toml, {key}: "), said.err
    assert said.err.rstrip().endswith("Nothing was written.")
    assert not Path(door.where).exists()


def test_everything_wrong_is_named_at_once_and_nothing_is_changed(door: FrontDoor, tmp_path: Path) -> None:
    door("add", "Sara")
    before = dump(door.where)
    text = (
        "[owner]\nowner = 'us'\n[commit]\nweekday = 'x'\n[first_leads]\nleads = ['Ben', ',']\n[stuck]\nwhy = 'I wait'"
    )
    said = door.run("setup", "--answers", file(tmp_path, text))
    named = [line.split(": ")[1] for line in said.err.splitlines() if line.startswith("coach: ")]
    assert named == ["answers.toml, owner.owner", "answers.toml, commit.weekday", "answers.toml, first_leads.leads"]
    assert dump(door.where) == before


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[owner", b"owner ="])
def test_what_is_no_toml_is_refused(door: FrontDoor, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.toml"
    path.write_bytes(content)
    assert "answers.toml" in door.fails(2, "setup", "--answers", str(path)).err
    door.fails(2, "setup", "--answers", str(tmp_path / "none.toml"))


def test_the_example_of_the_help_is_a_file_that_works(typed: Typed, tmp_path: Path) -> None:
    help_text = typed.door("setup", "--help").out
    lines = help_text[help_text.index("    [stuck]") : help_text.index("Options:")].splitlines()
    kept = [line for line in lines if not line.strip().startswith("file =")]
    typed.door("setup", "--answers", file(tmp_path, "\n".join(kept)))
    assert typed.answers()["stuck"].endswith("I wait too long.")
    assert typed.door.json("due", "--all")[0]["next_step"] == "Call him"


def test_show_tells_gaps_the_baseline_and_what_is_asked_again(typed: Typed, tmp_path: Path) -> None:
    typed.door("setup", "--answers", file(tmp_path, "[stuck]\nwhy = 'I wait'\n[follow_up]\nwe_stopped = 4"))
    shown = typed.door("setup", "--show").out
    assert "On Tue 24 Nov you thought 4 of 10 ended with you. Nobody became a Not yet since then." in shown
    assert "asks again" not in shown
    typed.door.today("2027-02-23")
    assert (
        "Where do leads get stuck today? You answered 91 days ago: coach setup asks again."
        in typed.door("setup", "--show").out
    )
    assert typed.door.json("setup", "--show")["ask_again"] == ["stuck"]
    assert typed.door.json("setup", "--show")["open"] == []
