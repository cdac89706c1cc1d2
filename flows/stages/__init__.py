"""The stages of an exchange, undecorated: each joins rooms that do not know each other. One file = one stage."""
