"""`python -m bench.simulate`: measure many rows; a million, and with `--full` ten million as well."""

import argparse
import json

from bench.simulate.report import as_json, as_text, measure_simulate

parser = argparse.ArgumentParser(prog="python -m bench.simulate", description="Measure a law over many rows.")
parser.add_argument("--full", action="store_true", help="ten million rows as well")
parser.add_argument("--rows", type=int, default=1_000_000, help="how many rows, instead of a million")
parser.add_argument("--json", action="store_true", help="print JSON")
options = parser.parse_args()
for rows in (options.rows, 10 * options.rows) if options.full else (options.rows,):
    result = measure_simulate(rows)
    print(json.dumps(as_json(result)) if options.json else as_text(result) + "\n")
