"""A story told by keys: what is pressed, what is seen on the screen, what stands in the records afterwards."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from coach.actions.pipeline import write_pipeline
from coach.records.database import open_database
from coach.records.desk import Desk
from coach.views.lead_card import LeadCard, lead_card
from coach.views.log_book import log_book
from coach.views.search import find
from coach.views.stages import find_stage
from screens.app import CoachApp
from screens.gateway import Gateway
from screens.main import MainScreen
from screens.pane import Pane

from .screen_reader import words_on_screen

TUESDAY = "2026-11-24T10:00"
NARROW, WIDE = (80, 24), (120, 40)


class Clock:
    """The clock of a desk, set by the story."""

    def __init__(self, moment: str = TUESDAY) -> None:
        self.moment = datetime.fromisoformat(moment)

    def __call__(self) -> datetime:
        return self.moment

    def set(self, moment: str) -> None:
        self.moment = datetime.fromisoformat(moment)


def new_desk(where: str, clock: Clock, author: str = "Maya") -> Desk:
    """A desk with the default stages and no leads."""
    desk = Desk(open_database(where, create=True), author, clock)
    write_pipeline(desk)
    return desk


def stage(desk: Desk, name: str) -> int:
    return find_stage(desk, name).id


def the_lead(desk: Desk, name: str) -> LeadCard:
    """The lead of this name, as the records have it."""
    return lead_card(desk, find(desk, name)[0].id)


def last_sentence(desk: Desk) -> str:
    return log_book(desk, 1)[0].sentence


def in_another_terminal(where: str, verb: str) -> None:
    """Somebody else does something: a process of its own, with `desk` and the actions at hand."""
    script = f"""
from datetime import datetime
from coach.actions.leads import add_lead
from coach.actions.touches import log_touch
from coach.records.database import open_database
from coach.records.desk import Desk
desk = Desk(open_database({where!r}), "Sam", lambda: datetime.fromisoformat({TUESDAY!r}))
{verb}
"""
    subprocess.run([sys.executable, "-c", script], check=True)


class Story:
    """An app that is running, and the desk it runs on."""

    def __init__(self, app: CoachApp, pilot: Pilot[Any], desk: Desk) -> None:
        self.app, self.pilot, self.desk = app, pilot, desk

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; what they lead to is done when this returns."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text letter by letter, as fast as it goes."""
        for letter in text:
            self.app.post_message(Key("space" if letter == " " else letter, letter))
        await self._answered()

    async def burst(self, *keys: str) -> None:
        """Press keys faster than they are answered, as a terminal hands over what was typed at once."""
        for key in keys:
            character = " " if key == "space" else key if len(key) == 1 else None
            self.app.post_message(Key(key, character))
        await self._answered()

    async def _answered(self) -> None:
        """All keys are given to whatever they are for, and what they lead to is done."""
        await self.pilot.pause()
        while self.app.keys_wait:
            await self.pilot.pause()
        await self.pilot.pause()

    @property
    def seen(self) -> str:
        """The whole screen as text."""
        return words_on_screen(self.app)

    @property
    def words(self) -> str:
        """The same as one line, so that a sentence is found wherever it was broken."""
        return " ".join(self.seen.replace("│", " ").split())

    @property
    def toasts(self) -> list[str]:
        """What is said in a corner of the screen."""
        return [each.message for each in self.app._notifications]

    @property
    def main(self) -> MainScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MainScreen))

    @property
    def pane(self) -> Pane:
        pane = self.main.pane
        assert pane is not None
        return pane

    @property
    def asking(self) -> str:
        """The class of the dialog on top; empty when there is none."""
        top = self.app.screen
        return "" if top is self.main else type(top).__name__

    @property
    def under_cursor(self) -> str:
        """The name of the lead under the cursor."""
        ids = self.pane.lead_ids()
        return lead_card(self.desk, ids[0]).name if ids else ""


@asynccontextmanager
async def told(desk: Desk, size: tuple[int, int] = NARROW, start: str = "today") -> AsyncIterator[Story]:
    """The app on this desk, at a terminal of this size."""
    app = CoachApp(Gateway(desk), start=start)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Story(app, pilot, desk)
