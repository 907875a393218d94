"""The rules that decide which cells may be printed at all (disclosure.md §6.5)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import RuleBroken

LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 3, 11
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds in distinct persons, and limits for whole groups and main recipients."""

    threshold: int = 5
    sensitive_threshold: int = 11
    """For health and violence, and for everything in euros."""
    whole_group: int = 1
    """A part that holds its whole group, or all of it but this many, is hidden."""
    whole_headcount: int = 3
    """Persons are hidden where fewer agents than this did not come."""
    dominance_percent: int = 15
    """The rest of a value must be at least this share of its largest contribution."""
    top_percent: int = 85
    """No contribution may pass this share of a value."""

    def __post_init__(self) -> None:
        """Refuse a threshold that protects nobody, or one that the other is below."""
        for threshold in (self.threshold, self.sensitive_threshold):
            if not LOWEST_THRESHOLD <= threshold <= HIGHEST_THRESHOLD:
                raise RuleBroken("threshold_out_of_range", threshold=threshold)
        if self.sensitive_threshold < self.threshold:
            raise RuleBroken("threshold_out_of_range", threshold=self.sensitive_threshold)

    @property
    def text(self) -> str:
        """The public part of the rules, stable: what the report prints and the ledger keeps."""
        return f"k={self.threshold};k_sensitive={self.sensitive_threshold};version={VERSION}"
