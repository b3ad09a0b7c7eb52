"""Settings from the environment, each checked at start."""

import errno
import ipaddress
import os
import re
import socket
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from annotated_types import Ge, Le
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.asked.marking import checked_marking
from dashboard.asked.template import Template
from geodata.editions import BESIDE
from geodata.record import HOME
from geodata.state_dir import default_state_dir

PREFIX = re.compile(r"/(?:(?!\.{1,2}/)[A-Za-z0-9._~-]+/)*")
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
OTHERS_HEADERS = re.compile(
    r"(?i)(accept.*|authorization|connection|content-.*|cookie|expect|forwarded|host|if-.*|origin|range|referer|sec-.*"
    r"|te|transfer-encoding|upgrade.*|user-agent|via|x-forwarded-.*|x-real-ip|x-request-.*)"
)
"""Headers that mean something else, and that clients send themselves."""
HOST_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_-]+)*")
ORIGIN = re.compile(r"https?://[A-Za-z0-9._-]{1,253}(?::[0-9]{1,5})?")
ADDRESS = "an address of this machine without brackets, such as 127.0.0.1, 0.0.0.0 or ::1, or a name that leads to one"

STATE_ALLOWED = "a folder that can be written to, or the name of one that can be made"


class SettingsError(ValueError):
    """A setting that cannot be used; the text says which, what was found and what is allowed."""


def checked_state_dir(folder: Path) -> Path:
    """The folder, made if it was not there; ValueError with what is allowed if it cannot be written to."""
    folder = folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ValueError(STATE_ALLOWED) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ValueError(STATE_ALLOWED)
    return folder


class Settings(BaseSettings):
    """Everything an administrator can set. Names in the environment are the names here in capitals."""

    model_config = SettingsConfigDict(env_prefix="", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8050, ge=1, le=65535, description="Port to listen on, 1 to 65535.")
    url_prefix: str = Field("/", description="Path below which the app is served, with slashes at both ends.")
    record_dir: Path = Field(HOME, description="Folder of the record, with tables/ and layers/.")
    state_dir: Path = Field(
        default_factory=default_state_dir,
        description="Folder for what the server keeps while it runs: copies of the record, locks, drafts.",
    )
    editions_dir: Path | None = Field(
        None,
        description="Folder in which every edition that was served is kept; none: editions/ in STATE_DIR.",
    )
    editions_most: int = Field(1000, ge=1, le=100_000, description="Editions kept at most, 1 to 100000.")
    editions_days: int = Field(
        0, ge=0, le=36_500, description="Days after which an edition that is not served any more goes; 0: never."
    )
    auth_header: str = Field(
        "", description="Header with the user's name, set by the proxy; requests without it are refused."
    )
    marking: str = Field("", description="Handling marking on every figure.")
    brief_template: Template | None = Field(
        None, description="Presentation of the organisation on whose layout slides are put; none: slides of our own."
    )
    default_lang: Literal["en", "fr"] = Field("en", description="Language where the address names none.")
    workers: int = Field(2, ge=1, le=32, description="Processes that answer, 1 to 32.")
    threads: int = Field(4, ge=1, le=64, description="Requests a process answers at once, 1 to 64.")
    trust_proxy: int = Field(
        0, ge=0, le=5, description="Proxies in front whose forwarded headers are believed, 0 (none) to 5."
    )
    allowed_hosts: str = Field(
        "", description="Names, with commas between, by which browsers may ask for the app; empty: see docs/hosting.md."
    )
    allowed_origins: str = Field(
        "", description="Origins, with commas between, whose pages may read the API; * for all; empty: none."
    )
    exports_per_minute: int = Field(120, ge=1, le=10000, description="Exports and downloads a minute for each user.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @property
    def editions(self) -> Path:
        """Where editions are kept."""
        return self.editions_dir or self.state_dir / BESIDE

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which browsers may ask for the app, in small letters; none: any sound one."""
        return frozenset(filter(None, (name.strip().lower().rstrip(".") for name in self.allowed_hosts.split(","))))

    @property
    def origins(self) -> frozenset[str]:
        """The origins whose pages may read the API; ``*`` stands for all."""
        return frozenset(filter(None, (one.strip() for one in self.allowed_origins.split(","))))

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, origins: str) -> str:
        given = [one.strip() for one in filter(None, origins.split(","))]
        if not all(one == "*" or ORIGIN.fullmatch(one) for one in given):
            raise ValueError(
                "origins with commas between, such as https://wiki.example.org,http://127.0.0.1:3000, or *"
            )
        return origins

    @field_validator("host")
    @classmethod
    def _leads_here(cls, host: str) -> str:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            if not HOST_NAME.fullmatch(host):
                raise ValueError(ADDRESS) from None
            try:
                socket.getaddrinfo(host, None, socket.AF_INET, socket.SOCK_STREAM)
            except OSError:
                raise ValueError(f"{ADDRESS}; nobody knows this one") from None
        return host

    @field_validator("allowed_hosts")
    @classmethod
    def _are_names(cls, names: str) -> str:
        if not all(HOST_NAME.fullmatch(name.strip()) for name in filter(None, names.split(","))):
            raise ValueError("names without ports, with commas between, such as map.example.org,map")
        return names

    @field_validator("url_prefix")
    @classmethod
    def _with_slashes(cls, prefix: str) -> str:
        if not PREFIX.fullmatch(prefix):
            raise ValueError("a path with slashes at both ends, such as / or /mali/, of letters, digits and . _ ~ -")
        return prefix

    @field_validator("record_dir")
    @classmethod
    def _has_tables(cls, folder: Path) -> Path:
        if not (folder / "tables").is_dir() or not (folder / "layers").is_dir():
            raise ValueError("a folder that holds tables/ and layers/")
        return folder

    @field_validator("state_dir")
    @classmethod
    def _can_be_written_to(cls, folder: Path) -> Path:
        return checked_state_dir(folder)

    @field_validator("editions_dir")
    @classmethod
    def _can_be_kept_in(cls, folder: Path | None) -> Path | None:
        return checked_state_dir(folder) if folder else None

    @field_validator("brief_template", mode="before")
    @classmethod
    def _can_be_written_on(cls, template: object) -> object:
        if isinstance(template, str | Path):
            return Template.of(Path(template)) if str(template) else None
        return template

    @field_validator("auth_header")
    @classmethod
    def _is_header_name(cls, name: str) -> str:
        if name and (not HEADER.fullmatch(name) or OTHERS_HEADERS.fullmatch(name)):
            raise ValueError(
                "a header name of letters, digits and hyphens that means nothing else, such as X-Remote-User"
            )
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
    unknown = [*_almost_ours(os.environ)]
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError("\n".join([*map(_line, error.errors()), *unknown])) from error
    if unknown:
        raise SettingsError("\n".join(unknown))
    return settings


def can_listen(settings: Settings) -> None:
    """Try whether the server can listen where it is to.

    Raises
    ------
    SettingsError
        If the address is another machine's, or the port is taken or not to be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
            listener.listen()
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES, errno.EPERM):
                why = "one that nobody listens on" if error.errno == errno.EADDRINUSE else "one above 1023"
                raise SettingsError(f"PORT: found '{settings.port}'; allowed: {why}") from error
            raise SettingsError(f"HOST: found '{settings.host}'; allowed: {ADDRESS} ({error.strerror})") from error


def _almost_ours(names: Iterable[str]) -> Iterable[str]:
    """A line for each variable meant for one of ours; those that look like one of a single word may be others'."""
    ours = [name.upper() for name in Settings.model_fields if "_" in name and name != "log_level"]
    bare = {name.replace("_", ""): name for name in ours}
    for name in sorted(names):
        written = name.upper()
        if written not in ours:
            found = bare.get(re.sub("[-_.]", "", written)) or next(
                iter(get_close_matches(written, ours, 1, 0.92)), None
            )
            if found:
                yield f"{name}: found a setting that does not exist; allowed: {found}"


def _line(fault: dict[str, object]) -> str:
    name = str(fault["loc"][0])
    bounds = {type(bound): bound for bound in Settings.model_fields[name].metadata}
    if Ge in bounds and Le in bounds:
        allowed = f"an integer, {bounds[Ge].ge} to {bounds[Le].le}"
    else:
        allowed = str(fault["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    found = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in str(fault["input"]))
    return f"{name.upper()}: found '{found}'; allowed: {allowed}"
