// The steps of docs/record.md but the signature: `verify.mjs` brings `jose` for that, `../ledger/verify.mjs` Node itself.
import { createHash } from 'node:crypto';
import { Refused, base64url, signedJson } from './strict.mjs';
import { isAct, isReceipt } from './claims.mjs';

const ALGORITHMS = { ES256: ['EC', 'P-256', 'x', 'y'], Ed25519: ['OKP', 'Ed25519', 'x'] };
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv', 'seed'];
// Ed25519 points of an order that divides 8: under them one signature fits many messages.
const SMALL_ORDER = [
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA',
  'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA',
  'JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU', 'JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_IU',
  'xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o', 'xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o',
  '7P_______________________________________38', '7P________________________________________8',
  '7f_______________________________________38', '7f________________________________________8',
  '7v_______________________________________38', '7v________________________________________8',
];
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Steps 1 to 3 for an act: `{ alg, key, payload }`, the key as a JWK of public members. Throws `Refused`. */
export function openAct(token) {
  const { header, payload } = takeApart(token, 'whatsapp-consent+jwt', 'jwk');
  return { alg: header.alg, key: publicKey(header.jwk, header.alg), payload };
}

/** Steps 5 and 6, once the signature was checked: the claims. `expect` may hold `audiences` and `issuers`. */
export function readAct(payload, expect = {}) {
  const act = signedJson(payload, 'claims_invalid');
  const version = isObject(act) ? act.schema : undefined;
  if (!Number.isInteger(version) || version < 0) throw new Refused('claims_invalid');
  if (version !== 1) throw new Refused('schema_unknown');
  if (!isAct(act)) throw new Refused('claims_invalid');
  checkClaims(act, expect);
  return act;
}

/** The same for a receipt, under the pinned `keys` (kid → JWK). */
export function openReceipt(token, keys) {
  const { header, payload } = takeApart(token, 'whatsapp-consent-receipt+jwt', 'kid');
  if (typeof header.kid !== 'string') throw new Refused('header_invalid');
  const jwk = keys.get(header.kid);
  if (!jwk) throw new Refused('key_unknown');
  const [kty, crv] = ALGORITHMS[header.alg];
  if (jwk.kty !== kty || jwk.crv !== crv) throw new Refused('algorithm_forbidden');
  return { alg: header.alg, key: publicKey(jwk, header.alg), payload };
}

/** The claims of a receipt; `act` is `{ jti, sha256 }` of the act it is for, `expect` may hold `receivers` and `log`. */
export function readReceipt(payload, act, { receivers, log } = {}) {
  const receipt = signedJson(payload, 'claims_invalid');
  if (!isReceipt(receipt)) throw new Refused('claims_invalid');
  if (act && (act.jti !== receipt.jti || act.sha256 !== receipt.record_sha256)) throw new Refused('for_other_act');
  if (receivers && !receivers.includes(receipt.iss)) throw new Refused('issuer_wrong');
  if (log !== undefined && receipt.log && receipt.log.origin !== log) throw new Refused('log_wrong');
  return receipt;
}

/** Steps 1 and 2: size, three parts, base64url, a header of exactly `alg`, `typ` and `member`. */
function takeApart(token, typ, member) {
  if (Buffer.byteLength(token) > 16384) throw new Refused('too_large');
  const parts = token.split('.');
  if (parts.length !== 3 || parts.includes('')) throw new Refused('not_compact');
  const header = signedJson(base64url(parts[0]), 'header_invalid');
  if (!isObject(header) || typeof header.typ !== 'string') throw new Refused('header_invalid');
  if (header.typ !== typ) throw new Refused('type_wrong');
  if (typeof header.alg !== 'string') throw new Refused('header_invalid');
  if (!Object.hasOwn(ALGORITHMS, header.alg)) throw new Refused('algorithm_forbidden');
  if (Object.keys(header).some((name) => !['alg', 'typ', member].includes(name))) {
    throw new Refused('header_member_forbidden');
  }
  if (!Object.hasOwn(header, member)) throw new Refused('header_invalid');
  base64url(parts[2]);
  return { header, payload: base64url(parts[1]) };
}

/** The public members alone: what else a JWK says (`key_ops`, `use`, …) is the signer's word, and is not read. */
function publicKey(jwk, alg) {
  if (!isObject(jwk)) throw new Refused('key_invalid');
  if (PRIVATE.some((name) => Object.hasOwn(jwk, name))) throw new Refused('key_private');
  const [kty, crv, ...coordinates] = ALGORITHMS[alg];
  if (jwk.kty !== kty || jwk.crv !== crv) throw new Refused('key_invalid');
  for (const name of coordinates) {
    const text = jwk[name];
    const bytes = typeof text === 'string' ? Buffer.from(text, 'base64url') : Buffer.alloc(0);
    if (kty === 'OKP' && SMALL_ORDER.includes(text)) throw new Refused('key_invalid');
    if (bytes.length !== 32 || bytes.toString('base64url') !== text) throw new Refused('key_invalid');
  }
  return Object.fromEntries([['kty', kty], ['crv', crv], ...coordinates.map((name) => [name, jwk[name]])]);
}

function checkClaims(act, { audiences, issuers }) {
  if (audiences && act.aud !== undefined && !audiences.includes(act.aud)) throw new Refused('audience_wrong');
  if (issuers && !issuers.includes(act.iss)) throw new Refused('issuer_wrong');
  if (!/^tel:\+[1-9][0-9]{1,14}$/.test(act.sub)) throw new Refused('number_malformed');
  const supersedes = act.event.supersedes ?? act.jti;
  if (!UUID_V7.test(act.jti) || !UUID_V7.test(supersedes)) throw new Refused('jti_malformed');
  const digest = createHash('sha256').update(act.notice.text).digest('hex');
  if (act.notice.sha256 !== digest) throw new Refused('notice_digest_wrong');
  const gives = act.event.type === 'ConsentGiven' || act.event.type === 'RenewedConsentGiven';
  if (act.purposes.length === 0 || act.purposes.some((purpose) => purpose.granted) !== gives) {
    throw new Refused('purposes_inconsistent');
  }
  if (gives && act.event.supersedes === act.jti) throw new Refused('supersedes_itself');
  const ticked = gives && act.event.method === 'checkbox';
  if (act.ui.checked_by_default || (ticked && !act.ui.trusted_event)) throw new Refused('not_a_choice');
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
