//! What only a browser can do: keys and signatures, clock and randomness, posting. Nothing here decides anything.

mod keys;
mod post;

use std::rc::Rc;

use js_sys::{Date, Function, Math, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlSelectElement, Window};
use whatsapp_opt_in::consent::{Act, Algorithm, encode_compact};
use whatsapp_opt_in::phone::regions;

use crate::act::Moment;

pub(crate) use post::{challenge, post};

/// Signs an act with the origin's key: the compact JWS. The error is for the console.
pub(crate) async fn sign(act: &Act) -> Result<String, JsValue> {
    let key = keys::origin_key().await?;
    let input = act.signing_input(Algorithm::Es256, &key.jwk).map_err(|_| JsValue::NULL)?;
    let signature = keys::sign(&key, input.as_bytes()).await?;
    Ok(encode_compact(input, &signature))
}

/// Whether this page may sign at all: `crypto.subtle` is missing on insecure pages.
pub(crate) fn can_sign() -> bool {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).unwrap_or(JsValue::NULL);
    crypto.is_object() && Reflect::has(crypto.unchecked_ref(), &"subtle".into()).unwrap_or(false)
}

/// Clock, place and randomness.
pub(crate) fn moment(nonce: Option<String>) -> Moment {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    let page = origin.clone() + &location.pathname().unwrap_or_default();
    let mut random = [0; 10];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    Moment { origin, page, now_ms: Date::now() as u64, random, nonce }
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
    let name = |code: &str| -> String {
        let of = names.as_ref().and_then(|(of, names)| of.call1(names, &code.into()).ok());
        of.and_then(|name| name.as_string()).unwrap_or_else(|| code.to_owned())
    };
    let mut rows: Vec<(String, Rc<str>, u16)> = regions()
        .map(|(region, calling_code)| (name(region.as_str()), region.as_str().into(), calling_code))
        .collect();
    let collator = js_sys::Intl::Collator::new(&js_sys::Array::of1(&language.into()), &Object::new());
    let compare = collator.compare();
    rows.sort_by(|(a, ..), (b, ..)| {
        let order = compare.call2(&JsValue::UNDEFINED, &a.into(), &b.into());
        order.ok().and_then(|order| order.as_f64()).unwrap_or(0.0).total_cmp(&0.0)
    });
    let Some(document) = select.owner_document() else { return };
    select.set_text_content(None);
    for (name, code, calling_code) in rows {
        let Ok(option) = document.create_element("option") else { return };
        let _ = option.set_attribute("value", &code);
        option.set_text_content(Some(&format!("{name} +{calling_code}")));
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
