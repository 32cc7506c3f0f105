// One line of JSON in, one line out. `verify`: tokens in, verdicts out. `sign`: claims in, tokens out.
package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"

	"github.com/golang-jwt/jwt/v4"
)

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	answer := verifier
	if os.Args[1] == "sign" {
		answer = signer
	}
	reply := answer(input)
	for input.Scan() {
		fmt.Fprintln(output, reply(input.Bytes()))
	}
}

func verifier(input *bufio.Scanner) func([]byte) string {
	var config struct {
		Jwks               struct{ Keys []JWK }
		Audiences, Issuers []string
		Receivers          []string
		Log                string
	}
	input.Scan()
	must(json.Unmarshal(input.Bytes(), &config))
	keys := map[string]JWK{}
	for _, jwk := range config.Jwks.Keys {
		keys[jwk["kid"].(string)] = jwk
	}
	expect := Expect{config.Audiences, config.Issuers}
	return func(line []byte) string {
		var request struct {
			Act, Receipt *string
			For          *Act
		}
		must(json.Unmarshal(line, &request))
		kind, err := "act", error(nil)
		if request.Act != nil {
			_, err = VerifyAct(*request.Act, expect)
		} else {
			kind = "receipt"
			_, err = VerifyReceipt(*request.Receipt, keys, request.For, ExpectReceipt{config.Receivers, config.Log})
		}
		if err != nil {
			return kind + "_" + err.Error()
		}
		return "ok"
	}
}

func signer(*bufio.Scanner) func([]byte) string {
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	public, private, err := ed25519.GenerateKey(rand.Reader)
	must(err)
	encode := base64.RawURLEncoding.EncodeToString
	keys := map[string]struct {
		private any
		jwk     JWK
	}{
		"ES256": {ec, JWK{"kty": "EC", "crv": "P-256",
			"x": encode(ec.X.FillBytes(make([]byte, 32))), "y": encode(ec.Y.FillBytes(make([]byte, 32)))}},
		"Ed25519": {private, JWK{"kty": "OKP", "crv": "Ed25519", "x": encode(public)}},
	}
	return func(line []byte) string {
		var request struct{ Typ, Alg, Claims string }
		must(json.Unmarshal(line, &request))
		key := keys[request.Alg]
		var claims jwt.MapClaims
		must(json.Unmarshal([]byte(request.Claims), &claims))
		for _, name := range []string{"iat", "schema", "seq", "valid_until"} { // encoding/json read them as float64
			if number, ok := claims[name].(float64); ok {
				claims[name] = int64(number)
			}
		}
		token := jwt.NewWithClaims(algorithms[request.Alg].method, claims)
		token.Header = JWK{"alg": request.Alg, "typ": request.Typ}
		kid := "go-" + request.Alg
		if request.Typ == "whatsapp-consent+jwt" {
			token.Header["jwk"] = key.jwk
		} else {
			token.Header["kid"] = kid
		}
		compact, err := token.SignedString(key.private)
		must(err)
		public := JWK{"kid": kid}
		for name, value := range key.jwk {
			public[name] = value
		}
		reply, err := json.Marshal(map[string]any{"token": compact, "jwk": public})
		must(err)
		return string(reply)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
