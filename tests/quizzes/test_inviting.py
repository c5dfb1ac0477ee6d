"""An authors' page: who is on the panel, inviting them, and ending their links."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import AuditEntry
from quizzes import inviting
from quizzes.models import PanelMember
from quizzes.panel_links import member_of, token_for
from tests import factories
from tests.quizzes.authoring import url
from tests.quizzes.panel import make_judgment, make_member, make_members, rate_all
from tests.threads import at_once

pytestmark = pytest.mark.django_db

ADA = {"name": "Ada Obi", "email": "Ada@Clinic.example", "brings": "crisis clinician, 12 years"}


@pytest.fixture
def module():
    factories.make_statement("S1")
    return factories.make_course(lessons=1, questions=0).modules.get()


@pytest.fixture
def course(module):
    return module.course


@pytest.fixture
def client(client, author):
    client.force_login(author)
    return client


def invite(client, **changes):
    return client.post(url("panel-invite"), ADA | changes, follow=True)


def token_in(mail):
    return re.search(r"http://testserver/panel/(\S+)/\n", mail.body)[1]


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("make", [factories.make_user, factories.make_administrator])
def test_panel_exists_for_authors_alone(client, course, make, mailoutbox):
    member = make_member(course)
    client.force_login(make())

    answers = [client.get(url(name)) for name in ("panel-detail", "panel-invite")]
    answers += [client.post(url(name, member.pk)) for name in ("panel-renew", "panel-withdraw")]
    answers += [client.post(url("panel-invite"), ADA)]

    assert [answer.status_code for answer in answers] == [404] * 5
    kept = PanelMember.objects.get()
    assert (kept.link_number, kept.withdrawn_at, mailoutbox) == (1, None, [])


def test_invitation_is_mailed_and_its_link_not_shown(client, course, author, mailoutbox):
    page = invite(client)

    [mail], member = mailoutbox, PanelMember.objects.get()
    assert (mail.to, mail.subject) == (["ada@clinic.example"], "Your invitation to a panel")
    assert "Hello Ada Obi," in mail.body
    assert f"{author.name} invites you" in mail.body
    assert member_of(token_in(mail)) == member
    assert (member.course, member.brings, member.invited_by) == (course, ADA["brings"], author)
    assert told(page) == ["A link is on its way to ada@clinic.example."]
    assert token_for(member) not in page.content.decode()
    entry = AuditEntry.objects.get(action="panel.invited")
    assert (entry.actor, entry.data) == (author, {"email": "ada@clinic.example"})


def test_mail_is_plain_text_in_every_name(client, course, mailoutbox):
    invite(client, name="Ada & “Bo” <O'Neil>")

    assert "Hello Ada & “Bo” <O'Neil>,\n" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": ""}, {"name": ["This field is required."]}),
        ({"brings": " "}, {"brings": ["This field is required."]}),
        ({"email": "ada"}, {"email": ["Enter a valid email address."]}),
        ({"email": "a@b.example\nBcc: c@d.example"}, {"email": ["Enter a valid email address."]}),
        (
            {"name": "Ada\x07"},
            {"name": ["There is a character that cannot be shown. Type it anew."]},
        ),
    ],
)
def test_what_cannot_be_sent_is_refused(client, course, mailoutbox, changes, errors):
    page = invite(client, **changes)

    assert page.context["form"].errors == errors
    assert (PanelMember.objects.count(), mailoutbox) == (0, [])


def test_authors_are_not_invited(client, course, mailoutbox):
    other = factories.make_author()
    learner = factories.make_user(email="lea@clinic.example")

    page = invite(client, email=other.email.upper())
    invite(client, email=learner.email)

    words = "This person may write questions. The key by the authors is theirs already."
    assert page.context["form"].errors == {"email": [words]}
    assert [mail.to for mail in mailoutbox] == [[learner.email]]


def test_who_comes_to_write_questions_rates_no_more(course):
    member = make_member(course)
    token = token_for(member)

    assert member_of(token) == member
    author = factories.make_author()
    author.email = member.email
    author.save()
    assert member_of(token) is None


def test_an_address_is_invited_once(client, course, mailoutbox):
    invite(client)
    page = invite(client, email="ADA@clinic.example")

    assert page.context["form"].errors == {"email": [inviting.OnThePanel.words]}
    assert len(mailoutbox) == 1


def test_an_address_can_be_on_the_panels_of_two_courses(client, course, mailoutbox):
    other = factories.make_course(questions=0)

    for each in (course, other):
        client.post(f"{url('panel-invite')}?course={each.slug}", ADA)

    assert {member.course for member in PanelMember.objects.all()} == {course, other}


def test_a_new_link_ends_the_older_one(client, course, mailoutbox):
    invite(client)
    member = PanelMember.objects.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        client.post(url("panel-renew", member.pk))

    old, new = (token_in(mail) for mail in mailoutbox)
    assert (member_of(old), member_of(new)) == (None, member)


def test_a_double_click_sends_one_link(client, course, mailoutbox):
    invite(client)
    page = client.post(url("panel-renew", PanelMember.objects.get().pk), follow=True)

    assert told(page) == [inviting.SentJustNow.words]
    assert member_of(token_in(mailoutbox[0])) == PanelMember.objects.get()


def test_a_withdrawn_member_has_no_link_until_invited_again(client, course, mailoutbox):
    invite(client)
    member = PanelMember.objects.get()
    first = token_in(mailoutbox[0])

    page = client.post(url("panel-withdraw", member.pk), follow=True)
    client.post(url("panel-withdraw", member.pk))
    renewed = client.post(url("panel-renew", member.pk), follow=True)
    ended = member_of(first)
    invite(client, brings="nurse")

    assert told(page) == ["The link of Ada Obi no longer works."]
    assert told(renewed)[-1] == "Ada Obi is withdrawn. Invite them again instead."
    assert (ended, member_of(first), member_of(token_in(mailoutbox[1]))) == (None, None, member)
    assert PanelMember.objects.get().brings == "nurse"
    assert AuditEntry.objects.filter(action="panel.withdrawn").count() == 1


def test_an_author_sends_so_many_mails_an_hour(client, course, author, mailoutbox):
    for _ in range(inviting.MOST_MAILS):
        AuditEntry.objects.create(actor=author, action="panel.invited", target_kind="x")
    member = make_member(course)

    page = invite(client)
    again = client.post(url("panel-renew", member.pk), follow=True)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        client.force_login(factories.make_author())
        invite(client)

    assert page.context["form"].non_field_errors() == [inviting.TooManyMails.words]
    assert told(again) == [inviting.TooManyMails.words]
    assert len(mailoutbox) == 1


def test_a_mail_that_could_not_be_sent_is_told(client, course, monkeypatch):
    def refuse(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr(inviting, "send_mail", refuse)

    page = invite(client)

    member = PanelMember.objects.get()
    assert told(page) == [inviting.MailNotSent.words]
    assert (member.sent_at, "could not be sent." in page.content.decode()) == (None, True)


@pytest.mark.parametrize("token", ["1-1", "1-1.x", "x", "1-1.é", "0-0." + "a" * 43])
def test_a_made_up_link_opens_nothing(course, token):
    make_member(course)

    assert member_of(token) is None


@pytest.mark.parametrize("count", [1, 3])
def test_page_shows_how_far_the_panel_has_come(
    client, module, author, count, django_assert_num_queries
):
    items = [
        make_judgment(module, f"m1-judge-{number}", author, stem=f"Situation {number}?")
        for number in range(count)
    ]
    members = make_members(module.course, count)
    for member in members:
        member.invited_by = author
        member.save()
    rate_all(members, items[0])
    elsewhere = factories.make_course(questions=0).modules.get()
    hidden = make_judgment(elsewhere, "m1-judge-9", author)
    rate_all(members, hidden)
    page_url = f"{url('panel-detail')}?course={module.course.slug}"
    client.get(page_url)

    with django_assert_num_queries(8):
        page = client.get(page_url)

    html = page.content.decode()
    assert html.count(f"rated 1 of {count}") == count
    assert html.count(f"{count} of 5 rated; key by the authors") == 1
    assert html.count("0 of 5 rated; key by the authors") == count - 1
    assert "m1-judge-9" not in html
    assert [token_for(member) in html for member in members] == [False] * count


def test_page_says_when_the_panel_is_the_key(client, module, author):
    item = make_judgment(module, "m1-judge-1", author)
    members = make_members(module.course, 5)
    rate_all(members[:3], item)
    before = client.get(url("item-detail", item.slug)).content.decode()
    rate_all(members[3:], item)
    after = client.get(url("item-detail", item.slug)).content.decode()

    assert "Key by the authors; 3 of 5 panel ratings so far." in before
    assert "Rated by 5 panel members; their ratings are the key." in after
    assert "The key is what a panel of 5 people rated." in after
    assert "The panel agrees closely." in after
    assert "5 rated; their ratings are the key" in client.get(url("panel-detail")).content.decode()
    history = client.get(url("item-history", item.slug)).content.decode()
    assert "They say the same. The panel’s ratings differ." in history


def test_empty_panel_says_what_to_do(client, course):
    html = client.get(url("panel-detail")).content.decode()

    assert "Nobody yet. Choose “Invite somebody” to ask the first person." in html
    assert "No question of this type is published." in html


def test_no_course_says_so(client):
    assert b"There is no course yet." in client.get(url("panel-detail")).content
    assert client.get(url("panel-invite")).status_code == 404


@pytest.mark.parametrize("again", range(3))
@pytest.mark.django_db(transaction=True)
def test_two_invitations_at_once_make_one_member(course, author, again):
    def add():
        return inviting.invite(course, name="Ada", email="a@b.example", brings="x", actor=author)

    results = at_once(add, add)

    assert sorted(type(result).__name__ for result in results) == ["OnThePanel", "PanelMember"]
    assert PanelMember.objects.count() == 1
