"""The same law over millions of rows: the policies' own tests as one DuckDB statement, with bounds."""
