"""What may be said in a message to a lead: what they told, what was promised, the days that were named. Nothing is made up."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from coach.records.desk import Desk, day, day_or_none
from coach.rules.agreed import agreed_in_words
from coach.rules.cadence import OURS, THEIRS
from coach.rules.dates import MONTHS, WEEKDAYS, show_day
from coach.rules.text import fold, visible_line

QUOTED_MOST = 220
"""Characters of what somebody said that are quoted: the rest is where it was written down."""
_WAYS = {
    "call": "by phone",
    "email": "by e-mail",
    "message": "by message",
    "meeting": "at a meeting",
    "visit": "by a visit",
}
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "miss", "prof", "herr", "frau"))
_NO_PERSON = frozenset((
    "ab", "ag", "aps", "as", "bv", "co", "company", "corp", "family", "gmbh", "group", "inc", "kg", "limited", "llc", "llp",
    "ltd", "nv", "office", "oy", "plc", "sa", "sarl", "srl", "team", "the",
))  # fmt: skip
"""Words that are in the name of a company and not in that of a person."""
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019.-])*")
_LONGEST_NAME = 30
_FACTS = """
SELECT contact.name, contact.company, owner.name, promise_text, promise_on, promise_by, anchor_on, last_reply_on, reason_words,
    return_on, return_agreed
FROM lead JOIN contact ON contact.id = lead.contact_id LEFT JOIN owner ON owner.id = lead.owner_id
WHERE lead.id = ?
"""
_PERMISSION = """
SELECT permission_on, permission_via, permission_every, permission_until, permission_words
FROM lead JOIN contact ON contact.id = contact_id WHERE lead.id = ?
"""


class Permitted(NamedTuple):
    """How they are fine with hearing from the owner. `holds` is false when they were not asked, and when its last day is over.

    `via` is the way they named, `how` says way, rhythm and last day for a sentence to them; both may be empty. `sentence`
    tells the owner.
    """

    holds: bool
    via: str
    how: str
    sentence: str


def permission_of(desk: Desk, lead_id: int) -> Permitted:
    """What the person of a lead said about being followed up."""
    asked_on, via, every, until, words = desk.rows(_PERMISSION, (lead_id,))[0]
    if asked_on is None:
        return Permitted(False, "", "", "They were not asked yet how they want to hear from you.")
    last = day_or_none(until)
    if last is not None and last < desk.today:
        ended = f"They were fine with hearing from you until {show_day(last, desk.today)}."
        return Permitted(False, via, "", ended)
    parts = (
        _WAYS.get(via, ""),
        f"every {every} business days" if every else "",
        f"until {written_day(last, desk.today)}" if last else "",
    )
    how = ", ".join(filter(None, parts))
    said = f": “{one_line(words)}”" if words else ""
    told = agreed_in_words(via, every, last, desk.today)
    return Permitted(True, via, how, f"Fine with {told}, asked {show_day(day(asked_on), desk.today)}{said}.")


def facts_of(desk: Desk, lead_id: int) -> dict[str, str]:
    """What is known of a lead, by the names a draft has for it. What is not known is not there."""
    name, company, owner, promise, promise_on, by, agreed, heard, reason, back, back_agreed = desk.rows(
        _FACTS, (lead_id,)
    )[0]
    known = {
        "first_name": first_name(name, company),
        "sender": one_line(owner or ""),
        "their_words": quote(their_words(desk, lead_id)),
        "agreed_day": _written(agreed, desk.today),
        "heard_day": _written(heard, desk.today),
        "reason": quote(reason),
        "return_day": _written(back, desk.today) if back_agreed else "",
        **{lens: quote(text) for lens, text in _told(desk, lead_id, name).items()},
    }
    if promise_on is not None and by in {OURS, THEIRS}:
        whose = "our" if by == OURS else "their"
        known[f"{whose}_promise"] = one_line(promise).rstrip(" .")
        known[f"{whose}_day"] = _written(promise_on, desk.today)
    return {fact: text for fact, text in known.items() if text}


def heard_in_lines(facts: Mapping[str, str], names: Mapping[str, str]) -> str:
    """All that they told, a line for each lens under the name it has for them; empty when they told nothing yet."""
    return "\n".join(f"- {name}: {facts[lens]}" for lens, name in names.items() if facts.get(lens))


def their_words(desk: Desk, lead_id: int) -> str:
    """The note of their last reply that has one; empty when there is none."""
    rows = desk.rows(
        "SELECT note FROM touch WHERE lead_id = ? AND inbound AND note <> '' ORDER BY id DESC LIMIT 1", (lead_id,)
    )
    return str(rows[0][0]) if rows else ""


def first_name(name: str, company: str = "") -> str:
    """What to call somebody in a greeting; empty for a company, and where that cannot be told from the name."""
    last, comma, given = name.partition(",")
    words = (given if comma else last).split()
    if not words or fold(name) == fold(company) or any(_bare(word) in _NO_PERSON for word in name.split()):
        return ""
    if _bare(words[0]) in _TITLES:
        if len(words) == 2:
            return " ".join(words) if all(map(_is_name, words)) else ""
        words = words[1:]
    is_clear = words and all(map(_is_name, words)) and visible_line(name) == name and not words[0].endswith(".")
    return words[0] if is_clear else ""


def quote(text: str) -> str:
    """What somebody said, in quotes and on one line, cut between two words when it is long; empty for nothing."""
    said = one_line(text).strip("“”\"' ").removesuffix(".")
    if len(said) > QUOTED_MOST:
        cut = said[:QUOTED_MOST]
        said = f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
    return f"“{said}”" if said else ""


def one_line(text: str) -> str:
    """The text with every run of spaces and line breaks made one space."""
    return " ".join(text.split())


def written_day(on: date, today: date) -> str:
    """A day as it is written to somebody: `Friday 27 November`, with the year when it is not today's."""
    shown = f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"
    return shown if on.year == today.year else f"{shown} {on.year}"


def _written(value: Any, today: date) -> str:
    return "" if value is None else written_day(day(value), today)


def _told(desk: Desk, lead_id: int, name: str) -> dict[str, str]:
    """What they said or showed through each lens, the newest. A guess of ours and the words of somebody else are not theirs."""
    rows = desk.rows("SELECT lens, text, basis, clarity, said_by FROM answer WHERE lead_id = ? ORDER BY id", (lead_id,))
    newest: dict[str, Any] = {row[0]: row[1:] for row in rows}
    return {
        lens: text
        for lens, (text, basis, clarity, said_by) in newest.items()
        if basis != "guessed" and clarity != "unknown" and (not said_by or fold(said_by) == fold(name))
    }


def _bare(word: str) -> str:
    return word.casefold().strip(".,()")


def _is_name(word: str) -> bool:
    return len(word) <= _LONGEST_NAME and _NAME.fullmatch(word) is not None
