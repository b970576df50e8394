"""The sentences of norms in Spanish, Portuguese and English."""

from collections.abc import Mapping

from servicekit.releases.dataset import Texts, texts

SENTENCES: Mapping[str, Texts] = {
    "no_norms": texts(
        "No hay normas de {country} cargadas; los países con ellas son: {others}.",
        "Não há normas de {country} carregadas; os países com elas são: {others}.",
        "No norms of {country} are loaded; the countries with any: {others}.",
    ),
    "other_chapters": texts(
        "Las normas cargadas de {country} son solo de los capítulos {chapters}; las de {code} no "
        "están cargadas.",
        "As normas carregadas de {country} são só dos capítulos {chapters}; as de {code} não estão "
        "carregadas.",
        "The loaded norms of {country} are about chapters {chapters} only; those of {code} are not "
        "loaded.",
    ),
    "none_bites": texts(
        "Ninguna de las {count} normas cargadas de {country} alcanza lo pedido el {on}.",
        "Nenhuma das {count} normas carregadas de {country} alcança o pedido em {on}.",
        "None of the {count} loaded norms of {country} bites on what is asked on {on}.",
    ),
    "other_nomenclature": texts(
        "Las normas de {country} están en {nomenclature}, que no está cargada: no se comparan con "
        "{source}.",
        "As normas de {country} estão em {nomenclature}, que não está carregada: não se comparam "
        "com {source}.",
        "The norms of {country} are in {nomenclature}, which is not loaded: they are not compared "
        "with {source}.",
    ),
    "six_digits": texts(
        "Las normas de {country} están en {nomenclature}: las líneas de {source} se comparan con "
        "ellas a seis cifras.",
        "As normas de {country} estão em {nomenclature}: as linhas de {source} comparam-se com "
        "elas a seis algarismos.",
        "The norms of {country} are in {nomenclature}: lines of {source} are compared with them at "
        "six digits.",
    ),
    "no_correlation": texts(
        "Las normas de {country} siguen {to} y la correspondencia con {source} no está cargada o "
        "no contiene el código.",
        "As normas de {country} seguem {to} e a correspondência com {source} não está carregada "
        "ou não contém o código.",
        "The norms of {country} follow {to}; its correlation with {source} is not loaded or lacks "
        "the code.",
    ),
    "correlated": texts(
        "El código de {source} corresponde en {to} a {codes} ({kinds}): no es una equivalencia "
        "exacta.",
        "O código de {source} corresponde em {to} a {codes} ({kinds}): não é uma equivalência "
        "exata.",
        "The code of {source} corresponds in {to} to {codes} ({kinds}): not an exact equivalence.",
    ),
    "no_classes": texts(
        "La clasificación MAST no está cargada.",
        "A classificação MAST não está carregada.",
        "The MAST classification is not loaded.",
    ),
    "no_class": texts(
        "Ninguna clase cargada de la edición {version} se llama «{q}».",
        "Nenhuma classe carregada da edição {version} se chama «{q}».",
        "No loaded class of edition {version} is called “{q}”.",
    ),
    "no_notifications": texts(
        "No hay notificaciones de {country} cargadas; los miembros con ellas son: {others}.",
        "Não há notificações de {country} carregadas; os membros com elas são: {others}.",
        "No notifications of {country} are loaded; the members with any: {others}.",
    ),
    "without_codes": texts(
        "{count} notificaciones cargadas no dicen códigos: no se las halla por producto.",
        "{count} notificações carregadas não dizem códigos: não são achadas por produto.",
        "{count} loaded notifications state no codes: they are not found by product.",
    ),
    "nothing_notified": texts(
        "Ninguna de las {count} notificaciones cargadas es de lo pedido.",
        "Nenhuma das {count} notificações carregadas é do que se pede.",
        "None of the {count} loaded notifications is about what is asked.",
    ),
    "no_declaration_codes": texts(
        "No hay claves de declaración de {country} cargadas; los países con ellas son: {others}.",
        "Não há códigos de declaração de {country} carregados; os países com eles são: {others}.",
        "No declaration codes of {country} are loaded; the countries with any: {others}.",
    ),
    "no_such_code": texts(
        "Ninguna de las {count} claves cargadas de {country} es de lo pedido.",
        "Nenhum dos {count} códigos carregados de {country} é do que se pede.",
        "None of the {count} loaded codes of {country} is what is asked for.",
    ),
    "no_imports": texts(
        "matrix-api no tiene importaciones de {country}{year}: {detail}",
        "matrix-api não tem importações de {country}{year}: {detail}",
        "matrix-api has no imports of {country}{year}: {detail}",
    ),
    "no_answer": texts(
        "matrix-api no respondió: sin sus importaciones no hay indicadores; inténtelo de nuevo.",
        "matrix-api não respondeu: sem suas importações não há indicadores; tente de novo.",
        "matrix-api did not answer: without its imports there are no indicators; try again.",
    ),
    "nothing_imported": texts(
        "{country} no importó en {year} ninguna de las {count} subpartidas consideradas.",
        "{country} não importou em {year} nenhuma das {count} subposições consideradas.",
        "{country} imported none of the {count} subheadings considered in {year}.",
    ),
    "part_of_trade": texts(
        "Hay comercio cargado de {loaded} de las {total} subpartidas de {nomenclature}; las demás "
        "no cuentan.",
        "Há comércio carregado de {loaded} das {total} subposições de {nomenclature}; as demais "
        "não contam.",
        "Trade is loaded for {loaded} of the {total} subheadings of {nomenclature}; the others do "
        "not count.",
    ),
    "scope_loaded": texts(
        "Las normas cargadas de {country} son solo de los capítulos {chapters}: las cifras son "
        "sobre {count} subpartidas de ellos con comercio cargado.",
        "As normas carregadas de {country} são só dos capítulos {chapters}: os números são sobre "
        "{count} subposições deles com comércio carregado.",
        "The loaded norms of {country} are about chapters {chapters} only: the figures are over "
        "the {count} subheadings of these whose trade is loaded.",
    ),
    "scope_all": texts(
        "Las normas cargadas de {country} son solo de los capítulos {chapters}: con scope=ALL el "
        "resto cuenta como sin normas.",
        "As normas carregadas de {country} são só dos capítulos {chapters}: com scope=ALL o resto "
        "conta como sem normas.",
        "The loaded norms of {country} are about chapters {chapters} only: with scope=ALL all else "
        "counts as without norms.",
    ),
    "codes_skipped": texts(
        "Normas de {country} en {nomenclature} quedan fuera: la correspondencia de sus códigos con "
        "{to} no está cargada.",
        "Normas de {country} em {nomenclature} ficam fora: a correspondência de seus códigos com "
        "{to} não está carregada.",
        "Norms of {country} in {nomenclature} are left out: the correlation of their codes with "
        "{to} is not loaded.",
    ),
}


def said(key: str, **values: object) -> Texts:
    """Return a sentence in the three languages."""
    return {lang: sentence.format(**values) for lang, sentence in SENTENCES[key].items()}


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Return names joined by commas; a dash where there are none."""
    return ", ".join(names) or "—"
