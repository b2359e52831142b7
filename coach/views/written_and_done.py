"""Where the written rule and what was done part ways: how long leads stay in a stage, how soon they are first answered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from coach.records.desk import Desk, day
from coach.records.stages import OPEN, StageOnFile, stages_on_file
from coach.rules.counting import listed
from coach.rules.rhythm_words import business_days

LAST = 5
"""How many stays or answers are looked at, the newest: with fewer nothing is said."""
ALIKE = 4
"""How many of them have to part from the rule in the same direction."""
MUCH_SHORTER = 3
"""A stay is much shorter than what is written when it is less than one part of so many."""
_LOOKED_AT = 60
"""The newest leads among which first answers are looked for."""
_AMONG = 1000
"""The newest numbers of leads among which those are looked for: after a large import there may be none of one's own."""
_DAY = timedelta(days=1)


class PartedWays(NamedTuple):
    """A rule of a stage that what was done parts from. `written` and `done` are in business days, the shortest first.

    `text` says both in one sentence or two; of several, the one with the largest `weight` matters most.
    """

    stage_id: int
    stage: str
    written: int
    done: tuple[int, ...]
    weight: int
    text: str


def written_and_done(desk: Desk) -> tuple[PartedWays, ...]:
    """Every such rule, in the order of the stages."""
    opens = [stage for stage in stages_on_file(desk) if stage.kind == OPEN]
    if not opens:
        return ()
    stays = _last_stays(desk, opens)
    found = [_first_answers(desk, opens[0]), *(_stay(stage, stays.get(stage.id, ())) for stage in opens)]
    places = {stage.id: stage.position for stage in opens}
    return tuple(sorted(filter(None, found), key=lambda each: places[each.stage_id]))


def _stay(stage: StageOnFile, stays: Sequence[int]) -> PartedWays | None:
    written = stage.normal_stay
    if not written or len(stays) < LAST:
        return None
    days, name = listed([str(each) for each in sorted(stays)]), stage.name.split(" / ")[0]
    if sum(each > written for each in stays) >= ALIKE:
        text = f"You wrote {business_days(written)} for {name}; the last five stayed {days}."
        return _parted(stage, written, stays, text)
    if sum(each * MUCH_SHORTER < written for each in stays) >= ALIKE:
        text = (
            f"You wrote {business_days(written)} for {name}; the last five needed {days}."
            " A shorter stay would show sooner who is stuck."
        )
        return _parted(stage, written, stays, text)
    return None


def _parted(stage: StageOnFile, written: int, done: Sequence[int], text: str) -> PartedWays:
    weight = sum(abs(each - written) for each in done)
    return PartedWays(stage.id, stage.name, written, tuple(sorted(done)), weight, text)


_STAYS = f"""
SELECT * FROM (
    SELECT stage_id, entered_on, left_on FROM stage_visit
    WHERE stage_id = ? AND left_on IS NOT NULL AND entered_on IS NOT NULL AND imported_on IS NULL
    ORDER BY left_on DESC, id DESC LIMIT {LAST}
) AS stays_{{number}}
"""


def _last_stays(desk: Desk, stages: Sequence[StageOnFile]) -> dict[int, list[int]]:
    """The business days of the newest stays that are over, by stage: a stay begun and ended on one day is 1."""
    each_stage = " UNION ALL ".join(_STAYS.format(number=number) for number in range(len(stages)))
    calendar = desk.calendar
    found: dict[int, list[int]] = {}
    for stage_id, entered_on, left_on in desk.rows(each_stage, [stage.id for stage in stages]):
        stay = calendar.count(day(entered_on) - _DAY, day(left_on))
        found.setdefault(stage_id, []).append(max(1, stay))
    return found


_FIRST_ANSWERS = f"""
SELECT received_on, (SELECT min(day) FROM touch WHERE touch.lead_id = lead.id AND NOT inbound AND NOT imported)
FROM lead
WHERE id > (SELECT max(id) FROM lead) - {_AMONG} AND import_key = '' AND EXISTS (
    SELECT 1 FROM stage_visit WHERE stage_visit.lead_id = lead.id AND stage_id = ? AND imported_on IS NULL
)
ORDER BY id DESC LIMIT ?
"""


def _first_answers(desk: Desk, first: StageOnFile) -> PartedWays | None:
    """How soon a new lead is first answered. A day of grace: what comes in late in the day is answered on the next one."""
    if not first.rhythm.beats:
        return None
    written = first.rhythm.beats[0].gap
    answered = [row for row in desk.rows(_FIRST_ANSWERS, (first.id, _LOOKED_AT)) if row[1] is not None]
    calendar = desk.calendar
    taken = [calendar.count(day(received_on), day(touched_on)) for received_on, touched_on in answered[:LAST]]
    if len(taken) < LAST or sum(each > written + 1 for each in taken) < ALIKE:
        return None
    when = "on the same day" if written == 0 else f"after {business_days(written)}"
    text = (
        f"You wrote that a new lead is answered {when};"
        f" the last five waited {listed([str(each) for each in sorted(taken)])} business days."
    )
    return _parted(first, written, taken, text)
