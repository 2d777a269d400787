"""Decides, clocks, records and reports immigration detainer requests under the law in force that day.

`__version__` is the installed version, as text (`"0.1.0"`).
"""

from importlib.metadata import version

__version__ = version("holdlaw")
