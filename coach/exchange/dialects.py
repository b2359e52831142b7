"""The files coach knows without a map of their owner's: each dialect is a map that comes with it."""

from coach.errors import Misused
from coach.exchange.mapping import OWN_WORDS, Mapping
from coach.rules.text import quoted

DIALECTS: dict[str, Mapping] = {"plain": OWN_WORDS}
"""The maps by name. `plain` finds columns by our own words for them."""


def dialect(name: str) -> Mapping:
    """The map of this dialect. Raises Misused for a name that is none."""
    found = DIALECTS.get(name.casefold())
    if found is None:
        raise Misused(f"{quoted(name)} is not a kind of file coach knows.", f"There are: {', '.join(DIALECTS)}.")
    return found
