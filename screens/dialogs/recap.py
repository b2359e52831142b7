"""What was heard, on one page in their words, to be read over and handed over."""

from functools import partial
from typing import ClassVar

from coach import playbook
from coach.views.recap import RecapShown, recap
from screens.dialogs.fields import ChoiceRow, TextRow
from screens.dialogs.touch import LogTouch
from screens.dialogs.write_out import WriteOut
from screens.gateway import Gateway
from screens.lead_words import BLANK, labelled
from screens.widgets.wrap import Paragraph, paragraph

NOTE = "sent the recap"


class LogRecap(LogTouch):
    """The form of a touch, for a recap that was sent."""

    asks: ClassVar[str] = "Log the recap you sent"

    def on_mount(self) -> None:
        """It went out in writing."""
        self.query_one("#via", ChoiceRow).choice.choose("email")
        self.query_one("#note", TextRow).propose(NOTE)


def write_recap(gateway: Gateway, lead_id: int) -> WriteOut:
    """The recap of a conversation, to be worked on.

    Raises Misused when there is no such lead, Refused when there is nothing to send: see `coach.views.recap.recap`.
    """
    shown = gateway.ask(recap, lead_id)
    return WriteOut(
        gateway,
        title=f"Recap for {shown.to}",
        text=shown.text,
        guide=_guide(shown),
        to=shown.email,
        subject=shown.subject,
        file_name=f"recap-{lead_id}.txt",
        about=f"recap {lead_id}",
        done=partial(LogRecap, gateway, (lead_id,)),
    )


def _guide(shown: RecapShown) -> list[Paragraph]:
    """What a recap should say, and what of it is not known yet."""
    framework = playbook.message("recap")
    beats = [paragraph(("accent", f"{number}. "), beat, hang=3) for number, beat in enumerate(framework.beats, start=1)]
    still_open = ", ".join(shown.unknown) or "nothing: all five lenses are clear"
    return [*beats, BLANK, labelled("Leave out", framework.never), labelled("Asks", still_open)]
