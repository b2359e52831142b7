"""The border where text comes in: what one database could not keep neither keeps, and both keep the same of the rest."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.actions.assignment import answer_question, book_review, set_step
from coach.actions.days import set_country
from coach.actions.leads import add_lead, edit_lead
from coach.actions.lenses import answer_lens
from coach.actions.moves import allow_contact, close_not_yet, move_lead, stop_contact
from coach.actions.pipeline import add_stage, edit_stage, rename_stage
from coach.actions.reviews import Details, WorkItem, commit_to, decide, finish_review, open_review, settle_commitment
from coach.actions.settings import change_setting
from coach.actions.steps import set_next
from coach.actions.touches import log_touch, note_reply
from coach.errors import CoachError, Misused

from ..records.desks import dump
from .diary import Diary, on

Typed = Callable[[Diary, str], Any]
DAY = on("11-30")

LINES: dict[str, Typed] = {
    "a name": lambda desk, text: add_lead(desk, f"Ben{text}"),
    "a company": lambda desk, text: add_lead(desk, "Ben", company=f"Adeyemi{text}"),
    "an e-mail": lambda desk, text: add_lead(desk, "Ben", email=f"ben@x.com{text}"),
    "a phone": lambda desk, text: add_lead(desk, "Ben", phone=f"030{text}"),
    "a source": lambda desk, text: add_lead(desk, "Ben", source=f"fair{text}"),
    "an owner": lambda desk, text: add_lead(desk, "Ben", owner=f"Maya{text}"),
    "a first step": lambda desk, text: add_lead(desk, "Ben", next_step=f"Call{text}", due=DAY),
    "another name": lambda desk, text: edit_lead(desk, 1, name=f"Ben{text}"),
    "another source": lambda desk, text: edit_lead(desk, 1, source=f"fair{text}"),
    "what it gave": lambda desk, text: log_touch(desk, 1, via="call", gave=f"a photo{text}"),
    "an agreed step": lambda desk, text: log_touch(desk, 1, via="call", next_step=f"Call{text}", due=DAY),
    "a promise": lambda desk, text: note_reply(desk, 1, next_step=f"Call{text}", due=DAY, promise="ours"),
    "a next step": lambda desk, text: set_next(desk, 1, f"Call{text}", DAY),
    "a reason to stop": lambda desk, text: stop_contact(desk, 1, reason=f"asked{text}"),
    "a reason to go on": lambda desk, text: allow_contact(desk, 2, reason=f"wrote{text}"),
    "who said it": lambda desk, text: answer_lens(desk, 1, "fit", "Yes", said_by=f"Ben{text}"),
    "a field of a lens": lambda desk, text: answer_lens(desk, 1, "fit", "Yes", fields={"range": f"5{text}"}),
    "an owner of it all": lambda desk, text: answer_question(desk, "owner", f"Maya{text}"),
    "a theme": lambda desk, text: change_setting(desk, "theme", f"dark{text}"),
    "a commitment": lambda desk, text: commit_to(desk, 1, f"Call{text}", DAY),
    "why it was dropped": lambda desk, text: settle_commitment(desk, 1, "dropped", f"ill{text}"),
    "an improvement": lambda desk, text: finish_review(desk, 1, next_on=DAY, improvement=f"Ask{text}", partial=True),
}
"""Single lines of text, each as a verb that takes one."""

NOTES: dict[str, Typed] = {
    "a note": lambda desk, text: log_touch(desk, 1, via="call", note=f"said{text}"),
    "a note of a reply": lambda desk, text: note_reply(desk, 1, note=f"said{text}"),
    "evidence": lambda desk, text: move_lead(desk, 1, desk.stage("discovery"), evidence=f"yes{text}"),
    "a reason to move": lambda desk, text: move_lead(desk, 1, desk.stage("discovery"), anyway=f"yes{text}"),
    "their words": lambda desk, text: close_not_yet(desk, 1, reason="timing", words=f"later{text}"),
    "an answer": lambda desk, text: answer_lens(desk, 1, "fit", f"yes{text}"),
    "an answer of the assignment": lambda desk, text: answer_question(desk, "stuck", f"there{text}"),
    "a plan": lambda desk, text: book_review(desk, "fri", "15:00", f"on Friday{text}"),
    "a meaning": lambda desk, text: edit_stage(desk, 1, meaning=f"they wrote{text}"),
    "a note in a review": lambda desk, text: decide(desk, 1, "keep", Details(note=f"fine{text}")),
}
"""Texts of several lines."""

SHORT: dict[str, Typed] = {
    "a stage": lambda desk, text: add_stage(desk, f"Trial{text}"),
    "another name of a stage": lambda desk, text: rename_stage(desk, 1, f"First{text}"),
    "a country": lambda desk, text: set_country(desk, f"DE{text}"),
}
"""Names that are shorter, or known."""

ALL = {**LINES, **NOTES, **SHORT}


@pytest.fixture
def busy(diary: Diary) -> Diary:
    """A desk with a lead, a person who asked for no contact, an open review with a lead in it and a commitment."""
    diary.add("Ben")
    stop_contact(diary, diary.add("Lin"), reason="asked us to stop")
    open_review(diary, diary.today, [WorkItem(1, "", "Lead", 0, "")])
    commit_to(diary, 1, "Call Ben", diary.today + timedelta(days=3))
    return diary


@pytest.mark.parametrize("verb", ALL)
def test_what_one_database_cannot_keep_neither_keeps(busy: Diary, verb: str) -> None:
    before = dump(busy)
    for bad in ("\0", "\udcff", "\ud800", "x\ud83d"):
        with pytest.raises(Misused):
            ALL[verb](busy, bad)
    assert dump(busy) == before
    assert busy.journal is None


@pytest.mark.parametrize("verb", LINES)
def test_a_line_has_five_hundred_characters_at_most(busy: Diary, verb: str) -> None:
    before = dump(busy)
    with pytest.raises(Misused, match="at most 500 are kept"):
        LINES[verb](busy, "1" * 500)
    assert dump(busy) == before


@pytest.mark.parametrize("verb", NOTES)
def test_a_note_has_a_hundred_thousand_characters_at_most(local: Diary, verb: str) -> None:
    local.add("Ben")
    open_review(local, local.today, [WorkItem(1, "", "Lead", 0, "")])
    before = dump(local)
    with pytest.raises(Misused, match="at most 100,000 are kept"):
        NOTES[verb](local, "1" * 100_000)
    assert dump(local) == before


@pytest.mark.parametrize("verb", [verb for verb in (*LINES, *NOTES) if verb != "an e-mail"])
def test_text_is_kept_in_one_form(busy: Diary, verb: str) -> None:
    ALL[verb](busy, " e\u0301 \U0001f3e1")
    kept = str(dump(busy)) + str(busy.rows("SELECT sentence FROM change"))
    assert "\u00e9 \U0001f3e1" in kept
    assert "e\u0301" not in kept


HOSTILE = st.text(st.characters(exclude_categories=[]), max_size=40)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None, derandomize=True)
@given(text=HOSTILE, verb=st.sampled_from(sorted(ALL)))
def test_whatever_is_typed_is_kept_whole_or_refused_in_words(busy: Diary, text: str, verb: str) -> None:
    with busy.database.atomic() as savepoint:
        before = dump(busy)
        refused = ""
        try:
            ALL[verb](busy, text)
        except CoachError as error:
            refused = error.what
        assert not refused or dump(busy) == before
        savepoint.rollback()
    busy.forget()


def test_the_same_texts_are_kept_on_both_databases(sqlite_url: str, postgres_url: str) -> None:
    from coach.records.database import open_database

    kept = []
    for where in (sqlite_url, postgres_url):
        desk = Diary(open_database(where, create=True))
        ben = desk.add("  Zoë\tO\u2019Neil \u202e[/] \x1b[31m 漢字 ", company="A\u0301cme", value="1.234,50")
        log_touch(desk, ben, via="call", note="a\r\nb\rc\td \u2028 \ufeff")
        answer_lens(desk, ben, "fit", "\u2019\u201c\\'\"%_?;--", fields={"range": "5%"})
        kept.append({name: [[str(each) for each in row] for row in rows] for name, rows in dump(desk).items()})
        desk.database.close()
    for name, rows in kept[0].items():
        assert [_booleans(row) for row in rows] == [_booleans(row) for row in kept[1][name]], name


def _booleans(row: list[str]) -> list[str]:
    """SQLite keeps yes and no as 1 and 0."""
    return [{"True": "1", "False": "0"}.get(each, each) for each in row]


def test_a_step_time_is_kept_as_hours_and_minutes(diary: Diary) -> None:
    ben = diary.add(next_step="Call", due=DAY, time=" 3 pm ")
    assert diary.lead(ben).due_time == "15:00"
    set_next(diary, ben, "Call", DAY)
    assert diary.lead(ben).due_time == "24:00"


def test_a_step_that_was_set_is_remembered_whatever_its_name(diary: Diary) -> None:
    set_step(diary, "owner")
    assert diary.setting("setup-step") == "owner"
