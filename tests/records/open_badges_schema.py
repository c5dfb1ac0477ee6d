"""What a credential of Open Badges 3.0 must have, in JSON Schema.

Written after the tables of 1EdTech's Open Badges Specification 3.0, section B (data models), for
the parts that we use: what is required, of which kind it is, and where nothing else may stand.
"""

URI = {"type": "string", "format": "uri", "pattern": "^(https?|urn|mailto|did):"}
TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}


def typed(name):
    """A list of types that has one."""
    return {"type": "array", "items": TEXT, "contains": {"const": name}}


IMAGE = {
    "type": "object",
    "required": ["id", "type"],
    "properties": {"id": URI, "type": {"const": "Image"}, "caption": TEXT},
    "additionalProperties": False,
}
PROFILE = {
    "type": "object",
    "required": ["id", "type"],
    "properties": {"id": URI, "type": typed("Profile"), "name": TEXT, "url": URI},
}
ACHIEVEMENT = {
    "type": "object",
    "required": ["id", "type", "criteria", "description", "name"],
    "properties": {
        "id": URI,
        "type": typed("Achievement"),
        "name": TEXT,
        "description": TEXT,
        "criteria": {
            "type": "object",
            "properties": {"id": URI, "narrative": TEXT},
            "anyOf": [{"required": ["id"]}, {"required": ["narrative"]}],
        },
        "achievementType": {"enum": ["Certificate", "CertificateOfCompletion", "Course", "Badge"]},
        "creditsAvailable": {"type": "number"},
        "image": IMAGE,
    },
}
IDENTITY = {
    "type": "object",
    "required": ["type", "hashed", "identityHash", "identityType"],
    "properties": {
        "type": {"const": "IdentityObject"},
        "hashed": {"type": "boolean"},
        "identityHash": {"type": "string", "pattern": r"^sha256\$[0-9a-fA-F]{64}$"},
        "identityType": {"const": "emailAddress"},
        "salt": TEXT,
    },
    "additionalProperties": False,
}
SUBJECT = {
    "type": "object",
    "required": ["type", "achievement"],
    "properties": {
        "id": URI,
        "type": typed("AchievementSubject"),
        "achievement": ACHIEVEMENT,
        "identifier": {"type": "array", "minItems": 1, "items": IDENTITY},
        "creditsEarned": {"type": "number"},
    },
    "anyOf": [{"required": ["id"]}, {"required": ["identifier"]}],
    "additionalProperties": False,
}
CREDENTIAL = {
    "$schema": "https://json-schema.org/draft/2019-09/schema",
    "type": "object",
    "required": ["@context", "id", "type", "name", "credentialSubject", "issuer", "validFrom"],
    "properties": {
        "@context": {
            "type": "array",
            "prefixItems": [
                {"const": "https://www.w3.org/ns/credentials/v2"},
                {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context"},
            ],
            "minItems": 2,
        },
        "id": URI,
        "type": {
            "allOf": [typed("VerifiableCredential")],
            "anyOf": [typed("OpenBadgeCredential"), typed("AchievementCredential")],
        },
        "name": TEXT,
        "issuer": PROFILE,
        "validFrom": MOMENT,
        "validUntil": MOMENT,
        "credentialSubject": SUBJECT,
        "credentialStatus": {
            "type": "object",
            "required": ["id", "type"],
            "properties": {"id": URI, "type": TEXT},
        },
        "credentialSchema": {
            "type": "array",
            "items": {"type": "object", "required": ["id", "type"]},
        },
    },
}
