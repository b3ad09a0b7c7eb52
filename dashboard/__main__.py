"""Start the app: ``python -m dashboard``."""

import sys

from dashboard.app import create_app
from dashboard.config import SettingsError, read_settings
from geodata.faults import RecordError


def main() -> int:
    """Serve the app on the address of the settings; 1 with the faults if it cannot start."""
    try:
        settings = read_settings()
        app = create_app(settings)
    except (SettingsError, RecordError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Northern Mali Control Map on http://{settings.host}:{settings.port}{settings.url_prefix}", flush=True)
    app.run(host=settings.host, port=settings.port, debug=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
