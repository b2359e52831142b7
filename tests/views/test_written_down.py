"""What is kept beside the leads: stages, settings, working days, the assignment, the log-book, and the pulse of it all."""

from datetime import date
from pathlib import Path

import pytest

from coach.errors import Misused
from coach.records.database import open_database
from coach.records.models import AssignmentAnswer, Change, Lead, Stage
from coach.records.settings import SETTINGS
from coach.views.assignment import answers, comes_first, is_empty, where_stopped
from coach.views.log_book import log_book, undo_list
from coach.views.pulse import pulse
from coach.views.settings import setting_list
from coach.views.stages import find_stage, stage_list
from coach.views.working_days import working_days

from .records import TODAY, Records, on


def change(author: str, sentence: str, **fields: object) -> int:
    values = {"at": "2026-12-03T09:00:00Z", "verb": "add", **fields}
    return int(Change.insert(author=author, sentence=sentence, **values).execute())


def test_the_stages_are_listed_in_their_order_with_their_rhythm_and_their_leads(records: Records) -> None:
    Stage.update(meaning="They wrote", entry="a letter").where(Stage.key == "lead").execute()
    records.lead("Ben")
    records.closed("Lin")
    stages = stage_list(records.desk)
    assert [stage.key for stage in stages] == ["lead", "discovery", "proposal", "decision", "won", "not_yet"]
    assert stages[0] == (
        records.stages["lead"], "lead", "Lead received", 0, "open", 5, "evidence of lead", "They wrote", "a letter",
        (0, 2, 3, 5), 1, False,
    )  # fmt: skip
    assert (stages[5].leads, stages[5].normal_stay) == (0, None)
    Stage.update(retired_on=TODAY).where(Stage.key == "decision").execute()
    assert len(stage_list(records.desk)) == 5
    assert [stage.key for stage in stage_list(records.desk, retired=True) if stage.retired] == ["decision"]


def test_a_stage_is_found_by_any_part_of_its_name_that_only_it_has(records: Records) -> None:
    assert find_stage(records.desk, " PROPOSAL").key == "proposal"
    assert find_stage(records.desk, "trial").key == "proposal"
    assert find_stage(records.desk, "received").key == "lead"
    Stage.update(name="Discovery").where(Stage.key == "lead").execute()
    assert find_stage(records.desk, "discovery").key == "lead"
    with pytest.raises(Misused) as both:
        find_stage(records.desk, "disco")
    assert both.value.what == "'disco' fits more than one stage: Discovery, Discovery conversation."
    with pytest.raises(Misused) as none:
        find_stage(records.desk, "closing")
    assert none.value.do.startswith("The stages are Discovery, Discovery conversation, ")
    with pytest.raises(Misused):
        find_stage(records.desk, "")
    Stage.delete().execute()
    with pytest.raises(Misused) as unwritten:
        find_stage(records.desk, "lead")
    assert unwritten.value.what == "There are no stages yet."


def test_settings_are_listed_with_their_value_default_and_meaning(records: Records) -> None:
    records.setting("capacity", "12")
    found = {each.key: each for each in setting_list(records.desk)}
    assert found["capacity"] == ("capacity", "12", "8", "number", SETTINGS["capacity"].meaning)
    assert found["cutoff"].value == found["cutoff"].default == "16:00"
    assert set(found) == {key for key, each in SETTINGS.items() if not each.inner}


def test_the_working_calendar_is_shown_in_order(records: Records) -> None:
    assert working_days(records.desk) == ((0, 1, 2, 3, 4), "", (), ())
    assert working_days(records.desk).in_words == "Mon to Fri"
    records.setting("days-off", '["2026-12-24", "2026-12-23"]')
    records.setting("holidays", '["2026-12-25"]')
    records.setting("country", "DE-BY")
    records.setting("weekdays", "420")
    found = working_days(records.desk)
    assert found.in_words == "Mon, Wed, Fri"
    assert found == ((0, 2, 4), "DE-BY", (date(2026, 12, 23), date(2026, 12, 24)), (date(2026, 12, 25),))


def test_the_newest_answers_of_the_assignment_are_shown_with_their_day(records: Records) -> None:
    for question, text, day in (("owner", "Maya", "11-02"), ("stuck", "Proposal", "11-03"), ("owner", "Tom", "12-01")):
        AssignmentAnswer.insert(question=question, text=text, answered_on=on(day)).execute()
    assert answers(records.desk) == {"stuck": ("Proposal", on("11-03")), "owner": ("Tom", on("12-01"))}


def test_records_are_empty_until_there_is_a_lead_or_an_answer(records: Records) -> None:
    assert is_empty(records.desk)
    assert comes_first(records.desk)
    lead = records.lead("Ben")
    assert not is_empty(records.desk)
    assert not comes_first(records.desk)
    Lead.delete().where(Lead.id == lead).execute()
    AssignmentAnswer.insert(question="owner", text="Maya", answered_on=TODAY).execute()
    assert not is_empty(records.desk)
    assert not comes_first(records.desk)


@pytest.mark.parametrize(
    ("step", "first"), [("owner", True), ("done", False), ('{"page": "owner"}', True), ('{"page": "done"}', False)]
)
def test_an_assignment_that_was_left_half_way_comes_first_even_where_there_are_leads(
    local_records: Records, step: str, first: bool
) -> None:
    local_records.lead("Ben")
    assert where_stopped(local_records.desk) == ""
    local_records.setting("setup-step", step)
    assert where_stopped(local_records.desk) == step
    assert comes_first(local_records.desk) is first


def test_the_log_book_says_who_did_what_with_the_newest_first(records: Records) -> None:
    first = change("Maya", "added Ben", lead_id=1)
    undone = change("Tom", "moved Ben", lead_id=1, undone_at="2026-12-03T10:00:00Z", undone_by="Maya")
    fixed = change("Maya", "wrote down the pipeline", undoable=False)
    entries = log_book(records.desk)
    assert [(each.id, each.undone, each.undoable) for each in entries] == [
        (fixed, False, False), (undone, True, False), (first, False, True),
    ]  # fmt: skip
    assert entries[1] == (
        undone, "2026-12-03T09:00:00Z", "Tom", "add", "moved Ben", True, False, 1, "2026-12-03T10:00:00Z", "Maya",
    )  # fmt: skip
    assert [each.id for each in log_book(records.desk, limit=1)] == [fixed]
    assert [each.id for each in log_book(records.desk, lead_id=1)] == [undone, first]
    assert [each.id for each in log_book(records.desk, lead_id=1, limit=1)] == [undone]


def test_undo_lists_what_stands_of_the_desks_own_changes(records: Records) -> None:
    first = change("Maya", "added Ben")
    change("Tom", "added Lin")
    change("Maya", "moved Ben", undone_at="2026-12-03T10:00:00Z", undone_by="Maya")
    change("Maya", "kept the holidays", undoable=False)
    last = change("Maya", "won Ben")
    assert [each.id for each in undo_list(records.desk)] == [last, first]
    assert [each.id for each in undo_list(records.desk, limit=1)] == [last]


def test_the_pulse_changes_with_every_change_and_every_undo_and_with_nothing_else(records: Records) -> None:
    seen = [pulse(records.desk)]
    assert pulse(records.desk) == seen[0]
    first = change("Maya", "added Ben")
    seen.append(pulse(records.desk))
    assert pulse(records.desk) == seen[1]
    Change.update(undone_at="2026-12-03T10:00:00Z", undone_by="Maya").where(Change.id == first).execute()
    seen.append(pulse(records.desk))
    second = change("Maya", "added Lin")
    seen.append(pulse(records.desk))
    Change.update(undone_at="2026-12-03T10:00:00Z", undone_by="Maya").where(Change.id == second).execute()
    seen.append(pulse(records.desk))
    log_book(records.desk)
    assert pulse(records.desk) == seen[-1]
    assert len(set(seen)) == len(seen)


def test_the_pulse_hears_of_another_process(sqlite_url: str) -> None:
    mine = open_database(sqlite_url, create=True)
    here = Records(mine)
    before = pulse(here.desk)
    theirs = open_database(sqlite_url)
    theirs.execute_sql("INSERT INTO change (at, author, verb, sentence) VALUES ('', 'Tom', 'add', 'added Lin')")
    heard = pulse(here.desk)
    assert heard != before
    theirs.execute_sql("UPDATE change SET undone_at = 'now', undone_by = 'Tom'")
    assert pulse(here.desk) not in (before, heard)
    theirs.close()
    mine.close()
    assert Path(sqlite_url).exists()
