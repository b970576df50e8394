"""Why a job failed, in one sentence of three languages."""

from servicekit.releases.dataset import Texts, texts
from servicekit.releases.faults import Fault


def fault(found: Fault) -> Texts:
    """Text for an upload that one fault refuses."""
    place_es, place_pt, place_en = _place(found)
    value = "" if found.value is None else f" {found.value!r}:"
    es, pt, en = found.reason.values()
    return texts(
        f"{place_es}{value} {es}".strip(),
        f"{place_pt}{value} {pt}".strip(),
        f"{place_en}{value} {en}".strip(),
    )


def _place(found: Fault) -> tuple[str, str, str]:
    es, pt, en = [], [], []
    if found.line is not None:
        es.append(f"línea {found.line}")
        pt.append(f"linha {found.line}")
        en.append(f"line {found.line}")
    if found.column is not None:
        es.append(f"columna {found.column}")
        pt.append(f"coluna {found.column}")
        en.append(f"column {found.column}")
    said = (", ".join(parts) for parts in (es, pt, en))
    return tuple(f"{place[0].upper()}{place[1:]}:" if place else "" for place in said)  # type: ignore[return-value]


def rows(refused: int, read: int, first: Fault) -> Texts:
    """Text for an upload with more faulty rows than it allows."""
    es, pt, en = fault(first).values()
    return texts(
        f"{refused} de {read} filas tienen errores. La primera: {es}.",
        f"{refused} de {read} linhas têm erros. A primeira: {pt}.",
        f"{refused} of {read} rows have faults. The first: {en}.",
    )


def several(count: int, first: Fault) -> Texts:
    """Text for an upload that breaks rules of the whole in several places."""
    if count == 1:
        return fault(first)
    es, pt, en = fault(first).values()
    return texts(
        f"{count} errores. El primero: {es}.",
        f"{count} erros. O primeiro: {pt}.",
        f"{count} faults. The first: {en}.",
    )


def died(attempts: int) -> Texts:
    """Text for a job whose worker died at every attempt."""
    return texts(
        f"El proceso que la cargaba se interrumpió {attempts} veces; vuelva a enviarla o avise a"
        " quien administra el servicio.",
        f"O processo que a carregava foi interrompido {attempts} vezes; envie de novo ou avise a"
        " quem administra o serviço.",
        f"The process that loaded it died {attempts} times; send it again or tell the operator.",
    )


def internal(error: Exception) -> Texts:
    """Text for a failure that is not the data's."""
    kind = type(error).__name__
    return texts(
        f"Falló la plataforma, no los datos ({kind}): {error}",
        f"Falhou a plataforma, não os dados ({kind}): {error}",
        f"The platform failed, not the data ({kind}): {error}",
    )
