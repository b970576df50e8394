"""Installs each member alone, with only what it declares, and imports every module of it."""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).parent / "uv"

IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
IMPORT_TOP = "import importlib, sys; importlib.import_module(sys.argv[1])"


def run(*command: str | Path) -> None:
    """Runs a command in silence; ends with its output when it fails."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(str(part) for part in command)}\n{done.stdout}")


def install_and_import(folder: Path) -> None:
    """Checks one member: its package without extras, then every module with all of them."""
    declared = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    name = declared["project"]["name"]
    package = declared["tool"]["uv"]["build-backend"]["module-name"]
    extras = ",".join(declared["project"].get("optional-dependencies", {}))
    with tempfile.TemporaryDirectory() as venv:
        python = Path(venv) / "bin" / "python"
        run(UV, "venv", "--quiet", "--python", sys.executable, venv)
        for requirement, program in (
            (f"{folder}", IMPORT_TOP),
            (f"{folder}[{extras}]" if extras else f"{folder}", IMPORT_ALL),
        ):
            run(UV, "pip", "install", "--quiet", "--python", python,
                "--constraint", "requirements.lock", requirement)  # fmt: skip
            run(python, "-P", "-c", program, package)
    print(f"{name}: se instala solo y se importa entero")


def main() -> None:
    folders = [path.parent for path in sorted(ROOT.glob("s*/*/pyproject.toml"))]
    for folder in [*folders, ROOT / "deploy" / "local"]:
        install_and_import(folder)


main()
