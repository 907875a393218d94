"""Pictures of the import, the figures, the report, the settings and the help, in build/screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from testkit.pictures import at_usual_size, take
from testkit.source import ROOT

from ui.page import Place
from ui.pictures import LOOKS, Look, put_on
from ui.widgets.boxes import ScrollPage

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = ROOT / "resources" / "example"
ODD = """Date;Collectivité;N° dossier;Nom;Prénom;Comment;Lieu;Durée;Problématique 1
12/03/2025;Ville de Bellerive;2025-0901;EXEMPLAIRE;Aline;VAD labo;mairie;50;Logement
13/03/2025;Ville de Bellerive;2025-0902;FICTIVE;Boris;RDV;mairie;-10;Budget
99/99/2025;Ville de Bellerive;2025-0903;MODELISEE;Carla;RDV;mairie;30;Budget
14/03/2025;Ville de Belerive;2025-0904;ESSAYEE;Denis;Téléphone;mairie;30;Bidule
"""
each_look = pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)


@pytest.fixture
def two_years(empty_window) -> Any:
    """The window on the two example years, imported."""
    imports = empty_window.world.services.imports
    for name in ("suivi-2024.xlsx", "suivi-2025.xlsx"):
        imports.run(imports.examine(EXAMPLES / name))
    return empty_window


def _scroll(page: Any, to: int) -> None:
    page.findChild(ScrollPage).verticalScrollBar().setValue(to)


@each_look
def test_an_import_from_the_choice_to_the_end(empty_window, tmp_path: Path, look: Look) -> None:
    put_on(empty_window.desk, look)
    at_usual_size(empty_window.window)
    window, shell = empty_window.window, empty_window.shell
    shell.go(Place("import"))
    page: Any = shell.page("import")
    take(window, f"importer-{look.name}")
    page.open_file(EXAMPLES / "suivi-2024.xlsx")
    take(window, f"importer-compris-{look.name}")
    page.steps.run()
    take(window, f"importer-fait-{look.name}")
    odd = tmp_path / "tableau.csv"
    odd.write_text(ODD, encoding="utf-8")
    page.open_file(odd)
    take(window, f"importer-a-corriger-{look.name}")
    _scroll(page, 10_000)
    take(window, f"importer-compte-rendu-{look.name}")
    page.steps.run()
    page.done.waiting.click()
    take(window, f"importer-a-regler-{look.name}")
    page._settle(page.start.settle.model.rows[0])
    take(empty_window.widget("settle_dialog"), f"fenetre-regler-{look.name}")


@each_look
def test_the_figures_in_both_views(two_years, look: Look) -> None:
    put_on(two_years.desk, look)
    at_usual_size(two_years.window)
    two_years.shell.go(Place("statistics"))
    page: Any = two_years.shell.page("statistics")
    take(two_years.window, f"statistiques-ensemble-{look.name}")
    page.chooser.population.setCurrentIndex(3)
    page.chooser.population.picked.emit()
    take(two_years.window, f"statistiques-{look.name}")
    page.chooser.true.click()
    take(two_years.window, f"statistiques-assistante-{look.name}")
    _scroll(page, 2600)
    take(two_years.window, f"statistiques-diagrammes-{look.name}")


@each_look
def test_the_report_from_the_comment_to_the_files(two_years, tmp_path: Path, look: Look) -> None:
    put_on(two_years.desk, look)
    at_usual_size(two_years.window)
    two_years.shell.go(Place("report"))
    page: Any = two_years.shell.page("report")
    page.parts.chooser.population.setCurrentIndex(3)
    page.parts.chooser.population.picked.emit()
    take(two_years.window, f"rapport-{look.name}")
    page.parts.contents.list.setCurrentRow(3)
    page.parts.comment.field.setPlainText("La situation de Josette, reçue le 12/03/2025.")
    page.writing.keep()
    page.parts.preview.view.page_on()
    take(two_years.window, f"rapport-commentaire-{look.name}")
    page.parts.comment.field.setPlainText("Le logement reste la première difficulté.")
    page.writing.keep()
    page.parts.chooser.publish.click()
    take(two_years.widget("publish_dialog"), f"fenetre-publier-{look.name}")
    two_years.widget("publish_dialog").reject()
    page.publishing.publish(tmp_path, ())
    take(two_years.window, f"rapport-publie-{look.name}")


@each_look
def test_the_settings_tab_by_tab(two_years, look: Look) -> None:
    put_on(two_years.desk, look)
    at_usual_size(two_years.window)
    two_years.shell.go(Place("settings"))
    page: Any = two_years.shell.page("settings")
    for rank, name in enumerate(("listes", "collectivites", "affichage", "journal")):
        page.bar.setCurrentIndex(rank)
        take(two_years.window, f"reglages-{name}-{look.name}")


@each_look
def test_the_help(empty_window, look: Look) -> None:
    put_on(empty_window.desk, look)
    at_usual_size(empty_window.window)
    empty_window.shell.go(Place("statistics"))
    take(empty_window.window, f"statistiques-vide-{look.name}")
    empty_window.widget("side_help").click()
    take(empty_window.widget("help_dialog"), f"aide-{look.name}")


@each_look
def test_a_report_of_nothing(empty_window, look: Look) -> None:
    put_on(empty_window.desk, look)
    at_usual_size(empty_window.window)
    empty_window.shell.go(Place("report"))
    take(empty_window.window, f"rapport-vide-{look.name}")
