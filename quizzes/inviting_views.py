"""For authors: who is on the panel, and how far its questions are rated."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.people_views import refusals_in
from accounts.refusals import Refused
from courses.models import Course
from quizzes import inviting
from quizzes.authoring_views import for_authors, form_view
from quizzes.coverage_views import chosen
from quizzes.inviting_forms import InvitationForm
from quizzes.models import PanelMember
from quizzes.panel_links import token_for
from quizzes.panels import rated


@require_safe
@for_authors
def panel_detail(request):
    """A course's panel, and its questions by how many have rated them. Never who rated what."""
    courses = list(Course.objects.visible_to(request.user).order_by("title", "pk"))
    if not courses:
        return render(request, "authoring/panel_detail.html")
    course = chosen(courses, request.GET.get("course"))
    questions, rated_by = rated(course)
    members = list(course.panel.select_related("invited_by"))
    context = {
        "course": course,
        "others": [each for each in courses if each != course],
        "questions": questions,
        "members": [(member, rated_by[member.pk]) for member in members],
    }
    return render(request, "authoring/panel_detail.html", context)


@form_view
@for_authors
def panel_invite(request):
    courses = list(Course.objects.visible_to(request.user).order_by("title", "pk"))
    if not courses:
        raise Http404
    course = chosen(courses, request.GET.get("course"))
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            member = inviting.invite(course, actor=request.user, **form.cleaned_data)
            return send(request, member)
    context = {"course": course, "form": form, "page": page_of(course)}
    return render(request, "authoring/panel_invite.html", context)


@require_POST
def panel_renew(request, pk):
    """Send a member a new link; the ones before it end."""
    member = find_member(request, pk)
    if member.withdrawn_at:
        messages.info(request, f"{member} is withdrawn. Invite them again instead.")
        return redirect(page_of(member.course))
    try:
        member = inviting.renew_link(member, actor=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(page_of(member.course))
    return send(request, member)


@require_POST
def panel_withdraw(request, pk):
    member = inviting.withdraw(find_member(request, pk), actor=request.user)
    messages.success(request, f"The link of {member} no longer works.")
    return redirect(page_of(member.course))


def find_member(request, pk):
    return get_object_or_404(PanelMember.objects.visible_to(request.user), pk=pk)


def page_of(course):
    return f"{reverse('authoring:panel-detail')}?course={course.slug}"


def send(request, member):
    """Mail a member's link, which the author does not see: nobody rates in another's place."""
    link = request.build_absolute_uri(reverse("panel:start", args=[token_for(member)]))
    try:
        inviting.send_link(member, link)
    except inviting.MailNotSent as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"A link is on its way to {member.email}.")
    return redirect(page_of(member.course))
