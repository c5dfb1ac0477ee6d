"""How one learner did by objective, in words."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import OuterRef, Subquery, Sum

from courses.models import Objective, Observation
from quizzes.models import ObjectiveMark


class Went(NamedTuple):
    """How a learner did at an objective when they were last asked; the share is of the marks."""

    objective: Objective
    share: float | None
    observations: list[Observation]

    @property
    def words(self):
        if self.share is None:
            return "not asked yet"
        if self.share >= 0.8:
            return "went well"
        return "went partly well" if self.share >= 0.5 else "was hard"


def went_by_module(learner, courses):
    """Map the ids of modules of some courses to how a learner did at their objectives, in order."""
    own = ObjectiveMark.objects.filter(enrollment__learner=learner, objective=OuterRef("pk"))
    own = own.order_by().values("objective")
    share = own.annotate(share=Sum("last_marks") / Sum("last_asked")).values("share")
    offered = Objective.objects.filter(module__course__in=courses, retired_at=None)
    seen = defaultdict(list)
    for each in Observation.objects.of(learner).in_force().select_related("observer"):
        seen[each.objective_id].append(each)
    by_module = defaultdict(list)
    for objective in offered.annotate(share=Subquery(share)).order_by("module", "position"):
        by_module[objective.module_id].append(Went(objective, objective.share, seen[objective.pk]))
    return by_module
