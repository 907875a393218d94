"""Files taken over from a colleague: they count in her vault, not in this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.ids import EntityId

if TYPE_CHECKING:
    from storage.driver import Connection

TAKEN_OVER = (
    "SELECT held.case_id FROM handed_case AS held"
    " JOIN handover AS brought ON brought.id = held.handover_id WHERE brought.side = 'received'"
)
"""The ids of the files that are here for a colleague; they are erased when they go back."""

COUNTED = f"""
    i.id NOT IN (
        SELECT theirs.intervention_id
          FROM intervention_case AS theirs
         WHERE theirs.case_id IN ({TAKEN_OVER})
           AND NOT EXISTS (SELECT 1
                             FROM intervention_case AS own
                            WHERE own.intervention_id = theirs.intervention_id
                              AND own.case_id NOT IN ({TAKEN_OVER})))
"""  # noqa: S608  (our own schema)
"""How an intervention `i` counts: done for nobody in particular, or for a file of hers."""

BROUGHT = f"""
    (EXISTS (SELECT 1 FROM handed_row AS mark
               JOIN handover AS brought ON brought.id = mark.handover_id
              WHERE brought.side = 'received' AND mark.subject = 'entity'
                AND mark.row_key = '[' || e.id || ']')
     AND NOT EXISTS (SELECT 1 FROM case_file WHERE entity_id = e.id AND id NOT IN ({TAKEN_OVER}))
     AND NOT EXISTS (SELECT 1 FROM collective_action WHERE entity_id = e.id)
     AND NOT EXISTS (SELECT 1 FROM intervention AS i WHERE i.entity_id = e.id AND {COUNTED})
     AND NOT EXISTS (SELECT 1 FROM headcount WHERE entity_id = e.id))
"""  # noqa: S608  (our own schema)
"""Whether an employer `e` is here only because a file taken over names it."""


def only_brought(connection: Connection) -> frozenset[EntityId]:
    """The employers that are here only because files taken over name them."""
    rows = connection.execute(f"SELECT e.id FROM entity AS e WHERE {BROUGHT}")  # noqa: S608  (our own schema)
    return frozenset(EntityId(entity_id) for (entity_id,) in rows)
