"""Which agreement people mean by what they type: read here, whoever asks."""

from servicekit.language import texts

from tariff_api.agreements.naming import AMBIGUOUS, key
from tariff_api.agreements.registry import Fiche, Registry
from tariff_api.faults import Fault


def meant(registry: Registry, name: str, pointer: str) -> Fiche | Fault:
    """Return the agreement that people mean by its code or another name.

    A fault where no agreement has the name (404) or where it stands for two things (422);
    `pointer` is where the name stands in the request.
    """
    meanings = AMBIGUOUS.get(key(name))
    if meanings:
        return _ambiguous(name, " / ".join(meanings), pointer)
    return registry.named(name) or _unknown(name, pointer)


def _ambiguous(name: str, meanings: str, pointer: str) -> Fault:
    return Fault(
        422,
        "ambiguous_name",
        pointer,
        texts(
            f"«{name}» puede ser {meanings}; escriba cuál, o el código de un acuerdo.",
            f"«{name}» pode ser {meanings}; escreva qual, ou o código de um acordo.",
            f"“{name}” may be {meanings}; write which, or the code of an agreement.",
        ),
    )


def _unknown(name: str, pointer: str) -> Fault:
    return Fault(
        404,
        "unknown_agreement",
        pointer,
        texts(
            f"«{name}» no es un acuerdo del registro; búsquelo en /v1/agreements con `q`.",
            f"«{name}» não é um acordo do registro; procure-o em /v1/agreements com `q`.",
            f"“{name}” is not an agreement of the registry; look it up in /v1/agreements with `q`.",
        ),
    )
