"""The sentences of norms in Spanish, Portuguese and English."""

from collections.abc import Mapping

from servicekit.releases.dataset import Texts, texts

SENTENCES: Mapping[str, Texts] = {
    "no_norms": texts(
        "No hay normas de {country} cargadas; las hay de {others}.",
        "Não há normas de {country} carregadas; há de {others}.",
        "No norms of {country} are loaded; those of {others} are.",
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
        "No hay notificaciones de {country} cargadas; las hay de {others}.",
        "Não há notificações de {country} carregadas; há de {others}.",
        "No notifications of {country} are loaded; those of {others} are.",
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
        "No hay claves de declaración de {country} cargadas; las hay de {others}.",
        "Não há códigos de declaração de {country} carregados; há de {others}.",
        "No declaration codes of {country} are loaded; those of {others} are.",
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
        "{country} no importó en {year} ninguna de las {count} subpartidas cargadas.",
        "{country} não importou em {year} nenhuma das {count} subposições carregadas.",
        "{country} imported none of the {count} loaded subheadings in {year}.",
    ),
    "part_of_trade": texts(
        "Las cifras son sobre {loaded} de las {total} subpartidas de {nomenclature}: las que "
        "tienen comercio cargado.",
        "Os números são sobre {loaded} das {total} subposições de {nomenclature}: as que têm "
        "comércio carregado.",
        "The figures are over {loaded} of the {total} subheadings of {nomenclature}: those whose "
        "trade is loaded.",
    ),
    "chapters_only": texts(
        "Las normas cargadas de {country} son solo de los capítulos {chapters}: el resto cuenta "
        "como sin normas.",
        "As normas carregadas de {country} são só dos capítulos {chapters}: o resto conta como sem "
        "normas.",
        "The loaded norms of {country} are about chapters {chapters} only: all else counts as "
        "without norms.",
    ),
    "codes_skipped": texts(
        "Normas de {country} en {nomenclature} quedan fuera: su correspondencia con {to} no está "
        "cargada.",
        "Normas de {country} em {nomenclature} ficam fora: sua correspondência com {to} não está "
        "carregada.",
        "Norms of {country} in {nomenclature} are left out: its correlation with {to} is not "
        "loaded.",
    ),
}


def said(key: str, **values: object) -> Texts:
    """Return a sentence in the three languages."""
    return {lang: sentence.format(**values) for lang, sentence in SENTENCES[key].items()}


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Return names joined by commas; a dash where there are none."""
    return ", ".join(names) or "—"
