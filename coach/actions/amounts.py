"""What a lead may be worth, from what was typed."""

from typing import Any

from coach.records.desk import Desk
from coach.rules.money import currency_in, parse_amount


def amount_fields(desk: Desk, value: str, lead: Any = None) -> dict[str, Any]:
    """`value` in minor units and its currency, from what was typed; nothing typed is an unknown value (0).

    Where no currency is typed it is the one `lead` is known in, else the desk's.
    """
    currency = lead.currency if lead is not None and lead.value else desk.currency
    if not value.strip():
        return {"value": 0, "currency": currency}
    currency = currency_in(value, currency)
    return {"value": parse_amount(value, currency), "currency": currency}
