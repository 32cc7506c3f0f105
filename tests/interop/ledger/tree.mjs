// The Merkle tree of RFC 6962, proofs of inclusion in it, and its tiles (C2SP tlog-tiles).
import { createHash } from 'node:crypto';

export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const leafHash = (data) => sha256(Buffer.of(0), data);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** The root over hashes of complete subtrees of one size, in order. */
function rootOf(hashes) {
  if (hashes.length === 1) return hashes[0];
  const left = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return nodeHash(rootOf(hashes.slice(0, left)), rootOf(hashes.slice(left)));
}

/** A tree that grows: its complete subtrees, largest first, and the hash of every leaf. */
export class Tree {
  leaves = [];
  #subtrees = [];

  get size() {
    return this.leaves.length;
  }

  push(data) {
    let node = { hash: leafHash(data), size: 1 };
    this.leaves.push(node.hash);
    while (this.#subtrees.at(-1)?.size === node.size) {
      const left = this.#subtrees.pop();
      node = { hash: nodeHash(left.hash, node.hash), size: 2 * node.size };
    }
    this.#subtrees.push(node);
  }

  root() {
    if (this.size === 0) return sha256();
    return this.#subtrees.map((tree) => tree.hash).reduceRight((right, left) => nodeHash(left, right));
  }
}

/** RFC 9162 §2.1.3.2. */
export function includes(root, size, index, leaf, path) {
  if (index >= size || size >= 2 ** 48) return false;
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

const TILE = /^tile\/(entries|[0-5])\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Whether `bytes` are the tile at `path` of the tree with these hashes of leaves. */
export function isTile(path, bytes, leaves) {
  const [, level, name, part] = TILE.exec(path) ?? [];
  const width = part === undefined ? 256 : Number(part);
  const groups = name?.split('/') ?? [];
  const written = groups.length === 1 || groups[0] !== 'x000'; // no more groups than the number needs
  if (!name || !written || width > 256 || (part !== undefined && width === 256)) return false;
  const first = Number(groups.map((group) => group.slice(-3)).join('')) * 256;
  if (level === 'entries') {
    if (first + width > leaves.length || bytes.length !== 34 * width) return false;
    return leaves.slice(first, first + width).every((leaf, i) => {
      const entry = bytes.subarray(34 * i, 34 * (i + 1));
      return entry.readUInt16BE() === 32 && leafHash(entry.subarray(2)).equals(leaf);
    });
  }
  let hashes = leaves;
  for (let height = 0; height < Number(level); height += 1) {
    const whole = Math.floor(hashes.length / 256);
    hashes = Array.from({ length: whole }, (_, i) => rootOf(hashes.slice(256 * i, 256 * (i + 1))));
  }
  return first + width <= hashes.length && Buffer.concat(hashes.slice(first, first + width)).equals(bytes);
}
