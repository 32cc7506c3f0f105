// What must compile, and (after `@ts-expect-error`) what must not.
import { createRef } from "react";
import type { ComponentProps } from "svelte";
import { h } from "vue";
import { WhatsAppOptInElement, type ActDetail, type Purpose } from "whatsapp-opt-in";
import "whatsapp-opt-in/define";
import french from "whatsapp-opt-in/locales/fr";
import { WhatsAppOptIn as Page } from "whatsapp-opt-in/page";
import { WhatsAppOptIn as ReactOptIn } from "whatsapp-opt-in/react";
import SvelteOptIn from "whatsapp-opt-in/svelte";
import { parsePhone } from "whatsapp-opt-in/validator";
import { WhatsAppOptIn as VueOptIn } from "whatsapp-opt-in/vue";

const purpose: Purpose = { id: "warranty", category: "utility", text: { en: "warranty reminders" } };
// @ts-expect-error: no such category
export const wrong: Purpose = { id: "warranty", category: "service", text: "x" };

// The element.
const card = document.createElement("whatsapp-opt-in");
card satisfies WhatsAppOptInElement;
card.privacyUrl = "/privacy";
card.purposes = ["order-confirmation", purpose];
card.addEventListener("consent", (event) => event.detail satisfies ActDetail);
card.addEventListener("consenterror", function (event) {
  this.send();
  event.detail.code satisfies string;
});
card.addEventListener("click", (event) => event.clientX);
card.getResponse() satisfies string | null;
// @ts-expect-error: one of three
card.format = "xml";

// The calls of the page's script.
Page.render("#place", { company: "Acme", callback: (record, detail) => record + detail.receipt }) satisfies Element;
window.WhatsAppOptIn.getResponse() satisfies string | null;

// React.
const ref = createRef<WhatsAppOptInElement>();
export const react = (
  <>
    <ReactOptIn
      ref={ref} company="Acme" privacyUrl="/privacy" purposes={["offers", purpose]} className="a" disabled
      onConsent={(event) => event.detail.record.length} onConsentError={({ detail }) => detail.retryable}
    >
      <b>fallback</b>
    </ReactOptIn>
    {/* @ts-expect-error: the company is missing */}
    <ReactOptIn privacyUrl="/privacy" />
    {/* @ts-expect-error: no such setting */}
    <ReactOptIn company="Acme" privacyUrl="/privacy" required />
    <whatsapp-opt-in company="Acme" privacy-url="/privacy" class="a" />
    {/* @ts-expect-error: the attribute is called privacy-url */}
    <whatsapp-opt-in privacyUrl="/privacy" />
  </>
);

// Vue.
h(VueOptIn, { company: "Acme", privacyUrl: "/privacy", onConsent: (event: CustomEvent<ActDetail>) => event.detail });
declare const vue: InstanceType<typeof VueOptIn>;
vue.element satisfies WhatsAppOptInElement | null;
// @ts-expect-error: the company is missing
vue.$props satisfies { company: number };

// Svelte.
export const svelte: ComponentProps<typeof SvelteOptIn> = {
  company: "Acme",
  privacyUrl: "/privacy",
  class: "a",
  onconsent: (event) => event.detail.record,
};
// @ts-expect-error: the notice's address is missing
export const incomplete: ComponentProps<typeof SvelteOptIn> = { company: "Acme" };

// The rest.
french.consent satisfies string;
// @ts-expect-error: no such text
french.greeting;
const parsed = parsePhone("06 12 34 56 78", "FR");
if (parsed.ok) parsed.phone.e164 satisfies string;
