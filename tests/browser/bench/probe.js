// Put into every page before its own scripts: notes when what happens, and answers the bench.
globalThis.probe = (() => {
  const seen = { begin: 0, interactive: 0, tickable: 0, judged: 0, shift: 0, tasks: [], frames: [] };
  let script; // the file whose start is `begin`
  let needed; // the bytes it can be used with, where that is known
  let done;
  const finished = new Promise((go, fail) => {
    done = go;
    setTimeout(() => fail(`in vain: ${JSON.stringify(seen)} "${probe.number?.value}"`), 60_000);
  });

  const watch = (type, note) => {
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  };
  watch("layout-shift", (entry) => { seen.shift += entry.value; });
  watch("longtask", (entry) => { seen.tasks.push([entry.startTime, entry.duration]); });
  watch("long-animation-frame", (entry) => {
    const of = ({ invoker, sourceURL, sourceFunctionName, duration }) =>
      `${invoker} ${sourceURL.split("/").pop()} ${sourceFunctionName} ${Math.round(duration)} ms`;
    seen.frames.push([entry.startTime, entry.duration, entry.scripts.map(of)]);
  });

  /** Resolves once the next frame is on its way to the screen. */
  const painted = () => new Promise((go) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = go;
      port2.postMessage(0);
    });
  });

  /** It can be used; `usable` tells when it can judge the number too. */
  async function interactive(usable) {
    seen.interactive = performance.now();
    await painted();
    seen.tickable = performance.now();
    while (!usable()) await painted();
    seen.judged = performance.now();
    // What is put off until nothing else happens belongs to it.
    setTimeout(done, 2500);
  }

  // Listened for on the document: the card is not there yet.
  document.addEventListener("ready", async ({ target }) => {
    // Yew draws in a microtask of its own.
    while (!(probe.number = target.shadowRoot.querySelector("[part=number]"))) await null;
    interactive(() => probe.number.value === "06 12 34 56 78");
  }, { once: true });

  const cards = {
    async ours() {
      const card = document.createElement("whatsapp-opt-in");
      Object.assign(card, { company: "Acme", privacyUrl: "/privacy", purposes: "order-confirmation", country: "FR" });
      const ready = new Promise((go) => { card.addEventListener("ready", go, { once: true }); });
      document.body.append(card);
      await ready;
      card.remove();
    },
    peer() {
      const field = document.createElement("input");
      document.body.append(field);
      const made = probe.make(field, { initialCountry: "fr" });
      made.destroy();
      field.remove();
    },
  };

  return {
    finished,
    /** The next module of the page is the one to be measured; of files that need not be whole, `bytes` are needed. */
    begin(name, bytes) {
      seen.begin = performance.now();
      script = name;
      needed = bytes;
    },
    /** The peer is loaded. */
    peer(make, loadUtils) {
      probe.make = make;
      probe.number = document.getElementById("phone");
      const options = { initialCountry: "fr", ...(loadUtils && { loadUtils }) };
      const made = make(probe.number, options);
      let here = false;
      made.promise.then(() => { here = true; });
      interactive(() => here && made.isValidNumberPrecise() === true);
    },
    /** An empty field that the bench types into. */
    empty(plain) {
      const field = plain ? document.getElementById("plain") : probe.number;
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    },
    /** Puts cards on the page and takes them away again. */
    async rounds(number) {
      for (let round = 0; round < number; round++) {
        await (probe.make ? cards.peer() : cards.ours());
        await new Promise((go) => setTimeout(go));
      }
    },
    /** What was seen: times in milliseconds since the navigation, bytes as they came over the network. */
    report() {
      const files = performance.getEntriesByType("resource").filter(({ name }) => name.startsWith(location.origin));
      const own = files.find(({ name }) => name.endsWith(`/${script}`));
      const sum = (list) => list.reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0);
      const early = files.filter(({ responseEnd }) => responseEnd <= seen.interactive);
      return {
        tickable: seen.tickable,
        judged: seen.judged,
        start_to_interactive: seen.interactive - Math.max(seen.begin, own?.responseEnd ?? 0),
        bytes_until_tickable: needed ?? sum(early),
        bytes: sum(files),
        requests_until_tickable: early.length,
        requests: files.length,
        shift: seen.shift,
        longest_task: Math.max(0, ...seen.tasks.map(([, duration]) => duration)),
        tasks: seen.tasks,
        frames: seen.frames,
      };
    },
  };
})();
