"""`load_heat_meters(file, url)`: puts the generated readings into a PostgreSQL server, as the utility's table."""

from __future__ import annotations

from pathlib import Path

SCHEMA = "stadtland_demo"
TABLE = "waermezaehler"

_MAKE = f"""
CREATE SCHEMA IF NOT EXISTS {SCHEMA};
DROP TABLE IF EXISTS {SCHEMA}.{TABLE};
CREATE TABLE {SCHEMA}.{TABLE} (
    zaehlernummer text NOT NULL,
    kunde text,
    strasse text,
    hausnummer text,
    plz text,
    stadtteil text,
    jahr integer NOT NULL,
    verbrauch_kwh double precision,
    ablesedatum date
);
"""


def load_heat_meters(file: Path, url: str) -> int:
    """Make the table anew, in a schema of its own that nothing else uses, and fill it; returns the rows loaded."""
    import pyarrow.parquet as pq
    from adbc_driver_postgresql import dbapi

    with pq.ParquetFile(file) as readings, dbapi.connect(url) as connection, connection.cursor() as cursor:
        for statement in filter(str.strip, _MAKE.split(";")):
            cursor.execute(statement)
        for batch in readings.iter_batches(batch_size=200_000):
            cursor.adbc_ingest(TABLE, batch, mode="append", db_schema_name=SCHEMA)
        connection.commit()
        return int(readings.metadata.num_rows)
