"""Start the app: ``python -m dashboard``."""

import argparse
import logging.config
import pkgutil
import sys

from dashboard.app import create_app
from dashboard.config import Settings, SettingsError, can_listen, read_settings
from dashboard.export import arguments as brief
from dashboard.hosting.logs import configuration
from dashboard.hosting.serve import serve
from geodata.faults import RecordError


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for; 1 with the faults if it cannot be done."""
    asked = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        return pkgutil.resolve_name(asked.command)(asked, settings) if asked.command else asked.run(settings) or 0
    except (SettingsError, RecordError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m dashboard", description="Serve the Northern Mali Control Map.")
    parser.set_defaults(run=_serve, command=None)
    brief.add_command(parser.add_subparsers(title="commands", metavar="brief"))
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--dev", dest="run", action="store_const", const=_serve_for_work, help="one process, restarted on changes"
    )
    ways.add_argument(
        "--show-config", dest="run", action="store_const", const=_show_config, help="print every setting and its value"
    )
    return parser


def _serve(settings: Settings) -> None:
    can_listen(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"Northern Mali Control Map on http://{host}:{settings.port}{settings.url_prefix}", flush=True)
    serve(lambda: create_app(settings), settings)


def _serve_for_work(settings: Settings) -> None:
    logging.config.dictConfig(configuration(settings.log_level))
    app = create_app(settings, is_bundled=False, is_tried=False)
    app.live.watch()
    # Dash's list of kinds of field lacks "date", which browsers know; its version check asks the internet.
    quiet = {"dev_tools_props_check": False, "dev_tools_disable_version_check": True}
    app.run(host=settings.host, port=settings.port, debug=True, **quiet)


def _show_config(settings: Settings) -> None:
    for name, field in Settings.model_fields.items():
        print(f"{name.upper()}={getattr(settings, name)}\n    {field.description}")


if __name__ == "__main__":
    sys.exit(main())
