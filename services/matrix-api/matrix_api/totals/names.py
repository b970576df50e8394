"""How areas and products are named in trade figures."""

AREA = "[A-Z][A-Z0-9]{2}"
"""ISO alpha-3, or a code of the source for what ISO does not name (S19: other Asia)."""
WORLD = "WLD"
TOTAL = "TOTAL"
"""In place of a product: everything that is traded."""
UNSPECIFIED = "99"
"""Chapter in which sources put what they do not classify."""
SUBHEADING = "[0-9]{6}"
HEADING = "[0-9]{4}"
HEADING_DIGITS = 4
PRODUCT = f"([0-9]{{2}}){{1,3}}|{TOTAL}"
REVISIONS = ("HS1992", "HS1996", "HS2002", "HS2007", "HS2012", "HS2017", "HS2022")
ONE_FIGURE = "(reported_by is null or reported_by = 'RECONCILED')"
"""SQL of a flow whose one figure stands for both reports."""
