"""Moodle XML: the file in which Moodle writes its question bank.

Source: Moodle documentation, Moodle XML format and Embedded Answers (Cloze) question type, and
what question/format/xml/format.php of Moodle 4.5 reads and writes.
"""
