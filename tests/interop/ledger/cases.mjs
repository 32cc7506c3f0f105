// Audits many exports in one process: each line of CASES is {"export":…,"checkpoint":…}.
//
//   node cases.mjs CASES JWKS LOG_KEY CHECKPOINT [EARLIER…]     prints a list of codes for each line
import { readFileSync } from 'node:fs';
import { audit, readPinned } from './verify.mjs';

const [cases, jwks, logKey, own, ...earlier] = process.argv.slice(2);
const pinned = readPinned(jwks, logKey, own, earlier);
for (const line of readFileSync(cases, 'utf8').trimEnd().split('\n')) {
  const { export: text, checkpoint } = JSON.parse(line);
  const { findings } = audit(text, { ...pinned, checkpoint });
  console.log(JSON.stringify(findings.map(({ code }) => code)));
}
