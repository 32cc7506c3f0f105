//! `without-wasm.js`: the widget and the phone engine by Binaryen's `wasm2js`, in one module that is loaded only where
//! WebAssembly is missing or refused.

use anyhow::{Context, ensure};

/// As the linker lists them among the module's features.
const TOO_NEW: [&[u8]; 2] = [b"+\x0freference-types", b"+\x0amultivalue"];

/// A module that says it has neither reference types nor several results: wasm-bindgen then keeps JavaScript's objects in
/// a list of its own and not in a second table, and returns through memory, as `wasm2js` needs it.
pub(crate) fn without_new_types(mut wasm: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    for feature in TOO_NEW {
        let mut places = wasm.windows(feature.len()).enumerate().filter(|(_, window)| *window == feature);
        let at = places.next().filter(|_| places.next().is_none()).map(|(at, _)| at);
        wasm[at.context("expected a feature once among the wasm's")?] = b'-';
    }
    Ok(wasm)
}

/// The module: exports `Widget` and `askPhone`.
pub(crate) fn module(glue: &str, widget: &str, phone: &str) -> anyhow::Result<String> {
    let (widget, phone) = (function(widget)?, function(phone)?);
    let glue = for_plain(glue)?;
    Ok(format!(
        "const phone = (() => {{\n{phone}\nreturn asmFunc({{}});\n}})();\n\
         export function askPhone(question) {{\n\
           for (const character of question) phone.put(character.codePointAt(0));\n\
           phone.answer();\n\
           let answer = \"\";\n\
           for (let code; (code = phone.take()) >= 0;) answer += String.fromCodePoint(code);\n\
           return answer;\n\
         }}\n\
         {glue}\n\
         __wbg_finalize_init({{ exports: ((imports) => {{\n{widget}\nreturn asmFunc(imports);\n}})(__wbg_get_imports()) }});\n"
    ))
}

/// What wasm-bindgen's glue takes for granted of WebAssembly, and JavaScript has otherwise.
const OTHERWISE: [(&str, &str); 4] = [
    ("export { initSync, __wbg_init as default };", ""),
    // A memory that grows leaves its old buffer whole, so views of it do not turn empty.
    (".byteLength === 0", ".buffer !== wasm.memory.buffer"),
    (".buffer.detached === true", ".buffer !== wasm.memory.buffer"),
    // The first free place in the list of JavaScript's objects: behind 1024 empty ones and four constants.
    (
        "import * as import1 from \"__wbindgen_externref_xform__\"",
        "const import1 = { __wbindgen_externref_statics_end: () => 1028 }",
    ),
];

fn for_plain(glue: &str) -> anyhow::Result<String> {
    let mut text = glue.to_owned();
    for (there, here) in OTHERWISE {
        ensure!(text.contains(there), "no {there} in wasm-bindgen's output: did it change?");
        text = text.replace(there, here);
    }
    for needed in [
        "function __wbg_finalize_init(",
        "function __wbg_get_imports(",
        "new Array(1024).fill(undefined)",
        ".push(undefined, null, true, false)",
    ] {
        ensure!(text.contains(needed), "no {needed} in wasm-bindgen's output: did it change?");
    }
    Ok(text)
}

/// The function that `wasm2js` wrote, without the module around it.
fn function(script: &str) -> anyhow::Result<&str> {
    let start = script.rmatch_indices("\nimport ").next().map_or(0, |(at, _)| at + 1);
    let start = start
        + script[start..].starts_with("import ").then(|| script[start..].find('\n')).flatten().unwrap_or(0);
    let end = script.find("var retasmFunc = asmFunc(").context("did wasm2js change its form?")?;
    script.get(start..end).context("did wasm2js change its form?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_function_is_taken_out_of_its_module() {
        let script = "import * as a from './a.js';\nimport * as b from './b.js';\nfunction asmFunc(imports) {}\n\
                      var retasmFunc = asmFunc({\n});\nexport var x = retasmFunc.x;\n";
        assert_eq!(function(script).expect("a function").trim(), "function asmFunc(imports) {}");
        assert_eq!(
            function("function asmFunc() {}\nvar retasmFunc = asmFunc({});").expect("one").trim(),
            "function asmFunc() {}"
        );
        assert!(function("function other() {}").is_err());
    }

    #[test]
    fn glue_of_another_form_is_an_error() {
        let glue = OTHERWISE.map(|(there, _)| there).join("\n")
            + "function __wbg_finalize_init( function __wbg_get_imports( new Array(1024).fill(undefined) \
               .push(undefined, null, true, false)";
        let plain = for_plain(&glue).expect("as it is");
        assert!(
            !plain.contains("import ") && !plain.contains("export ") && plain.contains("() => 1028"),
            "{plain}"
        );
        for (there, _) in OTHERWISE {
            assert!(for_plain(&glue.replace(there, "")).is_err(), "{there}");
        }
    }

    #[test]
    fn new_types_are_denied_once_or_not_at_all() {
        let wasm = [b"..", TOO_NEW[0], b"..", TOO_NEW[1]].concat();
        assert_eq!(
            without_new_types(wasm.clone()).expect("once"),
            b"..-\x0freference-types..-\x0amultivalue"
        );
        assert!(without_new_types(wasm.repeat(2)).is_err());
        assert!(without_new_types(b"..".to_vec()).is_err());
    }
}
