"""What a file calls a stage, a status or a reason, in the words of this pipeline."""

from coach import playbook
from coach.errors import Misused
from coach.exchange.mapping import Mapping
from coach.records.desk import Desk
from coach.records.stages import NOT_YET, OPEN, WON, StageOnFile, stages_on_file
from coach.rules.cadence import Rhythm
from coach.rules.text import fold, quoted

_SHORTEST_PART = 3
_USUAL = {
    "open": OPEN, "in progress": OPEN, "active": OPEN, "won": WON, "closed won": WON, "lost": NOT_YET, "closed lost": NOT_YET,
    "not yet": NOT_YET, "not_yet": NOT_YET, "not-yet": NOT_YET,
}  # fmt: skip
"""Words for a status that need no map."""


def stages_or_first(desk: Desk) -> list[StageOnFile]:
    """The stages in use; of a pipeline that is not written yet, those it would begin with, which have no number (0)."""
    return stages_on_file(desk) or [
        StageOnFile(
            0, text.key, text.name, text.kind, place, text.normal_stay, text.exit_evidence, Rhythm(()), (), False
        )
        for place, text in enumerate(playbook.stages())
    ]


class StageWords:
    """Finds the stage a file means. Raises Misused, naming the key, when the map means a stage there is not."""

    def __init__(self, stages: list[StageOnFile], mapping: Mapping) -> None:
        self._stages = stages
        self._mapping = mapping
        self._statuses = _USUAL | mapping.statuses
        self._known = {word: self._meant(f"stages.{word}", part) for word, part in mapping.stages.items()}
        self.closed_from = self._open_one("closed_from", mapping.closed_from) if mapping.closed_from else None
        default = mapping.defaults.get("stage", "")
        self.default = self._meant("defaults.stage", default) if default else self.first

    @property
    def first(self) -> StageOnFile:
        """The stage a new lead starts in."""
        return next(stage for stage in self._stages if stage.kind == OPEN)

    def of_kind(self, kind: str) -> StageOnFile:
        """The one stage that closes a lead in this way."""
        return next(stage for stage in self._stages if stage.kind == kind)

    def stage(self, word: str) -> StageOnFile:
        """The stage of this cell. Raises Misused, naming the word, when nothing says which it is."""
        key = fold(word)
        found = self._known.get(key)
        if found is None:
            found = self._by_name(key) or self._by_outcome(key)
            if found is None:
                raise Misused(f"{quoted(word)} is not a stage of yours.", "Add it to the map under [stages].")
            self._known[key] = found
        return found

    def status(self, word: str) -> str:
        """The status of this cell: open, won or not_yet. Raises Misused for another word."""
        found = self._statuses.get(fold(word))
        if found is None:
            raise Misused(f"{quoted(word)} is not a status coach knows.", "Add it to the map under [statuses].")
        return found

    def _by_name(self, key: str) -> StageOnFile | None:
        exact = [stage for stage in self._stages if key in (fold(stage.name), stage.key)]
        part = [stage for stage in self._stages if len(key) >= _SHORTEST_PART and key in fold(stage.name)]
        found = exact or part
        return found[0] if len(found) == 1 else None

    def _by_outcome(self, key: str) -> StageOnFile | None:
        kind = self._statuses.get(key, OPEN)
        return None if kind == OPEN else self.of_kind(kind)

    def _meant(self, where: str, part: str) -> StageOnFile:
        found = self._by_name(fold(part))
        if found is None:
            names = ", ".join(stage.name for stage in self._stages)
            raise self._mapping.wrong(where, f"{quoted(part)} is not one stage of yours.", f"The stages are {names}.")
        return found

    def _open_one(self, where: str, word: str) -> StageOnFile:
        found = self._known.get(fold(word)) or self._meant(where, word)
        if found.kind != OPEN:
            raise self._mapping.wrong(where, f"{found.name} is where leads end, not where they are closed from.")
        return found


class ReasonWords:
    """Finds the reason of a Not yet that a file means."""

    def __init__(self, mapping: Mapping) -> None:
        self._default = mapping.defaults.get("reason", "")
        self._known: dict[str, str] = {}
        for reason in playbook.reasons():
            self._known |= {fold(reason.key): reason.key, fold(reason.label): reason.key}
        self._known |= mapping.reasons

    def reason(self, word: str) -> tuple[str, str]:
        """The code of this cell, and the word itself when the code does not say all of it.

        Raises Misused when nothing says which it is and there is no default.
        """
        key = fold(word)
        found = self._known.get(key)
        if found:
            return found, "" if fold(found) == key else word
        if self._default:
            return self._default, word
        if word:
            raise Misused(f"{quoted(word)} is not a reason coach knows.", "Add it to the map under [reasons].")
        raise Misused("A Not yet needs its reason.", "Give one for all of them in the map: reason under [defaults].")
