"""The one way from the screens to the records: ask a view, do an action, hear of a change made elsewhere."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from coach.views.pulse import pulse

if TYPE_CHECKING:
    from coach.records.desk import Desk

P = ParamSpec("P")
T = TypeVar("T")


class Gateway:
    """Every view and action of the screens passes here, so that one place knows the desk and what has been seen of it.

    `desk` is asked. `to_change` opens the same records to be changed, when that is first done or at leisure before it; without
    it `desk` is changed too.
    """

    def __init__(self, desk: "Desk", to_change: Callable[[], "Desk"] | None = None) -> None:
        self._desk = desk
        self._to_change = to_change or (lambda: desk)
        self._changing: Desk | None = None
        self._seen = pulse(desk)
        self.keymap: Mapping[str, str] = {}
        """The owner's own keys, by the id of the action; empty when there are none, or when they could not be read."""

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self._desk.today

    @property
    def now(self) -> datetime:
        """The moment at the desk."""
        return self._desk.now

    @property
    def author(self) -> str:
        """Whose name changes are noted under."""
        return self._desk.author

    @property
    def capacity(self) -> int:
        """How many leads are shown first."""
        return self._desk.capacity

    def setting(self, key: str) -> str:
        """The value of a setting."""
        return self._desk.setting(key)

    def ask(self, view: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a view answers. Raises what the view raises."""
        return view(self._desk, *args, **kwargs)

    def do(self, action: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do an action. Raises what the action raises; then nothing was changed."""
        try:
            return action(self.open_to_change(), *args, **kwargs)
        finally:
            self._desk.forget()
            self._seen = pulse(self._desk)

    def open_to_change(self) -> "Desk":
        """The desk that actions are given, opened now if it was not before. Raises Broken when that cannot be done."""
        if self._changing is None:
            self._changing = self._to_change()
        return self._changing

    def source(self, make: Callable[["Desk"], T]) -> T:
        """A source of rows for a list, made for this desk."""
        return make(self._desk)

    def changed_elsewhere(self) -> bool:
        """Whether somebody else has written since the last time this was asked; asking costs next to nothing."""
        now = pulse(self._desk)
        if now == self._seen:
            return False
        self._seen = now
        self._desk.forget()
        return True
