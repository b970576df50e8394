"""Rules of a whole national tariff, each with what to change in the file."""

from servicekit.releases.dataset import Check, texts

from tariff_api.national_tariffs.spreading import COUNTRIES, HARMONISED, NAME

ROWS = "tariff.national_tariffs t where t.release_id = :release"
NATIONAL_CHAPTERS = "('77', '98', '99')"
"""Reserved by the Harmonized System, or left to each country."""

_IMPORTER = Check(
    f"""select 'importer', parts->>'importer' from tariff.release
    where id = :release and (parts->>'importer' !~ '^[A-Z]{{3}}$'
        or exists (select from tariff.countries where release_id = {COUNTRIES})
        and not exists (select from tariff.countries
            where release_id = {COUNTRIES} and iso3 = parts->>'importer'))""",
    texts(
        "no es un país: escriba en --slice su código alfa-3, como importer=GTM",
        "não é um país: escreva em --slice seu código alfa-3, como importer=GTM",
        "is no country: write its alpha-3 code in --slice, as in importer=GTM",
    ),
)
_EDITION = Check(
    """select 'edition', parts->>'edition' from tariff.release
    where id = :release and parts->>'edition' !~ '^[A-Z0-9][A-Z0-9_-]{0,16}$'""",
    texts(
        "la edición va en mayúsculas, cifras y guiones, hasta 17, como edition=2025",
        "a edição vai em maiúsculas, algarismos e hifens, até 17, como edition=2025",
        "an edition has capitals, digits and hyphens, 17 at most, as in edition=2025",
    ),
)
_TAKEN = Check(
    f"""select 'source', theirs.slice from tariff.release mine
    join tariff.release child on child.dataset = 'codes'
        and child.slice = 'nomenclature=' || {NAME}
        and child.published is not null and child.superseded is null
    join tariff.release theirs on theirs.id = child.parent_id
        and theirs.dataset = 'national_tariffs' and theirs.slice <> mine.slice
    where mine.id = :release""",
    texts(
        "otro arancel publicado ya usa esta edición del país: envíe el suyo con la misma source o"
        " con otra edition",
        "outra tarifa publicada já usa esta edição do país: envie a sua com a mesma source ou com"
        " outra edition",
        "another published tariff has this edition of the country: send yours with the same source"
        " or another edition",
    ),
)
_REVISION = Check(
    f"""select 'hs_revision', string_agg(distinct hs_revision, ' ') from {ROWS}
    having count(distinct hs_revision) <> 1""",
    texts(
        "escriba en una fila la revisión del Sistema Armonizado del arancel, y una sola, como"
        " HS2022",
        "escreva numa linha a revisão do Sistema Harmonizado da tarifa, e uma só, como HS2022",
        "write the tariff's revision of the Harmonized System on one row, and one only, as HS2022",
    ),
)
_DATES = Check(
    f"""select 'valid_from', code from {ROWS} and in_force_from is null and is_dutiable
    order by code""",
    texts(
        "falta la fecha: escriba valid_from en una fila si rige igual para todo el archivo, o en"
        " cada una si hay varias",
        "falta a data: escreva valid_from numa linha se vale igual para todo o arquivo, ou em cada"
        " uma se há várias",
        "the date is missing: write valid_from on one row where it is the same for the whole file,"
        " or on each where there are several",
    ),
)
_REPEATED = Check(
    f"""select 'code', code from {ROWS} and is_dutiable
    group by code, in_force_from, season_from having count(*) > 1 order by code""",
    texts(
        "el código tiene dos derechos para la misma fecha: deje una fila, o dé a cada una su"
        " valid_from y valid_to",
        "o código tem dois direitos para a mesma data: deixe uma linha, ou dê a cada uma seu"
        " valid_from e valid_to",
        "the code has two duties for the same day: leave one row, or give each its valid_from and"
        " valid_to",
    ),
)


def _one_text(lang: str, es: str, pt: str, en: str) -> Check:
    return Check(
        f"""select 'text_{lang}', code from {ROWS}
        group by code having count(distinct text_{lang}) > 1 order by code""",
        texts(es, pt, en),
    )


_TEXTS = tuple(
    _one_text(
        lang,
        f"el código tiene dos textos distintos: deje el mismo text_{lang} en todas sus filas",
        f"o código tem dois textos diferentes: deixe o mesmo text_{lang} em todas as suas linhas",
        f"the code has two different texts: leave the same text_{lang} on all its rows",
    )
    for lang in ("es", "pt", "en")
)
_EITHER = Check(
    f"""select 'expression', code || ' ' || expression from {ROWS}
    and rate_percent is not null and expression is not null order by code""",
    texts(
        "la fila tiene rate_percent y expression: deje rate_percent si el derecho es solo un"
        " porcentaje, si no expression",
        "a linha tem rate_percent e expression: deixe rate_percent se o direito é só uma"
        " porcentagem, senão expression",
        "the row has rate_percent and expression: leave rate_percent where the duty is one"
        " percentage, else expression",
    ),
)
_SEASON = Check(
    f"""select 'season_to', code from {ROWS}
    and (season_from is null) <> (season_to is null) order by code""",
    texts(
        "la temporada necesita primer y último día: complete season_from y season_to",
        "a temporada precisa de primeiro e último dia: complete season_from e season_to",
        "a season needs a first and a last day: fill season_from and season_to",
    ),
)
_DUTY = Check(
    f"""with sizes (size) as (
        values (2), (4), (6), (8), (10)
    ), dutiable as materialized (
        select distinct code from {ROWS} and is_dutiable
    ), without as materialized (
        select distinct code from {ROWS} and length(code) > 6 and not is_dutiable
        except select code from dutiable
    )
    select 'rate_percent', code from (
        select code from without
        except select left(code, size) from sizes, {ROWS} and size < length(code)
        except select w.code from sizes, without w, dutiable d where d.code = left(w.code, size)
    ) as lines order by code""",
    texts(
        "la línea no tiene derecho, ni lo tiene un código del que dependa: escriba rate_percent"
        " (0 si está libre) o expression; si no se conoce, rate_text con lo que dice la norma",
        "a linha não tem direito, nem o tem um código de que dependa: escreva rate_percent (0 se é"
        " livre) ou expression; se não se conhece, rate_text com o que diz a norma",
        "the line has no duty and no code above it has one: write rate_percent (0 where it is free)"
        " or expression; where it is not known, rate_text with what the act says",
    ),
)
_SUBHEADING = Check(
    f"""select 'code', code from (
        select t.code, left(t.code, 6) as beginning from {ROWS}
            and left(t.code, 2) not in {NATIONAL_CHAPTERS}
    ) as mine
    where {HARMONISED} is not null and not exists (select from tariff.codes h
        where h.release_id = {HARMONISED} and h.code = mine.beginning)
    group by code order by code""",
    texts(
        "sus primeras cifras no existen en la revisión que declara hs_revision: corrija el código,"
        " o declare la revisión en que está escrito el arancel",
        "seus primeiros algarismos não existem na revisão que hs_revision declara: corrija o"
        " código, ou declare a revisão em que está escrita a tarifa",
        "its first digits do not exist in the revision that hs_revision declares: correct the code,"
        " or declare the revision that the tariff is written in",
    ),
)

RULES = (
    _IMPORTER,
    _EDITION,
    _TAKEN,
    _REVISION,
    _DATES,
    _REPEATED,
    *_TEXTS,
    _EITHER,
    _SEASON,
    _DUTY,
    _SUBHEADING,
)
