"""Why places, or what is in them, are not to be had."""

from collections.abc import Mapping, Sequence

from eslabon.contracts.envelope import Lang, Missing, Reason
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Snapshot

from niche_api.chains.book import Row
from niche_api.geography.shapes import Shapes
from niche_api.geography.zones import Zone

_SHOWN = 12
"""Most names in one sentence."""


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" (+{more})" if more > 0 else "")


def _missing(what: str, reason: Reason, said: Texts, snapshot: Snapshot) -> Missing:
    return Missing(what=what, reason=reason, detail=said[Lang(snapshot.lang)])


def _regions_not_loaded(snapshot: Snapshot) -> Missing:
    said = texts(
        "No hay unidades de primer nivel cargadas: envíe el conjunto regions.",
        "Não há unidades de primeiro nível carregadas: envie o conjunto regions.",
        "No first-level units are loaded: send dataset regions.",
    )
    return _missing("regions", Reason.NOT_LOADED, said, snapshot)


def of_regions(
    snapshot: Snapshot, rows: Sequence[Row], places: Shapes, country: str | None
) -> list[Missing]:
    """Return why units, or their borders, are lacking."""
    if not places.rows:
        return [_regions_not_loaded(snapshot)]
    if not rows:
        said = texts(
            f"No hay unidades de {country} cargadas.",
            f"Não há unidades de {country} carregadas.",
            f"No units of {country} are loaded.",
        )
        return [_missing("regions", Reason.NOT_LOADED, said, snapshot)]
    absent = [row["region"] for row in rows if row["region"] not in places.geometries]
    if not absent:
        return []
    names = _listed(absent)
    said = texts(
        f"Sin contorno cargado: {names}.",
        f"Sem contorno carregado: {names}.",
        f"Without borders loaded: {names}.",
    )
    return [_missing("geometry", Reason.NOT_LOADED, said, snapshot)]


def of_areas(snapshot: Snapshot, rows: Sequence[Row]) -> list[Missing]:
    """Return why there are no degraded areas: none is loaded, or none there."""
    if rows:
        return []
    if snapshot.ids("degraded_areas"):
        said = texts(
            "Ninguna área degradada cargada está allí; no dice que no la haya.",
            "Nenhuma área degradada carregada está ali; não diz que não haja.",
            "No degraded area loaded lies there; that does not say there is none.",
        )
        return [_missing("degraded_areas", Reason.NOT_REPORTED, said, snapshot)]
    said = texts(
        "Todavía no hay áreas degradadas cargadas: envíe el conjunto degraded_areas.",
        "Ainda não há áreas degradadas carregadas: envie o conjunto degraded_areas.",
        "No degraded areas are loaded yet: send dataset degraded_areas.",
    )
    return [_missing("degraded_areas", Reason.NOT_LOADED, said, snapshot)]


def of_zones(
    snapshot: Snapshot, found: Sequence[Zone], places: Shapes, name: str, country: str | None
) -> list[Missing]:
    """Return why a chain has no zones, or some of them no borders."""
    missing = []
    where = f"{name} ({country})" if country else name
    if not found:
        is_loaded = bool(snapshot.ids("chain_zones"))
        said = texts(
            f"Ninguna fuente cargada da zonas de {where}; no dice que no haya.",
            f"Nenhuma fonte carregada dá zonas de {where}; não diz que não haja.",
            f"No loaded source gives zones of {where}; that does not say there are none.",
        )
        reason = Reason.NOT_REPORTED if is_loaded else Reason.NOT_LOADED
        missing.append(_missing("zones", reason, said, snapshot))
    if not places.rows:
        missing.append(_regions_not_loaded(snapshot))
        return missing
    whole = [zone.country for zone in found if zone.region == zone.country]
    if whole:
        names = _listed(whole)
        said = texts(
            f"La fuente no nombra la unidad, solo el país: {names}.",
            f"A fonte não nomeia a unidade, só o país: {names}.",
            f"The source names no unit, only the country: {names}.",
        )
        missing.append(_missing("geometry", Reason.NOT_REPORTED, said, snapshot))
    absent = [
        zone.region
        for zone in found
        if zone.region != zone.country and zone.region not in places.geometries
    ]
    if absent:
        names = _listed(absent)
        said = texts(
            f"Sin contorno cargado: {names}.",
            f"Sem contorno carregado: {names}.",
            f"Without borders loaded: {names}.",
        )
        missing.append(_missing("geometry", Reason.NOT_LOADED, said, snapshot))
    return missing


def of_point(
    snapshot: Snapshot,
    near: Mapping[str, float],
    undivided: Sequence[str],
    found: Sequence[Zone],
    km: float,
) -> list[Missing]:
    """Return why nothing is near a point, and which countries near it lack borders of units."""
    if not snapshot.ids("regions"):
        return [_regions_not_loaded(snapshot)]
    missing = []
    if undivided:
        names = _listed(undivided)
        said = texts(
            f"Sin contorno de sus unidades, y por eso sin medir: {names}.",
            f"Sem contorno de suas unidades, e por isso sem medir: {names}.",
            f"Without borders of their units, and so not measured: {names}.",
        )
        missing.append(_missing("geometry", Reason.NOT_LOADED, said, snapshot))
    if not near and not undivided:
        said = texts(
            f"Ninguna unidad cargada está a {km:g} km o menos del punto.",
            f"Nenhuma unidade carregada está a {km:g} km ou menos do ponto.",
            f"No unit loaded lies within {km:g} km of the point.",
        )
        missing.append(_missing("regions", Reason.NOT_IDENTIFIED, said, snapshot))
    if near and not found:
        names = _listed(sorted(near))
        said = texts(
            f"Ninguna fuente cargada da cadenas en {names}; no dice que no haya.",
            f"Nenhuma fonte carregada dá cadeias em {names}; não diz que não haja.",
            f"No loaded source gives chains in {names}; that does not say there are none.",
        )
        missing.append(_missing("zones", Reason.NOT_REPORTED, said, snapshot))
    return missing
