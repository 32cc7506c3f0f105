// `style.css` as a string, written in by the package step.
export const css = "__CSS__";
