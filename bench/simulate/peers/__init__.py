"""The same law over the same files in other engines: one module each, with a function `peer`.

A module names its package (`PACKAGE`) and what of it is measured (`WHAT`). Nothing lists the modules: a new
file is a new row of the table, and a file whose name starts with an underscore is a helper.
"""
