"""GIFT: the format in which questions for Moodle are typed by hand.

Source: Moodle documentation, GIFT format, and what question/format/gift/format.php of Moodle 4.5
reads and writes.
"""
