// What did not reach its endpoint outlives the page: `queue.js` keeps and sends it. That file is loaded only when
// something waits, which a mark in localStorage tells without asking a database.
const MARK = "whatsapp-opt-in-waiting";
/** The acts of this page's own cards, which tell of them themselves. */
const own = new Set();
/** Changes come one after the other, however quickly they are told. */
let turn = Promise.resolve();

/** Brings the queue's file before it is needed: when nothing can be reached it is too late. */
export function prepare() {
  import("./queue.js").catch(() => {});
}

/** What a record says. */
export function claims(record) {
  const bytes = Uint8Array.from(atob(record.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** A later act goes out: it takes the place of what waits of this person. */
export function replace(entry) {
  if (isMarked()) keep(entry);
}

/** Keeps an act that could not be posted yet. */
export function keep(entry) {
  mark(true);
  own.add(entry.jti);
  work((queue) => queue.put(entry));
}

/** The endpoint has answered to this person's act: nothing of them waits any more. */
export function settled(entry) {
  if (isMarked()) work((queue) => queue.forget(entry));
}

/** Sends what earlier pages left behind. */
function resume() {
  if (isMarked()) work((queue) => void queue.drain(told).then(tidy));
}

function work(run) {
  // Without the file or the database there is no queue; the card itself goes on trying while its page is open.
  turn = turn.then(() => import("./queue.js").then(run)).then(tidy).catch(() => {});
}

async function tidy() {
  const queue = await import("./queue.js");
  if ((await queue.count()) === 0) mark(false);
}

async function told({ stored, jti, record, receipt, confirm, place }) {
  if (!stored || own.has(jti)) return;
  const withdrawn = claims(record).event.type === "ConsentWithdrawn";
  const detail = { record, receipt, confirm, late: true };
  document.dispatchEvent(new CustomEvent(withdrawn ? "withdraw" : "consent", { detail }));
  if (withdrawn && place) (await import("./queue.js")).remember(place);
}

function isMarked() {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false; // a page without storage
  }
}

function mark(on) {
  try {
    if (on) localStorage.setItem(MARK, "1");
    else localStorage.removeItem(MARK);
  } catch {
    // Then the queue is read again at the next failure.
  }
}

addEventListener("online", resume);
// Node, where nothing waits, need not live on for it.
setTimeout(resume, 1000).unref?.();
