"""What is stored of what somebody did for others: supervised, wrote, administered.

Of rows that are about other people an export has what the person did, and nobody else's data.
"""

from records.holdings.holding import ADMINISTRATORS, AUTHORS, OWN, Holding, Kept

WORK = [
    Holding(
        "Files of reports that you made",
        "reports.Export",
        "owner",
        OWN,
        ["report", "kind", "query", "about", "state", "asked_at", "file_name"],
    ),
    Holding(
        "Reports that you saved",
        "reports.SavedReport",
        "owner",
        "You, and those with whom you shared them",
        ["name", "query", "is_shared", "every", "saved_at"],
    ),
    Holding(
        "Reports that are sent to you",
        "reports.SavedReport_receivers",
        "user",
        OWN,
        ["savedreport__name"],
    ),
    *(
        Holding(title, label, path, seen_by, fields, Kept.WITHOUT_NAME, is_about=False)
        for title, label, path, seen_by, fields in [
            ("Assignments that you gave", "courses.Assignment", "given_by", "Those asked",
             ["course__title", "given_at"]),
            ("Assignments that you withdrew", "courses.Assignment", "withdrawn_by", "Those asked",
             ["course__title", "withdrawn_at"]),
            ("Certificates that you issued by hand", "courses.Certificate", "issued_by",
             ADMINISTRATORS, ["course_title", "issued_at"]),
            ("Skills that you signed off", "courses.Observation", "observer", "Those you saw",
             ["objective__text", "observed_on", "signed_at"]),
            ("What you allowed at quizzes", "quizzes.Allowance", "given_by", "Those you allowed it",
             ["quiz__activity__title", "given_at"]),
            ("What you allowed no more", "quizzes.Allowance", "withdrawn_by",
             "Those you allowed it", ["quiz__activity__title", "withdrawn_at"]),
            ("Notes that you wrote", "reports.Note", "author", "Those you wrote to",
             ["kind", "text", "sent_at"]),
            ("Pages about others that you opened", "reports.Opening", "viewer",
             "Those they are about", ["on"]),
            ("Questions that you wrote", "quizzes.ItemVersion", "author", AUTHORS,
             ["item__slug", "number", "type", "content", "saved_at"]),
            ("Pictures that you added", "quizzes.Picture", "author", AUTHORS,
             ["digest", "kind", "saved_at"]),
            ("Reviews that you wrote", "quizzes.ReviewNote", "author", AUTHORS,
             ["version__item__slug", "step", "text", "at"]),
            ("Problems that you settled", "quizzes.Concern", "settled_by", AUTHORS,
             ["item_version__item__slug", "answer", "reason", "settled_at"]),
            ("Keys that you changed", "quizzes.Regrade", "made_by", AUTHORS,
             ["item__slug", "reason", "made_at"]),
            ("Panel members that you invited", "quizzes.PanelMember", "invited_by", AUTHORS,
             ["invited_at"]),
        ]
    ),
    Holding(
        "Files of questions that you read in",
        "quizzes.QuestionImport",
        "author",
        OWN,
        ["format", "file_name", "read_at", "imported_at"],
    ),
    Holding(
        "Questions that you have open",
        "quizzes.OpenEditor",
        "author",
        AUTHORS,
        ["item__slug", "opened_at", "seen_at", "typed"],
    ),
]  # fmt: skip
