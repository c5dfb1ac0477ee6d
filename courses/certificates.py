"""Certificates: issued when a course is completed or by hand, issued again, revoked."""

from collections import defaultdict

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.batches import batches
from accounts.models import User
from accounts.refusals import Refused
from courses.asked import is_asked
from courses.certificate_codes import as_code, new_code
from courses.dates import local_date, months_after
from courses.models import Activity, Assignment, Certificate, CourseCompletion, Objective
from courses.outline import outline

BATCH = 500


class NotInForce(Refused):
    words = "This certificate was replaced or revoked already."


class NothingNew(Refused):
    words = "The certificate says what it would say if it were issued again."


class Erased(Refused):
    words = "This person was erased."


class HasOne(Refused):
    words = "There is a certificate for this course and this day already."


def issue_missing(completions, *, has_statement=True):
    """Issue a certificate for each of some completions that never had one; return how many.

    Called in the transaction of the completion. `completions` is a queryset of CourseCompletion.
    Who was erased has no name to put on one. `has_statement` is whether today's statement of
    credits stands on it.
    """
    missing = list(_without_certificate(completions).values_list("pk", flat=True))
    for batch in batches(missing, BATCH):
        _issue(batch, has_statement)
    return len(missing)


def issue_for_earlier():
    """Issue certificates for what was completed before there were any.

    Returns how many were issued, and how many not since the course has changed: nobody knows what
    an earlier edition had. Nor does anybody know which statement of credits was in force.
    """
    missing = _without_certificate(CourseCompletion.objects.all())
    is_todays = {"edition": F("enrollment__course__edition")}
    left_out = missing.exclude(**is_todays).count()
    return issue_missing(missing.filter(**is_todays), has_statement=False), left_out


def _without_certificate(completions):
    return completions.filter(certificates=None, enrollment__learner__erased_at=None)


@transaction.atomic
def _issue(completions, has_statement):
    # Whoever is being erased at this moment is waited for, and then left out.
    taking = User.objects.filter(enrollments__times_completed__in=completions).order_by("pk")
    list(taking.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    related = CourseCompletion.objects.filter(
        pk__in=completions, enrollment__learner__erased_at=None
    ).order_by("pk")
    by_course = defaultdict(list)
    for completion in related.select_related(
        "enrollment__course", "enrollment__learner__organization"
    ):
        by_course[completion.enrollment.course].append(completion)
    drafts = [draft for course, each in by_course.items() for draft in _drafts(course, each)]
    if not has_statement:
        for draft in drafts:
            draft.credit_statement = ""
    # Who completes a course in two tabs at once has one certificate: the second is passed over.
    Certificate.objects.bulk_create(drafts, ignore_conflicts=True)


def _drafts(course, completions):
    kinds = {completion.is_refresher for completion in completions}
    contents = {kind: contents_of(course, only_quizzes=kind) for kind in kinds}
    months = _months(course, [each.enrollment.learner for each in completions])
    for completion in completions:
        learner = completion.enrollment.learner
        day = local_date(completion.completed_at, learner.time_zone)
        valid_for = months.get(learner.pk)
        yield _draft(
            learner,
            course,
            contents[completion.is_refresher],
            day,
            completion=completion,
            edition=completion.edition,
            valid_until=months_after(day, valid_for) if valid_for else None,
        )


def _draft(learner, course, contents, completed_on, **fields):
    organization = learner.organization
    return Certificate(
        code=new_code(),
        learner=learner,
        course=course,
        course_title=course.title,
        completed_on=completed_on,
        contents=contents,
        minutes=sum(module["minutes"] for module in contents),
        organization=organization,
        credit_statement=organization.credit_statement if organization else "",
        **_names(learner, organization),
        **fields,
    )


def _names(learner, organization):
    """Return the names of today: what may be out of date on a certificate."""
    return {
        "name": learner.name,
        "organization_name": organization.name if organization else "",
    }


def contents_of(course, *, only_quizzes=False):
    """Return a course's modules, as a Certificate keeps them; a refresher is quizzes alone."""
    objectives = defaultdict(list)
    for objective in Objective.objects.filter(module__course=course, retired_at=None):
        objectives[objective.module_id].append(objective.text)
    return [
        {
            "title": str(module),
            "minutes": sum(
                activity.minutes
                for activity in activities
                if activity.kind == Activity.Kind.QUIZ or not only_quizzes
            ),
            "objectives": objectives[module.pk],
        }
        for module, activities in outline(course).modules
    ]


def _months(course, learners):
    """Map learners' ids to for how many months the course is valid, of those with an end.

    The strictest of what the course and assignments say counts, as for refreshers.
    """
    places = {learner.organization_id for learner in learners}
    asking = Assignment.objects.in_force().filter(
        course=course, organization__in=places, valid_months__isnull=False
    )
    months = {learner.pk: course.valid_months for learner in learners if course.valid_months}
    people = User.objects.filter(pk__in=[learner.pk for learner in learners])
    for assignment in asking.select_related("organization", "team", "person"):
        for learner in people.filter(is_asked([assignment])).values_list("pk", flat=True):
            asked = assignment.valid_months
            months[learner] = min(asked, months.get(learner, asked))
    return months


@transaction.atomic
def issue_by_hand(learner, course, completed_on, *, valid_until=None, reason, actor):
    """Issue a certificate for what an administrator knows of; return it.

    Raises HasOne, or Erased if the person was erased meanwhile.
    """
    # no_key: the certificate points at its actor, whom somebody may be issuing one at this moment.
    locked = User.objects.select_for_update(no_key=True, of=("self",))
    learner = locked.select_related("organization").get(pk=learner.pk)
    if learner.erased_at:
        raise Erased
    there = Certificate.objects.in_force().filter(learner=learner, course=course)
    if there.filter(completed_on=completed_on).exists():
        raise HasOne
    certificate = _draft(
        learner,
        course,
        contents_of(course),
        completed_on,
        edition=course.edition,
        valid_until=valid_until,
        is_by_hand=True,
        issued_by=actor,
        reason=reason,
    )
    certificate.save()
    audit.record(actor, "certificate.issued", certificate, reason=reason)
    return certificate


def is_outdated(certificate):
    """Whether the learner or the organization goes by another name by now.

    A statement of credits stays: what was approved later does not count for what was done before.
    """
    now = _names(certificate.learner, certificate.organization)
    return any(getattr(certificate, field) != value for field, value in now.items())


@transaction.atomic
def issue_again(certificate, *, actor):
    """Replace a certificate by one with the names of today; return it. The old one is kept.

    Raises NotInForce or NothingNew.
    """
    old = _locked(certificate)
    if not is_outdated(old):
        raise NothingNew
    old.replaced_at = timezone.now()
    old.save(update_fields=["replaced_at"])
    kept = ["learner", "organization", "course", "completion", "course_title", "edition"]
    kept += ["completed_on", "valid_until", "minutes", "contents", "credit_statement"]
    kept += ["is_by_hand", "issued_by", "reason"]
    new = Certificate.objects.create(
        code=new_code(),
        replaces=old,
        **{field: getattr(old, field) for field in kept},
        **_names(old.learner, old.organization),
    )
    audit.record(actor, "certificate.replaced", new, old=old.code, new=new.code)
    return new


@transaction.atomic
def revoke(certificate, *, reason, actor):
    """End a certificate, and keep it: whoever looks it up is told. Raises NotInForce."""
    locked = _locked(certificate)
    locked.revoked_at = timezone.now()
    locked.revoked_because = reason
    locked.save(update_fields=["revoked_at", "revoked_because"])
    audit.record(actor, "certificate.revoked", locked, reason=reason)
    return locked


def _locked(certificate):
    locked = Certificate.objects.select_for_update(of=("self",))
    related = locked.select_related("learner", "organization")
    certificate = related.filter(pk=certificate.pk).first()
    if certificate is None or not certificate.is_in_force:
        raise NotInForce
    return certificate


def find(typed):
    """Return the certificate of a code as somebody typed it; None if there is none."""
    code = as_code(typed)
    related = Certificate.objects.select_related("learner__organization", "completion")
    return related.filter(code=code).first() if code else None
