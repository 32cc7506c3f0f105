"""Strict reading of base64url and signed JSON (docs/record.md, "The JSON of signed parts")."""

import base64
import json
import re

BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
INTEGER = re.compile(r"0|-?[1-9][0-9]*")
MAX_DEPTH = 16
MAX_INTEGER = 2**53 - 1


class Refused(Exception):
    """Why a token is refused: a code of docs/record.md without its `act_` or `receipt_`."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def base64url(text):
    """Decodes base64url as it must be written: no padding, no other alphabet, no stray bits at the end."""
    if BASE64URL.fullmatch(text) and len(text) % 4 != 1:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if base64.urlsafe_b64encode(data).rstrip(b"=").decode() == text:
            return data
    raise Refused("base64_invalid")


def signed_json(data, invalid):
    """Reads signed JSON: no null, integers within 2^53 - 1, 16 levels, no half surrogate pair, no member twice."""
    twice = False

    def members(pairs):
        nonlocal twice
        named = dict(pairs)
        # A member named twice is told last: until then every value is kept, to be checked like the others.
        if len(named) != len(pairs):
            twice = True
            for name, _ in pairs:
                check(name, 0)
            named = dict(enumerate(value for _, value in pairs))
        return named

    try:
        # From str and not from bytes: json.loads would take bytes for UTF-16, or skip a byte order mark.
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=members,
            parse_int=integer,
            parse_float=never,
            parse_constant=never,
        )
        check(value, 0)
    except (ValueError, RecursionError):
        raise Refused(invalid) from None
    if twice:
        raise Refused("duplicate_member")
    return value


def integer(text):
    if not INTEGER.fullmatch(text) or len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise ValueError
    return int(text)


def never(_):
    raise ValueError


def check(value, depth):
    if isinstance(value, str):
        value.encode("utf-8")  # UnicodeEncodeError, a ValueError, for half a surrogate pair
    elif isinstance(value, (dict, list)):
        if depth == MAX_DEPTH:
            raise ValueError
        if isinstance(value, dict):
            for name, item in value.items():
                check(name, depth)
                check(item, depth + 1)
        else:
            for item in value:
                check(item, depth + 1)
    elif value is None:
        raise ValueError
