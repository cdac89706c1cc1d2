"""The agreement's JSON Schema, for editors and for others' validators: `python -m config.json_schema [--check]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from schemas.agreement import Agreement

FILE = Path(__file__).parent / "agreement.schema.json"


def agreement_json_schema() -> str:
    """The schema as it is committed: draft 2020-12, keys as in the YAML, two blanks, one final newline."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Agreement.model_json_schema(by_alias=True, mode="validation"),
    }
    # People write `- ghg_balance` and `- ghg_balance: {…}`; the model reads both, so the schema says both.
    document["properties"]["results"]["items"] = {
        "anyOf": [
            {"$ref": "#/$defs/Result"},
            {"type": "string"},
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": {"type": ["object", "null"]},
            },
        ]
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` say whether the committed one is in sync (exit code 1 if not)."""
    wanted = agreement_json_schema()
    if "--check" not in arguments:
        FILE.write_text(wanted, encoding="utf-8")
        return 0
    if FILE.is_file() and FILE.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write(f"{FILE.name} is not what schemas/agreement.py says; run `make docs`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
