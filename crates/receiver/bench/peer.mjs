// The peer: the same work as POST /v1/consents in Node, with the libraries most would take. It verifies the act's
// signature under the key it carries, stores it durably in SQLite and answers with a signed receipt. It leaves out what
// the receiver does besides: the claims, the numbering plan, the log, the rules' entries.
//
//   node peer.mjs <database> [batched]     prints the port

import Database from "better-sqlite3";
import Fastify from "fastify";
import { CompactSign, compactVerify, generateKeyPair, importJWK } from "jose";
import { createHash } from "node:crypto";

const [, , path, batched] = process.argv;

const database = new Database(path);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
database.exec("CREATE TABLE records (seq INTEGER PRIMARY KEY, jti TEXT NOT NULL UNIQUE, act TEXT NOT NULL, receipt TEXT NOT NULL)");
const insert = database.prepare("INSERT INTO records (jti, act, receipt) VALUES (?, ?, ?)");
const insertAll = database.transaction((rows) => rows.forEach((row) => insert.run(row.jti, row.act, row.receipt)));

const { privateKey } = await generateKeyPair("ES256");
const encoder = new TextEncoder();

/** Whoever waits while one commit is made shares the next one. */
let waiting = [];
function store(row) {
  if (!batched) {
    insert.run(row.jti, row.act, row.receipt);
    return undefined;
  }
  return new Promise((resolve, reject) => {
    if (waiting.push({ row, resolve, reject }) === 1) setImmediate(flush);
  });
}
function flush() {
  const batch = waiting;
  waiting = [];
  try {
    insertAll(batch.map(({ row }) => row));
    batch.forEach(({ resolve }) => resolve());
  } catch (error) {
    batch.forEach(({ reject }) => reject(error));
  }
}

const server = Fastify();
server.addContentTypeParser("application/jwt", { parseAs: "string" }, (_request, body, done) => done(null, body));
server.post("/v1/consents", async (request, reply) => {
  const act = request.body;
  const { payload } = await compactVerify(act, (header) => importJWK(header.jwk, "ES256"), { algorithms: ["ES256"] });
  const { jti } = JSON.parse(new TextDecoder().decode(payload));
  const claims = { jti, iat: Math.floor(Date.now() / 1000), record_sha256: createHash("sha256").update(act).digest("hex") };
  const receipt = await new CompactSign(encoder.encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "ES256" })
    .sign(privateKey);
  await store({ jti, act, receipt });
  return reply.code(201).send({ jti, receipt });
});
await server.listen({ host: "127.0.0.1", port: 0 });
console.log(server.server.address().port);
