"""Finding leads by a part of what one remembers, and the one lead that a few letters mean."""

from typing import Any

import pytest

from coach.errors import Misused
from coach.views.find_lead import find_lead
from coach.views.search import AllLeads, find

from .records import TODAY, Records, on


@pytest.fixture
def known(records: Records) -> Records:
    """Four leads and what is known of them."""
    records.lead("Ben Adeyemi", company="Adeyemi Roofing", email="ben@roof.example", phone="+49 (171) 555-0199")
    records.lead("Benita Öz", company="Öz & Co", email="hello@oez.example", stage="proposal", due=on("12-08"))
    records.closed("Łukasz", company="100% Print_Works", back=on("12-20"))
    records.lead("ben", company="Backslash \\ Ltd")
    return records


def found(records: Records, text: str, **more: Any) -> list[str]:
    return [each.name for each in find(records.desk, text, **more)]


def test_leads_are_found_by_name_company_email_and_phone_in_the_order_of_their_names(known: Records) -> None:
    assert found(known, "ben") == ["ben", "Ben Adeyemi", "Benita Öz"]
    assert found(known, "roofing") == ["Ben Adeyemi"]
    assert found(known, "OEZ.example") == ["Benita Öz"]
    assert found(known, "ben", limit=2) == ["ben", "Ben Adeyemi"]
    assert found(known, "nobody") == []


def test_case_accents_and_the_order_of_words_make_no_difference(known: Records) -> None:
    assert found(known, "OZ") == ["Benita Öz"]
    assert found(known, "lukasz") == ["Łukasz"]
    assert found(known, "  roofing   BEN ") == ["Ben Adeyemi"]
    assert found(known, "roofing benita") == []


@pytest.mark.parametrize("number", ["+49 171 5550199", "0049 171/555.0199", "5550199", "(171) 555"])
def test_a_phone_number_is_found_however_it_is_written(known: Records, number: str) -> None:
    assert found(known, number) == ["Ben Adeyemi"]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "0%", "t_w", " \\ "])
def test_the_signs_of_a_pattern_stand_for_themselves(known: Records, sign: str) -> None:
    assert len(found(known, sign)) == 1


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\0", "\ud800", "x" * 100_000, "x " * 5_000])
def test_a_text_that_cannot_match_finds_nothing(known: Records, text: str) -> None:
    assert found(known, text) == []
    with pytest.raises(Misused):
        find_lead(known.desk, text)


def test_what_is_found_says_where_it_stands(known: Records) -> None:
    (open_one,) = find(known.desk, "benita")
    assert open_one[1:] == (
        "Benita Öz", "Öz & Co", "hello@oez.example", "Proposal / trial / consultation", "open", "Call about the offer",
        on("12-08"), None, "",
    )  # fmt: skip
    (closed,) = find(known.desk, "lukasz")
    assert closed[4:] == ("Not yet", "not_yet", "", None, on("12-20"), "")


def test_all_leads_are_listed_by_name_page_by_page(known: Records) -> None:
    source = AllLeads(known.desk)
    assert source.count() == 4
    names = ["ben", "Ben Adeyemi", "Benita Öz", "Łukasz"]
    assert [each.name for each in source.window(0, 9)] == names
    assert [each.name for start in range(4) for each in source.window(start, start + 1)] == names
    assert source.window(9, 12) == []
    assert source.window(2, 1) == []


def test_a_lead_is_meant_by_its_number_its_whole_name_or_a_part_only_it_has(known: Records) -> None:
    ben_adeyemi, benita, lukasz, ben = (each.id for each in sorted(AllLeads(known.desk).window(0, 9)))
    assert find_lead(known.desk, f" {benita} ") == benita
    assert find_lead(known.desk, "BEN") == ben
    assert find_lead(known.desk, "n a") == ben_adeyemi
    assert find_lead(known.desk, "lukasz") == lukasz
    assert find_lead(known.desk, "print_") == lukasz
    assert find_lead(known.desk, "adeyemi ben") == ben_adeyemi
    assert find_lead(known.desk, "hello@oez") == benita


def test_a_part_that_several_leads_have_is_answered_with_all_of_them(known: Records) -> None:
    with pytest.raises(Misused) as bens:
        find_lead(known.desk, "be")
    assert bens.value.what.startswith("'be' fits 3 leads: ")
    assert "Ben Adeyemi, Adeyemi Roofing; " in bens.value.what
    assert bens.value.do == "Name the one you mean by its number."


def test_two_leads_of_one_name_are_told_apart_by_number(records: Records) -> None:
    first, second = records.lead("Lin Wei"), records.lead("LIN WEI")
    records.lead("Lin Wei and partners")
    with pytest.raises(Misused) as both:
        find_lead(records.desk, "lin wei")
    assert f"'lin wei' fits 2 leads: {first} Lin Wei; {second} LIN WEI." == both.value.what


def test_many_matches_are_not_all_listed_and_hostile_names_are_made_visible(records: Records) -> None:
    for number in range(12):
        records.lead(f"Lin {number:02}\x1b[2J")
    with pytest.raises(Misused) as many:
        find_lead(records.desk, "lin")
    assert "fits 12 leads" in many.value.what
    assert many.value.what.endswith(" and 2 more.")
    assert "\x1b" not in many.value.what


@pytest.mark.parametrize("text", ["4711", "9" * 30, "nobody"])
def test_no_match_is_said_plainly(known: Records, text: str) -> None:
    with pytest.raises(Misused) as nobody:
        find_lead(known.desk, text)
    assert nobody.value.what == f"There is no lead '{text}'."


def test_a_number_that_is_no_leads_may_be_part_of_a_name(records: Records) -> None:
    lead = records.lead("Studio 4711")
    assert find_lead(records.desk, "4711") == lead
    assert find_lead(records.desk, "47") == lead


def test_finding_works_the_same_after_a_day(records: Records) -> None:
    lead = records.lead("Ben", due=TODAY)
    records.go_to(on("12-20"))
    assert find_lead(records.desk, "ben") == lead
