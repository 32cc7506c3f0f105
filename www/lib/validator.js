// The validator of the package. A page can be read before it is there.

/** Resolves to the validator's functions. */
export const validator = import("/whatsapp-opt-in/validator.js");

/** Says in a verdict that it did not load. */
export function onFailure(tell) {
  validator.catch((error) => tell(`The validator did not load, so nothing can be judged here: ${error.message}`));
}
