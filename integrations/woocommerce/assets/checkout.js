// The classic checkout. WooCommerce collects the form with jQuery's serialize(), which passes over custom elements: when
// the order leaves, the record is copied into a hidden field. (While a signature is under way the card itself holds
// the submission.)
jQuery(function ($) {
  "use strict";
  $("form.checkout").on("checkout_place_order", function () {
    var card = this.querySelector("whatsapp-opt-in");
    var field = this.querySelector("input[data-whatsapp-opt-in]");
    if (card && field && typeof card.getResponse === "function") {
      field.value = card.getResponse() || "";
      if (field.value && card.getAttribute("endpoint")) card.send();
    }
    return true; // never stops an order
  });
});
