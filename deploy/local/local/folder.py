"""The data folder of one running copy: what it holds, and who holds it."""

import fcntl
import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLONE = next(
    (
        parent
        for parent in Path(__file__).resolve().parents
        if (parent / "requirements.lock").is_file()
    ),
    Path.cwd(),
)


class Refusal(Exception):  # noqa: N818 - it is an answer for the person, not a fault
    """The start cannot go on; the text says, in Spanish, what to change."""


@dataclass(frozen=True)
class DataFolder:
    """Everything one running copy writes, but the database of a copy started as root."""

    path: Path

    @classmethod
    def at(cls, path: Path | None = None) -> "DataFolder":
        """Opens or makes the folder (default: `.eslabon` of the clone), private to its owner."""
        folder = cls((path or CLONE / ".eslabon").resolve())
        try:
            folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.logs.mkdir(exist_ok=True)
            folder.uploads.mkdir(exist_ok=True)
        except OSError as error:
            raise Refusal(
                f"No se puede escribir en {folder.path} ({error.strerror}). "
                "Use otra carpeta: eslabon up --data CARPETA"
            ) from error
        return folder

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def uploads(self) -> Path:
        return self.path / "uploads"

    @property
    def digest(self) -> str:
        """A short name for this folder, the same at every start."""
        return hashlib.sha256(str(self.path).encode()).hexdigest()[:16]

    def internal_key(self) -> str:
        """The key with which the gateway and the sample loader speak to the services."""
        given = os.environ.get("ESLABON_INTERNAL_KEY")
        if given:
            return given
        file = self.path / "key"
        if not file.exists():
            write_private(file, f"eslabon_{secrets.token_urlsafe(32)}")
        return file.read_text("utf-8").strip()

    def state(self) -> dict[str, Any]:
        """What the supervisor last recorded: stage, message, first port and processes."""
        try:
            found: dict[str, Any] = json.loads((self.path / "run.json").read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return found

    def record(self, state: dict[str, Any]) -> None:
        write_private(self.path / "run.json", json.dumps(state, ensure_ascii=False, indent=1))

    def record_surroundings(self, settings: Mapping[str, str]) -> None:
        """Leave for `eslabon keys`, `sync` and `export` where this copy's services and data are."""
        told = {
            name: value
            for name, value in settings.items()
            if name.startswith("ESLABON_") and name.endswith("_URL")
        }
        text = "".join(f"{name}={value}\n" for name, value in told.items())
        write_private(self.path / "environment", text)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Holds the folder for this process; the system lets go of it however the process ends."""
        with (self.path / "lock").open("a") as lock:
            for _ in range(20):
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    time.sleep(0.05)
            else:
                raise Refusal(f"Otra copia de Eslabón ya usa {self.path}.")
            os.register_at_fork(after_in_child=lock.close)  # a child would hold it after us
            yield

    def is_held(self) -> bool:
        """Whether a living supervisor holds this folder."""
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def log_tail(self, name: str, lines: int = 12) -> str:
        """The last lines of a log, for messages."""
        file = self.logs / f"{name}.log"
        if not file.exists():
            return ""
        with file.open("rb") as log:
            log.seek(max(0, file.stat().st_size - 20_000))
            return "\n".join(log.read().decode("utf-8", "replace").splitlines()[-lines:])


def write_private(file: Path, text: str) -> None:
    """Replaces a file in one step; only its owner can read it."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
    fresh.replace(file)
