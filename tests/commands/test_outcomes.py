"""Conversations and how leads end: ask, answer, move, won, not-yet, reopen, do-not-contact, edit."""

from .conftest import FrontDoor


def test_ask_says_the_next_question_what_else_is_open_and_what_is_known(with_ben: FrontDoor) -> None:
    before = with_ben.json("ask", "ben")
    assert before["question"]["lens"] == before["open"][0]["lens"]
    assert {question["lens"] for question in before["open"]} == {"problem", "impact", "urgency", "outcome", "fit"}
    with_ben("answer", "ben", before["question"]["lens"], "They wrote after the storm", "--said-by", "his partner")
    after = with_ben.json("ask", "ben")
    assert before["question"]["lens"] not in {question["lens"] for question in after["open"]}
    text = with_ben("ask", "ben").out
    assert f"Ask: {after['question']['text']}" in text
    assert "They wrote after the storm" in text


def test_a_guess_is_kept_but_is_never_clear(with_ben: FrontDoor) -> None:
    with_ben("answer", "ben", "fit", "perhaps", "--basis", "guessed")
    fit = next(each for each in with_ben.json("show", "ben")["lenses"] if each["lens"] == "fit")
    assert (fit["clarity"], fit["basis"], fit["text"]) == ("partly", "guessed", "perhaps")
    with_ben.fails(2, "answer", "ben", "fit", "perhaps", "--basis", "guessed", "--clarity", "clear")
    with_ben.fails(2, "answer", "ben", "mood", "good")
    with_ben.fails(2, "answer", "ben", "fit", " ")


def test_with_every_lens_clear_nothing_is_left_to_ask(with_ben: FrontDoor) -> None:
    for lens in ("problem", "impact", "urgency", "outcome", "fit"):
        with_ben("answer", "ben", lens, "clear")
    assert with_ben.json("ask", "ben")["question"] is None
    assert "All five lenses are clear" in with_ben("ask", "ben").out


def test_forward_without_evidence_is_refused_and_names_it(with_ben: FrontDoor) -> None:
    said = with_ben.fails(1, "move", "ben", "discovery")
    assert "They answered you and agreed to a conversation." in said.err
    assert "--evidence" in said.err
    assert with_ben.json("show", "ben")["stage"] == "Lead received"


def test_forward_with_evidence_or_a_reason_and_back_with_neither(with_ben: FrontDoor) -> None:
    assert with_ben.json("move", "ben", "disc", "--evidence", "he called")["stage"] == "Discovery conversation"
    assert with_ben.json("move", "ben", "decision", "--anyway", "met him")["stage"] == "Decision support"
    assert with_ben("move", "ben", "proposal").out.startswith(
        "Moved Ben Adeyemi back to Proposal / trial / consultation.\n"
    )
    with_ben.fails(1, "move", "ben", "proposal")
    with_ben.fails(1, "move", "ben", "won")
    with_ben.fails(2, "move", "ben", "nonsense")
    with_ben.fails(2, "move", "ben", "o")


def test_a_win_plans_its_check_in(with_ben: FrontDoor) -> None:
    won = with_ben("won", "ben", "--value", "5k")
    assert won.out == "Won Ben Adeyemi.\nNext: Check in: is it going as agreed? Tue 1 Dec.\n"
    shown = with_ben.json("show", "ben")
    assert (shown["status"], shown["value"], shown["return_on"]) == ("won", 5000, "2026-12-01")
    with_ben.fails(1, "won", "ben")


def test_a_not_yet_has_its_reason_and_comes_back_on_their_day(with_ben: FrontDoor) -> None:
    assert "timing" in with_ben.fails(2, "not-yet", "ben").err
    with_ben.fails(2, "not-yet", "ben", "--reason", "lost")
    with_ben.fails(2, "not-yet", "ben", "--reason", "timing", "--return", "yesterday")
    closed = with_ben.json("not-yet", "ben", "--reason", "timing", "--words", "after the move", "--return", "1 mar")
    assert (closed["status"], closed["due_on"], closed["return_on"]) == ("not_yet", None, "2027-03-01")
    shown = with_ben.json("show", "ben")
    assert (shown["reason"], shown["reason_words"]) == ("timing", "after the move")
    assert "Reason: timing · after the move" in with_ben("show", "ben").out
    assert with_ben("reopen", "ben").out.startswith("Took Ben Adeyemi up again in Lead received.\nNext: ")
    with_ben.fails(1, "reopen", "ben")


def test_a_duplicate_rests(with_ben: FrontDoor) -> None:
    said = with_ben("not-yet", "ben", "--reason", "duplicate")
    assert said.out == "Set Ben Adeyemi to Not yet.\nNothing more is planned.\n"


def test_do_not_contact_stops_everything_until_it_is_lifted_by_name(with_ben: FrontDoor) -> None:
    with_ben.fails(2, "do-not-contact", "ben")
    with_ben("do-not-contact", "ben", "--reason", "asked us to stop")
    assert with_ben.json("due", "--within", "3000") == []
    with_ben.fails(1, "log", "ben", "--via", "call")
    with_ben.fails(1, "reopen", "ben")
    with_ben.fails(1, "add", "Ben again", "--email", "ben@adeyemi.example")
    assert "Do not contact, since Tue 24 Nov: asked us to stop" in with_ben("show", "ben").out
    with_ben.fails(2, "do-not-contact", "ben", "--lift")
    with_ben("do-not-contact", "ben", "--lift", "--reason", "wrote to us again")
    with_ben("reopen", "ben")


def test_edit_puts_right_what_is_named_and_leaves_the_rest(with_ben: FrontDoor) -> None:
    with_ben("edit", "ben", "--name", "Ben O. Adeyemi", "--company", "", "--value", "4500", "--owner", "Maya", "--source",
             "website", "--review-every", "14", "--quiet-weekdays", "mon,fri", "--phone", "020 7946 0958")  # fmt: skip
    shown = with_ben.json("show", "ben")
    assert (shown["name"], shown["company"], shown["email"], shown["value"]) == (
        "Ben O. Adeyemi",
        "",
        "ben@adeyemi.example",
        4500,
    )
    assert (shown["owner"], shown["source"], shown["review_every"], shown["quiet_weekdays"]) == (
        "Maya",
        "website",
        14,
        [0, 4],
    )
    again = with_ben("edit", "ben", "--value", "4500")
    assert again.out.splitlines()[0] == "Nothing was changed: it was so already."
    with_ben.fails(2, "edit", "ben")
    with_ben.fails(2, "edit", "ben", "--review-every", "61")
    with_ben.fails(2, "edit", "ben", "--review-every", "often")
    with_ben.fails(2, "edit", "ben", "--email", "nobody")
