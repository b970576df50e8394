"""Commands of the kit; what they need is imported when they run, so that `--help` is quick."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

keys = typer.Typer(help="Claves de los socios: crear, listar, revocar.", no_args_is_help=True)

Url = Annotated[
    str,
    typer.Option("--database", envvar="ESLABON_DATABASE_URL", help="PostgreSQL de la plataforma."),
]


@asynccontextmanager
async def _connection(url: str) -> AsyncIterator[Any]:
    import asyncpg

    connection = await asyncpg.connect(url, timeout=10)
    try:
        yield connection
    finally:
        await connection.close()


@keys.command()
def create(
    url: Url,
    partner: Annotated[str, typer.Option(help="Quién la usa, por ejemplo SIECA.")],
    scope: Annotated[
        list[str], typer.Option(help="Permiso: tariff:write o tariff:write:importer=GTM.")
    ],
    days: Annotated[int | None, typer.Option(min=1, help="Días hasta que venza.")] = None,
) -> None:
    """Crea una clave y la muestra por única vez."""
    from servicekit.access import keys as tokens
    from servicekit.access import repository, scopes

    try:
        checked = [str(scopes.scope(one)) for one in scope]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--scope") from error
    token = tokens.new_token()
    expires_at = datetime.now(UTC) + timedelta(days=days) if days else None

    async def run() -> None:
        async with _connection(url) as connection:
            await repository.add(connection, token.id, partner, checked, token.digest(), expires_at)

    asyncio.run(run())
    typer.echo(str(token))


@keys.command(name="list")
def list_(url: Url) -> None:
    """Lista las claves, sin su secreto."""
    from rich.console import Console
    from rich.table import Table

    from servicekit.access import repository

    async def run() -> list[repository.StoredKey]:
        async with _connection(url) as connection:
            return await repository.stored_keys(connection)

    table = Table("id", "socio", "permisos", "creada", "vence", "revocada")
    for key in asyncio.run(run()):
        moments = (key.created_at, key.expires_at, key.revoked_at)
        days = (f"{moment:%Y-%m-%d}" if moment else "" for moment in moments)
        table.add_row(key.id, key.partner, "\n".join(key.scopes), *days)
    Console().print(table)


@keys.command()
def revoke(url: Url, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Revoca una clave para siempre."""
    from servicekit.access import repository

    async def run() -> bool:
        async with _connection(url) as connection:
            return await repository.revoke(connection, id_)

    if not asyncio.run(run()):
        typer.echo(f"No hay una clave vigente {id_}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Clave {id_} revocada.")


def migrate(url: Url) -> None:
    """Lleva la base de datos a la última migración de cada servicio."""
    from servicekit import migrations

    migrations.upgrade(url)
    typer.echo("Base de datos al día.")


def build(
    services: Annotated[
        list[str] | None, typer.Argument(help="Servicios; todos si no se dice.")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Espera el resultado.")] = True,
) -> None:
    """Encarga lo que se calcula de otros datos y aún no está al día; lo hace el trabajador.

    Termina con 0 si todo quedó al día, 2 si los datos no alcanzan para algo, 1 si algo falló.
    """
    from servicekit.releases import ordering
    from servicekit.settings import Settings

    jobs = asyncio.run(ordering.order(_chosen(services), Settings(), wait=wait))
    for job in jobs:
        typer.echo(f"{job.dataset} {job.slice}: {job.state.value} {job.reason or ''}".rstrip())
    if not jobs:
        typer.echo("Todo está al día.")
    failed = [job for job in jobs if job.state == "failed"]
    if failed:
        raise typer.Exit(2 if all(job.refused for job in failed) else 1)


def worker(
    services: Annotated[
        list[str] | None, typer.Argument(help="Servicios que atiende; todos si no se dice.")
    ] = None,
) -> None:
    """Carga lo que se envía a los servicios; se detiene con Ctrl-C o SIGTERM."""
    from servicekit import observability
    from servicekit.releases.worker import serve
    from servicekit.settings import Settings

    settings = Settings()
    observability.configure_logs(settings.log_level)
    asyncio.run(serve(_chosen(services), settings))


def _chosen(services: list[str] | None) -> list[Any]:
    """Return the services of these names, all of them without any."""
    from importlib.metadata import entry_points

    found = {entry.name: entry for entry in entry_points(group="eslabon.services")}
    unknown = [name for name in services or () if name not in found]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]} no es uno de {', '.join(found)}")
    return [found[name].load() for name in services or found]
