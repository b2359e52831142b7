"""What a person agreed to about being followed up, in words: how, how often, until when."""

from datetime import date

from coach.rules.dates import show_day

MOST_OFTEN, LEAST_OFTEN = 2, 260
"""Business days between two touches that a person may agree to, at least and at most: a year of business days."""

_BY = {
    "": "",
    "call": "a call",
    "email": "an e-mail",
    "message": "a message",
    "meeting": "a meeting",
    "visit": "a visit",
    "other": "hearing from you",
}


def agreed_in_words(via: str, every: int | None, until: date | None, today: date) -> str:
    """Such as `an e-mail every 10 business days until Fri 27 Nov`; `hearing from you` where they named no way."""
    said = [_BY[via] or "hearing from you"]
    if every is not None:
        said.append(f"every {every} business days")
    if until is not None:
        said.append(f"until {show_day(until, today)}")
    return " ".join(said)
