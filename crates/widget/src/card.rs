//! The card: what the person sees. It only draws; whoever mounts it listens and tells the controller.

use std::rc::Rc;

use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::text::{Prompt, PromptBox};
use yew::prelude::*;

use crate::config::Config;
use crate::logo;
use crate::number::{Fault, each_region, fault_message};
use crate::state::{Phase, State};

/// Everything there is to draw.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct View {
    /// The site's settings.
    pub config: Rc<Config>,
    /// The words.
    pub prompt: Rc<Prompt>,
    /// What the person did so far.
    pub state: State,
    /// What is shown against the number.
    pub fault: Option<Fault>,
    /// Whether the form switched the card off.
    pub disabled: bool,
    /// Put before each id, where several cards share one document (Yew applications); empty in a shadow root.
    pub prefix: AttrValue,
}

/// Draws a [`View`].
#[derive(Debug)]
pub struct Card;

impl Component for Card {
    type Message = ();
    type Properties = View;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let view = ctx.props();
        let texts = &view.config.texts;
        let phase = view.state.phase.name();
        html! {
            <div part="card" class="card" role="group" aria-label="WhatsApp" lang={texts.language.clone()}
                dir={texts.dir.clone()} data-phase={phase}>
                <div class="brand" part="brand">
                    <svg part="logo" class="logo" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                        <path d={logo::PATH} />
                    </svg>
                    <span>{ "WhatsApp" }</span>
                </div>
                { for view.prompt.boxes.iter().map(|choice| self.choice(view, choice)) }
                { self.number(view) }
                <p class="small">
                    <span id={id(view, "stop")}>
                        if let Some(terms) = view.prompt.terms.clone() {
                            <span part="terms">{ terms }</span>
                            { " " }
                        }
                        <span part="stop">{ view.prompt.stop.clone() }</span>
                    </span>
                    { " " }
                    <a part="privacy" href={view.config.privacy_url.clone()} target="_blank" rel="noopener">
                        { view.prompt.privacy.clone() }
                    </a>
                </p>
                <p part="status" class="status" role="status">{ status(view) }</p>
                // What comes afterwards is put in from outside.
                <div part="more"></div>
            </div>
        }
    }
}

impl Card {
    fn choice(&self, view: &View, choice: &PromptBox) -> Html {
        html! {
            <label class="choice" part="choice">
                <input type="checkbox" part="box" class="box" data-category={category_name(choice.category)}
                    checked={view.state.ticked.contains(&choice.category)} disabled={view.disabled}
                    aria-describedby={id(view, "stop")} />
                <span>{ emphasise(&choice.label, &view.config.company) }</span>
            </label>
        }
    }

    fn number(&self, view: &View) -> Html {
        let texts = &view.config.texts;
        let message = view.fault.map_or("", |fault| fault_message(fault, texts));
        html! {
            <div class="field">
                <label class="label" part="label" for={id(view, "number")}>{ &texts.number }</label>
                <div class="phone" part="phone" dir="ltr">
                    <span class="country">
                        <span class="code" aria-hidden="true">{ calling_code(&view.state.country) }</span>
                        // Its options are filled in later, from outside: on idle or on focus.
                        <select part="country" class="select" aria-label={texts.country.clone()}
                            disabled={view.disabled}></select>
                    </span>
                    <input type="tel" part="number" class="number" id={id(view, "number")}
                        value={view.state.number.clone()} autocomplete="tel" inputmode="tel" maxlength="40"
                        disabled={view.disabled} aria-invalid={view.fault.map(|_| "true")}
                        aria-describedby={id(view, "error")} />
                </div>
                <p part="error" class="error" id={id(view, "error")} aria-live="polite">{ message }</p>
            </div>
        }
    }
}

fn id(view: &View, name: &'static str) -> AttrValue {
    if view.prefix.is_empty() { name.into() } else { [&view.prefix, "-", name].concat().into() }
}

/// The sentence with the company's name emphasised.
fn emphasise(sentence: &str, company: &str) -> Html {
    match sentence.split_once(company) {
        Some((before, after)) => {
            html! { <>{ before.to_owned() }<strong>{ company.to_owned() }</strong>{ after.to_owned() }</> }
        }
        None => html! { sentence.to_owned() },
    }
}

/// `FR +33`, the closed face of the select.
fn calling_code(country: &str) -> String {
    let mut text = "+".to_owned();
    each_region(&mut |region, code| {
        if region.as_str() == country {
            text = [country, " +", &code.to_string()].concat();
        }
    });
    text
}

fn status(view: &View) -> &str {
    let texts = &view.config.texts;
    match view.state.phase {
        Phase::Sending => &texts.sending,
        Phase::Retrying => &texts.retrying,
        Phase::Sent => &texts.sent,
        Phase::Refused => &texts.refused,
        Phase::Empty | Phase::Signing | Phase::Ready => "",
    }
}

/// The value of a box's `data-category`, as in the record.
pub fn category_name(category: Category) -> &'static str {
    match category {
        Category::Utility => "utility",
        Category::Marketing => "marketing",
        Category::Authentication => "authentication",
    }
}

/// Reads a box's `data-category`.
pub fn category_by_name(name: &str) -> Option<Category> {
    use Category::*;
    [Utility, Marketing, Authentication].into_iter().find(|category| category_name(*category) == name)
}
