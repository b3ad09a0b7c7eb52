"""What was backed up comes back whole, into an empty folder only; a damaged backup restores nothing."""

import json
import zipfile
from datetime import UTC, datetime

import pytest
from damaging import TAKEN, change

from geodata.__main__ import main
from geodata.backup import BackupError, backup, restore
from geodata.editions import Editions
from geodata.files import NAMES, digest_of
from geodata.record import load

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture
def kept(folder, record, tmp_path):
    """Two editions, the first of which is not that of the folder any more."""
    editions = Editions(tmp_path / "editions")
    editions.keep(record, NOW)
    change("claims", TAKEN, credibility="6")(folder)
    editions.keep(load(folder), NOW)
    return editions


def test_all_comes_back_byte_for_byte(folder, kept, tmp_path):
    pack, home = tmp_path / "backup.zip", tmp_path / "new" / "home"
    (folder / "tables" / "draft.csv").write_text("no file of the record")
    made = backup(folder, kept, pack)
    assert restore(pack, home) == made
    assert made.digest == digest_of(folder)
    assert set(made.editions) == {one.digest for one in kept.all()}
    for name in NAMES:
        assert (home / "record" / name).read_bytes() == (folder / name).read_bytes()
    assert not (home / "record" / "tables" / "draft.csv").exists()
    again = Editions(home / "editions")
    assert again.all() == kept.all()
    load(home / "record")


def test_the_command_line_backs_up_and_restores(folder, kept, tmp_path, capsys):
    where = ["--record", str(folder), "--editions", str(kept.folder)]
    pack, home = str(tmp_path / "b.zip"), str(tmp_path / "home")
    assert main([*where, "backup", pack]) == 0
    assert main(["restore", pack, home]) == 0
    assert digest_of(folder) in capsys.readouterr().out
    assert main(["restore", pack, home]) == 1
    assert "allowed: a folder that is empty" in capsys.readouterr().err


@pytest.mark.parametrize("harm", ["cut", "byte", "climbs", "text", "record"])
def test_a_damaged_backup_restores_nothing(folder, kept, tmp_path, harm):
    pack, home = tmp_path / "backup.zip", tmp_path / "home"
    backup(folder, kept, pack)
    if harm == "cut":
        pack.write_bytes(pack.read_bytes()[:-1000])
    elif harm == "text":
        pack.write_text("no zip")
    else:
        with zipfile.ZipFile(pack) as zipped:
            contents = {name: zipped.read(name) for name in zipped.namelist()}
        about = json.loads(contents["backup.json"])
        if harm == "byte":
            contents["record/tables/claims.csv"] += b" "
        elif harm == "climbs":
            about["sha256"]["record/../../escaped"] = "0"
        else:
            about["record"] = "0123456789ab"
        contents["backup.json"] = json.dumps(about).encode()
        with zipfile.ZipFile(pack, "w") as zipped:
            for name, data in contents.items():
                zipped.writestr(name, data)
    with pytest.raises(BackupError):
        restore(pack, home)
    assert not home.exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".restore")]


def test_an_unsound_record_is_not_backed_up(folder, kept, tmp_path):
    change("claims", TAKEN, controller="NATO")(folder)
    with pytest.raises(Exception, match="NATO"):
        backup(folder, kept, tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()
