"""Whose leads a list shows."""

from coach.errors import Misused
from coach.records.desk import Desk
from coach.records.settings import LIST_OWNER
from coach.rules.text import fold, quoted, visible_line

EVERYONE = ""
"""As an owner: the leads of all owners, and those of none."""

_NAMED = 20


def owner_names(desk: Desk) -> list[str]:
    """The owners there are, by name."""
    return [name for (name,) in desk.rows("SELECT name FROM owner ORDER BY name_key")]


def owner_asked_for(desk: Desk, owner: str | None) -> int | None:
    """The id of the owner a list is for; None for everyone.

    Nothing said (None) is the owner of the setting, `EVERYONE` is everyone. Raises Misused for an owner there is not.
    """
    named = desk.setting(LIST_OWNER) if owner is None else owner
    if not named.strip():
        return None
    found = desk.rows("SELECT id FROM owner WHERE name_key = ?", (fold(named),))
    if found:
        return int(found[0][0])
    names = owner_names(desk)
    if not names:
        raise Misused(f"There is no owner called {quoted(named)}: no lead has an owner yet.", "List everyone's leads.")
    listed = ", ".join(visible_line(name) for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    raise Misused(f"There is no owner called {quoted(named)}.", f"The owners are {listed}{more}.")
