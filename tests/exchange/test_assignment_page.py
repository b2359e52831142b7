"""The page of the first leads: lines or a file are looked at first, then written with the page at one stroke."""

from typing import Any

import pytest

from coach.actions.assignment_pages import keep_page
from coach.actions.assignment_writing import WrongField
from coach.actions.undo import undo
from coach.exchange.assignment_page import look_at_leads, write_any_page
from coach.views.assignment import answers
from coach.views.assignment_pages import stop

from .conftest import Write

PAGE = "first_leads"


def wrong(desk: Any, **values: str) -> WrongField:
    keep_page(desk, PAGE, {PAGE: values})
    with pytest.raises(WrongField) as raised:
        write_any_page(desk, PAGE, values)
    assert desk.rows("SELECT 1 FROM change") == []
    assert stop(desk).page == PAGE
    return raised.value


def test_lines_are_looked_at_and_then_added(desk: Any) -> None:
    text = "- Ben Adeyemi, Adeyemi Roofing\n- Lin"
    seen = look_at_leads(desk, text)
    assert seen == (2, False, ("2 leads: Ben Adeyemi, Lin.",))
    assert desk.rows("SELECT 1 FROM lead") == []
    written = write_any_page(desk, PAGE, {"leads": text, "next_step": ""})
    assert written.sentence == "added 2 leads"
    assert stop(desk).page == "finish"


def test_a_file_is_brought_in_as_one_change_with_its_page(desk: Any, write: Write) -> None:
    path = write("name,company,email\nBen,Adeyemi,ben@a.example\n,,x\nLin,,\n")
    seen = look_at_leads(desk, f" '{path}' ")
    assert (seen.leads, seen.is_file) == (2, True)
    assert seen.lines[0] == "leads.csv: 2 leads, 1 cannot be kept."
    assert seen.lines[1].startswith("Line 3: ")
    assert desk.rows("SELECT 1 FROM lead") == []
    written = write_any_page(desk, PAGE, {"leads": str(path)})
    assert written.sentence == "brought in 2 leads from leads.csv"
    assert written.warning == "2 leads, 1 left out."
    assert stop(desk).page == "finish"
    assert desk.rows("SELECT verb FROM change") == [("import",)]
    undo(desk)
    assert desk.rows("SELECT 1 FROM lead") == []


def test_the_same_file_again_changes_nothing_and_still_goes_on(desk: Any, write: Write) -> None:
    path = write("name\nBen\n")
    write_any_page(desk, PAGE, {"leads": str(path)})
    keep_page(desk, PAGE, {})
    assert write_any_page(desk, PAGE, {"leads": str(path)}).change_id is None
    assert stop(desk).page == "finish"


def test_a_file_that_needs_a_map_says_so_and_how(desk: Any, write: Write) -> None:
    path = write("nombre,empresa\nBen,A\n", "mis clientes.csv")
    refused = wrong(desk, leads=str(path))
    assert refused.field == "leads"
    assert "No column of mis clientes.csv is called name" in refused.what
    assert "coach import --help" in refused.do
    assert f"coach import '{path}' --map MAP.toml" in refused.do


@pytest.mark.parametrize(
    ("content", "told"),
    [("name\n", "There is nothing below the header of leads.csv."), ("name,email\n,\n , \n,x\n", "None of its 1 rows")],
)
def test_a_file_with_nothing_to_keep_is_refused(desk: Any, write: Write, content: str, told: str) -> None:
    assert told in wrong(desk, leads=str(write(content))).what


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"leads": "Ben\n,x"}, "leads"), ({"leads": "nowhere.csv"}, "leads"), ({"leads": "-", "next_step": "x"}, "leads"),
        ({"leads": "", "next_step": "Call"}, "leads"), ({"leads": "Ben\nLin", "next_step": "Call"}, "next_step"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_for_its_field(desk: Any, values: dict[str, str], field: str) -> None:
    assert wrong(desk, **values).field == field


def test_a_file_that_breaks_off_brings_in_nothing(desk: Any, write: Write) -> None:
    assert "closed" in wrong(desk, leads=str(write('name,company\nBen,A\nLin,"B\n'))).what
    assert desk.rows("SELECT 1 FROM lead") == []


def test_any_other_page_is_written_as_it_is(desk: Any) -> None:
    write_any_page(desk, "owner", {"owner": "Maya", "stand_in": ""})
    assert answers(desk)["owner"].text == "Maya"
    write_any_page(desk, PAGE, {"leads": " ", "next_step": ""})
    assert stop(desk).page == "finish"
