//! Short names for what wasm and glue say to each other. wasm-bindgen ends each name in sixteen digits of a hash,
//! which no compression takes away, on both sides.

use anyhow::{Context, ensure};
use serde_json::Value;

/// What wasm-opt renamed, as `--minify-imports-and-exports-and-modules` prints it.
pub(crate) struct Names(Value);

impl Names {
    /// Reads wasm-opt's list.
    pub(crate) fn read(list: &str) -> anyhow::Result<Self> {
        Ok(Self(serde_json::from_str(list).context("wasm-opt printed no list of names")?))
    }

    /// The glue with the names the wasm has now.
    pub(crate) fn rename(&self, glue: &str) -> anyhow::Result<String> {
        let mut text = glue.to_owned();
        let mut module = None;
        for row in self.rows("imports")? {
            let [from, name, short] = row[..] else { anyhow::bail!("an import in {} parts", row.len()) };
            module.get_or_insert(from);
            ensure!(module == Some(from), "imports of two modules: {module:?} and {from:?}");
            text = replace_once(&text, &format!("{name}: function("), &format!("{short}: function("))?;
        }
        if let Some(module) = module {
            text = replace_once(&text, &format!("{module:?}: import0"), "\"a\": import0")?;
        }
        let exports = self.rows("exports")?;
        let mut pieces = text.split("wasm.");
        let mut renamed = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let end = piece.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'));
            let (name, rest) = piece.split_at(end.unwrap_or(piece.len()));
            let short = exports.iter().find(|row| row.first() == Some(&name)).and_then(|row| row.get(1));
            renamed += "wasm.";
            renamed += short.unwrap_or(&name);
            renamed += rest;
        }
        Ok(renamed)
    }

    fn rows(&self, kind: &str) -> anyhow::Result<Vec<Vec<&str>>> {
        let rows = self.0[kind].as_array().with_context(|| format!("wasm-opt listed no {kind}"))?;
        Ok(rows
            .iter()
            .map(|row| row.as_array().into_iter().flatten().filter_map(Value::as_str).collect())
            .collect())
    }
}

fn replace_once(text: &str, from: &str, to: &str) -> anyhow::Result<String> {
    ensure!(text.matches(from).count() == 1, "expected {from:?} once in the glue; did its form change?");
    Ok(text.replacen(from, to, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"{"imports":[["./x_bg.js","__wbg_now_01","b"],["./x_bg.js","__wbg_new_02","c"]],
        "exports":[["widget_new","d"],["widget","e"]]}"#;
    const GLUE: &str = "{ __wbg_now_01: function(a) { wasm.widget(a); },\n__wbg_new_02: function() {} };\n\
        x = { \"./x_bg.js\": import0 };\nwasm.widget_new(1); wasm = instance.exports;";

    #[test]
    fn the_glue_follows_the_wasm() {
        let names = Names::read(LIST).expect("a list");
        assert_eq!(
            names.rename(GLUE).expect("renamed"),
            "{ b: function(a) { wasm.e(a); },\nc: function() {} };\nx = { \"a\": import0 };\nwasm.d(1); \
             wasm = instance.exports;"
        );
    }

    #[test]
    fn glue_of_another_form_is_an_error() {
        let names = Names::read(LIST).expect("a list");
        assert!(names.rename(&GLUE.replace(": function", ": (a) =>")).is_err());
        assert!(Names::read("no list").is_err());
    }
}
