"""WHEN: the only folder that knows Prefect, and the command line."""
