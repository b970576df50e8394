"""The peer economic-complexity: a long frame in, its frames out; prints the seconds it took.

Runs in an environment of its own: `python economic_complexity_long.py FILE OUT`.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from economic_complexity import complexity, opportunity_gain, proximity, rca, relatedness

file, out = sys.argv[1:]
given = np.load(file)
frame = pd.DataFrame(
    {
        "country": given["countries"][given["country"]].astype(object),
        "product": given["products"][given["product"]].astype(object),
        "value": given["value"],
    }
)
began = time.perf_counter()
table = frame.pivot(index="country", columns="product", values="value").fillna(0)
advantage = rca(table)
eci, pci = complexity(advantage)
near = proximity(advantage)
relatedness(advantage, proximities=near)
opportunity_gain(advantage, proximities=near, pci=pci)
seconds = time.perf_counter() - began
# What `getrusage` says includes the parent's memory at the fork.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak = int(status["VmHWM"].split()[0]) / 1024
np.savez(out, rca=advantage.to_numpy(dtype=float).ravel(), eci=eci.to_numpy(dtype=float))
print(json.dumps({"seconds": seconds, "peak_mib": peak}))
