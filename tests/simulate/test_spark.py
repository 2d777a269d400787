"""Spark runs the same statement on parts of the same rows: every row is answered as by DuckDB alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

from holdlaw.core.case import Act
from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.simulate import spark_session as session_module
from holdlaw.simulate.cluster import ABOUT, on_spark
from holdlaw.simulate.from_cases import source_of
from holdlaw.simulate.ready import ready, ready_parts
from holdlaw.simulate.simulating import Simulation
from holdlaw.simulate.source import Source, connect, open_source
from holdlaw.simulate.spark_session import spark_session
from holdlaw.sources.parquet import metadata
from tests.cli.shell import run

from .harness import law, read_rows, rows_of
from .made import Maker

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NO_JAVA = which("java") is None and "JAVA_HOME" not in os.environ
COUNT = 2_500
MASTER = "local[2]"
ACTS = (Act.HOLD, Act.NOTIFY)
needs_java = pytest.mark.skipif(NO_JAVA, reason="Spark: Java is not installed")
# One session serves the whole module: it takes tens of seconds to start.
pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """A Spark of our own, on this machine."""
    made = spark_session(MASTER)
    yield made
    made.stop()


def stored(place: str, folder: Path) -> Path:
    """Made-up cases of a place, unknowns and convictions among them, as files in the layout."""
    made, path = source_of(Maker(shipped(), place, 4711).cases(COUNT), shipped()), folder / "rows.parquet"
    for name, table in made.layout.items():
        told = metadata({"missing": "unknown", "source": "made up"})
        made.con.execute(f"COPY {made.relations[name]} TO '{table.file(path)}' (FORMAT parquet, {told})")
    return path


def opened(path: Path) -> Source:
    """The file, opened."""
    return open_source(connect(), path, shipped().questions)


@needs_java
@pytest.mark.parametrize("place", ["us-ny-nyc-police", "us-ca"])
def test_spark_and_duckdb_answer_every_row_alike(place: str, session: SparkSession, tmp_path: Path) -> None:
    """A nation's rows do not fit on one machine; they must not get another law for that."""
    source, asked, forms = opened(stored(place, tmp_path)), law(place), tuple(shipped().forms)
    parts = ready_parts(source, asked.needed(ACTS), forms, rows=COUNT // 2)
    assert len(list(parts.glob("*.parquet"))) > 1
    alone = Simulation(source, asked, ACTS, ready(source, asked.needed(ACTS), forms))
    spread, out = on_spark(session, (asked, ACTS), source, parts), tmp_path / "out"
    assert spread.keys == alone.keys
    spread.write(out)
    told = source.con.execute(f"FROM '{out}/*.parquet' ORDER BY row_id").fetchall()
    assert read_rows(spread, told) == rows_of(alone)
    assert len(told) == COUNT
    assert json.loads((out / ABOUT).read_text(encoding="utf-8")) == json.loads(json.dumps(alone.about()))
    with pytest.raises(HoldlawError, match="Something is there already"):
        spread.write(out)


@needs_java
def test_the_command_counts_through_spark_what_it_counts_alone(session: SparkSession, tmp_path: Path) -> None:
    """Whoever moves from one machine to many must see the same figures."""
    path, out = stored("us-il", tmp_path), tmp_path / "out"
    assert session.version.startswith("4")
    plain = run("simulate", path, "--place", "us-il", "--json")
    spark = run("simulate", path, "--place", "us-il", "--engine", "spark", "--master", MASTER, "--json",
                "--out", out)  # fmt: skip
    assert (plain.exit_code, spark.exit_code) == (0, 0), spark.output
    assert json.loads(spark.output) == json.loads(plain.output)
    assert list(out.glob("*.parquet"))


def test_without_the_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not installed with Holdlaw, and a traceback tells nobody so."""
    monkeypatch.setattr(session_module, "LIBRARIES", ("pyspark_that_is_missing",))
    with pytest.raises(HoldlawError) as refused:
        spark_session(MASTER)
    assert str(refused.value) == (
        "HL-9007: --engine spark: pyspark_that_is_missing cannot be found. The rows were not put to the law. "
        "Install the extra: `pip install 'holdlaw[spark]'`."
    )


def test_without_java_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spark itself would only say that a gateway exited."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(session_module, "which", lambda name: None)
    with pytest.raises(HoldlawError) as refused:
        spark_session(MASTER)
    assert str(refused.value) == (
        "HL-9008: --engine spark: Java cannot be found. The rows were not put to the law. "
        "Install Java 17 or later, or name its folder in JAVA_HOME."
    )
