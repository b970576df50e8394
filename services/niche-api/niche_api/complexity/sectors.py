"""Groups of chapters of the Harmonized System, for pictures: ten colours that can be told apart."""

from dataclasses import dataclass

from servicekit.language import Texts, texts


@dataclass(frozen=True)
class Sector:
    """Neighbouring chapters."""

    last_chapter: int
    colour: str
    name: Texts


SECTORS = (
    Sector(24, "#d9a514", texts("Agro y alimentos", "Agro e alimentos", "Agriculture and food")),
    Sector(
        27, "#6f4e37", texts("Minerales y energía", "Minerais e energia", "Minerals and energy")
    ),
    Sector(
        40, "#b5488f", texts("Química y plásticos", "Química e plásticos", "Chemicals and plastics")
    ),
    Sector(
        49,
        "#8a9a3b",
        texts("Cuero, madera y papel", "Couro, madeira e papel", "Hides, wood, paper"),
    ),
    Sector(
        67, "#3f9c6b", texts("Textiles y calzado", "Têxteis e calçados", "Textiles and footwear")
    ),
    Sector(
        71,
        "#c9b79c",
        texts("Piedra, vidrio, preciosos", "Pedra, vidro, preciosos", "Stone, glass, precious"),
    ),
    Sector(83, "#b5492f", texts("Metales", "Metais", "Metals")),
    Sector(
        85,
        "#2f6fa8",
        texts("Máquinas y electrónica", "Máquinas e eletrônica", "Machines, electronics"),
    ),
    Sector(89, "#6a51a3", texts("Vehículos", "Veículos", "Vehicles")),
    Sector(
        98,
        "#6d7580",
        texts("Instrumentos y otros", "Instrumentos e outros", "Instruments and other"),
    ),
)


def sector(product: str) -> Sector:
    """Return the sector of a code."""
    chapter = int(product[:2])
    return next((one for one in SECTORS if chapter <= one.last_chapter), SECTORS[-1])
