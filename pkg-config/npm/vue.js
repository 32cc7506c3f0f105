// <WhatsAppOptIn> for Vue: the custom element with typed props and events; `element` of its ref is the element.
import { defineComponent, h, shallowRef } from "vue";
import { NAMES, split } from "./attributes.js";
import "./define.js";

const EVENTS = ["ready", "input", "change", "consent", "withdraw", "consenterror"];

export const WhatsAppOptIn = defineComponent({
  name: "WhatsAppOptIn",
  props: Object.fromEntries([...NAMES.keys()].map((prop) => [prop, { type: typeOf(prop), default: undefined }])),
  emits: EVENTS,
  setup(props, { emit, expose, slots }) {
    const element = shallowRef(null);
    expose({ element });
    const listeners = {};
    for (const type of EVENTS) listeners[`on${type[0].toUpperCase()}${type.slice(1)}`] = (event) => emit(type, event);
    return () => h("whatsapp-opt-in", { ...split(props).attributes, ...listeners, ref: element }, slots.default?.());
  },
});

function typeOf(prop) {
  if (prop === "disabled") return Boolean;
  return prop === "purposes" ? [String, Array] : String;
}
