"""List everything that is shipped: ``python deploy/sbom.py PYTHON OUT``, run where ``cyclonedx-bom`` is installed.

PYTHON is the interpreter into which ``requirements.lock`` was installed; what else may lie there (pip itself, tools of
development) is left out. OUT is a CycloneDX file with the licence texts of every package, the hashes of the lock, and
the components that are shipped as files (``vendored.json``).
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from lock import locked, normal

ROOT = Path(__file__).parents[1]


def bill(installed: dict[str, object], lock: dict[tuple[str, str], list[str]]) -> dict[str, object]:
    """The bill of an environment, cut to what the lock names, with what is shipped as files."""
    names = {name for name, _ in lock}
    kept = [part for part in installed["components"] if normal(part["name"]) in names]
    for part in kept:
        hashes = lock.get((normal(part["name"]), part["version"]))
        if hashes is None:
            raise SystemExit(f"{part['name']}: found {part['version']} installed, which the lock does not name")
        part["properties"] = [{"name": "lock:sha256", "value": value} for value in hashes]
    vendored = json.loads((ROOT / "deploy/vendored.json").read_text(encoding="utf-8"))
    for part in vendored:
        content = (ROOT / part.pop("file")).read_bytes()
        part["hashes"] = [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]
    refs = {part["bom-ref"] for part in [*kept, *vendored]}
    depends = [
        entry | {"dependsOn": [ref for ref in entry.get("dependsOn", []) if ref in refs]}
        for entry in installed.get("dependencies", [])
        if entry["ref"] in refs
    ]
    us = {"type": "application", "bom-ref": "northern-mali-control-map", "name": "Northern Mali Control Map"}
    return installed | {
        "metadata": installed.get("metadata", {}) | {"component": us | {"licenses": [{"license": {"id": "MIT"}}]}},
        "components": sorted([*kept, *vendored], key=lambda part: part["name"].lower()),
        "dependencies": depends,
    }


def main(python: str, out: str) -> None:
    """Write the bill of the packages of an interpreter and of the files of this checkout."""
    tool = [sys.executable, "-m", "cyclonedx_py", "environment", "--gather-license-texts", "--output-reproducible"]
    ran = subprocess.run([*tool, python], check=True, capture_output=True, text=True)
    whole = bill(json.loads(ran.stdout), locked(ROOT / "requirements.lock"))
    text = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise SystemExit(f"{out} would be no CycloneDX 1.6: {fault.data}")
    Path(out).write_text(text, encoding="utf-8")
    print(f"{out}: {len(whole['components'])} components")


if __name__ == "__main__":
    main(*sys.argv[1:])
