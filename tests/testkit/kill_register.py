"""Every trial of the campaign of kills, by name."""

from collections.abc import Callable

from testkit.kill_trials import Imports, Interviews
from testkit.kill_trials_copies import Backups, Restorations
from testkit.kill_trials_files import Creations, Migrations
from testkit.kill_trials_handover import Handovers
from testkit.kill_trials_keys import Phrases, Rotations
from testkit.kills import Trial

TRIALS: dict[str, Callable[[], Trial]] = {
    "interviews": Interviews,
    "imports": Imports,
    "migrations": Migrations,
    "creations": Creations,
    "phrases": Phrases,
    "rotations": Rotations,
    "backups": Backups,
    "restorations": Restorations,
    "handovers": Handovers,
}
