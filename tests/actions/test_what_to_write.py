"""The message that fits a lead's next step, as the verbs have left it."""

from collections.abc import Callable
from datetime import date

import pytest

from coach import playbook
from coach.actions.moves import close_not_yet, stop_contact, win_lead
from coach.actions.steps import set_next
from coach.actions.touches import log_touch, note_reply
from coach.errors import Misused, Refused
from coach.views.message import message_to_write

from .diary import Diary

HAPPENED: dict[str, Callable[[Diary, int], object]] = {
    "first_reply": lambda diary, lead: None,  # noqa: ARG005
    "second_try": lambda diary, lead: log_touch(diary, lead, via="call"),
    "close_loop": lambda diary, lead: [log_touch(diary, lead, via="email") for _ in range(3)],
    "answer": lambda diary, lead: note_reply(diary, lead, note="what about March?"),
    "promise_kept": lambda diary, lead: note_reply(
        diary, lead, next_step="the price", due=date(2026, 11, 26), promise="ours"
    ),
    "promise_missed": lambda diary, lead: note_reply(
        diary, lead, next_step="the price", due=date(2026, 11, 23), promise="ours"
    ),
    "their_promise_passed": lambda diary, lead: note_reply(
        diary, lead, next_step="the plan", due=date(2026, 11, 26), promise="theirs"
    ),
    "value_touch": lambda diary, lead: set_next(diary, lead, "send the article", date(2026, 11, 26)),
    "return_later": lambda diary, lead: close_not_yet(diary, lead, reason="timing"),
    "return_agreed": lambda diary, lead: close_not_yet(diary, lead, reason="timing", return_on=date(2027, 3, 1)),
    "won_check_in": win_lead,
}


@pytest.mark.parametrize("key", HAPPENED)
def test_each_step_has_its_own_message(diary: Diary, key: str) -> None:
    lead = diary.add("Ben")
    HAPPENED[key](diary, lead)
    told, wanted = message_to_write(diary, lead), playbook.message(key)
    assert (told.name, told.beats, told.never) == (wanted.name, wanted.beats, wanted.never)
    assert told.step
    assert told.their_words == ("what about March?" if key == "answer" else "")


def test_nothing_is_written_where_nobody_is_to_be_written_to(diary: Diary) -> None:
    silent, gone = diary.add("Ben"), diary.add("Lin")
    for _ in range(4):
        log_touch(diary, silent, via="email")
    with pytest.raises(Refused, match="nothing to write to Ben"):
        message_to_write(diary, silent)
    close_not_yet(diary, silent, reason="went-quiet")
    with pytest.raises(Refused, match="nothing to write to Ben"):
        message_to_write(diary, silent)
    stop_contact(diary, gone, reason="asked us to stop")
    with pytest.raises(Refused, match="asked for no contact"):
        message_to_write(diary, gone)
    with pytest.raises(Misused, match="no lead 999"):
        message_to_write(diary, 999)
