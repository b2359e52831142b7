"""Leads come in with a dated step, and what is known of them is put right."""

from typing import Any

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.moves import stop_contact
from coach.actions.pipeline import write_pipeline
from coach.actions.settings import change_setting
from coach.actions.touches import log_touch
from coach.errors import Misused, Refused
from coach.records.database import open_database

from ..records.desks import DeskAt, dump
from .diary import Diary, on


def test_a_new_lead_is_answered_the_same_day_and_stands_in_the_first_stage(diary: Diary) -> None:
    done = add_lead(
        diary, "  Ben   Adeyemi ", email="Ben@Adeyemi.com", company="Adeyemi Roofing", value="4,200", source="fair"
    )
    assert done.sentence == "added Ben   Adeyemi"
    assert done.change_id is not None
    lead = diary.lead(done.lead_id or 0)
    assert (lead.status, lead.value, lead.currency, lead.source) == ("open", 420_000, "EUR", "fair")
    assert (lead.received_on, lead.entered_on) == (on("11-24"), on("11-24"))
    assert lead.next_step == "Answer them"
    assert diary.step(lead.id) == ("11-24", "answer")
    assert diary.visits(lead.id) == [("lead", "open")]
    assert diary.contact(lead.id).email == "Ben@Adeyemi.com"
    assert lead.search_key == "ben adeyemi adeyemi roofing ben@adeyemi.com"


def test_the_first_lead_writes_the_pipeline_down_in_the_same_change(database: Any) -> None:
    desk = DeskAt(database)
    add_lead(desk, "Ben")
    assert [name for (name,) in desk.rows("SELECT name FROM stage ORDER BY position")] == [
        "Lead received",
        "Discovery conversation",
        "Proposal / trial / consultation",
        "Decision support",
        "Won",
        "Not yet",
    ]
    assert desk.rows("SELECT sentence FROM change") == [("added Ben",)]
    assert write_pipeline(desk) == ("", None, None, "")


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ({}, ("Answer them", "11-24", "answer", "cadence")),
        ({"next_step": "Send the photos"}, ("Send the photos", "11-24", "answer", "manual")),
        ({"due": on("11-30")}, ("Answer them", "11-30", "touch", "manual")),
        ({"next_step": "Drop by", "due": on("11-28"), "time": "9:30"}, ("Drop by", "11-28", "touch", "manual")),
    ],
)
def test_the_first_step_is_the_one_given_else_the_one_of_the_rhythm(
    diary: Diary, given: dict[str, Any], step: tuple[str, ...]
) -> None:
    lead = diary.lead(diary.add(**given))
    assert (lead.next_step, *diary.step(lead.id), lead.step_source) == step
    assert lead.due_time == ("09:30" if "time" in given else "24:00")


def test_a_lead_can_start_in_any_open_stage_with_its_rhythm(diary: Diary) -> None:
    ben = diary.add(stage="decision")
    assert diary.step(ben) == ("11-24", "touch")
    assert diary.lead(ben).stage_position == 3
    for stage in ("won", "not_yet"):
        with pytest.raises(Misused, match="cannot start in that stage"):
            diary.add("Lin", stage=stage)
    with pytest.raises(Misused, match="cannot start in that stage"):
        add_lead(diary, "Lin", stage_id=99)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "   "}, "A lead needs a name"),
        ({"email": "ben at home"}, "is not an e-mail address"),
        ({"email": "@x"}, "is not an e-mail address"),
        ({"value": "lots"}, "is not an amount"),
        ({"value": "-5"}, "is negative"),
        ({"time": "10:00"}, "A time needs its day"),
        ({"due": on("11-30"), "time": "25:00"}, "is not a time"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(diary: Diary, given: dict[str, Any], said: str) -> None:
    before = dump(diary)
    with pytest.raises(Misused, match=said):
        add_lead(diary, **{"name": "Ben", **given})
    assert dump(diary) == before


def test_a_day_off_or_a_day_that_has_passed_is_kept_and_told(diary: Diary) -> None:
    weekend = add_lead(diary, "Ben", next_step="Call", due=on("11-28"))
    assert weekend.warning == "Sat 28 Nov is not a business day; it is kept as you gave it."
    passed = add_lead(diary, "Lin", next_step="Call", due=on("11-20"))
    assert passed.warning == "Fri 20 Nov has passed: it is late from the start."


def test_the_same_e_mail_or_number_is_the_same_person(diary: Diary) -> None:
    ben = diary.add("Ben", email="ben@x.com", phone="+49 30 123456")
    roof = add_lead(diary, "Ben's roof", email="BEN@X.COM")
    gutters = add_lead(diary, "Ben's gutters", phone="0049-30-12 34 56")
    assert roof.warning == gutters.warning == "Ben is known already: this is another lead of the same person."
    assert (
        diary.lead(roof.lead_id or 0).contact_id
        == diary.lead(gutters.lead_id or 0).contact_id
        == diary.lead(ben).contact_id
    )
    assert add_lead(diary, "ben").warning == "There is another lead called ben (number 1)."


def test_what_is_new_of_a_known_person_is_kept_and_found_in_all_their_leads(diary: Diary) -> None:
    ben = diary.add("Ben", email="ben@x.com", company="Adeyemi Roofing")
    roof = diary.add("Ben's roof", email="ben@x.com", company="Another Ltd", phone="030 123456")
    contact = diary.contact(ben)
    assert (contact.company, contact.phone, contact.phone_key) == ("Adeyemi Roofing", "030 123456", "030123456")
    assert [diary.lead(each).search_key for each in (ben, roof)] == [
        "ben adeyemi roofing ben@x.com 030123456",
        "ben's roof ben adeyemi roofing ben@x.com 030123456",
    ]


def test_a_person_who_asked_for_no_contact_is_not_added_again(diary: Diary) -> None:
    stop_contact(diary, diary.add("Ben", email="ben@x.com", phone="030 123456"), reason="asked us to stop")
    before = dump(diary)
    ways: tuple[dict[str, Any], ...] = ({"email": "ben@x.com"}, {"phone": "(030) 123-456"})
    for known in ways:
        with pytest.raises(Refused, match=r"Ben asked for no contact \(asked us to stop\)"):
            add_lead(diary, "Benjamin", **known)
    assert dump(diary) == before


def test_an_owner_is_one_person(diary: Diary) -> None:
    ben = diary.add(owner="Maya Okafor")
    lin = diary.add("Lin", owner="  maya OKAFOR")
    assert diary.lead(ben).owner_id == diary.lead(lin).owner_id
    assert diary.rows("SELECT name FROM owner") == [("Maya Okafor",)]
    for shared in ("everyone", " The  Team ", "US", "nobody"):
        with pytest.raises(Refused, match="is not one person"):
            diary.add("Tom", owner=shared)
    with pytest.raises(Refused, match="is not one person"):
        edit_lead(diary, ben, owner="everybody")
    edit_lead(diary, ben, owner="")
    assert diary.lead(ben).owner_id is None


def test_who_owns_the_pipeline_owns_a_new_lead_when_nobody_is_named(diary: Diary) -> None:
    change_setting(diary, "pipeline-owner", "Jo")
    ben, lin = diary.add(), diary.add("Lin", owner="Sam")
    names = dict(diary.rows("SELECT lead.id, owner.name FROM lead JOIN owner ON owner.id = lead.owner_id"))
    assert names == {ben: "Jo", lin: "Sam"}


def test_editing_changes_what_is_given_and_keeps_the_rest(diary: Diary) -> None:
    ben = diary.add("Ben", email="ben@x.com", value="100 USD", source="fair")
    done = edit_lead(diary, ben, name="Ben Adeyemi", phone="030 123456", value="200", review_every=14)
    assert done.sentence == "changed what is known of Ben Adeyemi"
    lead, contact = diary.lead(ben), diary.contact(ben)
    assert (lead.name, lead.name_key, lead.source, lead.review_every) == ("Ben Adeyemi", "ben adeyemi", "fair", 14)
    assert (lead.value, lead.currency) == (20_000, "USD")
    assert (contact.name, contact.email, contact.phone) == ("Ben Adeyemi", "ben@x.com", "030 123456")
    assert lead.search_key == "ben adeyemi ben@x.com 030123456"
    edit_lead(diary, ben, value="")
    assert diary.lead(ben).value == 0
    assert edit_lead(diary, ben, name="Ben Adeyemi").change_id is None


def test_a_lead_that_goes_by_another_name_does_not_rename_its_person(diary: Diary) -> None:
    ben = diary.add("Ben", email="ben@x.com")
    roof = diary.add("The roof", email="ben@x.com")
    edit_lead(diary, roof, name="The big roof", company="Adeyemi")
    assert [diary.lead(each).name for each in (ben, roof)] == ["Ben", "The big roof"]
    assert diary.contact(ben).name == "Ben"
    assert [diary.lead(each).search_key for each in (ben, roof)] == [
        "ben adeyemi ben@x.com",
        "the big roof ben adeyemi ben@x.com",
    ]


def test_an_address_of_somebody_who_asked_for_no_contact_is_not_taken_over(diary: Diary) -> None:
    stop_contact(diary, diary.add("Ben", email="ben@x.com", phone="030 123456"), reason="asked us to stop")
    lin = diary.add("Lin", email="lin@x.com")
    ways: tuple[dict[str, Any], ...] = ({"email": "Ben@x.com"}, {"phone": "030123456"})
    for known in ways:
        with pytest.raises(Refused, match="is Ben's, who asked for no contact"):
            edit_lead(diary, lin, **known)
    edit_lead(diary, lin, email="lin@y.com", phone="040 123456")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "needs a name"),
        ({"email": "x"}, "is not an e-mail address"),
        ({"value": "x"}, "is not an amount"),
        ({"review_every": 0}, "every 1 to 60 days"),
        ({"review_every": 61}, "every 1 to 60 days"),
        ({"quiet_weekdays": "someday"}, "is not a weekday"),
        ({"quiet_weekdays": "mon tue wed thu fri sat sun"}, "leaves no day"),
    ],
)
def test_an_edit_that_cannot_be_kept_writes_nothing(diary: Diary, given: dict[str, Any], said: str) -> None:
    ben = diary.add()
    before = dump(diary)
    with pytest.raises(Misused, match=said):
        edit_lead(diary, ben, **given)
    assert dump(diary) == before


def test_days_a_person_wants_quiet_move_the_rhythm_of_all_their_leads(diary: Diary) -> None:
    ben = diary.add("Ben", email="ben@x.com")
    roof = diary.add("The roof", email="ben@x.com")
    log_touch(diary, ben, via="call")
    log_touch(diary, roof, via="call")
    assert diary.step(ben) == diary.step(roof) == ("11-26", "touch")
    edit_lead(diary, ben, quiet_weekdays="thu, fri")
    assert diary.step(ben) == diary.step(roof) == ("11-30", "touch")
    assert diary.contact(ben).quiet_weekdays == "34"
    edit_lead(diary, roof, quiet_weekdays="")
    assert diary.step(ben) == ("11-26", "touch")


def test_quiet_days_that_leave_no_working_day_are_refused(diary: Diary) -> None:
    ben = diary.add()
    with pytest.raises(Refused, match="no business day"):
        edit_lead(diary, ben, quiet_weekdays="mon tue wed thu fri")
    assert diary.contact(ben).quiet_weekdays == ""


def test_there_is_no_lead_of_a_number_nobody_has(local: Diary) -> None:
    with pytest.raises(Misused, match="There is no lead 7"):
        edit_lead(local, 7, name="x")
    with pytest.raises(Misused, match="There is no lead 7"):
        log_touch(local, 7, via="call")


def test_a_lead_is_found_again_when_the_records_are_opened_again(sqlite_url: str) -> None:
    first = Diary(open_database(sqlite_url, create=True))
    ben = first.add(value="1.50")
    first.database.close()
    again = Diary(open_database(sqlite_url))
    assert (again.lead(ben).name, again.lead(ben).value) == ("Ben Adeyemi", 150)
    again.database.close()
