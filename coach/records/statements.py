"""Statements on one row, built once for each set of fields: Peewee takes longer to build one than the database to run it."""

from functools import cache
from typing import Any

import peewee

from coach.records.desk import Desk
from coach.records.drivers import on_sqlite
from coach.records.models import Record, described


def held(desk: Desk, model: type[Record], row_id: int, names: tuple[str, ...]) -> dict[str, Any] | None:
    """What these fields of a row hold; None when there is no such row."""
    found = desk.rows(_select(model, names), (row_id,))
    if not found:
        return None
    fields = described(model).fields
    return {name: fields[name].python_value(value) for name, value in zip(names, found[0], strict=True)}


def row_of(desk: Desk, model: type[Record], row_id: int) -> Any:
    """A row as an instance of its model; None when there is none."""
    values = held(desk, model, row_id, field_names(model))
    return None if values is None else model(__no_default__=True, id=row_id, **values)


def put(desk: Desk, model: type[Record], row_id: int, values: dict[str, Any]) -> None:
    """Write these fields of a row."""
    names = tuple(values)
    desk.database.execute_sql(_marked(desk, _update(model, names)), [*_as_kept(model, values), row_id])


def put_new(desk: Desk, model: type[Record], values: dict[str, Any]) -> int:
    """Write a new row, with the defaults of the model for what is not given; its id."""
    values = {**described(model).get_default_dict(), **values}
    sqlite = on_sqlite(desk.database)
    statement = _insert(model, tuple(values)) + ("" if sqlite else " RETURNING id")
    cursor = desk.database.execute_sql(_marked(desk, statement), _as_kept(model, values))
    return int(cursor.lastrowid if sqlite else cursor.fetchone()[0])


def put_many(desk: Desk, model: type[Record], names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Write new rows of these fields, each value as the database takes it."""
    statement = _marked(desk, _insert(model, names))
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined]  # as Peewee wraps its own
        desk.database.cursor().executemany(statement, rows)


def take_out(desk: Desk, model: type[Record], first: int, last: int) -> None:
    """Delete the rows from one id to another."""
    statement = f"DELETE FROM {described(model).table_name} WHERE id BETWEEN ? AND ?"
    desk.database.execute_sql(_marked(desk, statement), (first, last))


@cache
def field_names(model: type[Record]) -> tuple[str, ...]:
    """Every field of a model but its id."""
    return tuple(name for name in described(model).sorted_field_names if name != "id")


def _marked(desk: Desk, statement: str) -> str:
    """A statement written with `?`, with the marks this database takes."""
    return statement if on_sqlite(desk.database) else statement.replace("?", "%s")


def _as_kept(model: type[Record], values: dict[str, Any]) -> list[Any]:
    fields = described(model).fields
    return [fields[name].db_value(value) for name, value in values.items()]


def _columns(model: type[Record], names: tuple[str, ...]) -> list[str]:
    fields = described(model).fields
    return [fields[name].column_name for name in names]


@cache
def _select(model: type[Record], names: tuple[str, ...]) -> str:
    return f"SELECT {', '.join(_columns(model, names))} FROM {described(model).table_name} WHERE id = ?"


@cache
def _update(model: type[Record], names: tuple[str, ...]) -> str:
    columns = ", ".join(f"{column} = ?" for column in _columns(model, names))
    return f"UPDATE {described(model).table_name} SET {columns} WHERE id = ?"


@cache
def _insert(model: type[Record], names: tuple[str, ...]) -> str:
    columns, marks = ", ".join(_columns(model, names)), ", ".join("?" * len(names))
    return f"INSERT INTO {described(model).table_name} ({columns}) VALUES ({marks})"
