"""What the conversation shows, in words: a question for every lens in every stage, signs beside words, room for what matters."""

from datetime import date

import pytest

from coach import playbook
from coach.playbook import LENSES
from coach.views.answers import AnswerShown
from coach.views.lead_card import LensKnown
from screens import conversation_words as words
from screens.safe import cell_width
from screens.widgets.wrap import Paragraph, wrapped

TODAY = date(2026, 11, 24)
STAGES = [*(stage.key for stage in playbook.stages()), "site-visit"]


def read(paragraphs: list[Paragraph], width: int = 200) -> str:
    return "\n".join("".join(span.text for span in line).rstrip() for line in wrapped(paragraphs, width))


def answer(text: str, basis: str = "said", clarity: str = "clear", said_by: str = "") -> AnswerShown:
    return AnswerShown(1, "fit", text, basis, clarity, said_by, TODAY, "Maya", (), {})


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("lens", LENSES)
def test_every_lens_has_a_question_and_its_whole_bank_in_every_stage(stage: str, lens: str) -> None:
    sheet = words.sheets(playbook.questions_for(stage, ()), {})[lens]
    shown, short = read(words.on_the_sheet(sheet, TODAY)), read(words.while_answering(sheet, TODAY))
    assert f"“{sheet.question}”" in shown
    assert short.splitlines()[0] == f"“{sheet.question}”"
    for part in (*sheet.lens.questions, *sheet.lens.probes, *sheet.lens.good, *sheet.lens.red_flags):
        assert part in shown
        assert part in short
    assert "Nothing yet." in shown


def test_clarity_is_said_by_a_sign_and_by_a_word() -> None:
    known = [LensKnown("problem", "clear"), LensKnown("impact", "partly"), LensKnown("urgency")]
    rows = words.lens_rows(known, playbook.Question("impact", "?"))
    cells = [[cell.text for cell in words.lens_cells(row, 40).cells] for row in rows]
    assert cells == [
        ["●", "Problem", "clear", ""],
        ["◐", "Impact", "partly", "ask next"],
        ["○", "Urgency", "not known", ""],
    ]


def test_where_room_is_short_the_lens_to_ask_about_says_so_beside_its_sign() -> None:
    known = [LensKnown("impact", "partly"), LensKnown("urgency")]
    rows = words.lens_rows(known, playbook.Question("impact", "?"))
    cells = [[cell.text for cell in words.lens_cells(row, 20).cells] for row in rows]
    assert cells == [["◐", "Impact", "ask next"], ["○", "Urgency", "not known"]]


def test_when_nothing_is_left_to_ask_no_row_says_so() -> None:
    assert not any(row.is_next for row in words.lens_rows([LensKnown("fit", "clear")], None))


def test_older_answers_come_after_the_newest() -> None:
    sheet = words.sheets(
        playbook.questions_for("lead", ()), {"fit": (answer("New", "guessed", "partly"), answer("Old", said_by="Ana"))}
    )["fit"]
    shown = read(words.known_so_far(sheet, TODAY)).splitlines()
    assert shown == [
        "Known so far",
        "  “New” (guessed, partly, Tue 24 Nov, noted by Maya)",
        "Before that",
        "  “Old” (said by Ana, clear, Tue 24 Nov, noted by Maya)",
    ]


def test_a_long_answer_leaves_room_for_the_questions_while_the_next_is_typed() -> None:
    sheet = words.sheets(playbook.questions_for("lead", ()), {"fit": (answer("w" * 5000),)})["fit"]
    short = read(words.while_answering(sheet, TODAY), 78).splitlines()
    assert all(cell_width(line) <= 78 for line in short)
    assert any(sheet.lens.probes[0] in line for line in short[:5])


def test_our_own_view_is_told_only_when_it_is_a_no() -> None:
    for view in ("yes", "maybe", None):
        kept = {"our_view": view} if view else {}
        assert words.told_of_fit({"fit": (answer("x")._replace(kept=kept),)}) == ""
    no = (answer("x"), answer("older")._replace(kept={"our_view": "no"}))
    assert words.told_of_fit({"fit": no}) == "By your own view it does not fit. Say so and point them elsewhere."
    assert words.told_of_fit({}) == ""


def test_what_a_choice_means_stands_beside_what_is_known_and_our_own_no_in_the_head_alone() -> None:
    for lens, kept, shown in (
        ("urgency", {"kind": "none"}, True),
        ("fit", {"our_view": "maybe"}, True),
        ("fit", {"our_view": "no"}, False),
    ):
        (key, choice), *_ = kept.items()
        told = next(
            f.told[choice] for each in playbook.lenses() for f in each.fields if (each.key, f.key) == (lens, key)
        )
        sheet = words.sheets(playbook.questions_for("lead", ()), {lens: (answer("x")._replace(lens=lens, kept=kept),)})[
            lens
        ]
        assert (told in read(words.known_so_far(sheet, TODAY))) is shown
