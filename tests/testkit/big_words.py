"""Names and words that nobody bears and nobody would take for real ones."""

from random import Random  # noqa: TID251 — seeded by the caller, never for keys

_BEGINNINGS = (
    "Bal", "Cœur", "Drô", "Fan", "Gli", "Hé", "Ju", "Klo", "Lu", "Mir", "Nou", "Ourl", "Plou",
    "Quin", "Ro", "Sar", "Tour", "Um", "Var", "Wil", "Xan", "Yo", "Zép", "Chal", "Frim",
)  # fmt: skip
_MIDDLES = ("a", "bi", "co", "dou", "é", "fa", "gri", "li", "mo", "no", "pi", "ra", "tou", "vo")
_ENDINGS = ("bule", "carpe", "dille", "farce", "gnole", "lune", "mouche", "nelle", "ploc", "quête")
_GIVEN = (
    "Nadège", "Karim", "Éléonore", "Anaïs", "Zoé", "Aïssata", "Loïc", "Fanny", "Gaëtan", "Hélène",
    "Ibrahima", "Joël", "Kévin", "Léa", "Maëlle", "Noé", "Océane", "Paul-Émile", "Rémi", "Séréna",
    "Théo", "Ursule", "Victor", "Wassila", "Yann", "Ömer", "Łukasz", "Bérénice", "Côme", "Dorothée",
)  # fmt: skip
_PLAIN_TEXT = (
    "point sur la situation et suite à donner au dossier après l’échange elle demande il propose "
    "rendez-vous fixé courrier préparé pièces manquantes relance prévue droits ouverts dossier "
    "complet attente réponse employeur contrat bail loyer facture énergie impayé échéancier "
    "mutuelle arrêt reprise poste horaires trajet enfant garde séparation œuvre sociale sœur "
    "hébergement logement caution banque découvert dette commission secours accord refus recours "
    "médecine préventive reclassement retraite trimestres relevé carrière formation mutation"
)
_PLAIN = _PLAIN_TEXT.split()


class Words:
    """Draws names and notes; the same seed draws the same ones."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._rare = [self._invented().lower() for _ in range(1500)]

    def family_name(self) -> str:
        """An invented family name, sometimes a double one."""
        name = self._invented()
        match self._chance.random():
            case draw if draw < 0.05:
                return f"{name}-{self._invented()}"
            case draw if draw < 0.08:
                return f"D’{name}"
        return name

    def given_name(self) -> str:
        """A given name."""
        return self._chance.choice(_GIVEN)

    def note(self) -> str:
        """A note of two to forty words, mostly common ones."""
        length = self._chance.randint(2, 40)
        words = self._chance.choices(_PLAIN, k=length)
        for _ in range(length // 10):
            words[self._chance.randrange(length)] = self._chance.choice(self._rare)
        return " ".join(words).capitalize() + "."

    def _invented(self) -> str:
        parts = (_BEGINNINGS, _MIDDLES, _ENDINGS)
        return "".join(self._chance.choice(part) for part in parts)
