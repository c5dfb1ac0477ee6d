"""What answers say of questions: the figures of item analysis, from tallies and never by person.

Everything here is pure. docs/item-analysis.md has each formula, where it is from, and how it is
read.
"""
