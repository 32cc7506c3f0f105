import { WhatsAppOptInElement } from "whatsapp-opt-in";
import "whatsapp-opt-in/define.js";

const card = document.querySelector("whatsapp-opt-in");
if (!(card instanceof WhatsAppOptInElement)) throw new Error("two copies of the class");
card.addEventListener("consent", ({ detail }) => {
  if (card.getResponse() === detail.record) document.body.dataset.consent = detail.claims.sub;
});
document.getElementById("french").addEventListener("click", () => { card.lang = "fr"; });
