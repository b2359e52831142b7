"""Who is here already."""

from typing import Any

import pytest

from coach.actions.leads import add_lead
from coach.actions.moves import stop_contact
from coach.records.models import Contact
from coach.views.alike import alike

from .diary import Diary


@pytest.mark.parametrize(
    "name",
    [
        "Ben Adeyemi",
        " ben  ADEYEMI",
        "Adeyemi Ben",
        "Ben Adeyemy",
        "Bén Adeyemi",
        "Adeyemi, Ben",
        "Bne Adeyemi",
        "Ben Aedyemi",
        "Ben Adeyem",
    ],
)
def test_the_same_name_is_found_however_it_is_written(diary: Diary, name: str) -> None:
    ben = diary.add("Ben Adeyemi")
    diary.add("Lin Wei")
    assert [lead.id for lead in alike(diary, name)] == [ben]


@pytest.mark.parametrize("name", ["Ben", "Ben Adams", "Adeyemi & Sons Roofing", "", "  ", "x" * 2_000, "%", "[/]"])
def test_another_name_is_not(diary: Diary, name: str) -> None:
    diary.add("Ben Adeyemi")
    assert alike(diary, name) == []


def test_an_address_or_a_number_tells_a_person_whatever_the_name(diary: Diary) -> None:
    ben = diary.add("Ben Adeyemi", email="ben@adeyemi.example")
    lin = diary.add("Lin Wei", phone="+44 20 7946 0958")
    assert [lead.id for lead in alike(diary, "Somebody", email="BEN@adeyemi.example")] == [ben]
    assert [lead.id for lead in alike(diary, "Somebody", phone="0044 20 7946 0958")] == [lin]


def test_a_number_is_known_with_and_without_the_code_of_its_country(diary: Diary) -> None:
    ben = diary.add("Ben Adeyemi", phone="+49 (0) 171 2345678")
    lin = diary.add("Lin Wei", phone="0171 9999999")
    for phone in ("0171 2345678", "0171/234-5678", "+49 171 2345678", "0049 171 2345678"):
        assert [lead.id for lead in alike(diary, "Somebody", phone=phone)] == [ben], phone
    assert [lead.id for lead in alike(diary, "Somebody", phone="+49 171 9999999")] == [lin]
    assert alike(diary, "Somebody", phone="+43 171 2345678") == []


def test_a_person_is_known_by_their_own_name_whatever_the_lead_is_called(diary: Diary) -> None:
    ben = diary.add("Ben Adeyemi", email="ben@x.com")
    roof = diary.add("The roof", email="ben@x.com")
    assert {lead.id for lead in alike(diary, "Ben Adeyemy")} == {ben, roof}


def test_one_word_with_a_slip_at_its_end_is_found(diary: Diary) -> None:
    harbour = diary.add("Harbourside")
    diary.add("Harvest")
    assert [lead.id for lead in alike(diary, "Harbourslde")] == [harbour]


def test_the_same_name_comes_before_a_near_one(diary: Diary) -> None:
    exact = diary.add("Ben Adeyemi")
    diary.add("Ben Adeyemo")
    assert alike(diary, "Ben Adeyemi")[0].id == exact


@pytest.mark.parametrize("hostile", ["a\0b", "\udc80", "'\"", "x" * 100_000, "\u202e[/]", "* OR NEAR(", "1" * 100_000])
def test_whatever_is_typed_is_only_looked_for(diary: Diary, hostile: str) -> None:
    diary.add("Ben Adeyemi")
    assert alike(diary, hostile, hostile, hostile) == []


def test_nothing_is_looked_for_without_an_index(local: Diary) -> None:
    """However many leads there are: no statement goes through all leads or all people."""
    people = [
        {"name": f"Ben {n}", "name_key": f"ben {n}", "email_key": f"ben{n}@x.com", "phone_key": f"0171{n:07}"}
        for n in range(20_000)
    ]
    Contact.insert_many(people).execute()
    for number in range(60):
        local.add(f"Ben Adeyemi {number}", email=f"b{number}@x.com")
    local.database.execute_sql("ANALYZE")
    asked: list[tuple[str, Any]] = []
    send = local.database.execute_sql

    def keep(sql: str, params: Any = None) -> Any:
        asked.append((sql, params))
        return send(sql, params)

    local.database.execute_sql = keep
    alike(local, "Bne Adeyemi 44", "nobody@x.com", "+49 171 0009999")
    del local.database.execute_sql
    steps = [row[3] for sql, params in asked for row in local.rows(f"EXPLAIN QUERY PLAN {sql}", params or ())]
    assert len(steps) >= len(asked) >= 6
    assert not [step for step in steps if step.startswith(("SCAN lead", "SCAN contact")) and "VIRTUAL" not in step]


def test_a_person_is_named_once_and_few_are_named(diary: Diary) -> None:
    for _ in range(5):
        diary.add("Ben Adeyemi", email="ben@adeyemi.example")
    found = alike(diary, "Ben Adeyemi", email="ben@adeyemi.example")
    assert len(found) == 3
    assert len({lead.id for lead in found}) == 3


def test_a_number_in_another_writing_is_told_when_a_lead_is_added(diary: Diary) -> None:
    ben = diary.add("Ben Adeyemi", phone="+49 171 2345678")
    done = add_lead(diary, "The roof", phone="0171 2345678")
    assert done.warning == f"Ben Adeyemi has this number too, written differently (lead {ben})."
    stop_contact(diary, ben, reason="asked us to stop")
    done = add_lead(diary, "B. Adeyemi", phone="0171 234 56 78", email="b@x.com")
    assert done.warning == "This may be the number of Ben Adeyemi, who asked for no contact (asked us to stop)."
    assert add_lead(diary, "Lin Wei", phone="0171 7654321").warning == ""
