"""Every setting of Eslabón, read from the environment with the prefix ESLABON_."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may choose; every name is prefixed with `ESLABON_` in the environment."""

    model_config = SettingsConfigDict(
        env_prefix="ESLABON_", use_attribute_docstrings=True, extra="ignore", frozen=True
    )

    database_url: str | None = None
    """PostgreSQL server that every service uses (`postgresql://user:password@host/name`)."""
    tariff_database_url: str | None = None
    """Own address for tariff; its user then needs the rights of `eslabon_tariff`."""
    matrix_database_url: str | None = None
    """Own address for matrix; its user then needs the rights of `eslabon_matrix`."""
    niche_database_url: str | None = None
    """Own address for niche; its user then needs the rights of `eslabon_niche`."""
    database_connections: int = 8
    """Most connections each process keeps open."""

    tariff_url: str = "http://127.0.0.1:8001"
    """Address of tariff-api."""
    matrix_url: str = "http://127.0.0.1:8002"
    """Address of matrix-api."""
    niche_url: str = "http://127.0.0.1:8003"
    """Address of niche-api."""
    gateway_url: str = "http://127.0.0.1:8000"
    """Address of the gateway."""
    public_url: str | None = None
    """Address under which clients see this service; stated as `servers` in its OpenAPI."""

    internal_key: SecretStr | None = None
    """Key of the platform's own processes: it may do everything and is not rate-limited."""
    cursor_key: SecretStr = SecretStr("eslabon")
    """Signs page cursors; the same in every replica of a service."""
    trusted_proxies: str = "127.0.0.1"
    """Addresses whose X-Forwarded headers are believed, by comma; `*` for all."""
    cors_origins: list[str] = ["*"]
    """Web origins that may read from a browser."""

    uploads: Path = Path(".eslabon/uploads")
    """Folder where uploads wait to be loaded."""
    max_upload_bytes: int = 2_000_000_000
    """Largest upload, as sent."""
    max_unpacked_bytes: int = 20_000_000_000
    """Largest upload once unpacked."""
    heartbeat_seconds: float = 10.0
    """A job whose worker has not been heard of for so long is given to another."""
    max_body_bytes: int = 2_000_000
    """Largest body of any other request."""
    exports_at_once: int = 2
    """Lists each process makes at once as parquet, arrow or xlsx; further ones get 503."""
    retention: int = 3
    """Releases kept of each slice."""

    cache_max_age_seconds: int = 60
    """How long a client or proxy may reuse an answer without asking."""
    cache_stale_seconds: int = 600
    """How long it may go on using it while it asks."""
    answer_cache_bytes: int = 64_000_000
    """Memory each process spends on finished answers; 0 turns the cache off."""
    publication_poll_seconds: float = 5.0
    """How often the current publication is looked up, should a notification be lost."""

    migrations: Path | None = None
    """Folder of the migrations, where it is not beside the installed packages."""
    sample: str = "all"
    """Parts of the sample to load: all, open or none."""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING or ERROR."""

    def database_of(self, service: str) -> str:
        """Return the address of a service's database.

        Raises
        ------
        RuntimeError
            Neither its own address nor the common one is set.
        """
        url: str | None = getattr(self, f"{service}_database_url", None) or self.database_url
        if url is None:
            raise RuntimeError(
                f"set ESLABON_DATABASE_URL or ESLABON_{service.upper()}_DATABASE_URL"
            )
        return url

    def role_of(self, service: str) -> str | None:
        """Return the role to take after connecting; None where the service has its own login."""
        own = getattr(self, f"{service}_database_url", None)
        return None if own else f"eslabon_{service}"
