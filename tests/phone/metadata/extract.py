#!/usr/bin/env python3
"""Writes the numbering plans of the PyPI package `phonenumbers` as JSON on standard output.

    pip download --no-deps phonenumbers==9.0.43 && PYTHONPATH=phonenumbers-9.0.43-py2.py3-none-any.whl python3 extract.py

Names are those of Google's phonemetadata.proto. Python's `\\1` in formats is Google's `$1` again. A field that is not
set is left out; a kind of number that the territory does not have is left out.
"""

import json
import re
import sys

import phonenumbers
from phonenumbers.phonemetadata import PhoneMetadata

KINDS = [
    "general_desc", "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip",
    "pager", "uan", "voicemail", "no_international_dialling",
]
TEXTS = [
    "international_prefix", "preferred_international_prefix", "national_prefix", "preferred_extn_prefix",
    "national_prefix_for_parsing", "leading_digits",
]
FORMAT_TEXTS = [
    "pattern", "format", "national_prefix_formatting_rule", "domestic_carrier_code_formatting_rule",
]


def dollars(text):
    return re.sub(r"\\(\d)", r"$\1", text)


def kind(desc):
    out = {}
    if desc.national_number_pattern is not None:
        out["national_number_pattern"] = desc.national_number_pattern
    if desc.example_number is not None:
        out["example_number"] = desc.example_number
    if desc.possible_length:
        out["possible_length"] = list(desc.possible_length)
    if desc.possible_length_local_only:
        out["possible_length_local_only"] = list(desc.possible_length_local_only)
    return out


def number_format(entry):
    out = {}
    for name in FORMAT_TEXTS:
        value = getattr(entry, name)
        if value is not None:
            out[name] = value if name == "pattern" else dollars(value)
    out["leading_digits_pattern"] = list(entry.leading_digits_pattern)
    if entry.national_prefix_optional_when_formatting:
        out["national_prefix_optional_when_formatting"] = True
    return out


def territory(meta):
    out = {"id": meta.id, "country_code": meta.country_code}
    for name in TEXTS:
        value = getattr(meta, name)
        if value is not None:
            out[name] = value
    if meta.national_prefix_transform_rule is not None:
        out["national_prefix_transform_rule"] = dollars(meta.national_prefix_transform_rule)
    if meta.main_country_for_code:
        out["main_country_for_code"] = True
    for name in KINDS:
        desc = getattr(meta, name)
        if desc is not None:
            out[name] = kind(desc)
    for name in ("number_format", "intl_number_format"):
        entries = getattr(meta, name)
        if entries:
            out[name] = [number_format(entry) for entry in entries]
    return out


def main():
    codes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    territories = []
    for code in sorted(codes):
        for region in codes[code]:
            if region == "001":
                meta = PhoneMetadata.metadata_for_nongeo_region(code)
            else:
                meta = PhoneMetadata.metadata_for_region(region)
            territories.append(territory(meta))
    print('{"source": "PyPI phonenumbers %s",' % phonenumbers.__version__)
    print('"version": "%s",' % phonenumbers.__version__)
    print('"territories": [')
    print(",\n".join(json.dumps(t, separators=(",", ":"), sort_keys=False) for t in territories))
    print("]}")


if __name__ == "__main__":
    sys.exit(main())
