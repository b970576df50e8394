"""The ADBC peer: appends the rows of a parquet file to a table and prints the seconds it took.

Runs in an environment of its own: `python adbc_copy.py FILE TABLE`, the database in
 BENCH_DATABASE_URL.
"""

import os
import sys
import time

import adbc_driver_postgresql.dbapi as adbc  # type: ignore[import-not-found]
import pyarrow as pa  # type: ignore[import-not-found]
import pyarrow.parquet as parquet  # type: ignore[import-not-found]

file, table = sys.argv[1:]
url = os.environ["BENCH_DATABASE_URL"]
rows = parquet.read_table(file)
plain = [
    field.with_type(pa.string()) if "string" in str(field.type) else field for field in rows.schema
]
rows = rows.cast(pa.schema(plain))
with adbc.connect(url) as connection:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.adbc_ingest(table, rows, mode="append")
    connection.commit()
    print(time.perf_counter() - began)
