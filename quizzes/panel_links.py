"""The links that open a panel's pages to its members, who need no account."""

from django.core.signing import BadSignature, Signer

from quizzes.models import PanelMember

_SIGNER = {"salt": "quizzes.panel", "sep": "."}


def token_for(member):
    """Return what a member's newest link holds. It goes into their mail and nowhere else."""
    return Signer(**_SIGNER).sign(f"{member.pk}-{member.link_number}")


def member_of(token):
    """Return the member whose newest link this is; None for one that does not work any more."""
    try:
        pk, number = Signer(**_SIGNER).unsign(token).split("-")
    except BadSignature:
        return None
    members = PanelMember.objects.open().select_related("course")
    return members.filter(pk=pk, link_number=number).first()
