"""What each verb for a lead asks, by the name it has in the table of keys."""

from importlib import import_module

from textual.screen import ModalScreen

from coach.actions.done import Done
from screens.gateway import Gateway

VERBS: dict[str, str] = {
    "touch": "screens.dialogs.touch:LogTouch",
    "reply": "screens.dialogs.reply:NoteReply",
    "next": "screens.dialogs.next_step:SetNext",
    "snooze": "screens.dialogs.snooze:Snooze",
    "move": "screens.dialogs.move:Move",
    "won": "screens.dialogs.won:Win",
    "not_yet": "screens.dialogs.not_yet:NotYet",
    "reopen": "screens.dialogs.reopen:Reopen",
    "no_contact": "screens.dialogs.no_contact:NoContact",
    "message": "screens.dialogs.message:DraftMessage",
    "lens": "screens.dialogs.lens:AnswerLens",
    "edit": "screens.dialogs.edit_lead:EditLead",
    "note": "screens.dialogs.note:WriteNote",
    "permission": "screens.dialogs.permission:Permission",
    "tag": "screens.dialogs.tag:Tags",
    "their_day": "screens.dialogs.their_day:TheirDay",
    "merge": "screens.dialogs.merge:Merge",
}
"""Where each form is; its module is imported when it is first asked for."""


def ask_for(verb: str, gateway: Gateway, lead_ids: tuple[int, ...]) -> ModalScreen[Done | None]:
    """The form of a verb for these leads, at least one. Raises CoachError when it cannot be asked of them."""
    module, name = VERBS[verb].split(":")
    form: ModalScreen[Done | None] = getattr(import_module(module), name)(gateway, lead_ids)
    return form
