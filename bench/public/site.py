"""The public page of a register as a process of its own, with a static file beside it on the same server.

`python -m bench.public.site DIR FILES PORT` serves until it is stopped. What lies in FILES stands below
`/static/`, sent by what sends the site's own style sheets.
"""

import os
import sys
from pathlib import Path

from holdlaw.store.home import Home
from holdlaw.web.serving import Options, prepare, run, set_environment


def main(folder: str, files: str, port: str) -> None:
    """Serve with one worker and one thread: what is measured is a request, and not a crowd."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["HOLDLAW_PUBLIC_ONLY"] = "1"
    os.environ["HOLDLAW_BENCH_FILES"] = files
    set_environment(Home(Path(folder)), demo=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.public.settings"
    prepare()
    run(Options(port=int(port), threads=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
