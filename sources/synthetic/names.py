"""Frequent first names by sex, frequent surnames, and kinds of owners that are no persons. Most frequent first."""

from __future__ import annotations

FEMALE: tuple[str, ...] = (
    "Maria", "Ursula", "Monika", "Petra", "Elisabeth", "Sabine", "Renate", "Helga", "Karin", "Brigitte", "Ingrid",
    "Andrea", "Gisela", "Claudia", "Susanne", "Gabriele", "Christa", "Christine", "Hildegard", "Anna", "Birgit",
    "Barbara", "Heike", "Marion", "Stefanie", "Nicole", "Julia", "Katharina", "Sandra", "Melanie", "Anja", "Katrin",
    "Sarah", "Laura", "Lena", "Lea", "Hannah", "Emma", "Mia", "Sophie", "Ayşe", "Fatma", "Olga", "Jana", "Jördis",
    "Zoë",
)  # fmt: skip
MALE: tuple[str, ...] = (
    "Peter", "Michael", "Thomas", "Andreas", "Wolfgang", "Klaus", "Jürgen", "Günter", "Stefan", "Christian", "Uwe",
    "Werner", "Horst", "Frank", "Dieter", "Manfred", "Gerhard", "Hans", "Bernd", "Thorsten", "Mathias", "Helmut",
    "Walter", "Heinz", "Martin", "Jörg", "Rolf", "Jens", "Sven", "Alexander", "Jan", "Rainer", "Holger", "Karl",
    "Dirk", "Markus", "Sebastian", "Tobias", "Florian", "Lukas", "Felix", "Paul", "Leon", "Finn", "Mehmet", "Ivan",
)  # fmt: skip
SURNAMES: tuple[str, ...] = (
    "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann",
    "Schäfer", "Koch", "Bauer", "Richter", "Klein", "Wolf", "Schröder", "Neumann", "Schwarz", "Zimmermann", "Braun",
    "Krüger", "Hofmann", "Hartmann", "Lange", "Schmitt", "Werner", "Schmitz", "Krause", "Meier", "Lehmann", "Schmid",
    "Schulze", "Maier", "Köhler", "Herrmann", "König", "Walter", "Mayer", "Huber", "Kaiser", "Fuchs", "Peters",
    "Lang", "Scholz", "Möller", "Weiß", "Jung", "Hahn", "Schubert", "Vogel", "Friedrich", "Keller", "Günther",
    "Frank", "Berger", "Winkler", "Roth", "Beck", "Lorenz", "Baumann", "Franke", "Albrecht", "Schuster", "Simon",
    "Ludwig", "Böhm", "Winter", "Kraus", "Martin", "Schumacher", "Krämer", "Vogt", "Stein", "Jäger", "Otto",
    "Sommer", "Groß", "Seidel", "Heinrich", "Brandt", "Haas", "Schreiber", "Graf", "Dietrich", "Ziegler", "Kuhn",
    "Kühn", "Pohl", "Engel", "Horn", "Busch", "Bergmann", "Thomas", "Voigt", "Sauer", "Arnold", "Wolff", "Pfeiffer",
    "Yılmaz", "Nowak", "Kowalski", "Özdemir", "Petrov", "Nguyen",
)  # fmt: skip
ORGANISATIONS: tuple[str, ...] = (
    "Musterstädter Wohnungsbaugesellschaft mbH", "Wohnungsgenossenschaft Musterstadt eG", "Hausverwaltung am Markt",
    "Grund und Boden GbR", "Kirchengemeinde Musterstadt", "Stiftung Altstadthäuser", "Immobilien Hafen GmbH & Co. KG",
)  # fmt: skip


def latin_1(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names as a register in Latin-1 writes them: what the character set lacks is written without its mark."""
    plain = str.maketrans("ışğŞİĞ", "isgSIG")
    return tuple(name.translate(plain) for name in names)
