"""Decides, clocks, records and reports immigration detainer requests under the law in force that day.

`__version__` is the installed version, as text (`"0.1.0"`); it is looked up when asked for.
"""


def __getattr__(name: str) -> str:
    """Give `__version__`; raise AttributeError for any other name."""
    if name != "__version__":
        raise AttributeError(f"module 'holdlaw' has no attribute '{name}'")
    from importlib.metadata import version  # a look-up that most commands never need

    return version("holdlaw")
