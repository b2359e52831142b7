"""How a message may begin: a sentence for each thought, whatever is known of the lead, and never too long to be read."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coach import playbook
from coach.playbook import BadContent, Message
from coach.playbook.frameworks import ALWAYS, KNOWN, MESSAGE_WORDS, Says, letter, said_with

Edited = Callable[[str, str, str], Path]

NOTHING = {"permission": "May I follow up on [a day] by [e-mail, phone or message]? Tell me any time to stop."}
EVERYTHING = NOTHING | {
    "first_name": "Ben",
    "sender": "Maya Lind",
    "their_words": "“what about the gutters?”",
    "problem": "“The roof leaks over the workshop”",
    "impact": "“Two days lost each month”",
    "urgency": "“Before the winter”",
    "outcome": "“A dry workshop by spring”",
    "fit": "“We would rather keep the old tiles”",
    "heard": "- What is going on: “The roof leaks over the workshop”\n- What you want instead: “A dry workshop by spring”",
    "our_promise": "send the checklist",
    "our_day": "Friday 27 November",
    "their_promise": "talk to the partner",
    "their_day": "Monday 30 November",
    "agreed_day": "Friday 11 December",
    "return_day": "Monday 1 March 2027",
    "heard_day": "Friday 20 November",
    "reason": "“The season comes first”",
    "permitted": "by e-mail, every 5 business days",
}
GAP = re.compile(r"\[([^\[\]]+)\]")
EVERY_MESSAGE = pytest.mark.parametrize("message", playbook.messages(), ids=lambda message: message.key)


def letter_of(message: Message, known: dict[str, str]) -> str:
    around = letter()
    parts = (around.greeting, *message.draft, around.goodbye)
    return "\n\n".join(said_with(says, known) for says in parts)


def every_says(message: Message) -> list[Says]:
    around = letter()
    return [*message.draft, around.greeting, around.goodbye, around.permission_ask, around.permission_agreed]


def test_every_fact_a_draft_may_have_is_among_those_of_these_tests() -> None:
    assert set(EVERYTHING) == set(KNOWN)
    assert set(NOTHING) == set(ALWAYS)


@EVERY_MESSAGE
def test_there_is_one_sentence_for_each_thought(message: Message) -> None:
    assert len(message.draft) == len(message.beats)


@EVERY_MESSAGE
def test_a_message_is_short_enough_to_be_read_whatever_is_known(message: Message) -> None:
    least, most = MESSAGE_WORDS
    for known in (NOTHING, EVERYTHING):
        words = len(letter_of(message, known).split())
        assert least // 2 <= words <= most, (words, letter_of(message, known))


@EVERY_MESSAGE
def test_of_a_lead_nobody_knows_nothing_is_made_up(message: Message) -> None:
    drafted = letter_of(message, NOTHING)
    assert "{" not in drafted
    assert "“" not in drafted
    assert drafted.startswith("Hello,\n")
    assert not re.search(r"\b(January|February|March|Monday|Friday)\b|\d", drafted)


@EVERY_MESSAGE
def test_every_sentence_has_its_lead_filled_in(message: Message) -> None:
    for says in every_says(message):
        for each in says:
            filled = said_with((each,), EVERYTHING)
            assert not re.search(r"[{}]", filled)
            assert filled.count("[") == filled.count("]") == len(GAP.findall(filled))


@EVERY_MESSAGE
def test_their_words_are_said_back_as_soon_as_they_are_known(message: Message) -> None:
    quoted = [says for says in message.draft if any("their words" in each or "in one line" in each for each in says)]
    for says in quoted:
        assert "“" in said_with(says, EVERYTHING), says


def test_the_subject_of_every_message_is_short_and_its_own() -> None:
    subjects = [message.subject for message in playbook.messages()]
    assert len(set(subjects)) == len(subjects)
    assert all(len(subject) <= 60 and subject[0].isupper() and not subject.endswith(".") for subject in subjects)
    assert not any("[" in subject or "{" in subject for subject in subjects)


def test_no_draft_asks_for_something_in_the_message_that_is_to_ask_nothing() -> None:
    assert not any("?" in each for says in playbook.message("value_touch").draft for each in says)


def test_the_last_message_says_that_it_is_the_last_and_asks_nothing() -> None:
    drafted = letter_of(playbook.message("close_loop"), EVERYTHING)
    assert "I will stop writing after this." in drafted
    assert "No reply is needed." in drafted
    assert "?" not in drafted


def test_a_late_promise_is_sorry_once() -> None:
    drafted = letter_of(playbook.message("promise_missed"), EVERYTHING).casefold()
    assert drafted.count("sorry") == 1
    assert "because" not in drafted


def test_what_is_said_first_needs_all_that_stands_in_its_braces() -> None:
    says = ("{our_promise} by {our_day}", "{our_promise}", "nothing")
    assert said_with(says, {"our_promise": "a", "our_day": "b"}) == "a by b"
    assert said_with(says, {"our_promise": "a", "our_day": ""}) == "a"
    assert said_with(says, {"our_day": "b"}) == "nothing"


def test_what_a_lead_said_is_never_read_as_a_sentence_to_fill() -> None:
    assert said_with(("{problem}", "x"), {"problem": "{sender} {0.__class__} {"}) == "{sender} {0.__class__} {"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('say = ["{permission}"]', "say = []", "message 'first_reply': draft 4: 'say' must be a list of texts"),
        (
            'say = ["{permission}"]',
            'say = ["{permissions}"]',
            f"message 'first_reply': draft 4: 'say' has {{permissions}}, which must be one of {', '.join(KNOWN)}",
        ),
        (
            'say = ["{permission}"]',
            'say = ["{problem}"]',
            "message 'first_reply': draft 4: 'say' must end with a sentence that does without {problem}",
        ),
        (
            'say = ["{permission}"]',
            'say = ["{permission"]',
            "message 'first_reply': draft 4: 'say' has braces that do not fit: expected '}' before end of string",
        ),
        (
            'say = ["{permission}"]',
            'say = ["{permission!r}"]',
            "message 'first_reply': draft 4: 'say' has braces that do not fit: a name alone belongs in them, not 'permission'",
        ),
        (
            'say = ["{permission}"]',
            'say = ["{problem.x}", "x"]',
            "message 'first_reply': draft 4: 'say' has braces that do not fit: a name alone belongs in them, not 'problem.x'",
        ),
        (
            'say = ["{permission}"]',
            'say = ["a", "b"]',
            "message 'first_reply': draft 4: 'say' has a sentence without braces before the last: what follows it is never said",
        ),
        (
            '[[message.draft]]\nsay = ["{permission}"]\n',
            "",
            "message 'first_reply': 'draft' must have one for each of the 4 beats, and has 3",
        ),
        ('subject = "Your question"\n', "", "message 'answer': 'subject' is missing"),
        (
            "asks_permission = true",
            'asks_permission = "yes"',
            "message 'answer': 'asks_permission' must be true or false",
        ),
    ],
)
def test_a_fault_in_a_draft_is_named(edited: Edited, old: str, new: str, told: str) -> None:
    with pytest.raises(BadContent) as raised:
        playbook.messages(edited("messages.toml", old, new))
    assert str(raised.value) == f"content/messages.toml: {told}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('greeting = ["Hello {first_name},", "Hello,"]\n', "", "letter: 'greeting' is missing"),
        ('"Hello,"]', '"Hello {sender},"]', "letter: 'greeting' must end with a sentence that does without {sender}"),
        ("[letter]\n", "[letter]\nsign = 1\n", "letter: 'sign' is not a key of this table"),
        ('problem = "What is going on"\n', "", "heard: 'problem' is missing"),
        ('problem = "What is going on"', "problems = 1", "heard: 'problems' is not a key of this table"),
    ],
)
def test_a_fault_in_what_stands_around_a_message_is_named(edited: Edited, old: str, new: str, told: str) -> None:
    with pytest.raises(BadContent) as raised:
        letter(edited("messages.toml", old, new))
    assert str(raised.value) == f"content/messages.toml: {told}"
