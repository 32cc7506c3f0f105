"""Verifies acts and receipts by the steps of docs/record.md; the signature is checked by the library given."""

import hashlib
import re

from claims import is_act, is_receipt
from strict import Refused, base64url, signed_json

ALGORITHMS = {"ES256": ("EC", "P-256", "x", "y"), "Ed25519": ("OKP", "Ed25519", "x")}
PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv", "seed"}
# Ed25519 points of an order that divides 8: under them one signature fits many messages.
SMALL_ORDER = {
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
    "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU", "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_IU",
    "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o", "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o",
    "7P_______________________________________38", "7P________________________________________8",
    "7f_______________________________________38", "7f________________________________________8",
    "7v_______________________________________38", "7v________________________________________8",
}
UUID_V7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TEL = re.compile(r"tel:\+[1-9][0-9]{1,14}")


def verify_act(library, token, audiences=None, issuers=None):
    """The claims of an act. Raises `Refused`."""
    header, payload = take_apart(token, "whatsapp-consent+jwt", "jwk")
    check_signature(library, token, header["alg"], public_key(header["jwk"], header["alg"]))
    act = signed_json(payload, "claims_invalid")
    version = act.get("schema") if isinstance(act, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        raise Refused("claims_invalid")
    if version != 1:
        raise Refused("schema_unknown")
    if not is_act(act):
        raise Refused("claims_invalid")
    check_claims(act, audiences, issuers)
    return act


def verify_receipt(library, token, keys, act=None, receivers=None, log=None):
    """The claims of a receipt under the pinned `keys` (kid to JWK); `act` has `jti` and `sha256` of the act it is for,
    `receivers` are their URLs, `log` is its name."""
    header, payload = take_apart(token, "whatsapp-consent-receipt+jwt", "kid")
    if not isinstance(header["kid"], str):
        raise Refused("header_invalid")
    jwk = keys.get(header["kid"])
    if jwk is None:
        raise Refused("key_unknown")
    if (jwk["kty"], jwk["crv"]) != ALGORITHMS[header["alg"]][:2]:
        raise Refused("algorithm_forbidden")
    check_signature(library, token, header["alg"], public_key(jwk, header["alg"]))
    receipt = signed_json(payload, "claims_invalid")
    if not is_receipt(receipt):
        raise Refused("claims_invalid")
    if act and (act["jti"], act["sha256"]) != (receipt["jti"], receipt["record_sha256"]):
        raise Refused("for_other_act")
    if receivers is not None and receipt["iss"] not in receivers:
        raise Refused("issuer_wrong")
    if log is not None and receipt.get("log", {}).get("origin", log) != log:
        raise Refused("log_wrong")
    return receipt


def take_apart(token, typ, member):
    """Steps 1 and 2: size, three parts, base64url, a header of exactly `alg`, `typ` and `member`."""
    if len(token.encode("utf-8")) > 16384:
        raise Refused("too_large")
    parts = token.split(".")
    if len(parts) != 3 or "" in parts:
        raise Refused("not_compact")
    header = signed_json(base64url(parts[0]), "header_invalid")
    if not isinstance(header, dict) or not isinstance(header.get("typ"), str):
        raise Refused("header_invalid")
    if header["typ"] != typ:
        raise Refused("type_wrong")
    if not isinstance(header.get("alg"), str):
        raise Refused("header_invalid")
    if header["alg"] not in ALGORITHMS:
        raise Refused("algorithm_forbidden")
    if not header.keys() <= {"alg", "typ", member}:
        raise Refused("header_member_forbidden")
    if member not in header:
        raise Refused("header_invalid")
    base64url(parts[2])
    return header, base64url(parts[1])


def public_key(jwk, alg):
    """The public members alone: what else a JWK says (`key_ops`, `use` …) is the signer's word, and is not read."""
    if not isinstance(jwk, dict):
        raise Refused("key_invalid")
    if PRIVATE & jwk.keys():
        raise Refused("key_private")
    kty, crv, *coordinates = ALGORITHMS[alg]
    if jwk.get("kty") != kty or jwk.get("crv") != crv:
        raise Refused("key_invalid")
    for name in coordinates:
        try:
            if len(base64url(jwk[name])) != 32:
                raise Refused("key_invalid")
        except (KeyError, TypeError, Refused):
            raise Refused("key_invalid") from None
    if kty == "OKP" and jwk["x"] in SMALL_ORDER:
        raise Refused("key_invalid")
    return {"kty": kty, "crv": crv, **{name: jwk[name] for name in coordinates}}


def check_signature(library, token, alg, jwk):
    try:
        library.verify(token, alg, jwk)
    except Exception:  # each library has its own errors, also for a point that is not on the curve
        raise Refused("signature_invalid") from None


def check_claims(act, audiences, issuers):
    if audiences is not None and "aud" in act and act["aud"] not in audiences:
        raise Refused("audience_wrong")
    if issuers is not None and act["iss"] not in issuers:
        raise Refused("issuer_wrong")
    if not TEL.fullmatch(act["sub"]):
        raise Refused("number_malformed")
    supersedes = act["event"].get("supersedes", act["jti"])
    if not UUID_V7.fullmatch(act["jti"]) or not UUID_V7.fullmatch(supersedes):
        raise Refused("jti_malformed")
    notice = act["notice"]
    if notice["sha256"] != hashlib.sha256(notice["text"].encode("utf-8")).hexdigest():
        raise Refused("notice_digest_wrong")
    gives = act["event"]["type"] in ("ConsentGiven", "RenewedConsentGiven")
    if not act["purposes"] or any(purpose["granted"] for purpose in act["purposes"]) != gives:
        raise Refused("purposes_inconsistent")
    if gives and act["event"].get("supersedes") == act["jti"]:
        raise Refused("supersedes_itself")
    ticked = gives and act["event"]["method"] == "checkbox"
    if act["ui"]["checked_by_default"] or (ticked and not act["ui"]["trusted_event"]):
        raise Refused("not_a_choice")
