"""One table in many files: the stages of protecting it partition by partition. Paths and counts travel, never rows."""
