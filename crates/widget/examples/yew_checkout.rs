//! A checkout as a Yew application, with the opt-in in its form. `cargo xtask test embed` builds it and gives a consent in
//! it; with Trunk it is `trunk serve --example yew_checkout`.

use whatsapp_opt_in::text::languages::{EN, FR};
use whatsapp_opt_in_widget::{Config, ConfigError, Consent, OptIn};
use yew::prelude::*;

/// The attributes of the custom element are the settings; addresses are absolute.
fn config(french: bool) -> Result<Config, ConfigError> {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    // Only the languages that are named here become part of the program.
    let texts = if french { &FR } else { &EN };
    Config::read(texts.into(), |name| match name {
        "company" => Some("Acme".to_owned()),
        "privacy-url" => Some(format!("{origin}/privacy")),
        "purposes" => Some("order-confirmation delivery-status".to_owned()),
        "country" => Some("FR".to_owned()),
        _ => None,
    })
}

#[component]
fn Checkout() -> Html {
    let french = use_state(|| false);
    let said = use_state(|| "No consent yet");
    let on_consent = {
        let said = said.clone();
        Callback::from(move |consent: Consent| {
            said.set(if consent.withdrawn { "Taken back" } else { "Consent given" });
        })
    };
    let switch = {
        let french = french.clone();
        Callback::from(move |_: MouseEvent| french.set(true))
    };
    let card = match config(*french) {
        Ok(config) => html! { <OptIn {config} in_form=true {on_consent} /> },
        Err(error) => html! { <p>{ error.code() }</p> },
    };
    html! {
        <form action="/checkout" method="post">
            { card }
            <p id="said">{ *said }</p>
            <button type="button" id="french" onclick={switch}>{ "Français" }</button>
            <button type="submit">{ "Order" }</button>
        </form>
    }
}

fn main() {
    yew::Renderer::<Checkout>::new().render();
}
