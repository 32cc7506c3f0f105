// The few helpers the tool pages share. Text becomes nodes, never markup: nothing pasted here can become a script.

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** An element: properties, `class`, `on…` listeners and attributes by name; then its children. */
export function el(tag, settings = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name === "class" ? "class" : name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** Sets what a live verdict says, and how good it is: `good`, `warn`, `bad` or nothing. */
export function say(verdict, kind, text) {
  verdict.className = `verdict ${kind}`.trim();
  const words = el("p", {}, text);
  // Said again only when it changed: a screen reader need not hear it at each key.
  if (verdict.textContent.trim() !== text) verdict.replaceChildren(words);
}

/** Runs at the latest call only, once nothing more came for a moment. */
export function settled(run, wait = 150) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
}

/** Makes each `<button data-copy="id">` copy the text of that element. */
export function copyButtons(root = document) {
  for (const button of root.querySelectorAll("button[data-copy]")) {
    const words = button.textContent;
    button.addEventListener("click", async () => {
      const source = byId(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent);
        button.textContent = "Copied";
      } catch {
        // No permission, or an older browser: at least it is selected.
        getSelection().selectAllChildren(source);
        button.textContent = "Selected: press Ctrl+C";
      }
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
}

/** Hands a text to the person as a file. */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
