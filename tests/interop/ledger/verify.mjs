// A second verifier of ledger exports, written from docs/record.md alone: Node's standard library, none of our code.
//
//   node verify.mjs EXPORT JWKS LOG_KEY CHECKPOINT [EARLIER…]     prints {"lines","erased","findings"}; exit 0, 1 or 2
//
// `audit` is exported for the tests, which call it for many changed exports in one process (see edits.mjs).
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (data) => sha256(Buffer.of(0), data);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** Decodes base64 or base64url; undefined unless it is the one way to write these bytes. */
function decode(text, encoding) {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : undefined;
}

/** The RFC 6962 tree as its complete subtrees, largest first. */
class Tree {
  size = 0;
  #subtrees = [];

  push(data) {
    let node = { hash: leafHash(data), size: 1 };
    while (this.#subtrees.at(-1)?.size === node.size) {
      const left = this.#subtrees.pop();
      node = { hash: nodeHash(left.hash, node.hash), size: 2 * node.size };
    }
    this.#subtrees.push(node);
    this.size += 1;
  }

  root() {
    if (this.size === 0) return sha256();
    return this.#subtrees.map((tree) => tree.hash).reduceRight((right, left) => nodeHash(left, right));
  }
}

/** RFC 9162 §2.1.3.2. */
function includes(root, size, index, leaf, path) {
  if (!Number.isInteger(index) || index < 0 || index >= size) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

const CURVES = { ES256: { kty: 'EC', crv: 'P-256' }, Ed25519: { kty: 'OKP', crv: 'Ed25519' } };

/** Opens a compact JWS; `key` picks the JWK from the header. Undefined when anything is wrong. */
function open(compact, typ, member, key) {
  if (typeof compact !== 'string' || compact.length > 16384) return undefined;
  const parts = compact.split('.');
  const [header, payload, signature] = parts.map((part) => decode(part, 'base64url'));
  if (parts.length !== 3 || !header || !payload || !signature) return undefined;
  try {
    const protectedHeader = JSON.parse(header);
    const members = Object.keys(protectedHeader).sort().join();
    const curve = CURVES[protectedHeader.alg];
    const jwk = key(protectedHeader);
    if (members !== ['alg', 'typ', member].sort().join() || protectedHeader.typ !== typ) return undefined;
    if (!curve || jwk?.kty !== curve.kty || jwk.crv !== curve.crv || 'd' in jwk) return undefined;
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
    const message = compact.slice(0, compact.lastIndexOf('.'));
    const hash = protectedHeader.alg === 'ES256' ? 'sha256' : null;
    const valid = verifySignature(hash, Buffer.from(message), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    return valid ? JSON.parse(payload) : undefined;
  } catch {
    return undefined;
  }
}

/** Opens a C2SP checkpoint under a verifier key `name+hash+key`; undefined when anything is wrong. */
function openCheckpoint(note, logKey) {
  const [name, id, ...rest] = logKey.trim().split('+');
  const key = decode(rest.join('+'), 'base64');
  if (!key || key.length !== 33 || key[0] !== 1) return undefined;
  if (sha256(`${name}\n`, key).subarray(0, 4).toString('hex') !== id) return undefined;
  const end = note.indexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const [text, signatures] = [note.slice(0, end + 1), note.slice(end + 2)];
  const line = signatures.split('\n').find((candidate) => candidate.startsWith(`— ${name} `));
  const signature = line && decode(line.slice(`— ${name} `.length), 'base64');
  if (!signature || signature.subarray(0, 4).toString('hex') !== id) return undefined;
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key.subarray(1).toString('base64url') },
    format: 'jwk',
  });
  if (!verifySignature(null, Buffer.from(text), publicKey, signature.subarray(4))) return undefined;
  const [origin, size, root] = text.split('\n');
  if (origin !== name || !/^(0|[1-9][0-9]*)$/.test(size)) return undefined;
  return { size: Number(size), root: decode(root, 'base64') };
}

function checkRecord(line, number, tree, keys, find) {
  const act = open(line.act, 'whatsapp-consent+jwt', 'jwk', (header) => header.jwk);
  if (!act) return find(number, 'act_refused');
  if (sha256(act.notice.text).toString('hex') !== act.notice.sha256) return find(number, 'act_refused');
  const receipt = open(line.receipt, 'whatsapp-consent-receipt+jwt', 'kid', (header) =>
    keys.find((key) => key.kid === header.kid),
  );
  if (!receipt) return find(number, 'receipt_refused');
  const digest = sha256(line.act).toString('hex');
  if (receipt.jti !== act.jti || receipt.record_sha256 !== digest) return find(number, 'receipt_for_other_act');
  if (receipt.seq !== number) find(number, 'receipt_seq_wrong');
  const proof = receipt.log;
  if (!proof) return undefined;
  const salt = decode(proof.salt, 'base64');
  const root = decode(proof.root, 'base64');
  const path = proof.path.map((hash) => decode(hash, 'base64'));
  const leaf = salt && leafHash(sha256(salt, line.act));
  const proves = leaf && root && path.every(Boolean) && includes(root, proof.size, proof.index, leaf, path);
  if (!proves || proof.size !== number) return find(number, 'receipt_proof_wrong');
  if (!root.equals(tree.root())) find(number, 'receipt_root_wrong');
  return undefined;
}

/** The longest line, its line break counted. */
const MAX_LINE_BYTES = 65536;

/** Audits an export. `pinned`: `{ keys, logKey, checkpoint, earlier }`, from a channel other than the export. */
export function audit(text, pinned) {
  const findings = [];
  const find = (line, code) => void findings.push({ line, code });
  const earlier = pinned.earlier.map((note) => openCheckpoint(note, pinned.logKey));
  const roots = new Map();
  const tree = new Tree();
  let erased = 0;
  const lines = text.split('\n');
  if (lines.pop() !== '') find(null, 'export_truncated');
  lines.forEach((source, index) => {
    const number = index + 1;
    let line;
    try {
      if (Buffer.byteLength(source) >= MAX_LINE_BYTES) throw new RangeError('too long');
      line = JSON.parse(source);
    } catch {
      return find(number, 'line_malformed');
    }
    const members = Object.keys(line ?? {}).join();
    const erasedLine = members === 'seq,commitment';
    if (!erasedLine && members !== 'seq,commitment,salt,act,receipt') return find(number, 'line_malformed');
    if (line.seq !== number) find(number, 'seq_not_contiguous');
    const commitment = decode(line.commitment, 'base64');
    if (commitment?.length !== 32) return find(number, 'commitment_malformed');
    tree.push(commitment);
    if (earlier.some((head) => head?.size === tree.size)) roots.set(tree.size, tree.root());
    if (erasedLine) return void (erased += 1);
    const salt = decode(line.salt, 'base64');
    if (!salt || !sha256(salt, String(line.act)).equals(commitment)) find(number, 'commitment_wrong');
    try {
      return checkRecord(line, number, tree, pinned.keys, find);
    } catch {
      return find(number, 'claims_malformed'); // signed, but not the claims of an act and its receipt
    }
  });
  const head = openCheckpoint(pinned.checkpoint, pinned.logKey);
  if (!head) find(null, 'checkpoint_refused');
  else if (head.size !== tree.size) find(null, 'checkpoint_size_wrong');
  else if (!head.root?.equals(tree.root())) find(null, 'checkpoint_root_wrong');
  for (const seen of earlier) {
    if (!seen) find(null, 'checkpoint_refused');
    else if (seen.size > tree.size) find(null, 'log_rolled_back');
    else if (seen.size > 0 && !seen.root?.equals(roots.get(seen.size))) find(null, 'log_forked');
  }
  return { lines: lines.length, erased, findings };
}

/** Reads what an auditor pins from files. */
export function readPinned(jwks, logKey, checkpoint, earlier) {
  return {
    keys: JSON.parse(readFileSync(jwks, 'utf8')).keys,
    logKey: readFileSync(logKey, 'utf8'),
    checkpoint: readFileSync(checkpoint, 'utf8'),
    earlier: earlier.map((path) => readFileSync(path, 'utf8')),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [ledger, jwks, logKey, checkpoint, ...earlier] = process.argv.slice(2);
  if (!checkpoint) {
    console.error('usage: node verify.mjs EXPORT JWKS LOG_KEY CHECKPOINT [EARLIER…]');
    process.exit(2);
  }
  const report = audit(readFileSync(ledger, 'utf8'), readPinned(jwks, logKey, checkpoint, earlier));
  console.log(JSON.stringify(report));
  process.exit(report.findings.length === 0 ? 0 : 1);
}
