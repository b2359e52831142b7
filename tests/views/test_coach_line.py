"""The coach's one line: which finding comes first, and what each of them says with its evidence."""

from collections.abc import Iterable
from datetime import date

import pytest

from coach.playbook import reframes
from coach.records.models import Answer, AssignmentAnswer, PastStep, Review, Touch
from coach.rules.cadence import ANSWER, PROMISE
from coach.views.coach_line import (
    SOURCES,
    Finding,
    asked_a_while_ago,
    coach_line,
    lapsed,
    most_useful,
    past_their_stay,
    promised,
    review_long_missed,
    review_of_the_week,
    they_wait,
)

from .records import TODAY, Records, on

LONG_AGO = on("11-02")
"""A day of entry that is past the normal stay of every stage of these records, 23 business days before today."""


def texts(findings: Iterable[Finding]) -> list[str]:
    return [finding.text for finding in findings]


def know(records: Records, lead: int, **clarity: str) -> None:
    for lens, how in clarity.items():
        Answer.insert(
            lead=lead, lens=lens, text=f"about the {lens}", clarity=how, basis="said", noted_on=TODAY, author="Maya",
        ).execute()  # fmt: skip


def test_of_one_kind_the_heaviest_is_told_and_the_first_of_several() -> None:
    assert most_useful([]) is None
    assert most_useful([Finding(1, "a"), Finding(3, "b"), Finding(3, "c")]) == Finding(3, "b")


def test_the_first_source_that_finds_something_has_the_line_and_the_others_are_not_asked(records: Records) -> None:
    asked: list[str] = []

    def source(name: str, *found: str) -> object:
        def look(_desk: object) -> list[Finding]:
            asked.append(name)
            return [Finding(len(text), text) for text in found]

        return look

    sources = [source("first"), source("second", "short", "the longer one"), source("third", "never told")]
    assert coach_line(records.desk, sources) == "the longer one"  # type: ignore[arg-type]
    assert asked == ["first", "second"]


def test_a_morning_without_findings_has_a_thought_and_another_the_next_day(records: Records) -> None:
    first = coach_line(records.desk)
    records.go_to(on("12-08"))
    second = coach_line(records.desk)
    assert first != second
    assert {first, second} <= set(reframes())


def test_an_answer_that_is_owed_comes_before_a_promise_and_a_promise_before_a_stage(records: Records) -> None:
    assert [source.__name__ for source in SOURCES] == [
        "they_wait", "promised", "review_of_the_week", "past_their_stay", "review_long_missed", "parted_ways",
        "lapsed", "asked_a_while_ago",
    ]  # fmt: skip
    records.lead("Sara", stage="proposal", entered_on=LONG_AGO)
    assert "Proposal" in coach_line(records.desk)
    records.lead("Lin", kind=PROMISE, due=on("12-02"))
    assert coach_line(records.desk).startswith("You promised Lin")
    records.lead("Ben", kind=ANSWER, due=on("12-02"), last_reply_on=on("12-02"))
    assert coach_line(records.desk).startswith("Ben has waited")


def test_who_waits_longest_is_named_with_the_count_of_the_others(records: Records) -> None:
    records.lead("Ben", kind=ANSWER, due=on("12-01"), last_reply_on=on("12-01"))
    assert texts(they_wait(records.desk)) == ["Ben has waited two business days for your answer."]
    records.lead("Tom", kind=ANSWER)
    assert texts(they_wait(records.desk)) == ["Ben has waited two business days for your answer. One other waits too."]
    records.lead("Ada", kind=ANSWER)
    assert texts(they_wait(records.desk))[0].endswith("Two others wait too.")


def test_a_new_lead_that_waits_is_called_new(records: Records) -> None:
    records.lead("Tom", kind=ANSWER, due=on("12-02"))
    assert texts(they_wait(records.desk)) == ["Tom is new, and nobody has answered for one business day."]


def test_who_waits_since_today_alone_is_no_news(records: Records) -> None:
    records.lead("Tom", kind=ANSWER)
    assert texts(they_wait(records.desk)) == []


def test_the_promise_that_is_late_longest_is_told_with_its_words_and_its_day(records: Records) -> None:
    records.lead("Ada", kind=PROMISE, due=on("12-02"), next_step="the price")
    records.lead("Lin", kind=PROMISE, due=on("11-30"), next_step="Send the checklist")
    records.lead("Kai", kind=PROMISE)
    found = most_useful(promised(records.desk))
    assert found is not None
    assert found.text == "You promised Lin “Send the checklist” for Mon 30 Nov, three business days ago."


def test_a_stage_past_its_stay_names_who_the_longest_and_what_is_still_open(records: Records) -> None:
    sara = records.lead("Sara Novak", stage="proposal", entered_on=LONG_AGO)
    know(records, sara, problem="clear", impact="clear", urgency="clear", outcome="clear", fit="partly")
    (alone,) = texts(past_their_stay(records.desk))
    assert alone == "Sara Novak has been in Proposal for 24 business days, past its 15; fit is still open."
    records.lead("Marta", stage="proposal", entered_on=on("11-09"))
    (two,) = texts(past_their_stay(records.desk))
    assert two == (
        "Two leads sit in Proposal past their 15 business days. Sara Novak has waited longest, 24 business days;"
        " fit is still open."
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ((), "; what they need is not known yet."),
        (("problem", "impact", "outcome"), "; urgency and fit are still open."),
        (("problem", "impact", "urgency", "outcome", "fit"), "past its 15."),
    ],
)
def test_what_is_open_is_said_in_words(records: Records, known: tuple[str, ...], said: str) -> None:
    lead = records.lead("Sara", stage="proposal", entered_on=LONG_AGO)
    know(records, lead, **dict.fromkeys(known, "clear"))
    assert texts(past_their_stay(records.desk))[0].endswith(said)


def test_who_waits_for_an_agreed_day_is_not_the_one_who_has_waited_longest(records: Records) -> None:
    records.lead("Agreed", stage="proposal", entered_on=on("11-02"), step_source="snooze", due=on("12-21"))
    records.lead("Sara", stage="proposal", entered_on=on("11-04"))
    (said,) = texts(past_their_stay(records.desk))
    assert said.startswith("Sara has been in Proposal")


def test_the_stage_with_the_most_of_them_is_told(records: Records) -> None:
    for name in ("Ada", "Ben"):
        records.lead(name, stage="discovery", entered_on=LONG_AGO)
    records.lead("Sara", stage="proposal", entered_on=LONG_AGO)
    found = most_useful(past_their_stay(records.desk))
    assert found is not None
    assert found.text.startswith("Two leads sit in Discovery")


def review(state: str, due_on: date, **fields: object) -> None:
    Review.insert(due_on=due_on, started_at="2026-11-20T09:00:00Z", started_by="Maya", state=state, **fields).execute()


def test_the_review_is_told_on_its_day_and_while_it_is_late(records: Records) -> None:
    records.lead("Lin", due=on("12-21"))
    assert texts(review_of_the_week(records.desk)) == []
    records.go_to(on("12-04"))
    assert texts(review_of_the_week(records.desk)) == ["The weekly review is due today."]
    review("done", on("11-27"), finished_at="2026-11-27T10:00:00Z")
    records.go_to(on("12-07"))
    assert texts(review_of_the_week(records.desk)) == ["The weekly review was due on Fri 4 Dec."]
    assert texts(review_long_missed(records.desk)) == []
    records.go_to(on("12-11"))
    assert texts(review_of_the_week(records.desk)) == []
    assert texts(review_long_missed(records.desk)) == [
        "The weekly review was due on Fri 4 Dec. The short form takes ten minutes."
    ]


def test_a_review_that_was_begun_says_how_far_it_is(records: Records) -> None:
    records.lead("Lin", due=on("12-21"))
    review("open", on("11-27"))
    assert texts(review_of_the_week(records.desk)) == ["The review from Fri 27 Nov is still open, 0 of 0 done."]


def test_without_open_leads_there_is_no_review_to_speak_of(records: Records) -> None:
    records.go_to(on("12-04"))
    assert texts(review_of_the_week(records.desk)) == []


def test_a_not_yet_that_ended_with_us_owing_the_next_move_is_told(records: Records) -> None:
    lead = records.closed("Lin")
    Touch.insert(
        lead=lead, at="2026-11-02T09:00:00Z", day=on("11-02"), author="Maya", inbound=True, via="call"
    ).execute()
    PastStep.insert(
        lead=lead, text="Answer them", kind=ANSWER, source="reply", due_on=on("11-02"), ended_on=on("11-20"),
        ended_by="not_yet",
    ).execute()  # fmt: skip
    (said,) = texts(lapsed(records.desk))
    assert said == "Since Thu 3 Sep: Lin became a Not yet while we owed the next move."


def test_no_lapse_is_no_finding(records: Records) -> None:
    records.closed("Lin")
    assert texts(lapsed(records.desk)) == []


def test_a_guess_is_asked_again_after_a_quarter(records: Records) -> None:
    AssignmentAnswer.insert(question="stuck", text="In the proposal", answered_on=date(2026, 10, 1)).execute()
    assert texts(asked_a_while_ago(records.desk)) == []
    AssignmentAnswer.update(answered_on=date(2026, 8, 3)).execute()
    (said,) = texts(asked_a_while_ago(records.desk))
    assert said.startswith("You answered “Where do leads get stuck today?” on Mon 3 Aug. Is it still so?")
