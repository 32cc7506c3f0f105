// Verifies acts and receipts with golang-jwt, by the steps of docs/record.md.

package main

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"regexp"
	"strings"

	"github.com/golang-jwt/jwt/v4"
)

// Expect holds the audiences and issuers a backend knows; nil means any.
type Expect struct{ Audiences, Issuers []string }

// ExpectReceipt is what is known of receipts: the receivers' URLs, and the log's name.
type ExpectReceipt struct {
	Receivers []string
	Log       string
}

// Act names the act a receipt must be for.
type Act struct{ Jti, Sha256 string }

// JWK is a public key by its members, as read from JSON.
type JWK = map[string]any

type algorithm struct {
	method      jwt.SigningMethod
	kty, crv    string
	coordinates []string
}

// golang-jwt knows Ed25519 only by its older name EdDSA; the name in the header is checked here, before the library.
var algorithms = map[string]algorithm{
	"ES256":   {jwt.SigningMethodES256, "EC", "P-256", []string{"x", "y"}},
	"Ed25519": {jwt.SigningMethodEdDSA, "OKP", "Ed25519", []string{"x"}},
}

var (
	privateMembers = []string{"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv", "seed"}
	tel            = regexp.MustCompile(`^tel:\+[1-9][0-9]{1,14}$`)
	uuidV7         = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
)

// Ed25519 points of an order that divides 8: under them one signature fits many messages.
var smallOrder = []string{
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
	"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
	"JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU", "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_IU",
	"xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o", "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o",
	"7P_______________________________________38", "7P________________________________________8",
	"7f_______________________________________38", "7f________________________________________8",
	"7v_______________________________________38", "7v________________________________________8",
}

// VerifyAct returns the claims of an act, or a Refused.
func VerifyAct(token string, expect Expect) (map[string]any, error) {
	header, payload, err := takeApart(token, "whatsapp-consent+jwt", "jwk")
	if err != nil {
		return nil, err
	}
	alg := algorithms[header["alg"].(string)]
	if err := checkSignature(token, alg, header["jwk"]); err != nil {
		return nil, err
	}
	value, err := signedJSON(payload, "claims_invalid")
	if err != nil {
		return nil, err
	}
	act, _ := value.(map[string]any)
	if !count(act["schema"]) {
		return nil, Refused("claims_invalid")
	}
	if act["schema"] != int64(1) {
		return nil, Refused("schema_unknown")
	}
	if !isAct(value) {
		return nil, Refused("claims_invalid")
	}
	return act, checkClaims(act, expect)
}

// VerifyReceipt returns the claims of a receipt under the pinned keys (kid to JWK), given for act unless that is nil.
func VerifyReceipt(token string, keys map[string]JWK, act *Act, expect ExpectReceipt) (map[string]any, error) {
	header, payload, err := takeApart(token, "whatsapp-consent-receipt+jwt", "kid")
	if err != nil {
		return nil, err
	}
	kid, ok := header["kid"].(string)
	if !ok {
		return nil, Refused("header_invalid")
	}
	jwk, ok := keys[kid]
	if !ok {
		return nil, Refused("key_unknown")
	}
	alg := algorithms[header["alg"].(string)]
	if jwk["kty"] != alg.kty || jwk["crv"] != alg.crv {
		return nil, Refused("algorithm_forbidden")
	}
	if err := checkSignature(token, alg, jwk); err != nil {
		return nil, err
	}
	value, err := signedJSON(payload, "claims_invalid")
	if err != nil {
		return nil, err
	}
	if !isReceipt(value) {
		return nil, Refused("claims_invalid")
	}
	receipt := value.(map[string]any)
	if act != nil && (act.Jti != receipt["jti"] || act.Sha256 != receipt["record_sha256"]) {
		return nil, Refused("for_other_act")
	}
	if expect.Receivers != nil && !contains(expect.Receivers, receipt["iss"].(string)) {
		return nil, Refused("issuer_wrong")
	}
	if proof, ok := receipt["log"].(map[string]any); ok && expect.Log != "" && proof["origin"] != expect.Log {
		return nil, Refused("log_wrong")
	}
	return receipt, nil
}

// takeApart does steps 1 and 2: size, three parts, base64url, a header of exactly alg, typ and member.
func takeApart(token, typ, member string) (map[string]any, []byte, error) {
	if len(token) > 16384 {
		return nil, nil, Refused("too_large")
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return nil, nil, Refused("not_compact")
	}
	data, err := base64URL(parts[0])
	if err != nil {
		return nil, nil, err
	}
	value, err := signedJSON(data, "header_invalid")
	if err != nil {
		return nil, nil, err
	}
	header, _ := value.(map[string]any)
	if !text(header["typ"]) {
		return nil, nil, Refused("header_invalid")
	}
	if header["typ"] != typ {
		return nil, nil, Refused("type_wrong")
	}
	alg, ok := header["alg"].(string)
	if !ok {
		return nil, nil, Refused("header_invalid")
	}
	if _, known := algorithms[alg]; !known {
		return nil, nil, Refused("algorithm_forbidden")
	}
	for name := range header {
		if name != "alg" && name != "typ" && name != member {
			return nil, nil, Refused("header_member_forbidden")
		}
	}
	if _, present := header[member]; !present {
		return nil, nil, Refused("header_invalid")
	}
	if _, err := base64URL(parts[2]); err != nil {
		return nil, nil, err
	}
	payload, err := base64URL(parts[1])
	return header, payload, err
}

// checkSignature uses the method alone: jwt.Parse would read the claims before the signature is checked.
func checkSignature(token string, alg algorithm, jwk any) error {
	key, err := publicKey(alg, jwk)
	if err != nil {
		return err
	}
	dot := strings.LastIndexByte(token, '.')
	if alg.method.Verify(token[:dot], token[dot+1:], key) != nil {
		return Refused("signature_invalid")
	}
	return nil
}

// publicKey reads the public members alone: what else a JWK says is the signer's word, and is not read.
func publicKey(alg algorithm, jwk any) (any, error) {
	members, ok := jwk.(map[string]any)
	if !ok {
		return nil, Refused("key_invalid")
	}
	for _, name := range privateMembers {
		if _, present := members[name]; present {
			return nil, Refused("key_private")
		}
	}
	if members["kty"] != alg.kty || members["crv"] != alg.crv {
		return nil, Refused("key_invalid")
	}
	var coordinates [][]byte
	for _, name := range alg.coordinates {
		encoded, _ := members[name].(string)
		data, err := base64URL(encoded)
		if err != nil || len(data) != 32 || (alg.kty == "OKP" && contains(smallOrder, encoded)) {
			return nil, Refused("key_invalid")
		}
		coordinates = append(coordinates, data)
	}
	if alg.kty == "OKP" {
		return ed25519.PublicKey(coordinates[0]), nil
	}
	x, y := new(big.Int).SetBytes(coordinates[0]), new(big.Int).SetBytes(coordinates[1])
	if !elliptic.P256().IsOnCurve(x, y) { // not every version of Go looks at this itself
		return nil, Refused("signature_invalid")
	}
	return &ecdsa.PublicKey{Curve: elliptic.P256(), X: x, Y: y}, nil
}

func checkClaims(act map[string]any, expect Expect) error {
	if aud, present := act["aud"].(string); present && expect.Audiences != nil && !contains(expect.Audiences, aud) {
		return Refused("audience_wrong")
	}
	if expect.Issuers != nil && !contains(expect.Issuers, act["iss"].(string)) {
		return Refused("issuer_wrong")
	}
	if !tel.MatchString(act["sub"].(string)) {
		return Refused("number_malformed")
	}
	event := act["event"].(map[string]any)
	supersedes, present := event["supersedes"].(string)
	if !uuidV7.MatchString(act["jti"].(string)) || (present && !uuidV7.MatchString(supersedes)) {
		return Refused("jti_malformed")
	}
	notice := act["notice"].(map[string]any)
	digest := sha256.Sum256([]byte(notice["text"].(string)))
	if notice["sha256"] != hex.EncodeToString(digest[:]) {
		return Refused("notice_digest_wrong")
	}
	gives := event["type"] == "ConsentGiven" || event["type"] == "RenewedConsentGiven"
	granted := false
	purposes := act["purposes"].([]any)
	for _, purpose := range purposes {
		granted = granted || purpose.(map[string]any)["granted"].(bool)
	}
	if len(purposes) == 0 || granted != gives {
		return Refused("purposes_inconsistent")
	}
	if gives && present && supersedes == act["jti"] {
		return Refused("supersedes_itself")
	}
	ui := act["ui"].(map[string]any)
	ticked := gives && event["method"] == "checkbox"
	if ui["checked_by_default"].(bool) || (ticked && !ui["trusted_event"].(bool)) {
		return Refused("not_a_choice")
	}
	return nil
}

func contains(list []string, text string) bool {
	for _, item := range list {
		if item == text {
			return true
		}
	}
	return false
}
