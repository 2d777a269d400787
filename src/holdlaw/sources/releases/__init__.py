"""Federal releases and agencies' own exports in one table: each value has its state, each drop its reason.

A release is a file somebody published or was given. `families/` has one module each; a module is found by
its place there. `importing.import_file` is the way in.
"""
