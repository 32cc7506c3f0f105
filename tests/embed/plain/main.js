const card = document.querySelector("whatsapp-opt-in");
card.addEventListener("consent", ({ detail }) => {
  if (card.getResponse() === detail.record) document.body.dataset.consent = detail.claims.sub;
});
document.getElementById("french").addEventListener("click", () => { card.lang = "fr"; });
