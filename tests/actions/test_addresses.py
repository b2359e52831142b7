"""All the addresses of a person: whichever is used, it is them; and who asked for no contact is reached by none."""

from typing import Any

import pytest

from coach.actions.leads import add_lead, edit_lead
from coach.actions.merge import join_people
from coach.actions.moves import allow_contact, stop_contact
from coach.actions.undo import undo
from coach.errors import Refused
from coach.rules.phones import one_number
from coach.views.alike import alike
from coach.views.lead_card import lead_card
from coach.views.search import find

from ..records.desks import dump
from .diary import Diary
from .foretold import merge_as_foretold

ADDRESSES: tuple[dict[str, Any], ...] = (
    {"email": "Ben@x.com"},
    {"email": "old@X.com"},
    {"email": "ad@x.com"},
    {"phone": "+49 171 2345678"},
    {"phone": "(030) 12-34 56"},
)


@pytest.fixture
def three(diary: Diary) -> list[int]:
    """Ben three times, under five addresses."""
    return [
        diary.add("Ben Adeyemi", email="ben@x.com"),
        diary.add("Ben A.", email="old@x.com", phone="0049 171 2345678"),
        diary.add("B. Adeyemi", email="ad@x.com", phone="030 123456"),
    ]


def further(diary: Diary, lead: int) -> tuple[str, ...]:
    return lead_card(diary, lead).further_addresses


@pytest.mark.parametrize("people", [True, False])
def test_what_both_had_is_the_one_persons_and_comes_apart_again(diary: Diary, three: list[int], people: bool) -> None:
    first, second, third = three
    states = []
    for keep, other in ((second, third), (first, second)):
        states.append(dump(diary))
        merge_as_foretold(diary, keep, other, people=people)
    contact = diary.contact(first)
    assert (contact.email, contact.phone) == ("ben@x.com", "0049 171 2345678")
    assert further(diary, first) == ("ad@x.com", "old@x.com", "030 123456")
    for state in reversed(states):
        undo(diary)
        assert dump(diary) == state


@pytest.mark.parametrize("given", ADDRESSES)
def test_a_new_lead_under_any_of_them_is_another_lead_of_the_person(
    diary: Diary, three: list[int], given: dict[str, Any]
) -> None:
    join_people(diary, three[1], three[2])
    join_people(diary, three[0], three[1])
    roof = add_lead(diary, "The roof", **given)
    assert roof.warning == "Ben Adeyemi is known already: this is another lead of the same person."
    assert diary.contact(roof.lead_id or 0).id == diary.contact(three[0]).id
    assert set(diary.lead(roof.lead_id or 0).search_key.split()) >= {"old@x.com", "ad@x.com", "030123456"}


@pytest.mark.parametrize("given", ADDRESSES)
@pytest.mark.parametrize("before", [0, 1, 2, None])
def test_whenever_they_ask_for_no_contact_it_holds_for_every_address_and_is_lifted_for_every_one(
    diary: Diary, three: list[int], given: dict[str, Any], before: int | None
) -> None:
    if before is not None:
        stop_contact(diary, three[before], reason="asked us to stop")
    join_people(diary, three[1], three[2])
    join_people(diary, three[0], three[1])
    if before is None:
        stop_contact(diary, three[0], reason="asked us to stop")
    lin = diary.add("Lin", email="lin@x.com")
    held = dump(diary)
    with pytest.raises(Refused, match="asked for no contact"):
        add_lead(diary, "Somebody", **given)
    with pytest.raises(Refused, match="asked for no contact"):
        edit_lead(diary, lin, **given)
    assert dump(diary) == held
    allow_contact(diary, three[0], reason="wrote to us again")
    add_lead(diary, "Somebody", **given)


def test_an_address_of_somebody_who_wants_no_contact_is_not_added_behind_that_of_another(diary: Diary) -> None:
    stop_contact(diary, diary.add("Ben", phone="030 123456"), reason="asked us to stop")
    diary.add("Lin", email="lin@x.com")
    with pytest.raises(Refused, match="Ben asked for no contact"):
        add_lead(diary, "The roof", email="lin@x.com", phone="030 123456")


def test_another_address_given_for_a_known_person_is_kept(diary: Diary) -> None:
    ben = diary.add("Ben", email="ben@x.com", phone="030 123456")
    before = dump(diary)
    roof = diary.add("The roof", email="roof@x.com", phone="030-123456")
    assert diary.contact(roof).id == diary.contact(ben).id
    assert further(diary, ben) == further(diary, roof) == ("roof@x.com",)
    assert {lead.id for lead in find(diary, "roof@x.com")} == {ben, roof}
    undo(diary)
    assert dump(diary) == before


def test_an_address_another_person_is_known_by_stays_theirs_alone(diary: Diary) -> None:
    ben, lin = diary.add("Ben", email="ben@x.com", phone="030 1"), diary.add("Lin", email="l@x.com", phone="040 123456")
    diary.add("The roof", email="ben@x.com", phone="040 123456")
    assert further(diary, ben) == ()
    stop_contact(diary, ben, reason="asked us to stop")
    assert diary.contact(add_lead(diary, "The shed", phone="040 123456").lead_id or 0).id == diary.contact(lin).id


def test_an_edit_to_a_further_address_lets_the_two_change_places(diary: Diary, three: list[int]) -> None:
    join_people(diary, three[0], three[1])
    before = dump(diary)
    edit_lead(diary, three[0], email="old@x.com")
    assert diary.contact(three[0]).email == "old@x.com"
    assert further(diary, three[0]) == ("ben@x.com",)
    undo(diary)
    assert dump(diary) == before


def test_what_is_put_right_is_theirs_no_more_unless_they_asked_for_no_contact(diary: Diary, three: list[int]) -> None:
    ben, lin = three[:2]
    edit_lead(diary, ben, email="ben@y.com")
    assert further(diary, ben) == ()
    stop_contact(diary, ben, reason="asked us to stop")
    edit_lead(diary, ben, email="ben@z.com")
    assert further(diary, ben) == ("ben@y.com",)
    with pytest.raises(Refused, match="asked for no contact"):
        add_lead(diary, "Benjamin", email="ben@y.com")
    assert diary.contact(add_lead(diary, "Benjamin", email="ben@x.com").lead_id or 0).id not in {
        diary.contact(lead).id for lead in (ben, lin)
    }


def test_a_blank_is_filled_by_one_of_their_own_further_addresses_once(diary: Diary, three: list[int]) -> None:
    join_people(diary, three[0], three[1])
    edit_lead(diary, three[0], email="")
    assert further(diary, three[0]) == ("old@x.com",)
    add_lead(diary, "The roof", email="old@x.com")
    assert (diary.contact(three[0]).email, further(diary, three[0])) == ("old@x.com", ())


def test_whoever_looks_for_one_of_them_finds_the_person(diary: Diary, three: list[int]) -> None:
    join_people(diary, three[0], three[1])
    join_people(diary, three[0], three[2])
    for email, phone in (("old@x.com", ""), ("", "0171/2345678"), ("", "+49 30 123456")):
        assert three[0] in {lead.id for lead in alike(diary, "Somebody", email, phone)}
    assert {lead.id for lead in find(diary, "old@x.com")} == set(three)
    assert {lead.id for lead in find(diary, "030 123456")} == set(three)
    stop_contact(diary, three[0], reason="asked us to stop")
    done = add_lead(diary, "Somebody", phone="+49 30 123456")
    assert done.warning == "This may be the number of Ben Adeyemi, who asked for no contact (asked us to stop)."


def test_one_address_in_two_writings_is_kept_in_both(diary: Diary) -> None:
    """So that both are known again; nothing says surely that they are one."""
    first, second = diary.add("Ben", phone="+49 171 2345678"), diary.add("Ben A.", phone="0171 2345678")
    assert one_number("+49 171 2345678", "0171 2345678")
    join_people(diary, first, second)
    assert further(diary, first) == ("0171 2345678",)
