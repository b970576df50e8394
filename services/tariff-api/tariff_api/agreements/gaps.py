"""What the fiche of an agreement does not know, and why: no field is empty without a reason."""

from collections.abc import Callable, Mapping

from eslabon.contracts.agreements import Agreement
from eslabon.contracts.envelope import Lang, Missing, Reason
from servicekit.language import Texts, texts

from tariff_api.agreements.registry import Fiche

_FIELDS: Mapping[str, tuple[Callable[[Agreement], object], Reason, Texts]] = {
    "signed_on": (
        lambda one: one.signed_on,
        Reason.NOT_REPORTED,
        texts(
            "Ninguna fuente leída da la fecha de suscripción.",
            "Nenhuma fonte lida dá a data de assinatura.",
            "No source read gives the date of signature.",
        ),
    ),
    "in_force_from": (
        lambda one: one.in_force_from or one.status in ("SIGNED", "NEGOTIATION"),
        Reason.NOT_REPORTED,
        texts(
            "Ninguna fuente leída da la fecha de entrada en vigor del acuerdo; puede diferir por "
            "par de países.",
            "Nenhuma fonte lida dá a data de entrada em vigor do acordo; pode diferir por par de "
            "países.",
            "No source read gives the date of the agreement's entry into force; it may differ by "
            "pair of countries.",
        ),
    ),
    "in_force_to": (
        lambda one: one.in_force_to or one.status != "ENDED",
        Reason.NOT_REPORTED,
        texts(
            "El acuerdo terminó y ninguna fuente leída dice cuándo.",
            "O acordo terminou e nenhuma fonte lida diz quando.",
            "The agreement ended and no source read says when.",
        ),
    ),
    "deposited_on": (
        lambda one: one.deposited_on or one.scope == "OUTSIDE_ALADI",
        Reason.NOT_LOADED,
        texts(
            "La fecha de depósito en la ALADI no está cargada.",
            "A data de depósito na ALADI não está carregada.",
            "The date of deposit with ALADI is not loaded.",
        ),
    ),
    "duration": (
        lambda one: one.duration,
        Reason.NOT_LOADED,
        texts(
            "La duración no está cargada.",
            "A duração não está carregada.",
            "The duration is not loaded.",
        ),
    ),
    "has_preferences": (
        lambda one: one.has_preferences is not None,
        Reason.NOT_IDENTIFIED,
        texts(
            "Ninguna fuente leída dice si otorga preferencias arancelarias.",
            "Nenhuma fonte lida diz se outorga preferências tarifárias.",
            "No source read says whether it grants tariff preferences.",
        ),
    ),
    "url": (
        lambda one: one.url,
        Reason.NOT_LOADED,
        texts(
            "La dirección del texto no está cargada.",
            "O endereço do texto não está carregado.",
            "The address of the text is not loaded.",
        ),
    ),
}

_ENTRIES = texts(
    "No hay vigencias cargadas par por par; si está en vigor, la fecha del acuerdo vale para "
    "todos los pares.",
    "Não há vigências carregadas par a par; se está em vigor, a data do acordo vale para todos os "
    "pares.",
    "No entries into force are loaded pair by pair; where it is in force, the agreement's date "
    "holds for every pair.",
)
_UNDATED = texts(
    "De {count} vigencias ninguna fuente leída da el primer día.",
    "De {count} vigências nenhuma fonte lida dá o primeiro dia.",
    "Of {count} entries no source read gives the first day.",
)
_ROLES = texts(
    "De {count} partes ninguna fuente leída dice si suscribieron o adhirieron.",
    "De {count} partes nenhuma fonte lida diz se assinaram ou aderiram.",
    "Of {count} parties no source read says whether they signed or acceded.",
)
_LISTS: Mapping[str, tuple[Callable[[Fiche], object], Texts]] = {
    "protocols": (
        lambda fiche: fiche.protocols,
        texts(
            "No hay protocolos cargados; no quiere decir que no los tenga.",
            "Não há protocolos carregados; não quer dizer que não os tenha.",
            "No protocols are loaded; that does not mean that it has none.",
        ),
    ),
    "nomenclatures": (
        lambda fiche: fiche.nomenclatures,
        texts(
            "No está cargado en qué nomenclatura y versión escribe sus listas.",
            "Não está carregado em que nomenclatura e versão escreve suas listas.",
            "It is not loaded in which nomenclature and version its lists are written.",
        ),
    ),
    "disciplines": (
        lambda fiche: fiche.disciplines,
        texts(
            "No se encontró en DESTA con seguridad: las materias que regula quedan sin evaluar.",
            "Não se encontrou em DESTA com segurança: as matérias que regula ficam sem avaliar.",
            "It was not found in DESTA for sure: the matters it regulates are not assessed.",
        ),
    ),
}


def gaps(fiche: Fiche, lang: Lang) -> list[Missing]:
    """Return what the fiche does not say, in the order of its fields."""
    agreement = fiche.plain
    found = [
        Missing(what=name, reason=reason, detail=said[lang])
        for name, (known, reason, said) in _FIELDS.items()
        if not known(agreement)
    ]
    roles = sum(party.role is None for party in agreement.parties)
    if roles:
        found.append(_counted("parties", _ROLES, roles, lang))
    may_grant = agreement.has_preferences is not False
    if not fiche.entries and may_grant and agreement.status in ("IN_FORCE", "UNKNOWN"):
        detail = _ENTRIES[lang]
        found.append(Missing(what="entries", reason=Reason.NOT_LOADED, detail=detail))
    undated = sum(entry.in_force_from is None for entry in fiche.entries)
    if undated:
        found.append(_counted("entries", _UNDATED, undated, lang))
    for name, (held, said) in _LISTS.items():
        if not held(fiche):
            reason = Reason.NOT_ASSESSED if name == "disciplines" else Reason.NOT_LOADED
            found.append(Missing(what=name, reason=reason, detail=said[lang]))
    return found


def _counted(what: str, said: Texts, count: int, lang: Lang) -> Missing:
    detail = said[lang].format(count=count)
    return Missing(what=what, reason=Reason.NOT_REPORTED, detail=detail)
