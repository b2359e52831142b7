"""Who is here already: leads that may be the same person as one that is about to be added."""

from difflib import SequenceMatcher

from coach.records.desk import Desk
from coach.rules.text import fold
from coach.views.search import Found, find_by_name

NEAR = 0.85
"""From which likeness on two names may be the same one written twice; 1 is the same name."""
_LOOKED_AT = 50
_SHORTEST = 3


def alike(desk: Desk, name: str, email: str = "", phone: str = "", limit: int = 3) -> list[Found]:
    """Leads with this e-mail or phone number, then those with this name or one that is nearly it; at most `limit`."""
    found: dict[int, Found] = {}
    for known in (email.strip(), phone.strip()):
        if len(known) >= _SHORTEST:
            found |= {each.id: each for each in find_by_name(desk, known, limit)}
    wanted = fold(name)
    for word in sorted((word for word in wanted.split() if len(word) >= _SHORTEST), key=len, reverse=True)[:2]:
        for each in find_by_name(desk, word, _LOOKED_AT):
            if _is_near(wanted, fold(each.name)):
                found[each.id] = each
    return list(found.values())[:limit]


def _is_near(wanted: str, name: str) -> bool:
    same_words = sorted(wanted.split()) == sorted(name.split())
    return same_words or SequenceMatcher(None, wanted, name, autojunk=False).ratio() >= NEAR
