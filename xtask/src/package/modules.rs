//! `whatsapp-opt-in.wasm`: the widget's module, and the phone engine's as a custom section behind it. In one file they
//! come in this order over one connection, and the box can be ticked before the engine is here. The beginning alone is a
//! module, and so is the whole.

use sha2::{Digest, Sha256};

/// How browsers call both modules in traces: the shell knows its own traps by it.
const NAME: &str = "whatsapp-opt-in";
/// The section's.
const ENGINE: &str = "phone-engine";

/// What goes into the file.
pub(super) struct Modules {
    widget: Vec<u8>,
    /// The section up to the engine.
    head: Vec<u8>,
    engine: Vec<u8>,
}

impl Modules {
    /// Both as wasm-opt made them.
    pub(super) fn new(widget: Vec<u8>, engine: Vec<u8>) -> Self {
        let (widget, engine) = (named(widget), named(engine));
        let mut name = length(ENGINE.len());
        name.extend(ENGINE.bytes());
        let head = [vec![0], length(name.len() + engine.len()), name].concat();
        Self { widget, head, engine }
    }

    /// The file.
    pub(super) fn file(&self) -> Vec<u8> {
        [&*self.widget, &self.head, &self.engine].concat()
    }

    /// The widget's part of it.
    pub(super) fn widget(&self) -> &[u8] {
        &self.widget
    }

    /// The engine's.
    pub(super) fn engine(&self) -> &[u8] {
        &self.engine
    }

    /// What the shell must know of it, by place.
    pub(super) fn facts(&self) -> [(&'static str, String); 5] {
        let file = self.file();
        let hash = |bytes: &[u8]| {
            let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{hex:?}")
        };
        [
            ("WIDGET_BYTES", self.widget.len().to_string()),
            ("WIDGET_SHA256", hash(&self.widget)),
            ("ENGINE_AT", (file.len() - self.engine.len()).to_string()),
            ("WASM_BYTES", file.len().to_string()),
            ("WASM_SHA256", hash(&file)),
        ]
    }
}

/// A module with its name: the first part of the section `name`.
fn named(mut module: Vec<u8>) -> Vec<u8> {
    let text = [length(NAME.len()), NAME.into()].concat();
    let section = [&[4][..], b"name", &[0], &length(text.len()), &text].concat();
    module.push(0);
    module.extend(length(section.len()));
    module.extend(section);
    module
}

/// As WebAssembly writes numbers: unsigned LEB128.
fn length(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_beginning_are_modules_and_the_engine_lies_where_it_is_said() {
        let empty = walrus::Module::default().emit_wasm();
        // Long enough for a length of two bytes.
        let mut long = walrus::Module::default();
        long.customs.add(walrus::RawCustomSection { name: "x".into(), data: vec![7; 300] });
        let modules = Modules::new(empty, long.emit_wasm());
        let file = modules.file();
        let facts = modules.facts();
        let number = |place: &str| -> usize {
            let (_, value) = facts.iter().find(|(name, _)| *name == place).expect("a fact");
            value.parse().expect("a number")
        };
        let engine = &file[number("ENGINE_AT")..];
        assert_eq!((engine, number("WASM_BYTES")), (modules.engine(), file.len()));
        for part in [&file[..], &file[..number("WIDGET_BYTES")], engine] {
            let module = walrus::Module::from_buffer(part).expect("a module");
            assert_eq!(module.name.as_deref(), Some(NAME));
        }
        let whole = walrus::Module::from_buffer(&file).expect("a module");
        assert!(whole.customs.iter().any(|(_, section)| section.name() == ENGINE));
    }
}
