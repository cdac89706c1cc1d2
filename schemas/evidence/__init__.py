"""The evidence of one run: what an auditor reads, as typed JSON; the HTML report is rendered from it alone.

One `Evidence` is one run of one agreement for one period. It never holds a received value: names, counts, shares,
hashes, and the released results. A number that does not exist is None beside a status that says why; missing is never
zero. Derived numbers (shares, verdicts, counts) are computed here, once: a document that states others is refused.
"""

from schemas.evidence.base import Text
from schemas.evidence.check import Check, Counts
from schemas.evidence.dataset import AgreedField, Dataset, Source
from schemas.evidence.evidence import Evidence
from schemas.evidence.figure import Figure, Finding
from schemas.evidence.handover import Approval, Delivered, File, Package, Retention, Verification
from schemas.evidence.private import PrivateAnswer, PrivateAnswers, PrivateBudget
from schemas.evidence.protection import Level, Promise, Protection, Risk
from schemas.evidence.run import Party, Purpose, Run
from schemas.evidence.second_opinion import SecondOpinion
from schemas.evidence.table import Column, ControlTotal, SmallCells, Table
from schemas.evidence.totals import Totals

__all__ = [
    "AgreedField",
    "Approval",
    "Check",
    "Column",
    "ControlTotal",
    "Counts",
    "Dataset",
    "Delivered",
    "Evidence",
    "Figure",
    "File",
    "Finding",
    "Level",
    "Package",
    "Party",
    "PrivateAnswer",
    "PrivateAnswers",
    "PrivateBudget",
    "Promise",
    "Protection",
    "Purpose",
    "Retention",
    "Risk",
    "Run",
    "SecondOpinion",
    "SmallCells",
    "Source",
    "Table",
    "Text",
    "Totals",
    "Verification",
]
