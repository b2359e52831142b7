"""A part of all leads, as it is asked for: the open, the closed, those that rest, those with one tag."""

from typing import Any, NamedTuple

from coach.rules.text import fold

ALL, OPEN, WON, NOT_YET, RESTING = "all", "open", "won", "not_yet", "resting"

_CONDITIONS = {
    ALL: "",
    OPEN: "lead.status = 'open'",
    WON: "lead.status = 'won'",
    NOT_YET: "lead.status = 'not_yet'",
    RESTING: (
        "lead.status = 'not_yet' AND lead.return_on IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM contact WHERE contact.id = lead.contact_id AND contact.do_not_contact_on IS NOT NULL)"
    ),
}
_TAGGED = (
    "lead.id IN (SELECT lead_tag.lead_id FROM tag JOIN lead_tag ON lead_tag.tag_id = tag.id WHERE tag.name_key = ?)"
)


class Which(NamedTuple):
    """Which leads: one of the kinds above, and of those the ones with a tag, if one is named.

    A resting lead is a Not yet that no day brings back, of somebody who may be written to.
    """

    kind: str = ALL
    tag: str = ""

    @property
    def is_gathered(self) -> bool:
        """Whether no index holds them in the order of their names."""
        return self.kind == RESTING or bool(self.tag)

    def condition(self) -> tuple[str, list[Any]]:
        """A condition on `lead` and its parameters; an empty one for all."""
        tagged = _TAGGED if self.tag else ""
        return " AND ".join(filter(None, (_CONDITIONS[self.kind], tagged))), [fold(self.tag)] if self.tag else []


EVERY = Which()
"""All leads."""


def where_all(*conditions: tuple[str, list[Any]]) -> tuple[str, list[Any]]:
    """A WHERE of the conditions that say something, and their parameters in order."""
    said = [(words, params) for words, params in conditions if words]
    where = f" WHERE {' AND '.join(words for words, _ in said)}" if said else ""
    return where, [value for _, params in said for value in params]
