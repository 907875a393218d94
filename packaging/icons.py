"""Draw the sizes of the program's icon from its one drawing.

Usage: .venv/bin/python packaging/icons.py
"""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons" / "app"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def draw(renderer: QSvgRenderer, size: int) -> None:
    """Write the icon in one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.save(str(FOLDER / f"armoire-{size}.png"))


def main() -> None:
    """Write every size beside the drawing."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(FOLDER / "armoire.svg"))
    for size in SIZES:
        draw(renderer, size)
    application.quit()


if __name__ == "__main__":
    main()
