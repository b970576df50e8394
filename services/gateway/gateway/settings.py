"""Settings of the gateway, from the environment (`ESLABON_…`)."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the services are, and the key that says a call comes from the gateway."""

    model_config = SettingsConfigDict(env_prefix="ESLABON_", extra="ignore", frozen=True)

    tariff_url: str = "http://127.0.0.1:8001"
    matrix_url: str = "http://127.0.0.1:8002"
    niche_url: str = "http://127.0.0.1:8003"
    internal_key: str | None = None
