"""The shapes of docs/record.md: which claims there are, and of which type. Other members are let through."""


def text(v):
    return isinstance(v, str)


def flag(v):
    return isinstance(v, bool)


def integer(v):
    return isinstance(v, int) and not isinstance(v, bool)


def count(v):
    return integer(v) and v >= 0


def one(*values):
    return lambda v: isinstance(v, str) and v in values


def each(item):
    return lambda v: isinstance(v, list) and all(item(i) for i in v)


def shape(required, optional=None):
    optional = optional or {}

    def check(v):
        return (
            isinstance(v, dict)
            and all(name in v and is_(v[name]) for name, is_ in required.items())
            and all(name not in v or is_(v[name]) for name, is_ in optional.items())
        )

    return check


def withdrawal(v):
    return isinstance(v, dict) and len(v) == 1 and (text(v.get("keyword")) or text(v.get("url")))


is_act = shape(
    {
        "iss": text,
        "iat": integer,
        "jti": text,
        "sub": text,
        "schema": count,
        "event": shape(
            {
                "type": one("ConsentGiven", "ConsentRefused", "ConsentWithdrawn", "RenewedConsentGiven"),
                "method": one("checkbox", "preference-centre", "keyword", "import"),
            },
            {"supersedes": text},
        ),
        "controller": shape({"name": text, "privacy_url": text}, {"contact": text, "whatsapp_number": text}),
        "purposes": each(
            shape({"id": text, "category": one("utility", "marketing", "authentication"), "text": text, "granted": flag})
        ),
        "notice": shape({"text": text, "sha256": text, "language": text}, {"version": text}),
        "withdrawal": each(withdrawal),
        "ui": shape(
            {
                "checked_by_default": flag,
                "number_edited": flag,
                "trusted_event": flag,
                "input": text,
                "logo": flag,
                "widget": text,
                "page": text,
            },
            {"wasm_sha256": text},
        ),
    },
    {
        "aud": text,
        "nonce": text,
        "retention": text,
        "valid_until": integer,
        "jurisdiction": text,
        "recipients": each(text),
        "policy": shape({"editions": each(text), "findings": each(text)}),
    },
)

is_receipt = shape(
    {
        "iss": text,
        "iat": integer,
        "jti": text,
        "record_sha256": text,
        "seq": count,
        "assurance": one("self-asserted", "fresh", "number-confirmed"),
    },
    {
        "log": shape({"origin": text, "salt": text, "size": count, "index": count, "root": text, "path": each(text)}),
        "withdraw_url": text,
    },
)
