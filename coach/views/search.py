"""Finding leads by what one remembers: the beginnings of words of a name, a company, an e-mail, or of what was written."""

from collections.abc import Iterable

from coach.records.desk import Desk
from coach.rules.text import casefold_key, fold
from coach.views.found import Found, shown
from coach.views.leads_by_name import AllLeads
from coach.views.matching import phone_digits, words_match
from coach.views.search_hits import Hit, own_hits, written_hits
from coach.views.search_words import Word, digits_word, wanted_words
from coach.views.search_written import Passage, passages, passages_of, where_found
from coach.views.which_leads import EVERY, Which, where_all

__all__ = ["AllLeads", "Found", "find", "find_by_name", "is_hopeless"]

_SORTED = 300
"""Leads that are brought into the order of names; of more, those whose name begins like that come first, then the newest."""
_FEW = 5_000
"""Leads up to which any part of a word is looked for at once: looking through all of them takes a millisecond."""
_LOOKED_AT, _AT_ONCE = 500, 100
"""Where one word is in a name and another in a note: hits taken of each word, and leads read at a time."""


def find(desk: Desk, text: str, limit: int = 50, which: Which = EVERY) -> list[Found]:
    """The leads in which each word of `text` begins a word: of their own first, then of what was written about them.

    Case, accents and the writing of a number make no difference. Their own words are the name, the company, the e-mail and the
    phone; these leads come by name. Then come those with all words in one text, the newest first, then those where some are in
    one place and some in another (of very common words the newest five hundred are looked through), each with `where`. Any
    part of a name will do in up to 5,000 leads, and in more when nothing begins like that.
    """
    words = wanted_words(text)
    ids = _by_name(desk, text, words, limit, which)
    found: dict[int, Passage] = {}
    if words and len(ids) < limit:
        found = _written(desk, words, limit - len(ids), set(ids), which)
    if not ids and not found:
        ids = _parts(desk, text, limit, which)
    where = where_found(found, words, desk.today)
    return [each._replace(where=where[each.id]) if each.id in where else each for each in shown(desk, [*ids, *found])]


def find_by_name(desk: Desk, text: str, limit: int = 50) -> list[Found]:
    """As `find`, by the leads' own words alone."""
    return shown(desk, _by_name(desk, text, wanted_words(text), limit, EVERY) or _parts(desk, text, limit, EVERY))


def is_hopeless(text: str) -> bool:
    """Whether, where nothing was found for this text, nothing can be found for one that begins with it.

    Signs are looked for only as long as there is nothing else, and a phone number is recognised once it is long enough.
    """
    return bool(wanted_words(text)) and not any(character.isdigit() for character in text)


def _by_name(desk: Desk, text: str, words: list[Word], limit: int, which: Which) -> list[int]:
    """The leads with all words among their own."""
    most = max(limit, _SORTED)
    ids = own_hits(desk, words, which, most + 1) if words else []
    digits = phone_digits(fold(text))
    if digits:
        numbers = own_hits(desk, [digits_word(digits)], which, most + 1) or _parts(desk, text, most, which)
        ids = list(dict.fromkeys([*ids, *numbers]))
    if len(ids) > most:
        return _first_of_many(desk, text, ids, limit, which)
    if len(ids) < limit and _are_few(desk):
        ids = list(dict.fromkeys([*ids, *_parts(desk, text, limit, which)]))
    return _in_order(desk, ids)[:limit]


def _first_of_many(desk: Desk, text: str, ids: list[int], limit: int, which: Which) -> list[int]:
    """Of very many those whose name begins with the text, by name, then as many of the newest as there is room for."""
    begun = casefold_key(text.strip()).replace("\0", "").encode("utf-8", "ignore").decode()
    where, params = where_all(("name_key >= ? AND name_key < ?", [begun, f"{begun}\U0010ffff"]), which.condition())
    page = f"SELECT id FROM lead{where} ORDER BY name_key, id LIMIT ?"
    first = [row[0] for row in desk.rows(page, [*params, limit])]
    known = set(first)
    others = [each for each in ids if each not in known][: limit - len(first)]
    return [*first, *_in_order(desk, others)]


def _in_order(desk: Desk, ids: list[int]) -> list[int]:
    keys: dict[int, str] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        keys |= desk.rows(f"SELECT id, name_key FROM lead WHERE id IN ({', '.join('?' * len(part))})", part)
    return sorted(keys, key=lambda id_: (keys[id_], id_))


def _parts(desk: Desk, text: str, limit: int, which: Which) -> list[int]:
    """The leads in which each word occurs anywhere in their own words, by name: every lead is looked at."""
    matching = words_match(text)
    if matching is None:
        return []
    where, params = where_all(matching, which.condition())
    # By a name with nothing added, which no index holds: every lead is looked at anyway, one after the other as they lie.
    page = f"SELECT id FROM lead{where} ORDER BY name_key || '', id LIMIT ?"
    return [row[0] for row in desk.rows(page, [*params, limit])]


def _are_few(desk: Desk) -> bool:
    newest = desk.rows("SELECT max(id) FROM lead")[0][0]
    return newest is None or newest <= _FEW


def _written(desk: Desk, words: list[Word], room: int, known: set[int], which: Which) -> dict[int, Passage]:
    """Leads that are not known yet, by what was written of them: for each the newest text with what was looked for."""
    hits: dict[int, Hit] = {}
    if len(words) == 1 or all(_is_written(desk, word, which) for word in words):
        for hit in written_hits(desk, words, which):
            if hit.lead_id not in known:
                hits.setdefault(hit.lead_id, hit)
            if len(hits) == room:
                break
    texts = passages(desk, hits.values())
    found = {lead_id: texts[hit] for lead_id, hit in hits.items()}
    if len(words) > 1 and len(found) < room:
        found |= _here_and_there(desk, words, room - len(found), known | set(found), which)
    return found


def _is_written(desk: Desk, word: Word, which: Which) -> bool:
    """Whether anybody wrote the word: where one is missing, nothing is asked of the others together."""
    return next(written_hits(desk, [word], which, at_first=1), None) is not None


def _here_and_there(desk: Desk, words: list[Word], room: int, known: set[int], which: Which) -> dict[int, Passage]:
    """Leads that have each word somewhere: of the rarest word's leads, those in which the others are found by reading."""
    found: dict[int, Passage] = {}
    candidates = [each for each in _rarest(desk, words, which) if each not in known][:_LOOKED_AT]
    for start in range(0, len(candidates), _AT_ONCE):
        part = candidates[start : start + _AT_ONCE]
        own = dict(desk.rows(f"SELECT id, search_key FROM lead WHERE id IN ({', '.join('?' * len(part))})", part))
        written = passages_of(desk, part)
        for lead_id in part:
            passage = _with_all(words, own.get(lead_id, ""), written.get(lead_id, ()))
            if passage is not None:
                found[lead_id] = passage
            if len(found) == room:
                return found
    return found


def _rarest(desk: Desk, words: list[Word], which: Which) -> list[int]:
    """The leads that have the rarest of the words anywhere, the newest lead first."""
    fewest: set[int] | None = None
    for word in words:
        leads = set(own_hits(desk, [word], which, _LOOKED_AT))
        for taken, hit in enumerate(written_hits(desk, [word], which, at_first=_LOOKED_AT), 1):
            leads.add(hit.lead_id)
            if taken == _LOOKED_AT:
                break
        if fewest is None or len(leads) < len(fewest):
            fewest = leads
        if not fewest:
            break
    return sorted(fewest or (), reverse=True)


def _with_all(words: list[Word], own: str, written: Iterable[Passage]) -> Passage | None:
    """The text that has a word which the lead's own words have not, when all words are somewhere; None when one is nowhere."""
    missing = [word for word in words if not word.begins_in(own)]
    telling = None
    for passage in written:
        still = [word for word in missing if not word.begins_in(passage.text)]
        if telling is None and len(still) < len(missing):
            telling = passage
        missing = still
        if not missing:
            break
    return None if missing else telling
