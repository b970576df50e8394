"""The peer ecomplexity: a long frame in, a long frame out; prints the seconds it took.

Runs in an environment of its own: `python ecomplexity_long.py FILE OUT`.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from ecomplexity import ecomplexity

file, out = sys.argv[1:]
given = np.load(file)
frame = pd.DataFrame(
    {
        "year": 2020,
        "country": given["countries"][given["country"]].astype(object),
        "product": given["products"][given["product"]].astype(object),
        "value": given["value"],
    }
)
names = {"time": "year", "loc": "country", "prod": "product", "val": "value"}
began = time.perf_counter()
found = ecomplexity(frame, names, verbose=False)
seconds = time.perf_counter() - began
# What `getrusage` says includes the parent's memory at the fork.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak = int(status["VmHWM"].split()[0]) / 1024
found = found.sort_values(["country", "product"])
renamed = {"mcp": "presence"}
columns = ["rca", "mcp", "diversity", "ubiquity", "eci", "pci", "density", "coi", "cog"]
np.savez(out, **{renamed.get(name, name): found[name].to_numpy(dtype=float) for name in columns})
print(json.dumps({"seconds": seconds, "peak_mib": peak}))
