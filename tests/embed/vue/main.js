import { createApp } from "vue";
import { parsePhone } from "whatsapp-opt-in/validator";
import App from "./App.vue";

createApp(App).mount("#app");

// A build that drops what looks unused would drop the start of the wasm.
document.body.dataset.parsed = parsePhone("06 12 34 56 78", "FR").phone.e164;
