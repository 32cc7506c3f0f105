// One request a line, as JSON {"headers","body"}; one verdict a line: the event's type, or `refused`.
import { createInterface } from "node:readline";
import { receive } from "./snippet.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  const { headers, body } = JSON.parse(line);
  try {
    console.log(receive(headers, body).type);
  } catch {
    console.log("refused");
  }
}
