import { WhatsAppOptInElement } from "whatsapp-opt-in/define";
import { parsePhone } from "whatsapp-opt-in/validator";

const card = document.querySelector("whatsapp-opt-in");
if (!(card instanceof WhatsAppOptInElement)) throw new Error("the tag is not registered");
card.addEventListener("consent", ({ detail }) => {
  if (card.getResponse() === detail.record) document.body.dataset.consent = detail.claims.sub;
});
document.getElementById("french").addEventListener("click", () => { card.lang = "fr"; });

// A build that drops what looks unused would drop the start of the wasm.
document.body.dataset.parsed = parsePhone("06 12 34 56 78", "FR").phone.e164;
