//! What only a browser can do: keys and signatures, clock and randomness, posting. Nothing here decides anything.

mod keys;
mod once;
mod post;

use js_sys::{Date, Function, Math, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlSelectElement, Window};
use whatsapp_opt_in::phone::regions;

use crate::act::Moment;
use crate::compact;

pub(crate) use once::{Once, spawn};
pub(crate) use post::{Nonce, challenge, post};

/// Signs claims with the origin's key: the compact JWS. The error is for the console.
pub(crate) async fn sign(claims: &str) -> Result<String, JsValue> {
    let key = keys::origin_key().await?;
    let input = compact::signing_input(&key.public, claims);
    let signature = keys::sign(&key, input.as_bytes()).await?;
    Ok(compact::sign(input, &signature))
}

/// SHA-256 of a text, lower-case hex.
pub(crate) async fn sha256_hex(text: &str) -> Result<String, JsValue> {
    let mut hex = String::new();
    compact::push_hex(&mut hex, &keys::sha256(text.as_bytes()).await?);
    Ok(hex)
}

/// Whether this page may sign at all: `crypto.subtle` is missing on insecure pages.
pub(crate) fn can_sign() -> bool {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).unwrap_or(JsValue::NULL);
    crypto.is_object() && Reflect::has(crypto.unchecked_ref(), &"subtle".into()).unwrap_or(false)
}

/// Clock, place and randomness.
pub(crate) fn moment(nonce: Option<String>, notice_sha256: String) -> Moment {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    let page = origin.clone() + &location.pathname().unwrap_or_default();
    let mut random = [0; 10];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    Moment { origin, page, now_ms: Date::now() as u64, random, nonce, notice_sha256 }
}

/// Seconds since 1970.
pub(crate) fn now_s() -> f64 {
    Date::now() / 1000.0
}

/// In 0..1, for spreading retries.
pub(crate) fn random() -> f64 {
    Math::random()
}

/// Waits.
pub(crate) async fn sleep(ms: u32) {
    let timer = Promise::new(&mut |resolve: Function, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms as i32);
    });
    let _ = JsFuture::from(timer).await;
}

/// Fills a country select with every territory, named in `language` and sorted by name. Slow (tens of milliseconds
/// on a phone): for idle time or focus, never before first paint.
pub(crate) fn fill_countries(select: &HtmlSelectElement, language: &str, chosen: &str) {
    let names = display_names(language);
    let rows = js_sys::Array::new();
    for (region, calling_code) in regions() {
        let code = region.as_str();
        let of = names.as_ref().and_then(|(of, names)| of.call1(names, &code.into()).ok());
        let name = of.and_then(|name| name.as_string()).unwrap_or_else(|| code.to_owned());
        // The code comes last, where it is found again after sorting: two letters.
        rows.push(&[&name, " +", &calling_code.to_string(), code].concat().into());
    }
    // The browser sorts: it knows the alphabet, and a sort brought along is a kilobyte.
    let collator = js_sys::Intl::Collator::new(&js_sys::Array::of1(&language.into()), &Object::new());
    if let Ok(sort) = Reflect::get(&rows, &"sort".into()) {
        let _ = sort.unchecked_into::<Function>().call1(&rows, &collator.compare());
    }
    let Some(document) = select.owner_document() else { return };
    select.set_text_content(None);
    for row in rows.iter().filter_map(|row| row.as_string()) {
        let Some((label, code)) = row.len().checked_sub(2).and_then(|at| row.split_at_checked(at)) else {
            continue;
        };
        let Ok(option) = document.create_element("option") else { return };
        let _ = option.set_attribute("value", code);
        option.set_text_content(Some(label));
        let _ = select.append_child(&option);
    }
    select.set_value(chosen);
}

/// `Intl.DisplayNames` for regions, with its method `of`; `None` where it is missing or refuses the language.
fn display_names(language: &str) -> Option<(Function, JsValue)> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let options = object(&[("type", "region".into())]);
    let arguments = js_sys::Array::of2(&language.into(), &options);
    let names = Reflect::construct(&class, &arguments).ok()?;
    let of = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    Some((of, names))
}

/// A plain object.
fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn window() -> Window {
    web_sys::window().expect_throw("the widget runs in a window")
}
