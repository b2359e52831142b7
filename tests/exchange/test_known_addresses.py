"""A file brings people who are known: by a further address, by a number written differently, as they agreed to be followed up."""

from datetime import date
from typing import Any

import pytest

from coach.actions.leads import add_lead
from coach.actions.merge import join_people
from coach.actions.moves import allow_contact, stop_contact
from coach.actions.permission import note_permission
from coach.actions.touches import log_touch
from coach.actions.undo import undo
from coach.views.lead_card import lead_card
from coach.views.search import find

from ..records.desks import DeskAt, dump
from .conftest import Bring

HEAD = "id,name,contact,email,phone,company,stage\n"


def people(desk: DeskAt) -> int:
    return int(desk.rows("SELECT count(*) FROM contact")[0][0])


def joined(desk: DeskAt) -> None:
    """Ben, whose second address was another person's before they were one."""
    add_lead(desk, "Ben", email="ben@x.com", phone="+49 171 2345678")
    add_lead(desk, "Ben A.", email="old@x.com", phone="030 123456")
    join_people(desk, 1, 2)


@pytest.mark.parametrize(
    "row", ["7,Roof,Ben A.,old@x.com,,,", "7,Roof,Ben,,030-123456,,", "7,Roof,Ben,,0171 2345678,,"]
)
def test_a_row_with_a_further_address_is_a_lead_of_the_same_person(desk: DeskAt, bring: Bring, row: str) -> None:
    joined(desk)
    assert bring(f"{HEAD}{row}\n").counts == {"create": 1}
    assert people(desk) == 1
    assert {each.id for each in lead_card(desk, 3).others} == {1, 2}
    assert [lead.id for lead in find(desk, "old@x.com")].count(3) == 1


def test_a_list_of_people_brings_nobody_who_is_here_under_a_further_address(desk: DeskAt, bring: Bring) -> None:
    joined(desk)
    assert bring("name,email\nSomebody,old@x.com\n").counts == {"duplicate": 1}


@pytest.mark.parametrize(
    "row", ["9,X,X,old@x.com,,,", "9,X,X,,030 123456,,", "9,X,X,,0171/2345678,,", "9,X,X,,+49 30 123456,,"]
)
def test_no_address_of_somebody_who_asked_for_no_contact_comes_in(desk: DeskAt, bring: Bring, row: str) -> None:
    joined(desk)
    stop_contact(desk, 2, reason="asked us to stop")
    before = dump(desk)
    report = bring(f"{HEAD}{row}\n")
    assert report.counts == {"reject": 1}
    assert report.rejected[0].reason == "Ben asked for no contact (asked us to stop)."
    assert dump(desk) == before
    allow_contact(desk, 1, reason="wrote to us again")
    assert bring(f"{HEAD}{row}\n").counts == {"create": 1}


WRITINGS = ("+49 171 2345678", "0171 2345678", "0049 171/234 56 78")


@pytest.mark.parametrize("first", WRITINGS)
@pytest.mark.parametrize("second", WRITINGS)
def test_one_number_in_two_writings_is_one_person(desk: DeskAt, bring: Bring, first: str, second: str) -> None:
    together = f"{HEAD}1,Roof,Ben,,{first},,\n2,Gate,ben,,{second},,\n"
    assert bring(together).counts == {"create": 2}
    assert people(desk) == 1
    undo(desk)
    bring(f"{HEAD}1,Roof,Ben,,{first},,\n")
    assert bring(f"{HEAD}2,Gate,BEN,,{second},,\n").counts == {"create": 1}
    assert people(desk) == 1
    assert bring(together).counts == {"unchanged": 2}


@pytest.mark.parametrize(
    ("name", "phone"), [("Lin", "0171 2345678"), ("Ben", "+43 171 2345678"), ("Ben", "0172 2345678")]
)
def test_another_name_country_or_number_is_another_person(desk: DeskAt, bring: Bring, name: str, phone: str) -> None:
    text = f"1,Roof,Ben,,+49 171 2345678,,\n2,Gate,{name},,{phone},,\n"
    bring(HEAD + text)
    assert people(desk) == 2
    undo(desk)
    for row in text.splitlines():
        bring(f"{HEAD}{row}\n")
    assert people(desk) == 2


def test_another_address_of_a_person_met_again_is_kept_and_comes_in_once(desk: DeskAt, bring: Bring) -> None:
    rows = "1,Roof,Ben,,0171 2345678,,\n2,Gate,Ben,ben@x.com,0171 2345678,,\n3,Shed,Ben,old@x.com,0171 2345678,,\n"
    before = dump(desk)
    for text in (HEAD + rows, HEAD + rows):
        bring(text)
        assert (people(desk), lead_card(desk, 1).email) == (1, "ben@x.com")
        assert lead_card(desk, 3).further_addresses == ("old@x.com",)
    assert {lead.id for lead in find(desk, "old@x.com")} == {1, 2, 3}
    undo(desk)
    assert {table: rows for table, rows in dump(desk).items() if table != "stage"} == {
        table: rows for table, rows in before.items() if table != "stage"
    }


def test_another_address_of_a_person_who_is_here_is_kept(desk: DeskAt, bring: Bring) -> None:
    add_lead(desk, "Ben", phone="0171 2345678")
    add_lead(desk, "Lin", email="lin@x.com")
    bring(f"{HEAD}1,Roof,Ben,ben@x.com,0171 2345678,,\n2,Gate,Ben,old@x.com,0171 2345678,,\n3,Shed,Lin,lin@x.com,,,\n")
    card = lead_card(desk, 1)
    assert (people(desk), card.email, card.further_addresses) == (2, "ben@x.com", ("old@x.com",))
    stop_contact(desk, 1, reason="asked us to stop")
    assert bring(f"{HEAD}9,X,X,old@x.com,,,\n").counts == {"reject": 1}


def test_a_newer_file_lets_two_addresses_change_places(desk: DeskAt, bring: Bring) -> None:
    bring(f"{HEAD}1,Roof,Ben,ben@x.com,,,\n")
    add_lead(desk, "Ben A.", email="old@x.com")
    join_people(desk, 1, 2)
    newer = f"{HEAD}1,Roof,Ben,old@x.com,,,\n"
    assert bring(newer).counts == {"update": 1}
    card = lead_card(desk, 1)
    assert (card.email, card.further_addresses) == ("old@x.com", ("ben@x.com",))
    assert bring(newer).counts == {"unchanged": 1}


CLOSED: dict[str, Any] = {"defaults": {"reason": "timing", "closed": "2026-10-01"}}


def test_what_a_newer_file_puts_right_of_somebody_who_wants_no_contact_stays_known(desk: DeskAt, bring: Bring) -> None:
    bring(f"{HEAD}1,Roof,Ben,ben@x.com,,,not yet\n", CLOSED)
    stop_contact(desk, 1, reason="asked us to stop")
    assert bring(f"{HEAD}1,Roof,Ben,new@x.com,,,not yet\n", CLOSED).counts == {"update": 1}
    assert bring(f"{HEAD}8,X,X,ben@x.com,,,\n9,Y,Y,new@x.com,,,\n").counts == {"reject": 2}


def test_a_newer_file_gives_a_closed_lead_no_address_of_somebody_who_wants_no_contact(
    desk: DeskAt, bring: Bring
) -> None:
    joined(desk)
    stop_contact(desk, 1, reason="asked us to stop")
    bring(f"{HEAD}1,Roof,Lin,,,,not yet\n", CLOSED)
    before = dump(desk)
    assert bring(f"{HEAD}1,Roof,Lin,old@x.com,,,not yet\n", CLOSED).counts == {"reject": 1}
    assert dump(desk) == before


def test_a_lead_of_a_known_person_is_planned_as_they_agreed(desk: DeskAt, bring: Bring) -> None:
    for number, (every, until) in enumerate(((10, None), (None, date(2026, 11, 26)), (None, None)), 1):
        add_lead(desk, f"P{number}", email=f"p{number}@x.com")
        if every or until:
            note_permission(desk, number, every=every, until=until)
    desk.at(date(2026, 11, 30))
    bring(HEAD + "".join(f"{n},L{n},P{n},p{n}@x.com,,,discovery\n" for n in (1, 2, 3)))
    steps = {
        lead: (kind, str(due)) for lead, kind, due in desk.rows("SELECT id, step_kind, due_on FROM lead WHERE id > 3")
    }
    assert steps[5][0] == "decide"
    assert steps[4] == steps[6]
    assert steps[6][0] == "touch"
    for lead in (4, 6):
        log_touch(desk, lead, via="call")
    assert [str(due) for (due,) in desk.rows("SELECT due_on FROM lead WHERE id = 4")] == ["2026-12-14"]


def test_a_lead_whose_place_a_file_corrects_is_planned_as_agreed(desk: DeskAt, bring: Bring) -> None:
    bring(f"{HEAD}1,Roof,Ben,ben@x.com,,,discovery\n")
    note_permission(desk, 1, until=date(2026, 11, 26))
    desk.at(date(2026, 11, 30))
    assert bring(f"{HEAD}1,Roof,Ben,ben@x.com,,,proposal\n").counts == {"update": 1}
    assert desk.rows("SELECT step_kind FROM lead") == [("decide",)]
