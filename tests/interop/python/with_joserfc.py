"""Signatures by joserfc."""

from joserfc import jws
from joserfc.jwk import ECKey, OKPKey
from joserfc.jws import JWSRegistry


class Registry(JWSRegistry):
    max_header_length = 16384  # 512 by default: too short for a header that brings further jwk members


REGISTRY = Registry(algorithms=["ES256", "Ed25519"])


def verify(token, alg, jwk):
    key = (ECKey if alg == "ES256" else OKPKey).import_key(jwk)
    jws.deserialize_compact(token, key, registry=REGISTRY)


def generate(alg):
    private = ECKey.generate_key("P-256") if alg == "ES256" else OKPKey.generate_key("Ed25519")
    public = private.as_dict(private=False)
    return private, {name: public[name] for name in ("kty", "crv", "x", "y") if name in public}


def sign(header, claims, private):
    return jws.serialize_compact(header, claims, private, registry=REGISTRY)
