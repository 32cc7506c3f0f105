"use client";
// <WhatsAppOptIn> for React: the custom element with typed props, events as callbacks and a ref to the element.
import { createElement, forwardRef, useCallback, useLayoutEffect, useEffect, useRef } from "react";
import { split } from "./attributes.js";
import "./define.js";

/** Prop → event. Listened to by hand: React before 19 knows no events of custom elements. */
const EVENTS = {
  onReady: "ready",
  onInput: "input",
  onChange: "change",
  onConsent: "consent",
  onWithdraw: "withdraw",
  onConsentError: "consenterror",
};
/** The newest callbacks must be there before an event can come; a server has no layout to wait for. */
const useCommit = typeof document === "undefined" ? useEffect : useLayoutEffect;

export const WhatsAppOptIn = forwardRef(function WhatsAppOptIn({ children, className, ...props }, ref) {
  const { attributes, others } = split(props);
  const callbacks = {};
  for (const prop of Object.keys(EVENTS)) {
    callbacks[prop] = others[prop];
    delete others[prop];
  }
  const newest = useRef(callbacks);
  useCommit(() => { newest.current = callbacks; });

  const listening = useRef(null);
  const attach = useCallback((element) => {
    listening.current?.abort();
    listening.current = element && listen(element, newest);
    if (typeof ref === "function") ref(element);
    else if (ref) ref.current = element;
  }, [ref]);

  return createElement("whatsapp-opt-in", { ...others, class: className, ...attributes, ref: attach }, children);
});

function listen(element, newest) {
  const controller = new AbortController();
  for (const [prop, type] of Object.entries(EVENTS)) {
    element.addEventListener(type, (event) => newest.current[prop]?.(event), { signal: controller.signal });
  }
  return controller;
}
