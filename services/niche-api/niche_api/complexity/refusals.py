"""Why no complexity is computed of a year, and what to change."""

from servicekit.releases.dataset import texts

PARTIAL = "partial_basket"

REASONS = {
    PARTIAL: texts(
        "la fuente trae una parte del comercio, no canastas enteras: cargue en matrix-api los "
        "totales de todos los productos de todos los países",
        "a fonte traz uma parte do comércio, não cestas inteiras: carregue em matrix-api os totais "
        "de todos os produtos de todos os países",
        "the source holds a part of trade, not whole baskets: load into matrix-api the totals of "
        "all products of all countries",
    ),
    "too_small": texts(
        "hacen falta al menos dos países y dos productos que cuenten: cargue más países en los "
        "totales de matrix-api o baje los mínimos de exportaciones",
        "são necessários ao menos dois países e dois produtos que contem: carregue mais países nos "
        "totais de matrix-api ou reduza os mínimos de exportações",
        "two countries and two products that count are needed at least: load more countries into "
        "the totals of matrix-api or lower the least exports",
    ),
    "disconnected": texts(
        "los países se parten en grupos que no comparten ningún producto y no se pueden comparar: "
        "cargue más países o productos que los unan",
        "os países dividem-se em grupos que não partilham nenhum produto e não se podem comparar: "
        "carregue mais países ou produtos que os unam",
        "the countries fall apart into groups that share no product and can't be compared: load "
        "more countries or products that join them",
    ),
    "degenerate": texts(
        "la matriz no distingue a los países: todos hacen lo mismo o varios índices valen por "
        "igual; cargue más países o productos",
        "a matriz não distingue os países: todos fazem o mesmo ou vários índices valem por igual; "
        "carregue mais países ou produtos",
        "the matrix tells no country from another: all make the same or several indices are as "
        "good; load more countries or products",
    ),
}
"""By the code that a failed build keeps."""
