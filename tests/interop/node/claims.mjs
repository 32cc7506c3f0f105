// The shapes of docs/record.md: which claims there are, and of which type. Other members are let through.
const text = (v) => typeof v === 'string';
const flag = (v) => typeof v === 'boolean';
const integer = (v) => typeof v === 'number'; // signed JSON has no other number
const count = (v) => integer(v) && v >= 0;
const one = (...values) => (v) => values.includes(v);
const list = (item) => (v) => Array.isArray(v) && v.every(item);
const object = (v) => typeof v === 'object' && v !== null && !Array.isArray(v);
const shape = (required, optional = {}) => {
  const needed = Object.entries(required);
  const allowed = Object.entries(optional);
  return (v) =>
    object(v) &&
    needed.every(([name, is]) => Object.hasOwn(v, name) && is(v[name])) &&
    allowed.every(([name, is]) => !Object.hasOwn(v, name) || is(v[name]));
};

export const isAct = shape(
  {
    iss: text,
    iat: integer,
    jti: text,
    sub: text,
    schema: count,
    event: shape(
      {
        type: one('ConsentGiven', 'ConsentRefused', 'ConsentWithdrawn', 'RenewedConsentGiven'),
        method: one('checkbox', 'preference-centre', 'keyword', 'import'),
      },
      { supersedes: text },
    ),
    controller: shape({ name: text, privacy_url: text }, { contact: text, whatsapp_number: text }),
    purposes: list(
      shape({ id: text, category: one('utility', 'marketing', 'authentication'), text, granted: flag }),
    ),
    notice: shape({ text, sha256: text, language: text }, { version: text }),
    withdrawal: list(
      (v) => object(v) && Object.keys(v).length === 1 && (text(v.keyword) || text(v.url)),
    ),
    ui: shape(
      {
        checked_by_default: flag,
        number_edited: flag,
        trusted_event: flag,
        input: text,
        logo: flag,
        widget: text,
        page: text,
      },
      { wasm_sha256: text },
    ),
  },
  {
    aud: text,
    nonce: text,
    retention: text,
    valid_until: integer,
    jurisdiction: text,
    recipients: list(text),
    policy: shape({ editions: list(text), findings: list(text) }),
  },
);

export const isReceipt = shape(
  {
    iss: text,
    iat: integer,
    jti: text,
    record_sha256: text,
    seq: count,
    assurance: one('self-asserted', 'fresh', 'number-confirmed'),
  },
  {
    log: shape({ origin: text, salt: text, size: count, index: count, root: text, path: list(text) }),
    withdraw_url: text,
  },
);
