"""The words that formats add: each is used, none is missing, and French spacing holds."""

import re

import pytest
from testkit.source import modules

from app.statistics.disclosure.ladder import WITHHELD_TO_PROTECT
from app.statistics.layout import NOTHING, TOO_SMALL
from app.statistics.tables import Measure
from reports.package import FigureRow
from reports.series import KINDS
from reports.wording import withheld_reason
from resources import read_toml

WORDS = {
    f"{section}.{key}": value
    for section, words in read_toml("reports", "layout.toml").items()
    for key, value in words.items()
    if isinstance(value, str)
}
BY_RULE = {
    *(f"chart.{kind}" for kind in KINDS),
    *(f"measure.{measure.value}" for measure in Measure),
    *(f"package.{name.upper()}" for name in FigureRow.__dataclass_fields__),
    *(f"sheet.{name}" for name in ("number", "title", "state", "published", "partly")),
    *(f"withheld.{reason}" for reason in (TOO_SMALL, NOTHING, WITHHELD_TO_PROTECT)),
}


def _named() -> set[str]:
    sources = "".join(path.read_text(encoding="utf-8") for path in modules("reports"))
    return set(re.findall(r"""word\(\s*["']([a-z_]+\.\w+)["']""", sources))


def test_every_word_asked_for_exists() -> None:
    assert (_named() | BY_RULE) - set(WORDS) == set()


def test_every_word_that_exists_is_used() -> None:
    assert set(WORDS) - _named() - BY_RULE == set()


@pytest.mark.parametrize("reason", [TOO_SMALL, NOTHING, WITHHELD_TO_PROTECT])
def test_every_reason_to_keep_a_table_back_is_told_in_words(reason: str) -> None:
    assert len(withheld_reason(reason)) > len(reason)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_narrow_space_stands_before_double_signs(name: str) -> None:
    assert re.search(r"(?<!\u202f)[:;!?»](?!\w)|[«](?!\u202f)", WORDS[name]) is None
    assert "'" not in WORDS[name]
