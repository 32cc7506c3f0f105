//! `locales/`: the texts of each language as a file that a page loads, made from the core's; `texts/`: the same as
//! modules, for bundlers.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use whatsapp_opt_in::text::{ALIASES, ALL, EN, MORE, MoreTexts, Texts};

/// Their folder in the package.
pub(crate) const FOLDER: &str = "locales";
/// The folder of the modules.
pub(crate) const MODULES: &str = "texts";
/// Bytes of the SHA-256 in a file's name: what the page checks the file by.
const HASH_BYTES: usize = 12;

/// Every language but English, which stands inside the wasm.
pub(crate) struct Locales(Vec<Locale>);

struct Locale {
    /// Tag in lower case.
    name: String,
    hash: String,
    json: Vec<u8>,
}

impl Locales {
    /// Writes the texts out.
    pub(crate) fn new() -> anyhow::Result<Self> {
        let others = ALL.iter().filter(|texts| texts.language != EN.language);
        Ok(Self(others.map(|texts| locale(texts)).collect::<anyhow::Result<_>>()?))
    }

    /// Writes the files, and takes away those of other versions.
    pub(crate) fn write(&self, out: &Path) -> anyhow::Result<()> {
        let (folder, modules) = (emptied(&out.join(FOLDER))?, emptied(&out.join(MODULES))?);
        for locale in &self.0 {
            std::fs::write(folder.join(format!("{}.{}.json", locale.name, locale.hash)), &locale.json)?;
            std::fs::write(modules.join(format!("{}.js", locale.name)), locale.module())?;
        }
        for (name, more) in more_in_others() {
            std::fs::write(modules.join(format!("more-{name}.js")), module(&object(more.entries())?))?;
        }
        // For servers that want the words; the element has English inside.
        std::fs::write(modules.join("en.js"), locale(&EN)?.module())?;
        Ok(())
    }

    /// What `element.js` knows of them: a call that imports each.
    pub(crate) fn imports(&self) -> String {
        let imports = self.0.iter().map(|locale| {
            let name = &locale.name;
            format!("{name:?}:()=>import(\"./{MODULES}/{name}.js\")")
        });
        let aliases = ALIASES
            .iter()
            .map(|(alias, name)| format!("{:?}:{:?}", alias.to_lowercase(), name.to_lowercase()));
        imports.chain(aliases).collect::<Vec<_>>().join(",")
    }

    /// What the page knows of them: members of an object in JavaScript.
    pub(crate) fn members(&self) -> anyhow::Result<String> {
        let mut members: Map<String, Value> =
            self.0.iter().map(|locale| (locale.name.clone(), locale.hash.clone().into())).collect();
        for (alias, name) in ALIASES {
            members.insert(alias.to_lowercase(), name.to_lowercase().into());
        }
        let object = serde_json::to_string(&members)?;
        Ok(object.trim_start_matches('{').trim_end_matches('}').to_owned())
    }

    /// Fails when another language than English has come into the wasm: every page would pay for it.
    pub(crate) fn stay_out_of(&self, wasm: &[u8]) -> anyhow::Result<()> {
        for texts in ALL.iter().filter(|texts| texts.language != EN.language) {
            let words = texts.error_unreachable.as_bytes();
            let inside = wasm.windows(words.len()).any(|window| window == words);
            ensure!(
                !inside,
                "the texts of {} are in the wasm; use text::EN there, not for_language",
                texts.language
            );
        }
        Ok(())
    }
}

impl Locale {
    fn module(&self) -> Vec<u8> {
        module(&self.json)
    }
}

/// The further texts of every language but English, by tag in lower case: modules, which pages and bundlers both take.
fn more_in_others() -> impl Iterator<Item = (String, &'static MoreTexts)> {
    let all = ALL.iter().zip(MORE).filter(|(texts, _)| texts.language != EN.language);
    all.map(|(texts, more)| (texts.language.to_lowercase(), *more))
}

/// What `more.js` knows of them: a call that imports each.
pub(crate) fn more_imports() -> String {
    let imports =
        more_in_others().map(|(name, _)| format!("{name:?}:()=>import(\"./{MODULES}/more-{name}.js\")"));
    imports.collect::<Vec<_>>().join(",")
}

/// And in English: the members of an object in JavaScript.
pub(crate) fn more_in_english() -> anyhow::Result<String> {
    let english = ALL.iter().zip(MORE).find(|(texts, _)| texts.language == EN.language).context("English")?.1;
    let object = String::from_utf8(object(english.entries())?)?;
    Ok(object.trim_start_matches('{').trim_end_matches('}').to_owned())
}

fn module(json: &[u8]) -> Vec<u8> {
    [b"export default ", json, b";\n"].concat()
}

fn object(entries: Vec<(&'static str, &str)>) -> anyhow::Result<Vec<u8>> {
    let members: Map<String, Value> =
        entries.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    Ok(serde_json::to_vec(&members)?)
}

fn emptied(folder: &Path) -> anyhow::Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("could not clear {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder)?;
    Ok(folder.to_path_buf())
}

fn locale(texts: &Texts) -> anyhow::Result<Locale> {
    let json = object(texts.entries())?;
    let hash = URL_SAFE.encode(&Sha256::digest(&json)[..HASH_BYTES]);
    Ok(Locale { name: texts.language.to_lowercase(), hash, json })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_one_file_whose_name_the_page_knows() {
        let locales = Locales::new().expect("texts");
        let out = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(out.path().join(FOLDER)).expect("a folder");
        std::fs::write(out.path().join(FOLDER).join("fr.old.json"), "{}").expect("a file");
        locales.write(out.path()).expect("written");
        let members: Map<String, Value> =
            serde_json::from_str(&format!("{{{}}}", locales.members().expect("members"))).expect("JSON");
        assert_eq!(std::fs::read_dir(out.path().join(FOLDER)).expect("a folder").count(), ALL.len() - 1);
        for texts in &ALL[1..] {
            let name = texts.language.to_lowercase();
            let hash = members[&name].as_str().expect("a hash");
            let file = out.path().join(FOLDER).join(format!("{name}.{hash}.json"));
            let read: Map<String, Value> =
                serde_json::from_slice(&std::fs::read(file).expect("a file")).expect("JSON");
            assert_eq!(read["consent"], texts.consent);
            assert_eq!(read.len(), Texts::KEYS.len());
            let module =
                std::fs::read(out.path().join(MODULES).join(format!("{name}.js"))).expect("a module");
            assert!(module.starts_with(b"export default {") && module.ends_with(b"};\n"), "{name}");
            assert!(locales.imports().contains(&format!("import(\"./texts/{name}.js\")")), "{name}");
            let more = std::fs::read_to_string(out.path().join(MODULES).join(format!("more-{name}.js")));
            assert!(more.expect("a module").contains("\"confirm\":"), "{name}");
            assert!(more_imports().contains(&format!("import(\"./texts/more-{name}.js\")")), "{name}");
        }
        for (alias, name) in ALIASES {
            assert!(members.contains_key(members[&alias.to_lowercase()].as_str().expect(name)), "{alias}");
        }
    }

    #[test]
    fn a_language_inside_the_wasm_is_noticed() {
        let locales = Locales::new().expect("texts");
        let french = whatsapp_opt_in::text::for_language("fr").error_unreachable.as_bytes();
        assert!(locales.stay_out_of(EN.error_unreachable.as_bytes()).is_ok());
        assert!(locales.stay_out_of(&[b"..", french, b".."].concat()).is_err());
    }
}
