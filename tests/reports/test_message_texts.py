from datetime import date

import pytest

from reports.message_texts import DigestNumbers, digest, refresher, reminder, report_ready

TODAY = date(2026, 3, 10)
SITE = "https://training.example"
# Nothing of it may be read over a shoulder, or on the screen of a locked phone.
TELLING = ["trauma", "traffick", "bond", "survivor", "coerc", "steady ground"]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ([date(2026, 3, 15), None], "by March 15, 2026. Nothing closes on that day."),
        ([date(2026, 3, 10)], "You are asked to take a course by March 10, 2026."),
        ([date(2026, 3, 9), date(2026, 4, 1)], "by March 9, 2026. It is still open to you."),
        ([None], "There is no date for it."),
        ([], "There is no date for it."),
    ],
)
def test_reminder_tells_the_earliest_date(due, words):
    mail = reminder("Ada", due, TODAY, SITE)

    assert words in mail.body
    assert mail.body.startswith("Hello Ada,\n\n")
    assert "https://training.example/messages/" in mail.body


@pytest.mark.parametrize(
    "mail",
    [
        reminder("Ada", [TODAY], TODAY, SITE),
        refresher("Ada", TODAY, SITE),
        digest("Ada", DigestNumbers(1, 2, 3), SITE),
        report_ready("Ada", "Learners: everyone", f"{SITE}/team/files/1/", SITE),
    ],
    ids=["reminder", "refresher", "digest", "report"],
)
def test_nothing_tells_what_the_training_is_about(mail):
    for word in TELLING:
        assert word not in (mail.subject + mail.body).lower()
    assert "!" not in mail.subject + mail.body


@pytest.mark.parametrize(
    ("numbers", "has_news"),
    [((0, 0, 0), False), ((0, 0, 9), False), ((1, 0, 0), True), ((0, 1, 0), True)],
)
def test_that_somebody_is_still_late_is_no_news(numbers, has_news):
    assert DigestNumbers(*numbers).has_news == has_news


def test_digest_names_numbers_alone():
    assert "- 1 completed the course.\n- 2 began it.\n- 1 is past their date." in (
        digest("Mo", DigestNumbers(1, 2, 1), SITE).body
    )
