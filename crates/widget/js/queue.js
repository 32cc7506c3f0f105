// Records that did not reach their endpoint wait here until they do, or are too old, and choices that were stored are
// remembered: encrypted under a key that cannot be taken out, in IndexedDB. Loaded only when there is one.

const NAME = "whatsapp-opt-in-queue";
/** What waited longer is given up: nobody expects it any more. */
const TIME_TO_LIVE_MS = 3 * 24 * 3600 * 1000;
/** A choice is remembered as long as the link in its receipt is good. */
const REMEMBERED_MS = 1098 * 24 * 3600 * 1000;
const TIMEOUT_MS = 10_000;
const AES = "AES-GCM";

/** Keeps an entry `{endpoint, format, field, credentials, record, jti, sub}`, in place of that person's earlier ones. */
export async function put(entry) {
  await forget(entry);
  const row = await seal(entry);
  await run("acts", "readwrite", (acts) => acts.add(row));
}

/** Drops what waits of this person for this endpoint: a later act says all there is to say. */
export async function forget({ endpoint, sub }) {
  for (const waiting of await all()) {
    if (waiting.endpoint === endpoint && waiting.sub === sub) await drop(waiting.id);
  }
}

/** Remembers the choice made at a place, in place of an earlier one; `undefined` forgets it. */
export async function remember(place, choice) {
  const row = choice && (await seal(choice));
  await run("choices", "readwrite", (choices) => (row ? choices.put(row, place) : choices.delete(place)));
}

/** The choice made at a place, if it is remembered. */
export async function remembered(place) {
  const row = await run("choices", "readonly", (choices) => choices.get(place));
  return row && unseal(row, REMEMBERED_MS);
}

/** How many wait. */
export const count = () => run("acts", "readonly", (acts) => acts.count());

/** Sends all there is, one after the other, oldest first; of several tabs one does it. `done` hears of each end. */
export function drain(done) {
  return navigator.locks.request(NAME, { ifAvailable: true }, (lock) => lock && send(done));
}

async function send(done) {
  for (let attempt = 0; ; ) {
    const [first] = await all();
    if (!first) return;
    const { again, after, ...outcome } = await post(first);
    if (!again) {
      await drop(first.id);
      done?.({ ...first, ...outcome });
      attempt = 0;
      continue;
    }
    // Doubling from one second to a minute, spread by half around it, never sooner than the server asked for.
    const wait = Math.min(60_000, 1000 * 2 ** attempt++) * (0.5 + Math.random());
    await pause(Math.max(wait, Math.min(after, 3600) * 1000));
  }
}

async function post({ endpoint, format, field, credentials, record }) {
  const [type, body] = {
    jwt: ["application/jwt", record],
    form: ["application/x-www-form-urlencoded", `${new URLSearchParams([[field, record]])}`],
  }[format] ?? ["application/json", JSON.stringify({ consent: record })];
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const headers = { "content-type": type };
    const answer = await fetch(endpoint, { method: "POST", keepalive: true, headers, body, credentials, signal });
    const again = [408, 425, 429].includes(answer.status) || answer.status >= 500;
    const { receipt = null, confirm } = (answer.ok && (await answer.json().catch(() => null))) || {};
    const after = Number(answer.headers.get("retry-after")) || 0;
    return { again, after, stored: answer.ok, receipt, confirm: confirm?.url ?? null };
  } catch {
    return { again: true, after: 0 };
  }
}

/** Waits, but no longer than until the browser is online again. */
function pause(ms) {
  return new Promise((go) => {
    setTimeout(go, ms);
    addEventListener("online", go, { once: true });
  });
}

/** Everything that can still be read and is not too old, oldest first. */
async function all() {
  const rows = await run("acts", "readonly", (acts) => {
    const found = [];
    acts.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      found.push({ ...cursor.value, id: cursor.key });
      cursor.continue();
    };
    return found;
  });
  const open = [];
  for (const row of rows) {
    const entry = await unseal(row, TIME_TO_LIVE_MS);
    if (entry) open.push({ ...entry, id: row.id });
    else await drop(row.id);
  }
  return open;
}

async function seal(entry) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(entry));
  return { added: Date.now(), iv, sealed: await crypto.subtle.encrypt({ name: AES, iv }, await key(), bytes) };
}

/** What was sealed; `undefined` if it is too old or cannot be read. */
async function unseal({ added, iv, sealed }, old) {
  try {
    const bytes = await crypto.subtle.decrypt({ name: AES, iv }, await key(), sealed);
    return Date.now() - added > old ? undefined : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

const drop = (id) => run("acts", "readwrite", (acts) => acts.delete(id));

/** The origin's key, made at the first use. */
async function key() {
  const kept = await run("keys", "readonly", (keys) => keys.get(AES));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
  // Of two tabs that make one at the same time the first wins.
  await run("keys", "readwrite", (keys) => keys.add(made, AES)).catch(() => {});
  return run("keys", "readonly", (keys) => keys.get(AES));
}

/** Runs one transaction, and answers with what its request, or the work itself, came to, once it is on disk. */
async function run(store, mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: "strict" });
      const asked = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(asked instanceof IDBRequest ? asked.result : asked);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 2);
    request.onupgradeneeded = ({ oldVersion }) => {
      request.result.createObjectStore("choices");
      if (oldVersion) return;
      request.result.createObjectStore("keys");
      request.result.createObjectStore("acts", { autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
