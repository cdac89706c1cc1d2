"""What makes two questions the same question: a hash of everything that shapes the answer, the name apart."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

from schemas.agreement.differential import PrivacyUnit, Question


def question_sha256(question: Question, unit: PrivacyUnit) -> str:
    """SHA-256 of question and unit in canonical JSON; numbers as written, 0.5 and 0.50 alike."""
    asked = question.model_dump(mode="python")
    for lists in ("by", "where"):  # the order in which values are listed asks nothing else
        if lists in asked:
            asked[lists] = {column: sorted(values) for column, values in asked[lists].items()}
    # Whose budget pays shapes no answer.
    plain = {"question": asked, "unit": unit.model_dump(mode="python", exclude={"population"})}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_number)
    return hashlib.sha256(text.encode()).hexdigest()


def _number(number: Decimal) -> str:
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
