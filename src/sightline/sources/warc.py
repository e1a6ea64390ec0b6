"""Write an answer of the web as a WARC record: the form in which other archives keep, check and replay pages.

1. The WARC Format 1.1, IIPC. https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import os
import tempfile
from pathlib import Path

from sightline.core.doors_answer import Fetched

__all__ = ["WARC_TYPE", "write_warc"]

WARC_TYPE = "application/warc"


def write_warc(answer: Fetched, *, into: Path) -> Path:
    """Write one response record with its status line, headers and body; return the new file.

    The body was taken out of its transfer encoding on the way, so that header stands as
    ``X-Sightline-Transfer-Encoding``: a reader would otherwise look for chunks that are not there. Redirects on the
    way are kept with the capture, not here.
    """
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    headers = [
        (_renamed(name).decode("latin-1"), value.decode("latin-1")) for name, value in answer.raw_headers
    ]
    about = {"WARC-Date": answer.fetched_at}
    if answer.remote_address != "" and not answer.remote_address.startswith("via "):
        about["WARC-IP-Address"] = answer.remote_address
    handle, name = tempfile.mkstemp(prefix="answer-", suffix=".warc", dir=into)
    with os.fdopen(handle, "wb") as file, answer.path.open("rb") as body:
        writer = WARCWriter(file, gzip=False, warc_version="WARC/1.1")
        record = writer.create_warc_record(
            answer.final_url,
            "response",
            payload=body,
            length=answer.size,
            http_headers=StatusAndHeaders(
                f"{answer.status} {answer.reason}".strip(),
                headers,
                protocol=answer.http_version or "HTTP/1.1",
            ),
            warc_headers_dict=about,
        )
        writer.write_record(record)
    return Path(name)


def _renamed(name: bytes) -> bytes:
    return b"X-Sightline-Transfer-Encoding" if name.lower() == b"transfer-encoding" else name
