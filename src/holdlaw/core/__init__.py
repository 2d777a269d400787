"""The law as pure functions: truth values, facts, conditions, convictions, clauses, evaluation.

Nothing here reads a file, a clock or a database. Standard library and attrs only.
"""
