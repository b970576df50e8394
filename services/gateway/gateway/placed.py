"""Niches with what their page says of them all, which their fields beyond it need."""

from dataclasses import dataclass

from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.niches import Niche, NichePage
from pydantic import PrivateAttr

from gateway.wording import missing


@dataclass(frozen=True)
class Setting:
    """What holds for all niches of a page."""

    country: str
    """Alpha-3 code of the place, or of the country it is part of."""
    nomenclature: str | None
    complexity_year: int | None
    """Year of the complexity that routes are judged by; of a unit niche-api's choice, None."""
    complexity_source: str | None
    lang: Lang

    @property
    def is_harmonized(self) -> bool:
        """Whether products are codes of the Harmonized System."""
        return (self.nomenclature or "").startswith("HS")


class PlacedNiche(Niche):
    """A niche that knows its place; the graph shows it as a niche."""

    _setting: Setting = PrivateAttr()

    @property
    def setting(self) -> Setting:
        """What holds for all niches of its page."""
        return self._setting

    def not_harmonized(self, what: str, lang: Lang | None) -> Missing:
        """Why something that takes codes of the Harmonized System is not known."""
        return missing(
            what,
            Reason.NOT_IDENTIFIED,
            "unharmonized",
            lang or self._setting.lang,
            code=self.product,
            nomenclature=self._setting.nomenclature,
        )


def placed(page: NichePage, lang: Lang) -> NichePage:
    """The page, read in a language, with niches that know their place."""
    of_country = not page.place.is_region
    setting = Setting(
        country=page.place.country,
        nomenclature=page.nomenclature,
        complexity_year=page.year if of_country else None,
        complexity_source=page.source if of_country else None,
        lang=lang,
    )
    items: list[Niche] = []
    for niche in page.items:
        one = PlacedNiche.model_construct(**dict(niche))
        one._setting = setting
        items.append(one)
    return page.model_copy(update={"items": items})
