"""Keys: hashed, with scopes, revocable; reading needs none."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import pytest
from servicekit.access import keys, repository
from servicekit.access.scopes import Scope, scope
from servicekit.commands import keys as commands
from typer.testing import CliRunner

ORDER = {"id": 1, "name": "a"}


def order(address: str, key: str | None, colour: str = "red") -> httpx.Response:
    """Send an order, with a key or without."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.post(f"{address}/v1/things?colour={colour}", json=ORDER, headers=headers)


@pytest.fixture
def made(toy_url: str) -> Callable[..., str]:
    """Return what makes a key with scopes."""

    def make(*scopes: str, expires_at: datetime | None = None) -> str:
        token = keys.new_token()

        async def run() -> None:
            connection = await asyncpg.connect(toy_url)
            await repository.add(connection, token.id, "SIECA", scopes, token.digest(), expires_at)
            await connection.close()

        asyncio.run(run())
        return str(token)

    return make


def test_writing_without_a_key_is_refused_saying_how(address: str) -> None:
    answer = order(address, None)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="eslabon"'
    assert "Authorization: Bearer" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("scopes", "colour", "status"),
    [
        (["toy:write"], "red", 200),
        (["*:write"], "red", 200),
        (["toy:write:colour=red"], "red", 200),
        (["toy:write:colour=red"], "blue", 403),
        (["toy:write:colour=blue", "toy:write:colour=red"], "red", 200),
        (["toy:write:size=3"], "red", 403),
        (["tariff:write"], "red", 403),
        (["toy:read"], "red", 403),
        ([], "red", 403),
    ],
)
def test_a_key_writes_what_its_scopes_cover(
    address: str, made: Callable[..., str], scopes: list[str], colour: str, status: int
) -> None:
    answer = order(address, made(*scopes), colour)

    assert answer.status_code == status
    if status == 403:
        assert f"toy:write:colour={colour}" in answer.json()["detail"]


def test_a_key_that_is_expired_revoked_or_altered_is_refused(
    address: str, made: Callable[..., str], toy_url: str
) -> None:
    expired = made("toy:write", expires_at=datetime.now(UTC) - timedelta(seconds=1))
    revoked, altered = made("toy:write"), made("toy:write")
    altered = altered[:-1] + ("0" if altered[-1] != "0" else "1")
    told = CliRunner().invoke(commands, ["revoke", "--database", toy_url, revoked.split("_")[1]])

    for key in (expired, revoked, altered, "eslabon_x_y", "internal-secre"):
        answer = order(address, key)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].endswith('error="invalid_token"')
    assert told.exit_code == 0


def test_the_internal_key_may_do_everything(address: str) -> None:
    assert order(address, "internal-secret").status_code == 200


def test_a_made_key_is_shown_once_and_stored_as_a_hash(toy_url: str) -> None:
    run = CliRunner().invoke
    at = ["--database", toy_url]

    created = run(commands, ["create", *at, "--partner", "SIECA", "--scope", "tariff:write"])
    listed = run(commands, ["list", *at])
    secret = created.output.strip().split("_")[2]

    assert created.output.startswith("eslabon_")
    assert "SIECA" in listed.output
    assert secret not in listed.output


def test_a_scope_misspelt_makes_no_key(toy_url: str) -> None:
    made = CliRunner().invoke(
        commands, ["create", "--database", toy_url, "--partner", "X", "--scope", "tariff write"]
    )

    assert made.exit_code == 2


@pytest.mark.parametrize("text", ["tariff:write", "tariff:write:importer=GTM,edition=2024-04"])
def test_a_scope_is_written_as_it_is_read(text: str) -> None:
    assert str(scope(text)) == text


@pytest.mark.parametrize("text", ["", "tariff", "tariff:write:", "tariff:write:a", "a:b:c=d,"])
def test_what_is_no_scope_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a scope"):
        scope(text)


def test_a_bound_scope_needs_every_part_it_names() -> None:
    bound = Scope("tariff", "write", (("importer", "GTM"), ("edition", "2024")))

    assert bound.covers("tariff", "write", {"importer": "GTM", "edition": "2024", "source": "X"})
    assert not bound.covers("tariff", "write", {"importer": "GTM"})
