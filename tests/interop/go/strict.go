// Strict reading of base64url and signed JSON (docs/record.md, "The JSON of signed parts").

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Refused says why: a code of docs/record.md without its act_ or receipt_.
type Refused string

func (r Refused) Error() string { return string(r) }

const (
	maxDepth   = 16
	maxInteger = 1<<53 - 1
)

var integerForm = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)

// base64URL decodes base64url as it must be written. The decoder of the standard library skips line breaks.
func base64URL(text string) ([]byte, error) {
	data, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || strings.ContainsAny(text, "\r\n") {
		return nil, Refused("base64_invalid")
	}
	return data, nil
}

// signedJSON reads signed JSON: no null, integers within 2^53 - 1, 16 levels, no half surrogate pair, no member twice.
func signedJSON(data []byte, invalid Refused) (any, error) {
	if !utf8.Valid(data) || !json.Valid(data) || halfSurrogate(data) {
		return nil, invalid
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	twice := false
	value, ok := readValue(decoder, 0, &twice)
	if !ok {
		return nil, invalid
	}
	if twice {
		return nil, Refused("duplicate_member")
	}
	return value, nil
}

// readValue reads valid JSON; it answers false for what signed JSON may not hold.
func readValue(decoder *json.Decoder, depth int, twice *bool) (any, bool) {
	token, err := decoder.Token()
	if err != nil {
		return nil, false
	}
	switch token := token.(type) {
	case nil:
		return nil, false
	case json.Number:
		number, err := strconv.ParseInt(token.String(), 10, 64)
		ok := err == nil && integerForm.MatchString(token.String()) && number <= maxInteger && number >= -maxInteger
		return number, ok
	case json.Delim:
		if depth == maxDepth {
			return nil, false
		}
		if token == '[' {
			return readArray(decoder, depth+1, twice)
		}
		return readObject(decoder, depth+1, twice)
	default:
		return token, true
	}
}

func readArray(decoder *json.Decoder, depth int, twice *bool) (any, bool) {
	list := []any{}
	for decoder.More() {
		item, ok := readValue(decoder, depth, twice)
		if !ok {
			return nil, false
		}
		list = append(list, item)
	}
	_, err := decoder.Token()
	return list, err == nil
}

func readObject(decoder *json.Decoder, depth int, twice *bool) (any, bool) {
	members := map[string]any{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, false
		}
		item, ok := readValue(decoder, depth, twice)
		if !ok {
			return nil, false
		}
		if _, seen := members[name.(string)]; seen {
			*twice = true
		}
		members[name.(string)] = item
	}
	_, err := decoder.Token()
	return members, err == nil
}

// halfSurrogate looks in valid JSON for an escape such as \ud800 without its other half; encoding/json would quietly
// put U+FFFD there.
func halfSurrogate(data []byte) bool {
	unit := func(at int) uint64 {
		if at+6 > len(data) || data[at] != '\\' || data[at+1] != 'u' {
			return 0
		}
		value, _ := strconv.ParseUint(string(data[at+2:at+6]), 16, 16)
		return value
	}
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		first := unit(i)
		switch {
		case first >= 0xdc00 && first <= 0xdfff:
			return true
		case first >= 0xd800 && first <= 0xdbff:
			if second := unit(i + 6); second < 0xdc00 || second > 0xdfff {
				return true
			}
			i += 11
		default:
			i++ // the escaped character, so that a second backslash is not read as an escape
		}
	}
	return false
}
