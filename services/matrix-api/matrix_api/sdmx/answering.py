"""Messages that answer queries: what is asked for is read, then written in a thread."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from fastapi import Response
from servicekit.language import texts
from servicekit.naming import Names, Naming
from servicekit.releases.snapshot import Snapshot

from matrix_api.sdmx import codelists, formats, refusals, structures, writing
from matrix_api.sdmx.available import availability
from matrix_api.sdmx.catalogue import Catalogue, catalogue
from matrix_api.sdmx.cubes import Cube
from matrix_api.sdmx.cuts import Presence, together
from matrix_api.sdmx.formats import Format
from matrix_api.sdmx.graph import Graph, Node, Selection
from matrix_api.sdmx.names import Named, named, of_codelist
from matrix_api.sdmx.observations import observations
from matrix_api.sdmx.packing import packed
from matrix_api.sdmx.queries import Availability, Data, Query, Structures
from matrix_api.sdmx.structures import Builder, is_stub
from matrix_api.sdmx.writing import Marks

MESSAGES_AT_ONCE = 2
"""Messages written at once: each keeps a processor busy."""
_FIXED: Mapping[str, Named] = {one.id: one.codes for one in codelists.FIXED}


class Answers:
    """Answers the queries that an application receives."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._free = asyncio.Semaphore(MESSAGES_AT_ONCE)

    async def to(
        self, snapshot: Snapshot, asked: Query, version: int, accept: str, kind: str | None
    ) -> Response:
        """Return the message that answers a query, in the format that `accept` or `kind` asks for.

        Raises
        ------
        ProblemError
            406 for formats, 404 where there is nothing, 413 for too much, and what the query is
            refused for.
        """
        offers = formats.OF_DATA if isinstance(asked, Data) else formats.OF_STRUCTURES
        format_ = formats.chosen(accept, kind, offers[version])
        found = await catalogue(snapshot)
        if isinstance(asked, Data):
            return await self._data(snapshot, found, asked, format_)
        if isinstance(asked, Availability):
            return await self._availability(snapshot, found, asked, format_)
        return await self._structures(snapshot, found, asked, format_)

    async def _data(
        self, snapshot: Snapshot, found: Catalogue, asked: Data, format_: Format
    ) -> Response:
        cube, rows = await observations(snapshot, found, asked)
        pack = packed(cube, rows, asked, is_grouped=format_.kind == "xml")
        async with self._free:
            body = await asyncio.to_thread(writing.data, cube, pack, format_, snapshot.published)
        return Response(body, media_type=format_.content_type)

    async def _structures(
        self, snapshot: Snapshot, found: Catalogue, asked: Structures, format_: Format
    ) -> Response:
        selection = Graph(found).selected(asked)
        if not selection.matched:
            raise refusals.no_results(
                texts(
                    "No hay una estructura así; la consulta `dataflow` lista los flujos que hay.",
                    "Não há uma estrutura assim; a consulta `dataflow` lista os fluxos que há.",
                    "There is no such structure; the query `dataflow` lists the dataflows.",
                )
            )
        lists = [
            node.id
            for node in selection.nodes
            if node.kind == "codelist" and not is_stub(asked.detail, node, selection)
        ]
        named_, given = await self._named(snapshot, found, lists)
        builder = partial(Builder, found, names=named_, detail=asked.detail, items=asked.items)
        return await self._written(snapshot, builder, selection, format_, given)

    async def _availability(
        self, snapshot: Snapshot, found: Catalogue, asked: Availability, format_: Format
    ) -> Response:
        cube, there = await availability(snapshot, found, asked)
        whole = Graph(found).with_references([Node("dataflow", cube.id)], ["descendants"])
        wanted = [one for one in whole.nodes if {"all", one.kind} & set(asked.references)]
        selection = Selection(tuple(wanted), ())
        lists = [node.id for node in wanted if node.kind == "codelist"]
        named_, given = await self._named(snapshot, found, lists)
        builder = partial(Builder, found, names=named_, only=_codes_there(cube, there))
        return await self._written(snapshot, builder, selection, format_, given, (cube, there))

    async def _written(
        self,
        snapshot: Snapshot,
        builder: "partial[Builder]",
        selection: Selection,
        format_: Format,
        given: Sequence[Names],
        there: tuple[Cube, Presence] | None = None,
    ) -> Response:
        """Return structures as a message; `there` comes along as a constraint of its dataflow."""
        marks = Marks() if format_.kind == "xml" else None

        def write() -> bytes:
            say = marks or (lambda said: said[snapshot.lang])
            built = builder(say=say).built(selection)
            constraints = [] if there is None else [structures.constraint(*there)]
            return writing.structures([*built, *constraints], format_, marks, snapshot.published)

        async with self._free:
            body = await asyncio.to_thread(write)
        response = Response(body, media_type=format_.content_type)
        self._naming.hold(response, snapshot.lang, *given)
        return response

    async def _named(
        self, snapshot: Snapshot, found: Catalogue, lists: Iterable[str]
    ) -> tuple[Mapping[str, Named], Sequence[Names]]:
        """Return the names of the codes of codelists, and what tariff-api gave of them."""
        names: dict[str, Named] = {}
        given: list[Names] = []
        for id_ in lists:
            if id_ in _FIXED:
                names[id_] = _FIXED[id_]
            elif id_ == codelists.EDITIONS:
                names[id_] = found.matrices
            else:
                given.append(await of_codelist(self._naming, snapshot, id_))
                names[id_] = named(found.codes[id_], given[-1])
        return names, given


def _codes_there(cube: Cube, there: Presence) -> Mapping[str, frozenset[str]]:
    """Return the codes by codelist that there are data of."""
    sets: dict[str, list[frozenset[str]]] = defaultdict(list)
    for one in cube.dimensions:
        if one.codelist is not None and one.id in there.codes:
            sets[one.codelist].append(there.codes[one.id])
    return {id_: together(found) for id_, found in sets.items()}
