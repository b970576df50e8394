"""What an edition of complexity does not hold, in three languages, with what to change."""

from servicekit.releases.dataset import Texts, texts

from niche_api.complexity.editions import Edition
from niche_api.complexity.universe import UNIVERSE


def no_country(edition: Edition, code: str) -> Texts:
    """Text for a country without exports."""
    where = f"{edition.source} {edition.year}"
    return texts(
        f"{where} no trae exportaciones de {code}: pruebe otro año.",
        f"{where} não traz exportações de {code}: tente outro ano.",
        f"{where} holds no exports of {code}: try another year.",
    )


def no_product(edition: Edition, code: str) -> Texts:
    """Text for a product that does not count, or is none."""
    where = f"{edition.source} {edition.year}"
    least = f"{UNIVERSE.least_product_exports_usd / 1e6:.0f}"
    return texts(
        f"En {where} el mundo exporta de {code} menos de {least} millones de dólares, o no es "
        "una partida de su nomenclatura: pida un código de dos o cuatro dígitos.",
        f"Em {where} o mundo exporta de {code} menos de {least} milhões de dólares, ou não é "
        "uma posição de sua nomenclatura: peça um código de dois ou quatro dígitos.",
        f"In {where} the world exports less than {least} million dollars of {code}, or it is "
        "no heading of its nomenclature: ask for a code of two or four digits.",
    )
