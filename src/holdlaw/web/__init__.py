"""The site of a register: pages, actions, queries, accounts. Nothing of the law; only `actions` writes."""
