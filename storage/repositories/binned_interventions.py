"""Interventions in the bin: one object with the files, codes and notes that hang on it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.domain.errors import RuleBroken
from app.domain.ids import CaseId, EntityId, InterventionId
from app.domain.interventions import (
    Circumstances,
    Intervention,
    MediationResult,
    OwnNote,
    Sphere,
)
from storage.days import read_day
from storage.repositories.interventions import InterventionTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.driver import Connection

TABLE = "intervention"


def written(done: Intervention) -> dict[str, object]:
    """An intervention as the bin keeps it."""
    return {**asdict(done), "on": done.on.isoformat()}


def delete(connection: Connection, intervention_id: InterventionId) -> None:
    """Remove an intervention with what hangs on it."""
    InterventionTable(connection).delete(intervention_id)


def put_back(connection: Connection, values: Mapping[str, Any]) -> None:
    """Keep it again as it was, without the files that are gone since.

    Refuses one whose employer, or whose every file, is gone.
    """
    standing = [one for one in values["case_ids"] if _is_there(connection, "case_file", one)]
    if values["case_ids"] and not standing:
        raise RuleBroken("unknown_record", table="case_file")
    if not _is_there(connection, "entity", values["entity_id"]):
        raise RuleBroken("unknown_record", table="entity")
    InterventionTable(connection).save(_read(values, standing))


def _read(values: Mapping[str, Any], standing: list[int]) -> Intervention:
    said = values["circumstances"]
    return Intervention(
        id=InterventionId(values["id"]),
        entity_id=EntityId(values["entity_id"]),
        on=read_day(values["on"]),
        kind=values["kind"],
        place=values["place"],
        minutes=values["minutes"],
        case_ids=tuple(CaseId(one) for one in standing),
        issues=tuple(values["issues"]),
        natures=tuple(values["natures"]),
        note=values["note"],
        own_notes=tuple(
            OwnNote(one["id"], CaseId(one["case_id"]), one["words"])
            for one in values["own_notes"]
            if one["case_id"] in standing
        ),
        circumstances=Circumstances(
            sphere=None if said["sphere"] is None else Sphere(said["sphere"]),
            result=None if said["result"] is None else MediationResult(said["result"]),
            prevention=said["prevention"],
            in_working_time=said["in_working_time"],
        ),
    )


def _is_there(connection: Connection, table: str, record_id: int) -> bool:
    found = connection.execute(
        f"SELECT COUNT(*) FROM {table} WHERE id = ?",  # noqa: S608  (names of our own schema)
        (record_id,),
    ).fetchone()
    return bool(found[0])
