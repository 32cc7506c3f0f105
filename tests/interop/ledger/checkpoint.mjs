// Checkpoints (C2SP tlog-checkpoint): signed notes (C2SP signed-note) by one Ed25519 key.
import { createPublicKey, verify } from 'node:crypto';
import { sha256 } from './tree.mjs';

/** Decodes base64; undefined unless it is the one way to write these bytes. */
export function base64(text) {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const isName = (name) => name !== '' && !/[\p{White_Space}+]/u.test(name);
const refused = (code) => ({ code: `checkpoint_${code}` });

/** Opens a checkpoint's bytes under a verifier key `name+id+key`: `{ size, root }`, or `{ code }`. */
export function openCheckpoint(bytes, logKey) {
  const [name, id, ...rest] = logKey.trim().split('+');
  const key = base64(rest.join('+'));
  const good = isName(name) && /^[0-9a-fA-F]{8}$/.test(id) && key?.length === 33 && key[0] === 1;
  if (!good || idOf(name, key) !== id.toLowerCase()) return refused('key_invalid');
  const note = open(bytes);
  if (!note) return refused('malformed');
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key.subarray(1).toString('base64url') },
    format: 'jwk',
  });
  // Others may sign too (witnesses); those lines are passed over. Of two lines of this key the first counts.
  const ours = note.signatures.find((line) => line.name === name && line.id === id.toLowerCase());
  const signed = ours?.signature.length === 64 && verify(null, Buffer.from(note.text), publicKey, ours.signature);
  if (!signed) return refused('signature_invalid');
  const [origin, size, root, ...further] = note.text.split('\n');
  const hash = base64(root);
  const lines = further.pop() === '' && further.every((line) => line !== '');
  if (origin === '' || !/^(0|[1-9][0-9]*)$/.test(size ?? '') || hash?.length !== 32 || !lines) return refused('malformed');
  if (origin !== name) return refused('origin_wrong');
  return { size: Number(size), root: hash };
}

const idOf = (name, key) => sha256(`${name}\n`, key).subarray(0, 4).toString('hex');

/** A note's text, with its last line break, and its signature lines; undefined when it is no note. */
function open(bytes) {
  let note;
  try {
    note = utf8.decode(bytes);
  } catch {
    return undefined;
  }
  const end = note.lastIndexOf('\n\n');
  // No control characters but line breaks.
  if (end < 0 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined;
  const signatures = note.slice(end + 2, -1).split('\n').map((line) => {
    const [dash, name, text, more] = line.split(' ');
    const data = base64(text ?? '');
    if (dash !== '—' || more !== undefined || !isName(name ?? '') || !data || data.length < 5) return undefined;
    return { name, id: data.subarray(0, 4).toString('hex'), signature: data.subarray(4) };
  });
  return signatures.every(Boolean) ? { text: note.slice(0, end + 1), signatures } : undefined;
}
