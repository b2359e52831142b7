"""The floor under `coach due`: bare Python and sqlite3 read and print the same 50 rows of the same file.

python floor.py FILE DAY      DAY as 2026-11-24
"""

import sqlite3
import sys

PAGE = """
SELECT lead.id, lead.name, contact.company, stage.name, lead.next_step, lead.due_on, lead.value, lead.currency
FROM lead
CROSS JOIN contact ON contact.id = lead.contact_id
CROSS JOIN stage ON stage.id = lead.stage_id
WHERE lead.list_on <= ?
ORDER BY lead.precedence, lead.list_on, lead.due_time, lead.stage_position DESC, lead.value DESC, lead.last_touch_on,
    lead.name_key, lead.id
LIMIT 50
"""
"""Served in order by the index of the day: the joins are CROSS so that SQLite keeps `lead` outermost and sorts nothing."""


def main() -> None:
    """Connect, ask, print."""
    connection = sqlite3.connect(sys.argv[1])
    for row in connection.execute(PAGE, (sys.argv[2],)):
        print("\t".join(map(str, row)))
    connection.close()


if __name__ == "__main__":
    main()
