"""Leads pasted as lines: from a note, a table, a mail; each wrong line by its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import Misused
from coach.exchange.pasted_leads import PastedLead, read_lines


def refused(text: str) -> str:
    with pytest.raises(Misused) as raised:
        read_lines(text)
    assert raised.value.do == "Write each as: Name, company, e-mail or phone. None was added."
    return raised.value.what


@pytest.mark.parametrize(
    "line",
    [
        "Ben Adeyemi, Adeyemi Roofing, ben@adeyemi.example",
        "Ben Adeyemi; Adeyemi Roofing; ben@adeyemi.example",
        "Ben Adeyemi\tAdeyemi Roofing\tben@adeyemi.example\t\t",
        "  - Ben Adeyemi ,Adeyemi Roofing,ben@adeyemi.example,",
        "12. Ben Adeyemi, ben@adeyemi.example, Adeyemi Roofing",
        "\u2022Ben Adeyemi, Adeyemi Roofing, ben@adeyemi.example",
        "[ ] Ben Adeyemi, Adeyemi Roofing, ben@adeyemi.example",
        "Ben Adeyemi <ben@adeyemi.example>, Adeyemi Roofing",
        '"Ben Adeyemi" , "Adeyemi Roofing", ben@adeyemi.example',
    ],
)
def test_a_line_is_read_whatever_sets_its_cells_apart_and_whatever_a_list_puts_before_it(line: str) -> None:
    assert read_lines(line) == [PastedLead(1, "Ben Adeyemi", "Adeyemi Roofing", "ben@adeyemi.example")]


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("Ben", PastedLead(1, "Ben")),
        ("Lin Wei, +49 (30) 123-456", PastedLead(1, "Lin Wei", phone="+49 (30) 123-456")),
        ("Lin Wei, Harbour Dental", PastedLead(1, "Lin Wei", "Harbour Dental")),
        (
            'Tom, "Reyes Print, Inc.", tom@r.example, 030 123456',
            PastedLead(1, "Tom", "Reyes Print, Inc.", "tom@r.example", "030 123456"),
        ),
        ("Tom; Reyes Print, Inc.", PastedLead(1, "Tom", "Reyes Print, Inc.")),
        ("3 Musketeers, 4711", PastedLead(1, "3 Musketeers", "4711")),
        ("Jean-Luc O'Neil", PastedLead(1, "Jean-Luc O'Neil")),
        ("-x", PastedLead(1, "x")),
        ("Tom \"the boss\" Reyes", PastedLead(1, 'Tom "the boss" Reyes')),
    ],
)  # fmt: skip
def test_addresses_are_known_by_their_look(line: str, lead: PastedLead) -> None:
    assert read_lines(line) == [lead]


def test_the_numbers_are_those_of_the_lines_as_they_were_pasted() -> None:
    text = "\nName, Company, E-mail\r\nBen, Adeyemi Roofing\r\r  \nLin\n"
    assert [(lead.line, lead.name) for lead in read_lines(text)] == [(3, "Ben"), (6, "Lin")]
    assert read_lines("\n \n-\n2.\n[ ]\n") == []


def test_the_head_of_a_table_is_passed_over_only_where_it_is_one() -> None:
    assert [lead.name for lead in read_lines("Name\tPhone\nBen\t")] == ["Ben"]
    assert [lead.name for lead in read_lines("Ben\nName, Company")] == ["Ben", "Name"]
    assert [lead.name for lead in read_lines("Person")] == ["Person"]


def test_every_wrong_line_is_named_with_what_is_wrong_with_it() -> None:
    assert refused("Ben\n, Adeyemi\nx@y.example\nLin, a, b\nTom, x@\nTom, a@b.example, c@d.example") == (
        "Line 2: it begins with no name. Line 3: 'x@y.example' is no name; the name comes first. "
        "Line 4: 'a' and 'b' cannot both be the company. Line 5: 'x@' is not an e-mail address. "
        "Line 6: 'a@b.example' and 'c@d.example' cannot both be the e-mail address."
    )
    assert refused("\n".join([",x"] * 7)).endswith(" And 2 more.")
    assert refused("Ben\0").startswith("Line 1: ")
    assert refused("Ben\n,\n") == refused("Ben\n;;") == "Line 2: it begins with no name."


def test_the_same_lead_twice_is_a_slip() -> None:
    assert refused("Ben, Adeyemi\nLin\nBEN ,adeyemi") == "Line 3: it says the same as line 1."
    assert len(read_lines("Ben, Adeyemi\nBen, Novak")) == 2


@given(st.text())
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        leads = read_lines(text)
    except Misused as error:
        leads, told = [], error.what
    else:
        told = "Line "
    assert told.startswith("Line ")
    assert all(lead.name and "\n" not in lead.name for lead in leads)
