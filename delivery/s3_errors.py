"""What S3 and the network answer, said in the house's own errors: without keys, signatures or endpoints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemas.errors import StadtlandError

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

_TRY_AGAIN = ("RequestTimeout", "SlowDown", "InternalError", "ServiceUnavailable", "Throttling")


@contextmanager
def s3_errors(target: str, action: str) -> Iterator[None]:
    """Turn botocore's errors into `target-unreachable` (worth a retry), `target-refused`, `target-not-found`,
    `target-credentials-missing` or `target-failed`."""
    from botocore import exceptions

    try:
        yield
    except exceptions.ClientError as error:
        raise _answer(error, target, action) from None
    except (exceptions.NoCredentialsError, exceptions.PartialCredentialsError, exceptions.ProfileNotFound):
        raise StadtlandError("target-credentials-missing", target=target) from None
    except (exceptions.ConnectionError, exceptions.HTTPClientError, exceptions.IncompleteReadError) as error:
        # Name, connection, time-out, TLS and interrupted-answer errors all derive from these.
        raise StadtlandError("target-unreachable", target=target, action=action, reason=type(error).__name__) from None
    except exceptions.BotoCoreError as error:
        raise StadtlandError("target-failed", target=target, action=action, reason=type(error).__name__) from None


def status_of(error: ClientError) -> int:
    """The HTTP status of an answer; 0 where it has none."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _answer(error: ClientError, target: str, action: str) -> StadtlandError:
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = status_of(error)
    if code == "NoSuchBucket":
        return StadtlandError("target-not-found", target=target)
    if status in (401, 403):
        return StadtlandError("target-refused", target=target, action=action, reason=code or str(status))
    if status >= 500 or status == 429 or code in _TRY_AGAIN:
        return StadtlandError("target-unreachable", target=target, action=action, reason=code or str(status))
    return StadtlandError("target-failed", target=target, action=action, reason=code or str(status))
