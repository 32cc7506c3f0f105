// In place of `fetch-texts.js` in `element.js`: the words are modules, which a bundler knows where to put.

export async function fetchTexts(name, load) {
  return { texts: (await load()).default };
}
