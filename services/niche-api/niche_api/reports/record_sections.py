"""What a report says of itself: method, validation, assumptions, sources, what is missing."""

from collections.abc import Iterator, Sequence

from eslabon.contracts.envelope import Methodology, Missing, Provenance
from eslabon.contracts.niches import NicheOrder
from eslabon.contracts.validations import Validation
from servicekit.language import texts

from niche_api.reports.document import (
    Block,
    Bullets,
    Column,
    Facts,
    Gap,
    Paragraph,
    Section,
    Table,
)
from niche_api.reports.figures import NONE, day
from niche_api.reports.words import VERDICT, Words

NON_COMMERCIAL = ("-NC", "NON-COMMERCIAL")
"""What the licences of non-commercial data have in their names."""

_METHOD = texts("Cómo se hizo", "Como se fez", "How it was made")
_STEPS = (
    texts(
        "Se parte de lo que cada país exporta de cada producto en un año. Un lugar tiene ventaja "
        "revelada en un producto si este pesa en sus exportaciones tanto o más que en las del "
        "mundo (RCA de 1 o más): esa es una de sus industrias.",
        "Parte-se do que cada país exporta de cada produto em um ano. Um lugar tem vantagem "
        "revelada em um produto se este pesa em suas exportações tanto ou mais que nas do mundo "
        "(RCA de 1 ou mais): essa é uma de suas indústrias.",
        "It begins with what each country exports of each product in a year. A place has a "
        "revealed advantage in a product if it weighs as much in its exports as in the world's, or "
        "more (an RCA of 1 or more): that is one of its industries.",
    ),
    texts(
        "De quién hace qué salen dos cosas. La complejidad (PCI): es complejo lo que hacen pocos "
        "países, y países que hacen muchas cosas. La proximidad: dos productos son próximos si los "
        "mismos países hacen ambos, porque piden capacidades parecidas.",
        "De quem faz o quê saem duas coisas. A complexidade (PCI): é complexo o que fazem poucos "
        "países, e países que fazem muitas coisas. A proximidade: dois produtos são próximos se os "
        "mesmos países fazem ambos, porque pedem capacidades parecidas.",
        "Who makes what gives two things. Complexity (PCI): complex is what few countries make, "
        "and countries that make many things. Proximity: two products are near if the same "
        "countries make both, as they ask for similar capabilities.",
    ),
    texts(
        "Un nicho es un producto que el lugar aún no exporta con ventaja y está a su alcance: "
        "cerca de lo que ya hace, y parecido a lo que países semejantes llegaron a hacer.",
        "Um nicho é um produto que o lugar ainda não exporta com vantagem e está ao seu alcance: "
        "perto do que já faz, e parecido com o que países semelhantes chegaram a fazer.",
        "A niche is a product that the place does not export with an advantage yet and is within "
        "its reach: near what it makes already, and like what similar countries came to make.",
    ),
)
_BY_MODEL = texts(
    "Un modelo estadístico, aprendido de lo que apareció en todos los países en años pasados, da a "
    "cada producto la probabilidad de que la ventaja aparezca. Cuánto acierta está medido en este "
    "informe.",
    "Um modelo estatístico, aprendido do que apareceu em todos os países em anos passados, dá a "
    "cada produto a probabilidade de que a vantagem apareça. O quanto acerta está medido neste "
    "relatório.",
    "A statistical model, learnt from what appeared in all countries in past years, gives each "
    "product the probability that the advantage appears. How often it is right is measured in this "
    "report.",
)
_BY_RULE = texts(
    "Para este lugar no hay un modelo: los productos se ordenan por una regla que suma cercanía, "
    "complejidad y lo que el producto abriría. El orden orienta; no es una probabilidad.",
    "Para este lugar não há um modelo: os produtos se ordenam por uma regra que soma proximidade, "
    "complexidade e o que o produto abriria. A ordem orienta; não é uma probabilidade.",
    "There is no model for this place: products are ordered by a rule that adds up nearness, "
    "complexity and what the product would open. The order guides; it is no probability.",
)
_LIMITS = texts(
    "Solo bienes, no servicios; solo lo que se exporta. Las reexportaciones no se distinguen y "
    "pueden inflar la ventaja de algunos productos. El informe dice por dónde mirar; no reemplaza "
    "el juicio de quienes conocen cada sector.",
    "Só bens, não serviços; só o que se exporta. As reexportações não se distinguem e podem inflar "
    "a vantagem de alguns produtos. O relatório diz por onde olhar; não substitui o juízo de quem "
    "conhece cada setor.",
    "Goods only, no services; only what is exported. Re-exports are not told apart and may inflate "
    "the advantage of some products. The report says where to look; it does not replace the "
    "judgement of those who know each sector.",
)

_VALIDATION = texts("Validación", "Validação", "Validation")
_VALIDATION_READ = texts(
    "Qué dicen las instituciones del lugar de cada nicho.",
    "O que dizem as instituições do lugar de cada nicho.",
    "What the institutions of the place say of each niche.",
)
_VALIDATION_CAPTION = texts(
    "Registro de validación", "Registro de validação", "Record of validation"
)

_ASSUMPTIONS = texts("Supuestos", "Pressupostos", "Assumptions")
_ASSUMPTIONS_READ = texts(
    "Cada elección que cambia una cifra, con el nombre que tiene en la consulta. «*» señala lo que "
    "ninguna fuente pública fija y se eligió aquí.",
    "Cada escolha que muda um número, com o nome que tem na consulta. «*» assinala o que nenhuma "
    "fonte pública fixa e se escolheu aqui.",
    "Each choice that changes a figure, by the name it has in queries. “*” marks what no public "
    "source fixes and was chosen here.",
)
_ASSUMED = "*"

_SOURCES = texts("Fuentes y licencia", "Fontes e licença", "Sources and licence")
_DERIVED = texts(
    "Las cifras de este informe derivan de datos con licencia no comercial ({licences}) y llevan "
    "esa licencia: pueden citarse y publicarse sin fines comerciales, nombrando la fuente.",
    "Os números deste relatório derivam de dados com licença não comercial ({licences}) e levam "
    "essa licença: podem citar-se e publicar-se sem fins comerciais, nomeando a fonte.",
    "The figures of this report derive from data under a non-commercial licence ({licences}) and "
    "carry that licence: they may be quoted and published without commercial purpose, naming the "
    "source.",
)
_AS_SOURCE = texts(
    "Las cifras llevan la licencia de los datos de que salen.",
    "Os números levam a licença dos dados de que saem.",
    "The figures carry the licence of the data they come from.",
)
_SOURCE = texts("Fuente", "Fonte", "Source")
_DATASET = texts("Conjunto", "Conjunto", "Dataset")
_LICENCE = texts("Licencia", "Licença", "Licence")
_CITE = texts("Citar como", "Citar como", "Cite as")
_SOURCES_CAPTION = texts("Datos usados", "Dados usados", "Data used")

_GAPS = texts("Lo que este informe no puede decir", "O que este relatório não pode dizer",
              "What this report can't say")  # fmt: skip


def method(order: NicheOrder, words: Words) -> Section:
    """Return how niches are found, in plain words."""
    by = _BY_MODEL if order is NicheOrder.PROBABILITY else _BY_RULE
    return Section(words.of(_METHOD), [Paragraph(words.of(one)) for one in (*_STEPS, by, _LIMITS)])


def validations(found: Sequence[Validation], missing: Missing | None, words: Words) -> Section:
    """Return what institutions say of the niches, or that none has said anything."""
    blocks: list[Block] = []
    if missing is not None:
        blocks.append(Gap(missing.detail))
    else:
        blocks = [Paragraph(words.of(_VALIDATION_READ)), validation_table(found, words)]
    return Section(words.of(_VALIDATION), blocks)


def validation_table(found: Sequence[Validation], words: Words) -> Table:
    """Return verdicts as a table."""
    return Table(
        words.of(_VALIDATION_CAPTION),
        [
            Column(words.label("heading"), 0.8),
            Column(words.label("year"), 0.6),
            Column(words.label("institution"), 2.0),
            Column(words.label("verdict"), 1.1),
            Column(words.label("comment"), 3.2),
            Column(words.label("validated_on"), 1.0),
        ],
        [
            (
                one.product,
                str(one.year),
                one.institution,
                VERDICT[one.verdict][words.lang],
                one.comment or NONE,
                day(one.validated_on, words.lang),
            )
            for one in found
        ],
    )


def assumptions(methods: Sequence[Methodology], words: Words) -> Section:
    """Return every parameter of every method, with the method in a sentence."""
    return Section(words.of(_ASSUMPTIONS), list(_assumptions(methods, words)))


def _assumptions(methods: Sequence[Methodology], words: Words) -> Iterator[Block]:
    yield Paragraph(words.of(_ASSUMPTIONS_READ))
    for one in methods:
        yield Paragraph(one.summary)
        yield Facts(
            [
                (f"{given.name}{_ASSUMED if given.assumed else ''}", given.value)
                for given in one.parameters
            ]
        )


def sources(found: Sequence[Provenance], words: Words) -> Section:
    """Return the data used, with the licence that the figures carry."""
    datasets: dict[tuple[str, str, str], dict[str, None]] = {}
    for one in found:
        datasets.setdefault((one.source, one.cite_as, one.licence), {})[one.dataset] = None
    strict = sorted({licence for _, _, licence in datasets if _is_strict(licence)})
    said = words.of(_DERIVED, licences=", ".join(strict)) if strict else words.of(_AS_SOURCE)
    table = Table(
        words.of(_SOURCES_CAPTION),
        [
            Column(words.of(_SOURCE), 2.2),
            Column(words.of(_CITE), 2.8),
            Column(words.of(_LICENCE), 1.4),
            Column(words.of(_DATASET), 1.6),
        ],
        [(*named, ", ".join(names)) for named, names in datasets.items()],
    )
    return Section(words.of(_SOURCES), [Paragraph(said), table])


def licences(found: Sequence[Provenance]) -> str:
    """Return the licences of data, each once."""
    return " · ".join(dict.fromkeys(one.licence for one in found))


def cited(found: Sequence[Provenance], words: Words) -> str:
    """Return how to cite the data used, in a line."""
    named = dict.fromkeys(f"{one.cite_as} ({one.licence})" for one in found)
    return f"{words.of(_SOURCES)}: {'; '.join(named)}."


def gaps(found: Sequence[Missing], words: Words) -> Section:
    """Return what is missing, each once, with what to load."""
    return Section(words.of(_GAPS), [Bullets(list(dict.fromkeys(one.detail for one in found)))])


def _is_strict(licence: str) -> bool:
    return any(mark in licence.upper() for mark in NON_COMMERCIAL)
