// The custom element's shell: attributes, form association, every listener. The view and all decisions are in the
// wasm; the state lives here, so that a card mounted anew gets it back.
//
// Long file: one class, whose private members no other file can reach; what does not need them stands beside it.
import { load, loadPhone, onTrap, runningWasm, warmPhone } from "./load.js";
import { claims, keep, prepare, replace, settled } from "./outbox.js";
import { ATTRIBUTES, camel, codes, countries, languageOf, ownTexts, PURPOSES, setting, TERMS } from "./settings.js";
import { css } from "./style.js";
import { textsOf } from "./texts.js";

/** How long a submission waits for a signature that is under way, in milliseconds. */
const HOLD_MS = 3000;

let sheet;

/** `<whatsapp-opt-in>`. Importing this class registers nothing; `define.js` does. */
export class WhatsAppOptInElement extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = [...ATTRIBUTES, "disabled"];

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: "open" });
  #widget = null;
  #state; // what the card must not forget, as text
  #kept; // the state of the choice that is managed
  #filled; // the select that has all countries
  #filledBy; // which ones, and in which language
  #texts = {}; // the words: the language's, and the site's own in their place
  #terms = {}; // what the site says besides: sentences, and claims
  #record = null;
  #phase = "empty";
  #message = "";
  #country = "";
  #mounted = null; // AbortController of everything that listens while connected
  #bound = null; // AbortController of the page's phone field
  #formListeners = null;
  #formDisabled = false;
  #pendingConfigure = false;
  #input = null; // what the person last used on the card
  #pressed = false; // a pointer is down somewhere on the page
  #typed = false; // somebody typed, and has not left the number yet
  #reporting = false; // a submission is being tried: an unusable number gets the focus
  #submit = null; // the submit event under way
  #travelled = null; // the submit event that every listener has seen
  #held = null; // a submission that waits for the signature
  #muted = []; // fallback fields switched off while the card stands for them

  constructor() {
    super();
    this.#showFallback();
    // Properties that were set before this class was known hide its accessors: set them again.
    for (const name of [...ATTRIBUTES.map(camel), "disabled"]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        queueMicrotask(() => { this[name] = value; });
      }
    }
  }

  // ---- life

  connectedCallback() {
    // A move disconnects and connects in one go: nothing to do then but to look at the new surroundings.
    if (this.#mounted) {
      this.#bind();
      return this.#settle();
    }
    this.#mounted = new AbortController();
    this.#listen(this.#mounted.signal);
    this.#mount();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected || !this.#mounted) return;
      this.#mounted.abort();
      this.#mounted = null;
      this.#bound?.abort();
      this.#unmount();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#mounted) return;
    if (name === "for") this.#bind();
    // Another card altogether: the one of a choice that was made before, or of a new one.
    if (name === "mode" && this.#widget) {
      this.#unmount();
      this.#state = undefined;
    }
    this.#settle();
  }

  formAssociatedCallback(form) {
    this.#formListeners?.abort();
    this.#formListeners = null;
    if (form) this.#listenToForm(form);
  }

  formDisabledCallback(disabled) {
    this.#formDisabled = disabled;
    this.#call((widget) => widget.disable(disabled));
  }

  formResetCallback() {
    this.reset();
  }

  formStateRestoreCallback(state, mode) {
    // Only a person's own act ticks the box: a browser that fills in forms gives no consent.
    if (mode !== "restore" || typeof state !== "string") return;
    this.#state = state;
    this.#call((widget) => widget.restore(state));
  }

  // ---- what pages use

  get form() { return this.#internals.form; }
  get labels() { return this.#internals.labels; }
  get type() { return this.localName; }
  get validity() { return this.#internals.validity; }
  get validationMessage() { return this.#internals.validationMessage; }
  get willValidate() { return this.#internals.willValidate; }
  get disabled() { return this.hasAttribute("disabled"); }
  set disabled(value) { this.toggleAttribute("disabled", Boolean(value)); }

  /** The signed record (compact JWS), or null while there is none. */
  getResponse() { return this.#record; }
  /** Posts the record to the endpoint now, or as soon as it is signed. */
  send() { this.#call((widget) => widget.send()); }
  /** Unticks every box; what the endpoint has is taken back. Without a person's event the record says so. */
  withdraw(event) {
    for (const category of ["utility", "marketing", "authentication"]) {
      this.#call((widget) => widget.tick(category, false, event?.isTrusted ? "other" : "script"));
    }
  }
  /** Back to the beginning: unticked, with the first number. What was stored stays stored. */
  reset() {
    // What waits for its endpoint must not go out behind the person's back.
    if (this.#phase === "retrying") settled(this.#entry(this.#record));
    this.#state = this.#kept;
    this.#call((widget) => (this.#kept ? widget.restore(this.#kept) : widget.reset()));
    this.#bind();
  }
  checkValidity() { return this.#internals.checkValidity(); }
  reportValidity() {
    this.#reporting = true;
    try {
      return this.#internals.checkValidity();
    } finally {
      this.#reporting = false;
    }
  }

  // ---- mounting

  async #mount() {
    const { signal } = this.#mounted;
    const tag = languageOf(this);
    const words = textsOf(tag);
    const themed = this.#dress();
    // Without WebCrypto nothing can be signed, nor the wasm looked at.
    if (!self.crypto?.subtle) return this.#fail("insecure_page");
    const managed = this.#manages && afterwards((after) => after.recall(this.#place()));
    let wasm;
    try {
      wasm = await load();
    } catch (error) {
      if (!signal.aborted) this.#fail("wasm_failed", error);
      return;
    }
    if (signal.aborted || this.#widget) return;
    const { texts, error } = await words;
    const kept = await managed;
    await themed;
    if (signal.aborted || this.#widget) return;
    this.#adopt((sheet ??= makeSheet()));
    this.#kept = kept?.state;
    this.#state ??= this.#kept;
    try {
      await this.#read(texts);
      if (signal.aborted || this.#widget) return;
      // A script that makes the element first, and then sets its attributes.
      if (languageOf(this) !== tag) return this.#mount();
      this.#widget = new wasm.Widget(this.#root, this.#shell(), this.#state);
    } catch (error) {
      return this.#broken(error);
    }
    if (error) this.#say("texts_failed", error);
    if (this.#formDisabled) this.#call((widget) => widget.disable(true));
    this.#mute(true);
    this.#bind();
    this.#checkMethod(of(this.form, "method"));
    this.#emit("ready");
    this.#judge();
    if (managed) this.#after(kept ?? {});
    this.#awaitPhone(signal);
  }

  /** The card is drawn and the box can be ticked: now for what formats and judges the number. */
  async #awaitPhone(signal) {
    try {
      await loadPhone();
    } catch (error) {
      if (!signal.aborted) this.#fail("wasm_failed", error);
      return;
    }
    if (signal.aborted) return;
    this.#call((widget) => widget.engineIsHere());
    idle(() => guard(() => warmPhone(this.#country)));
  }

  #unmount() {
    const widget = this.#widget;
    this.#widget = null;
    if (widget) guard(() => widget.destroy());
    this.#release();
    // Yew takes the card down in a microtask of its own.
    queueMicrotask(() => { if (!this.#widget) this.#showFallback(); });
  }

  /** The plain markup inside the element stands in. */
  #showFallback() {
    this.#mute(false);
    this.#root.adoptedStyleSheets = [];
    this.#root.replaceChildren(document.createElement("slot"));
  }

  /** Fields of the fallback are not submitted while the card stands for them. */
  #mute(on) {
    for (const field of this.#muted) field.disabled = false;
    this.#muted = on
      ? [...this.querySelectorAll("input,select,textarea,button")].filter((field) => !field.disabled)
      : [];
    for (const field of this.#muted) field.disabled = true;
  }

  /** What the wasm may call. */
  #shell() {
    return {
      setting: (name) => this.#setting(name),
      text: (name) => this.#texts[name],
      hasForm: () => this.form !== null && !this.#manages,
      changed: (...args) => this.#changed(...args),
      consent: (record, withdrawn, receipt = null, confirm = null) => {
        this.#emit(withdrawn ? "withdraw" : "consent", { record, claims: claims(record), receipt, confirm });
        if (this.#manages) this.#kept = withdrawn ? undefined : this.#state;
        if (receipt) this.#after({ record, withdrawn, receipt, confirm });
      },
      failed: (code, message, retryable) => this.#emit("consenterror", { code, message, retryable }),
    };
  }

  #setting(name) {
    return name === "wasm-sha256" ? runningWasm() : (this.#terms[name] ?? setting(this, name));
  }

  /** The words, and what the site says besides. */
  async #read(texts) {
    this.#texts = { ...texts, ...ownTexts(this) };
    const some = TERMS.some((name) => this.hasAttribute(name));
    this.#terms = some ? await (await import("./terms.js")).termsOf(this, this.#texts) : {};
  }

  /** The wasm says that something changed. */
  #changed(record, state, phase, message, country, complain) {
    this.#state = state;
    this.#record = record ?? null;
    this.#message = message;
    this.#country = country;
    const { states } = this.#internals;
    toggle(states, "invalid", complain);
    if (phase !== this.#phase) {
      states.delete(this.#phase);
      states.add((this.#phase = phase));
      if (!this.#manages) this.#part("more")?.replaceChildren();
      if (record && phase === "sending") replace(this.#entry(record));
      if (record && phase === "retrying") keep(this.#entry(record));
      if (record && (phase === "sent" || phase === "refused")) settled(this.#entry(record));
    }
    this.#setValue();
    // Yew renders in a microtask: the anchor of the message and the select are there after it.
    queueMicrotask(() => {
      this.#setValidity();
      const select = this.#part("country");
      if (select && select.value !== country) {
        // Until somebody comes to the card, one option stands for all.
        if (select !== this.#filled) select.replaceChildren(new Option(country, country));
        select.value = country;
      }
      if (this.#phase !== "signing") this.#release();
    });
  }

  /** An act as the queue keeps it. */
  #entry(record) {
    const { jti, sub } = claims(record);
    const format = this.getAttribute("format");
    const credentials = this.getAttribute("credentials") || undefined;
    const place = this.#place();
    return { endpoint: this.#setting("endpoint"), format, field: this.#field(), credentials, record, jti, sub, place };
  }

  // ---- afterwards

  get #manages() { return /^manage$/i.test(this.getAttribute("mode")); }

  /** What a choice is remembered by. */
  #place() {
    return [this.#setting("endpoint"), this.getAttribute("company"), this.#field()].join(" ");
  }

  /** The endpoint has answered, or there is an earlier choice to manage. */
  #after(told) {
    const card = {
      place: this.#place(), manages: this.#manages, state: this.#state, texts: this.#texts, claims,
      more: () => this.#part("more"), adopt: (sheet) => this.#adopt(sheet), withdraw: (event) => this.withdraw(event),
    };
    afterwards((after) => after.show(card, told));
  }

  #setValue() {
    const blocked = isGet(of(this.form, "method"));
    this.#internals.setFormValue(blocked ? null : this.#record && this.#data(this.#record), this.#state);
  }

  #data(record) {
    const data = new FormData();
    data.append(this.#field(), record);
    return data;
  }

  /** Name of the form field. */
  #field() {
    return this.getAttribute("name") || "whatsapp_consent";
  }

  #setValidity() {
    const anchor = this.#part("number");
    if (this.#message && anchor) this.#internals.setValidity({ customError: true }, this.#message, anchor);
    else this.#internals.setValidity({});
  }

  /** Attributes changed, perhaps several: read them once. */
  #settle() {
    if (this.#pendingConfigure) return;
    this.#pendingConfigure = true;
    queueMicrotask(async () => {
      this.#pendingConfigure = false;
      if (!this.#mounted) return;
      if (!this.#widget) return this.#mount();
      const tag = languageOf(this);
      const { texts, error } = await textsOf(tag);
      // Meanwhile it may be gone, or of another language, which settles by itself.
      if (!this.#widget || languageOf(this) !== tag) return;
      if (error) this.#say("texts_failed", error);
      this.#dress();
      try {
        await this.#read(texts);
        this.#widget?.configure();
        if (this.#filled) this.#fillCountries();
        this.#setValue();
        this.#judge();
      } catch (error) {
        this.#broken(error);
      }
    });
  }

  // ---- listening

  #listen(signal) {
    const on = (type, run, options) => this.#root.addEventListener(type, run, { ...options, signal });
    on("pointerdown", (event) => { if (event.isTrusted) this.#input = "pointer"; });
    on("keydown", (event) => { if (event.isTrusted) this.#input = "keyboard"; });
    // A script's click on a box or its label does nothing: only a person ticks.
    on("click", (event) => {
      if (!event.isTrusted && event.target.closest?.("label,input")) event.preventDefault();
    }, { capture: true });
    on("change", (event) => this.#onChange(event));
    // WebKit has no `change` for a text that a script wrote anew, as the card does while somebody types.
    on("focusout", (event) => this.#typed && this.#onChange(event));
    on("input", (event) => this.#onInput(event));
    on("compositionend", (event) => this.#onInput(event));
    on("focusin", (event) => {
      this.#call((widget) => widget.approach());
      if (this.getAttribute("endpoint")) prepare();
      if (event.target === this.#part("country")) this.#fillCountries();
      else idle(() => this.#fillCountries());
    });
    on("pointerover", () => idle(() => this.#fillCountries()), { once: true });
    this.addEventListener("invalid", (event) => this.#onInvalid(event), { signal });
    // A press on a submit button: if the number is unusable, it gets the focus.
    this.ownerDocument.addEventListener("click", (event) => {
      const button = event.target.closest?.("button,input");
      if (!this.form || button?.form !== this.form || !/^(submit|image)$/.test(button.type)) return;
      this.#reporting = true;
      setTimeout(() => { this.#reporting = false; });
    }, { capture: true, signal });
    for (const [type, pressed] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
      // Of a right click the menu may keep the end.
      const run = ({ button }) => { this.#pressed = pressed && button === 0; };
      this.ownerDocument.addEventListener(type, run, { capture: true, signal });
    }
    // The parser, or a framework, may bring the fallback and the purposes after the element itself.
    const children = new MutationObserver(() => {
      if (this.#widget) this.#mute(true);
      if (this.#widget || this.querySelector(PURPOSES)) this.#settle();
    });
    children.observe(this, { childList: true, characterData: true, subtree: true });
    signal.addEventListener("abort", () => children.disconnect());
    onTrap(() => this.#fail("wasm_trapped"), signal);
  }

  #onChange(event) {
    const { target } = event;
    if (target.matches("[part=box]")) {
      if (!event.isTrusted) return;
      const input = this.#input ?? "other";
      this.#input = null;
      this.#call((widget) => widget.tick(target.dataset.category, target.checked, input));
    } else if (target.matches("[part=country]")) {
      this.#call((widget) => widget.choose(target.value));
    } else {
      this.#onInput(event); // what an input method left behind without an event of its own
      this.#typed = false;
      this.#afterPress(() => this.#call((widget) => widget.leave()));
    }
    // Unlike `input`, `change` stops at the shadow root.
    this.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
  }

  /** Runs at once, or after the press that is going on: a message that appears must not move the button away. */
  #afterPress(run) {
    if (!this.#pressed) return run();
    const options = { capture: true, once: true, signal: this.#mounted.signal };
    this.ownerDocument.addEventListener("pointerup", () => setTimeout(run), options);
  }

  #onInput(event) {
    const { target } = event;
    if (!target.matches("[part=number]") || event.isComposing) return;
    this.#typed = true;
    const caret = [...target.value.slice(0, target.selectionStart)].length;
    this.#call((widget) => {
      const edited = widget.edit(target.value, caret);
      const { text } = edited;
      if (text !== target.value) {
        target.value = text;
        let place = [...text].slice(0, edited.caret).join("").length;
        // Delete goes on at the next digit: the separator before it comes back.
        if (/Forward/.test(event.inputType)) place += text.slice(place).search(/[\p{Nd}+]|$/u);
        target.setSelectionRange(place, place);
      }
      edited.free();
    });
  }

  #onInvalid(event) {
    // The card says it beside the field; the browser's bubble would say it twice.
    event.preventDefault();
    this.#call((widget) => widget.complain());
    const first = [...(of(this.form, "elements") ?? [this])].find(
      (field) => field.localName !== "fieldset" && field.matches(":invalid"),
    );
    if (this.#reporting && first === this) this.#part("number")?.focus();
  }

  // ---- the form

  #listenToForm(form) {
    this.#formListeners = new AbortController();
    const { signal } = this.#formListeners;
    form.addEventListener("submit", (event) => this.#onSubmit(event), { capture: true, signal });
    // Fired by a native submission right after its `submit` event, and only if the page let it pass.
    form.addEventListener("formdata", () => {
      const submit = this.#submit;
      // While `submit` still travels, it is the page's own `new FormData(form)`. (Firefox submits before it ends the
      // event, so there its phase says nothing.)
      if (!submit || (submit.eventPhase !== Event.NONE && submit !== this.#travelled)) return;
      this.#submit = null;
      if (submit.defaultPrevented) return;
      const due = this.getAttribute("endpoint") && this.getAttribute("submit") !== "manual";
      if (due && this.#record) this.send();
    }, { signal });
    this.#setValue();
  }

  #onSubmit(event) {
    this.#submit = event;
    const root = this.form.getRootNode();
    const end = root === document ? window : root;
    const seen = (last) => {
      end.removeEventListener("submit", seen);
      if (last === event) this.#travelled = event;
    };
    // Added only now, it comes after the page's own.
    end.addEventListener("submit", seen);
    this.#checkMethod(event.submitter?.hasAttribute("formmethod") ? event.submitter.formMethod : of(this.form, "method"));
    if (this.#phase !== "signing" || this.#held) return;
    // The signature is under way: submit again, the same way, when it is there.
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = this.form;
    const { submitter } = event;
    const release = () => {
      clearTimeout(timer);
      try {
        if (of(form, "isConnected")) of(form, "requestSubmit").call(form, submitter);
      } catch {
        // The page has replaced the button meanwhile: the order goes without it.
        of(form, "requestSubmit").call(form);
      } finally {
        this.#held = null;
      }
    };
    const timer = setTimeout(() => this.#release(), HOLD_MS);
    this.#held = release;
  }

  #release() {
    this.#held?.();
  }

  /** A form sent with GET would write the number into addresses and logs. */
  #checkMethod(method) {
    if (!isGet(method)) return;
    this.#internals.setFormValue(null, this.#state);
    setTimeout(() => this.#setValue());
    this.#say("form_method_get");
  }

  /** Takes the number of the page's own phone field, and goes on taking it until the person types here. */
  #bind() {
    this.#bound?.abort();
    this.#bound = null;
    const field = this.#phone();
    if (!field) return;
    this.#bound = new AbortController();
    const { signal } = this.#bound;
    const follow = () => this.#call((widget) => widget.follow(field.value));
    const left = () => {
      follow();
      this.#afterPress(() => this.#call((widget) => widget.leave()));
    };
    field.addEventListener("input", follow, { signal });
    // A script that writes the text anew, as masks do, keeps some browsers from firing `change`.
    for (const type of ["change", "blur"]) field.addEventListener(type, left, { signal });
    if (field.value) follow();
  }

  /** The page's own phone field. */
  #phone() {
    const id = this.getAttribute("for");
    return id && !this.#manages ? this.getRootNode().getElementById?.(id) : null;
  }

  // ---- small things

  #part(name) {
    return this.#root.querySelector(`[part="${name}"]`);
  }

  #adopt(sheet) {
    const all = this.#root.adoptedStyleSheets;
    if (!all.includes(sheet)) this.#root.adoptedStyleSheets = [...all, sheet];
  }

  /** Puts the ready themes on, where one is asked for. */
  async #dress() {
    if (this.getAttribute("theme")) await import("./themes.js").then(({ sheet }) => this.#adopt(sheet), () => {});
  }

  /** All countries by name, once somebody has come to the card: `Intl.DisplayNames` alone takes a telephone 60 ms. */
  #fillCountries() {
    const select = this.#part("country");
    const language = this.#texts.language ?? "en";
    const [only, without] = [codes(this, "countries"), codes(this, "exclude-countries")];
    const by = [language, only, without].join(";");
    if (!select || (select === this.#filled && by === this.#filledBy)) return;
    this.#filledBy = by;
    this.#call((widget) => {
      const rows = countries(widget.regions(), language);
      const shown = rows.filter(([code]) => (!only.length || only.includes(code)) && !without.includes(code));
      select.replaceChildren(...shown.map(([code, name]) => new Option(name, code)));
      select.value = this.#country;
      this.#filled = select;
    });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #call(run) {
    const widget = this.#widget;
    if (widget) guard(() => run(widget));
  }

  /** The card cannot be shown: a setting is missing. */
  #broken(error) {
    const [, code, detail] = /^([a-z_]+): (.*)$/s.exec(error?.message) ?? [0, "card_failed", error];
    this.#fail(code, detail);
  }

  #fail(code, detail) {
    this.#record = null;
    this.#message = "";
    this.#internals.states.delete(this.#phase);
    this.#phase = "empty";
    const widget = this.#widget;
    this.#widget = null;
    if (widget && code !== "wasm_trapped") guard(() => widget.destroy());
    this.#internals.setFormValue(null);
    this.#internals.setValidity({});
    this.#showFallback();
    this.#release();
    this.#say(code, detail);
  }

  /** Tells the developer: in the console, by an event, and on a development machine in place. */
  async #say(code, detail = "") {
    const { messageOf, tell } = await import("./messages.js").catch(() => ({}));
    const message = String(messageOf?.(code, detail) ?? detail);
    console.error(`<whatsapp-opt-in> ${code}: ${message}`);
    this.#emit("consenterror", { code, message, retryable: false });
    if (develops(this)) tell?.(this.#root, "developer", [`whatsapp-opt-in ${code}: ${message}`]);
  }

  /** Judges the settings, for developers alone. */
  #judge() {
    if (!develops(this)) return;
    const judged = ({ judge }) => judge(this, this.#root, (name) => this.#setting(name), this.#texts);
    import("./develop.js").then(judged).catch(() => {});
  }
}

for (const attribute of ATTRIBUTES) {
  Object.defineProperty(WhatsAppOptInElement.prototype, camel(attribute), {
    get() { return this.getAttribute(attribute) ?? ""; },
    set(value) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, Array.isArray(value) ? JSON.stringify(value) : value);
    },
    enumerable: true,
    configurable: true,
  });
}

function makeSheet() {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** Whether developers are told in place: on a machine of theirs, or where the element says so. */
function develops(element) {
  const own = /^(localhost|127\.|\[::1\]|.*\.(localhost|test)$)/.test(location.hostname);
  return (element.getAttribute("debug") ?? String(own)) !== "false";
}

/** Runs when the page has nothing else to do. */
function idle(run) {
  (window.requestIdleCallback ?? setTimeout)(run);
}

/** Runs what is needed only once a choice was made: a file of its own. */
function afterwards(run) {
  return import("./after.js").then(run).catch(() => {});
}

/** A property of a form, also where the form has a field of that name, which hides it. */
function of(form, name) {
  return form ? Reflect.get(HTMLFormElement.prototype, name, form) : undefined;
}

function isGet(method) {
  return method === "get";
}

function toggle(states, name, on) {
  if (on) states.add(name);
  else states.delete(name);
}

/** Runs a call into the wasm; a trap there is told to every card by `onTrap`, and never reaches the page. */
function guard(run) {
  try {
    return run();
  } catch (error) {
    reportError(error);
  }
}
