"""The tags there are."""

from typing import NamedTuple

from coach.records.desk import Desk


class TagShown(NamedTuple):
    """A tag as it is written, and how many leads carry it, open and closed."""

    name: str
    leads: int


def all_tags(desk: Desk) -> list[TagShown]:
    """Every tag, by name."""
    rows = desk.rows(
        "SELECT tag.name_key, tag.name, (SELECT count(*) FROM lead_tag WHERE lead_tag.tag_id = tag.id) FROM tag"
    )
    return [TagShown(name, leads) for _, name, leads in sorted(rows)]
