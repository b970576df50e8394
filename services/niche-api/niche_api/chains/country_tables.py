"""Datasets of chains in countries: presence, zones, permits, and claims that are contested."""

from eslabon.contracts.chains import (
    Activity,
    ClaimStanding,
    PermitKind,
    Presence,
    ProducerKind,
)
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Dataset, texts

from niche_api.columns import (
    BASIS,
    NOTE,
    SLUG,
    VALID_FROM,
    VALID_TO,
    chain,
    country,
    in_three_languages,
    needs,
    not_before,
    of_type,
    place,
    reference,
    region,
    text,
)
from niche_api.tables import metadata

_PRODUCERS = "|".join(ProducerKind)

CHAIN_PRESENCE = Dataset(
    service="niche",
    name="chain_presence",
    table_name="chain_presence",
    description=texts(
        "Si cada cadena existe en cada país, y quién lo dice.",
        "Se cada cadeia existe em cada país, e quem o diz.",
        "Whether each chain exists in each country, and who says so.",
    ),
    columns=(
        chain(),
        country(),
        text(
            "presence",
            "CONFIRMED",
            "CONFIRMED: una fuente documenta producción, comercio, zonas o reglas; REPORTED: solo "
            "dice que la hay; ABSENT: una fuente que dice dónde la hay deja fuera el país; "
            "UNKNOWN: nadie lo dice.",
            "CONFIRMED: uma fonte documenta produção, comércio, zonas ou regras; REPORTED: só diz "
            "que há; ABSENT: uma fonte que diz onde há deixa fora o país; UNKNOWN: ninguém o diz.",
            "CONFIRMED: a source documents production, trade, zones or rules; REPORTED: it only "
            "says that there is some; ABSENT: a source that says where there is some leaves the "
            "country out; UNKNOWN: nobody says.",
            choices=tuple(Presence),
        ),
        text(
            "basis",
            "D",
            "D documentado, I inferido, A supuesto; vacío si presence es UNKNOWN.",
            "D documentado, I inferido, A suposto; vazio se presence é UNKNOWN.",
            "D documented, I inferred, A assumed; empty where presence is UNKNOWN.",
            required=False,
            choices=("D", "I", "A"),
        ),
        *NOTE,
        reference(required=False),
    ),
    slice_by=("source",),
    checks=(
        needs(
            "chain_presence",
            "reference",
            "presence <> 'UNKNOWN'",
            texts(
                "diga qué fuente lo dice, o ponga UNKNOWN",
                "diga que fonte o diz, ou ponha UNKNOWN",
                "say which source says it, or write UNKNOWN",
            ),
        ),
        needs(
            "chain_presence",
            "basis",
            "presence <> 'UNKNOWN'",
            texts(
                "diga en qué se basa: D, I o A",
                "diga em que se baseia: D, I ou A",
                "say what it rests on: D, I or A",
            ),
        ),
        needs(
            "chain_presence",
            "note_es",
            "presence = 'UNKNOWN'",
            texts(
                "diga por qué no se sabe",
                "diga por que não se sabe",
                "say why it is not known",
            ),
        ),
    ),
    metadata=metadata,
)

CHAIN_ZONES = Dataset(
    service="niche",
    name="chain_zones",
    table_name="chain_zones",
    description=texts(
        "Dónde está cada cadena, por unidad de primer nivel, y quién produce.",
        "Onde está cada cadeia, por unidade de primeiro nível, e quem produz.",
        "Where each chain is, by first-level unit, and who produces.",
    ),
    columns=(
        chain(),
        country(),
        region(),
        place(),
        text(
            "activity",
            "HARVEST",
            "HARVEST: se recoge o pesca; CULTIVATION: se cultiva o cría; PROCESSING: se procesa; "
            "RANGE: la especie vive allí.",
            "HARVEST: se coleta ou pesca; CULTIVATION: se cultiva ou cria; PROCESSING: se "
            "processa; RANGE: a espécie vive ali.",
            "HARVEST: gathered or caught; CULTIVATION: grown or farmed; PROCESSING: processed; "
            "RANGE: the species lives there.",
            key=True,
            choices=tuple(Activity),
        ),
        text(
            "producers",
            "COMMUNITY|INDIGENOUS",
            f"Quién produce ({', '.join(ProducerKind)}), separado por `|`; vacío si no se dice.",
            f"Quem produz ({', '.join(ProducerKind)}), separado por `|`; vazio se não se diz.",
            f"Who produces ({', '.join(ProducerKind)}), separated by `|`; empty where nobody says.",
            required=False,
            pattern=rf"({_PRODUCERS})(\|({_PRODUCERS}))*",
        ),
        of_type(
            ColumnType.DECIMAL,
            "area_km2",
            "83700",
            "Superficie en kilómetros cuadrados.",
            "Superfície em quilômetros quadrados.",
            "Area in square kilometres.",
            required=False,
            minimum=0,
        ),
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

CHAIN_PERMITS = Dataset(
    service="niche",
    name="chain_permits",
    table_name="chain_permits",
    description=texts(
        "Permisos y prohibiciones: cosecha, acceso y reparto de beneficios, CITES, exportación.",
        "Licenças e proibições: colheita, acesso e repartição de benefícios, CITES, exportação.",
        "Permits and prohibitions: harvest, access and benefit sharing, CITES, exports.",
    ),
    columns=(
        chain(required=False),
        text(
            "permit",
            "cites-ii",
            "Nombre corto dentro de la cadena.",
            "Nome curto dentro da cadeia.",
            "Short name within the chain.",
            key=True,
            pattern=SLUG,
        ),
        country(required=False),
        text(
            "kind",
            "CITES",
            "Para qué es.",
            "Para que é.",
            "What it is for.",
            choices=tuple(PermitKind),
        ),
        *in_three_languages(
            "title",
            "Permiso de exportación CITES",
            "Qué se exige.",
            "O que se exige.",
            "What is required.",
        ),
        text("authority", "IBAMA", "Quién lo da.", "Quem o dá.", "Who gives it.", required=False),
        text(
            "legal_base",
            "Instrução Normativa 34/2004",
            "Norma en que se basa.",
            "Norma em que se baseia.",
            "Legal base.",
            required=False,
        ),
        VALID_FROM,
        VALID_TO,
        BASIS,
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    checks=(not_before("chain_permits", "valid_from", "valid_to"),),
    metadata=metadata,
)

CHAIN_CLAIMS = Dataset(
    service="niche",
    name="chain_claims",
    table_name="chain_claims",
    description=texts(
        "Lo que se ha dicho de una cadena y otras fuentes contradicen, no confirman o corrigen.",
        "O que se disse de uma cadeia e outras fontes contradizem, não confirmam ou corrigem.",
        "What was said of a chain and other sources contradict, do not confirm or correct.",
    ),
    columns=(
        chain(),
        text(
            "claim",
            "especie",
            "Nombre corto dentro de la cadena.",
            "Nome curto dentro da cadeia.",
            "Short name within the chain.",
            key=True,
            pattern=SLUG,
        ),
        country(required=False),
        *in_three_languages(
            "statement",
            "La bolaina es Copaifera langsdorffii.",
            "Lo que se dijo.",
            "O que se disse.",
            "What was said.",
        ),
        text(
            "claimant",
            "Informe del taller de 2023",
            "Quién lo dijo.",
            "Quem o disse.",
            "Who said it.",
        ),
        text(
            "standing",
            "DISPUTED",
            "DISPUTED: se contradice; UNCONFIRMED: solo lo dice una fuente; CORRECTED: es una "
            "errata.",
            "DISPUTED: é contradito; UNCONFIRMED: só uma fonte o diz; CORRECTED: é uma errata.",
            "DISPUTED: it is contradicted; UNCONFIRMED: one source alone says it; CORRECTED: it "
            "is a slip.",
            choices=tuple(ClaimStanding),
        ),
        *in_three_languages(
            "answer",
            "Es Guazuma crinita; Copaifera es copaiba.",
            "Lo que dicen otras fuentes.",
            "O que dizem outras fontes.",
            "What other sources say.",
        ),
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

chain_presence = CHAIN_PRESENCE.table
chain_zones = CHAIN_ZONES.table
chain_permits = CHAIN_PERMITS.table
chain_claims = CHAIN_CLAIMS.table
