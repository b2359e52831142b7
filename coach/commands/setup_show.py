"""`coach setup --show`: what the owner answered, with its days, and what is open."""

from coach import playbook
from coach.commands.telling import as_json, say, say_json
from coach.playbook.written_answers import ticks_in
from coach.records.desk import Desk
from coach.rules.assignment_pages import DONE
from coach.rules.dates import show_day
from coach.rules.text import visible
from coach.views.assignment import AnswerShown, answer_history, asked_again
from coach.views.assignment_pages import stop
from coach.views.baseline import beside

STAND_IN, STANDS_IN = "stand_in", "Who stands in?"


def tell_answers(desk: Desk) -> None:
    """Print each question with its answers, the newest first, or the gap it leaves; then where the assignment was left."""
    if as_json():
        _tell_as_json(desk)
        return
    for key, title, gap in _questions():
        history = answer_history(desk, key)
        if not history:
            if gap:
                say(gap)
                say()
            continue
        say(title)
        for number, answer in enumerate(history):
            said = "" if number == 0 else ", before that"
            say(f"  {show_day(answer.answered_on, desk.today)}{said}")
            for line in _readable(key, answer).split("\n"):
                say(f"    {line}")
        say()
    thought = beside(desk)
    if thought is not None:
        say(thought.sentence)
    for again in asked_again(desk):
        say(f"{again.title} You answered {again.days} days ago: coach setup asks again.")
    say(_where_it_stands(desk))


def _questions() -> list[tuple[str, str, str]]:
    """The key, the title and the gap of each question, the stand-in after the owner."""
    found = [(each.key, each.title, each.gap) for each in playbook.assignment().questions]
    place = next(number for number, (key, _, _) in enumerate(found) if key == "owner")
    return [*found[: place + 1], (STAND_IN, STANDS_IN, ""), *found[place + 1 :]]


def _readable(key: str, answer: AnswerShown) -> str:
    """The answer, what was ticked by its labels."""
    asked = next((each for each in playbook.assignment().questions if each.key == key), None)
    if asked is None or not asked.ticks:
        return visible(answer.text)
    labels = {tick.key: tick.label for tick in asked.ticks}
    return "\n".join(labels[tick] for tick in ticks_in(asked, answer.text))


def _where_it_stands(desk: Desk) -> str:
    at = stop(desk)
    if at.page == DONE:
        return "The assignment is done. coach setup goes through it again, with these answers in it."
    return "coach setup goes on where you left it." if at.page else "coach setup begins it."


def _tell_as_json(desk: Desk) -> None:
    at = stop(desk).page
    thought = beside(desk)
    say_json(
        {
            "page": at,
            "done": at == DONE,
            "answers": [
                {"question": key, "title": title, "text": answer.text, "answered_on": answer.answered_on.isoformat()}
                for key, title, _ in _questions()
                for answer in answer_history(desk, key)
            ],
            "open": [gap for key, _, gap in _questions() if gap and not answer_history(desk, key)],
            "ask_again": [again.question for again in asked_again(desk)],
            "baseline": thought.sentence if thought else "",
        }
    )
