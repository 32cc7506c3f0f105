// Audits many exports in one process: each line of CASES is {"export","checkpoint"}, both base64, and {"tiles"?} as
// [[path, base64]].
//
//   node cases.mjs CASES JWKS LOG_KEY CHECKPOINT [EARLIER…]     prints the findings for each line
import { readFileSync } from 'node:fs';
import { audit, readPinned } from './verify.mjs';

const bytes = (text) => Buffer.from(text, 'base64');
const [cases, jwks, logKey, own, ...earlier] = process.argv.slice(2);
const pinned = readPinned(jwks, logKey, own, earlier);
for (const line of readFileSync(cases, 'utf8').trimEnd().split('\n')) {
  const { export: ledger, checkpoint, tiles = [] } = JSON.parse(line);
  const given = { ...pinned, checkpoint: bytes(checkpoint), tiles: tiles.map(([path, tile]) => [path, bytes(tile)]) };
  console.log(JSON.stringify(audit(bytes(ledger), given).findings));
}
