// Words that only some pages need, or only afterwards: one small module for the card's language, English here.

/** The texts in English, and language in lower case → what imports the others. Written in by the package step. */
const ENGLISH = { ..."__MORE_ENGLISH__" };
const LOCALES = { __proto__: null, ..."__MORE_LOCALES__" };

/** The further texts for a card's; the site's own in their place. Throws if they do not load. */
export async function moreTexts(texts) {
  const own = await LOCALES[(texts.language ?? "en").toLowerCase()]?.();
  return { language: "en", comma: ", ", and: " and ", ...ENGLISH, ...own?.default, ...texts };
}
