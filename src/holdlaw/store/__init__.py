"""Where the register is kept: on SQLite in one folder, or on PostgreSQL.

Plain SQL over a supplied connection; no framework.

`opening` makes and opens a register, `intake` adds entries, `reading` reads them back, `vault` opens private
values, `people` finds the same person again, `states` folds entries into what a page shows.
"""
