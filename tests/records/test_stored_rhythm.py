"""The rhythm in its stored form: what is written with a stage, and nothing that one person agreed to."""

import json
from datetime import date

from coach.records.stages import read_rhythm, stored_rhythm
from coach.rules.cadence import SPACING, Beat, Rhythm, agreed_rhythm
from coach.rules.returns import Follow

WRITTEN = Rhythm((Beat(0, "Answer them", "first"), Beat(2, "Try again", "again")), (-3, 1), 4, "Decide")
FOLLOWS = (Follow(60, "days", "Ask what has changed", "return_later"),)
ON_FILE = (
    '{"rhythm":[[[0,"Answer them","first"],[2,"Try again","again"]],[-3,1],4,"Decide"],'
    '"follows":[[60,"days","Ask what has changed","return_later"]]}'
)
"""As the first version of coach wrote it."""


def test_a_rhythm_is_kept_in_the_form_it_always_had() -> None:
    assert stored_rhythm(WRITTEN, FOLLOWS) == ON_FILE
    assert read_rhythm(ON_FILE) == (WRITTEN, FOLLOWS)


def test_what_a_person_agreed_to_is_never_written_with_a_stage() -> None:
    agreed = agreed_rhythm(WRITTEN, None, date(2026, 12, 18))
    assert stored_rhythm(agreed, FOLLOWS) == ON_FILE
    (read, _) = read_rhythm(stored_rhythm(agreed._replace(spacing=9)))
    assert (read.until, read.spacing) == (None, SPACING)
    assert len(json.loads(stored_rhythm(agreed))["rhythm"]) == 4
