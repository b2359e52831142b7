"""A pipeline file comes in: what is kept of it, what its leads become, and that one undo takes all of it back."""

from datetime import date
from typing import Any

import pytest

from coach.actions.days import add_days_off
from coach.actions.leads import add_lead
from coach.actions.moves import stop_contact
from coach.actions.pipeline import write_pipeline
from coach.actions.settings import change_setting
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.exchange import plan
from coach.exchange.from_csv import Report
from coach.records.settings import PIPELINE_OWNER
from coach.views.day import due_list
from coach.views.find_lead import find_lead
from coach.views.lead_card import LeadCard, lead_card

from ..records.desks import TUESDAY, DeskAt, dump
from .conftest import Bring
from .made_file import MAP, made_file

WEDNESDAY = date(2026, 11, 25)


def card(desk: DeskAt, name: str) -> LeadCard:
    return lead_card(desk, find_lead(desk, name))


def one(desk: DeskAt, sql: str) -> Any:
    return desk.rows(sql)[0][0]


def reasons(report: Report) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in report.rejected]


def test_three_thousand_leads_come_in_whole(desk: DeskAt, bring: Bring) -> None:
    made = made_file(3_000)
    report = bring(made.text, MAP)
    assert report.counts == {"create": 3_000}
    assert (report.file.delimiter, report.file.encoding, report.unused) == (";", "utf-8", ("Colour",))
    by_stage = desk.rows(
        "SELECT stage.name, count(*) FROM lead JOIN stage ON stage.id = lead.stage_id GROUP BY stage.name"
    )
    assert {name.split(" ")[0]: count for name, count in by_stage} == {
        name.split(" ")[0]: count for name, count in made.stages.items()
    }
    assert one(desk, "SELECT sum(value) FROM lead WHERE status = 'won'") == made.won_value
    assert one(desk, "SELECT sum(value) FROM lead WHERE status = 'not_yet'") == 0
    assert one(desk, "SELECT count(*) FROM owner") == made.owners
    assert one(desk, "SELECT count(*) FROM touch WHERE imported AND via = 'other'") == made.notes
    assert one(desk, "SELECT count(*) FROM contact") == 3_000
    assert one(desk, "SELECT count(*) FROM stage_visit WHERE entered_on IS NULL") == made.without_day
    assert one(desk, "SELECT count(*) FROM stage_visit") == 3_000
    days = desk.rows("SELECT outcome, sum(days) FROM stage_visit WHERE left_on IS NOT NULL GROUP BY outcome")
    assert dict(days) == {"won": made.days["Won"], "not_yet": made.days["Not yet"]}
    open_leads = sum(made.stages[name] for name in ("Lead received", "Discovery", "Proposal"))
    assert len(due_list(desk)) == open_leads


def test_one_undo_takes_all_of_it_back(desk: DeskAt, bring: Bring) -> None:
    add_lead(desk, "Ben Adeyemi", email="ben@example.com", owner="Agent 3")
    before = dump(desk)
    report = bring(made_file(600).text, MAP)
    assert report.done.sentence == "brought in 600 leads from leads.csv"
    assert dump(desk) != before
    assert undo(desk).sentence == "brought in 600 leads from leads.csv"
    assert dump(desk) == before


def test_undo_takes_the_pipeline_back_when_the_import_began_it(desk: DeskAt, bring: Bring) -> None:
    empty = dump(desk)
    bring("name\nAnn Lee\n")
    assert one(desk, "SELECT count(*) FROM stage") == 6
    undo(desk)
    assert dump(desk) == empty


def test_a_dry_run_writes_nothing_and_says_what_the_import_does(desk: DeskAt, bring: Bring) -> None:
    write_pipeline(desk)
    add_lead(desk, "Cy", email="person4@example.com")
    text = made_file(200).text + ";;;;;;;;;;;;;;;x\nD-1;Short\n"
    before = dump(desk)
    foreseen: list[Any] = []
    seen: list[Any] = []
    dry = bring(text, MAP, dry_run=True, on_verdict=foreseen.append)
    assert dump(desk) == before
    assert dry.done.change_id is None
    real = bring(text, MAP, on_verdict=seen.append)
    assert foreseen == seen
    assert len(foreseen) == 202
    assert real.counts == dry.counts == {"create": 200, "reject": 2}


def test_a_dry_run_needs_no_pipeline(desk: DeskAt, bring: Bring) -> None:
    empty = dump(desk)
    assert bring("name,stage\nAnn,decision\n", dry_run=True).counts == {"create": 1}
    assert dump(desk) == empty


def test_an_open_lead_gets_the_step_of_its_stage_as_of_today(desk: DeskAt, bring: Bring) -> None:
    bring("name,stage,entered\nAnn,proposal,2026-03-02\n")
    ann = card(desk, "Ann")
    assert (ann.status, ann.stage.key, ann.entered_on, ann.received_on) == (
        "open",
        "proposal",
        date(2026, 3, 2),
        date(2026, 3, 2),
    )
    assert (ann.next_step, ann.due_on, ann.kind) == (ann.next_step, TUESDAY, "touch")
    assert ann.next_step.startswith("Bring them the proposal")
    assert desk.rows("SELECT left_on, outcome, days FROM stage_visit") == [(None, "open", None)]
    assert [str(day) for day in desk.rows("SELECT entered_on, imported_on FROM stage_visit")[0]] == [
        "2026-03-02",
        "2026-11-24",
    ]


def test_the_import_day_is_never_taken_for_the_day_of_entry(desk: DeskAt, bring: Bring) -> None:
    bring("name,stage\nAnn,discovery\n")
    assert card(desk, "Ann").entered_on == TUESDAY
    entered_on, imported_on = desk.rows("SELECT entered_on, imported_on FROM stage_visit")[0]
    assert (entered_on, str(imported_on)) == (None, "2026-11-24")


def test_a_step_falls_on_a_working_day(desk: DeskAt, bring: Bring) -> None:
    add_days_off(desk, [TUESDAY])
    bring("name\nAnn\n")
    assert card(desk, "Ann").due_on == WEDNESDAY


def test_who_wrote_today_waits_for_an_answer_and_who_wrote_before_does_not(desk: DeskAt, bring: Bring) -> None:
    bring("name,received\nAnn,2026-11-24\nBen,2026-11-23\n")
    assert (card(desk, "Ann").kind, card(desk, "Ben").kind) == ("answer", "touch")
    assert card(desk, "Ben").entered_on == date(2026, 11, 23)
    assert [line.name for line in due_list(desk)] == ["Ann", "Ben"]


def test_an_agreed_next_step_is_kept(desk: DeskAt, bring: Bring) -> None:
    bring("name,next step,due\nAnn,Send the sketch,2026-12-05\nBen,,2026-11-02\nCy,Call him,\n")
    ann, ben, cy = card(desk, "Ann"), card(desk, "Ben"), card(desk, "Cy")
    assert (ann.next_step, ann.due_on, ann.step_source) == ("Send the sketch", date(2026, 12, 5), "manual")
    assert (ben.next_step, ben.due_on) == ("Answer them", date(2026, 11, 2))
    assert (cy.next_step, cy.due_on, cy.step_source) == ("Call him", TUESDAY, "manual")


def test_closed_leads_keep_their_days_and_rest(desk: DeskAt, bring: Bring) -> None:
    bring(
        "name,stage,status,received,entered,closed,reason,words,value\n"
        "Ann,Proposal,won,2026-01-05,2026-02-02,2026-03-04,,,1200\n"
        "Ben,discovery,Lost,,2026-02-02,2026-02-02,Chose another,wants a local firm,0\n"
    )
    ann, ben = card(desk, "Ann"), card(desk, "Ben")
    assert (ann.status, ann.stage.kind, ann.closed_on, ann.return_on, ann.due_on, ann.value) == (
        "won",
        "won",
        date(2026, 3, 4),
        None,
        None,
        120_000,
    )
    assert ann.received_on == date(2026, 1, 5)
    assert (ben.status, ben.reason, ben.reason_words, ben.value, ben.return_on) == (
        "not_yet",
        "chose-other",
        "wants a local firm",
        0,
        None,
    )
    visits = desk.rows(
        "SELECT stage.key, visit.days, visit.outcome, target.kind FROM stage_visit AS visit JOIN stage ON stage.id ="
        " visit.stage_id JOIN stage AS target ON target.id = visit.left_to_id ORDER BY visit.lead_id"
    )
    assert visits == [("proposal", 30, "won", "won"), ("discovery", 0, "not_yet", "not_yet")]
    assert due_list(desk) == []


def test_a_not_yet_comes_back_on_the_day_of_the_file_when_that_is_ahead(desk: DeskAt, bring: Bring) -> None:
    bring(
        "name,stage,closed,reason,return\n"
        "Ann,not yet,2026-03-04,timing,2026-12-05\nBen,not yet,2026-03-04,timing,2026-11-24\n"
        "Cy,won,2026-03-04,,2026-12-05\n"
    )
    assert (card(desk, "Ann").return_on, card(desk, "Ann").return_agreed) == (date(2026, 12, 7), True)
    assert card(desk, "Ben").return_on is None
    assert card(desk, "Cy").return_on is None


def test_a_closed_lead_of_no_known_stage_counts_in_no_stage(desk: DeskAt, bring: Bring) -> None:
    text = "name,stage,entered,closed\nAnn,Won,2026-01-01,2026-02-01\n"
    report = bring(text)
    assert report.without_stay == 1
    assert one(desk, "SELECT count(*) FROM stage_visit") == 0
    assert card(desk, "Ann").closed_on == date(2026, 2, 1)
    undo(desk)
    assert bring(text, {"closed_from": "decision"}).without_stay == 0
    assert desk.rows("SELECT stage.key, days FROM stage_visit JOIN stage ON stage.id = stage_visit.stage_id") == [
        ("decision", 31)
    ]


def test_a_closed_lead_without_a_day_of_entry_has_a_stay_of_unknown_length(desk: DeskAt, bring: Bring) -> None:
    bring("name,stage,closed\nAnn,Won,2026-02-01\n", {"closed_from": "decision"})
    assert desk.rows("SELECT entered_on, days, outcome FROM stage_visit") == [(None, None, "won")]


def test_rejected_rows_have_their_line_and_reason_and_stop_nothing(desk: DeskAt, bring: Bring) -> None:
    report = bring(
        "name,email,value,stage,owner,received,closed,reason,note\n"
        "Ann,ann@example.com,12,proposal,Maya,2026-01-01,,,fine\n"
        'Ben,,12,Negotiating,Maya,,,,"two\nlines"\n'
        "Cy,no address,,,,,,,\n"
        "Dee,,a lot,,,,,,\n"
        "Eve,,,,everyone,,,,\n"
        "Fay,,,,,31.31.2026,,,\n"
        "Gil,,,won,,,,,\n"
        "Hal,,,not yet,,,2026-01-01,,\n"
        "Ida,,,not yet,,,2026-01-01,bored,\n"
        "Jo,,,won,,2026-02-01,2026-01-01,,\n"
        "Kim,,,won,,,2027-01-01,,\n"
        "Lea,,,,,2026-11-25,,,\n"
        " ,,,,,,,,lost\n"
        "Mo,,-5,,,,,,\n"
        f"{'N' * 501},,,,,,,,\n"
        f"Ole,,,,,,,,{'n' * 100_001}\n"
        "Pia\0,,,,,,,,\n"
        "Quin,,\n"
        "Ria,,,,,,,,,\n"
        "Sam,,,,,,,,,too much\n"
    )
    assert report.counts == {"create": 2, "reject": 18}
    told = dict(reasons(report))
    assert list(told) == [3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22]
    assert [told[line] for line in (3, 5, 6, 7, 8)] == [
        "'Negotiating' is not a stage of yours.",
        "'no address' is not an e-mail address.",
        "'a lot' is not an amount I can read.",
        "Its owner is 'everyone', and what everyone owns nobody does.",
        "'31.31.2026' is not a day (day first).",
    ]
    assert [told[line] for line in (9, 10, 11, 12, 13, 14)] == [
        "It is closed, and the file does not say since when.",
        "A Not yet needs its reason.",
        "'bored' is not a reason coach knows.",
        "It was closed on Thu 1 Jan, before it came in on Sun 1 Feb.",
        "It was closed on Fri 1 Jan 2027, which is still ahead.",
        "It came in on Wed 25 Nov, which is still ahead.",
    ]
    assert told[15] == "It has no name."
    assert "is negative" in told[16]
    assert "The name has 501 characters" in told[17]
    assert "The note has 100,001 characters" in told[18]
    assert "NUL" in told[19]
    assert told[20] == "It has only 3 cells, and the header has 9."
    assert told[22] == "It has 10 cells, and the header has 9."
    assert {name for (name,) in desk.rows("SELECT name FROM lead")} == {"Ann", "Ria"}


def test_when_every_row_is_rejected_nothing_is_written(desk: DeskAt, bring: Bring) -> None:
    empty = dump(desk)
    report = bring("name,stage\nAnn,Somewhere\n")
    assert (report.counts, report.done.change_id) == ({"reject": 1}, None)
    assert dump(desk) == empty
    with pytest.raises(Refused):
        undo(desk)


def test_a_file_that_breaks_off_in_the_middle_brings_nothing(desk: DeskAt, bring: Bring) -> None:
    empty = dump(desk)
    with pytest.raises(Misused, match="line 6002"):
        bring("name\n" + "".join(f"Ann {n}\n" for n in range(6_000)) + '"Ben\n')
    assert dump(desk) == empty


def test_empty_cells_in_the_words_of_other_programs_are_empty(desk: DeskAt, bring: Bring) -> None:
    bring("name,email,phone,value,received\nNA,n/a,-,NULL,#N/A\n")
    lead = card(desk, "NA")
    assert (lead.email, lead.phone, lead.value, lead.received_on) == ("", "", 0, TUESDAY)


@pytest.mark.parametrize("cell", ["=1+1", "+49 30 1234567", "-2", "@SUM(A1)", "=HYPERLINK('x')"])
def test_a_formula_is_text_like_any_other(desk: DeskAt, bring: Bring, cell: str) -> None:
    bring(f'name,company,note\n"{cell}","{cell}","{cell}"\n')
    lead = lead_card(desk, 1)
    assert (lead.name, lead.company, lead.timeline[0].note) == (cell, cell, cell)


def test_markup_and_steering_characters_are_kept_as_text(desk: DeskAt, bring: Bring) -> None:
    name = "[/x] \x1b[31mAnn\u202e"
    bring(f"name\n{name}\n")
    assert lead_card(desk, 1).name == name


@pytest.mark.parametrize(
    ("value", "currency", "minor", "kept"),
    [
        ("1.234,50", "", 123_450, "EUR"),
        ("1,234.50", "", 123_450, "EUR"),
        ("$125000", "", 12_500_000, "USD"),
        ("250k", "", 25_000_000, "EUR"),
        ("1000", "jpy", 1_000, "JPY"),
        ("CHF 20", "", 2_000, "CHF"),
        ("0", "", 0, "EUR"),
    ],
)
def test_amounts_come_in_with_their_currency(
    desk: DeskAt, bring: Bring, value: str, currency: str, minor: int, kept: str
) -> None:
    bring(f'name;value;currency\nAnn;"{value}";{currency}\n')
    assert desk.rows("SELECT value, currency FROM lead") == [(minor, kept)]


def test_a_value_and_a_currency_that_disagree_are_rejected(bring: Bring) -> None:
    assert reasons(bring("name;value;currency\nAnn;$5;EUR\n")) == [
        (2, "Its value '$5' is in USD, and its currency EUR.")
    ]


def test_defaults_fill_what_the_file_leaves_empty(desk: DeskAt, bring: Bring) -> None:
    defaults = {
        "owner": "Maya", "source": "old list", "currency": "CHF", "stage": "discovery", "reason": "timing",
        "closed": "2026-02-01",
    }  # fmt: skip
    bring("name,stage,owner,value\nAnn,,,5\nBen,Lost,Tom,\n", {"defaults": defaults})
    ann, ben = card(desk, "Ann"), card(desk, "Ben")
    assert (ann.owner, ann.source, ann.currency, ann.stage.key) == ("Maya", "old list", "CHF", "discovery")
    assert (ben.owner, ben.reason, ben.closed_on) == ("Tom", "timing", date(2026, 2, 1))


def test_who_owns_the_pipeline_owns_what_the_file_gives_to_nobody(desk: DeskAt, bring: Bring) -> None:
    change_setting(desk, PIPELINE_OWNER, "Maya")
    bring("name,owner\nAnn,\nBen,tom\nCy,TOM\n")
    assert [card(desk, name).owner for name in ("Ann", "Ben", "Cy")] == ["Maya", "tom", "tom"]


def test_a_reason_without_a_code_goes_to_the_default_and_stays_in_words(desk: DeskAt, bring: Bring) -> None:
    text = "name,stage,closed,reason\nAnn,lost,2026-01-01,Roof fell in\nBen,lost,2026-01-01,PRICE\n"
    bring(text, {"reasons": {"price": "budget"}, "defaults": {"reason": "went-quiet"}})
    assert (card(desk, "Ann").reason, card(desk, "Ann").reason_words) == ("went-quiet", "Roof fell in")
    assert (card(desk, "Ben").reason, card(desk, "Ben").reason_words) == ("budget", "PRICE")


def test_a_stage_of_the_map_that_is_none_is_an_error_of_the_map(desk: DeskAt, bring: Bring) -> None:
    empty = dump(desk)
    with pytest.raises(Misused, match=r"map.toml, stages.new: 'Recieved' is not one stage of yours"):
        bring("name\nAnn\n", {"stages": {"New": "Recieved"}})
    with pytest.raises(Misused, match=r"map.toml, closed_from: Won is where leads end"):
        bring("name\nAnn\n", {"closed_from": "won"})
    with pytest.raises(Misused, match=r"map.toml, defaults.stage: 'e' is not one stage"):
        bring("name\nAnn\n", {"defaults": {"stage": "e"}})
    assert dump(desk) == empty


def test_words_for_a_status_are_understood_among_the_stages_too(desk: DeskAt, bring: Bring) -> None:
    text = "name,stage,closed\nAnn,Signed!,2026-01-01\nBen,Closed Lost,2026-01-01\nCy,Gone,2026-01-01\nDee,on hold,\n"
    report = bring(
        text, {"statuses": {"signed!": "won", "Gone": "not_yet", "on hold": "open"}, "defaults": {"reason": "timing"}}
    )
    assert [card(desk, name).status for name in ("Ann", "Ben", "Cy")] == ["won", "not_yet", "not_yet"]
    assert reasons(report) == [(5, "'on hold' is not a stage of yours.")]


def test_a_status_that_contradicts_its_stage_is_rejected(bring: Bring) -> None:
    report = bring("name,stage,status\nAnn,Won,open\nBen,proposal,on hold\n")
    assert reasons(report) == [
        (2, "Its stage is 'Won', and its status 'open'."),
        (3, "'on hold' is not a status coach knows."),
    ]


def test_an_ambiguous_column_of_days_is_asked_about_before_anything_is_written(desk: DeskAt, bring: Bring) -> None:
    text = "name,received\nAnn,03/04/2026\nBen,05/06/2026\n"
    with pytest.raises(Misused, match="Is 03/04/2026 on line 2 the 3 April or the 4 March"):
        bring(text)
    assert one(desk, "SELECT count(*) FROM lead") == 0
    bring(text, {"dates": "mdy"})
    assert card(desk, "Ann").received_on == date(2026, 3, 4)


def test_days_that_do_not_fit_the_order_of_the_map_are_rejected(bring: Bring) -> None:
    report = bring("name,received\nAnn,13/04/2026\nBen,04/13/2026\n", {"dates": "dmy"})
    assert reasons(report) == [(3, "'04/13/2026' is not a day (day first).")]


def test_two_deals_of_one_person_are_two_leads_of_one_contact(desk: DeskAt, bring: Bring) -> None:
    columns = {"columns": {"id": "id", "name": "title", "contact": "who", "company": "firm", "email": "mail"}}
    bring(
        "id,title,who,firm,mail\n1,Roof,Ann Lee,Acme,Ann@x.com\n2,Gate,Ann Lee,Acme,ann@x.com\n"
        "3,Door,Ben Fox,Acme,\n4,Hall,Ben Fox,Acme,\n5,Yard,Ben Fox,Other,\n",
        columns,
    )
    rows = desk.rows(
        "SELECT lead.name, contact.name, contact.id FROM lead JOIN contact ON contact.id = contact_id ORDER BY lead.id"
    )
    assert rows == [
        ("Roof", "Ann Lee", 1),
        ("Gate", "Ann Lee", 1),
        ("Door", "Ben Fox", 2),
        ("Hall", "Ben Fox", 2),
        ("Yard", "Ben Fox", 3),
    ]


def test_the_same_lead_twice_in_a_file_is_named_a_duplicate(bring: Bring) -> None:
    report = bring("name,email,company\nAnn,a@x.com,\nAnn L,A@x.com,\nBen,,Acme\nBEN,,acme\nBen,,\n")
    assert report.counts == {"create": 3, "duplicate": 2}
    assert [(row.line, row.reason) for row in report.told] == [
        (3, "The same e-mail address stands on line 2."),
        (5, "The same name and company stands on line 4."),
    ]


def test_a_lead_added_by_hand_is_not_added_again(desk: DeskAt, bring: Bring) -> None:
    add_lead(desk, "Ann Lee", email="ann@x.com")
    add_lead(desk, "Ben Fox", company="Fox Ltd")
    before = dump(desk)
    report = bring("name,email,company,value\nAnn,ANN@x.com,Acme,5\nben fox,,FOX LTD,5\nBen Fox,,Other,5\n")
    assert report.counts == {"create": 1, "duplicate": 2}
    assert report.told[0].reason == "'Ann Lee' is a lead here already (number 1)."
    assert dump(desk)["lead"][:2] == before["lead"]


def test_a_new_deal_of_somebody_known_is_another_lead_of_theirs(desk: DeskAt, bring: Bring) -> None:
    add_lead(desk, "Ann Lee", email="ann@x.com")
    report = bring("id,name,email\n1,Roof,ann@x.com\n2,Ann Lee,ann@x.com\n")
    assert report.counts == {"create": 1, "duplicate": 1}
    assert [other.name for other in lead_card(desk, 1).others] == ["Roof"]


@pytest.mark.parametrize(
    ("row", "out"),
    [
        ("Someone,ANN@x.com,,", True),
        ("Someone,,0151 / 222 333 4,", True),
        ("Ann Lee,,,ACME", True),
        ("Ann Lee,other@x.com,,Acme", True),
        ("Ann Lee,,,", True),
        ("Ann Lee,other@x.com,,", False),
        ("Ann Lee,,,Other", False),
        ("Ann Leeds,,,Acme", False),
    ],
)
def test_who_asked_for_no_contact_does_not_come_back_as_an_open_lead(
    desk: DeskAt, bring: Bring, row: str, out: bool
) -> None:
    add_lead(desk, "Ann Lee", email="ann@x.com", phone="0151-2223334", company="Acme")
    stop_contact(desk, 1, reason="asked us to stop")
    report = bring(f"id,name,email,phone,company\n7,{row}\n")
    assert reasons(report) == ([(2, "Ann Lee asked for no contact (asked us to stop).")] if out else [])
    assert len(due_list(desk)) == (0 if out else 1)


def test_what_was_won_from_them_before_may_come_in_and_rests(desk: DeskAt, bring: Bring) -> None:
    add_lead(desk, "Ann Lee", email="ann@x.com")
    stop_contact(desk, 1, reason="asked us to stop")
    bring(
        "id,name,email,stage,closed,return\n7,Roof,ann@x.com,not yet,2026-01-01,2027-01-01\n",
        {"defaults": {"reason": "timing"}},
    )
    roof = card(desk, "Roof")
    assert (roof.status, roof.return_on, roof.do_not_contact_reason) == ("not_yet", None, "asked us to stop")


def test_progress_is_told_in_rows(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "BATCH", 40)
    told: list[int] = []
    bring("name\n" + "".join(f"Ann {n}\n" for n in range(100)), on_rows=told.append)
    assert told == [40, 80, 100]
