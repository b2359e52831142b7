"""When a text of our own is at fault, the error names the file, the place and the key, and says what it must be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach import playbook
from coach.playbook import BadContent

Edited = Callable[[str, str, str], Path]

LOADERS: dict[str, Callable[[Path], object]] = {
    "stages": playbook.stages,
    "lenses": playbook.lenses,
    "messages": playbook.messages,
    "assignment": playbook.assignment,
    "review_agenda": playbook.review_agenda,
    "review_questions": playbook.review_questions,
    "decisions": playbook.decisions,
    "reasons": playbook.reasons,
    "lessons": playbook.lessons,
    "reframes": playbook.reframes,
    "recap": playbook.recap_pieces,
}
FILES = {
    "stages": "stages.toml",
    "lenses": "lenses.toml",
    "messages": "messages.toml",
    "assignment": "assignment.toml",
    "review_agenda": "review.toml",
    "review_questions": "review.toml",
    "decisions": "decisions.toml",
    "reasons": "reasons.toml",
    "reframes": "reframes.toml",
    "recap": "recap.toml",
}
NO_TEXT = "must be a text, with no spaces around it and no control characters"
FIRST_BEAT = '[[stage.beats]]\ngap = 0\ntext = "Answer them"\nmessage = "first_reply"\n'


def complaint(loader: str, folder: Path) -> str:
    with pytest.raises(BadContent) as raised:
        LOADERS[loader](folder)
    return str(raised.value)


def test_a_faithful_copy_reads_like_the_original(copied: Path) -> None:
    for load in LOADERS.values():
        assert load(copied) == load(playbook.FOLDER)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("normal_stay = 15", "normal_stay = 0", "stage 'proposal': 'normal_stay' must be a whole number above 0"),
        ("normal_stay = 15", "normal_stay = true", "stage 'proposal': 'normal_stay' must be a whole number above 0"),
        ("normal_stay = 15", 'normal_stay = "15"', "stage 'proposal': 'normal_stay' must be a whole number above 0"),
        ("normal_stay = 15\n", "", "stage 'proposal': 'normal_stay' is missing"),
        ("normal_stay = 15", "normal_stays = 15", "stage 'proposal': 'normal_stays' is not a key of this table"),
        ('key = "discovery"', 'key = "lead"', "stage 'lead': 'key' is used twice"),
        ('key = "lead"\n', "", "stage 1: 'key' is missing"),
        ('name = "Won"', 'name = " Won"', f"stage 'won': 'name' {NO_TEXT}"),
        ('name = "Won"', 'name = ""', f"stage 'won': 'name' {NO_TEXT}"),
        ('name = "Won"', 'name = "W\\u001bon"', f"stage 'won': 'name' {NO_TEXT}"),
        ('name = "Won"', 'name = "not YET"', "'stage' has two stages named 'not YET'"),
        ('kind = "won"', 'kind = "lost"', "stage 'won': 'kind' must be one of open, won, not_yet"),
        ('kind = "won"', 'kind = "open"', "stage 'won': 'follows' has no place in a stage of kind 'open'"),
        ('kind = "won"', 'kind = "won"\nbeats = []', "stage 'won': 'beats' has no place in a stage of kind 'won'"),
        (
            'kind = "won"',
            'kind = "not_yet"',
            "'stage' must list the stages of kind 'open', then one 'won', then one 'not_yet'",
        ),
        ("gap = 2", "gap = -1", "stage 'lead': beat 2: 'gap' must be a whole number of 0 or more"),
        ("gap = 2", "gap = 2.0", "stage 'lead': beat 2: 'gap' must be a whole number of 0 or more"),
        (
            'message = "recap"',
            'message = "poem"',
            "stage 'discovery': beat 1: 'message' names the message 'poem', which messages.toml does not have",
        ),
        (
            'message = "recap"',
            'message = "close_loop"',
            "stage 'discovery': beat 1: 'message' must be 'close_loop' in the last beat, and in no other",
        ),
        (
            'message = "close_loop"',
            'message = "recap"',
            "stage 'lead': beat 4: 'message' must be 'close_loop' in the last beat, and in no other",
        ),
        (
            'message = "won_result"',
            'message = "song"',
            "stage 'won': follow 2: 'message' names the message 'song', which messages.toml does not have",
        ),
        ('unit = "days"', 'unit = "weeks"', "stage 'won': follow 2: 'unit' must be one of business, days"),
        ("after = 60", "after = 0", "stage 'not_yet': follow 1: 'after' must be a whole number above 0"),
        (
            "anchors = [0, 1]",
            "anchors = [0, 1, 2, 3, 4]",
            "stage 'proposal': 'anchors' has more days than the stage has beats",
        ),
        (
            "anchors = [0, 1]",
            "anchors = [1, 0]",
            "stage 'proposal': 'anchors' must go from the earliest day to the latest",
        ),
        ("anchors = [0, 1]", "anchors = []", "stage 'proposal': 'anchors' must be a list of whole numbers"),
        (
            "anchors = [0, 1]\n",
            "",
            "stage 'proposal': 'anchor_name' names a date, but there are no 'anchors' around it",
        ),
        ('anchor_name = "review date"\n', "", "stage 'proposal': 'anchor_name' is missing"),
        ("decide_after = 5", "decide_after = 0", "stage 'lead': 'decide_after' must be a whole number above 0"),
        ("[[stage]]", "[[steps]]\n[[stage]]", "'steps' is not a key of this table"),
        (FIRST_BEAT, "beats = 3\n", "this is not TOML"),
    ],
)
def test_a_fault_in_the_stages_is_named(edited: Edited, old: str, new: str, told: str) -> None:
    assert complaint("stages", edited("stages.toml", old, new)).startswith(f"content/stages.toml: {told}")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'key = "fit"',
            'key = "fitness"',
            "lens 'fitness': 'key' must be one of problem, impact, urgency, outcome, fit",
        ),
        ('key = "fit"', 'key = "impact"', "lens 'impact': 'key' is used twice"),
        ('won = "What should we do differently the next time?"\n', "", "lens 'fit': stage_questions: 'won' is missing"),
        (
            'won = "What should',
            'party = "What should',
            "lens 'fit': stage_questions: 'party' is not a key of this table",
        ),
        (
            'lead = ["problem", ',
            "lead = [",
            "order: 'lead' must name each lens once: problem, impact, urgency, outcome, fit",
        ),
        ('lead = ["problem", ', 'lead = ["fit", ', "order: 'lead' says the same thing twice"),
        (
            'form = "amount"',
            'form = "sum"',
            "lens 'impact': field 'amount': 'form' must be one of text, amount, day, choice, list",
        ),
        (
            'form = "amount"',
            'form = "day"\nchoices = ["a"]',
            "lens 'impact': field 'amount': 'choices' belongs to the form 'choice'",
        ),
        ('choices = ["money", "hours", "other"]\n', "", "lens 'impact': field 'unit': 'choices' is missing"),
        ('key = "workaround"', 'key = "since"', "lens 'problem': field 'since': 'key' is used twice"),
        ('probes = ["And then?", ', "probes = [3, ", "lens 'problem': 'probes' must be a list of texts"),
        ('probes = ["And then?", ', 'probes = ["", ', "lens 'problem': 'probes' must be a list of texts"),
        ("[lens.stage_questions]", "[[lens.stage_questions]]", "lens 'problem': 'stage_questions' must be a table"),
    ],
)
def test_a_fault_in_the_lenses_is_named(edited: Edited, old: str, new: str, told: str) -> None:
    assert complaint("lenses", edited("lenses.toml", old, new)) == f"content/lenses.toml: {told}"


def test_a_missing_lens_is_named(copied: Path) -> None:
    path = copied / "lenses.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("[[lens]]")], encoding="utf-8")
    assert complaint("lenses", copied) == "content/lenses.toml: 'lens' must have one with the key 'fit'"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "recap"', 'key = "answer"', "message 'answer': 'key' is used twice"),
        ('carries = "The summary itself"\n', "", "message 'recap': 'carries' is missing"),
        ('never = "Pitching"', "never = []", f"message 'recap': 'never' {NO_TEXT}"),
        (
            'beats = [\n    "Thank them, ',
            'beats = [\n    1, "',
            "message 'first_reply': 'beats' must be a list of texts",
        ),
        (
            'answer = "answer"',
            'answer = "sonnet"',
            "kinds: 'answer' names the message 'sonnet', which messages.toml does not have",
        ),
        ('answer = "answer"\n', "", "kinds: 'answer' is missing"),
        ('answer = "answer"', 'decide = "answer"', "kinds: 'decide' is not a key of this table"),
    ],
)
def test_a_fault_in_the_messages_is_named(edited: Edited, old: str, new: str, told: str) -> None:
    assert complaint("messages", edited("messages.toml", old, new)) == f"content/messages.toml: {told}"


def test_a_message_that_was_taken_out_is_missed_by_the_stage_that_names_it(edited: Edited) -> None:
    folder = edited("messages.toml", 'key = "recap"', 'key = "summary"')
    told = "stage 'discovery': beat 1: 'message' names the message 'recap', which messages.toml does not have"
    assert complaint("stages", folder) == f"content/stages.toml: {told}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'key = "stuck"',
            'key = "struck"',
            "question 'struck': 'key' must be one of stuck, follow_up, owner, reviewed, stages, commit",
        ),
        (
            '    "Your guess comes first. It is kept with its date.",\n',
            "",
            "question 'stuck': 'why' must have two lines",
        ),
        (
            "ask_again_after = 91",
            "ask_again_after = -1",
            "question 'stuck': 'ask_again_after' must be a whole number of 0 or more",
        ),
        ("ticked = true", 'ticked = "yes"', "question 'reviewed': tick 'open': 'ticked' must be true or false"),
        (
            'key = "walk"',
            'key = "run"',
            "question 'reviewed': tick 'run': 'key' must be one of open, clear, repair, walk, look, improve, commit, finish",
        ),
        ('default = "Friday"', "default = 5", f"question 'commit': part 'weekday': 'default' {NO_TEXT}"),
        (
            "On {weekday} at {time}",
            "On {weekday}",
            "plan: 'moment' must have {weekday} and {time} once, and no other brace",
        ),
        ("after {after}", "after {after} {after}", "plan: 'after' must have {after} once, and no other brace"),
        ("at {place}", "at {place!r}", "plan: 'place' must have {place} once, and no other brace"),
        ("I open the review", "I open {it}", "plan: 'action' must have no braces"),
        ('"everyone"', '"Everyone"', "'shared_names' must be in lower case"),
        ("opening = ", "questions = 1\nopening = ", "'questions' is written as one table 'question' for each"),
    ],
)
def test_a_fault_in_the_assignment_is_named(edited: Edited, old: str, new: str, told: str) -> None:
    at = old if old != "I open the review" else '"I open the review"'
    to = new if old != "I open the review" else f'"{new}"'
    if old in ("On {weekday} at {time}", "after {after}", "at {place}"):
        at, to = f'"{old}"', f'"{new}"'
    assert complaint("assignment", edited("assignment.toml", at, to)) == f"content/assignment.toml: {told}"


@pytest.mark.parametrize(
    ("loader", "name", "old", "new", "told"),
    [
        (
            "review_agenda",
            "review.toml",
            "minutes = 12",
            "minutes = 0",
            "step 'walk': 'minutes' must be a whole number above 0",
        ),
        (
            "review_agenda",
            "review.toml",
            "short_minutes = 4\n",
            "",
            "step 'walk': 'short_what' belongs to a step with 'short_minutes'",
        ),
        (
            "review_agenda",
            "review.toml",
            'key = "finish"',
            'key = "end"',
            "step 'end': 'key' must be one of open, clear, repair, walk, look, improve, commit, finish",
        ),
        ("review_questions", "review.toml", 'key = "told"', 'key = "news"', "question 'news': 'key' is used twice"),
        (
            "decisions",
            "decisions.toml",
            'key = "later"',
            'key = "snooze"',
            "decision 'snooze': 'key' must be one of advance, keep, step_back, later, not_yet, won, do_not_contact",
        ),
        (
            "decisions",
            "decisions.toml",
            'does = "Moves the lead one stage forward"\n',
            "",
            "decision 'advance': 'does' is missing",
        ),
        (
            "reasons",
            "reasons.toml",
            'label = "Budget"',
            'label = "Budget"\ncode = 2',
            "reason 'budget': 'code' is not a key of this table",
        ),
        ("reframes", "reframes.toml", "lines = [", "lines = [\n    7,", "'lines' must be a list of texts"),
    ],
)
def test_a_fault_in_the_review_and_its_words_is_named(
    edited: Edited, loader: str, name: str, old: str, new: str, told: str
) -> None:
    assert complaint(loader, edited(name, old, new)) == f"content/{name}: {told}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# Silence", "Silence", "the first line must be the title, as in '# The pipeline'"),
        ("# Silence", "# ", "the first line must be the title, as in '# The pipeline'"),
        ("When someone", "When\x1b[2J someone", "the text has control characters"),
    ],
)
def test_a_fault_in_a_lesson_is_named(edited: Edited, old: str, new: str, told: str) -> None:
    assert complaint("lessons", edited("lessons/04-silence.md", old, new)) == f"content/lessons/04-silence.md: {told}"


def test_a_lesson_needs_text_a_numbered_name_and_a_key_of_its_own(copied: Path) -> None:
    extra = copied / "lessons" / "13-extra.md"
    extra.write_text("# Extra\n\n", encoding="utf-8")
    assert complaint("lessons", copied) == "content/lessons/13-extra.md: there is no text after the title"
    extra = extra.rename(extra.with_name("extra.md"))
    assert complaint("lessons", copied).startswith("content/lessons/extra.md: the name must be a number of two digits")
    extra.rename(extra.with_name("13-silence.md"))
    assert complaint("lessons", copied) == "content/lessons/13-silence.md: the key 'silence' is used twice"


@pytest.mark.parametrize("loader", FILES)
def test_a_file_that_is_missing_is_named(tmp_path: Path, loader: str) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    read_first = "messages.toml" if loader == "stages" else FILES[loader]
    assert complaint(loader, folder) == f"content/{read_first}: the file cannot be read: No such file or directory"


def test_a_folder_without_lessons_is_named(tmp_path: Path) -> None:
    assert complaint("lessons", tmp_path / "content") == "content/lessons: there is no lesson in this folder"


@pytest.mark.parametrize("loader", FILES)
def test_a_file_that_is_not_toml_is_named(copied: Path, loader: str) -> None:
    (copied / FILES[loader]).write_text("a = = 1\n", encoding="utf-8")
    assert complaint(loader, copied).startswith(f"content/{FILES[loader]}: this is not TOML: ")


@pytest.mark.parametrize("loader", FILES)
def test_a_file_that_is_not_utf8_is_named(copied: Path, loader: str) -> None:
    (copied / FILES[loader]).write_bytes(b'a = "caf\xe9"\n')
    assert complaint(loader, copied) == f"content/{FILES[loader]}: the file is not UTF-8"


@pytest.mark.parametrize("loader", FILES)
def test_a_file_with_a_key_nobody_reads_is_named(copied: Path, loader: str) -> None:
    path = copied / FILES[loader]
    path.write_text("surprise = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert complaint(loader, copied) == f"content/{FILES[loader]}: 'surprise' is not a key of this table"


@pytest.mark.parametrize("written", ["reason = 3", "reason = []", "reason = [1]", "[reason]"])
def test_a_list_of_tables_that_is_something_else_is_named(copied: Path, written: str) -> None:
    (copied / "reasons.toml").write_text(written, encoding="utf-8")
    assert complaint("reasons", copied) == "content/reasons.toml: 'reason' must be a list of tables"


def test_a_fault_that_was_mended_is_forgotten(edited: Edited, copied: Path) -> None:
    complaint("reasons", edited("reasons.toml", 'label = "Budget"', "label = 1"))
    assert playbook.reasons(edited("reasons.toml", "label = 1", 'label = "Budget"')) == playbook.reasons()
