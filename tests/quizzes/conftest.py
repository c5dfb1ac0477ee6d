"""What tests of authors' work begin with."""

import pytest

from tests import factories


@pytest.fixture
def author():
    return factories.make_author()


@pytest.fixture
def module():
    """A module without questions, and two statements for them to rest on."""
    factories.make_statement("S1")
    factories.make_statement("S2")
    return factories.make_course(lessons=1, questions=0).modules.get()
