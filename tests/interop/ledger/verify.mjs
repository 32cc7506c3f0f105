// A second verifier of ledger exports, written from docs/record.md alone: Node's standard library, none of our code in Rust.
//
//   node verify.mjs EXPORT JWKS LOG_KEY CHECKPOINT [--tiles FOLDER] [EARLIER…]
//
// prints {"lines","erased","findings"}; exit 0, 1 or 2. `audit` is exported for the tests, which call it for many changed
// exports in one process (see cases.mjs).
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openAct, openReceipt, readAct, readReceipt } from '../node/record.mjs';
import { Refused } from '../node/strict.mjs';
import { base64, openCheckpoint } from './checkpoint.mjs';
import { Tree, includes, isTile, leafHash, sha256 } from './tree.mjs';

/** The longest line, its line break counted. */
const MAX_LINE_BYTES = 65536;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Audits an export's bytes. `pinned`: `{ keys, receivers, logKey, checkpoint, earlier, tiles }`, from a channel other than the export. */
export function audit(bytes, pinned) {
  const findings = [];
  const find = (line, code) => void findings.push({ line, code });
  const [log] = pinned.logKey.trim().split('+');
  const trust = { keys: new Map(pinned.keys.map((jwk) => [jwk.kid, jwk])), receivers: pinned.receivers, log };
  const earlier = pinned.earlier.map((note) => openCheckpoint(note, pinned.logKey));
  const tree = new Tree();
  const roots = new Map([[0, tree.root()]]);
  let [number, erased] = [0, 0];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    number += 1;
    const line = next - start < MAX_LINE_BYTES || (next - start === MAX_LINE_BYTES && end >= 0)
      ? readLine(bytes.subarray(start, end < 0 ? next : end))
      : undefined;
    if (line) erased += checkLine(line, number, tree, trust, (code) => find(number, code));
    else find(number, 'line_malformed');
    if (earlier.some((head) => head.size === tree.size)) roots.set(tree.size, tree.root());
    if (end < 0) find(null, 'export_truncated');
    start = next;
  }
  for (const [path, tile] of pinned.tiles ?? []) {
    if (!isTile(path, tile, tree.leaves)) find(null, 'tile_wrong');
  }
  const head = openCheckpoint(pinned.checkpoint, pinned.logKey);
  if (head.code) find(null, head.code);
  else if (head.size !== tree.size) find(null, 'checkpoint_size_wrong');
  else if (!head.root.equals(tree.root())) find(null, 'checkpoint_root_wrong');
  for (const seen of earlier) {
    if (seen.code) find(null, seen.code);
    else if (seen.size > tree.size) find(null, 'log_rolled_back');
    else if (!seen.root.equals(roots.get(seen.size))) find(null, 'log_forked');
  }
  return { lines: number, erased, findings };
}

/** A line, if it is written as the contract says: then, written again from what was read, it is the same text. */
function readLine(bytes) {
  let text, value;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !Number.isSafeInteger(value.seq) || value.seq < 0) return undefined;
  const line = { seq: value.seq };
  for (const name of ['commitment', 'salt', 'act', 'receipt']) {
    if (!Object.hasOwn(value, name) && name !== 'commitment') continue;
    if (typeof value[name] !== 'string' || !value[name].isWellFormed()) return undefined;
    line[name] = value[name];
  }
  return JSON.stringify(line) === text ? line : undefined;
}

/** Steps 1 and 2 for a line; 1 if the person was erased, else 0. */
function checkLine(line, number, tree, trust, find) {
  if (line.seq !== number) find('seq_not_contiguous');
  const commitment = base64(line.commitment);
  if (commitment?.length !== 32) {
    find('commitment_malformed');
    return 0;
  }
  tree.push(commitment);
  const there = [line.salt, line.act, line.receipt].filter((member) => member !== undefined).length;
  if (there === 0) return 1;
  if (there < 3) {
    find('line_incomplete');
    return 0;
  }
  const salt = base64(line.salt);
  if (salt?.length !== 16 || !sha256(salt, line.act).equals(commitment)) find('commitment_wrong');
  checkRecord(line, number, tree, trust, find);
  return 0;
}

function checkRecord(line, number, tree, { keys, ...expect }, find) {
  let kind = 'act';
  let receipt;
  try {
    const act = readAct(signed(line.act, openAct(line.act)));
    kind = 'receipt';
    const digest = sha256(line.act).toString('hex');
    receipt = readReceipt(signed(line.receipt, openReceipt(line.receipt, keys)), { jti: act.jti, sha256: digest }, expect);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return find(`${kind}_${error.code}`);
  }
  if (receipt.seq !== number) find('receipt_seq_wrong');
  if (!receipt.log) return undefined;
  const { size, index, ...proof } = receipt.log;
  const [salt, root, ...path] = [proof.salt, proof.root, ...proof.path].map(base64);
  const whole = salt?.length === 16 && [root, ...path].every((hash) => hash?.length === 32);
  const proves = whole && includes(root, size, index, leafHash(sha256(salt, line.act)), path);
  if (!proves || size !== number) return find('receipt_proof_wrong');
  if (tree.size !== number || !root.equals(tree.root())) find('receipt_root_wrong');
  return undefined;
}

/** The signature, by Node's own cryptography: the payload, now that it may be read. */
function signed(token, { alg, key, payload }) {
  const dot = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(dot + 1), 'base64url');
  let valid = false;
  try {
    const publicKey = createPublicKey({ key, format: 'jwk' });
    const hash = alg === 'ES256' ? 'sha256' : null;
    valid = verify(hash, Buffer.from(token.slice(0, dot)), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    // A point that is not on the curve.
  }
  if (!valid) throw new Refused('signature_invalid');
  return payload;
}

/** Reads what an auditor pins from files. */
export function readPinned(jwks, logKey, checkpoint, earlier, tiles) {
  return {
    keys: JSON.parse(readFileSync(jwks, 'utf8')).keys,
    logKey: readFileSync(logKey, 'utf8'),
    checkpoint: readFileSync(checkpoint),
    earlier: earlier.map((path) => readFileSync(path)),
    tiles: tiles ? readTiles(tiles) : [],
  };
}

/** The files of `folder/tile`, with their paths as C2SP tlog-tiles names them. */
function readTiles(folder) {
  const entries = readdirSync(join(folder, 'tile'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = process.argv.slice(2);
  const flag = given.indexOf('--tiles');
  const [, tiles] = flag < 0 ? [] : given.splice(flag, 2);
  const [ledger, jwks, logKey, checkpoint, ...earlier] = given;
  if (!checkpoint) {
    console.error('usage: node verify.mjs EXPORT JWKS LOG_KEY CHECKPOINT [--tiles FOLDER] [EARLIER…]');
    process.exit(2);
  }
  const report = audit(readFileSync(ledger), readPinned(jwks, logKey, checkpoint, earlier, tiles));
  console.log(JSON.stringify(report));
  process.exit(report.findings.length === 0 ? 0 : 1);
}
