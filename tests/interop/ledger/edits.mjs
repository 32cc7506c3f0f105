// Makes every one-byte edit of an export and of its checkpoint (each bit of each byte turned, each byte taken away) and
// counts those that the second verifier misses.
//
//   node edits.mjs EXPORT JWKS LOG_KEY CHECKPOINT     prints {"edits":…,"missed":[[file, byte offset]]}
import { readFileSync } from 'node:fs';
import { audit, readPinned } from './verify.mjs';

const [ledger, jwks, logKey, checkpoint] = process.argv.slice(2);
const pinned = readPinned(jwks, logKey, checkpoint, []);
const bytes = readFileSync(ledger);
const missed = [];
let edits = 0;

function* edited(bytes) {
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      bytes[at] ^= 1 << bit;
      yield [at, bytes];
      bytes[at] ^= 1 << bit;
    }
    yield [at, Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])];
  }
}

for (const [at, changed] of edited(Buffer.from(bytes))) {
  edits += 1;
  if (audit(changed, pinned).findings.length === 0) missed.push(['export', at]);
}
for (const [at, changed] of edited(Buffer.from(pinned.checkpoint))) {
  edits += 1;
  if (audit(bytes, { ...pinned, checkpoint: changed }).findings.length === 0) missed.push(['checkpoint', at]);
}
console.log(JSON.stringify({ edits, missed }));
