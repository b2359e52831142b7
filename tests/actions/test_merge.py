"""Two leads that are one, and two people who are one: nothing is lost, nobody is written to who should not be, one undo."""

from typing import Any

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.lenses import answer_lens
from coach.actions.merge import join_people, merge_leads
from coach.actions.moves import allow_contact, close_not_yet, move_lead, stop_contact, win_lead
from coach.actions.notes import add_note
from coach.actions.own_fields import set_own_field
from coach.actions.permission import note_permission
from coach.actions.reviews import Details, WorkItem, commit_to, decide, open_review
from coach.actions.steps import set_next, snooze_lead
from coach.actions.tags import set_tags
from coach.actions.touches import log_touch, note_reply
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.models import Lead, Note
from coach.views.day import due_list
from coach.views.find_lead import find_lead
from coach.views.lead_card import lead_card
from coach.views.merging import merge_preview
from coach.views.past_steps import past_steps
from coach.views.tags import TagShown, all_tags

from ..records.desks import dump
from .diary import Diary, on
from .foretold import merge_as_foretold


def note_of(diary: Diary, lead: int) -> list[str]:
    """The lines of the newest note about a lead."""
    found: Any = Note.select().where(Note.lead == lead).order_by(Note.id.desc()).first()
    return found.text.split("\n") if found else []


def result(diary: Diary, keep: int, other: int, *, people: bool = False) -> dict[str, str]:
    return {line.label: line.result for line in merge_preview(diary, keep, other, people=people).lines}


@pytest.fixture
def two(diary: Diary) -> tuple[int, int]:
    """Ben twice: by his e-mail, and by his phone."""
    return diary.add("Ben Adeyemi", email="ben@x.com"), diary.add("Ben A.", phone="0171 2345678", company="Roofs & Co")


def test_joining_makes_one_person_of_two_and_leaves_both_leads(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    gutters = diary.add("Gutters", phone="0171 2345678")
    done = merge_as_foretold(diary, keep, other, people=True)
    assert done.sentence == "made Ben Adeyemi and Ben A. leads of one person"
    contact = diary.contact(keep)
    assert (contact.name, contact.email, contact.phone) == ("Ben Adeyemi", "ben@x.com", "0171 2345678")
    assert contact.company == "Roofs & Co"
    assert {each.id for each in lead_card(diary, keep).others} == {other, gutters}
    assert diary.rows("SELECT count(*) FROM contact") == [(1,)]
    for lead in (keep, other, gutters):
        assert "ben@x.com" in diary.lead(lead).search_key
        assert "01712345678" in diary.lead(lead).search_key
    with pytest.raises(Refused, match="leads of one person already"):
        merge_as_foretold(diary, other, keep, people=True)


def test_what_differs_of_two_people_is_kept_in_a_note(diary: Diary) -> None:
    keep = diary.add("Ben Adeyemi", email="ben@x.com", phone="0171 2345678", company="Roofs")
    other = diary.add("B. Adeyemi", email="office@x.com", phone="0171/234 5678 ", company="Roofs & Co")
    assert diary.contact(keep).id == diary.contact(other).id  # the same number: one person from the start
    third = diary.add("Benjamin", email="benjamin@x.com", phone="030 999999", company="Roofs GmbH")
    edit_lead(diary, third, name="The dormer")
    diary.rows("UPDATE contact SET name = 'Benjamin A.' WHERE id = ? RETURNING id", (diary.contact(third).id,))
    merge_as_foretold(diary, keep, third, people=True)
    assert note_of(diary, keep) == [
        f"Joined with the person of The dormer, lead {third}.",
        "Name there: Benjamin A.",
        "Company there: Roofs GmbH",
    ]
    assert lead_card(diary, keep).further_addresses == ("benjamin@x.com", "office@x.com", "030 999999")


def test_an_address_written_differently_is_no_difference(diary: Diary) -> None:
    keep, other = diary.add("Ben", email="ben@x.com"), diary.add("Ben", phone="0171 2345678")
    edit_lead(diary, keep, phone="0171/234 56 78")
    merge_as_foretold(diary, keep, other, people=True)
    assert note_of(diary, keep) == []
    assert diary.contact(keep).phone == "0171/234 56 78"


def test_quiet_weekdays_add_up_and_the_steps_follow(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    for lead in two:
        log_touch(diary, lead, via="call")
    assert (diary.step(keep), diary.step(other)) == (("11-26", "touch"), ("11-26", "touch"))
    edit_lead(diary, keep, quiet_weekdays="mon")
    edit_lead(diary, other, quiet_weekdays="thu")
    merge_as_foretold(diary, keep, other, people=True)
    assert diary.contact(keep).quiet_weekdays == "03"
    assert (diary.step(keep), diary.step(other)) == (("11-27", "touch"), ("11-27", "touch"))


def test_quiet_weekdays_never_leave_no_day_at_all(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    edit_lead(diary, keep, quiet_weekdays="mon,tue,wed")
    edit_lead(diary, other, quiet_weekdays="thu,fri")
    done = merge_as_foretold(diary, keep, other, people=True)
    assert done.warning == "Together they would leave no day to write to them: only Ben Adeyemi's quiet days stay."
    assert diary.contact(keep).quiet_weekdays == "012"
    assert "Quiet on there: Thursday, Friday" in note_of(diary, keep)


def test_the_newer_permission_holds_and_the_older_is_kept_in_the_note(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    note_permission(diary, keep, via="call", every=5, words="call me")
    diary.goes("11-27")
    note_permission(diary, other, via="message", every=10, until=on("2027-01-29"))
    log_touch(diary, keep, via="call")
    merge_as_foretold(diary, keep, other, people=True)
    permission = lead_card(diary, keep).permission
    assert permission is not None
    assert permission[:4] == (on("11-27"), "message", 10, on("2027-01-29"))
    assert note_of(diary, keep)[1:] == [
        "Permission there: fine with a call every 5 business days, asked Tue 24 Nov: “call me”"
    ]
    assert diary.step(keep) == ("12-11", "touch")  # ten business days after the touch, as they said last


def test_no_contact_of_either_holds_for_the_joined_person(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    shed = diary.add("The shed", email="ben@x.com")
    stop_contact(diary, other, reason="asked us to stop")
    diary.goes("11-26")
    before = dump(diary)
    preview = merge_preview(diary, keep, other, people=True)
    assert preview.warnings == (
        "Ben A. asked for no contact (asked us to stop); that holds for both. Closed by it: Ben Adeyemi, The shed.",
    )
    done = merge_as_foretold(diary, keep, other, people=True)
    assert done.warning == "Ben A. asked for no contact; that holds for both."
    for lead in (keep, other, shed):
        card = lead_card(diary, lead)
        assert (card.status, card.reason, card.return_on) == ("not_yet", "do-not-contact", None)
        assert (card.do_not_contact_on, card.do_not_contact_reason) == (on("11-24"), "asked us to stop")
    assert due_list(diary, within=400) == []
    undo(diary)
    assert dump(diary) == before


def test_no_contact_of_the_first_holds_for_the_second(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    stop_contact(diary, keep, reason="asked us to stop")
    merge_as_foretold(diary, keep, other, people=True)
    assert [lead_card(diary, lead).status for lead in two] == ["not_yet", "not_yet"]
    assert due_list(diary, within=400) == []


def test_a_lead_of_somebody_who_wants_no_contact_closes_the_lead_it_is_merged_into(
    diary: Diary, two: tuple[int, int]
) -> None:
    keep, other = two
    stop_contact(diary, other, reason="asked us to stop")
    merge_as_foretold(diary, keep, other)
    card = lead_card(diary, keep)
    assert (card.status, card.reason, card.return_on) == ("not_yet", "do-not-contact", None)
    assert diary.visits(keep) == [("lead", "not_yet")]
    assert past_steps(diary, keep)[0].ended_by == "do_not_contact"


@pytest.mark.parametrize("people", [True, False])
def test_no_address_of_theirs_brings_them_back(diary: Diary, people: bool) -> None:
    silent, other = diary.add("Ben", email="ben@x.com"), diary.add("Ben A.", email="old@x.com", phone="0171 2345678")
    stop_contact(diary, silent, reason="asked us to stop")
    keep = silent if people else other
    merge_as_foretold(diary, keep, other if people else silent, people=people)
    for email, phone in (("ben@x.com", ""), ("old@x.com", ""), ("", "0171-2345678")):
        with pytest.raises(Refused, match="asked for no contact"):
            add_lead(diary, "Ben", email=email, phone=phone)
    allow_contact(diary, keep, reason="wrote to us again")
    add_lead(diary, "Ben", email="old@x.com")
    add_lead(diary, "Ben", email="ben@x.com")


def test_two_leads_of_one_person_are_one_touch_a_day(diary: Diary, two: tuple[int, int]) -> None:
    assert len(due_list(diary)) == 2
    join_people(diary, *two)
    (line,) = due_list(diary)
    assert (line.id, line.others) == (min(two), (max(two),)) or (line.id, line.others) == (max(two), (min(two),))


def test_everything_of_the_other_lead_goes_over(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    log_touch(diary, keep, via="call", note="mine")
    log_touch(diary, other, via="email", note="theirs", gave="a sketch")
    note_reply(diary, other, note="thank you")
    answer_lens(diary, other, "problem", "it leaks")
    add_note(diary, other, "Likes slate")
    add_note(diary, keep, "Lives uphill")
    set_tags(diary, keep, ["Roof"])
    set_tags(diary, other, ["roof", "Autumn"])
    for name, mine, theirs in (("Area", "80", "90"), ("Roof", "slate", "slate"), ("Pitch", "", "steep")):
        set_own_field(diary, keep, name, mine)
        set_own_field(diary, other, name, theirs)
    before = dump(diary)
    preview = merge_preview(diary, keep, other)
    assert preview.moves == ("2 touches and replies", "1 answer", "1 note", "2 steps that are over")
    done = merge_as_foretold(diary, keep, other)
    assert (done.sentence, done.lead_id) == ("merged Ben A. into Ben Adeyemi", keep)
    card = lead_card(diary, keep)
    assert sorted(touch.note for touch in diary.touches(keep)) == ["mine", "thank you", "theirs"]
    assert {entry.text for entry in card.timeline if entry.kind == "note"} >= {"Likes slate", "Lives uphill"}
    assert card.lenses[0].text == "it leaks"
    assert card.tags == ("Autumn", "Roof")
    assert all_tags(diary) == [TagShown("Autumn", 1), TagShown("Roof", 1)]
    assert [tuple(field) for field in card.own_fields] == [("Area", "80"), ("Pitch", "steep"), ("Roof", "slate")]
    assert "Area there: 90." in note_of(diary, keep)
    assert [step.text for step in past_steps(diary, keep)].count("Answer them") == 2
    with pytest.raises(Misused, match=f"no lead {other}"):
        lead_card(diary, other)
    assert find_lead(diary, "ben") == keep
    undo(diary)
    assert dump(diary) == before
    assert find_lead(diary, "ben a.") == other


def test_the_note_says_what_the_other_was_and_where_it_has_been(diary: Diary) -> None:
    diary.goes("11-03")
    other = diary.add("Ben A.", value="300", source="fair", owner="Tom")
    diary.goes("11-10")
    move_lead(diary, other, diary.stage("discovery"), evidence="he called")
    diary.goes("11-20")
    keep = diary.add("Ben Adeyemi", value="1200", source="website", owner="Maya")
    merge_as_foretold(diary, keep, other)
    assert note_of(diary, keep) == [
        f"Merged with Ben A., lead {other}, received Tue 3 Nov, in Discovery conversation.",
        "It was in: Lead received from Tue 3 Nov to Tue 10 Nov; Discovery conversation from Tue 10 Nov.",
        "Value there: 300 EUR.",
        "Source there: fair.",
        "Owner there: Tom.",
    ]
    assert diary.visits(keep) == [("lead", "open")]
    assert lead_card(diary, keep).received_on == on("11-03")
    assert lead_card(diary, keep).value == 120000


def test_blanks_are_filled(diary: Diary) -> None:
    keep, other = diary.add("Ben"), diary.add("Ben A.", value="300 USD", source="fair", owner="Tom")
    edit_lead(diary, other, review_every=3)
    merge_as_foretold(diary, keep, other)
    card = lead_card(diary, keep)
    assert (card.value, card.currency, card.source, card.owner, card.review_every) == (30000, "USD", "fair", "Tom", 3)


def test_counts_are_the_stricter_ones_and_the_rhythm_keeps_to_them(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    log_touch(diary, keep, via="call")
    for day in ("11-24", "11-26", "12-01"):
        diary.goes(day)
        log_touch(diary, other, via="call")
    assert diary.step(keep) == ("11-26", "touch")
    merge_as_foretold(diary, keep, other)
    lead = diary.lead(keep)
    assert (lead.unanswered, lead.last_touch_on) == (3, on("12-01"))
    assert diary.step(keep) == ("12-03", "close_loop")  # the fourth touch is the last, and not before Thursday
    assert past_steps(diary, keep)[0].ended_by == "merge"


def test_after_the_loop_was_closed_in_either_no_touch_is_planned(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    for day in ("11-24", "11-26", "12-01", "12-08"):
        diary.goes(day)
        log_touch(diary, other, via="call")
    assert diary.lead(other).loop_closed
    merge_as_foretold(diary, keep, other)
    assert diary.lead(keep).loop_closed
    # They wrote first, and nobody has answered that: an answer is no touch they did not ask for.
    assert diary.step(keep) == ("11-24", "answer")
    log_touch(diary, keep, via="email")
    assert diary.step(keep)[1] == "decide"


def test_a_later_reply_in_the_one_opens_what_was_closed_in_the_other(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    for day in ("11-24", "11-26", "12-01", "12-08"):
        diary.goes(day)
        log_touch(diary, other, via="call")
    diary.goes("12-10")
    note_reply(diary, keep)
    merge_as_foretold(diary, keep, other)
    lead = diary.lead(keep)
    assert (lead.loop_closed, lead.unanswered, lead.last_reply_on) == (False, 0, on("12-10"))
    assert diary.step(keep) == ("12-10", "answer")


def test_a_waiting_answer_comes_before_a_promise_which_waits_behind_it(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    log_touch(diary, keep, via="call", next_step="Send the offer", due=on("11-27"), promise="ours")
    log_touch(diary, other, via="call")
    diary.goes("11-25")
    note_reply(diary, other, note="and?")
    merge_as_foretold(diary, keep, other)
    assert diary.step(keep) == ("11-25", "answer")
    assert (diary.lead(keep).promise_text, diary.lead(keep).promise_on) == ("Send the offer", on("11-27"))
    log_touch(diary, keep, via="email")
    assert diary.step(keep) == ("11-27", "promise")


def test_of_two_promises_the_earlier_stays_the_step_and_the_other_is_told(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    log_touch(diary, keep, via="call", next_step="Send the offer", due=on("12-04"), promise="ours")
    log_touch(diary, other, via="call", next_step="Measure the roof", due=on("11-27"), promise="ours")
    preview = merge_preview(diary, keep, other)
    told = "You promised: Send the offer, Fri 4 Dec"
    assert preview.warnings == (f"{told}: only one promise stays the next step, this one goes into the note.",)
    done = merge_as_foretold(diary, keep, other)
    assert done.warning == preview.warnings[0]
    assert diary.step(keep) == ("11-27", "promise")
    assert (diary.lead(keep).next_step, diary.lead(keep).promise_on) == ("Measure the roof", on("11-27"))
    assert f"{told}." in note_of(diary, keep)


def test_a_step_set_by_hand_that_gives_way_is_told(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    for lead in two:
        log_touch(diary, lead, via="meeting")
    set_next(diary, keep, "Drop by", on("11-30"))
    set_next(diary, other, "Bring the sample", on("11-27"))
    done = merge_as_foretold(diary, keep, other)
    assert (diary.lead(keep).next_step, diary.step(keep)) == ("Bring the sample", ("11-27", "touch"))
    assert done.warning == "Only one next step stays: “Drop by”, Mon 30 Nov goes into the note."
    assert "Next step there: “Drop by”, Mon 30 Nov." in note_of(diary, keep)


def test_a_day_they_named_in_one_holds_for_the_other(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    for lead in two:
        log_touch(diary, lead, via="call")
    snooze_lead(diary, other, on("12-14"))
    merge_as_foretold(diary, keep, other)
    assert diary.lead(keep).not_before == on("12-14")
    assert diary.step(keep) == ("12-14", "touch")


def test_a_not_yet_merges_into_an_open_lead_and_its_reason_is_told(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    close_not_yet(diary, other, reason="timing", words="after the season", return_on=on("2027-01-12"))
    done = merge_as_foretold(diary, keep, other)
    assert done.warning == "Tue 12 Jan 2027, the day they named, goes into the note."
    assert diary.lead(keep).status == "open"
    lines = note_of(diary, keep)
    assert lines[0] == (
        f"Merged with Ben A., lead {other}, received Tue 24 Nov, Not yet since Tue 24 Nov: timing “after the season”."
    )
    assert "It was to come back on Tue 12 Jan 2027, the day they named." in lines


def test_of_two_not_yets_the_day_they_named_counts(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    close_not_yet(diary, keep, reason="budget")
    close_not_yet(diary, other, reason="timing", return_on=on("2027-03-02"))
    merge_as_foretold(diary, keep, other)
    card = lead_card(diary, keep)
    assert (card.reason, card.return_on, card.return_agreed) == ("budget", on("2027-03-02"), True)


def test_a_not_yet_rests_when_the_loop_was_closed_in_the_other(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    close_not_yet(diary, keep, reason="budget")
    assert diary.lead(keep).return_on is not None
    for day in ("11-24", "11-26", "12-01", "12-08"):
        diary.goes(day)
        log_touch(diary, other, via="call")
    close_not_yet(diary, other, reason="went-quiet")
    merge_as_foretold(diary, keep, other)
    assert (diary.lead(keep).return_on, diary.lead(keep).loop_closed) == (None, True)


def test_what_cannot_be_merged_is_refused_with_what_to_do_instead(diary: Diary, two: tuple[int, int]) -> None:
    keep, _ = two
    shut, won = diary.add("Lin"), diary.add("Tom")
    close_not_yet(diary, shut, reason="timing")
    win_lead(diary, won)
    before = dump(diary)
    for pair, what, do in (
        ((keep, keep), "one lead already", "Name the other one"),
        ((shut, keep), "Lin is a Not yet, and Ben Adeyemi is open", f"coach merge {keep} {shut}"),
        ((keep, won), "Tom is won", f"coach merge {keep} {won} --people"),
        ((won, keep), "Tom is won", f"coach merge {won} {keep} --people"),
        ((shut, won), "Tom is won", f"coach merge {shut} {won} --people"),
    ):
        with pytest.raises(Refused, match=what) as refused:
            merge_as_foretold(diary, *pair)
        assert do in refused.value.do
    with pytest.raises(Refused, match="one lead already"):
        merge_as_foretold(diary, keep, keep, people=True)
    for act in (merge_leads, join_people):
        with pytest.raises(Misused, match="no lead 77"):
            act(diary, keep, 77)
        with pytest.raises(Misused, match="no lead 77"):
            act(diary, 77, keep)
    assert dump(diary) == before
    merge_as_foretold(diary, won, shut)


def items(diary: Diary) -> list[Any]:
    return diary.rows("SELECT lead_id, position, decision FROM review_item ORDER BY review_id, position")


def begun(diary: Diary, *leads: int) -> int:
    """A review of these leads; its number."""
    open_review(diary, diary.today, [WorkItem(lead, "", "Lead received", 1, "") for lead in leads])
    return int(diary.rows("SELECT max(id) FROM review")[0][0])


def test_a_place_in_the_review_goes_over_and_is_not_doubled(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    lin = diary.add("Lin")
    review = begun(diary, other, lin)
    commit_to(diary, review, "Call Ben A.", on("11-27"), lead_id=other)
    merge_as_foretold(diary, keep, other)
    assert items(diary) == [(keep, 1, None), (lin, 2, None)] or items(diary) == [(keep, 0, None), (lin, 1, None)]
    assert diary.rows("SELECT lead_id FROM commitment") == [(keep,)]


def test_of_two_places_in_one_review_the_kept_leads_stays_and_the_others_decision_is_told(
    diary: Diary, two: tuple[int, int]
) -> None:
    keep, other = two
    begun(diary, keep, other)
    theirs = diary.rows("SELECT id FROM review_item WHERE lead_id = ?", (other,))[0][0]
    decide(diary, theirs, "keep", Details(note="waits for the offer"))
    before = dump(diary)
    merge_as_foretold(diary, keep, other)
    assert [(lead, decision) for lead, _, decision in items(diary)] == [(keep, None)]
    assert "Decided there in the review of 2026-11-24: keep, waits for the offer." in note_of(diary, keep)
    undo(diary)
    assert dump(diary) == before


def test_a_merge_stands_on_what_somebody_else_did_since(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    merge_leads(diary, keep, other)
    log_touch(diary.beside("Tom"), keep, via="call")
    with pytest.raises(Refused, match="Tom logged a call"):
        undo(diary)
    assert Lead.select().count() == 1


def test_a_merge_into_a_merge_comes_apart_again_step_by_step(diary: Diary, two: tuple[int, int]) -> None:
    keep, other = two
    lin = diary.add("Ben Ad.", email="ad@x.com")
    states = [dump(diary)]
    for each in (other, lin):
        merge_as_foretold(diary, keep, each)
        states.append(dump(diary))
    for state in reversed(states[:-1]):
        undo(diary)
        assert dump(diary) == state
