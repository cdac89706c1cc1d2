"""The typed language of an agreement: what may flow, from whom, for what, in which form.

One `Agreement` is one cooperation and one YAML. Default deny: an unknown key is refused, an unnamed field never
enters, an unnamed table never leaves. The meaning across datasets and schemas (does the field exist, can the rule
apply to its type) is checked by `config.load`; this file says what can be written at all.
"""

from schemas.agreement.agreement import Agreement
from schemas.agreement.cells import CellRule
from schemas.agreement.dataset import Dataset
from schemas.agreement.field_rule import BuiltHierarchy, FieldRule, ReleaseRule
from schemas.agreement.handover import Handover, Learning, Progress, Result, Retention
from schemas.agreement.parties import Officer, Party, Purpose, Validity
from schemas.agreement.protection import Protection, Tolerance
from schemas.agreement.source import (
    CsvSource,
    ExcelSource,
    JsonSource,
    ParquetSource,
    PostgresqlSource,
    Source,
    TextFormat,
)

__all__ = [
    "Agreement",
    "BuiltHierarchy",
    "CellRule",
    "CsvSource",
    "Dataset",
    "ExcelSource",
    "FieldRule",
    "Handover",
    "JsonSource",
    "Learning",
    "Officer",
    "ParquetSource",
    "Party",
    "PostgresqlSource",
    "Progress",
    "Protection",
    "Purpose",
    "ReleaseRule",
    "Result",
    "Retention",
    "Source",
    "TextFormat",
    "Tolerance",
    "Validity",
]
