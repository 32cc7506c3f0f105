//! The opt-in as a component for Yew applications: card and controller together, in a shadow root of its own.
//!
//! Its listeners are Yew's, on the shadow root: the card is a portal of the application's own tree, so nothing reaches
//! another application. Yew does not release the listeners of such a root, so each mount costs a few small closures.
//! The custom element, which pages mount and remove at will, has no listeners of Yew's for that reason.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{
    CssStyleSheet, Event, HtmlInputElement, HtmlSelectElement, InputEvent, ShadowRootInit, ShadowRootMode,
};
use yew::html::Scope;
use yew::prelude::*;

use crate::card::{Card, View, category_by_name};
use crate::config::Config;
use crate::controller::{Controller, Failure, Host};
use crate::number::Fault;
use crate::state::Input;

/// The style sheet of the card.
const STYLE: &str = include_str!("../js/style.css");

/// What the application passes in.
#[derive(Clone, PartialEq, Properties)]
pub struct OptInProps {
    /// The settings.
    pub config: Config,
    /// Name of the form field with the record.
    #[prop_or(AttrValue::Static("whatsapp_consent"))]
    pub name: AttrValue,
    /// Whether a form around it carries the record. Otherwise it is posted as soon as it is complete, if there is
    /// an endpoint.
    #[prop_or_default]
    pub in_form: bool,
    /// Whether it is switched off.
    #[prop_or_default]
    pub disabled: bool,
    /// There is a record.
    #[prop_or_default]
    pub on_consent: Callback<Consent>,
    /// Something failed.
    #[prop_or_default]
    pub on_failure: Callback<Failure>,
}

/// A record, as [`OptInProps::on_consent`] gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The compact JWS.
    pub record: String,
    /// Whether it takes everything back.
    pub withdrawn: bool,
    /// The endpoint's receipt.
    pub receipt: Option<String>,
    /// Where the person confirms the number on WhatsApp, if the endpoint asks for it.
    pub confirm: Option<String>,
}

/// The opt-in: draws the card, signs, posts.
pub struct OptIn {
    controller: Controller,
    view: View,
    host: NodeRef,
    shadow: Option<web_sys::Element>,
    input: Input,
    in_form: Rc<Cell<bool>>,
}

/// What happens to an [`OptIn`].
#[derive(Debug)]
pub enum Msg {
    /// The controller has something new to draw.
    Changed(Box<View>),
    /// A pointer or a key was used.
    Used(Input),
    /// An event of the card.
    Event(Event),
    /// There is a record.
    Consent(Consent),
    /// Something failed.
    Failed(Failure),
}

impl std::fmt::Debug for OptIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OptIn").finish_non_exhaustive()
    }
}

impl Component for OptIn {
    type Message = Msg;
    type Properties = OptInProps;

    fn create(ctx: &Context<Self>) -> Self {
        let in_form = Rc::new(Cell::new(ctx.props().in_form));
        let host = ComponentHost { scope: ctx.link().clone(), in_form: in_form.clone() };
        let controller = Controller::new(ctx.props().config.clone(), None, Box::new(host));
        controller.disable(ctx.props().disabled);
        let view = controller.view();
        Self { controller, view, host: NodeRef::default(), shadow: None, input: Input::Other, in_form }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &OptInProps) -> bool {
        self.in_form.set(ctx.props().in_form);
        self.controller.configure(ctx.props().config.clone());
        self.controller.disable(ctx.props().disabled);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Changed(view) => {
                self.view = *view;
                return true;
            }
            Msg::Used(input) => self.input = input,
            Msg::Event(event) => self.on_event(&event),
            Msg::Consent(consent) => ctx.props().on_consent.emit(consent),
            Msg::Failed(failure) => ctx.props().on_failure.emit(failure),
        }
        false
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let record = self.view.state.record().map(str::to_owned);
        let event = ctx.link().callback(|event: Event| Msg::Event(event));
        let input = ctx.link().callback(|event: InputEvent| Msg::Event(event.into()));
        let focus = ctx.link().callback(|event: FocusEvent| Msg::Event(event.into()));
        let pointer = ctx.link().callback(|_: PointerEvent| Msg::Used(Input::Pointer));
        let key = ctx.link().callback(|_: KeyboardEvent| Msg::Used(Input::Keyboard));
        let click = Callback::from(|event: MouseEvent| {
            if !event.is_trusted() {
                event.prevent_default();
            }
        });
        let card = self.shadow.clone().map(|shadow| {
            let card = html! {
                <div onchange={event} oninput={input} onfocusin={focus} onpointerdown={pointer} onkeydown={key}
                    onclick={click}>
                    <Card ..self.view.clone() />
                </div>
            };
            yew::create_portal(card, shadow)
        });
        html! {
            <>
                <div ref={self.host.clone()}></div>
                // Not `for`: a list that grows would move the nodes beside it, and the host is what holds the shadow.
                if let Some(card) = card {
                    { card }
                }
                if let Some(record) = record {
                    <input type="hidden" name={ctx.props().name.clone()} value={record} />
                }
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && let Some(host) = self.host.cast::<web_sys::Element>() {
            self.shadow = Some(shadow_root(&host));
            self.controller.start();
            ctx.link().send_message(Msg::Changed(Box::new(self.controller.view())));
        }
        // A number that names its country has chosen it.
        let select = self.shadow.as_ref().and_then(|shadow| shadow.query_selector("select").ok().flatten());
        if let Some(select) = select.and_then(|select| select.dyn_into::<HtmlSelectElement>().ok()) {
            select.set_value(&self.view.state.country);
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.controller.close();
    }
}

impl OptIn {
    fn on_event(&mut self, event: &Event) {
        let Some(target) = event.target() else { return };
        if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
            match event.type_().as_str() {
                "change" => self.controller.choose_country(&select.value()),
                "focusin" if select.length() == 0 => self.controller.fill_countries(select),
                _ => {}
            }
        }
        if event.type_() == "focusin" {
            self.controller.approach();
        }
        let Some(field) = target.dyn_ref::<HtmlInputElement>() else { return };
        match (event.type_().as_str(), field.get_attribute("data-category")) {
            ("change", Some(category)) if event.is_trusted() => {
                if let Some(category) = category_by_name(&category) {
                    self.controller.tick(category, field.checked(), self.input);
                }
                self.input = Input::Other;
            }
            ("change", None) => self.controller.leave_number(),
            // An input method is at work: what it will write is not there yet.
            ("input", None) if event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) => {}
            ("input", None) => {
                let caret = field.selection_start().ok().flatten().unwrap_or(u32::MAX);
                let (text, mut caret) = self.controller.edit_number(&field.value(), caret as usize);
                if text != field.value() {
                    // Delete goes on at the next digit: the separator before it comes back.
                    if event.dyn_ref::<InputEvent>().is_some_and(|e| e.input_type().ends_with("Forward")) {
                        let behind = text.chars().skip(caret);
                        caret += behind.take_while(|c| !c.is_numeric() && *c != '+').count();
                    }
                    field.set_value(&text);
                    let _ = field.set_selection_range(caret as u32, caret as u32);
                }
            }
            _ => {}
        }
    }
}

/// Gives an element a shadow root with the card's style.
fn shadow_root(host: &web_sys::Element) -> web_sys::Element {
    let root =
        host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).expect_throw("a div takes a shadow");
    if let Ok(sheet) = CssStyleSheet::new() {
        let _ = sheet.replace_sync(STYLE);
        root.set_adopted_style_sheets(&js_sys::Array::of1(&sheet));
    }
    // Yew mounts portals into an `Element`; a shadow root has all the methods it uses.
    root.unchecked_into()
}

struct ComponentHost {
    scope: Scope<OptIn>,
    in_form: Rc<Cell<bool>>,
}

impl Host for ComponentHost {
    fn changed(&self, view: View, _: Option<Fault>) {
        self.scope.send_message(Msg::Changed(Box::new(view)));
    }

    fn consent(&self, record: &str, withdrawn: bool, receipt: Option<&str>, confirm: Option<&str>) {
        let (receipt, confirm) = (receipt.map(str::to_owned), confirm.map(str::to_owned));
        let record = record.to_owned();
        self.scope.send_message(Msg::Consent(Consent { record, withdrawn, receipt, confirm }));
    }

    fn failed(&self, failure: &Failure) {
        self.scope.send_message(Msg::Failed(failure.clone()));
    }

    fn has_form(&self) -> bool {
        self.in_form.get()
    }
}
