"""What each measured figure means, in a few words of German and English, for people at the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

_WORDS = {
    "rows": ("Zeilen", "rows"),
    "classes": ("Klassen gleicher Quasi-Identifikatoren", "classes of equal quasi-identifiers"),
    "k": ("Zeilen der kleinsten Klasse", "rows of the smallest class"),
    "distinct_l": ("verschiedene sensible Werte der ärmsten Klasse", "distinct sensitive values, poorest class"),
    "entropy_l": ("wie viele gleich häufige Werte (Entropie)", "as many equally frequent values (entropy)"),
    "recursive_c": ("(c,l)-Diversität gilt für jedes größere c", "(c,l)-diversity holds for any larger c"),
    "alpha": ("größter Anteil eines sensiblen Wertes", "largest share of one sensitive value"),
    "basic_beta": ("größter Zugewinn eines Wertes", "largest gain of a value"),
    "enhanced_beta": ("kleinstes β, das auch häufige Werte schützt", "least β that protects frequent values too"),
    "delta": ("größtes |ln(q/p)|", "largest |ln(q/p)|"),
    "t_equal": ("Abstand der fernsten Klasse vom Ganzen", "distance of the farthest class from the whole"),
    "t_ordered": ("derselbe mit geordneten Werten", "the same with ordered values"),
    "prosecutor_max": ("höchstes Risiko, wer dabei ist, ist bekannt", "highest risk, who is in it is known"),
    "prosecutor_average": ("mittleres Risiko, wer dabei ist, ist bekannt", "mean risk, who is in it is known"),
    "marketer": ("Anteil richtig zugeordneter Zeilen", "share of rows matched rightly"),
    "expected_reidentifications": ("erwartete Wiedererkennungen", "expected re-identifications"),
    "sample_uniques": ("Zeilen, denen keine andere gleicht", "rows that no other is like"),
    "global_risk": ("mittleres individuelles Risiko", "mean individual risk"),
    "risk_pct": ("dasselbe in Prozent", "the same in percent"),
    "max_individual_risk": ("höchstes individuelles Risiko", "highest individual risk"),
    "weight_sum": ("Summe der Gewichte", "sum of the weights"),
    "population_uniques_expected": (
        "davon wohl einzig in der Grundgesamtheit",
        "of these likely alone in the population",
    ),
    "journalist_max": ("höchstes Risiko, wer dabei ist, ist unbekannt", "highest risk, who is in it is not known"),
    "journalist_average": ("mittleres Risiko, wer dabei ist, ist unbekannt", "mean risk, who is in it is not known"),
    "households": ("Haushalte", "households"),
    "household_risk": ("mittleres Risiko eines Haushalts", "mean risk of a household"),
    "household_expected_reidentifications": (
        "Zeilen in wiedererkannten Haushalten, erwartet",
        "rows in re-identified households, expected",
    ),
    "population_rows": ("Zeilen der Grundgesamtheit", "rows of the population"),
    "population_uniques": ("Zeilen, einzig auch in der Grundgesamtheit", "rows alone in the population too"),
    "violations": ("Zeilen in kleineren Klassen als {}", "rows in classes smaller than {}"),
    "uniques": ("einzige Zeilen", "unique rows"),
    "special_uniques": ("davon mit minimalen Einzigartigen", "of these with minimal uniques"),
    "minimal_uniques": ("minimale Einzigartige, Zahl der Felder: {}", "minimal uniques, number of fields: {}"),
    "largest": ("größte gesuchte Feldmenge", "most fields looked at"),
    "score_max": ("höchster SUDA-Wert", "highest SUDA score"),
    "score_sum": ("Summe der SUDA-Werte", "sum of SUDA scores"),
    "sampling_fraction": ("Auswahlsatz", "sampling fraction"),
    "dis_max": ("höchstes DIS-SUDA", "highest DIS-SUDA"),
    "dis_sum": ("Summe DIS-SUDA", "sum of DIS-SUDA"),
    "contributions": ("Beitrag von {} zu den Werten, Prozent", "contribution of {} to the scores, percent"),
}


def words(found: Mapping[str, Any], language: Literal["de", "en"], *, within: str = "") -> list[tuple[str, str, str]]:
    """One row per figure: its name as in JSON, its meaning, its value. What there is not is left out."""
    rows: list[tuple[str, str, str]] = []
    for name, figure in found.items():
        if name in ("violations", "minimal_uniques", "contributions"):
            pattern = _WORDS[name][language == "en"]
            rows += [(f"{within}{name}.{key}", pattern.format(key), _shown(it, language)) for key, it in figure.items()]
        elif name == "by_sensitive":
            for field, figures in figure.items():
                rows += words(figures, language, within=f"{field}: ")
        elif isinstance(figure, Mapping):
            rows += words(figure, language, within=f"{name}.")
        elif figure is not None:
            rows.append((f"{within}{name}", _WORDS[name][language == "en"], _shown(figure, language)))
    return rows


def _shown(figure: float, language: str) -> str:
    text = str(figure) if isinstance(figure, int) else f"{figure:.6g}"
    return text.replace(".", ",") if language == "de" else text
