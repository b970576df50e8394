"""The README's example runs, and prints what it says."""

import re
from pathlib import Path

import complexity
import numpy as np

README = Path(complexity.__file__).parents[1] / "README.md"


def test_the_example_gives_what_its_comments_say() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    lines = [line for line in code.splitlines() if "  # [" in line]
    assert lines
    for line in lines:
        expression, _, comment = line.partition("  # ")
        stated = np.array([float(one) for one in re.findall(r"-?\d+\.\d+", comment.split("]")[0])])
        found = np.asarray(eval(expression, names), dtype=float).ravel()
        assert np.allclose(found, stated, atol=0.005), line
