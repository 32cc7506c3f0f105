// Strict reading of base64url and signed JSON (docs/record.md, "The JSON of signed parts").

/** Why a token is refused: a code of docs/record.md without its `act_` or `receipt_`. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Decodes base64url as it must be written: no padding, no other alphabet, no stray bits in the last character. */
export function base64url(text) {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new Refused('base64_invalid');
  return bytes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;
const INTEGER = /^(?:0|-?[1-9]\d*)$/;

/** Reads signed JSON: no null, integers within 2^53 - 1, 16 levels, no half surrogate pair, no member twice. */
export function signedJson(bytes, invalid) {
  let text, value;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Refused(invalid);
  }
  // The text is JSON from here on, so that a simple tokenizer sees what JSON.parse does not tell.
  const open = [];
  let twice = false;
  let last;
  for (const [token] of text.matchAll(TOKEN)) {
    switch (token[0]) {
      case '{':
      case '[':
        if (open.push(token === '{' ? new Set() : null) > 16) throw new Refused(invalid);
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ':':
        twice ||= open.at(-1).has(last);
        open.at(-1).add(last);
        break;
      case '"':
        last = token.includes('\\') ? JSON.parse(token) : token.slice(1, -1);
        if (!last.isWellFormed()) throw new Refused(invalid);
        break;
      case ',':
      case 't':
      case 'f':
        break;
      default: // null or a number
        if (!INTEGER.test(token) || !Number.isSafeInteger(Number(token))) throw new Refused(invalid);
    }
  }
  if (twice) throw new Refused('duplicate_member');
  return value;
}
