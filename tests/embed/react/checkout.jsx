import { useRef, useState } from "react";
import { WhatsAppOptIn } from "whatsapp-opt-in/react";

export function Checkout() {
  const card = useRef(null);
  const [lang, setLang] = useState("en");
  const onConsent = ({ detail }) => {
    if (card.current.getResponse() === detail.record) document.body.dataset.consent = detail.claims.sub;
  };
  return (
    <form action="/checkout" method="post">
      <input id="phone" name="phone" type="tel" aria-label="Phone" />
      <WhatsAppOptIn
        ref={card}
        className="opt-in"
        company="Acme"
        privacyUrl="/privacy"
        for="phone"
        purposes={["order-confirmation", "delivery-status"]}
        country="FR"
        lang={lang}
        onConsent={onConsent}
      >
        <span>Acme may write to me on WhatsApp.</span>
      </WhatsAppOptIn>
      <button type="button" id="french" onClick={() => setLang("fr")}>Français</button>
      <button type="submit">Order</button>
    </form>
  );
}
