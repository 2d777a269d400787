"""The site's own settings, with one more folder of static files."""

import os
from pathlib import Path

from holdlaw.web.settings import *  # noqa: F403
from holdlaw.web.settings import STATICFILES_DIRS as _OWN

STATICFILES_DIRS = [*_OWN, Path(os.environ["HOLDLAW_BENCH_FILES"])]
