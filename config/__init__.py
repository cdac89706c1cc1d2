"""CHOICES: data and one loader. What is agreed, with which parameters. Read by `flows` alone."""
