"""How a PostgreSQL database is laid out, as its own catalogs tell it.

The same SQL is run in the session's temporary schema, described by the same query, and rolled back: so both
descriptions are written by one server, whichever its version, and nobody needs the right to make a schema.
"""

from __future__ import annotations

import re

from holdlaw.store.database import Database

SCHEMA = "holdlaw"
"""The schema that holds the register's tables, and nothing else."""

_TEMPORARY = re.compile(r"\bpg_temp(_\d+)?\.")

_DESCRIBE = """
WITH own AS (
    SELECT oid FROM pg_namespace
    WHERE oid = to_regnamespace(?) OR (? = 'pg_temp' AND oid = pg_my_temp_schema())
),
tables AS (SELECT c.* FROM pg_class c JOIN own ON c.relnamespace = own.oid)
SELECT 'relation ' || relname,
        format('%s %s %s %s %s', relkind, relrowsecurity, relforcerowsecurity, relhassubclass, relispartition)
    FROM tables WHERE relkind <> 'i'
UNION ALL SELECT format('column %s.%s', t.relname, a.attname),
        format('%s %s %s %s %s %s %s', a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            a.attgenerated, a.attidentity, co.collname, pg_get_expr(d.adbin, d.adrelid))
    FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation co ON co.oid = a.attcollation
    WHERE t.relkind <> 'i'
UNION ALL SELECT format('constraint %s.%s', t.relname, c.conname),
        format('%s %s', pg_get_constraintdef(c.oid), c.convalidated)
    FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
UNION ALL SELECT 'index ' || t.relname,
        format('%s %s %s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready)
    FROM tables t JOIN pg_index i ON i.indexrelid = t.oid
UNION ALL SELECT format('trigger %s.%s', t.relname, g.tgname),
        format('%s %s', pg_get_triggerdef(g.oid), g.tgenabled)
    FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
UNION ALL SELECT format('rule %s.%s', t.relname, r.rulename), pg_get_ruledef(r.oid)
    FROM tables t JOIN pg_rewrite r ON r.ev_class = t.oid
UNION ALL SELECT format('policy %s.%s', t.relname, p.polname), p.polcmd::text
    FROM tables t JOIN pg_policy p ON p.polrelid = t.oid
UNION ALL SELECT format('function %s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)),
        pg_get_functiondef(p.oid)
    FROM pg_proc p JOIN own ON p.pronamespace = own.oid WHERE p.prokind <> 'a'
UNION ALL SELECT DISTINCT format('right %s on %s', g.privilege_type, t.relname), ''
    FROM tables t CROSS JOIN LATERAL aclexplode(t.relacl) g
    WHERE g.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') AND t.relname NOT LIKE 'state%'
"""


def stands(db: Database) -> bool:
    """Tell whether the database holds a register at all."""
    return db.one("SELECT to_regclass('holdlaw.entries')::text") != (None,)


def wanted(sql: str, db: Database) -> dict[str, str]:
    """Give the layout that the SQL file makes, in this session's temporary schema."""
    with db.trial():
        db.script(sql.replace(f"{SCHEMA}.", "pg_temp."))
        return _described(db, "pg_temp")


def found(db: Database) -> dict[str, str]:
    """Give the layout of the database as it stands."""
    with db.trial():
        return _described(db, SCHEMA)


def _described(db: Database, schema: str) -> dict[str, str]:
    db.execute("SET LOCAL search_path = pg_catalog")  # so that every name is told with its schema
    return {name: _TEMPORARY.sub(f"{SCHEMA}.", told) for name, told in db.rows(_DESCRIBE, [schema, schema])}
