import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["accounts:about", "accounts:quick-exit"])
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_public_page_opens_for_everyone(client, name, is_signed_in):
    if is_signed_in:
        client.force_login(factories.make_user())

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert response.content.decode().count("<h1>") == 1
    assert client.head(reverse(name)).status_code == 200


def test_quick_exit_page_has_the_exit_it_speaks_of(client, settings):
    page = client.get(reverse("accounts:quick-exit")).content.decode()

    assert f'href="{settings.QUICK_EXIT_URL}" rel="noreferrer nofollow" data-exit' in page
    assert "js/exit.js" in page


def test_pages_load_nothing_from_elsewhere(client):
    page = client.get(reverse("accounts:about")).content.decode()

    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page
