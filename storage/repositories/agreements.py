"""Agreements of the person, kept with her case files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.agreements import Agreement, AgreementForm, Answer
from app.domain.ids import AgreementId
from storage.days import read_day, written
from storage.repositories.search_words import (
    AGREEMENT,
    RECORD_WORDS,
    forget_words,
    index_words,
)

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from storage.driver import Connection


class AgreementTable:
    """The `agreement` table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def agreements(self, case_id: CaseId) -> tuple[Agreement, ...]:
        """Agreements by date."""
        rows = self._connection.execute(
            """
            SELECT id, kind, answer, form, given_on, scope
              FROM agreement
             WHERE case_id = ?
             ORDER BY given_on, id
            """,
            (case_id,),
        )
        return tuple(
            Agreement(
                id=AgreementId(agreement_id),
                case_id=case_id,
                kind=kind,
                answer=Answer(answer),
                form=AgreementForm(form),
                on=read_day(given_on),
                scope=scope,
            )
            for agreement_id, kind, answer, form, given_on, scope in rows
        )

    def save_agreement(self, agreement: Agreement) -> None:
        """Add or replace an agreement."""
        self._connection.execute(
            """
            INSERT INTO agreement (id, case_id, kind, answer, form, given_on, scope)
            VALUES (:id, :case_id, :kind, :answer, :form, :given_on, :scope)
                ON CONFLICT (id) DO UPDATE
               SET kind = :kind, answer = :answer, form = :form, given_on = :given_on,
                   scope = :scope
            """,
            {
                "id": agreement.id,
                "case_id": agreement.case_id,
                "kind": agreement.kind,
                "answer": agreement.answer.value,
                "form": agreement.form.value,
                "given_on": written(agreement.on),
                "scope": agreement.scope,
            },
        )
        place = (AGREEMENT, agreement.case_id, written(agreement.on))
        index_words(self._connection, RECORD_WORDS, agreement.id, agreement.scope, place)

    def delete_agreement(self, agreement_id: int) -> None:
        """Remove an agreement (undo only: an agreement is withdrawn, not removed)."""
        self._connection.execute("DELETE FROM agreement WHERE id = ?", (agreement_id,))
        forget_words(self._connection, RECORD_WORDS, agreement_id)
