"""Why a part of a chain's answer is empty."""

from collections.abc import Iterable, Sized

from eslabon.contracts.chains import ChainPermit, PermitKind, Species, StatusScheme
from eslabon.contracts.envelope import Lang, Missing, Reason
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Snapshot

DATASETS: dict[str, tuple[str, Texts]] = {
    "names": ("chain_names", texts("nombres", "nomes", "names")),
    "species": ("species", texts("especies", "espécies", "species")),
    "presence": ("chain_presence", texts("presencia", "presença", "presence")),
    "biology": ("chain_biology", texts("biología", "biologia", "biology")),
    "zones": ("chain_zones", texts("zonas", "zonas", "zones")),
    "statistics": ("chain_statistics", texts("cifras", "cifras", "figures")),
    "prices": ("chain_prices", texts("precios", "preços", "prices")),
    "products": ("chain_products", texts("códigos", "códigos", "codes")),
    "permits": ("chain_permits", texts("permisos", "licenças", "permits")),
}
"""Blocks of an answer, the datasets they are read from and what they are called."""

NOT_LISTED = "NOT_LISTED"
_PERMITS: dict[PermitKind, Texts] = {
    PermitKind.HARVEST: texts(
        "permisos de cosecha o pesca", "licenças de colheita ou pesca", "permits of harvest"
    ),
    PermitKind.ACCESS_BENEFIT_SHARING: texts(
        "reglas de acceso y reparto de beneficios (Nagoya)",
        "regras de acesso e repartição de benefícios (Nagoya)",
        "rules of access and benefit sharing (Nagoya)",
    ),
    PermitKind.CITES: texts("permisos CITES", "licenças CITES", "permits of CITES"),
}


def _empty(what: str, dataset: str, said: Texts, where: str, snapshot: Snapshot) -> Missing:
    lang = Lang(snapshot.lang)
    name = said[lang]
    if not snapshot.ids(dataset):
        detail = texts(
            f"No hay {name} cargados: envíe el conjunto {dataset}.",
            f"Não há {name} carregados: envie o conjunto {dataset}.",
            f"No {name} are loaded: send dataset {dataset}.",
        )
        return Missing(what=what, reason=Reason.NOT_LOADED, detail=detail[lang])
    detail = texts(
        f"Ninguna fuente cargada da {name} de {where}; no dice que no haya.",
        f"Nenhuma fonte carregada dá {name} de {where}; não diz que não haja.",
        f"No loaded source gives {name} of {where}; that does not say there are none.",
    )
    return Missing(what=what, reason=Reason.NOT_REPORTED, detail=detail[lang])


def empty_blocks(snapshot: Snapshot, where: str, **blocks: Sized) -> list[Missing]:
    """Return why each of these blocks that holds nothing does so; `where` names the chain."""
    return [
        _empty(name, *DATASETS[name], where, snapshot)
        for name, block in blocks.items()
        if not len(block)
    ]


def permits_unknown(
    snapshot: Snapshot, where: str, permits: Iterable[ChainPermit], species: Iterable[Species]
) -> list[Missing]:
    """Return the kinds of permit that nothing is known of.

    A species that CITES does not list needs none of its permits.
    """
    known = {permit.kind for permit in permits}
    cites = {
        status.value
        for one in species
        for status in one.statuses
        if status.scheme is StatusScheme.CITES
    }
    if cites == {NOT_LISTED}:
        known.add(PermitKind.CITES)
    return [
        _empty(f"permits.{kind}", "chain_permits", said, where, snapshot)
        for kind, said in _PERMITS.items()
        if kind not in known
    ]


def producers_unknown(snapshot: Snapshot, where: str) -> Missing:
    """Return that no source says who produces."""
    said = texts(
        "productores comunitarios o indígenas",
        "produtores comunitários ou indígenas",
        "community or indigenous producers",
    )
    return _empty("zones.producers", "chain_zones", said, where, snapshot)


def not_loaded(snapshot: Snapshot) -> list[Missing]:
    """Return the datasets of chains that hold nothing."""
    names = {
        "chains": texts(
            "No hay cadenas cargadas.", "Não há cadeias carregadas.", "No chains are loaded."
        ),
        "chain_names": texts(
            "No hay nombres de cadenas por país cargados.",
            "Não há nomes de cadeias por país carregados.",
            "No names of chains by country are loaded.",
        ),
        "chain_products": texts(
            "No hay códigos de cadenas cargados.",
            "Não há códigos de cadeias carregados.",
            "No codes of chains are loaded.",
        ),
    }
    return [
        Missing(what=name, reason=Reason.NOT_LOADED, detail=detail[Lang(snapshot.lang)])
        for name, detail in names.items()
        if not snapshot.ids(name)
    ]


def untraded(snapshot: Snapshot, count: int, code: str, nomenclature: str) -> Missing:
    """Return that none of the loaded chains is traded under a code."""
    detail = texts(
        f"Ninguna de las {count} cadenas cargadas se comercia con el código {code} de "
        f"{nomenclature}.",
        f"Nenhuma das {count} cadeias carregadas é comercializada sob o código {code} de "
        f"{nomenclature}.",
        f"None of the {count} chains loaded is traded under code {code} of {nomenclature}.",
    )
    reason = Reason.NOT_IDENTIFIED
    return Missing(what="chains", reason=reason, detail=detail[Lang(snapshot.lang)])
