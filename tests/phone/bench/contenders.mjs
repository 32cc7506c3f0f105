// The engines side by side: each loads itself and gives a function that answers about one number with all its fields.
// `wasm` is where the compiled files are.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);

export const contenders = {
  "whatsapp-opt-in": (wasm) => fromWasm(`${wasm}/engine/phone.js`),

  "libphonenumber-js max": async () => {
    const { parsePhoneNumberFromString } = await import("libphonenumber-js/max");
    return {
      answer(text, region) {
        const number = parsePhoneNumberFromString(text, { defaultCountry: region || undefined, extract: false });
        if (!number) return undefined;
        return [
          number.isValid(), number.isPossible(), number.getType(), number.country, number.countryCallingCode,
          number.number, number.formatNational(), number.formatInternational(), number.getURI(),
        ];
      },
    };
  },

  "google-libphonenumber": async () => {
    const { PhoneNumberUtil, PhoneNumberFormat } = require("google-libphonenumber");
    return {
      answer(text, region) {
        const util = PhoneNumberUtil.getInstance();
        let number;
        try {
          number = util.parse(text, region || "ZZ");
        } catch {
          return undefined;
        }
        return [
          util.isValidNumber(number), util.isPossibleNumber(number), util.isPossibleNumberWithReason(number),
          util.getNumberType(number), util.getRegionCodeForNumber(number), number.getCountryCode(),
          util.format(number, PhoneNumberFormat.E164), util.format(number, PhoneNumberFormat.NATIONAL),
          util.format(number, PhoneNumberFormat.INTERNATIONAL), util.format(number, PhoneNumberFormat.RFC3966),
        ];
      },
    };
  },

  "intl-tel-input utils": async () => {
    const { default: utils } = await import("intl-tel-input/utils");
    return {
      // It has no call that parses once: each of its functions takes the text.
      answer(text, region) {
        const iso2 = region.toLowerCase() || undefined;
        const valid = utils.isValidNumberPrecise(text, iso2);
        return [
          valid, utils.isValidNumber(text, iso2), utils.getValidationError(text, iso2),
          utils.getNumberType(text, iso2), utils.formatNumber(text, iso2, "E164"),
          utils.formatNumber(text, iso2, "NATIONAL"), utils.formatNumber(text, iso2, "INTERNATIONAL"),
          utils.formatNumber(text, iso2, "RFC3966"),
        ];
      },
    };
  },

  "rlibphonenumber lite": (wasm) => fromWasm(`${wasm}/rlibphonenumber/phone.js`),
};

async function fromWasm(file) {
  const { default: glue } = await import(pathToFileURL(file));
  return {
    answer(text, region) {
      const fields = glue.answer(text, region);
      return fields === "" ? undefined : fields.split("\n");
    },
    memory: glue.memory,
  };
}
