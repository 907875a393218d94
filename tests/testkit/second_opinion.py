"""A reader's own programme over whole numbers: what print tells of a hidden figure.

Shares nothing with the attack of the program: its own equations, whole unknowns, branch and bound.
"""

import highspy

HIGHEST, HIGHEST_CENTS = 10**6, 10**9
CENTS = "cents"


class Reader:
    """Knows what is printed and how figures hold together.

    And looks for the two ends of a hidden one.
    """

    def __init__(self, release, raw):
        self.printed = {
            key: value for table in release.tables for key, value in table.printed.items()
        }
        self._unknown = sorted(
            key for key, cell in raw.cells.items() if cell.personal and key not in self.printed
        )
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._column = {key: number for number, key in enumerate(self._unknown)}
        for key in self._unknown:
            self._solver.addVar(0, HIGHEST_CENTS if key.measure == CENTS else HIGHEST)
        for number, key in enumerate(self._unknown):
            if key.measure != CENTS:
                self._solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for relation in raw.relations:
            self._add(relation)

    def _add(self, relation):
        known = sum(
            factor * self.printed[key] for key, factor in relation.terms if key in self.printed
        )
        unknown = [
            (self._column[key], factor) for key, factor in relation.terms if key not in self.printed
        ]
        low = -highspy.kHighsInf if relation.lower is None else relation.lower - known
        high = highspy.kHighsInf if relation.upper is None else relation.upper - known
        if not unknown:
            assert low <= 0 <= high, "the printed figures contradict each other"
            return
        columns = [column for column, _ in unknown]
        self._solver.addRow(
            low, high, len(columns), columns, [float(factor) for _, factor in unknown]
        )

    def ends(self, key):
        """The smallest and the largest whole value that fit."""
        return round(self._end(key, 1.0)), round(self._end(key, -1.0))

    def _end(self, key, sign):
        column = self._column[key]
        self._solver.changeColCost(column, sign)
        self._solver.run()
        assert self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = self._solver.getSolution().col_value[column]
        self._solver.changeColCost(column, 0.0)
        return value
