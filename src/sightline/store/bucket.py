"""A bucket of S3: names and bytes, with its faults said in our words.

Endpoint and credentials come from the environment, as every tool for S3 reads them (``AWS_ENDPOINT_URL``,
``AWS_ACCESS_KEY_ID`` and so on). Every write carries its SHA-256, which the server verifies.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from sightline.core.errors import BadSetting, Broken, Busy
from sightline.store.sealed_folder import is_digest

if TYPE_CHECKING:
    from obstore.store import S3Store

LARGE = 64 << 20
"""Bytes from which a file is sent in parts, which S3 does without a condition; its name is its digest all the same."""
BLOCK = 1 << 20


@frozen(slots=True)
class Bucket:
    """A bucket, or a part of it: names and bytes, with the faults of S3 said in our words."""

    store: "S3Store"
    url: str

    def send(self, name: str, path: Path) -> bool:
        """Write a file under a name; False, and nothing is written, when something stands there."""
        import obstore
        from obstore.exceptions import AlreadyExistsError

        with _said(self.url):
            large = path.stat().st_size > LARGE
            if large and self.size(name) is not None:
                return False
            try:
                with path.open("rb") as stream:
                    if large:
                        obstore.put(self.store, name, stream, use_multipart=True)
                    else:
                        obstore.put(self.store, name, stream, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return False
            except FileNotFoundError as error:
                raise Broken(
                    "there is no such bucket", item=self.url, todo="make it, or mend [vault] url"
                ) from error
        return True

    def mark(self, name: str) -> None:
        """Write an empty object."""
        import obstore

        with _said(self.url):
            obstore.put(self.store, name, b"", use_multipart=False)

    def size(self, name: str) -> int | None:
        """Give the size of an object; None when there is none."""
        import obstore

        try:
            with _said(self.url):
                return int(obstore.head(self.store, name)["size"])
        except FileNotFoundError:
            return None

    def blocks(self, name: str) -> Iterator[bytes]:
        """Read an object in blocks; FileNotFoundError when there is none."""
        import obstore

        with _said(self.url):
            for block in obstore.get(self.store, name).stream(min_chunk_size=BLOCK):
                yield bytes(block)

    def names(self, area: str | None = None) -> list[str]:
        """List the names of all objects, or those of one area, in order."""
        import obstore

        with _said(self.url):
            return sorted(meta["path"] for some in obstore.list(self.store, prefix=area) for meta in some)

    def delete(self, name: str) -> None:
        """Remove an object, there or not."""
        import obstore

        try:
            with _said(self.url):
                obstore.delete(self.store, name)
        except FileNotFoundError:
            pass

    def digest(self, name: str) -> bytes | None:
        """Hash an object as it lies in the bucket (SHA-256); None when there is none."""
        whole = hashlib.sha256()
        try:
            for block in self.blocks(name):
                whole.update(block)
        except FileNotFoundError:
            return None
        return whole.digest()


def open_bucket(url: str) -> Bucket:
    """Open a bucket, or a part of it; nothing is asked of it yet.

    Parameters
    ----------
    url : str
        ``s3://bucket`` or ``s3://bucket/prefix``.

    Raises
    ------
    BadSetting
        The URL names no bucket.
    """
    from obstore.store import S3Store

    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    if not url.startswith("s3://") or bucket == "":
        raise BadSetting(f"[vault] url is {url!r}", todo="write s3://bucket or s3://bucket/prefix")
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    store = S3Store(
        bucket,
        prefix=prefix.strip("/") or None,
        config={"checksum_algorithm": "SHA256", **({} if endpoint is None else {"endpoint": endpoint})},
        client_options={"allow_http": endpoint is not None and endpoint.startswith("http://")},
    )
    return Bucket(store, url.rstrip("/"))


def digest_in(path: str, area: str) -> str | None:
    """Give the digest that a name under an area stands for; None when it is no such name."""
    head, _, tail = path.removeprefix(f"{area}/").partition("/")
    fits = path.startswith(f"{area}/") and len(head) == 2 and is_digest(head + tail)
    return head + tail if fits else None


@contextmanager
def _said(url: str) -> Iterator[None]:
    """Say what S3 said in our words; what is not there stays FileNotFoundError, what is there AlreadyExistsError."""
    from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError

    try:
        yield
    except AlreadyExistsError:
        raise
    except (PermissionDeniedError, UnauthenticatedError) as error:
        todo = "check the credentials in the environment"
        raise Broken("the bucket does not let us in", item=url, todo=todo) from error
    except BaseError as error:
        todo = "see whether the bucket is there and can be reached, and run it again"
        raise Busy(f"the bucket does not answer: {str(error)[:300]}", item=url, todo=todo) from error
