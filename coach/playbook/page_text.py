"""The fixed words of the written pipeline: its headings, its labels, its rules, and what is said of what is still open."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from coach.playbook.tables import FOLDER, Table, read_table

_BRACES = {
    "title": ("owner",),
    "since": ("day",),
    "new_leads_go_to": ("owner",),
    "named_on": ("day",),
    "around_agreed_day": ("days",),
    "every_week": ("weekday", "time"),
    "agreed_as": ("day",),
    "look_at": ("day",),
    "agreed_plan": ("day",),
    "rule_silence": ("touches", "days"),
    "no_stand_in": ("owner",),
    "no_meaning": ("stage",),
    "no_exit_evidence": ("stage",),
    "until_agreed": ("weekday", "time"),
    "event_alarm": ("minutes",),
}
"""What stands in braces in which text; in any other there are no braces."""


class PageText(NamedTuple):
    """The words by their place on the page; those in braces are filled in by whoever writes it."""

    title: str
    title_without_owner: str
    since: str
    owner: str
    stand_in: str
    new_leads: str
    new_leads_go_to: str
    review: str
    named_on: str
    stages: str
    means: str
    begins: str
    moves_on: str
    comes_back: str
    stay: str
    rhythm: str
    while_silent: str
    agreed_day: str
    around_agreed_day: str
    afterwards: str
    unless_sooner: str
    ask: str
    one_question_each: str
    weekly_review: str
    every_week: str
    agreed_as: str
    look_at: str
    agreed_plan: str
    rules: str
    rule_step: str
    rule_silence: str
    rule_answer: str
    answers: str
    earlier: str
    who_stands_in: str
    open: str
    no_stages: str
    no_stand_in: str
    no_meaning: str
    no_exit_evidence: str
    until_agreed: str
    event: str
    event_how: str
    event_alarm: str


@cache
def page_text(folder: Path = FOLDER) -> PageText:
    """The words of the written pipeline. Raises BadContent."""
    file = read_table(folder, "written_pipeline.toml", PageText._fields)
    return PageText(*(_text(file, key) for key in PageText._fields))


def _text(file: Table, key: str) -> str:
    """A text on one line in which each word that is filled in stands once in braces, and no other brace."""
    text, words = file.text(key), _BRACES.get(key, ())
    if "\n" in text:
        raise file.wrong(key, "must be one line")
    if sorted(re.findall(r"\{(\w+)\}", text)) != sorted(words) or re.search(r"[{}]", re.sub(r"\{\w+\}", "", text)):
        named = " and ".join(f"{{{word}}}" for word in words)
        raise file.wrong(key, f"must have {named} once, and no other brace" if words else "must have no braces")
    return text
