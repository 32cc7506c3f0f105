// One card in the language of the address.
document.documentElement.lang = location.search.slice(1);
const card = document.createElement("whatsapp-opt-in");
card.id = "card";
const settings = { company: "Acme", "privacy-url": "/privacy", purposes: "order-confirmation delivery-status offers sign-in-code", country: "FR" };
for (const [name, value] of Object.entries(settings)) card.setAttribute(name, value);
document.body.append(card);
