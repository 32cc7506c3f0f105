// The component in a server component, without a file of one's own that says "use client".
import { WhatsAppOptIn } from "whatsapp-opt-in/react";

export default function Page() {
  return <WhatsAppOptIn company="Acme" privacyUrl="/privacy" purposes={["offers"]} />;
}
