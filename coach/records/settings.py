"""Which settings there are: what each means, and what holds when the owner has said nothing."""

from typing import NamedTuple

CAPACITY, CUTOFF, CURRENCY = "capacity", "cutoff", "currency"
LIST_OWNER, PIPELINE_OWNER = "owner", "pipeline-owner"
REVIEW_DAY, REVIEW_TIME, REVIEW_NEXT = "review-day", "review-time", "review-next"
THEME, KEYMAP = "theme", "keymap"
WEEKDAYS, COUNTRY, DAYS_OFF, HOLIDAYS = "weekdays", "country", "days-off", "holidays"
SETUP_STEP = "setup-step"

TEXT, NUMBER, TIME, WEEKDAY, MONEY, DAY = "text", "number", "time", "weekday", "currency", "day"


class Setting(NamedTuple):
    """One setting: its default as stored, its kind (which values it takes), its meaning in one sentence.

    Those that are `inner` are kept by other verbs (the working calendar, the assignment) and are not set by name.
    """

    default: str
    kind: str
    meaning: str
    inner: bool = False


SETTINGS: dict[str, Setting] = {
    CAPACITY: Setting("8", NUMBER, "How many follow-ups a day shows first; the rest stand behind “more”."),
    CUTOFF: Setting("16:00", TIME, "After this hour a new lead's first answer is due on the next business day."),
    CURRENCY: Setting("EUR", MONEY, "The currency of values that name none."),
    LIST_OWNER: Setting("", TEXT, "Whose leads coach due and Today list; empty for everyone's."),
    PIPELINE_OWNER: Setting("", TEXT, "Who owns a new lead when nobody is named."),
    REVIEW_DAY: Setting("friday", WEEKDAY, "The weekday of the weekly review."),
    REVIEW_TIME: Setting("15:00", TIME, "When the weekly review begins."),
    THEME: Setting("", TEXT, "The colours of the full-screen app; empty follows the terminal."),
    KEYMAP: Setting(
        "", TEXT, "Your own keys, as ACTION=KEY, separated by commas; coach settings keymap lists the actions."
    ),
    WEEKDAYS: Setting("01234", TEXT, "The weekdays worked, Monday is 0.", inner=True),
    COUNTRY: Setting("", TEXT, "Whose public holidays are kept.", inner=True),
    DAYS_OFF: Setting("[]", TEXT, "The owner's own quiet days.", inner=True),
    HOLIDAYS: Setting(
        "[]", TEXT, "The public holidays of the country, as far ahead as they were worked out.", inner=True
    ),
    SETUP_STEP: Setting("", TEXT, "How far the coaching assignment has come.", inner=True),
    REVIEW_NEXT: Setting("", DAY, "The day of the next weekly review, when it is not the usual one.", inner=True),
}
