"""Apache Jena as another reader of what we write, where Java and Debian's package of it are."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

__all__ = ["read_by_jena"]

_JARS = Path("/usr/share/java")
_READER = Path(__file__).with_name("JenaReader.java")
#: What Jena needs, by the beginnings of the jars' names.
_NEEDED = (
    *("commons-", "dexx", "gson", "guava", "http", "jackson", "jakarta.json", "jena-"),
    *("jsonld", "jsonp", "protobuf", "slf4j-api", "slf4j-nop", "thrift", "titanium"),
)
#: A program of seconds gains nothing from the better compiler, whose work takes longer.
_QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
#: Debian moved classes and left the messages that they read where they were.
_MESSAGES = "org/apache/jena/ext/"


def read_by_jena(folders: Sequence[Path], room: Path) -> None:
    """Run ``JenaReader.java`` on `folders`, once; skips without Java or Jena.

    Args:
        folders: each as that file says.
        room: for files of its own.
    """
    if shutil.which("javac") is None:
        pytest.skip("needs a JDK on the path")
    core = _JARS / "jena-core.jar"
    if not core.exists():
        pytest.skip("needs Apache Jena (Debian's libapache-jena-java)")
    jars = [str(jar) for jar in sorted(_JARS.glob("*.jar")) if jar.name.startswith(_NEEDED)]
    classes = ":".join([*jars, str(_messages(core, room))])
    done = subprocess.run(
        ["java", *_QUICKLY, "-cp", classes, str(_READER), *map(str, folders)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _messages(core: Path, room: Path) -> Path:
    with ZipFile(core) as jar:
        for name in jar.namelist():
            if name.startswith(_MESSAGES) and name.endswith(".properties"):
                path = room / name.removeprefix(_MESSAGES)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(jar.read(name))
    return room
