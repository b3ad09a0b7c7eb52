"""Settings from the environment, each checked at start."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.marking import checked_marking
from geodata.record import HOME


class SettingsError(ValueError):
    """A setting that cannot be used; the text says which, what was found and what is allowed."""


class Settings(BaseSettings):
    """Everything an administrator can set. Names in the environment are the names here in capitals."""

    model_config = SettingsConfigDict(env_prefix="", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8050, ge=1, le=65535, description="Port to listen on, 1 to 65535.")
    url_prefix: str = Field("/", description="Path below which the app is served, with slashes at both ends.")
    record_dir: Path = Field(HOME, description="Folder of the record, with tables/ and layers/.")
    auth_header: str = Field(
        "", description="Header with the user's name, set by the proxy; requests without it are refused."
    )
    marking: str = Field("", description="Handling marking on every figure.")
    default_lang: Literal["en", "fr"] = Field("en", description="Language where the address names none.")
    workers: int = Field(2, ge=1, le=32, description="Processes that answer, 1 to 32.")
    threads: int = Field(4, ge=1, le=64, description="Requests a process answers at once, 1 to 64.")
    trust_proxy: int = Field(
        0, ge=0, le=5, description="Proxies in front whose forwarded headers are believed, 0 (none) to 5."
    )
    exports_per_minute: int = Field(120, ge=1, le=10000, description="Exports and downloads a minute for each user.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @field_validator("url_prefix")
    @classmethod
    def _with_slashes(cls, prefix: str) -> str:
        if not prefix.startswith("/") or not prefix.endswith("/") or "//" in prefix or not prefix.isascii():
            raise ValueError("a path with slashes at both ends, such as / or /mali/")
        return prefix

    @field_validator("record_dir")
    @classmethod
    def _has_tables(cls, folder: Path) -> Path:
        if not (folder / "tables").is_dir():
            raise ValueError("a folder that holds tables/ and layers/")
        return folder

    @field_validator("auth_header")
    @classmethod
    def _is_header_name(cls, name: str) -> str:
        if name and not name.replace("-", "").isalnum():
            raise ValueError("a header name of letters, digits and hyphens, such as X-Remote-User")
        return name

    @field_validator("marking")
    @classmethod
    def _can_be_drawn(cls, marking: str) -> str:
        try:
            return checked_marking(marking)
        except ValueError as fault:
            raise ValueError(str(fault).partition("allowed: ")[2]) from fault


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises
    ------
    SettingsError
        One line for each setting that cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_line(fault) for fault in error.errors())) from error


def _line(fault: dict[str, object]) -> str:
    allowed = str(fault["msg"]).removeprefix("Value error, ")
    return f"{fault['loc'][0].upper()}: found '{fault['input']}'; allowed: {allowed}"
