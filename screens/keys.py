"""The one table of what keys do: bindings, the hint bar, the palette, the help and the keys page are all made from it."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from coach.errors import Misused
from coach.rules.text import quoted

EVERYWHERE, LEAD, TODAY, LEADS, PAGE = "everywhere", "lead", "due", "leads", "page"
TALK, BOARD, REVIEW, PIPELINE = "talk", "board", "review", "pipeline"
LIST, CARDS, MOVES, READ = "list", "cards", "moves", "read"
"""The keys of a list, of the board's cards, of whatever has a cursor or scrolls, and of a page that is read: bound by the widgets
themselves, told here for help and remapping.
"""
FORM, ANSWER = "form", "answer"
"""The keys of a form, and of an answer in a conversation: letters are typed there, so these are as they are."""


class KeyAction(NamedTuple):
    """Something a key does. `keys` are Textual's names, comma-separated; `shown` is how they are written for a person.

    What is done seldom has no key and stands in the palette; an owner may give it one.
    """

    id: str
    keys: str
    shown: str
    label: str
    help: str
    action: str
    where: str


ACTIONS: tuple[KeyAction, ...] = (
    KeyAction("today", "1", "1", "Today", "Who is due today, in order.", "show('today')", EVERYWHERE),
    KeyAction("board", "2", "2", "Board", "The whole pipeline, a column for each stage.", "show('board')", EVERYWHERE),
    KeyAction("leads", "3", "3", "Leads", "Every lead by name, open and closed.", "show('leads')", EVERYWHERE),
    KeyAction("review", "4", "4", "Review", "The weekly review, one lead after another.", "show('review')", EVERYWHERE),
    KeyAction("pipeline", "6", "6", "Pipeline", "The written pipeline.", "show('pipeline')", EVERYWHERE),
    KeyAction("add", "a", "a", "add", "Add a lead.", "add", EVERYWHERE),
    KeyAction("find", "slash", "/", "find", "Find a lead as you type.", "find", EVERYWHERE),
    KeyAction("undo", "u", "u", "undo", "Take back the last change, and say what it was.", "undo", EVERYWHERE),
    KeyAction("help", "question_mark,f1", "?", "help", "What the keys do here; F1 while typing.", "help", EVERYWHERE),
    KeyAction("quit", "q", "q", "quit", "Leave coach. Everything is saved already.", "quit", EVERYWHERE),
    KeyAction("touch", "t", "t", "touch", "Log a touch and agree the next step.", "lead('touch')", LEAD),
    KeyAction("reply", "r", "r", "replied", "They wrote or called.", "lead('reply')", LEAD),
    KeyAction("next", "n", "n", "next step", "Set the next step by hand.", "lead('next')", LEAD),
    KeyAction("snooze", "z", "z", "snooze", "Not before a day.", "lead('snooze')", LEAD),
    KeyAction("move", "m", "m", "move", "Move to another stage.", "lead('move')", LEAD),
    KeyAction("won", "w", "w", "won", "They said yes.", "lead('won')", LEAD),
    KeyAction(
        "not-yet", "x", "x", "not yet", "Not yet, with its reason and a day to come back.", "lead('not_yet')", LEAD
    ),
    KeyAction(
        "conversation", "c", "c", "conversation", "The five lenses beside the lead, for the call.", "converse", LEAD
    ),
    KeyAction("message", "e", "e", "message", "Draft a message for the next step.", "lead('message')", LEAD),
    KeyAction("edit", "i", "i", "edit", "Put right what is known of the lead.", "lead('edit')", LEAD),
    KeyAction("note", "o", "o", "note", "Write a note.", "lead('note')", LEAD),
    KeyAction(
        "permission",
        "p",
        "p",
        "permission",
        "How, how often and until when they are fine with hearing from you.",
        "lead('permission')",
        LEAD,
    ),
    KeyAction("tag", "", "Ctrl+P", "tag", "Give tags, or take them away.", "lead('tag')", LEAD),
    KeyAction("their-day", "", "Ctrl+P", "their day", "The day they decide or review.", "lead('their_day')", LEAD),
    KeyAction("lens", "", "Ctrl+P", "what they said", "Keep an answer of theirs.", "lead('lens')", LEAD),
    KeyAction("merge", "", "Ctrl+P", "merge", "Two leads that are one, or are of one person.", "lead('merge')", LEAD),
    KeyAction("reopen", "", "Ctrl+P", "take up again", "Open a lead that was won or not yet.", "lead('reopen')", LEAD),
    KeyAction(
        "no-contact",
        "d",
        "d",
        "no contact",
        "They asked for no contact, or allow it again.",
        "lead('no_contact')",
        LEAD,
    ),
    KeyAction("more", "plus,full_stop", "+", "all or few", "Show all that is due, or the first few.", "more", TODAY),
    KeyAction("spread", "s", "s", "spread", "Spread what piled up over the next days.", "spread", TODAY),
    KeyAction("filter", "f", "f", "filter", "All leads, the open, the closed, the resting, one tag.", "filter", LEADS),
    KeyAction("leads-all", "escape", "Esc", "all", "All leads again.", "show_all", LEADS),
    KeyAction("back", "escape", "Esc", "back", "Back to where the lead was opened.", "back", PAGE),
    KeyAction("lead-other", "enter", "Enter", "their other lead", "Another lead of this person.", "other", PAGE),
    KeyAction("talk-answer", "enter", "Enter", "answer", "Write down what they said.", "answer", TALK),
    KeyAction("talk-recap", "y", "y", "recap", "What you heard, on one page, ready to send.", "recap", TALK),
    KeyAction("talk-back", "escape", "Esc", "back", "Back to where the lead was.", "back", TALK),
    KeyAction("stage-forward", "L", "L", "stage on", "Move the lead one stage on.", "stage(1)", BOARD),
    KeyAction("stage-back", "H", "H", "stage back", "Move the lead one stage back.", "stage(-1)", BOARD),
    KeyAction("stage-edit", "e,enter", "e", "edit", "Put the stage into your own words.", "edit", PIPELINE),
    KeyAction("stage-new", "b", "b", "new below", "A new stage below this one.", "new_below", PIPELINE),
    KeyAction("stage-down", "J", "J", "down", "Move the stage one place down.", "place(1)", PIPELINE),
    KeyAction("stage-up", "K", "K", "up", "Move the stage one place up.", "place(-1)", PIPELINE),
    KeyAction(
        "stage-retire", "x", "x", "retire", "Take the stage out of use; it asks where its leads go.", "retire", PIPELINE
    ),
    KeyAction("stage-lesson", "l", "l", "lesson", "The page to read that belongs to this stage.", "lesson", PIPELINE),
    KeyAction(
        "pipeline-versions", "y", "y", "versions", "Earlier versions, and what each changed.", "versions", PIPELINE
    ),
    KeyAction("assignment", "o", "o", "assignment", "The assignment again; earlier answers stay.", "again", PIPELINE),
    KeyAction("review-keep", "enter", "Enter", "fine as it is", "Keep the lead as it is.", "decide('keep')", REVIEW),
    KeyAction("review-skip", "s", "s", "skip", "Not now: it comes back at the end.", "decide('skip')", REVIEW),
    KeyAction("review-finish", "f", "f", "finish", "End the review here, with what is decided.", "finish", REVIEW),
    KeyAction("cursor-choose", "enter", "Enter", "open", "Open the lead.", "choose", LIST),
    KeyAction("cursor-mark", "space", "Space", "select", "Select; then a key acts on all selected.", "mark", LIST),
    KeyAction("cursor-up", "up,k", "↑ k", "up", "One up.", "move(-1)", MOVES),
    KeyAction("cursor-down", "down,j", "↓ j", "down", "One down.", "move(1)", MOVES),
    KeyAction("cursor-page-up", "pageup", "PgUp", "page up", "A screenful up.", "page(-1)", MOVES),
    KeyAction("cursor-page-down", "pagedown", "PgDn", "page down", "A screenful down.", "page(1)", MOVES),
    KeyAction("cursor-first", "home,g", "Home g", "first", "To the first.", "first", MOVES),
    KeyAction("cursor-last", "end,G", "End G", "last", "To the last.", "last", MOVES),
    KeyAction("page-on", "space", "Space", "page down", "A screenful down.", "page(1)", READ),
    KeyAction("cursor-left", "left,h", "← h", "column before", "To the column before.", "column(-1)", CARDS),
    KeyAction("cursor-right", "right,l", "→ l", "next column", "To the next column.", "column(1)", CARDS),
    KeyAction("form-save", "enter,ctrl+s", "Enter", "save", "Save.", "save", FORM),
    KeyAction("form-next", "tab,down", "Tab", "next", "To the next line.", "app.focus_next", FORM),
    KeyAction("form-before", "shift+tab,up", "Shift+Tab", "before", "To the line before.", "app.focus_previous", FORM),
    KeyAction("form-cancel", "escape", "Esc", "cancel", "Leave; nothing is changed.", "cancel", FORM),
    KeyAction(
        "answer-open", "f2", "F2", "not known yet", "We do not know yet: it is asked again.", "not_known", ANSWER
    ),
)
TOGETHER = (
    (EVERYWHERE, MOVES, LEAD, LIST, TODAY),
    (EVERYWHERE, MOVES, LEAD, LIST, LEADS),
    (EVERYWHERE, MOVES, LEAD, LIST, CARDS, BOARD),
    (EVERYWHERE, MOVES, LEAD, READ, PAGE),
    (EVERYWHERE, MOVES, LEAD, TALK),
    (EVERYWHERE, MOVES, LEAD, READ, REVIEW),
    (EVERYWHERE, MOVES, READ, PIPELINE),
)
"""The places whose keys hold at the same time, so that none may stand for two things."""
AS_THEY_ARE = (FORM, ANSWER)
"""The places whose keys an owner cannot change."""
_OTHERS = {
    "ctrl+p": "everything by its name",
    "ctrl+q": "leaving at once",
    "ctrl+c": "copying",
    "tab": "going on to the next part",
    "shift+tab": "going back a part",
    "ctrl+m": "Enter, in a terminal",
    "ctrl+j": "Enter, in a terminal",
    "ctrl+i": "Tab, in a terminal",
    "ctrl+h": "Backspace, in a terminal",
}
"""Keys that stand for something of the toolkit or the terminal, and so can stand for nothing else."""
_NAMES = {"Esc": "escape", "PgUp": "pageup", "PgDn": "pagedown", "↑": "up", "↓": "down", "←": "left", "→": "right"}


def actions_for(*places: str) -> list[KeyAction]:
    """The actions of these places, in the order of the table."""
    return [action for action in ACTIONS if action.where in places]


def action(action_id: str) -> KeyAction:
    """The action of this id."""
    return next(each for each in ACTIONS if each.id == action_id)


def bindings(*places: str) -> list[Binding]:
    """The bindings of these places, each with its id so that an owner may give it another key."""
    # A keymap gives keys only to what is bound already, so an action without one is bound to a key that no keyboard has.
    return [
        Binding(each.keys or f"no-key-{each.id}", each.action, each.label, show=False, id=each.id)
        for each in actions_for(*places)
    ]


def shown(action_id: str, keymap: Mapping[str, str]) -> str:
    """How the key of an action is written for a person: the owner's own, if there is one."""
    return keymap.get(action_id) or action(action_id).shown


def named(key: str) -> str:
    """Textual's name of a key as it is written for a person: `/` is `slash`, `Ctrl+S` is `ctrl+s`."""
    return _NAMES.get(key) or (_key_name(key) if len(key) == 1 else key.casefold())


def read_keymap(text: str) -> dict[str, str]:
    """An owner's own keys, written `touch=T, board=b`, by the id of the action.

    Raises Misused for an unknown id, and for a key that would stand for two things at once.
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, sign, key = (piece.strip() for piece in part.partition("="))
        if not sign or not key:
            raise Misused(
                f"In the keymap, {quoted(part)} is not written as ACTION=KEY.", "Write it as touch=T, board=b."
            )
        if name not in (known := [each.id for each in ACTIONS if each.where not in AS_THEY_ARE]):
            raise Misused(f"In the keymap, there is no action {quoted(name)}.", f"The actions are: {', '.join(known)}.")
        _refuse_no_key(key)
        found[name] = key
    _refuse_clashes(found)
    return found


def _refuse_no_key(key: str) -> None:
    """Raises Misused for what is no key, or one that is taken by the toolkit or the terminal."""
    name = _key_name(key)
    if name in _OTHERS:
        raise Misused(f"In the keymap, {quoted(key)} stands for {_OTHERS[name]}.", "Take another key.")
    *modifiers, last = name.split("+") if len(name) > 1 else [name]
    names = {*(each.value for each in Keys), *KEY_NAME_REPLACEMENTS.values()}
    is_named = len(last) == 1 or last in names or key_to_character(last) is not None
    if not is_named or not set(modifiers) <= {"ctrl", "shift"}:
        raise Misused(
            f"In the keymap, {quoted(key)} is no key.", "Write one as T, f4, ctrl+t or space; Alt reaches no program."
        )


def _refuse_clashes(keymap: Mapping[str, str]) -> None:
    for places in TOGETHER:
        taken: dict[str, str] = {}
        for each in actions_for(*places):
            for key in _keys(keymap.get(each.id, each.keys)):
                if key in taken:
                    raise Misused(
                        f"In the keymap, the key {quoted(key)} stands for both {taken[key]} and {each.id}.",
                        "Give one of them another key: coach settings keymap",
                    )
                taken[key] = each.id


def _keys(keys: str) -> Iterable[str]:
    return (_key_name(key.strip()) for key in keys.split(",") if key.strip())


def _key_name(key: str) -> str:
    """A key by its one name, so that `?` and `question_mark` are the same key."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)
