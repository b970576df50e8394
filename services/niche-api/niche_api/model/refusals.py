"""Why no model is learnt of years at hand, and what to change."""

from servicekit.releases.dataset import texts

from niche_api.model.choices import CHOICES

TOO_FEW = "too_few_appearances"
REASONS = {
    TOO_FEW: texts(
        f"hacen falta al menos {CHOICES.least_appearances} ventajas que aparezcan, en "
        f"{CHOICES.folds} países o más, para aprender un modelo: cargue más países o años en los "
        "totales de matrix-api",
        f"são necessárias ao menos {CHOICES.least_appearances} vantagens que apareçam, em "
        f"{CHOICES.folds} países ou mais, para aprender um modelo: carregue mais países ou anos "
        "nos totais de matrix-api",
        f"{CHOICES.least_appearances} advantages that appear, in {CHOICES.folds} countries or "
        "more, are needed to learn a model: load more countries or years into the totals of "
        "matrix-api",
    )
}
