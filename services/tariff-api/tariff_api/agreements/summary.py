"""How much of the region's agreements is loaded, beside the number of fiches ALADI counts."""

from collections import Counter
from collections.abc import Iterable

from eslabon.contracts.agreements import Agreement, KindCount, RegistrySummary
from eslabon.contracts.envelope import Lang, Missing, Provenance, Reason
from servicekit.language import texts

REPORTED_FICHES = 48
REPORTED_SOURCE = (
    "Informe del taller sobre encadenamientos productivos regionales: «Conozca los acuerdos» de "
    "la ALADI, fichas normalizadas de 48 acuerdos con preferencias arancelarias"
)
_SENTENCE = texts(
    "Cargados {loaded} acuerdos con código ALADI, vigentes y con preferencias conocidas, de las "
    "{reported} fichas que cuenta la ALADI.",
    "Carregados {loaded} acordos com código ALADI, vigentes e com preferências conhecidas, das "
    "{reported} fichas que a ALADI conta.",
    "Loaded {loaded} agreements with an ALADI code, not ended and known to grant preferences, of "
    "the {reported} fiches that ALADI counts.",
)
_LIST = texts(
    "La lista de los {reported} no se encontró: no se sabe si incluye AR.PAR 4, AR.AM y los "
    "AAP.A25TM, ni cuáles de los cargados son.",
    "A lista dos {reported} não foi encontrada: não se sabe se inclui AR.PAR 4, AR.AM e os "
    "AAP.A25TM, nem quais dos carregados são.",
    "The list of the {reported} was not found: it is not known whether it includes AR.PAR 4, "
    "AR.AM and the AAP.A25TM, nor which of those loaded are on it.",
)


def _is_aladi(agreement: Agreement) -> bool:
    return agreement.kind.startswith(("AR.", "AAP."))


def _count(agreements: Iterable[Agreement]) -> Counter[bool | None]:
    return Counter(one.has_preferences for one in agreements)


def summary(
    agreements: list[Agreement], reported: int, lang: Lang, provenance: list[Provenance]
) -> RegistrySummary:
    """Return the counts; `reported` is quoted and compared, never assumed."""
    aladi = [one for one in agreements if _is_aladi(one)]
    fiches = [one for one in aladi if one.has_preferences and one.status != "ENDED"]
    of_aladi = _count(aladi)
    kinds = []
    for kind in sorted({one.kind for one in agreements}):
        of_kind = _count(one for one in agreements if one.kind == kind)
        kinds.append(
            KindCount(
                kind=kind,
                loaded=of_kind.total(),
                with_preferences=of_kind[True],
                without_preferences=of_kind[False],
                unknown=of_kind[None],
            )
        )
    detail = _LIST[lang].format(reported=reported)
    return RegistrySummary(
        loaded=len(agreements),
        aladi=len(aladi),
        aladi_with_preferences=of_aladi[True],
        aladi_without_preferences=of_aladi[False],
        aladi_unknown=of_aladi[None],
        aladi_fiches=len(fiches),
        aladi_fiches_unverified=sum(not one.verified for one in fiches),
        without_code=sum(one.scope != "OUTSIDE_ALADI" for one in agreements) - len(aladi),
        outside_aladi=sum(one.scope == "OUTSIDE_ALADI" for one in agreements),
        reported_fiches=reported,
        reported_source=REPORTED_SOURCE,
        sentence=_SENTENCE[lang].format(loaded=len(fiches), reported=reported),
        kinds=kinds,
        provenance=provenance,
        missing=[Missing(what="fiches", reason=Reason.NOT_IDENTIFIED, detail=detail)],
    )
