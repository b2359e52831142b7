"""A merge as it is foretold and as it comes: the preview has to say exactly what the merge then does."""

from typing import Any

import pytest

from coach.actions.done import Done
from coach.actions.merge import join_people, merge_leads
from coach.errors import CoachError, Refused
from coach.records.desk import Desk, day_or_none
from coach.records.merge_sides import person_of, returns_moved, side_of, sides_of
from coach.views.lead_card import lead_card
from coach.views.merging import MergePreview, lead_in_words, merge_preview, person_in_words

from ..records.desks import dump


def merge_as_foretold(desk: Desk, keep: int, other: int, *, people: bool = False) -> Done:
    """Merge, or join, and hold the preview against what came of it. Raises what the action raises."""
    before = dump(desk)
    preview = merge_preview(desk, keep, other, people=people)
    assert dump(desk) == before, "a preview changes nothing"
    touched = sum(len(before[table]) for table in ("touch", "answer", "past_step", "commitment"))
    promises = [] if people else desk.rows(_PROMISES, (keep, other))
    act = join_people if people else merge_leads
    if preview.refused:
        with pytest.raises(Refused) as refused:
            act(desk, keep, other)
        assert preview.refused == f"{refused.value.what} {refused.value.do}"
        raise refused.value
    moved = {each.lead_id: each.return_on for each in returns_moved(desk, sides_of(desk, keep, other), people=people)}
    returning = dict(desk.rows(_RETURNING, (keep, other) if not people else (0, 0)))
    try:
        done = act(desk, keep, other)
    except CoachError as error:
        raise AssertionError(f"foretold, and then it could not be done: {error}") from error
    assert preview_of_now(desk, keep, preview, people=people) == {line.label: line.result for line in preview.lines}
    after = dump(desk)
    assert sum(len(after[table]) for table in ("touch", "answer", "past_step", "commitment")) >= touched
    _hold_card(desk, keep, preview, people=people)
    _hold_returns(desk, moved, returning)
    assert desk.rows(_WITHOUT_LEAD) == []
    for text, on in promises:
        _promise_is_somewhere(desk, keep, text, on)
    return done


def preview_of_now(desk: Desk, keep: int, preview: MergePreview, *, people: bool) -> dict[str, str]:
    """What is kept by now, in the words of the preview."""
    lead = side_of(desk, keep)
    words = person_in_words(person_of(desk, lead.contact_id), desk.today)
    words |= {} if people else lead_in_words(lead, desk.today)
    return {line.label: words.get(line.label, "") for line in preview.lines}


def _hold_card(desk: Desk, keep: int, preview: MergePreview, *, people: bool) -> None:
    """The same through the card, which knows nothing of merging."""
    card, result = lead_card(desk, keep), {line.label: line.result for line in preview.lines}
    assert result.get("Company", "") == card.company
    assert result.get("E-mail", "") == card.email
    assert result.get("Phone", "") == card.phone
    assert result.get("Also at", "") == ", ".join(card.further_addresses)
    if people:
        return
    assert (result["Name"], result["Stage"]) == (card.name, card.stage.name)
    assert result.get("Next step", "").startswith(card.next_step)
    assert ("Next step" in result and bool(result["Next step"])) == (card.status == "open")
    assert int(result.get("Unanswered") or 0) == card.unanswered
    assert tuple(filter(None, result.get("Tags", "").split(", "))) == tuple(sorted(card.tags, key=str.casefold))
    assert {field.name: field.text for field in card.own_fields} == {
        label.removeprefix("Field "): text for label, text in result.items() if label.startswith("Field ")
    }


_WITHOUT_LEAD = "SELECT id FROM contact WHERE NOT EXISTS (SELECT 1 FROM lead WHERE lead.contact_id = contact.id)"
_RETURNING = "SELECT id, return_on FROM lead WHERE return_on IS NOT NULL AND id NOT IN (?, ?)"


def _hold_returns(desk: Desk, moved: dict[int, Any], before: dict[int, Any]) -> None:
    """Every Not yet comes back on the day it was to, or was foretold to; or nobody wants contact, and none does."""
    now = dict(desk.rows("SELECT id, return_on FROM lead"))
    silent = {lead_id for (lead_id,) in desk.rows(_SILENT)}
    for lead_id, was in before.items():
        expected = None if lead_id in silent else day_or_none(moved.get(lead_id, was))
        assert day_or_none(now[lead_id]) == expected


_SILENT = "SELECT lead.id FROM lead JOIN contact ON contact.id = contact_id WHERE do_not_contact_on IS NOT NULL"
_PROMISES = (
    "SELECT promise_text, promise_on FROM lead WHERE id IN (?, ?) AND promise_on IS NOT NULL AND status = 'open'"
)


def _promise_is_somewhere(desk: Desk, keep: int, text: str, on: Any) -> None:
    """A promise is still planned, or told in the note, or it ended because they want no contact."""
    ended, planned, promised_on, told = desk.rows(
        "SELECT status, promise_text, promise_on, (SELECT text FROM note WHERE lead_id = lead.id ORDER BY id DESC LIMIT 1)"
        " FROM lead WHERE id = ?",
        (keep,),
    )[0]
    assert ended != "open" or (planned, promised_on) == (text, on) or f"promised: {text}, " in told
