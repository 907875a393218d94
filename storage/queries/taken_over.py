"""Files taken over from a colleague: they count in her vault, not in this one."""

from __future__ import annotations

TAKEN_OVER = (
    "SELECT held.case_id FROM handed_case AS held"
    " JOIN handover AS brought ON brought.id = held.handover_id WHERE brought.side = 'received'"
)
"""The ids of the files that are here for a colleague; they are erased when they go back."""

COUNTED = f"""
    (NOT EXISTS (SELECT 1 FROM intervention_case WHERE intervention_id = i.id)
     OR EXISTS (SELECT 1 FROM intervention_case
                 WHERE intervention_id = i.id AND case_id NOT IN ({TAKEN_OVER})))
"""  # noqa: S608  (our own schema)
"""How an intervention `i` counts: done for nobody in particular, or for a file of hers."""
