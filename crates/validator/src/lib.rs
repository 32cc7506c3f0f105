//! The core for JavaScript: plain objects with TypeScript types, in browser and Node.
//!
//! - [`answer`]: telephone numbers.
//! - [`lint`]: opt-ins judged, and the widget's settings.
//! - [`notice`]: the words a widget will show, and what it can be set to.
//! - [`verify`]: acts, receipts and whole records verified offline.
//!
//! `cargo xtask validator` builds the package.

pub mod answer;
pub mod lint;
pub mod notice;
pub mod verify;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use whatsapp_opt_in::phone::{self, METADATA_SOURCE, METADATA_VERSION, PhoneNumber, Region};

use answer::{Edited, Parsed, RegionCode};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

#[wasm_bindgen]
extern "C" {
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "ParsedPhone")]
    pub type ParsedPhone;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "Phone | undefined")]
    pub type MaybePhone;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "RegionCode[]")]
    pub type RegionCodes;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "EditedText")]
    pub type EditedText;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "PhoneKind")]
    pub type PhoneKind;
}

/// A value as a plain object. The shapes here cannot fail to become one; should they ever, it is `undefined`.
fn object<T: JsCast>(value: &impl Serialize) -> T {
    serde_wasm_bindgen::to_value(value).unwrap_or(JsValue::UNDEFINED).unchecked_into()
}

/// Reads options as JSON has them: a member that nobody knows is named, not passed over. Nothing at all is the default.
fn given<T: Default + for<'a> serde::Deserialize<'a>>(value: &JsValue) -> Result<T, String> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_default();
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// Reads what a person typed and says everything there is to say about it. A number without `+` belongs to `region`
/// (ISO 3166-1 alpha-2). Any string gets an answer; nothing is thrown.
#[wasm_bindgen(js_name = parsePhone)]
pub fn parse_phone(number: &str, region: Option<String>) -> ParsedPhone {
    object(&Parsed::new(number, region.as_deref().unwrap_or("")))
}

/// Whether a number is in use in this very region's plan.
#[wasm_bindgen(js_name = isValidForRegion)]
pub fn is_valid_for_region(number: &str, region: &str) -> bool {
    let Some(region) = Region::new(region) else { return false };
    PhoneNumber::parse(number, Some(region)).is_ok_and(|n| n.is_valid_for_region(region))
}

/// Google's example number of a kind in a region.
#[wasm_bindgen(js_name = examplePhone)]
pub fn example_phone(region: &str, kind: PhoneKind) -> MaybePhone {
    let kind = JsValue::from(kind).as_string().and_then(|name| answer::kind(&name));
    let found = Region::new(region).zip(kind).and_then(|(region, kind)| phone::example(region, kind));
    match found {
        Some(number) => object(&answer::Phone::new(&number)),
        None => JsValue::UNDEFINED.unchecked_into(),
    }
}

/// Every region with its calling code; a code's main region comes first.
#[wasm_bindgen]
pub fn regions() -> RegionCodes {
    let all: Vec<RegionCode> = phone::regions().map(RegionCode::new).collect();
    object(&all)
}

/// The version of Google's metadata behind the answers, e.g. `9.0.43`.
#[wasm_bindgen(js_name = metadataVersion)]
pub fn metadata_version() -> String {
    METADATA_VERSION.to_owned()
}

/// Where that metadata was taken from: a package of a public registry.
#[wasm_bindgen(js_name = metadataSource)]
pub fn metadata_source() -> String {
    METADATA_SOURCE.to_owned()
}

/// Formats a whole field after an edit. `caret` counts as `selectionStart` does, in UTF-16 units, before and after.
#[wasm_bindgen(js_name = formatAsYouType)]
pub fn format_as_you_type(region: Option<String>, text: &str, caret: usize) -> EditedText {
    object(&Edited::new(region.as_deref().unwrap_or(""), text, caret))
}

/// Formats while a person types, character by character.
#[wasm_bindgen]
pub struct AsYouType {
    region: Option<Region>,
    typed: phone::AsYouType,
}

#[wasm_bindgen]
impl AsYouType {
    /// For numbers of `region`, or international ones without.
    #[wasm_bindgen(constructor)]
    pub fn new(region: Option<String>) -> AsYouType {
        let region = region.as_deref().and_then(Region::new);
        Self { region, typed: phone::AsYouType::new(region) }
    }

    /// Adds what was typed and returns everything typed so far, formatted.
    pub fn push(&mut self, characters: &str) -> String {
        characters.chars().for_each(|c| _ = self.typed.push(c));
        self.text()
    }

    /// Everything typed so far, formatted. For a caret in it, and for what is taken away, use `formatAsYouType`.
    pub fn text(&self) -> String {
        self.typed.text().to_owned()
    }

    /// Forgets what was typed; the next number begins.
    pub fn reset(&mut self) {
        self.typed = phone::AsYouType::new(self.region);
    }
}
