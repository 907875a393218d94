"""Persons helped."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.domain.errors import RuleBroken
from app.domain.ids import PersonId
from app.domain.people import Household, Person, Reach, folded
from storage.repositories.search_words import index_cases_of

if TYPE_CHECKING:
    from storage.driver import Connection

KEY_SEPARATOR = "|"


class PersonTable:
    """The `person` table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: PersonId) -> Person:
        """One person."""
        row = self._connection.execute(
            """
            SELECT id, family_name, given_name, gender, birth_year, phone, email, not_at_work,
                   marital_status, household_type, dependent_children, housing,
                   preferred_channel, message_allowed, address
              FROM person
             WHERE id = ?
            """,
            (person_id,),
        ).fetchone()
        if row is None:
            raise RuleBroken("unknown_person", person=person_id)
        return _person(row)

    def same_identity(self, family_name: str, given_name: str) -> tuple[Person, ...]:
        """Persons whose folded names are these."""
        rows = self._connection.execute(
            """
            SELECT id, family_name, given_name, gender, birth_year, phone, email, not_at_work,
                   marital_status, household_type, dependent_children, housing,
                   preferred_channel, message_allowed, address
              FROM person
             WHERE identity_key = ?
             ORDER BY id
            """,
            (identity_key(family_name, given_name),),
        )
        return tuple(_person(row) for row in rows)

    def save(self, person: Person) -> None:
        """Add or replace a person, and index the words of her case files."""
        self._connection.execute(
            """
            INSERT INTO person (id, family_name, given_name, identity_key, gender, birth_year,
                                phone, email, not_at_work,
                                marital_status, household_type, dependent_children, housing,
                                preferred_channel, message_allowed, address)
            VALUES (:id, :family_name, :given_name, :identity_key, :gender, :birth_year,
                    :phone, :email, :not_at_work,
                    :marital_status, :household_type, :dependent_children, :housing,
                    :preferred_channel, :message_allowed, :address)
                ON CONFLICT (id) DO UPDATE
               SET family_name = :family_name, given_name = :given_name,
                   identity_key = :identity_key, gender = :gender, birth_year = :birth_year,
                   phone = :phone, email = :email, not_at_work = :not_at_work,
                   marital_status = :marital_status, household_type = :household_type,
                   dependent_children = :dependent_children, housing = :housing,
                   preferred_channel = :preferred_channel, message_allowed = :message_allowed,
                   address = :address
            """,
            _columns(person),
        )
        index_cases_of(self._connection, person.id)

    def delete(self, person_id: PersonId) -> None:
        """Remove a person without case file."""
        used = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM case_file WHERE person_id = ?)", (person_id,)
        ).fetchone()
        if used[0]:
            raise RuleBroken("person_in_use", person=person_id)
        self._connection.execute("DELETE FROM person WHERE id = ?", (person_id,))


def identity_key(family_name: str, given_name: str) -> str:
    """How a name is compared, family and given name apart."""
    return KEY_SEPARATOR.join((folded(family_name), folded(given_name)))


def _columns(person: Person) -> dict[str, object]:
    columns = asdict(person)
    columns |= columns.pop("household")
    columns |= columns.pop("reach")
    columns["identity_key"] = identity_key(person.family_name, person.given_name)
    return columns


def _person(row: tuple[Any, ...]) -> Person:
    """Make a person out of her columns, in the order in which they are selected."""
    known, home, (channel, message, address) = row[:8], row[8:12], row[12:]
    person_id, family_name, given_name, gender, birth_year, phone, email, not_at_work = known
    return Person(
        id=PersonId(person_id),
        family_name=family_name,
        given_name=given_name,
        gender=gender,
        birth_year=birth_year,
        phone=phone,
        email=email,
        not_at_work=bool(not_at_work),
        household=Household(*home),
        reach=Reach(channel, None if message is None else bool(message), address),
    )
