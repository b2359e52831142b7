"""The fields of the owner's own."""

from coach.records.desk import Desk


def own_field_names(desk: Desk) -> list[str]:
    """The name of every own field, in order."""
    return [name for _, name in sorted(desk.rows("SELECT name_key, name FROM own_field"))]
