// The ready themes: values for the card's own properties, and nothing that a page could not write itself.

const THEMES = `
  :host([theme="whatsapp" i]) {
    --whatsapp-opt-in-text: light-dark(#111b21, #e9edef);
    --whatsapp-opt-in-muted: light-dark(#54656f, #aebac1);
    --whatsapp-opt-in-background: light-dark(#ffffff, #111b21);
    --whatsapp-opt-in-field-background: light-dark(#f0f2f5, #202c33);
    --whatsapp-opt-in-border: light-dark(#d1e7dd, #2a3942);
    --whatsapp-opt-in-control-border: light-dark(#667781, #8696a0);
    --whatsapp-opt-in-accent: light-dark(#00755b, #25d366);
    --whatsapp-opt-in-on-accent: light-dark(#ffffff, #0b141a);
    --whatsapp-opt-in-logo: light-dark(#128c7e, #25d366);
    --whatsapp-opt-in-error: light-dark(#b3261e, #ffb4ab);
    --whatsapp-opt-in-focus: light-dark(#00755b, #25d366);
    --whatsapp-opt-in-radius: 1rem;
  }
  :host([theme="neutral" i]) {
    --whatsapp-opt-in-text: light-dark(#1f2328, #e6e6e6);
    --whatsapp-opt-in-muted: light-dark(#59636e, #b0b0b0);
    --whatsapp-opt-in-background: light-dark(#ffffff, #1c1c1e);
    --whatsapp-opt-in-field-background: light-dark(#ffffff, #121214);
    --whatsapp-opt-in-border: light-dark(#d8dee4, #3a3a3c);
    --whatsapp-opt-in-control-border: light-dark(#818b98, #8e8e93);
    --whatsapp-opt-in-accent: light-dark(#1f2328, #f2f2f2);
    --whatsapp-opt-in-on-accent: light-dark(#ffffff, #1c1c1e);
    --whatsapp-opt-in-logo: light-dark(#59636e, #b0b0b0);
    --whatsapp-opt-in-error: light-dark(#a40e26, #ffb3b3);
    --whatsapp-opt-in-focus: light-dark(#0550ae, #79c0ff);
    --whatsapp-opt-in-radius: 0.375rem;
  }
  :host([theme="contrast" i]) {
    --whatsapp-opt-in-text: light-dark(#000000, #ffffff);
    --whatsapp-opt-in-muted: light-dark(#000000, #ffffff);
    --whatsapp-opt-in-background: light-dark(#ffffff, #000000);
    --whatsapp-opt-in-field-background: light-dark(#ffffff, #000000);
    --whatsapp-opt-in-border: light-dark(#000000, #ffffff);
    --whatsapp-opt-in-control-border: light-dark(#000000, #ffffff);
    --whatsapp-opt-in-accent: light-dark(#000000, #ffff00);
    --whatsapp-opt-in-on-accent: light-dark(#ffffff, #000000);
    --whatsapp-opt-in-logo: light-dark(#000000, #ffffff);
    --whatsapp-opt-in-error: light-dark(#8c0000, #ffb4ab);
    --whatsapp-opt-in-focus: light-dark(#0000c8, #00ffff);
    --whatsapp-opt-in-radius: 0;
  }
`;

export const sheet = new CSSStyleSheet();
// Where colours by scheme are unknown the card is light, as its own are.
sheet.replaceSync(CSS.supports("color", "light-dark(#000, #fff)") ? THEMES : THEMES.replace(/light-dark\((.+?),.+?\)/g, "$1"));
