"""Every fixed sentence on a picture, German and English; `{…}` is filled from the released table, with counts of rows.

The gate reads this list too: a word on a picture stands here, in `words.py` or in the table.
"""

from __future__ import annotations

SENTENCES = {
    # Under every picture, and about what it leaves out.
    "source": (
        "Zeitraum {period} · Quelle: Tabelle {table} ({title})",
        "Period {period} · Source: table {table} ({title})",
    ),
    "rests on": ("beruht auf: {sources}", "rests on: {sources}"),
    "more": (" … (weitere: {count})", " … (more: {count})"),
    "missing": ("{count} ohne Wert, nicht gezeichnet: {names}", "{count} without a value, not drawn: {names}"),
    "suppressed": ("{count} geschützt, nicht gezeichnet", "{count} suppressed, not drawn"),
    "no value": ("fehlt", "missing"),
    "not told": ("geschützt", "suppressed"),
    "within": ("in den Emissionen", "within emissions"),
    # balance_by_sector_and_carrier
    "balance": (
        "{where}: Treibhausgase nach Energieträger und Sektor",
        "{where}: greenhouse gases by energy carrier and sector",
    ),
    "balance BISKO": (
        "{where}: Treibhausgase nach BISKO, nach Energieträger und Sektor",
        "{where}: greenhouse gases by BISKO, by energy carrier and sector",
    ),
    "balance told": (
        "Ein Balken je Energieträger, geteilt nach Sektor, in t CO2e; Werte: {count}; am meisten: {largest}.",
        "One bar per energy carrier, parted by sector, in t CO2e; values: {count}; the most: {largest}.",
    ),
    "emissions axis": ("Emissionen (t CO2e im Jahr)", "Emissions (t CO2e a year)"),
    "sector": ("Sektor", "Sector"),
    # gap_waterfall
    "gap": ("{where}: Emissionslücke, {part}", "{where}: emissions gap, {part}"),
    "sum of sectors": ("Summe der Sektoren", "sum of sectors"),
    "total": ("gedruckte Summe", "total as printed"),
    "total of series": ("Summe", "total"),
    "baseline": ("Ausgangswert", "Baseline"),
    "other plans": ("andere Pläne", "Other plans"),
    "actions": ("Maßnahmen", "Actions"),
    "uncovered": ("ungedeckt", "Uncovered"),
    "gap step": ("Lücke", "Gap"),
    "residual": ("Restemissionen", "Residual"),
    "gap told": ("Wasserfall in {unit}: {steps}.", "Waterfall in {unit}: {steps}."),
    "gap axis": ("Emissionen ({unit} im Jahr)", "Emissions ({unit} a year)"),
    "gap missing": ("fehlt oder steht auf Fehlendem: {steps}", "missing, or stands on what is: {steps}"),
    # abatement_steps
    "abatement": ("Vermeidungskosten der Maßnahmen (EUR/t CO2e)", "Abatement cost of the measures (EUR/t CO2e)"),
    "abatement how year": (
        "Breite: Minderung; Zahl: Rang; Kosten im Jahr",
        "Width: reduction; number: rank; cost of a year",
    ),
    "abatement how lifetime": (
        "Breite: Minderung; Zahl: Rang; Kosten über die Lebensdauer",
        "Width: reduction; number: rank; cost over the lifetime",
    ),
    "abatement told": (
        "Maßnahmen: {count}; zusammen mindern sie {sum} t CO2e im Jahr, von {cheap} bis {dear} EUR/t CO2e.",
        "Measures: {count}; together they reduce {sum} t CO2e a year, from {cheap} to {dear} EUR/t CO2e.",
    ),
    "abatement told in part": (
        "Maßnahmen: {count}, von {cheap} bis {dear} EUR/t CO2e.",
        "Measures: {count}, from {cheap} to {dear} EUR/t CO2e.",
    ),
    "no field": ("ohne Handlungsfeld", "no field of action"),
    "field": ("Handlungsfeld", "Field of action"),
    "fields many": (
        "Handlungsfelder: {count}; sie stehen in der Tabelle",
        "Fields of action: {count}; see the table",
    ),
    "reduction axis": ("Minderung, aufsummiert (t CO2e im Jahr)", "Reduction, cumulative (t CO2e a year)"),
    "cost axis": ("Kosten je Tonne (EUR/t CO2e)", "Cost of a tonne (EUR/t CO2e)"),
    # allocation_by_key
    "allocation": ("Anteile der Partner nach jedem Schlüssel (%)", "The partners' shares by every key (%)"),
    "allocation told": (
        "Anteile an {amount} t CO2e nebeneinander; Gemeinden: {partners}, Schlüssel: {keys}.",
        "Shares in {amount} t CO2e side by side; municipalities: {partners}, keys: {keys}.",
    ),
    "share axis": ("Anteil (%)", "Share (%)"),
    # net_of_partners
    "net": (
        "Emissionen, Minderung, Bindung und Netto der Partner (t CO2e im Jahr)",
        "Emissions, reductions, removals and net of the partners (t CO2e a year)",
    ),
    "net told": (
        "Vier Balken nebeneinander; Partner: {partners}; Netto = Emissionen − Minderung − Bindung.",
        "Four bars side by side; partners: {partners}; net = emissions − reductions − removals.",
    ),
    "emissions": ("Emissionen", "Emissions"),
    "reductions": ("Minderung (angerechnet)", "Reductions (credited)"),
    "removals": ("Bindung im Wald", "Removals of the forest"),
    "net amount": ("Netto", "Net"),
    "partnership": ("Partnerschaft", "Partnership"),
    # flows_of_partners
    "flows": (
        "Wer mindert und wem es angerechnet wird (t CO2e im Jahr)",
        "Who reduces, and whom it is credited to (t CO2e a year)",
    ),
    "flows told": (
        "Paare von Gemeinden mit ihrer Minderung: {count}.",
        "Pairs of municipalities with their reductions: {count}.",
    ),
    "flows axis": ("Angerechnete Minderung (t CO2e im Jahr)", "Credited reductions (t CO2e a year)"),
    "stays": ("{giver} → eigene", "{giver} → own"),
    "left out": (
        "Paare mit Maßnahmen, die nicht zählen (niemandem oder schon angerechnet): {count}",
        "pairs with measures that do not count (credited to nobody, or already): {count}",
    ),
    # deals_by_status
    "deals": ("Local Green Deals nach Stand (Anzahl)", "Local Green Deals by status (number)"),
    "deals told": ("Deals: {told}.", "Deals: {told}."),
    "deals axis": ("Deals (Anzahl)", "Deals (number)"),
    "deal status": ("Stand", "Status"),
    "everywhere": ("alle", "all"),
    # pathway_lines
    "pathway": ("{pathway}: {indicator} ({unit})", "{pathway}: {indicator} ({unit})"),
    "pathway plain": ("{pathway} ({unit})", "{pathway} ({unit})"),
    "given": ("gesetzter Wert", "given value"),
    "interpolated": ("interpoliert", "interpolated"),
    "actual": ("Istwert", "actual value"),
    "gap in years": ("ohne Pfadwert, als Lücke: {years}", "without a value, left as a gap: {years}"),
    "pathway told": ("Pfad: {first} bis {last} {unit}.", "Pathway: {first} to {last} {unit}."),
    "actual told": ("Istwerte: {count}.", "Actual values: {count}."),
    "year": ("Jahr", "Year"),
    # indicator_lights
    "lights": (
        "{where}: Abweichung der Indikatoren vom Sollwert (%)",
        "{where}: deviation of the indicators from the required value (%)",
    ),
    "lights plain": (
        "Abweichung der Indikatoren vom Sollwert (%)",
        "Deviation of the indicators from the required value (%)",
    ),
    "lights told": (
        "Indikatoren: {count} ({told}).",
        "Indicators: {count} ({told}).",
    ),
    "lights axis": ("Letzter Wert gegen Sollwert (%)", "Latest value against required value (%)"),
}


def sentence(key: str, language: str, **parts: object) -> str:
    """One sentence, filled."""
    return SENTENCES[key][0 if language == "de" else 1].format(**parts)
