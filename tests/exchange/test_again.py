"""A file comes in again, as it was or newer: what it brings, what it may change, and what was decided here and stays."""

from datetime import date, timedelta
from typing import Any

from coach.actions.days import add_days_off
from coach.actions.leads import add_lead, edit_lead
from coach.actions.moves import move_lead, stop_contact, win_lead
from coach.actions.steps import snooze_lead
from coach.actions.touches import log_touch
from coach.actions.undo import undo
from coach.views.find_lead import find_lead
from coach.views.lead_card import LeadCard, lead_card

from ..records.desks import TUESDAY, DeskAt, dump
from .conftest import Bring
from .made_file import MAP, made_file

LATER = TUESDAY + timedelta(days=7)
HEAD = "id,name,email,company,value,stage,owner,source,entered,closed,reason,note\n"


def card(desk: DeskAt, name: str) -> LeadCard:
    return lead_card(desk, find_lead(desk, name))


def visits(desk: DeskAt) -> list[Any]:
    return [
        (stage, outcome, days)
        for stage, outcome, days in desk.rows(
            "SELECT stage.key, outcome, days FROM stage_visit JOIN stage ON stage.id = stage_id ORDER BY stage_visit.id"
        )
    ]


def test_the_same_file_again_changes_nothing(desk: DeskAt, bring: Bring) -> None:
    text = made_file(700).text
    bring(text, MAP)
    before = dump(desk)
    changes = desk.rows("SELECT count(*) FROM change")
    desk.at(LATER)
    for _ in range(2):
        report = bring(text, MAP)
        assert (report.counts, report.told, report.done.change_id) == ({"unchanged": 700}, [], None)
    assert dump(desk) == before
    assert desk.rows("SELECT count(*) FROM change") == changes


def test_people_who_share_what_is_known_of_them_do_not_take_turns(desk: DeskAt, bring: Bring) -> None:
    text = "id,name,contact,email,phone,company\n1,Roof,Ann,a@x.com,0151 111111,Acme\n2,Gate,Anna,a@x.com,0151 222222,Other\n"
    bring(text)
    before = dump(desk)
    assert bring(text).counts == {"unchanged": 2}
    assert dump(desk) == before


def test_a_newer_file_brings_what_is_new_and_changes_what_has_changed(desk: DeskAt, bring: Bring) -> None:
    bring(HEAD + "1,Ann,ann@x.com,Acme,100,proposal,Maya,fair,2026-10-01,,,\n2,Ben,,,,discovery,,,,,,\n")
    desk.at(LATER)
    before = dump(desk)
    report = bring(
        HEAD + "1,Ann Lee,ann@x.com,Lee & Co,250,proposal,Tom,web,2026-10-01,,,called twice\n2,Ben,,,,discovery,,,,,,\n"
        "3,Cy,,,,,,,,,,\n",
        name="newer.csv",
    )
    assert report.counts == {"create": 1, "update": 1, "unchanged": 1}
    assert report.done.sentence == "brought in 1 lead and changed 1 from newer.csv"
    ann = card(desk, "ann@x.com")
    assert (ann.name, ann.contact_name, ann.company, ann.value, ann.owner, ann.source) == (
        "Ann Lee",
        "Ann Lee",
        "Lee & Co",
        25_000,
        "Tom",
        "web",
    )
    assert ann.id == 1
    assert ann.timeline[0].note == "called twice"
    assert ann.due_on == TUESDAY
    undo(desk)
    assert dump(desk) == before


def test_nothing_is_ever_blanked(desk: DeskAt, bring: Bring) -> None:
    bring(HEAD + "1,Ann,ann@x.com,Acme,100,proposal,Maya,fair,2026-10-01,,,note\n")
    before = dump(desk)
    report = bring(HEAD + "1,Ann,,,0,,,,,,,\n")
    assert report.counts == {"unchanged": 1}
    assert dump(desk) == before


def test_what_was_changed_here_since_stays(desk: DeskAt, bring: Bring) -> None:
    text = HEAD + "1,Ann,ann@x.com,Acme,100,proposal,Maya,fair,,,,\n"
    bring(text)
    edit_lead(desk, 1, value="900", owner="Tom", email="ann@new.com")
    before = dump(desk)
    report = bring(text)
    assert report.counts == {"unchanged": 1}
    assert report.told[0].reason == "Changed here since, and left so: value, owner, e-mail."
    assert dump(desk) == before
    report = bring(HEAD + "1,Ann,ann@x.com,New Firm,100,proposal,Maya,web,,,,\n")
    assert report.counts == {"update": 1}
    ann = card(desk, "Ann")
    assert (ann.value, ann.owner, ann.email, ann.company, ann.source) == (
        90_000,
        "Tom",
        "ann@new.com",
        "New Firm",
        "web",
    )


def test_a_change_that_was_undone_does_not_hold(desk: DeskAt, bring: Bring) -> None:
    bring(HEAD + "1,Ann,,,100,proposal,,,,,,\n")
    edit_lead(desk, 1, value="900")
    undo(desk)
    assert bring(HEAD + "1,Ann,,,200,proposal,,,,,,\n").counts == {"update": 1}
    assert card(desk, "Ann").value == 20_000


def test_a_lead_nobody_worked_on_follows_its_file(desk: DeskAt, bring: Bring) -> None:
    bring(
        HEAD
        + "1,Ann,,,,discovery,,,2026-10-01,,,\n2,Ben,,,,proposal,,,2026-10-01,,,\n3,Cy,,,,decision,,,2026-10-01,,,\n"
        "4,Dee,,,,decision,,,,,,\n"
    )
    add_days_off(desk, [TUESDAY])  # the calendar moves steps; that is not work on a lead
    desk.at(LATER)
    before = dump(desk)
    report = bring(
        HEAD + "1,Ann,,,,proposal,,,2026-11-20,,,\n2,Ben,,,900,Won,,,2026-10-01,2026-11-30,,\n"
        "3,Cy,,,,discovery,,,2026-11-20,,,\n4,Dee,,,,lost,,,,2026-11-30,timing,\n"
    )
    assert report.counts == {"update": 4}
    assert report.done.sentence == "changed 4 leads from leads.csv"
    ann, ben, cy, dee = (card(desk, name) for name in ("Ann", "Ben", "Cy", "Dee"))
    assert (ann.stage.key, ann.entered_on, ann.due_on) == ("proposal", date(2026, 11, 20), LATER)
    assert (ben.status, ben.closed_on, ben.value, ben.due_on) == ("won", date(2026, 11, 30), 90_000, None)
    assert (cy.stage.key, cy.status) == ("discovery", "open")
    assert (dee.status, dee.reason) == ("not_yet", "timing")
    assert visits(desk) == [
        ("discovery", "forward", 50),
        ("proposal", "won", 60),
        ("decision", "back", 50),
        ("decision", "not_yet", None),
        ("proposal", "open", None),
        ("discovery", "open", None),
    ]
    undo(desk)
    assert dump(desk) == before


def test_a_lead_that_was_closed_too_soon_is_open_again_with_its_file(desk: DeskAt, bring: Bring) -> None:
    bring(HEAD + "1,Ann,,,,lost,,,2026-09-01,2026-10-01,timing,\n", {"closed_from": "discovery"})
    bring(HEAD + "1,Ann,,,,decision,,,2026-11-01,,,\n")
    ann = card(desk, "Ann")
    assert (ann.status, ann.reason, ann.closed_on, ann.due_on) == ("open", "", None, TUESDAY)
    assert visits(desk) == [("discovery", "not_yet", 30), ("decision", "open", None)]


def test_a_lead_somebody_worked_on_here_stays_where_it_is(desk: DeskAt, bring: Bring) -> None:
    bring(
        HEAD + "1,Ann,,,,discovery,,,,,,\n2,Ben,,,,discovery,,,,,,\n3,Cy,,,,discovery,,,,,,\n4,Dee,,,,discovery,,,,,,\n"
    )
    log_touch(desk, 1, via="call")
    move_lead(desk, 2, card(desk, "Ben").stage.id + 1, anyway="they asked")
    win_lead(desk, 3)
    snooze_lead(desk, 4, date(2027, 1, 4))
    before = dump(desk)
    report = bring(
        HEAD
        + "1,Ann,,,,Won,,,,2026-11-01,,\n2,Ben,,,,discovery,,,,,,\n3,Cy,,,,discovery,,,,,,\n4,Dee,,,,decision,,,,,,\n"
    )
    assert report.counts == {"unchanged": 4}
    assert [row.reason for row in report.told] == [
        "It was worked on here and stays in Discovery conversation; the file has it in Won.",
        "It was worked on here and stays in Proposal / trial / consultation; the file has it in Discovery conversation.",
        "It was worked on here and stays in Won; the file has it in Discovery conversation.",
        "It was worked on here and stays in Discovery conversation; the file has it in Decision support.",
    ]
    assert dump(desk) == before


def test_a_promised_day_never_moves(desk: DeskAt, bring: Bring) -> None:
    bring(HEAD + "1,Ann,,,,discovery,,,,,,\n")
    log_touch(desk, 1, via="call", next_step="Send the checklist", due=date(2026, 12, 5), promise="ours")
    bring("id,name,stage,next step,due,closed,value\n1,Ann,Won,Something else,2026-12-01,2026-11-20,70\n")
    ann = card(desk, "Ann")
    assert (ann.next_step, ann.due_on, ann.promise_on, ann.value) == (
        "Send the checklist",
        date(2026, 12, 5),
        date(2026, 12, 5),
        7_000,
    )


def test_who_asked_for_no_contact_stays_so(desk: DeskAt, bring: Bring) -> None:
    text = HEAD + "1,Ann,ann@x.com,,,discovery,,,,,,\n"
    bring(text)
    stop_contact(desk, 1, reason="asked us to stop")
    before = dump(desk)
    report = bring(text)
    assert report.counts == {"reject": 1}
    assert report.rejected[0].reason == "Ann asked for no contact (asked us to stop)."
    assert dump(desk) == before


def test_a_newer_file_does_not_join_a_lead_to_somebody_who_asked_for_no_contact(desk: DeskAt, bring: Bring) -> None:
    add_lead(desk, "Fox", phone="0151 222333")
    stop_contact(desk, 1, reason="asked us to stop")
    bring("id,name,phone\n7,Ann,\n")
    before = dump(desk)
    assert bring("id,name,phone\n7,Ann,0151-222333\n").counts == {"reject": 1}
    assert dump(desk) == before


def test_the_same_id_from_two_places_is_two_leads_when_the_maps_say_so(desk: DeskAt, bring: Bring) -> None:
    bring("id,name,company\n1,Ann,Acme\n", {"from": "north"})
    assert bring("id,name,company\n1,Ben,Fox Ltd\n", {"from": "south"}).counts == {"create": 1}
    assert bring("id,name,company\n1,Ben,Fox Ltd\n", {"from": "south"}).counts == {"unchanged": 1}


def test_an_id_that_belongs_to_somebody_else_is_rejected(desk: DeskAt, bring: Bring) -> None:
    bring("id,name,company,email\n1,Ann,Acme,ann@x.com\n2,Ben,,\n")
    before = dump(desk)
    report = bring("id,name,company,email\n1,Cy,Fox Ltd,cy@y.com\n")
    assert report.counts == {"reject": 1}
    assert "Its id belongs to 'Ann' (lead 1) already" in report.rejected[0].reason
    assert dump(desk) == before
    assert bring("id,name,company,email\n1,Ann Lee,Acme,new@x.com\n2,Benjamin,,\n").counts == {"update": 2}


def test_leads_without_an_id_are_found_by_address_and_else_by_name_and_company(desk: DeskAt, bring: Bring) -> None:
    bring("name,email,company\nAnn,ann@x.com,Acme\nBen Fox,,Fox Ltd\n")
    report = bring("name,email,company,value\nAnn Lee,ANN@X.com,Acme,5\nben  fox,,fox ltd,7\nBen Fox,,Other,9\n")
    assert report.counts == {"create": 1, "update": 2}
    assert [value for (value,) in desk.rows("SELECT value FROM lead ORDER BY id")] == [500, 700, 900]


def test_a_contact_who_was_there_before_the_file_keeps_what_is_known_of_them(desk: DeskAt, bring: Bring) -> None:
    add_lead(desk, "Ann Lee", email="ann@x.com", company="Acme")
    text = "id,name,email,company\n7,Roof,ann@x.com,Other Ltd\n"
    bring(text)
    assert card(desk, "Roof").company == "Acme"
    assert bring(text).counts == {"unchanged": 1}


def test_a_note_comes_in_once(desk: DeskAt, bring: Bring) -> None:
    bring("id,name,note\n1,Ann,first\n")
    assert bring("id,name,note\n1,Ann,second\n").counts == {"update": 1}
    assert bring("id,name,note\n1,Ann,first\n").counts == {"unchanged": 1}
    assert desk.rows("SELECT note, via, imported FROM touch ORDER BY id") == [
        ("first", "other", True),
        ("second", "other", True),
    ]
    assert card(desk, "Ann").last_touch_on is None


def test_undo_of_the_first_import_waits_for_what_stands_on_it(desk: DeskAt, bring: Bring) -> None:
    empty = dump(desk)
    bring(HEAD + "1,Ann,,,100,proposal,,,,,,\n")
    bring(HEAD + "1,Ann,,,200,proposal,,,,,,\n2,Ben,,,,,,,,,,\n")
    undo(desk)
    assert card(desk, "Ann").value == 10_000
    undo(desk)
    assert dump(desk) == empty
