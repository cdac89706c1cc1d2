"""Transformation pathways: from a baseline over milestones to a target, with actors, steps, experiments and agenda."""
