"""A file comes in again after two of its leads were merged, or two of its people joined: it brings nobody back."""

from coach.actions.leads import add_lead
from coach.actions.merge import join_people, merge_leads
from coach.actions.moves import stop_contact
from coach.actions.undo import undo

from ..records.desks import DeskAt, dump
from .conftest import Bring

HEAD = "id,name,email,phone,company,value,stage,note\n"
BEN, OTHER = "1,Ben,ben@x.com,,Roofs,100,proposal,\n", "2,Ben A.,old@x.com,0171 2345678,Roofs & Co,250,discovery,\n"


def leads(desk: DeskAt) -> list[tuple[int, str, int]]:
    return [tuple(row) for row in desk.rows("SELECT id, name, value FROM lead ORDER BY id")]


def test_both_leads_of_a_merge_are_known_again_and_the_kept_one_goes_on_by_its_own_row(
    desk: DeskAt, bring: Bring
) -> None:
    bring(HEAD + BEN + OTHER)
    merge_leads(desk, 1, 2)
    before = dump(desk)
    for _ in range(2):
        report = bring(HEAD + BEN + OTHER)
        assert report.counts == {"unchanged": 2}
        assert dump(desk) == before
    assert [told.reason for told in report.told] == ["It was merged into 'Ben' (lead 1) here."]
    assert bring(HEAD + "1,Ben,ben@x.com,,Roofs,300,proposal,\n" + OTHER).counts == {"update": 1, "unchanged": 1}
    assert leads(desk) == [(1, "Ben", 30_000)]


def test_a_lead_kept_by_hand_is_not_overwritten_by_the_file_of_the_other(desk: DeskAt, bring: Bring) -> None:
    bring(HEAD + OTHER)
    add_lead(desk, "Ben Adeyemi", email="ben@x.com", value="1200")
    merge_leads(desk, 2, 1)
    before = dump(desk)
    assert bring(HEAD + OTHER).counts == {"unchanged": 1}
    assert dump(desk) == before
    assert leads(desk) == [(2, "Ben Adeyemi", 120_000)]


def test_a_new_note_about_a_lead_merged_away_goes_to_the_kept_one_once(desk: DeskAt, bring: Bring) -> None:
    bring(HEAD + BEN + OTHER)
    merge_leads(desk, 1, 2)
    newer = HEAD + BEN + OTHER.replace("discovery,", "discovery,called twice")
    assert bring(newer).counts == {"unchanged": 1, "update": 1}
    assert desk.rows("SELECT lead_id, note FROM touch") == [(1, "called twice")]
    assert leads(desk) == [(1, "Ben", 10_000)]
    assert bring(newer).counts == {"unchanged": 2}


def test_a_merge_of_merges_and_its_undo_are_known_again(desk: DeskAt, bring: Bring) -> None:
    third = "3,Benny,benny@x.com,,,,lead,\n"
    bring(HEAD + BEN + OTHER + third)
    merge_leads(desk, 2, 3)
    merge_leads(desk, 1, 2)
    assert bring(HEAD + third + OTHER + BEN).counts == {"unchanged": 3}
    undo(desk)
    assert bring(HEAD + third + OTHER + BEN).counts == {"unchanged": 3}
    assert [lead for lead, *_ in leads(desk)] == [1, 2]


def test_a_file_does_not_take_turns_with_two_people_who_were_joined(desk: DeskAt, bring: Bring) -> None:
    for first, second in ((1, 2), (2, 1)):
        bring(HEAD + BEN + OTHER)
        join_people(desk, first, second)
        before = dump(desk)
        assert bring(HEAD + BEN + OTHER).counts == {"unchanged": 2}
        assert dump(desk) == before
        undo(desk)


def test_who_asked_for_no_contact_stays_silent_through_merge_and_import(desk: DeskAt, bring: Bring) -> None:
    bring(HEAD + BEN + OTHER)
    stop_contact(desk, 2, reason="asked us to stop")
    for act in (merge_leads, join_people):
        act(desk, 1, 2)
        before = dump(desk)
        # The same rows, and the addresses of both under new numbers: in a file of another program, say.
        again = (
            HEAD + BEN + OTHER + "8,Benno,ben@x.com,,,,lead,\n9,Benno,old@x.com,,,,lead,\n10,B,,0171/2345678,,,lead,\n"
        )
        assert bring(again).counts == {"reject": 5}
        assert dump(desk) == before
        undo(desk)
