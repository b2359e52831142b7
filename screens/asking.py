"""A pane that does things itself: it asks for what is missing, and then shows and tells what was done."""

from textual import work
from textual.screen import ModalScreen

from coach.actions.done import Done
from screens.pane import Pane


class AskingPane(Pane):
    """What is done here goes the way of everything done from the main screen: shown in its place, said, undone by `u`."""

    @work
    async def ask_with(self, dialog: ModalScreen[Done | None]) -> None:
        """Put a form on top, unless there is one already; what it did is shown and told."""
        if self.app.screen is not self.screen:
            return
        done = await self.app.push_screen_wait(dialog)
        if done is not None:
            self.did(done)

    def did(self, done: Done) -> None:
        """Show what was done, and tell of it."""
        self.after(done)
        self.post_message(self.Said(done))
