"""Which products an answer lists: the codes of one level, all or those that begin with a code."""

from typing import NamedTuple

import sqlalchemy as sa
from servicekit.language import texts

from matrix_api.flows import asked
from matrix_api.flows.asked import refusal
from matrix_api.totals.asked import Level

_AFTER_DIGITS = ":"
"""What sorts behind every digit: the products that begin with a code end before it."""


class Products(NamedTuple):
    """The codes of so many digits that begin with a code; with an empty one, all of them."""

    digits: int
    prefix: str

    @property
    def values(self) -> dict[str, str]:
        """Parameters of a statement with `of_products`."""
        return {"prefix": self.prefix} if self.prefix else {}


def of_digits(product: sa.ColumnElement[str], digits: int) -> sa.ColumnElement[bool]:
    """Return what holds for codes of so many digits.

    It stands in the statement itself: of `length`, or of a parameter, the planner believes that
    hardly any row has it, and sorts what the index has in order.
    """
    return product.op("like", is_comparison=True)(sa.literal_column(f"'{'_' * digits}'"))


def of_products(
    product: sa.ColumnElement[str], digits: int, *, prefixed: bool
) -> sa.ColumnElement[bool]:
    """Return what holds for the codes of a level, or those of it that begin with `prefix`."""
    if not prefixed:
        return of_digits(product, digits)
    prefix = sa.bindparam("prefix", type_=sa.Text)
    return sa.and_(of_digits(product, digits), product >= prefix, product < prefix + _AFTER_DIGITS)


def products(product: str | None, level: Level | None, default: Level = Level.HEADING) -> Products:
    """Return what a request asks for; without `level`, a product is listed itself.

    Raises
    ------
    ProblemError
        The level is above the product's own, or the product is below subheadings.
    """
    if product is None:
        return Products(level or default, "")
    code = asked.product(product).code
    digits = level or len(code)
    if digits < len(code):
        raise refusal(
            "level",
            "level_above_product",
            texts(
                f"level={digits} está por encima de {code}: pida {code[:digits]} o un nivel de al "
                f"menos {len(code)} dígitos.",
                f"level={digits} está acima de {code}: peça {code[:digits]} ou um nível de ao "
                f"menos {len(code)} dígitos.",
                f"level={digits} is above {code}: ask for {code[:digits]}, or for a level of at "
                f"least {len(code)} digits.",
            ),
        )
    return Products(digits, code)
