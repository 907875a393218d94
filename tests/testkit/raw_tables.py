"""Small tables made by hand, for tests of protection: every figure is invented."""

from app.statistics.tables import (
    TOTAL,
    Cell,
    CellKey,
    Column,
    Measure,
    RawTables,
    Relation,
    RelationKind,
    Row,
    TableView,
)


def key(population="E1", **coordinates):
    """A cell of persons."""
    return CellKey(population, Measure.PERSONS, tuple(sorted(coordinates.items())))


class Tables:
    """Collects cells, sums and layouts."""

    def __init__(self):
        self.cells, self.relations, self.views, self.populations = {}, [], [], {}

    def one_way(
        self, values, *, population="E1", dimension="trait", total=True, sensitive=(), zeros=()
    ):
        """A table of lines that add up to a total."""
        lines = {code: key(population, **{dimension: code}) for code in values}
        whole = key(population)
        for code, line in lines.items():
            self.cells[line] = Cell(
                line, values[code], values[code], sensitive=code in sensitive, parent=whole
            )
        amount = sum(values.values())
        self.cells[whole] = Cell(whole, amount, amount)
        self.relations.append(_sum(lines.values(), whole))
        rows = [Row(code, code, (line,)) for code, line in lines.items()]
        rows += [Row(TOTAL, "Total", (whole,), is_total=True)] if total else []
        self._view(population, dimension, rows)
        return self

    def crossed(self, grid, *, population="E1"):
        """A table of lines and columns, with both margins and the corner."""
        lines, columns = len(grid), len(grid[0])
        inner = {
            (i, j): key(population, line=str(i), column=str(j))
            for i in range(lines)
            for j in range(columns)
        }
        for (i, j), cell in inner.items():
            self.cells[cell] = Cell(cell, grid[i][j], grid[i][j])
        for i in range(lines):
            self._margin(key(population, line=str(i)), [inner[i, j] for j in range(columns)])
        for j in range(columns):
            self._margin(key(population, column=str(j)), [inner[i, j] for i in range(lines)])
        corner = key(population)
        self._margin(corner, [key(population, line=str(i)) for i in range(lines)])
        self.relations.append(
            _sum([key(population, column=str(j)) for j in range(columns)], corner)
        )
        rows = [
            Row(
                str(i),
                str(i),
                (*(inner[i, j] for j in range(columns)), key(population, line=str(i))),
            )
            for i in range(lines)
        ]
        rows.append(
            Row(TOTAL, "Total", (*(key(population, column=str(j)) for j in range(columns)), corner))
        )
        self._view(population, "line", rows, columns + 1)
        return self

    def together(self, parts, whole, *, dimension="trait"):
        """Entities that add up, figure by figure, to their total."""
        for cell in [one for one in self.cells if one.population == whole]:
            terms = tuple((cell._replace(population=part), 1) for part in parts)
            self.relations.append(Relation(RelationKind.ENTITIES, (*terms, (cell, -1))))
        return self

    def raw(self):
        """The tables as protection takes them."""
        return RawTables(
            "2025", self.cells, tuple(self.relations), tuple(self.views), self.populations
        )

    def _margin(self, whole, parts):
        amount = sum(self.cells[part].value for part in parts)
        self.cells[whole] = Cell(whole, amount, amount)
        self.relations.append(_sum(parts, whole))

    def _view(self, population, dimension, rows, columns=1):
        self.populations[population] = population
        self.views.append(
            TableView(
                number=f"3.{len(self.views) + 1}",
                title="Essai",
                base="personnes",
                population=population,
                dimension=dimension,
                rows=tuple(rows),
                columns=tuple(
                    Column(str(one), str(one), Measure.PERSONS) for one in range(columns)
                ),
            )
        )


def _sum(parts, whole):
    return Relation(RelationKind.SUM, (*((part, 1) for part in parts), (whole, -1)))


def printed(release):
    """Every printed figure of a release."""
    return {cell: value for table in release.tables for cell, value in table.printed.items()}


def possible(raw, shown, cell, value, highest=40):
    """Tell whether some set of whole figures prints the same with this hidden value."""
    return _search({**shown, cell: value}, sorted(raw.cells), raw.relations, highest)


def _search(known, cells, relations, highest):
    known = dict(known)
    if not _deduce(known, relations, highest):
        return False
    left = next((cell for cell in cells if cell not in known), None)
    if left is None:
        return True
    return any(
        _search({**known, left: value}, cells, relations, highest) for value in range(highest + 1)
    )


def _deduce(known, relations, highest):
    """Fill in what follows from the sums; tell whether nothing contradicts them."""
    moved = True
    while moved:
        moved = False
        for relation in relations:
            left = [(cell, factor) for cell, factor in relation.terms if cell not in known]
            rest = sum(factor * known[cell] for cell, factor in relation.terms if cell in known)
            if not left and rest != 0:
                return False
            if len(left) == 1:
                cell, factor = left[0]
                known[cell], moved = -rest // factor, True
                if not 0 <= known[cell] <= highest:
                    return False
    return True
