"""Messages of SDMX, written by pysdmx; what it does not do to our texts is done after it.

It writes names in one language, all of them marked English, and breaks on quotes and apostrophes in
texts. So it is given a mark in the place of each text, and the texts are put where the marks stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import orjson
from servicekit.language import Texts
from servicekit.releases.snapshot import Published

from matrix_api.sdmx.components import AGENCY, VERSION
from matrix_api.sdmx.cubes import Cube
from matrix_api.sdmx.formats import Format
from matrix_api.sdmx.packing import Packed
from matrix_api.sdmx.structures import described

if TYPE_CHECKING:
    from pysdmx.model import AvailabilityConstraint
    from pysdmx.model.__base import MaintainableArtefact
    from pysdmx.model.message import Header

_MARK = "⟦{}⟧"
_NAME = re.compile(r'<com:(Name|Description) xml:lang="en">⟦(\d+)⟧</com:\1>')
_MARKED = re.compile(r"⟦(\d+)⟧")
_NOT_OF_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_READ = re.compile(
    r"<str:MeasureRelationship>.*?</str:MeasureRelationship>"
    r"|<str:DataStructureComponents>\s*</str:DataStructureComponents>",
    re.DOTALL,
)
"""What says that an attribute is of the only measure, at which sdmx1 fails; and the components of a
structure that is asked for without them, which no schema takes."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Marks:
    """Texts in the order in which they were handed over; a mark of each is written."""

    def __init__(self) -> None:
        self._texts: list[Texts] = []

    def __call__(self, text: Texts) -> str:
        """Return the mark of a text."""
        self._texts.append(text)
        return _MARK.format(len(self._texts) - 1)

    def replaced(self, written: str) -> str:
        """Return a message with each name in the three languages."""

        def names(found: re.Match[str]) -> str:
            tag, said = found[1], self._texts[int(found[2])]
            return "".join(
                f'<com:{tag} xml:lang="{lang}">{_xml(text)}</com:{tag}>'
                for lang, text in said.items()
            )

        return _NAME.sub(names, written)


def _xml(text: str) -> str:
    return escape(_NOT_OF_XML.sub("", text), {'"': "&quot;", "\n": " "})


def _header(published: Published) -> Header:
    from pysdmx.model import Organisation
    from pysdmx.model.message import Header

    return Header(
        id=f"{AGENCY}-{published.n}",
        prepared=published.published_at or _NEVER,
        sender=Organisation(id=AGENCY),
    )


def structures(
    built: Sequence[MaintainableArtefact | AvailabilityConstraint],
    format_: Format,
    marks: Marks | None,
    published: Published,
) -> bytes:
    """Return a structure message; `marks` holds its texts where they were handed over as marks."""
    from pysdmx.io.format import Format as Sdmx
    from pysdmx.io.writer import write_sdmx

    written = write_sdmx(
        list(built), Sdmx[format_.writer], header=_header(published), prettyprint=False
    )
    assert written is not None
    if marks is None:
        return orjson.dumps(_without_empty_lists(orjson.loads(written)))
    return _NOT_READ.sub("", marks.replaced(written)).encode()


def _without_empty_lists(value: Any) -> Any:
    """Return json without what no schema takes: lists of nothing, structures of no dimensions."""
    if isinstance(value, list):
        return [_without_empty_lists(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _without_empty_lists(one) for key, one in value.items() if one != []}
    if kept.get("dataStructureComponents", {}).get("dimensionList") == {}:
        del kept["dataStructureComponents"]
    return kept


def data(cube: Cube, packed: Packed, format_: Format, published: Published) -> bytes:
    """Return a data message of observations."""
    import pandas as pd
    from pysdmx.io.format import Format as Sdmx
    from pysdmx.io.pd import PandasDataset
    from pysdmx.io.writer import write_sdmx
    from pysdmx.model import Components, Schema

    names = [one.id for one in cube.components]
    frame = pd.DataFrame(packed.rows, columns=names, dtype=object)
    frame = frame[list(packed.columns)].fillna("")
    texts: list[str] = []
    if format_.kind == "xml":
        for one in cube.all_attributes:
            if one.codelist is None and one.id in packed.columns:
                distinct = [text for text in frame[one.id].unique() if text]
                marks = {text: _MARK.format(len(texts) + n) for n, text in enumerate(distinct)}
                frame[one.id] = frame[one.id].map(lambda text, marks=marks: marks.get(text, ""))
                texts += distinct
    schema = Schema("dataflow", AGENCY, cube.id, Components(described(cube, as_text=True)), VERSION)
    layout = {"dimension_at_observation": packed.at_observation} if format_.kind == "xml" else {}
    written = write_sdmx(
        PandasDataset(structure=schema, data=frame),
        Sdmx[format_.writer],
        header=_header(published),
        prettyprint=False,
        **layout,
    )
    assert written is not None
    if format_.kind != "xml":
        return written.encode()
    # It names the dataflow where the kind of structure belongs.
    written = written.replace(f'ss:dataScope="{cube.id}"', 'ss:dataScope="Dataflow"', 1)
    return _MARKED.sub(lambda found: _xml(texts[int(found[1])]), written).encode()
