// Writes down what a test wants to know. A classic script, first on every page, so that nothing comes before it; the
// notes live in sessionStorage, so that they outlive the submission.
{
  // Many of these settings are wrong on purpose. The test of what is said about them takes this away.
  const off = document.createElement("meta");
  off.name = "whatsapp-opt-in-debug";
  off.content = "false";
  document.head.append(off);

  const KEY = "seen";
  const note = (kind, detail) => {
    const notes = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    notes.push({ kind, path: location.pathname, ...detail });
    sessionStorage.setItem(KEY, JSON.stringify(notes));
  };

  for (const level of ["debug", "info", "log", "warn", "error"]) {
    const original = console[level];
    console[level] = (...args) => {
      note("console", { level, text: args.map(String).join(" ") });
      original.apply(console, args);
    };
  }
  addEventListener("error", (event) => note("fault", { text: String(event.message) }));
  addEventListener("unhandledrejection", (event) => note("fault", { text: String(event.reason) }));
  document.addEventListener("securitypolicyviolation", (event) =>
    note("violation", { directive: event.effectiveDirective, blocked: event.blockedURI, sample: event.sample }));

  for (const type of ["ready", "consent", "withdraw", "consenterror"]) {
    document.addEventListener(type, (event) => note("event", { type, target: event.target.id, detail: event.detail }));
  }
  for (const type of ["input", "change"]) {
    document.addEventListener(type, (event) => {
      if (event.target.localName === "whatsapp-opt-in") note("event", { type, target: event.target.id, detail: null });
    });
  }
  // Last in line: what the widget made of the submission.
  addEventListener("submit", (event) => note("submit", { prevented: event.defaultPrevented }));
}
