// Verifies acts and receipts with `jose`, by the steps of docs/record.md.
import { compactVerify, importJWK } from 'jose';
import { openAct, openReceipt, readAct, readReceipt } from './record.mjs';
import { Refused } from './strict.mjs';

/** The claims of an act; `expect` may hold `audiences` and `issuers`. Throws `Refused`. */
export async function verifyAct(token, expect) {
  return readAct(await signed(token, openAct(token)), expect);
}

/**
 * The claims of a receipt under the pinned `keys` (kid → JWK); `act` is `{ jti, sha256 }` of the act it is for, `expect` may
 * hold `receivers` (their URLs) and `log` (its name).
 */
export async function verifyReceipt(token, keys, act, expect) {
  return readReceipt(await signed(token, openReceipt(token, keys)), act, expect);
}

/** Step 4, by the library. */
async function signed(token, { alg, key, payload }) {
  try {
    await compactVerify(token, await importJWK(key, alg), { algorithms: [alg] });
  } catch {
    throw new Refused('signature_invalid'); // also a point that is not on the curve
  }
  return payload;
}
