"""The message that fits a lead's next step, as the verbs have left it."""

from collections.abc import Callable
from datetime import date

import pytest

from coach import playbook
from coach.actions.leads import edit_lead
from coach.actions.lenses import answer_lens
from coach.actions.moves import close_not_yet, move_lead, stop_contact, win_lead
from coach.actions.permission import note_permission
from coach.actions.settings import change_setting
from coach.actions.spread import spread_overdue
from coach.actions.steps import agree_day, set_next, snooze_lead
from coach.actions.touches import log_touch, note_reply
from coach.errors import Misused, Refused
from coach.views.message import MessageShown, gaps_of, message_to_write

from .diary import Diary

HAPPENED: dict[str, Callable[[Diary, int], object]] = {
    "first_reply": lambda diary, lead: None,  # noqa: ARG005
    "second_try": lambda diary, lead: log_touch(diary, lead, via="call"),
    "close_loop": lambda diary, lead: [log_touch(diary, lead, via="email") for _ in range(3)],
    "answer": lambda diary, lead: note_reply(diary, lead, note="what about March?"),
    "promise_kept": lambda diary, lead: note_reply(
        diary, lead, next_step="the price", due=date(2026, 11, 26), promise="ours"
    ),
    "promise_missed": lambda diary, lead: note_reply(
        diary, lead, next_step="the price", due=date(2026, 11, 23), promise="ours"
    ),
    "their_promise_passed": lambda diary, lead: note_reply(
        diary, lead, next_step="the plan", due=date(2026, 11, 26), promise="theirs"
    ),
    "value_touch": lambda diary, lead: set_next(diary, lead, "send the article", date(2026, 11, 26)),
    "return_later": lambda diary, lead: close_not_yet(diary, lead, reason="timing"),
    "return_agreed": lambda diary, lead: close_not_yet(diary, lead, reason="timing", return_on=date(2027, 3, 1)),
    "won_check_in": win_lead,
}


@pytest.mark.parametrize("key", HAPPENED)
def test_each_step_has_its_own_message(diary: Diary, key: str) -> None:
    lead = diary.add("Ben")
    HAPPENED[key](diary, lead)
    told, wanted = message_to_write(diary, lead), playbook.message(key)
    assert (told.name, told.beats, told.never) == (wanted.name, wanted.beats, wanted.never)
    assert told.step
    assert told.their_words == ("what about March?" if key == "answer" else "")


def test_nothing_is_written_where_nobody_is_to_be_written_to(diary: Diary) -> None:
    silent, gone = diary.add("Ben"), diary.add("Lin")
    for _ in range(4):
        log_touch(diary, silent, via="email")
    with pytest.raises(Refused, match="nothing to write to Ben"):
        message_to_write(diary, silent)
    close_not_yet(diary, silent, reason="went-quiet")
    with pytest.raises(Refused, match="nothing to write to Ben"):
        message_to_write(diary, silent)
    stop_contact(diary, gone, reason="asked us to stop")
    with pytest.raises(Refused, match="asked for no contact"):
        message_to_write(diary, gone)
    with pytest.raises(Misused, match="no lead 999"):
        message_to_write(diary, 999)


def _key(diary: Diary, lead: int) -> str:
    return message_to_write(diary, lead).key


def test_a_step_of_the_rhythm_that_is_put_off_keeps_its_message(diary: Diary) -> None:
    lead = diary.add("Ben")
    snooze_lead(diary, lead, date(2026, 11, 27))
    assert _key(diary, lead) == "first_reply"
    log_touch(diary, lead, via="email")
    assert _key(diary, lead) == "second_try"
    snooze_lead(diary, lead, date(2026, 12, 7))
    assert _key(diary, lead) == "second_try"


def test_an_answer_that_is_put_off_is_still_the_answer(diary: Diary) -> None:
    lead = diary.add("Ben")
    note_reply(diary, lead, note="what about March?")
    snooze_lead(diary, lead, date(2026, 11, 27))
    assert _key(diary, lead) == "answer"


def test_whoever_closes_the_loop_later_does_not_say_that_it_is_the_end(diary: Diary) -> None:
    """They named a day, so the rhythm starts afresh there: to say that no more is written would not be true."""
    lead = diary.add("Ben")
    for _ in range(3):
        log_touch(diary, lead, via="email")
    assert _key(diary, lead) == "close_loop"
    snooze_lead(diary, lead, date(2026, 12, 14))
    assert _key(diary, lead) == "value_touch"


def test_what_was_spread_over_the_next_days_keeps_its_message(diary: Diary) -> None:
    change_setting(diary, "capacity", "1")
    answered, tried = [diary.add(f"First {number}") for number in range(2)], diary.add("Second")
    log_touch(diary, tried, via="email")
    by_hand = diary.add("By hand")
    set_next(diary, by_hand, "send the article", date(2026, 11, 26))
    diary.goes("12-07")
    before = {lead: _key(diary, lead) for lead in (*answered, tried, by_hand)}
    spread_overdue(diary)
    moved = [lead for lead in before if diary.lead(lead).step_source == "rule"]
    assert moved
    assert {lead: _key(diary, lead) for lead in before} == before
    assert set(before.values()) == {"first_reply", "second_try", "value_touch"}


def test_a_closed_lead_that_wrote_gets_an_answer(diary: Diary) -> None:
    lead = diary.add("Ben")
    close_not_yet(diary, lead, reason="timing")
    note_reply(diary, lead, note="we are ready now")
    assert _key(diary, lead) == "answer"


def test_a_rhythm_that_names_a_message_there_is_not_gets_that_of_its_step(diary: Diary) -> None:
    lead = diary.add("Ben")
    diary.database.execute_sql("UPDATE stage SET rhythm = replace(rhythm, 'first_reply', 'sonnet')")
    assert _key(diary, lead) == "answer"


def _drafted(diary: Diary, lead: int) -> MessageShown:
    told = message_to_write(diary, lead)
    assert told.draft == told.draft.strip()
    return told


def test_the_draft_says_back_what_they_wrote_and_asks_how_to_stay_in_touch(diary: Diary) -> None:
    lead = diary.add("Ben Adeyemi", company="Adeyemi Roofing", email="ben@adeyemi.example", owner="Maya Lind")
    note_reply(diary, lead, note="what about\nthe  gutters?")
    told = _drafted(diary, lead)
    assert (told.email, told.subject, told.permission) == (
        "ben@adeyemi.example",
        "Your question",
        "They were not asked yet how they want to hear from you.",
    )
    assert told.draft == (
        "Hello Ben,\n\n"
        "You wrote: “what about the gutters?”\n\n"
        "[The straight answer, also when it is no or not known yet.]\n\n"
        "What I need from you for that: [the one thing, or leave this out].\n\n"
        "What happens next: [what, who does it and on which day].\n\n"
        "May I follow up on [a day] by [e-mail, phone or message]? Tell me any time to stop.\n\n"
        "Best wishes\nMaya Lind"
    )
    assert len(gaps_of(told.draft)) == 5


def test_nobody_is_asked_again_for_what_they_permitted(diary: Diary) -> None:
    lead = diary.add("Ben Adeyemi")
    note_permission(diary, lead, via="message", every=5, until=date(2027, 1, 29), words="a text is best")
    told = _drafted(diary, lead)
    assert told.via == "message"
    assert "May I follow up" not in told.draft
    assert (
        "As you said, I will be in touch by message, every 5 business days, until Friday 29 January 2027." in told.draft
    )
    assert told.permission == (
        "Fine with a message every 5 business days until Fri 29 Jan 2027, asked Tue 24 Nov: “a text is best”."
    )


def test_after_the_last_day_they_were_fine_with_they_are_asked_again(diary: Diary) -> None:
    lead = diary.add("Ben Adeyemi")
    note_permission(diary, lead, until=date(2026, 11, 26))
    diary.goes("11-27")
    note_reply(diary, lead, note="hello again")
    told = _drafted(diary, lead)
    assert told.permission == "They were fine with hearing from you until Thu 26 Nov."
    assert "May I follow up" in told.draft


def test_whoever_decides_is_not_asked_how_to_stay_in_touch(diary: Diary) -> None:
    lead = diary.add("Ben Adeyemi", stage="decision")
    note_reply(diary, lead, note="what about March?")
    assert "May I follow up" not in _drafted(diary, lead).draft


def test_a_promise_of_ours_is_named_with_its_day(diary: Diary) -> None:
    lead = diary.add("Lin Wei")
    note_reply(diary, lead, next_step="send the checklist.", due=date(2026, 11, 27), promise="ours")
    assert "As promised for Friday 27 November: send the checklist." in _drafted(diary, lead).draft
    diary.goes("11-30")
    late = _drafted(diary, lead)
    assert late.key == "promise_missed"
    assert "I promised you something for Friday 27 November: send the checklist. It is late" in late.draft


def test_a_promise_of_theirs_is_named_without_blame(diary: Diary) -> None:
    lead = diary.add("Lin Wei")
    note_reply(diary, lead, next_step="talk to her partner", due=date(2026, 11, 27), promise="theirs")
    told = _drafted(diary, lead)
    assert "You meant to come back to us by Friday 27 November: talk to her partner." in told.draft
    assert "Has anything changed?" in told.draft


def test_the_recap_says_what_was_heard_and_no_guess_of_ours(diary: Diary) -> None:
    lead = diary.add("Ben Adeyemi")
    answer_lens(diary, lead, "problem", "The roof leaks over the workshop.")
    answer_lens(diary, lead, "outcome", "Dry by spring", basis="shown")
    answer_lens(diary, lead, "impact", "Two days lost", basis="guessed")
    answer_lens(diary, lead, "urgency", "We do not know yet")
    answer_lens(diary, lead, "fit", "Too dear for us", said_by="his partner")
    move_lead(diary, lead, diary.stage("discovery"), evidence="agreed to talk")
    told = _drafted(diary, lead)
    assert told.key == "recap"
    assert (
        "What I heard from you:\n"
        "- What is going on: “The roof leaks over the workshop”\n"
        "- What you want instead: “Dry by spring”\n\n"
    ) in told.draft
    for unsaid in ("Two days", "We do not know", "Too dear"):
        assert unsaid not in told.draft


def test_an_answer_that_became_a_guess_is_not_said_back(diary: Diary) -> None:
    lead = diary.add("Ben Adeyemi")
    answer_lens(diary, lead, "problem", "The roof leaks")
    answer_lens(diary, lead, "problem", "I think it is the gutter", basis="guessed")
    assert "roof" not in _drafted(diary, lead).draft
    assert "gutter" not in _drafted(diary, lead).draft


def test_the_day_they_named_for_deciding_is_named(diary: Diary) -> None:
    lead = diary.add("Ben Adeyemi", stage="decision")
    agree_day(diary, lead, date(2027, 1, 15))
    told = _drafted(diary, lead)
    assert told.key == "decision_support"
    assert "You named Friday 15 January 2027 for deciding. Is that still right for you?" in told.draft


def test_who_comes_back_hears_the_day_and_the_reason_they_gave(diary: Diary) -> None:
    lead = diary.add("Ben Adeyemi")
    close_not_yet(diary, lead, reason="timing", words="the season comes first", return_on=date(2027, 3, 1))
    told = _drafted(diary, lead)
    assert "You asked me to come back on Monday 1 March 2027." in told.draft
    assert "You told me then: “the season comes first”" in told.draft


def test_a_company_is_greeted_without_a_name_and_an_owner_who_is_not_known_signs_by_hand(diary: Diary) -> None:
    lead = diary.add("Adeyemi Roofing", company="Adeyemi Roofing")
    draft = _drafted(diary, lead).draft
    assert draft.startswith("Hello,\n\n")
    assert draft.endswith("\n\nBest wishes\n[your name]")
    edit_lead(diary, lead, owner="Maya Lind")
    assert _drafted(diary, lead).draft.endswith("Best wishes\nMaya Lind")


@pytest.mark.parametrize("words", ["[/x] {sender} {0}", "%s {permission!r}", "one\r\ntwo\u2028three", "“quoted” [all]"])
def test_hostile_words_are_only_quoted(diary: Diary, words: str) -> None:
    lead = diary.add("Ben {first_name}")
    note_reply(diary, lead, note=words)
    draft = _drafted(diary, lead).draft
    quoted = next(line for line in draft.splitlines() if line.startswith("You wrote: “"))
    assert quoted.removeprefix("You wrote: ").strip("“”").split() == words.strip("“”").split()
    assert draft.startswith("Hello,")
