"""The tables as Peewee models. The schema itself, with its constraints and indexes, is written in `migrations/`."""

import datetime as dt
from typing import Any

from peewee import BooleanField, Field, ForeignKeyField, IntegerField, Model, TextField


class DayField(Field):
    """A calendar day, `datetime.date` in Python and ISO text or DATE in the database; parsed without strptime."""

    field_type = "DATE"

    def db_value(self, value: Any) -> Any:
        """The day as ISO text, which both databases take."""
        return value.isoformat() if isinstance(value, dt.date) else value

    def python_value(self, value: Any) -> Any:
        """The day as a date."""
        return dt.date.fromisoformat(value) if isinstance(value, str) else value


class Record(Model):
    """A row of coach's own tables; `id` is the primary key everywhere."""

    id: Any

    class Meta:
        """Table names are the glossary's words, in the singular."""

        legacy_table_names = False


def described(model: type[Record]) -> Any:
    """Peewee's own description of a model: table name, fields, primary key."""
    return model._meta  # noqa: SLF001  # Peewee's documented way to it


class Owner(Record):
    """Who owns leads; `name_key` is the folded name, one owner a name."""

    name = TextField()
    name_key = TextField()


class Contact(Record):
    """A person, who outlives leads and carries do-not-contact, and what they said about being followed up.

    `permission_on` is the day they were asked; `permission_every` is in business days, None for the stage's own rhythm.
    """

    name = TextField()
    company = TextField(default="")
    email = TextField(default="")
    phone = TextField(default="")
    name_key = TextField()
    company_key = TextField(default="")
    email_key = TextField(default="")
    phone_key = TextField(default="")
    quiet_weekdays = TextField(default="")
    do_not_contact_on = DayField(null=True)
    do_not_contact_reason = TextField(default="")
    permission_on = DayField(null=True)
    permission_via = TextField(default="")
    permission_every = IntegerField(null=True)
    permission_until = DayField(null=True)
    permission_words = TextField(default="")


class ContactAddress(Record):
    """A further e-mail address or phone number of a person; `key` is what it is found by, as in their own row."""

    contact = ForeignKeyField(Contact)
    kind = TextField()
    text = TextField()
    key = TextField()

    class Meta:
        """Named after the glossary."""

        table_name = "contact_address"


class Stage(Record):
    """One stage of the written pipeline. `normal_stay` in business days; `rhythm` is JSON, see `coach.records.stages`."""

    key = TextField(default="")
    name = TextField()
    kind = TextField()
    position = IntegerField()
    meaning = TextField(default="")
    entry = TextField(default="")
    exit_evidence = TextField(default="")
    normal_stay = IntegerField(null=True)
    rhythm = TextField(default="{}")
    retired_on = DayField(null=True)


class StageQuestion(Record):
    """What a stage asks through one lens, in the owner's own words; without one it asks as the playbook does."""

    stage = ForeignKeyField(Stage)
    lens = TextField()
    text = TextField()

    class Meta:
        """Named after the glossary."""

        table_name = "stage_question"


class Lead(Record):
    """A lead and where it stands. `value` in minor units (0: unknown); `list_on` is computed by the database."""

    contact = ForeignKeyField(Contact)
    owner = ForeignKeyField(Owner, null=True)
    stage = ForeignKeyField(Stage)
    name = TextField()
    name_key = TextField()
    search_key = TextField(default="")
    value = IntegerField(default=0)
    currency = TextField(default="EUR")
    source = TextField(default="")
    import_key = TextField(default="")
    received_on = DayField()
    status = TextField(default="open")
    reason = TextField(default="")
    reason_words = TextField(default="")
    closed_on = DayField(null=True)
    return_on = DayField(null=True)
    return_round = IntegerField(default=0)
    return_agreed = BooleanField(default=False)
    entered_on = DayField()
    position = IntegerField(default=0)
    unanswered = IntegerField(default=0)
    loop_closed = BooleanField(default=False)
    last_touch_on = DayField(null=True)
    last_reply_on = DayField(null=True)
    anchor_on = DayField(null=True)
    not_before = DayField(null=True)
    next_step = TextField(null=True)
    step_kind = TextField(default="touch")
    step_source = TextField(default="cadence")
    due_on = DayField(null=True)
    due_time = TextField(default="24:00")
    due_zone = TextField(default="")
    snoozes = IntegerField(default=0)
    promise_text = TextField(default="")
    promise_on = DayField(null=True)
    promise_by = TextField(default="")
    precedence = IntegerField(default=5)
    stage_position = IntegerField()
    review_every = IntegerField(default=7)
    reviewed_on = DayField(null=True)
    keeps = IntegerField(default=0)


class StageVisit(Record):
    """One stay of a lead in a stage. `days` (calendar) is stored on leaving; `imported_on` marks a delayed entry."""

    lead = ForeignKeyField(Lead)
    stage = ForeignKeyField(Stage)
    entered_on = DayField(null=True)
    left_on = DayField(null=True)
    outcome = TextField(default="open")
    left_to = ForeignKeyField(Stage, null=True)
    days = IntegerField(null=True)
    imported_on = DayField(null=True)
    evidence = TextField(default="")
    anyway_reason = TextField(default="")

    class Meta:
        """Named after the glossary."""

        table_name = "stage_visit"


class Touch(Record):
    """One contact by us, or (`inbound`) their reply. `gave` is what it gave them."""

    lead = ForeignKeyField(Lead)
    at = TextField()
    day = DayField()
    author = TextField(default="")
    inbound = BooleanField(default=False)
    via = TextField()
    note = TextField(default="")
    gave = TextField(default="")
    closes_loop = BooleanField(default=False)
    imported = BooleanField(default=False)


class PastStep(Record):
    """A next step that is over, and what ended it: the history behind lapses."""

    lead = ForeignKeyField(Lead)
    text = TextField()
    kind = TextField()
    source = TextField()
    due_on = DayField()
    ended_on = DayField()
    ended_by = TextField()

    class Meta:
        """Named after the glossary."""

        table_name = "past_step"


class Note(Record):
    """Something the owner wrote down about a lead that is neither a touch nor a reply."""

    lead = ForeignKeyField(Lead)
    at = TextField()
    day = DayField()
    author = TextField(default="")
    text = TextField()
    imported = BooleanField(default=False)


class Tag(Record):
    """A word of the owner's own that leads are grouped by; `name_key` is the folded name."""

    name = TextField()
    name_key = TextField()


class LeadTag(Record):
    """One tag of one lead."""

    lead = ForeignKeyField(Lead)
    tag = ForeignKeyField(Tag)

    class Meta:
        """Named after the glossary."""

        table_name = "lead_tag"


class OwnField(Record):
    """A field of the owner's own, such as the kind of roof; `name_key` is the folded name."""

    name = TextField()
    name_key = TextField()

    class Meta:
        """Named after the glossary."""

        table_name = "own_field"


class OwnValue(Record):
    """What an own field holds for one lead."""

    lead = ForeignKeyField(Lead)
    field = ForeignKeyField(OwnField)
    text = TextField()

    class Meta:
        """Named after the glossary."""

        table_name = "own_value"


class Answer(Record):
    """What they said through one of the five lenses, in their words."""

    lead = ForeignKeyField(Lead)
    lens = TextField()
    text = TextField()
    basis = TextField()
    clarity = TextField()
    said_by = TextField(default="")
    noted_on = DayField()
    author = TextField(default="")
    fields = TextField(default="{}")


class AssignmentAnswer(Record):
    """The owner's own answer to a question of the coaching assignment; older answers are kept."""

    question = TextField()
    text = TextField()
    answered_on = DayField()
    author = TextField(default="")

    class Meta:
        """Named after the glossary."""

        table_name = "assignment_answer"


class Review(Record):
    """One weekly review; at most one is open."""

    due_on = DayField()
    started_at = TextField()
    started_by = TextField(default="")
    finished_at = TextField(null=True)
    state = TextField(default="open")
    improvement = TextField(default="")
    counts = TextField(default="{}")


class ReviewItem(Record):
    """One lead of a review's frozen worklist, and the one decision made for it."""

    review = ForeignKeyField(Review)
    lead = ForeignKeyField(Lead)
    position = IntegerField()
    why = TextField(default="")
    stage_then = TextField()
    age_then = IntegerField()
    step_then = TextField(default="")
    decision = TextField(null=True)
    note = TextField(default="")
    decided_at = TextField(null=True)

    class Meta:
        """Named after the glossary."""

        table_name = "review_item"


class Commitment(Record):
    """What the owner will do before the next review."""

    review = ForeignKeyField(Review)
    text = TextField()
    lead = ForeignKeyField(Lead, null=True)
    due_on = DayField()
    result = TextField(default="open")
    why = TextField(default="")


class PipelineVersion(Record):
    """The written pipeline as it read on a day, in Markdown."""

    at = TextField()
    day = DayField()
    author = TextField(default="")
    text = TextField()

    class Meta:
        """Named after the glossary."""

        table_name = "pipeline_version"


class Setting(Record):
    """One setting that differs from its default."""

    key = TextField()
    value = TextField()


class Change(Record):
    """One thing somebody did, as a sentence; the unit of undo."""

    at = TextField()
    author = TextField()
    verb = TextField()
    sentence = TextField()
    lead_id = IntegerField(null=True)
    undoable = BooleanField(default=True)
    undone_at = TextField(null=True)
    undone_by = TextField(null=True)


class ChangeRow(Record):
    """What a change did to one row, or to a run of rows it inserted (`row_id` to `last_row_id`)."""

    change = ForeignKeyField(Change)
    in_table = TextField()
    row_id = IntegerField()
    last_row_id = IntegerField()
    before = TextField(null=True)
    after = TextField(null=True)

    class Meta:
        """Named after the glossary."""

        table_name = "change_row"


MODELS: tuple[type[Record], ...] = (
    Owner,
    Contact,
    ContactAddress,
    Stage,
    StageQuestion,
    Lead,
    StageVisit,
    Touch,
    PastStep,
    Note,
    Tag,
    LeadTag,
    OwnField,
    OwnValue,
    Answer,
    AssignmentAnswer,
    Review,
    ReviewItem,
    Commitment,
    PipelineVersion,
    Setting,
    Change,
    ChangeRow,
)
