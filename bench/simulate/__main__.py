"""`python -m bench.simulate`: measure many rows; a million, and with `--full` ten million as well."""

import argparse
import json
import sys

from bench.simulate.report import MANY_TIMES, ROWS, as_json, as_text, measure_simulate

parser = argparse.ArgumentParser(prog="python -m bench.simulate", description="Measure a law over many rows.")
parser.add_argument("--full", action="store_true", help="ten times as many rows as well")
parser.add_argument("--rows", type=int, default=ROWS, help="how many rows, instead of a million")
parser.add_argument("--rounds", type=int, help="how many rounds of each, instead of five or three")
parser.add_argument("--peers", nargs="*", help="these peers alone, by module; none named: Holdlaw alone")
parser.add_argument("--json", action="store_true", help="print JSON")
options = parser.parse_args()
sizes = (options.rows, MANY_TIMES * options.rows) if options.full else (options.rows,)
peers = None if options.peers is None else tuple(options.peers)
result = measure_simulate(sizes, options.rounds, peers)
print(json.dumps(as_json(result), ensure_ascii=False) if options.json else as_text(result))
sys.exit(1 if result.failures else 0)
