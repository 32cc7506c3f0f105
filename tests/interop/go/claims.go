// The shapes of docs/record.md: which claims there are, and of which type. Other members are let through.

package main

type check func(any) bool

func text(v any) bool    { _, ok := v.(string); return ok }
func flag(v any) bool    { _, ok := v.(bool); return ok }
func integer(v any) bool { _, ok := v.(int64); return ok }
func count(v any) bool   { n, ok := v.(int64); return ok && n >= 0 }

func one(values ...string) check {
	return func(v any) bool {
		for _, value := range values {
			if v == value {
				return true
			}
		}
		return false
	}
}

func each(item check) check {
	return func(v any) bool {
		list, ok := v.([]any)
		for _, i := range list {
			ok = ok && item(i)
		}
		return ok
	}
}

func shape(required, optional map[string]check) check {
	return func(v any) bool {
		object, ok := v.(map[string]any)
		if !ok {
			return false
		}
		for name, is := range required {
			if member, present := object[name]; !present || !is(member) {
				return false
			}
		}
		for name, is := range optional {
			if member, present := object[name]; present && !is(member) {
				return false
			}
		}
		return true
	}
}

func withdrawal(v any) bool {
	object, _ := v.(map[string]any)
	return len(object) == 1 && (text(object["keyword"]) || text(object["url"]))
}

type claims = map[string]check

var isAct = shape(
	claims{
		"iss": text, "iat": integer, "jti": text, "sub": text, "schema": count,
		"event": shape(claims{
			"type":   one("ConsentGiven", "ConsentRefused", "ConsentWithdrawn", "RenewedConsentGiven"),
			"method": one("checkbox", "preference-centre", "keyword", "import"),
		}, claims{"supersedes": text}),
		"controller": shape(
			claims{"name": text, "privacy_url": text}, claims{"contact": text, "whatsapp_number": text}),
		"purposes": each(shape(claims{
			"id": text, "category": one("utility", "marketing", "authentication"), "text": text, "granted": flag,
		}, nil)),
		"notice":     shape(claims{"text": text, "sha256": text, "language": text}, claims{"version": text}),
		"withdrawal": each(withdrawal),
		"ui": shape(claims{
			"checked_by_default": flag, "number_edited": flag, "trusted_event": flag, "input": text, "logo": flag,
			"widget": text, "page": text,
		}, claims{"wasm_sha256": text}),
	},
	claims{
		"aud": text, "nonce": text, "retention": text, "valid_until": integer, "jurisdiction": text,
		"recipients": each(text),
		"policy":     shape(claims{"editions": each(text), "findings": each(text)}, nil),
	},
)

var isReceipt = shape(
	claims{
		"iss": text, "iat": integer, "jti": text, "record_sha256": text, "seq": count,
		"assurance": one("self-asserted", "fresh", "number-confirmed"),
	},
	claims{
		"log": shape(claims{
			"origin": text, "salt": text, "size": count, "index": count, "root": text, "path": each(text),
		}, nil),
		"withdraw_url": text,
	},
)
