"""Who of some leads asked for no contact."""

from coach.views.no_contact import Silent, silent_among

from .records import Records, on


def test_only_who_asked_for_it_is_named_and_a_person_with_several_leads_once(records: Records) -> None:
    ben = records.contact("Ben", do_not_contact_on=on("11-20"), do_not_contact_reason="asked us to stop")
    ids = [
        records.lead("Ada"),
        records.closed("Roof", contact=ben),
        records.closed("Garage", contact=ben),
        records.lead("Lin"),
    ]
    assert silent_among(records.desk, ids) == [Silent("Ben", on("11-20"), "asked us to stop")]
    assert silent_among(records.desk, [ids[0], ids[3]]) == []
    assert silent_among(records.desk, []) == []


def test_of_many_leads_none_is_overlooked(local_records: Records) -> None:
    ids = [local_records.lead(f"Lead {number}") for number in range(501)]
    ben = local_records.contact("Ben", do_not_contact_on=on("11-20"), do_not_contact_reason="enough")
    ids.append(local_records.closed("Last", contact=ben))
    assert [each.name for each in silent_among(local_records.desk, ids)] == ["Ben"]
