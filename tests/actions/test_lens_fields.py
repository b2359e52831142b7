"""What is kept beside an answer: a figure is a figure, a day a day, a choice one of its choices; one change, and undo."""

import json
from typing import Any

import pytest

from coach import playbook
from coach.actions.leads import edit_lead
from coach.actions.lens_fields import FieldAmiss
from coach.actions.lenses import answer_lens
from coach.actions.undo import undo
from coach.errors import Misused
from coach.records.models import Answer

from ..records.desks import dump
from .diary import Diary


def kept(diary: Diary, lens: str, **fields: str) -> dict[str, Any]:
    """What is stored when these fields were typed beside an answer."""
    answer_lens(diary, diary.add(), lens, "They said so", fields=fields)
    query: Any = Answer.select().order_by(Answer.id.desc())
    found: dict[str, Any] = json.loads(query.first().fields)
    return found


def test_every_field_of_every_lens_is_kept_in_its_form_on_both_databases(diary: Diary) -> None:
    typed = {
        "problem": {"since": " last autumn ", "workaround": "they move the stock"},
        "impact": {"amount": "1.200,50", "unit": "Money", "per": "month", "basis": "together"},
        "urgency": {"date": "12 dec", "kind": "event", "reason": "the lease ends"},
        "outcome": {"measure": "calls at night", "good_enough": "one a month", "by_when": "+2w"},
        "fit": {
            "deciders": "Ana; Tom,, ana",
            "range": "5 to 6 thousand",
            "alternative": "do nothing",
            "our_view": "YES",
            "because": "we did two like it",
        },
    }
    assert {lens: kept(diary, lens, **fields) for lens, fields in typed.items()} == {
        "problem": {"since": "last autumn", "workaround": "they move the stock"},
        "impact": {"amount": "1,200.50 EUR", "unit": "money", "per": "month", "basis": "together"},
        "urgency": {"date": "2026-12-12", "kind": "event", "reason": "the lease ends"},
        "outcome": {"measure": "calls at night", "good_enough": "one a month", "by_when": "2026-12-08"},
        "fit": {
            "deciders": ["ana", "Tom"],
            "range": "5 to 6 thousand",
            "alternative": "do nothing",
            "our_view": "yes",
            "because": "we did two like it",
        },
    }
    assert {lens.key: {field.key for field in lens.fields} for lens in playbook.lenses()} == {
        lens: set(fields) for lens, fields in typed.items()
    }


@pytest.mark.parametrize(
    ("amount", "unit", "stored"),
    [
        ("80", "", {"amount": "80"}),
        ("80", "money", {"amount": "80 EUR", "unit": "money"}),
        ("450 USD", "", {"amount": "450 USD", "unit": "money"}),
        ("$450", "money", {"amount": "450 USD", "unit": "money"}),
        ("6 h", "", {"amount": "6", "unit": "hours"}),
        ("2,5 hours", "hours", {"amount": "2.5", "unit": "hours"}),
        ("2.50", "hours", {"amount": "2.5", "unit": "hours"}),
        ("1,200", "other", {"amount": "1200", "unit": "other"}),
        ("0", "hours", {"amount": "0", "unit": "hours"}),
        ("100", "hours", {"amount": "100", "unit": "hours"}),
    ],
)
def test_a_figure_is_a_number_of_something(local: Diary, amount: str, unit: str, stored: dict[str, str]) -> None:
    assert kept(local, "impact", amount=amount, unit=unit) == stored


def test_money_is_in_the_currency_the_lead_is_known_in(local: Diary) -> None:
    lead = local.add(value="4000 CHF")
    edit_lead(local, lead, source="fair")
    answer_lens(local, lead, "impact", "A lot", fields={"amount": "300", "unit": "money"})
    assert json.loads(Answer.get().fields)["amount"] == "300 CHF"


@pytest.mark.parametrize(
    ("lens", "fields", "key", "told"),
    [
        ("impact", {"amount": "lots"}, "amount", "How much: 'lots' is not a number"),
        ("impact", {"amount": "-3", "unit": "hours"}, "amount", "How much: '-3' is not a number"),
        ("impact", {"amount": "lots", "unit": "money"}, "amount", "How much: 'lots' is not an amount"),
        (
            "impact",
            {"amount": "5 EUR", "unit": "hours"},
            "amount",
            "How much: '5 EUR' is money, and it is counted in hours.",
        ),
        ("impact", {"amount": "6 h", "unit": "money"}, "amount", "How much: "),
        ("impact", {"per": "day"}, "per", "How often: 'day' is none of the choices."),
        ("urgency", {"date": "31 feb"}, "date", "The date: There is no 31 February."),
        ("urgency", {"date": "soon"}, "date", "The date: 'soon' is not a day"),
        ("urgency", {"date": "12 dec", "kind": "none"}, "date", "There is a date, and the kind says there is none."),
        ("outcome", {"by_when": "3/4"}, "by_when", "By when: '3/4' names the month by a number"),
        ("fit", {"our_view": "perhaps"}, "our_view", "Are we the right ones: 'perhaps' is none of the choices."),
        ("fit", {"since": "March"}, "since", "'since' is nothing that is kept beside an answer about fit."),
        ("fit", {"deciders": "Ana\0"}, "deciders", "The line “Who decides” holds a NUL"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_the_name_of_its_field_and_nothing_is_changed(
    local: Diary, lens: str, fields: dict[str, str], key: str, told: str
) -> None:
    lead = local.add()
    before = dump(local)
    with pytest.raises(FieldAmiss) as raised:
        answer_lens(local, lead, lens, "They said so", fields=fields)
    assert raised.value.key == key
    assert raised.value.what.startswith(told)
    assert raised.value.do
    assert dump(local) == before


def test_names_that_are_only_commas_are_none(local: Diary) -> None:
    assert kept(local, "fit", deciders=" , ;") == {}


def test_an_answer_with_its_fields_is_one_change_and_undo_takes_it_back(diary: Diary) -> None:
    lead = diary.add()
    before, changes = dump(diary)["answer"], diary.changes()
    answer_lens(diary, lead, "urgency", "It can wait", fields={"kind": "none", "reason": "after the season"})
    assert diary.changes() == changes + 1
    assert undo(diary).sentence == "kept what Ben Adeyemi said about urgency"
    assert dump(diary)["answer"] == before


def test_none_is_a_finding_and_not_a_gap(diary: Diary) -> None:
    lead = diary.add()
    for lens, text, fields in (
        ("urgency", "None", {"kind": "none"}),
        ("fit", "It is not for us", {"our_view": "no", "because": "too far"}),
    ):
        answer_lens(diary, lead, lens, text, fields=fields)
    query: Any = Answer.select().order_by(Answer.id)
    assert [each.clarity for each in query] == ["clear", "clear"]


def test_a_wrong_name_of_who_said_it_is_refused_before_anything_is_written(diary: Diary) -> None:
    lead = diary.add()
    before = dump(diary)
    with pytest.raises(Misused):
        answer_lens(diary, lead, "fit", "Yes", said_by="\0")
    assert dump(diary) == before
