"""What differs from machine to machine, from the environment: folders, never secrets.

| variable | meaning | default |
|---|---|---|
| STADTLAND_DATA | folder of all zones, one subfolder per agreement | ./stadtland-data |
| STADTLAND_SOURCES | where relative source paths start | the agreement file's folder if given by path, else . |
| STADTLAND_LANGUAGE | de or en | the locale's |

Where S3 is comes from the usual AWS variables; secrets come from the references in the agreement.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One machine's folders."""

    model_config = SettingsConfigDict(env_prefix="STADTLAND_", extra="ignore")

    data: Path = Path("stadtland-data")
    sources: Path | None = None
    language: Literal["de", "en"] | None = None
