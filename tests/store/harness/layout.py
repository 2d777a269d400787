"""Every way to weaken a register's layout: triggers, indexes, tables, and the functions behind them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from .raw import Raw


@frozen
class Weakening:
    """A change of the schema: what it is, and the statements that make it."""

    name: str
    statements: tuple[str, ...]


def weakenings(opened: Raw, engine: str) -> Iterator[Weakening]:
    """List them for what stands in this database, so that a new trigger or table is weakened as well."""
    for trigger in opened.triggers():
        yield Weakening(trigger.drop, (trigger.drop,))
    for table in opened.tables():
        yield Weakening(f"a column more in {table.name}", (f"ALTER TABLE {table.name} ADD COLUMN more text",))
        more = _trigger(engine, table.name)
        yield Weakening(f"a trigger more on {table.name}", more)
        yield Weakening(f"{table.name} renamed", (f"ALTER TABLE {table.name} RENAME TO elsewhere",))
    yield Weakening(
        "a table more", ("CREATE TABLE more (x integer)",) if engine == "sqlite" else _POSTGRESQL_TABLE
    )
    yield from (_sqlite if engine == "sqlite" else _postgresql)(opened)


_POSTGRESQL_TABLE = ("CREATE TABLE holdlaw.more (x integer)",)


def _trigger(engine: str, table: str) -> tuple[str, ...]:
    if engine == "sqlite":
        return (f"CREATE TRIGGER more AFTER INSERT ON {table} BEGIN SELECT 1; END",)
    function = "CREATE FUNCTION public.more() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    return (
        function,
        f"CREATE TRIGGER more BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION public.more()",
    )


def _sqlite(opened: Raw) -> Iterator[Weakening]:
    for (name,) in opened.run("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"):
        yield Weakening(f"index {name} dropped", (f"DROP INDEX {name}",))
    for name, sql in opened.run("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"):
        drop = f"DROP TRIGGER {name}"
        yield Weakening(
            f"{name} made again as one that never fires",
            (drop, sql.replace(" BEGIN\n", " WHEN 0 BEGIN\n", 1)),
        )
    rewritten = "UPDATE sqlite_schema SET sql = replace(sql, '{}', '{}') WHERE name = 'entries'"
    for old, new in (
        ("$.agency", "$.origin"),
        ("$.person", "$.nobody"),
        ("body TEXT NOT NULL", "body TEXT"),
        (") STRICT", ")"),
    ):
        statement = rewritten.format(old, new)
        yield Weakening(f"{old} written over in the layout", ("PRAGMA writable_schema = ON", statement))


def _postgresql(opened: Raw) -> Iterator[Weakening]:
    for table, name in opened.run(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
    ):
        for how in ("DISABLE TRIGGER", "ENABLE TRIGGER", "ENABLE REPLICA TRIGGER"):
            statement = f"ALTER TABLE {table} {how} {name}"
            yield Weakening(statement, (statement,))
    for (name,) in opened.run(
        "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisprimary"
        " AND indrelid::regclass::text LIKE 'holdlaw.%' AND NOT EXISTS"
        " (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
    ):
        yield Weakening(f"index {name} dropped", (f"DROP INDEX {name}",))
    for (name,) in opened.run(
        "SELECT oid::regproc::text FROM pg_proc WHERE pronamespace = 'holdlaw'::regnamespace"
    ):
        body = "BEGIN RETURN coalesce(NEW, OLD); END"
        statement = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS '{body}'"
        yield Weakening(f"{name} made to let everything pass", (statement,))
    for column in ("kind", "agency", "request", "person", "key", "happened_at", "entered_at"):
        statement = f"ALTER TABLE holdlaw.entries ALTER COLUMN {column} DROP EXPRESSION"
        change = f"UPDATE holdlaw.entries SET {column} = {column} || 'x' WHERE seq = 3"
        off = "ALTER TABLE holdlaw.entries DISABLE TRIGGER ALL"
        on = "ALTER TABLE holdlaw.entries ENABLE TRIGGER ALL"
        always = "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tgname FROM pg_trigger WHERE tgrelid ="
        again = (
            f"{always} 'holdlaw.entries'::regclass LOOP"
            " EXECUTE 'ALTER TABLE holdlaw.entries ENABLE ALWAYS TRIGGER ' || t; END LOOP; END $$"
        )
        yield Weakening(f"{column} no longer worked out, and changed", (statement, off, change, on, again))
    for table in opened.tables():
        grant = f"GRANT ALL ON {table.name} TO PUBLIC"
        yield Weakening(grant, (grant,))
        keyed = f"ALTER TABLE {table.name} DROP CONSTRAINT {table.name.rpartition('.')[2]}_pkey"
        if not table.name.endswith("state_mark"):
            yield Weakening(keyed, (keyed,))
