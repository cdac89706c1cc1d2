"""The kinds of cooperation: one YAML file each."""
