"""Spark SQL on one machine: the statement of `_sql`, small tables sent to every task, few partitions."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from shutil import which
from typing import Any, Final

from attrs import asdict
from pyspark.sql import SparkSession

from bench.simulate.contract import TABLES, Files, MissingPartError, Peer, Words, by_outcome
from bench.simulate.peers import _sql

PACKAGE: Final = "pyspark"
WHAT: Final = "Spark SQL, local master"
MEMORY: Final = "3g"


def peer(files: Files, words: Words, threads: int) -> Peer:
    """Start a session and make the engine ready."""
    if "JAVA_HOME" not in os.environ and which("java") is None:
        raise MissingPartError("Java cannot be found")
    spark = session(threads)
    for name, path in asdict(files).items():
        spark.read.parquet(str(path)).createOrReplaceTempView(name)
    look_back = f"add_months(arrested_on, -{12 * words.years})"
    own = _sql.Dialect({name: name for name in TABLES}, look_back, "TINYINT")
    return Peer(
        partial(_counts, spark, _sql.counting(own, words)),
        partial(_write, spark, _sql.answering(own, words)),
    )


def session(threads: int) -> Any:
    """Start Spark on this machine alone; as many partitions after a shuffle as threads."""
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    builder: Any = SparkSession.builder
    settings = {
        "spark.driver.memory": MEMORY,
        "spark.log.level": "ERROR",
        "spark.sql.parquet.compression.codec": "snappy",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(threads),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.master(f"local[{threads}]").getOrCreate()


def _counts(spark: Any, sql: str) -> dict[str, int]:
    return by_outcome({row[0]: row[1] for row in spark.sql(sql).collect()})


def _write(spark: Any, sql: str, out: Path) -> None:
    spark.sql(sql).write.mode("overwrite").parquet(str(out))
