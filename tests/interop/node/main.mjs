// One line of JSON in, one line out. `verify`: tokens in, verdicts out. `sign`: claims in, tokens out.
import { createInterface } from 'node:readline';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { verifyAct, verifyReceipt } from './verify.mjs';
import { Refused } from './strict.mjs';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const answer = process.argv[2] === 'sign' ? await signer() : await verifier();

// Signatures are checked on worker threads: many lines at a time keep them busy.
let waiting = [];
for (let line = await lines.next(); !line.done; line = await lines.next()) {
  waiting.push(answer(JSON.parse(line.value)));
  if (waiting.length === 64) await flush();
}
await flush();

async function flush() {
  const answers = await Promise.all(waiting);
  waiting = [];
  if (answers.length) process.stdout.write(`${answers.join('\n')}\n`);
}

async function verifier() {
  const { jwks, audiences, issuers, receivers, log } = JSON.parse((await lines.next()).value);
  const keys = new Map(jwks.keys.map((jwk) => [jwk.kid, jwk]));
  return async (line) => {
    try {
      if ('act' in line) await verifyAct(line.act, { audiences, issuers });
      else await verifyReceipt(line.receipt, keys, line.for, { receivers, log });
      return 'ok';
    } catch (error) {
      if (error instanceof Refused) return `${'act' in line ? 'act' : 'receipt'}_${error.code}`;
      throw error;
    }
  };
}

async function signer() {
  const keys = new Map();
  for (const alg of ['ES256', 'Ed25519']) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = await exportJWK(publicKey);
    keys.set(alg, { privateKey, jwk, kid: await calculateJwkThumbprint(jwk) });
  }
  return async ({ typ, alg, claims }) => {
    const { privateKey, jwk, kid } = keys.get(alg);
    const header = typ === 'whatsapp-consent+jwt' ? { alg, typ, jwk } : { alg, typ, kid };
    const token = await new CompactSign(new TextEncoder().encode(claims)).setProtectedHeader(header).sign(privateKey);
    return JSON.stringify({ token, jwk: { ...jwk, kid } });
  };
}
