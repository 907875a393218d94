"""Identifiers: 63-bit integers that the program makes itself.

A repeated write is recognised by them.
"""

from __future__ import annotations

from typing import NewType

EntityId = NewType("EntityId", int)
PersonId = NewType("PersonId", int)
CaseId = NewType("CaseId", int)
RequestId = NewType("RequestId", int)
AgreementId = NewType("AgreementId", int)
InterventionId = NewType("InterventionId", int)
AidId = NewType("AidId", int)
CollectiveActionId = NewType("CollectiveActionId", int)
ImportBatchId = NewType("ImportBatchId", int)
ReleaseId = NewType("ReleaseId", int)
DocumentId = NewType("DocumentId", int)

_RANDOM_BITS = 22
TIME_UNIT = 1 << _RANDOM_BITS
"""An id divided by this is the time at which it was made (ms since 1970)."""


def compose_id(milliseconds: int, random_bits: int) -> int:
    """Compose an id from a time (ms since 1970) and 22 random bits.

    Neighbours in time are then neighbours in the file.
    """
    return (milliseconds << _RANDOM_BITS) | (random_bits & (TIME_UNIT - 1))
