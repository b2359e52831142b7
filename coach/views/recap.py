"""One page in their words: what was heard lens by lens, what may be wrong or is open, the agreed step, how to keep in touch."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.errors import Refused
from coach.records.desk import Desk
from coach.rules.agreed import agreed_in_words
from coach.rules.cadence import MANUAL, OURS, THEIRS
from coach.rules.people import Permission
from coach.rules.text import fold
from coach.views.answers import GUESSED, UNKNOWN, AnswerShown, answers_of, fields_in_words, fields_so_far, figure
from coach.views.lead_card import LeadCard, lead_card
from coach.views.message_facts import first_name, one_line, written_day

if TYPE_CHECKING:
    from coach.playbook import RecapWords

_OPEN, _CLEAR = "open", "clear"


class RecapShown(NamedTuple):
    """A recap, ready to be read over and sent: who it is to, their e-mail address if it is known, and the plain text.

    `unknown` are the lenses that are not clear yet, in the order they are asked in; the text asks about each of them.
    """

    to: str
    email: str
    subject: str
    text: str
    unknown: tuple[str, ...]


def recap(desk: Desk, lead_id: int) -> RecapShown:
    """The recap of what a lead has said so far.

    Raises Misused when there is no such lead; Refused when they asked for no contact, and when nothing was written down yet.
    """
    from coach import playbook  # noqa: PLC0415  # read when there is something to write

    card, answers = lead_card(desk, lead_id, touches=0), answers_of(desk, lead_id)
    if card.do_not_contact_on is not None:
        raise Refused(f"{card.name} asked for no contact.", "There is nothing to send.")
    if not answers:
        raise Refused(
            f"Nothing {card.name} said is written down yet.",
            "Keep an answer first: c on the lead, or coach answer LEAD LENS TEXT.",
        )
    words, to = playbook.recap_pieces(), card.contact_name or card.name
    clear = frozenset(known.lens for known in card.lenses if known.clarity == _CLEAR)
    questions = [each for each in card.questions if each.lens not in clear]
    guesses = _guesses(answers)
    doubts = [playbook.filled(words.words["guessed"], words=one_line(each.text)) for each in guesses.values()]
    doubts += [question.text for question in questions if question.lens not in guesses]
    blocks = [
        [playbook.filled(words.greeting, name=first_name(to, card.company) or to)],
        [words.opening],
        *_heard(desk, answers, words, to),
        [f"{words.titles['doubts']}:", *(f"- {doubt}" for doubt in [*doubts, words.missed])],
        *([[words.not_for_us]] if fields_so_far(answers.get("fit", ())).get("our_view") == "no" else []),
        [f"{words.titles['step']}:", _step(desk, card, words)],
        [f"{words.titles['follow']}:", _follow(desk, card.permission, words)],
        [f"{words.regards},", card.owner or desk.author],
    ]
    text = _plain("\n\n".join("\n".join(block) for block in blocks)) + "\n"
    unknown = tuple(question.lens for question in questions)
    return RecapShown(to, card.email, words.subject, text, unknown)


def _heard(desk: Desk, answers: Mapping[str, Sequence[AnswerShown]], words: "RecapWords", to: str) -> list[list[str]]:
    """A block for each lens they said or showed something of: the newest of it, and what was kept beside their answers."""
    blocks = []
    for lens, heading in words.heard.items():
        theirs = [each for each in answers.get(lens, ()) if each.basis != GUESSED]
        said = next((each for each in theirs if each.clarity != UNKNOWN), None)
        block = [*([_quote(said, words, to)] if said else []), *_beside(desk, lens, fields_so_far(theirs), words)]
        if block:
            blocks.append([f"{heading}:", *block])
    return blocks


def _beside(desk: Desk, lens: str, kept: Mapping[str, Any], words: "RecapWords") -> list[str]:
    """What was kept beside their answers, as far as it is sent: a figure with whose it is, as it reads to them."""
    from coach.playbook import filled  # noqa: PLC0415

    lines = []
    for field in fields_in_words(lens, kept, desk.today):
        value = figure(kept) if field.key == "amount" else field.text
        if field.key == "amount" and "basis" in kept:
            value = filled(words.words[str(kept["basis"])], value=value)
        if label := words.beside.get(lens, {}).get(field.key):
            lines.append(filled(words.words["beside"], label=label, value=one_line(value)))
    return lines


def _quote(answer: AnswerShown, words: "RecapWords", to: str) -> str:
    """Their words; when it was not the person the recap is for, with who said or showed it."""
    from coach.playbook import filled  # noqa: PLC0415

    by = "_by" if answer.said_by and fold(answer.said_by) != fold(to) else ""
    return filled(words.words[f"{answer.basis}{by}"], words=one_line(answer.text), who=answer.said_by)


def _guesses(answers: Mapping[str, Sequence[AnswerShown]]) -> dict[str, AnswerShown]:
    """Of each lens whose newest answer is a guess, that guess: an older one has been answered since."""
    newest = {lens: each[0] for lens, each in answers.items()}
    return {lens: each for lens, each in newest.items() if each.basis == GUESSED and each.clarity != UNKNOWN}


def _step(desk: Desk, card: LeadCard, words: "RecapWords") -> str:
    """What was promised or agreed. A step that came from the rhythm was agreed with nobody: it becomes a question."""
    from coach.playbook import filled  # noqa: PLC0415

    if card.status != _OPEN:
        returns = card.return_on if card.return_agreed else None
        return filled(words.step["return"], day=written_day(returns, desk.today)) if returns else words.step["none"]
    if card.promise and card.promise_on and card.promise_by in (OURS, THEIRS):
        kind, step, on = card.promise_by, card.promise, card.promise_on
    elif card.due_on is None or card.due_on < desk.today or (card.step_source != MANUAL and card.due_on == desk.today):
        return words.step["undated"]
    else:
        kind, step, on = "agreed" if card.step_source == MANUAL else "proposed", card.next_step, card.due_on
    step = one_line(step).rstrip(". ")
    step = f"{step[:1].upper()}{step[1:]}" if kind == "agreed" else step
    return filled(words.step[kind], step=step, day=written_day(on, desk.today))


def _follow(desk: Desk, permission: Permission | None, words: "RecapWords") -> str:
    """What they are fine with; the question when nobody asked, and when what they agreed to is over."""
    from coach.playbook import filled  # noqa: PLC0415

    if permission is None or (permission.until is not None and permission.until < desk.today):
        return f"{words.follow['ask']} {words.follow['stop']}"
    how = agreed_in_words(permission.via, permission.every, permission.until, desk.today)
    said = filled(words.follow["words"], words=one_line(permission.words)) if permission.words else ""
    return " ".join(filter(None, (filled(words.follow["recorded"], how=how), said, words.follow["stop"])))


def _plain(text: str) -> str:
    """The text without what is no text: control characters have no place in what is sent."""
    return "".join(sign for sign in text if sign == "\n" or not (sign < " " or "\x7f" <= sign <= "\x9f"))
