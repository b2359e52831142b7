"""The conversation in words: the five lenses with how clear they are, and what to ask and what is known through one of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coach import playbook
from coach.playbook import Lens, Question
from coach.rules.dates import show_day
from coach.views.answers import AnswerShown, FieldShown, fields_in_words, fields_so_far
from coach.views.lead_card import LeadCard, LensKnown
from screens import lead_words
from screens.lead_words import BLANK, labelled, shortened
from screens.widgets.cells import Cell, RowLine, Share, Tone
from screens.widgets.wrap import Paragraph, paragraph

CLEAR, PARTLY = "clear", "partly"
_SIGNS: Mapping[str, tuple[str, Tone, str]] = {CLEAR: ("●", "good", "clear"), PARTLY: ("◐", "plain", "partly")}
_OPEN: tuple[str, Tone, str] = ("○", "dim", "not known")
_NAME, _WORD = 8, 9
_NEXT = "ask next"
WHO = 40
"""Cells a name may take beside other things; a company as many."""
_BULLET = 2


class LensRow(NamedTuple):
    """One lens in the list: its key, its name, how clear it is, and whether it is the one to ask about next."""

    id: str
    name: str
    clarity: str
    is_next: bool


class Sheet(NamedTuple):
    """All there is to one lens in a conversation with one lead: the question for its stage, and the answers, newest first."""

    lens: Lens
    question: str
    answers: Sequence[AnswerShown]

    @property
    def known(self) -> AnswerShown | None:
        """The newest answer."""
        return self.answers[0] if self.answers else None

    @property
    def more(self) -> list[str]:
        """The other questions of the bank."""
        return [each for each in self.lens.questions if each != self.question]


def sheets(questions: Iterable[Question], answers: Mapping[str, Sequence[AnswerShown]]) -> dict[str, Sheet]:
    """A sheet for each lens, with the questions of a stage."""
    asked = {each.lens: each.text for each in questions}
    return {lens.key: Sheet(lens, asked[lens.key], answers.get(lens.key, ())) for lens in playbook.lenses()}


def lens_rows(known: Iterable[LensKnown], following: Question | None) -> list[LensRow]:
    """The five rows of the list."""
    names = {lens.key: lens.name for lens in playbook.lenses()}
    return [
        LensRow(each.lens, names[each.lens], each.clarity, following is not None and each.lens == following.lens)
        for each in known
    ]


def lens_cells(row: LensRow, room: int) -> RowLine:
    """A sign, the name, the sign in a word, and which one to ask about next: in the place of that word where room is short."""
    sign, tone, word = _SIGNS.get(row.clarity, _OPEN)
    known = Cell(word, _WORD, tone=tone)
    following = Cell(_NEXT if row.is_next else "", Share(), tone="accent")
    is_short = room < 1 + 1 + _NAME + 1 + _WORD + 1 + len(_NEXT)
    return RowLine(
        [
            Cell(sign, 1, tone=tone),
            Cell(row.name, _NAME, tone="strong" if row.is_next else "plain"),
            *([following if row.is_next else known] if is_short else [known, following]),
        ]
    )


def head(card: LeadCard, our_view: str, today: date) -> list[Paragraph]:
    """Who, where the lead stands and what is next; what they are fine with, or the question; our own no, when there is one."""
    company = f" · {card.company}" if card.company and card.company != card.name else ""
    name, company = shortened(card.name, WHO), shortened(company, WHO)
    lines = [paragraph(("strong", name), ("dim", f"{company} · "), lead_words.standing(card, today))]
    lines += lead_words.next_step(card, today)[:1]
    if card.do_not_contact_on:
        since = show_day(card.do_not_contact_on, today)
        reason = shortened(card.do_not_contact_reason, lead_words.NAME)
        lines.append(paragraph(("warn", f"! No contact since {since}: {reason}")))
    else:
        lines.append(follow_up(card, today))
    if our_view:
        lines.append(labelled("Fit", our_view, "warn"))
    return lines


def follow_up(card: LeadCard, today: date) -> Paragraph:
    """How they are fine with hearing from us; the question when nobody has asked, and when what they agreed to is over."""
    given = card.permission
    if given is None or (given.until is not None and given.until < today):
        return labelled("Fine with", f"not asked yet: “{playbook.recap_pieces().follow['ask']}”", "accent")
    return lead_words.permission(card, today)


def told_of_fit(answers: Mapping[str, Sequence[AnswerShown]]) -> str:
    """What follows from our own view that it does not fit; empty when that is not our view."""
    if fields_so_far(answers.get("fit", ())).get("our_view") != "no":
        return ""
    return _told("fit", "our_view", "no")


def on_the_sheet(sheet: Sheet, today: date) -> list[Paragraph]:
    """The question, what is known so far, more to ask, and how an answer sounds."""
    lens = sheet.lens
    return [
        paragraph(("dim", f"{lens.name}: {lens.about[:1].lower()}{lens.about[1:]}")),
        paragraph(("accent", f"“{sheet.question}”")),
        BLANK,
        *known_so_far(sheet, today),
        BLANK,
        *_listed("Or ask", sheet.more),
        BLANK,
        *_listed("To hear more", lens.probes),
        BLANK,
        *_listed("A good answer", lens.good),
        BLANK,
        *_listed("Not clear yet when", lens.red_flags),
    ]


def known_so_far(sheet: Sheet, today: date) -> list[Paragraph]:
    """Their words, how we know, who said it and when, what was kept beside it; then the older answers."""
    if sheet.known is None:
        return [
            paragraph(("strong", "Known so far")),
            paragraph(("dim", "  Nothing yet. Enter writes down what they say.")),
        ]
    kept, in_the_head = fields_so_far(sheet.answers), told_of_fit({sheet.lens.key: sheet.answers})
    fields = fields_in_words(sheet.lens.key, kept, today)
    lines = [paragraph(("strong", "Known so far")), _answered(sheet.known, today)]
    lines += [_beside(field) for field in fields]
    lines += [
        paragraph(("accent", f"  {told}"), hang=_BULLET)
        for field in sheet.lens.fields
        if (told := field.told.get(str(kept.get(field.key)), "")) and told != in_the_head
    ]
    older = sheet.answers[1:]
    if older:
        lines += [paragraph(("strong", "Before that")), *(_answered(answer, today, "dim") for answer in older)]
    return lines


def while_answering(sheet: Sheet, today: date) -> list[Paragraph]:
    """The same in few lines, the most useful first: it stands above an answer while it is typed, cut where it must be."""
    lines = [
        paragraph(("accent", f"“{sheet.question}”")),
        labelled("Hear more", "  ".join(sheet.lens.probes)),
    ]
    if sheet.known is not None:
        known = shortened(sheet.known.text, lead_words.NAME)
        lines.append(labelled("Known", f"“{known}” {how_known(sheet.known, today)}"))
    lines += [labelled("Or ask" if at == 0 else "", each) for at, each in enumerate(sheet.more)]
    lines.append(labelled("Good", "; ".join(sheet.lens.good)))
    lines.append(labelled("Not clear", "; ".join(sheet.lens.red_flags)))
    return lines


def how_known(answer: AnswerShown, today: date) -> str:
    """`(said by Ana, clear, Tue 24 Nov, noted by Maya)`."""
    basis = f"{answer.basis} by {shortened(answer.said_by, WHO)}" if answer.said_by else answer.basis
    noted = f", noted by {answer.author}" if answer.author else ""
    return f"({basis}, {answer.clarity}, {show_day(answer.noted_on, today)}{noted})"


def _answered(answer: AnswerShown, today: date, tone: Tone = "plain") -> Paragraph:
    return paragraph("  ", (tone, f"“{answer.text}”"), ("dim", f" {how_known(answer, today)}"), hang=_BULLET)


def _beside(field: FieldShown) -> Paragraph:
    return paragraph(("dim", f"  {field.label}: "), field.text, hang=_BULLET)


def _listed(title: str, lines: Iterable[str]) -> list[Paragraph]:
    return [paragraph(("strong", title)), *(paragraph(f"  {line}", hang=_BULLET) for line in lines)]


def _told(lens: str, field: str, choice: str) -> str:
    fields = next(each.fields for each in playbook.lenses() if each.key == lens)
    return next(each.told.get(choice, "") for each in fields if each.key == field)
