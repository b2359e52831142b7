"""Tags: words of the owner's own that leads are grouped by. `Roof` and `roof` are one tag, written as it was first."""

from collections.abc import Sequence

from coach.actions.at_hand import take_lead
from coach.actions.done import Done, done
from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.journal import Journal, changing
from coach.records.models import LeadTag, Tag
from coach.rules.text import clean_line, fold, quoted

TAG_LIMIT = 80
"""Characters of a tag."""


def set_tags(desk: Desk, lead_id: int, names: Sequence[str]) -> Done:
    """Give a lead these tags and no others; none at all takes every tag off. Names may be joined by commas. Raises Misused."""
    wanted = _by_key(names)
    with changing(desk, "tag") as journal:
        carried = _carried(desk, lead_id)
        added = _put_on(journal, lead_id, {key: name for key, name in wanted.items() if key not in carried})
        taken = _take_off(journal, [tag for key, tag in carried.items() if key not in wanted])
        _say(journal, lead_id, added, taken)
    return done(journal)


def add_tags(desk: Desk, lead_id: int, names: Sequence[str]) -> Done:
    """Give a lead these tags beside those it has. Names may be joined by commas. Raises Misused, also for none at all."""
    wanted = _needed(_by_key(names))
    with changing(desk, "tag") as journal:
        carried = _carried(desk, lead_id)
        added = _put_on(journal, lead_id, {key: name for key, name in wanted.items() if key not in carried})
        _say(journal, lead_id, added, [])
    return done(journal)


def remove_tags(desk: Desk, lead_id: int, names: Sequence[str]) -> Done:
    """Take these tags off a lead; those it does not have make no difference. Raises Misused, also for none at all."""
    unwanted = _needed(_by_key(names))
    with changing(desk, "tag") as journal:
        carried = _carried(desk, lead_id)
        taken = _take_off(journal, [tag for key, tag in carried.items() if key in unwanted])
        _say(journal, lead_id, [], taken)
    return done(journal)


_Carried = tuple[int, int, str]
"""A tag on a lead: the id of its row there, the id of the tag, its name."""


def _by_key(names: Sequence[str]) -> dict[str, str]:
    """The tags by their folded names, in the order given; the first writing of each."""
    found: dict[str, str] = {}
    for name in (clean_line(piece, "tag", TAG_LIMIT) for each in names for piece in each.split(",")):
        if not name:
            continue
        key = fold(name)
        if not key:
            raise Misused(f"{quoted(name)} is no tag anybody could read.", "Use a word, such as autumn.")
        found.setdefault(key, name)
    return found


def _needed(names: dict[str, str]) -> dict[str, str]:
    if not names:
        raise Misused("No tag was given.", "Name one, such as autumn.")
    return names


def _carried(desk: Desk, lead_id: int) -> dict[str, _Carried]:
    take_lead(desk, lead_id)  # there has to be such a lead
    rows = desk.rows(
        "SELECT tag.name_key, lead_tag.id, tag.id, tag.name FROM lead_tag JOIN tag ON tag.id = lead_tag.tag_id"
        " WHERE lead_tag.lead_id = ? ORDER BY lead_tag.id",
        (lead_id,),
    )
    return {key: (row_id, tag_id, name) for key, row_id, tag_id, name in rows}


def _put_on(journal: Journal, lead_id: int, names: dict[str, str]) -> list[str]:
    """Give a lead tags it does not have; their names, as they are written."""
    written = []
    for key, name in names.items():
        known = journal.desk.rows("SELECT id, name FROM tag WHERE name_key = ?", (key,))
        tag_id, shown = known[0] if known else (journal.insert(Tag, name=name, name_key=key), name)
        journal.insert(LeadTag, lead=lead_id, tag=tag_id)
        written.append(shown)
    return written


def _take_off(journal: Journal, tags: Sequence[_Carried]) -> list[str]:
    """Take tags off their lead, and out altogether when it was the last one; their names."""
    for row_id, tag_id, _ in tags:
        journal.delete(LeadTag, row_id)
        if not journal.desk.rows("SELECT 1 FROM lead_tag WHERE tag_id = ? LIMIT 1", (tag_id,)):
            journal.delete(Tag, tag_id)
    return [name for *_, name in tags]


def _say(journal: Journal, lead_id: int, added: Sequence[str], taken: Sequence[str]) -> None:
    name = take_lead(journal.desk, lead_id).lead.name
    if added and taken:
        journal.say(f"changed the tags of {name}: {', '.join(added)} on, {', '.join(taken)} off", lead_id)
    elif taken:
        journal.say(f"took {', '.join(taken)} off {name}", lead_id)
    else:
        journal.say(f"tagged {name} with {', '.join(added)}", lead_id)
