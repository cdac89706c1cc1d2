"""THOUGHT: pure functions, frames and numbers in, frames and numbers out."""
