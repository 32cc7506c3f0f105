// The checkout block: draws the card within the contact step, and hands its record to the Store API as extension data.
// No build step: what it uses are WordPress' and WooCommerce's own globals.
(function () {
  "use strict";
  const SPACE = "opt-in-for-whatsapp";
  const NAME = SPACE + "/card";
  const { createElement, useEffect, useRef } = window.wp.element;
  const { shown, title, attributes, plain } = window.wc.wcSettings.getSetting(SPACE + "_data", {});
  // Locked, so that WooCommerce puts it there by itself.
  const metadata = {
    name: NAME,
    title: title || "WhatsApp opt-in",
    category: "woocommerce",
    parent: ["woocommerce/checkout-contact-information-block"],
    attributes: { lock: { type: "object", default: { remove: true, move: true } } },
  };

  /** A block that WooCommerce placed by itself gets no props: then the store is told. */
  function tell(props, key, value) {
    if (props.checkoutExtensionData) return props.checkoutExtensionData.setExtensionData(SPACE, key, value);
    const store = window.wp.data.dispatch("wc/store/checkout");
    const set = store && (store.setExtensionData || store.__internalSetExtensionData);
    if (set) set(SPACE, { [key]: value });
  }

  function Card(props) {
    const place = useRef(null);
    useEffect(() => {
      if (!shown || !place.current) return undefined;
      const card = document.createElement("whatsapp-opt-in");
      for (const name of Object.keys(attributes)) card.setAttribute(name, attributes[name]);
      card.append(...plainBox());
      // The block's form is never sent by the browser; as the default, GET, the card would warn of it.
      const form = place.current.closest("form");
      if (form && !form.hasAttribute("method")) form.method = "post";

      let told = "";
      let toldPlain = false;
      let waiting = 0;
      const read = () => {
        const record = (card.getResponse && card.getResponse()) || "";
        if (record !== told) tell(props, "whatsapp_consent", (told = record));
        const box = card.querySelector("input[name=whatsapp_opt_in]");
        const ticked = Boolean(box && !box.disabled && box.checked);
        if (ticked !== toldPlain) tell(props, "whatsapp_opt_in", (toldPlain = ticked));
        // A signature takes some milliseconds: look until it is there.
        cancelAnimationFrame(waiting);
        if (signing(card)) waiting = requestAnimationFrame(read);
      };
      const later = () => requestAnimationFrame(read);
      const events = ["input", "change", "consent", "withdraw", "consenterror", "ready"];
      for (const type of events) card.addEventListener(type, later);

      // The phone field may come later than the card, or be another one.
      const bind = (field) => { if (field) card.setAttribute("for", field.id); };
      const follow = ({ target }) => { if (/^(shipping|billing)-phone$/.test(target.id || "")) bind(target); };
      bind(document.querySelector("#shipping-phone, #billing-phone"));
      document.addEventListener("focusin", follow);
      document.addEventListener("input", later);

      place.current.append(card);
      return () => {
        cancelAnimationFrame(waiting);
        document.removeEventListener("focusin", follow);
        document.removeEventListener("input", later);
        card.remove();
      };
    }, []);
    return createElement("div", { ref: place, className: SPACE });
  }

  /** What stands in where the card does not run. Built node by node: pages may require Trusted Types. */
  function plainBox() {
    const make = (tag, properties, ...children) => {
      const element = Object.assign(document.createElement(tag), properties);
      element.append(...children);
      return element;
    };
    const box = make("input", { type: "checkbox", name: "whatsapp_opt_in", value: "yes" });
    const link = make("a", { href: plain.privacyUrl }, plain.privacyNotice);
    return [make("label", {}, box, " ", plain.words), " ", link];
  }

  function signing(card) {
    try {
      return card.matches(":state(signing)");
    } catch {
      return false; // a browser without :state(): the next event reads again
    }
  }

  if (window.wp.blocks && !window.wp.blocks.getBlockType(NAME)) {
    window.wp.blocks.registerBlockType(NAME, {
      ...metadata,
      apiVersion: 2,
      edit: () => createElement("p", null, metadata.title),
      save: () => createElement("div", { "data-block-name": NAME }),
    });
  }
  window.wc.blocksCheckout.registerCheckoutBlock({ metadata, component: Card });
})();
