// What a page that embeds by script has: functions by name.
window.onConsent = (record) => { document.body.dataset.called = record; };
window.onOptIn = () => {
  window.rendered = WhatsAppOptIn.render("#place", {
    company: "Acme",
    privacyUrl: "/privacy",
    purposes: ["order-confirmation", { id: "warranty", category: "utility", text: "warranty reminders" }],
    country: "FR",
    callback: window.onConsent,
  });
};
