"""The greenhouse-gas core: the German municipal convention, its corrections, and other conventions' views of it."""
