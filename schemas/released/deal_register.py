"""One row per Local Green Deal: what was agreed, between whom (organisations), where it stands."""

from __future__ import annotations

from schemas import deal_words, fields
from schemas.names_nobody import names_nobody
from schemas.shapes.deal_dates import DealDates
from schemas.shapes.shown_deal import ShownDeal


class DealRegister(DealDates, ShownDeal):
    """One deal as its city states it; status `missing` where something is lacking that monitoring needs."""

    deal_status: str = fields.category("Stand", "Status of the deal", deal_words.STATUSES, privacy="public")
    parties: str = fields.field("Organisationen mit Rolle und Art", "Organisations with role and kind", nullable=True)
    lacks: str = fields.field("Für die Beobachtung fehlt", "Lacking for monitoring", nullable=True)

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Register der Local Green Deals", "title_en": "Register of Local Green Deals"}

    parties_names_nobody = names_nobody("parties", "Die Liste der Parteien", "The list of parties")
