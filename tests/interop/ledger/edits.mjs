// Flips one bit of every byte of an export and counts the edits that the second verifier misses.
//
//   node edits.mjs EXPORT JWKS LOG_KEY CHECKPOINT     prints {"edits":…,"missed":[byte offsets]}
import { readFileSync } from 'node:fs';
import { audit, readPinned } from './verify.mjs';

const [ledger, jwks, logKey, checkpoint] = process.argv.slice(2);
const pinned = readPinned(jwks, logKey, checkpoint, []);
const bytes = readFileSync(ledger);
const missed = [];
for (let at = 0; at < bytes.length; at += 1) {
  bytes[at] ^= 1;
  if (audit(bytes.toString('utf8'), pinned).findings.length === 0) missed.push(at);
  bytes[at] ^= 1;
}
console.log(JSON.stringify({ edits: bytes.length, missed }));
