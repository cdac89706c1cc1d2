"""`ByteStream`: the bytes of one file, decompressed, in chunks, hashed while they pass."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from typing import IO, Any, Literal, cast

from schemas.errors import StadtlandError
from sources.fingerprint import FileDigest
from sources.locate import SourceFile, unreadable

CHUNK_BYTES = 4 << 20
"""Of 4, 8, 16 and 32 MiB the one that reads 10 million rows with the least work and memory (caches hold it)."""

Compression = Literal["none", "gzip", "bz2", "zstd"]

_MAGIC: dict[str, bytes] = {
    "gzip": b"\x1f\x8b\x08",
    "bz2": b"BZh",
    "zstd": b"\x28\xb5\x2f\xfd",
    "zip (Excel)": b"PK\x03\x04",
    "Parquet": b"PAR1",
}


class ByteStream:
    """One file read once from start to end: what it holds and, afterwards, the hash of exactly the bytes read.

    Iterating gives chunks of at most `CHUNK_BYTES` of decompressed bytes. Raises `source-unreadable`,
    `source-compression-differs` (what the agreement says is not what the first bytes say) or `source-damaged`.
    """

    def __init__(self, file: SourceFile, compression: Compression, *, dataset: str) -> None:
        self._file = file
        self._compression = compression
        self._dataset = dataset
        self._hash = hashlib.sha256()
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        try:
            with self._file.path.open("rb", buffering=0) as disk:
                self._refuse_other_compression(disk.read(16))
                disk.seek(0)
                yield from self._plain(disk) if self._compression == "none" else self._unpacked(_Hashed(disk, self))
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise StadtlandError("source-damaged", dataset=self._dataset, file=self._file.label) from None
        except OSError as error:
            if error.errno is None:  # the decompressors of bz2 and zstd say "invalid data" this way
                raise StadtlandError("source-damaged", dataset=self._dataset, file=self._file.label) from None
            raise unreadable(error, dataset=self._dataset, label=self._file.label) from None

    def digest(self) -> FileDigest:
        """Name, size and SHA-256 of the file on disk; complete once the iteration has ended."""
        return FileDigest(self._file.label, self._file.below, self._size, self._hash.hexdigest())

    def take_note(self, piece: memoryview | bytes) -> None:
        """Count and hash one piece in the order it was read."""
        self._hash.update(piece)
        self._size += len(piece)

    def _plain(self, disk: IO[bytes]) -> Iterator[bytes]:
        while chunk := disk.read(CHUNK_BYTES):
            self.take_note(chunk)
            yield chunk

    def _unpacked(self, raw: io.RawIOBase) -> Iterator[bytes]:
        opened = _opened(raw, self._compression)
        while chunk := opened.read(CHUNK_BYTES):
            yield chunk
        # A decompressor may stop before the file does: what comes after belongs to the hash of the file all the same.
        while raw.read(CHUNK_BYTES):
            pass

    def _refuse_other_compression(self, start: bytes) -> None:
        found = next((name for name, magic in _MAGIC.items() if start.startswith(magic)), "none")
        if found == "bz2" and start[4:10] != b"1AY&SY":
            found = "none"  # plain text may begin with BZh
        if start and found != self._compression:
            raise StadtlandError(
                "source-compression-differs",
                dataset=self._dataset,
                file=self._file.label,
                agreed=self._compression,
                found=found,
            )


class _Hashed(io.RawIOBase):
    """The raw file; every piece that is read passes the stream's hash."""

    def __init__(self, disk: IO[bytes], stream: ByteStream) -> None:
        self._disk = cast(io.RawIOBase, disk)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._disk.readinto(buffer) or 0
        self._stream.take_note(memoryview(buffer)[:count])
        return count


def _opened(raw: io.RawIOBase, compression: Compression) -> IO[bytes]:
    if compression == "gzip":
        return cast(IO[bytes], gzip.GzipFile(fileobj=io.BufferedReader(raw, 1 << 20)))
    if compression == "bz2":
        return cast(IO[bytes], bz2.BZ2File(io.BufferedReader(raw, 1 << 20)))
    import pyarrow as pa  # Python 3.11 has no zstd of its own

    return cast(IO[bytes], pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd"))
