"""The end of a review: one improvement, up to three commitments with their days, the day of the next review."""

from collections.abc import Collection, Iterator, MutableMapping, Sequence
from datetime import date, timedelta

from coach.actions.done import Done
from coach.actions.review_end import end_review
from coach.actions.reviews import MOST_COMMITMENTS
from coach.errors import Misused
from coach.rules.dates import parse_weekday, show_day
from coach.views.review_summary import ReviewSummary
from screens.dialogs.fields import Row, TextRow
from screens.dialogs.form import FormDialog
from screens.gateway import Gateway

IMPROVE, COMMIT = "improve", "commit"
_IMPROVEMENT = "One sentence about how you work, not about one lead: “Send the recap the same day.”"
_COMMITMENT = "What you will do before the next review: begin with a verb, and give it a day below."


class EndReview(FormDialog):
    """`agenda` are the steps the owner reviews weekly: what is not among them is not asked.

    What is typed goes into `draft`, by the line it stands in, when the form is left without saving, and stands there again.
    """

    def __init__(
        self, gateway: Gateway, summary: ReviewSummary, agenda: Collection[str], draft: MutableMapping[str, str]
    ) -> None:
        super().__init__(gateway)
        self._summary = summary
        self._agenda = agenda
        self._draft = draft

    def title_line(self) -> str:
        """What is left to do."""
        left = self._summary.undecided.number
        return f"The end of the review, {left} left undecided" if left else "The end of the review"

    def rows(self) -> Sequence[Row]:
        """The improvement, the commitments, the next review."""
        rows: list[Row] = []
        if IMPROVE in self._agenda:
            rows.append(TextRow("improvement", "Do better", self._summary.improvement, about=_IMPROVEMENT))
        if COMMIT in self._agenda:
            for number in range(1, MOST_COMMITMENTS + 1):
                rows.append(TextRow(f"what-{number}", f"Commit to {number}", about=_COMMITMENT))
                rows.append(self.day_row(f"day-{number}", "  by", placeholder="the next review"))
        usual = show_day(self._usual_day(), self.gateway.today)
        rows.append(self.day_row("next", "Next review", usual, about="The usual day. Moving it once is fine."))
        for row in rows:
            if isinstance(row, TextRow) and row.id and row.id in self._draft:
                row.input.value = self._draft[row.id]
        return rows

    def action_cancel(self) -> None:
        """Go, and keep what is typed for the next time this form is opened."""
        self._draft.update({row.id: row.text for row in self.query(TextRow) if row.id})
        super().action_cancel()

    def save(self) -> Done:
        """Commit, and finish. Without a day of its own a commitment is for the day of the next review."""
        next_on = self.day_of("next")
        if next_on is None:
            self.go_to("next")
            raise Misused("When is the next review?", "Write the day, such as fri or +1w.")
        improvement = self.query_one("#improvement", TextRow).text if IMPROVE in self._agenda else ""
        return self.gateway.do(
            end_review,
            self._summary.review_id,
            next_on=next_on.day,
            improvement=improvement,
            commitments=list(self._commitments(next_on.day)),
            counts=figures(self._summary),
            partial=self._summary.undecided.number > 0,
        )

    def _usual_day(self) -> date:
        """The first review weekday after this review's own, which may have been begun before its day."""
        done = max(self._summary.due_on, self.gateway.today)
        ahead = (parse_weekday(self.gateway.setting("review-day")) - done.weekday() - 1) % 7 + 1
        return done + timedelta(days=ahead)

    def _commitments(self, next_on: date) -> Iterator[tuple[str, date]]:
        if COMMIT not in self._agenda:
            return
        for number in range(1, MOST_COMMITMENTS + 1):
            text, due = self.query_one(f"#what-{number}", TextRow).text.strip(), self.day_of(f"day-{number}")
            if text:
                yield text, due.day if due else next_on
            elif due:
                self.go_to(f"what-{number}")
                raise Misused("There is a day, and nothing to do on it.", "Write what you will do, or empty the day.")


def figures(summary: ReviewSummary) -> dict[str, int]:
    """What is kept with the review, to be compared with the next one."""
    flows = summary.flows
    moved = {kind: getattr(flows, kind).number for kind in ("new", "forward", "back", "not_yet", "won", "reopened")}
    decided = {f"decided_{kind}": leads.number for kind, leads in summary.decisions.items()}
    return {**moved, "open": flows.open_now, **decided, "undecided": summary.undecided.number}
