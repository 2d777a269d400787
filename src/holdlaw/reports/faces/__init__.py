"""How a report is written for people and programs: page, PDF, CSV and JSON, all from one table."""
