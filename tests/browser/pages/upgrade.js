// A framework sets properties before the element is known; the element must take them over when it comes to be.
const card = document.getElementById("card");
card.company = "Early";
card.privacyUrl = "/privacy";
card.purposes = "order-confirmation";
card.name = "early_consent";
card.country = "GB";
card.phone = "07400 123456";
await import("/whatsapp-opt-in/whatsapp-opt-in.js");
