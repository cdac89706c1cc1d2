"""The learning package: method, public tables, cards, lessons and a template, for others who want to run the same."""
