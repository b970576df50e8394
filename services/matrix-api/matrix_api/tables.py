"""The tables of schema `matrix`, as the migrations see them."""

import sqlalchemy as sa
from servicekit.releases.tables import release_tables

metadata = sa.MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}
)

release_tables(metadata, "matrix")
