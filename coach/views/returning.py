"""What there is to do for a closed lead whose day has come: its step is not kept with it, it is in the writing of its stage."""

from typing import NamedTuple

from coach.records.desk import Desk
from coach.records.stages import read_rhythm
from coach.rules.day_order import THEY_WAIT

ANSWER_THEM = "Answer them"
_COME_BACK = "Ask whether it is time now"


class Returns(NamedTuple):
    """The words of each return, by the id of the stage that closes leads."""

    texts: dict[int, tuple[str, ...]]

    def step(self, stage_id: int, round_: int, precedence: int) -> str:
        """What to do when the lead comes back for the time `round_` (0 first), or after they wrote."""
        if precedence == THEY_WAIT:
            return ANSWER_THEM
        texts = self.texts.get(stage_id, ())
        return texts[min(round_, len(texts) - 1)] if texts else _COME_BACK


def returns_of(desk: Desk) -> Returns:
    """The returns as written in the stages that close leads."""
    written = desk.rows("SELECT id, rhythm FROM stage WHERE kind <> 'open'")
    return Returns({id_: tuple(f.text for f in read_rhythm(rhythm)[1]) for id_, rhythm in written if rhythm != "{}"})
