"""Datasets of the model: what is built of several years of exports, and human capital as loaded."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from niche_api import columns
from niche_api.complexity.tables import PLACE, PRODUCT, SLICE
from niche_api.tables import metadata


def _number(name: str, example: str, es: str, pt: str, en: str, *, required: bool = True) -> Column:
    return columns.of_type(ColumnType.NUMBER, name, example, es, pt, en, required=required)


def _count(name: str, example: str, es: str, pt: str, en: str) -> Column:
    return columns.of_type(ColumnType.INTEGER, name, example, es, pt, en, minimum=0)


VARIANT = columns.text(
    "variant",
    "base",
    "base, o human_capital si además lee el capital humano.",
    "base, ou human_capital se também lê o capital humano.",
    "base, or human_capital where it reads human capital too.",
    choices=("base", "human_capital"),
)
VARIANT_KEY = columns.text(
    "variant",
    "base",
    "Modelo de que se trata: base o human_capital.",
    "Modelo de que se trata: base ou human_capital.",
    "Model in question: base or human_capital.",
    key=True,
    choices=("base", "human_capital"),
)
SPAN = (
    _count(
        "first_year",
        "2012",
        "Año desde el que se mira.",
        "Ano desde o qual se olha.",
        "Year looked from.",
    ),
    _count(
        "last_year",
        "2019",
        "Año en que la ventaja aparece o no.",
        "Ano em que a vantagem aparece ou não.",
        "Year in which the advantage appears or not.",
    ),
)
SIZE = (
    _count(
        "cells",
        "97588",
        "Pares de país y producto.",
        "Pares de país e produto.",
        "Pairs of country and product.",
    ),
    _count(
        "happened",
        "2154",
        "Pares en que la ventaja apareció.",
        "Pares em que a vantagem apareceu.",
        "Pairs in which the advantage appeared.",
    ),
    _count("countries", "119", "Países.", "Países.", "Countries."),
)
TEST_KEY = (
    columns.text(
        "test",
        "held_out",
        "held_out: países que el modelo no vio; later_period: un período posterior.",
        "held_out: países que o modelo não viu; later_period: um período posterior.",
        "held_out: countries the model has not seen; later_period: a later period.",
        key=True,
        choices=("held_out", "later_period"),
    ),
    columns.text(
        "area",
        "world",
        "world, o latin_america: América Latina y el Caribe.",
        "world, ou latin_america: América Latina e Caribe.",
        "world, or latin_america: Latin America and the Caribbean.",
        key=True,
        choices=("world", "latin_america"),
    ),
)

MODELS = Dataset(
    service="niche",
    name="models",
    table_name="models",
    description=texts(
        "Modelo de la probabilidad de que aparezca una ventaja revelada: se aprende de dos años de "
        "exportaciones de matrix-api.",
        "Modelo da probabilidade de que apareça uma vantagem revelada: aprende-se de dois anos de "
        "exportações de matrix-api.",
        "Model of the probability that a revealed advantage appears: learnt from two years of "
        "matrix-api's exports.",
    ),
    columns=(
        VARIANT_KEY,
        *SPAN,
        *SIZE,
        _number(
            "intercept",
            "-4.2",
            "Constante de la regresión logística.",
            "Constante da regressão logística.",
            "Intercept of the logistic regression.",
        ),
        _number(
            "threshold",
            "0.073",
            "Probabilidad desde la que el F1 es el mejor, en países no vistos.",
            "Probabilidade a partir da qual o F1 é o melhor, em países não vistos.",
            "Probability from which on F1 is best, on countries not seen.",
        ),
    ),
    slice_by=SLICE,
    metadata=metadata,
)

MODEL_FEATURES = Dataset(
    service="niche",
    name="model_features",
    table_name="model_features",
    description=texts(
        "Lo que lee el modelo y cuánto pesa.",
        "O que o modelo lê e quanto pesa.",
        "What the model reads and what it weighs.",
    ),
    columns=(
        VARIANT_KEY,
        columns.text(
            "feature",
            "relative_density",
            "Característica.",
            "Característica.",
            "Feature.",
            key=True,
            max_length=40,
        ),
        _count("position", "7", "Orden.", "Ordem.", "Order."),
        _number(
            "mean",
            "0.1",
            "Media de los pares aprendidos.",
            "Média dos pares aprendidos.",
            "Mean of the pairs learnt from.",
        ),
        _number(
            "deviation",
            "0.9",
            "Desviación estándar de esos pares.",
            "Desvio padrão desses pares.",
            "Standard deviation of those pairs.",
        ),
        _number(
            "coefficient",
            "0.26",
            "Coeficiente por desviación estándar.",
            "Coeficiente por desvio padrão.",
            "Coefficient per standard deviation.",
        ),
        _number(
            "error",
            "0.045",
            "Error estándar del coeficiente, agrupado por país.",
            "Erro padrão do coeficiente, agrupado por país.",
            "Standard error of the coefficient, clustered by country.",
        ),
    ),
    slice_by=SLICE,
    metadata=metadata,
)

MODEL_QUALITY = Dataset(
    service="niche",
    name="model_quality",
    table_name="model_quality",
    description=texts(
        "Qué tan bueno es el modelo, junto a lo más simple.",
        "Quão bom é o modelo, junto ao mais simples.",
        "How good the model is, beside what is simpler.",
    ),
    columns=(
        VARIANT_KEY,
        *TEST_KEY,
        columns.text(
            "score",
            "model",
            "model, density (densidad sola), advantage (logaritmo del RCA solo) o base_rate.",
            "model, density (densidade só), advantage (logaritmo do RCA só) ou base_rate.",
            "model, density (density alone), advantage (log RCA alone) or base_rate.",
            key=True,
            choices=("model", "density", "advantage", "base_rate"),
        ),
        columns.text(
            "metric",
            "roc_auc",
            "Medida.",
            "Medida.",
            "Metric.",
            key=True,
            choices=(
                "roc_auc",
                "pr_auc",
                "precision_of_first",
                "best_f1",
                "best_f1_from",
                "brier",
            ),
        ),
        _number("value", "0.76", "Valor.", "Valor.", "Value."),
        _number(
            "low",
            "0.745",
            "Cuantil 2,5 % al sortear países; vacío si no se sortea.",
            "Quantil 2,5 % ao sortear países; vazio se não se sorteia.",
            "2.5 % quantile over countries drawn again; empty where none are drawn.",
            required=False,
        ),
        _number(
            "high",
            "0.776",
            "Cuantil 97,5 %.",
            "Quantil 97,5 %.",
            "97.5 % quantile.",
            required=False,
        ),
    ),
    slice_by=SLICE,
    metadata=metadata,
)

MODEL_TESTS = Dataset(
    service="niche",
    name="model_tests",
    table_name="model_tests",
    description=texts(
        "Pruebas del modelo: con qué años y cuántos pares.",
        "Testes do modelo: com que anos e quantos pares.",
        "Tests of the model: with which years and how many pairs.",
    ),
    columns=(
        VARIANT_KEY,
        *TEST_KEY,
        _count(
            "learnt_first_year",
            "2012",
            "Primer año de lo aprendido.",
            "Primeiro ano do aprendido.",
            "First year learnt from.",
        ),
        _count(
            "learnt_last_year",
            "2016",
            "Último año de lo aprendido.",
            "Último ano do aprendido.",
            "Last year learnt from.",
        ),
        *SPAN,
        *SIZE,
    ),
    slice_by=SLICE,
    metadata=metadata,
)

MODEL_CALIBRATION = Dataset(
    service="niche",
    name="model_calibration",
    table_name="model_calibration",
    description=texts(
        "Lo que el modelo dijo y lo que ocurrió, por grupos de probabilidad.",
        "O que o modelo disse e o que ocorreu, por grupos de probabilidade.",
        "What the model said and what happened, by groups of probability.",
    ),
    columns=(
        VARIANT_KEY,
        *TEST_KEY,
        columns.of_type(
            ColumnType.INTEGER,
            "bin",
            "10",
            "Grupo, del menos al más probable.",
            "Grupo, do menos ao mais provável.",
            "Group, from the least to the most likely.",
            key=True,
            minimum=1,
        ),
        SIZE[0],
        _number(
            "predicted",
            "0.083",
            "Probabilidad media.",
            "Probabilidade média.",
            "Mean probability.",
        ),
        _number(
            "observed",
            "0.079",
            "Parte que apareció.",
            "Parte que apareceu.",
            "Share that appeared.",
        ),
    ),
    slice_by=SLICE,
    metadata=metadata,
)

PROBABILITIES = Dataset(
    service="niche",
    name="probabilities",
    table_name="probabilities",
    description=texts(
        "Probabilidad de que un lugar llegue a una ventaja revelada en un producto.",
        "Probabilidade de que um lugar chegue a uma vantagem revelada em um produto.",
        "Probability that a place reaches a revealed advantage in a product.",
    ),
    columns=(
        PLACE,
        PRODUCT,
        VARIANT,
        _number(
            "probability",
            "0.12",
            "Probabilidad en el horizonte del modelo.",
            "Probabilidade no horizonte do modelo.",
            "Probability over the horizon of the model.",
        ),
        _number(
            "low",
            "0.09",
            "Límite inferior al 95 % de lo que otros países habrían enseñado.",
            "Limite inferior a 95 % do que outros países teriam ensinado.",
            "Lower bound at 95 % of what other countries would have taught.",
        ),
        _number("high", "0.16", "Límite superior.", "Limite superior.", "Upper bound."),
        columns.of_type(
            ColumnType.BOOLEAN,
            "extrapolated",
            "false",
            "Si la ventaja ya es mayor que las que el modelo aprendió (0,25 ≤ RCA < 1).",
            "Se a vantagem já é maior que as que o modelo aprendeu (0,25 ≤ RCA < 1).",
            "Whether the advantage is larger than those learnt from (0.25 ≤ RCA < 1).",
        ),
    ),
    slice_by=SLICE,
    partitioned=True,
    metadata=metadata,
)

HUMAN_CAPITAL = Dataset(
    service="niche",
    name="human_capital",
    table_name="human_capital",
    description=texts(
        "Capital humano: qué parte de los oficios que un producto pide tiene un lugar. Lo que "
        "falta queda fuera; no vale 0.",
        "Capital humano: que parte dos ofícios que um produto pede um lugar tem. O que falta fica "
        "fora; não vale 0.",
        "Human capital: which share of the occupations a product asks for a place has. What is "
        "lacking stays outside; it is not worth 0.",
    ),
    columns=(
        PLACE,
        PRODUCT,
        _number(
            "value",
            "0.64",
            "De 0 (ninguno de los oficios) a 1 (todos, como los exportadores).",
            "De 0 (nenhum dos ofícios) a 1 (todos, como os exportadores).",
            "From 0 (none of the occupations) to 1 (all, as exporters have).",
        ),
    ),
    slice_by=SLICE,
    checks=(
        Check(
            "select 'value', value::text from niche.human_capital "
            "where release_id = :release and value not between 0 and 1",
            texts(
                "el capital humano va de 0 a 1: divida los porcentajes por 100",
                "o capital humano vai de 0 a 1: divida as porcentagens por 100",
                "human capital goes from 0 to 1: divide percentages by 100",
            ),
        ),
    ),
    metadata=metadata,
)

BUILT = (
    MODELS,
    MODEL_FEATURES,
    MODEL_TESTS,
    MODEL_QUALITY,
    MODEL_CALIBRATION,
    PROBABILITIES,
)
