"""Open Badges: signed by one library, checked by another, and against a schema."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date

import jsonschema
import pytest
from django.urls import reverse
from joserfc import jwk, jws, jwt
from joserfc.errors import BadSignatureError
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from courses import certificates
from courses.models import Certificate
from records import badges, erasing
from records.models import SigningKey
from tests import factories
from tests.records.open_badges_schema import CREDENTIAL, PROFILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return factories.make_user(factories.make_organization(name="Harbor"), name="Amal Haddad")


@pytest.fixture
def administrator(learner):
    return factories.make_administrator(learner.organization)


@pytest.fixture
def certificate(learner, administrator):
    return certificates.issue_by_hand(
        learner,
        factories.make_course(),
        date(2026, 3, 9),
        valid_until=date(2099, 3, 9),
        reason="On paper.",
        actor=administrator,
    )


class Headers(jws.JWSRegistry):
    """The header holds the public key, as the specification has it; that takes some room."""

    max_header_length = 1024


def keys_of(client):
    return jwk.KeySet.import_key_set(client.get("/.well-known/jwks.json").json())


def decoded(token, keys):
    """The claims of a token whose signature is good."""
    return jwt.decode(token, keys, registry=Headers(algorithms=["RS256"])).claims


def fetched(client):
    """How a verifier reads addresses of this site."""

    def download(url):
        path = url.split("/", 3)[3]
        return client.get(f"/{path.split('#')[0]}").content

    return download


def verifier(client):
    (key,) = client.get("/.well-known/jwks.json").json()["keys"]
    return OB3Verifier(jwk.import_key(key).as_pem(private=False))


def test_signature_is_good_by_another_library_and_the_published_key(client, certificate):
    token = badges.as_jwt(certificate)
    claims = decoded(token, keys_of(client))
    assert claims["jti"].endswith(certificate.get_absolute_url())
    assert claims["iss"].endswith(f"/badges/issuers/{certificate.organization.slug}/")
    assert claims["credentialSubject"]["achievement"]["name"] == certificate.course_title
    assert claims["validUntil"] == "2099-03-10T05:00:00Z"  # the end of the 9th in Chicago


def test_changed_badge_is_refused(client, certificate):
    header, _, signature = badges.as_jwt(certificate).split(".")
    other = urlsafe_b64encode(b'{"name": "Somebody else"}').decode().rstrip("=")
    with pytest.raises(BadSignatureError):
        decoded(f"{header}.{other}.{signature}", keys_of(client))


def test_credential_is_as_the_specification_has_it(certificate):
    credential = badges.as_json(certificate)
    jsonschema.validate(credential, CREDENTIAL)


@pytest.mark.parametrize("missing", ["issuer", "validFrom", "credentialSubject", "name"])
def test_schema_refuses_what_the_specification_does(certificate, missing):
    credential = badges.as_json(certificate)
    del credential[missing]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(credential, CREDENTIAL)


def test_signed_badge_holds_the_very_credential(client, certificate):
    claims = decoded(badges.as_jwt(certificate), keys_of(client))
    credential = json.loads(json.dumps(badges.as_json(certificate)))
    assert {name: claims[name] for name in credential} == credential


def test_address_of_the_learner_is_hashed(certificate, learner):
    text = json.dumps(badges.as_json(certificate))
    assert learner.email not in text
    digest = hashlib.sha256((learner.email + certificate.code).encode()).hexdigest()
    (identity,) = badges.as_json(certificate)["credentialSubject"]["identifier"]
    assert identity["identityHash"] == f"sha256${digest}"


def test_badge_claims_no_competence(certificate):
    achievement = badges.as_json(certificate)["credentialSubject"]["achievement"]
    assert (
        "does not say that whoever completed it can recognize or treat"
        in achievement["description"]
    )


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_picture_holds_the_badge(client, certificate, learner, kind):
    client.force_login(learner)
    response = client.get(reverse("records:badge-file", args=[certificate.code, kind]))
    extract = {"svg": OB3Verifier.extract_token_from_svg, "png": OB3Verifier.extract_token_from_png}
    token = extract[kind](response.content)
    assert decoded(token, keys_of(client))["jti"]
    assert "attachment" in response["Content-Disposition"]


def test_badge_in_force_passes_and_a_revoked_one_does_not(client, certificate, administrator):
    token = badges.as_jwt(certificate)
    check = verifier(client)
    passed = check.verify(token, check_status=True, download=fetched(client))
    assert passed.name == certificate.course_title
    certificates.revoke(certificate, reason="A mistake.", actor=administrator)
    with pytest.raises(OB3VerificationError, match="revocation"):
        check.verify(token, check_status=True, download=fetched(client))


def test_replaced_badge_does_not_count(client, certificate, learner):
    token = badges.as_jwt(certificate)
    learner.name = "Amal Nasser"
    learner.save()
    new = certificates.issue_again(certificate, actor=learner)
    check = verifier(client)
    with pytest.raises(OB3VerificationError, match="revocation"):
        check.verify(token, check_status=True, download=fetched(client))
    assert check.verify(badges.as_jwt(new), check_status=True, download=fetched(client))


@pytest.mark.parametrize("was_revoked", [True, False])
def test_badge_of_somebody_who_was_erased_does_not_count(
    client, certificate, learner, administrator, was_revoked
):
    token = badges.as_jwt(certificate)
    if was_revoked:
        certificates.revoke(certificate, reason="A mistake.", actor=administrator)
    erasing.erase(learner, actor=administrator)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier(client).verify(token, check_status=True, download=fetched(client))


def test_issuer_and_achievement_are_where_the_badge_says(client, certificate):
    badges.as_jwt(certificate)
    credential = badges.as_json(certificate)
    download = fetched(client)
    profile = json.loads(download(credential["issuer"]["id"]))
    jsonschema.validate(profile, PROFILE)
    assert profile["id"] == credential["issuer"]["id"]
    (method,) = profile["verificationMethod"]
    assert method["publicKeyJwk"] in client.get("/.well-known/jwks.json").json()["keys"]
    achievement = credential["credentialSubject"]["achievement"]
    hosted = json.loads(download(achievement["id"]))
    assert {name: hosted[name] for name in achievement} == achievement
    assert download(achievement["image"]["id"]).startswith(b"<svg")


def test_earlier_edition_stays_as_it_was(client, certificate):
    course = certificate.course
    course.title, course.edition = "Another title", 2
    course.save()
    credential = badges.as_json(Certificate.objects.get())
    hosted = json.loads(fetched(client)(credential["credentialSubject"]["achievement"]["id"]))
    assert hosted["name"] == certificate.course_title
    assert client.get(f"/badges/courses/{course.slug}/3/").status_code == 404


def test_edition_that_nobody_knows_is_not_there(client):
    course = factories.make_course(edition=3)
    addresses = [f"/badges/courses/{course.slug}/{edition}/" for edition in (2, 3)]
    assert [client.get(address).status_code for address in addresses] == [404, 200]


def test_list_that_no_certificate_is_on_is_not_there(client, certificate):
    issuer = certificate.organization.slug
    assert client.get(f"/badges/issuers/{issuer}/revoked/0/").status_code == 200
    for number in (7, 10**20):
        assert client.get(f"/badges/issuers/{issuer}/revoked/{number}/").status_code == 404


def test_organization_without_badges_is_not_told(client, db):
    organization = factories.make_organization()
    assert client.get(f"/badges/issuers/{organization.slug}/").status_code == 404
    assert client.get(f"/badges/issuers/{organization.slug}/revoked/0/").status_code == 404


def test_scripts_of_other_sites_may_read_what_is_public(client, certificate):
    for path in ("/.well-known/jwks.json", f"/badges/issuers/{certificate.organization.slug}/"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"


# -- Keys ----------------------------------------------------------------------------------


def test_one_key_is_made_and_used_again(certificate):
    badges.as_jwt(certificate)
    badges.as_jwt(certificate)
    assert SigningKey.objects.count() == 1


def test_published_key_has_no_private_part(client, certificate):
    badges.as_jwt(certificate)
    (key,) = client.get("/.well-known/jwks.json").json()["keys"]
    assert sorted(key) == ["alg", "e", "kid", "kty", "n", "use"]
    assert key["kid"] == jwk.import_key(key).thumbprint()


def test_private_key_is_not_readable_in_the_database(certificate):
    badges.as_jwt(certificate)
    assert "ENCRYPTED" in SigningKey.objects.get().private_pem


def test_badge_of_an_old_key_can_still_be_checked(client, certificate, settings):
    before = badges.as_jwt(certificate)
    settings.SECRET_KEY = "another"
    after = badges.as_jwt(certificate)
    assert SigningKey.objects.count() == 2
    for token in (before, after):
        header = json.loads(signing_header(token))
        published = [key["n"] for key in client.get("/.well-known/jwks.json").json()["keys"]]
        assert header["jwk"]["n"] in published
        key = jwk.import_key(header["jwk"])
        assert decoded(token, key)["jti"]


def signing_header(token):
    header = token.split(".")[0]
    return urlsafe_b64decode(header + "=" * (-len(header) % 4))
