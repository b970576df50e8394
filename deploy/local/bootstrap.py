"""Makes .venv from requirements.lock with nothing but the system's Python (3.11 or later)."""

import glob
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OLDEST = (3, 11)


def continue_with_newer_python():
    """Runs this file again with a newer Python of the PATH; or ends with a clear error."""
    probe = "import sys; sys.exit(sys.version_info < (3, 11))"
    for minor in range(19, OLDEST[1] - 1, -1):
        candidate = shutil.which(f"python3.{minor}")
        if candidate and subprocess.call([candidate, "-c", probe], stderr=subprocess.DEVNULL) == 0:
            os.execv(candidate, [candidate, *sys.argv])
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(
        f"Eslabón necesita Python 3.11 o posterior y aquí «{sys.executable}» es {found}.\n"
        "Instálelo, o indique cuál usar: make up PYTHON=/ruta/a/python3.12"
    )


if sys.version_info < OLDEST:
    continue_with_newer_python()

ROOT = Path(__file__).resolve().parents[2]
VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
LOCK = Path("requirements.lock")
STAMP = VENV / "eslabon-stamp"


def members() -> list[str]:
    """The workspace's members, as folders relative to the clone."""
    found = glob.glob("services/*/pyproject.toml") + glob.glob("shared/*/pyproject.toml")
    return [str(Path(path).parent) for path in sorted(found)] + ["deploy/local"]


def stamp() -> str:
    """What .venv has to agree with: where the clone is, the lock, and what the members declare."""
    digest = hashlib.sha256(LOCK.read_bytes())
    for member in members():
        digest.update(member.encode() + (Path(member) / "pyproject.toml").read_bytes())
    return f"{ROOT}\n{digest.hexdigest()}\n"


def recorded_stamp() -> str | None:
    return STAMP.read_text("utf-8") if STAMP.exists() else None


def say(text: str) -> None:
    print(text, flush=True)


def succeeds(command: list[str]) -> tuple[bool, str]:
    """Runs a command in silence: whether it succeeded, and what it printed."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
    except OSError as error:
        return False, str(error)
    return done.returncode == 0, done.stdout.strip()


def make_venv() -> None:
    """Makes .venv without pip, so that it also works where ensurepip is missing."""
    recorded = recorded_stamp()
    moved = recorded is not None and recorded.splitlines()[0] != str(ROOT)
    works, _ = succeeds([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
    if works and not moved:
        return
    say(f"· Entorno de Python {sys.version_info[0]}.{sys.version_info[1]} en .venv")
    made, output = succeeds([sys.executable, "-m", "venv", "--without-pip", "--clear", str(VENV)])
    if not made:
        sys.exit(
            f"No se pudo crear .venv con «{sys.executable}»:\n{output}\n"
            "En Debian o Ubuntu: apt install python3-venv"
        )


def pips() -> list[list[str]]:
    """Every pip at hand, as the start of a command that installs into .venv."""
    wheels = []
    ensurepip = importlib.util.find_spec("ensurepip")
    if ensurepip and ensurepip.origin:
        wheels += glob.glob(str(Path(ensurepip.origin).parent / "_bundled" / "pip-*.whl"))
    wheels += glob.glob("/usr/share/python-wheels/pip-*.whl")
    commands = [[str(PYTHON), f"{wheel}/pip"] for wheel in wheels]
    commands.append([sys.executable, "-m", "pip", "--python", str(PYTHON)])
    if shutil.which("pip3"):
        commands.append(["pip3", "--python", str(PYTHON)])
    return commands


def install_with_pip(arguments: list[str]) -> None:
    """Installs into .venv with the first pip that manages to, or ends with an error."""
    failures = []
    for pip in pips():
        done, output = succeeds(
            [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-deps", *arguments]
        )
        if done:
            return
        failures.append(f"$ {' '.join(pip)} install …\n{output[-1500:]}")
    details = "\n\n".join(failures)
    sys.exit(
        f"{details}\n\n"
        "Ningún pip pudo instalar los paquetes. Si falta pip: "
        "apt install python3-venv (Debian, Ubuntu), dnf install python3-pip (Fedora), "
        "o instale Python desde python.org. "
        "Si pip está, revise la conexión o el índice de paquetes que usa (variables PIP_* y UV_*)."
    )


def locked_uv() -> tuple[str, str]:
    """The version of uv that the lock pins, and the lock's lines for it, with their hashes."""
    found = re.search(
        r"^uv==(\S+)(?:.*\\\n)(?:\s+--hash=\S+(?: \\)?\n?)+", LOCK.read_text("utf-8"), re.M
    )
    if not found:
        sys.exit("requirements.lock no fija una versión de uv.")
    return found[1], found[0]


def install_uv() -> None:
    version, lines = locked_uv()
    works, output = succeeds([str(UV), "--version"])
    if works and output.split()[1] == version:
        return
    say(f"· uv {version}")
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "uv.lock.txt"
        requirements.write_text(lines, "utf-8")
        install_with_pip(["--require-hashes", "-r", str(requirements)])


def install_lock() -> None:
    """Installs the lock with uv; with pip where only pip knows the way to the packages."""
    count = len(re.findall(r"^[a-z0-9].*==", LOCK.read_text("utf-8"), re.M))
    say(f"· {count} paquetes de {LOCK} (la primera vez puede tardar un minuto)")
    done, output = succeeds(
        [
            str(UV),
            "pip",
            "install",
            "--quiet",
            "--python",
            str(PYTHON),
            "--require-hashes",
            "-r",
            str(LOCK),
        ]
    )
    if not done:
        say(f"  uv no pudo: {output[-600:]}\n  Se intenta con pip y su configuración…")
        install_with_pip(["--require-hashes", "-r", str(LOCK)])


def install_members() -> None:
    say(f"· {len(members())} paquetes de Eslabón, editables")
    editable = [part for member in members() for part in ("--editable", f"./{member}")]
    done, output = succeeds(
        [str(UV), "pip", "install", "--quiet", "--python", str(PYTHON), "--no-deps", *editable]
    )
    if not done:
        sys.exit(f"No se pudieron instalar los paquetes de Eslabón:\n{output}")


def main() -> None:
    os.chdir(ROOT)
    wanted = stamp()
    if recorded_stamp() == wanted and os.access(PYTHON, os.X_OK):
        return
    began = time.monotonic()
    say("Preparando Eslabón")
    make_venv()
    STAMP.unlink(missing_ok=True)
    install_uv()
    install_lock()
    install_members()
    STAMP.write_text(wanted, "utf-8")
    say(f"  listo en {time.monotonic() - began:.0f} s")


main()
