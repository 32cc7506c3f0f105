// The jQuery of WordPress, the plugin's own script, and what WooCommerce's checkout does when an order leaves: it asks who
// listens, collects the form with serialize() and posts it.
import jQuery from "jquery";
import "whatsapp-opt-in/define";

window.jQuery = jQuery;
await new Promise((loaded) => {
  const script = Object.assign(document.createElement("script"), { src: "/plugin/checkout.js", onload: loaded });
  document.head.append(script);
});
jQuery("form.checkout").on("submit", function (event) {
  event.preventDefault();
  const form = jQuery(this);
  if (form.triggerHandler("checkout_place_order", [{}]) === false) return;
  jQuery.post("/checkout", form.serialize()).then((answer) => {
    document.body.dataset.answer = /data-opt-in="(\w+)"/.exec(answer)?.[1] ?? "no answer";
  });
});
