"""A file of contacts, checked row by row as an upload of a dataset is, and never kept on disk."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import Request
from servicekit.problems import ProblemError
from servicekit.releases import reasons, upload
from servicekit.releases.archives import check_signature
from servicekit.releases.dataset import Texts
from servicekit.releases.faults import Fault, RefusedError
from servicekit.settings import Settings

from niche_api.contacts.tables import CONTACTS

MOST_FAULTS = 100
"""Faults that one answer tells of."""


async def received(request: Request) -> bytes:
    """Return the rows of a request's body, packed for PostgreSQL's binary COPY.

    Raises
    ------
    ProblemError
        422 naming line, column and reason of each row that is refused: none is taken then.
    """
    kind = upload.upload_format(request, None)
    settings: Settings = request.app.state.settings
    with TemporaryDirectory(prefix="eslabon-contacts-") as folder:
        path = Path(folder) / "contacts"
        await upload.store(request, path, settings.max_body_bytes)
        return await asyncio.to_thread(_packed, path, kind, settings.max_unpacked_bytes)


def _packed(path: Path, kind: str, most_bytes: int) -> bytes:
    # The libraries of files take a second to import, which only who sends one waits for.
    from servicekit.releases.packing import HEADER, TRAILER, packed
    from servicekit.releases.rows import Upload, rows

    data, found, refused, read = [HEADER], [], 0, 0
    try:
        check_signature(kind, path)
        for block in rows(CONTACTS, Upload(path, kind, {}, most_bytes)):
            checked = block.checked
            found += checked.faults
            refused += checked.refused
            read += checked.rows + checked.refused
            if checked.rows:
                data.append(packed(checked.fields, checked.rows))
    except RefusedError as error:
        raise _refusal([error.fault, *error.others], reasons.fault(error.fault)) from error
    if found:
        raise _refusal(found, reasons.rows(refused, read, found[0]))
    return b"".join([*data, TRAILER])


def _refusal(found: list[Fault], detail: Texts) -> ProblemError:
    """Return the problem of faults: `/body/3/email` is column `email` of line 3."""
    errors = [
        ("/".join(["/body", *(str(at) for at in (one.line, one.column) if at)]), one.reason, "row")
        for one in found[:MOST_FAULTS]
    ]
    return ProblemError(422, "contacts_refused", detail, errors=errors)
