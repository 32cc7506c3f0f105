"""One line of JSON in, one line out. `verify`: tokens in, verdicts out. `sign`: claims in, tokens out.

Usage: main.py pyjwt|joserfc verify|sign
"""

import importlib
import json
import sys

from strict import Refused
from verify import verify_act, verify_receipt


def verifier(library):
    config = json.loads(sys.stdin.readline())
    keys = {jwk["kid"]: jwk for jwk in config["jwks"]["keys"]}

    def answer(line):
        try:
            if "act" in line:
                verify_act(library, line["act"], config.get("audiences"), config.get("issuers"))
            else:
                verify_receipt(
                    library, line["receipt"], keys, line.get("for"), config.get("receivers"), config.get("log")
                )
            return "ok"
        except Refused as refused:
            return f"{'act' if 'act' in line else 'receipt'}_{refused.code}"

    return answer


def signer(library):
    keys = {alg: library.generate(alg) for alg in ("ES256", "Ed25519")}

    def answer(line):
        private, jwk = keys[line["alg"]]
        header = {"alg": line["alg"], "typ": line["typ"]}
        kid = f"{library.__name__}-{line['alg']}"
        if line["typ"] == "whatsapp-consent+jwt":
            header["jwk"] = jwk
        else:
            header["kid"] = kid
        token = library.sign(header, line["claims"].encode("utf-8"), private)
        return json.dumps({"token": token, "jwk": {**jwk, "kid": kid}})

    return answer


def main():
    library = importlib.import_module(f"with_{sys.argv[1]}")
    answer = {"verify": verifier, "sign": signer}[sys.argv[2]](library)
    for line in sys.stdin:
        sys.stdout.write(answer(json.loads(line)) + "\n")


if __name__ == "__main__":
    main()
