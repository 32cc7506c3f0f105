"""Signatures by PyJWT. `PyJWS`, not `jwt.decode`: that one also judges claims such as `iat` by its own rules."""

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from jwt.algorithms import ECAlgorithm, OKPAlgorithm

JWS = jwt.PyJWS()
JWS.register_algorithm("Ed25519", OKPAlgorithm())  # RFC 9864; PyJWT knows only the older name EdDSA


def verify(token, alg, jwk):
    kind = ECAlgorithm if alg == "ES256" else OKPAlgorithm
    JWS.decode_complete(token, kind.from_jwk(jwk), algorithms=[alg])


def generate(alg):
    if alg == "ES256":
        private = ec.generate_private_key(ec.SECP256R1())
        return private, ECAlgorithm.to_jwk(private.public_key(), as_dict=True)
    private = ed25519.Ed25519PrivateKey.generate()
    return private, OKPAlgorithm.to_jwk(private.public_key(), as_dict=True)


def sign(header, claims, private):
    return JWS.encode(claims, private, algorithm=header["alg"], headers=header)
