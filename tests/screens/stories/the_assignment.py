"""Walking through the assignment: which page is shown, how one comes to another, what is in its fields."""

from textual.widget import Widget
from textual.widgets import TextArea

from coach.records.desk import Desk
from coach.rules.assignment_pages import first_stages, page_keys
from coach.views.assignment_pages import stop
from screens.assignment import AssignmentScreen
from screens.assignment_fields import read
from screens.assignment_pages import AssignmentPage

from ..story import Story

AFRESH = ""
"""Begin where an owner begins: nothing is there yet."""
PAGES = page_keys(first_stages())
LEAD_STAGE, PROPOSAL = "stage:lead", "stage:proposal"


def shown(story: Story) -> AssignmentPage:
    screen = story.app.screen
    assert isinstance(screen, AssignmentScreen), "the assignment is over"
    return screen.page


def page_of(story: Story) -> str:
    """The page that is shown; empty when the assignment is over."""
    screen = story.app.screen
    return screen.page.key if isinstance(screen, AssignmentScreen) else ""


def field(story: Story, key: str) -> Widget:
    return shown(story).field(key)


def text_in(story: Story, key: str) -> str:
    return read(field(story, key))


def label_of(story: Story, key: str) -> Widget:
    """The label above a field."""
    row = field(story, key).parent
    assert row is not None
    return row.query_one(".label", Widget)


async def go_to(story: Story, page: str) -> None:
    """Enter until this page is shown."""
    for _ in range(40):
        if page_of(story) == page:
            return
        await story.press("enter")
    raise AssertionError(f"Forty keys do not lead to {page}.")


async def write(story: Story, key: str, text: str) -> None:
    """Write a text in a field of the page that is shown, in the place of what is there."""
    widget = field(story, key)
    story.app.screen.set_focus(widget)
    await story.press(*(("f7", "backspace") if isinstance(widget, TextArea) else ("end", "ctrl+u")))
    await story.type(text)


def running(story: Story) -> str:
    """The screen as one running text, wherever its lines end."""
    return " ".join(story.seen.split())


def page_kept(desk: Desk) -> str:
    return stop(desk).page


def typed_on(desk: Desk, page: str) -> dict[str, str]:
    return dict(stop(desk).typed.get(page, {}))
