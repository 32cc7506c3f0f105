// WordPress' own element and data packages, the plugin's own script, and in the place of WooCommerce, which is in no registry, what its
// documentation says that extensions get: getSetting, registerCheckoutBlock and the store of the checkout.
import * as data from "@wordpress/data";
import * as element from "@wordpress/element";
import { createRoot } from "react-dom/client";
import "whatsapp-opt-in/define";

const SPACE = "opt-in-for-whatsapp";
data.register(data.createReduxStore("wc/store/checkout", {
  reducer: (state = {}, { type, namespace, values }) =>
    type === "SET" ? { ...state, [namespace]: { ...state[namespace], ...values } } : state,
  actions: { setExtensionData: (namespace, values) => ({ type: "SET", namespace, values }) },
  selectors: { getExtensionData: (state) => state },
}));
// As BlockCheckout.php hands it over.
const settings = {
  shown: true,
  title: "WhatsApp opt-in",
  attributes: { company: "Acme", "privacy-url": "/privacy", purposes: "order-confirmation" },
  plain: { words: "Acme may write to me on WhatsApp.", privacyUrl: "/privacy", privacyNotice: "Privacy notice" },
};
let block;
window.wp = { element, data };
window.wc = {
  wcSettings: { getSetting: (name, fallback) => (name === `${SPACE}_data` ? settings : fallback) },
  blocksCheckout: { registerCheckoutBlock: (registered) => { block = registered; } },
};
await new Promise((loaded) => {
  const script = Object.assign(document.createElement("script"), { src: "/plugin/checkout-block.js", onload: loaded });
  document.head.append(script);
});

// A step may hand its own function over, or leave it to the store; `?props` tells which.
const { createElement } = element;
window.extension = {};
const checkoutExtensionData = {
  setExtensionData: (namespace, key, value) => { window.extension[namespace] = { ...window.extension[namespace], [key]: value }; },
};
const props = location.search === "?props" ? { checkoutExtensionData } : {};
window.told = () => (location.search === "?props" ? window.extension : data.select("wc/store/checkout").getExtensionData())[SPACE] ?? {};
document.body.dataset.block = JSON.stringify(block.metadata);

let phone = false;
let there = true;
const root = createRoot(document.getElementById("checkout"));
const draw = () => root.render(createElement("div", {},
  phone && createElement("input", { id: "shipping-phone", type: "tel", "aria-label": "Phone", key: "phone" }),
  there && createElement(block.component, { ...props, key: "card" })));
document.getElementById("phone").addEventListener("click", () => { phone = true; draw(); });
document.getElementById("leave").addEventListener("click", () => { there = false; draw(); });
draw();
