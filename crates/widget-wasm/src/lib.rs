//! The wasm behind the custom element: [`Widget`] joins controller and card; the shell in JavaScript is its host.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Element;
use whatsapp_opt_in::text::{EN, Texts};
use whatsapp_opt_in_widget::{
    Card, Config, Controller, Failure, Fault, Host, Input, State, View, category_by_name, each_region,
    fault_message, use_engine,
};
use yew::{AppHandle, Renderer};

/// Two-level segregated fit: as quick as the standard library's allocator, and a third of its size.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen]
extern "C" {
    /// What the shell passes in: plain functions around one element.
    pub type Shell;
    /// A setting by attribute name, resolved: URLs absolute, country with its fallbacks.
    #[wasm_bindgen(method, structural)]
    fn setting(this: &Shell, name: &str) -> Option<String>;
    /// A text by name: the site's own, or the language's; `None` where the English one inside stands.
    #[wasm_bindgen(method, structural)]
    fn text(this: &Shell, name: &str) -> Option<String>;
    /// Something changed. `state` is to be kept and handed back; `message` is empty while the form may be submitted.
    #[wasm_bindgen(method, structural)]
    fn changed(
        this: &Shell,
        record: Option<&str>,
        state: &str,
        phase: &str,
        message: &str,
        country: &str,
        complain: bool,
    );
    #[wasm_bindgen(method, structural)]
    fn consent(this: &Shell, record: &str, withdrawn: bool, receipt: Option<&str>, confirm: Option<&str>);
    #[wasm_bindgen(method, structural)]
    fn failed(this: &Shell, code: &str, message: &str, retryable: bool);
    #[wasm_bindgen(method, structural, js_name = hasForm)]
    fn has_form(this: &Shell) -> bool;

    /// A question to the phone engine, once it is here.
    #[wasm_bindgen(js_name = askPhone)]
    fn ask_phone(question: &str) -> Option<String>;
}

/// Text and caret after formatting.
#[wasm_bindgen(getter_with_clone)]
pub struct Edited {
    /// The field's new text.
    pub text: String,
    /// The caret's place in it, in characters.
    pub caret: usize,
}

/// One card in one shadow root.
#[wasm_bindgen]
pub struct Widget {
    shell: Rc<Shell>,
    controller: Controller,
    card: Rc<RefCell<Option<AppHandle<Card>>>>,
}

#[wasm_bindgen]
impl Widget {
    /// Mounts a card into a shadow root. Throws `code: detail` when a setting is missing.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element, shell: Shell, state: Option<String>) -> Result<Widget, JsError> {
        let shell = Rc::new(shell);
        let config = read(&shell)?;
        let state = state.and_then(|state| State::from_text(&state));
        let card = Rc::new(RefCell::new(None));
        let host = ShellHost { shell: shell.clone(), card: card.clone() };
        let controller = Controller::new(config, state, Box::new(host));
        *card.borrow_mut() = Some(Renderer::<Card>::with_root_and_props(root, controller.view()).render());
        controller.start();
        Ok(Self { shell, controller, card })
    }

    /// Reads the settings again.
    pub fn configure(&self) -> Result<(), JsError> {
        self.controller.configure(read(&self.shell)?);
        Ok(())
    }

    /// A person ticked or unticked the box of a category; `input` is `pointer`, `keyboard` or `other`.
    pub fn tick(&self, category: &str, ticked: bool, input: &str) {
        if let Some(category) = category_by_name(category) {
            self.controller.tick(category, ticked, Input::new(input));
        }
    }

    /// The person edited the number; the caret counts characters.
    pub fn edit(&self, text: &str, caret: usize) -> Edited {
        let (text, caret) = self.controller.edit_number(text, caret);
        Edited { text, caret }
    }

    /// The person left the number field.
    pub fn leave(&self) {
        self.controller.leave_number();
    }

    /// The page's own phone field changed.
    pub fn follow(&self, text: &str) {
        self.controller.follow_number(text);
    }

    /// The person chose a country.
    pub fn choose(&self, country: &str) {
        self.controller.choose_country(country);
    }

    /// The phone engine is here.
    #[wasm_bindgen(js_name = engineIsHere)]
    pub fn engine_is_here(&self) {
        use_engine(ask_phone);
        self.controller.engine_is_here();
    }

    /// The form found the number unusable.
    pub fn complain(&self) {
        self.controller.complain();
    }

    /// The person came to the card.
    pub fn approach(&self) {
        self.controller.approach();
    }

    /// The form switches the card off or on.
    pub fn disable(&self, disabled: bool) {
        self.controller.disable(disabled);
    }

    /// The territories with their calling codes: `FR33 GB44 …`.
    pub fn regions(&self) -> String {
        let mut all = String::new();
        each_region(&mut |region, code| {
            all.extend([region.as_str(), &code.to_string(), " "]);
        });
        all
    }

    /// Posts the record now, or once it is signed.
    pub fn send(&self) {
        self.controller.send();
    }

    /// Back to the beginning.
    pub fn reset(&self) {
        self.controller.reset();
    }

    /// Takes over a kept state.
    pub fn restore(&self, state: &str) {
        if let Some(state) = State::from_text(state) {
            self.controller.restore(state);
        }
    }

    /// Takes the card out of its shadow root.
    pub fn destroy(self) {
        self.controller.close();
        if let Some(card) = self.card.take() {
            card.destroy();
        }
    }
}

fn read(shell: &Shell) -> Result<Config, JsError> {
    let texts = Texts::from(&EN).with(|name| shell.text(name));
    Config::read(texts, |name| shell.setting(name))
        // The sentences for it are in `messages.js`, which a page without faults never loads.
        .map_err(|e| JsError::new(&[e.code(), ": ", e.detail()].concat()))
}

struct ShellHost {
    shell: Rc<Shell>,
    card: Rc<RefCell<Option<AppHandle<Card>>>>,
}

impl Host for ShellHost {
    fn changed(&self, view: View, fault: Option<Fault>) {
        let message = fault.map_or("", |fault| fault_message(fault, &view.config.texts));
        let state = &view.state;
        let complain = state.complain;
        self.shell.changed(
            state.record(),
            &state.to_text(),
            state.phase.name(),
            message,
            &state.country,
            complain,
        );
        if let Some(card) = self.card.borrow_mut().as_mut() {
            card.update(view);
        }
    }

    fn consent(&self, record: &str, withdrawn: bool, receipt: Option<&str>, confirm: Option<&str>) {
        self.shell.consent(record, withdrawn, receipt, confirm);
    }

    fn failed(&self, failure: &Failure) {
        self.shell.failed(&failure.code, failure.message, failure.retryable);
    }

    fn has_form(&self) -> bool {
        self.shell.has_form()
    }
}
