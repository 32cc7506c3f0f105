import { WhatsAppOptInElement } from "whatsapp-opt-in/define";

const card = document.querySelector("whatsapp-opt-in");
if (!(card instanceof WhatsAppOptInElement)) throw new Error("the tag is not registered");
card.addEventListener("consent", ({ detail }) => {
  if (card.getResponse() === detail.record) document.body.dataset.consent = detail.claims.sub;
});
document.getElementById("french").addEventListener("click", () => { card.lang = "fr"; });
