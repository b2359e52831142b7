"""One lead with all that is known of it."""

from datetime import timedelta
from typing import Any

import pytest

from coach.errors import Misused
from coach.playbook import next_question
from coach.records.models import Answer, LeadTag, Note, OwnField, OwnValue, PastStep, Tag, Touch
from coach.rules.cadence import PROMISE, PROMISE_OURS
from coach.views.lead_card import LensKnown, OwnFieldShown, Permission, lead_card
from coach.views.past_steps import past_steps

from .records import CLOSED_DAYS, TODAY, Counted, Records, on


def answer(
    lead: int, lens: str, text: str, clarity: str = "clear", basis: str = "said", day: str = "12-01", **more: Any
) -> None:
    Answer.insert(lead=lead, lens=lens, text=text, clarity=clarity, basis=basis, noted_on=on(day), **more).execute()


def touch(lead: int, day: str, note: str = "", **more: Any) -> None:
    values = {"at": f"{on(day)}T09:00:00Z", "day": on(day), "via": "call", "note": note, **more}
    Touch.insert(lead=lead, **values).execute()


def test_a_card_shows_the_lead_its_person_and_its_step(records: Records) -> None:
    records.close_days(*CLOSED_DAYS)
    contact = records.contact("Ben", company="Roofing", email="b@r.example", phone="+49 171", quiet_weekdays="04")
    lead = records.lead(
        "Ben's roof", contact=contact, owner="Maya", source="referral", value=42, currency="GBP", stage="proposal",
        entered_on=on("11-26"), kind=PROMISE, step_source=PROMISE_OURS, due=on("12-01"), due_time="09:30",
        promise_text="Send the sketch", promise_on=on("12-01"), promise_by="ours", unanswered=2, snoozes=1,
        not_before=on("11-30"), anchor_on=on("12-10"), last_touch_on=on("11-27"), last_reply_on=on("11-28"), keeps=1,
    )  # fmt: skip
    card = lead_card(records.desk, lead)
    assert card[:13] == (
        lead, "Ben's roof", "Roofing", "b@r.example", "+49 171", contact, "Ben", (0, 4), "Maya", "referral", 42, "GBP", "open",
    )  # fmt: skip
    assert card.stage[:7] == (
        records.stages["proposal"], "proposal", "Proposal / trial / consultation", 2, "open", 15, "evidence of proposal",
    )  # fmt: skip
    assert (card.entered_on, card.day_in_stage, card.received_on) == (on("11-26"), 6, on("11-02"))
    assert (card.next_step, card.kind, card.step_source) == ("Call about the offer", PROMISE, PROMISE_OURS)
    assert (card.due_on, card.due_time, card.overdue_business_days) == (on("12-01"), "09:30", 2)
    assert (card.promise, card.promise_on, card.promise_by) == ("Send the sketch", on("12-01"), "ours")
    assert (card.unanswered, card.snoozes, card.not_before, card.anchor_on) == (2, 1, on("11-30"), on("12-10"))
    assert (card.last_touch_on, card.last_reply_on, card.review_every, card.keeps) == (on("11-27"), on("11-28"), 7, 1)
    assert (card.reason, card.closed_on, card.return_on, card.return_step) == ("", None, None, "")


@pytest.mark.parametrize(
    ("entered", "day"), [("12-03", 1), ("12-02", 2), ("11-28", 4), ("11-27", 5), ("11-26", 6), ("12-05", 1)]
)
def test_the_first_business_day_in_a_stage_is_day_one(local_records: Records, entered: str, day: int) -> None:
    lead = local_records.lead("Ben", entered_on=on(entered))
    assert lead_card(local_records.desk, lead).day_in_stage == day


def test_a_closed_lead_has_no_step_but_what_to_do_when_it_returns(records: Records) -> None:
    back = records.closed("Back", back=on("1-07"), return_agreed=True, reason="budget", reason_words="after the season")
    card = lead_card(records.desk, back)
    assert (card.next_step, card.due_on, card.overdue_business_days) == ("", None, 0)
    assert (card.return_on, card.return_agreed, card.return_step) == (on("1-07"), True, "Ask what has changed")
    assert (card.status, card.reason, card.reason_words, card.closed_on) == (
        "not_yet",
        "budget",
        "after the season",
        on("11-20"),
    )
    resting = lead_card(records.desk, records.closed("Resting"))
    assert (resting.return_on, resting.return_step) == (None, "")


def test_do_not_contact_shows_with_its_day_and_reason(records: Records) -> None:
    contact = records.contact("Ben", do_not_contact_on=on("12-01"), do_not_contact_reason="asked us to stop")
    card = lead_card(records.desk, records.closed("Ben", contact=contact))
    assert (card.do_not_contact_on, card.do_not_contact_reason) == (on("12-01"), "asked us to stop")


def test_the_newest_answer_of_each_lens_is_known_and_the_rest_is_unknown(records: Records) -> None:
    lead = records.lead("Ben")
    answer(lead, "problem", "leaks", "partly")
    answer(
        lead, "problem", "it leaks when it snows", author="Maya", said_by="Ben", fields='{"since": "2024"}', day="12-02"
    )
    answer(lead, "fit", "", "unknown")
    lenses = lead_card(records.desk, lead).lenses
    assert [(each.lens, each.clarity) for each in lenses] == [
        ("problem", "clear"), ("impact", "unknown"), ("urgency", "unknown"), ("outcome", "unknown"), ("fit", "unknown"),
    ]  # fmt: skip
    assert lenses[0] == LensKnown(
        "problem", "clear", "it leaks when it snows", "said", on("12-02"), "Ben", "Maya", '{"since": "2024"}'
    )
    assert lenses[1] == LensKnown("impact")
    assert lenses[4].noted_on == on("12-01")


def test_the_question_to_ask_fits_the_stage_and_what_is_clear(records: Records) -> None:
    lead = records.lead("Ben", stage="discovery")
    first = lead_card(records.desk, lead).question
    assert first == next_question("discovery", ())
    assert first is not None
    answer(lead, first.lens, "said")
    assert lead_card(records.desk, lead).question == next_question("discovery", {first.lens})
    for lens in ("problem", "impact", "urgency", "outcome", "fit"):
        answer(lead, lens, "said")
    assert lead_card(records.desk, lead).question is None


def test_the_timeline_tells_what_happened_with_the_newest_first(records: Records) -> None:
    lead = records.lead("Ben", stage="discovery")
    records.visit(
        lead, "lead", "11-16", "11-24", "forward", left_to=records.stages["discovery"], evidence="they said yes"
    )
    records.visit(lead, "discovery", "11-24", "11-26", "not_yet", left_to=records.stages["not_yet"])
    records.visit(lead, "discovery", "12-01", "12-02", "back", left_to=records.stages["lead"], anyway_reason="too soon")
    records.visit(lead, "lead", "12-02")
    touch(lead, "11-18", "sent the sketch", gave="a sketch", author="Maya")
    touch(lead, "11-20", "what about the gutters?", inbound=True, via="email")
    touch(lead, "11-20", inbound=True, via="other", at="2026-11-20T17:00:00Z")
    touch(lead, "12-03", via="other")
    answer(lead, "impact", "two days a month", day="11-25", author="Maya")
    told = [(entry.day, entry.kind, entry.text) for entry in lead_card(records.desk, lead).timeline]
    assert told == [
        (on("12-03"), "touch", "touch"),
        (on("12-02"), "move", "moved back to Lead received: too soon"),
        (on("12-01"), "move", "taken up again, Discovery conversation"),
        (on("11-26"), "move", "not yet"),
        (on("11-25"), "answer", "impact: two days a month"),
        (on("11-24"), "move", "moved to Discovery conversation: they said yes"),
        (on("11-20"), "reply", "reply"),
        (on("11-20"), "reply", "reply by e-mail: what about the gutters?"),
        (on("11-18"), "touch", "call: sent the sketch (gave: a sketch)"),
        (on("11-16"), "move", "came in, Lead received"),
    ]
    sketch = lead_card(records.desk, lead).timeline[-2]
    assert sketch[4:8] == ("Maya", "call", "sent the sketch", "a sketch")
    assert sketch.at == "2026-11-18T09:00:00Z"


def test_a_win_and_a_return_in_the_stage_it_left_show_in_the_timeline(records: Records) -> None:
    lead = records.lead("Ben")
    records.visit(lead, "lead", "11-02", "11-03", "won", left_to=records.stages["won"])
    records.visit(lead, "lead", "11-20")
    told = [entry.text for entry in lead_card(records.desk, lead).timeline]
    assert told == ["taken up again, Lead received", "won", "came in, Lead received"]


def test_a_stay_whose_beginning_nobody_knows_tells_only_its_end(records: Records) -> None:
    lead = records.lead("Ben")
    visit = records.visit(lead, "lead", "11-02", "11-03", "forward", left_to=records.stages["discovery"])
    records.database.execute_sql(f"UPDATE stage_visit SET entered_on = NULL WHERE id = {visit}")
    assert [entry.text for entry in lead_card(records.desk, lead).timeline] == ["moved to Discovery conversation"]


def test_the_timeline_can_be_cut_to_the_newest_entries(records: Records) -> None:
    lead = records.lead("Ben")
    for number in range(1, 9):
        touch(lead, f"11-{number:02}", f"note {number}")
    records.visit(lead, "lead", "11-05")
    texts = [entry.text for entry in lead_card(records.desk, lead, touches=5).timeline]
    assert texts == ["call: note 8", "call: note 7", "call: note 6", "call: note 5", "came in, Lead received"]
    assert lead_card(records.desk, lead, touches=0).timeline == ()
    assert len(lead_card(records.desk, lead).timeline) == 9


def test_other_leads_of_the_same_person_are_named(records: Records) -> None:
    lin = records.contact("Lin")
    roof = records.lead("Roof", contact=lin)
    door = records.closed("Door", contact=lin, closed_on=TODAY - timedelta(days=1))
    records.lead("Somebody else's")
    assert lead_card(records.desk, roof).others == ((door, "Door", "Not yet", "not_yet"),)
    assert lead_card(records.desk, door).others == ((roof, "Roof", "Lead received", "open"),)


def test_a_lead_that_is_not_there_is_said_plainly(records: Records) -> None:
    with pytest.raises(Misused) as nobody:
        lead_card(records.desk, 77)
    assert nobody.value.what == "There is no lead 77."


def note(lead: int, day: str, text: str, **more: Any) -> int:
    return int(Note.insert(lead=lead, at=f"{on(day)}T10:00:00Z", day=on(day), text=text, **more).execute())


def test_permission_shows_as_it_was_given(records: Records) -> None:
    asked = records.contact(
        "Ben", permission_on=on("12-01"), permission_via="call", permission_every=5, permission_until=on("12-20"),
        permission_words="text me any time",
    )  # fmt: skip
    card = lead_card(records.desk, records.lead("Ben", contact=asked))
    assert card.permission == Permission(on("12-01"), "call", 5, on("12-20"), "text me any time")
    assert lead_card(records.desk, records.lead("Lin")).permission is None


def test_tags_and_own_fields_show_by_name(records: Records) -> None:
    lead, other = records.lead("Ben"), records.lead("Lin")
    for name in ("trial", "Autumn"):
        tag = Tag.insert(name=name, name_key=name.casefold()).execute()
        LeadTag.insert(lead=lead, tag=tag).execute()
    for name in ("Roof", "Area"):
        field = OwnField.insert(name=name, name_key=name.casefold()).execute()
        OwnValue.insert(lead=lead, field=field, text=f"{name} of Ben").execute()
    OwnValue.insert(lead=other, field=field, text="Lin's").execute()
    card = lead_card(records.desk, lead)
    assert card.tags == ("Autumn", "trial")
    assert card.own_fields == (OwnFieldShown("Area", "Area of Ben"), OwnFieldShown("Roof", "Roof of Ben"))
    assert (lead_card(records.desk, other).tags, len(lead_card(records.desk, other).own_fields)) == ((), 1)


def test_notes_stand_in_the_timeline_with_the_id_to_rewrite_them_by(records: Records) -> None:
    lead = records.lead("Ben")
    touch(lead, "12-01", "left a message")
    first = note(lead, "12-01", "Likes slate\nnot tiles", author="Maya")
    second = note(lead, "12-02", "met at the fair", imported=True)
    told = [(e.kind, e.text, e.note, e.row_id) for e in lead_card(records.desk, lead).timeline]
    assert told == [
        ("note", "from a file: met at the fair", "met at the fair", second),
        ("note", "Likes slate\nnot tiles", "Likes slate\nnot tiles", first),
        ("touch", "call: left a message", "left a message", 0),
    ]
    assert len(lead_card(records.desk, lead, touches=1).timeline) == 1


def test_what_came_from_a_file_says_so(records: Records) -> None:
    lead, bare = records.lead("Ben"), records.lead("Lin")
    records.visit(
        lead, "lead", "11-16", "11-24", "forward", left_to=records.stages["proposal"], imported_on=on("11-20")
    )
    records.visit(lead, "proposal", "11-24", imported_on=on("12-01"))
    touch(lead, "11-20", "wants slate", via="other", imported=True)
    touch(lead, "11-18", "rang back", inbound=True, imported=True)
    told = [(entry.day, entry.kind, entry.text) for entry in lead_card(records.desk, lead).timeline]
    assert told == [
        (on("12-01"), "import", "brought in from a file"),
        (on("11-24"), "move", "moved to Proposal / trial / consultation"),
        (on("11-20"), "import", "brought in from a file: wants slate"),
        (on("11-18"), "reply", "reply by call (from a file): rang back"),
        (on("11-16"), "move", "came in, Lead received"),
    ]
    visit = records.visit(bare, "lead", "11-16", imported_on=on("11-16"))
    records.database.execute_sql(f"UPDATE stage_visit SET entered_on = NULL WHERE id = {visit}")
    assert [entry.text for entry in lead_card(records.desk, bare).timeline] == ["brought in from a file"]


def test_past_steps_tell_what_ended_them_and_how_late(records: Records) -> None:
    records.close_days(*CLOSED_DAYS)
    lead = records.lead("Ben")
    for due, ended, by in (("11-20", "11-20", "touch"), ("11-27", "12-02", "reply"), ("12-24", "12-02", "snooze")):
        PastStep.insert(
            lead=lead,
            text=f"Call {due}",
            kind="touch",
            source="cadence",
            due_on=on(due),
            ended_on=on(ended),
            ended_by=by,
        ).execute()
    shown = past_steps(records.desk, lead)
    assert [(each.text, each.ended_by, each.business_days_late) for each in shown] == [
        ("Call 12-24", "snooze", 0), ("Call 11-27", "reply", 3), ("Call 11-20", "touch", 0),
    ]  # fmt: skip
    assert past_steps(records.desk, lead, limit=1) == shown[:1]
    assert past_steps(records.desk, records.lead("Lin")) == ()


def test_a_card_asks_few_questions(local_records: Records) -> None:
    """It is asked at each key in the list of the day."""
    lead = local_records.lead("Ben")
    lead_card(local_records.desk, lead)  # the settings are read once
    with Counted(local_records.database) as counted:
        lead_card(local_records.desk, lead, touches=5)
    assert len(counted.statements) <= 8, counted.statements
