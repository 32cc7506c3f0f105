//! Takes what happens, keeps the state, signs, posts, and tells its host.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::HtmlSelectElement;
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::phone::Region;
use whatsapp_opt_in::text::Prompt;

use crate::browser::{Nonce, Once};
use crate::card::View;
use crate::config::Config;
use crate::number::Fault;
use crate::retry::{Answer, delay_ms, renews};
use crate::state::{Choice, Input, Phase, SignedAct, State};
use crate::{act, browser};

/// A nonce is not used in its last seconds.
const NONCE_MARGIN_S: f64 = 15.0;

/// Who mounts a card: the shell of the custom element, or a Yew component.
pub trait Host {
    /// Something changed: draw it, keep the state, set the form's value and validity. `fault` is the number's,
    /// whether it is shown yet or not.
    fn changed(&self, view: View, fault: Option<Fault>);
    /// There is a record: stored by the endpoint (perhaps with a receipt, and an address where the person confirms the
    /// number on WhatsApp), or, without endpoint, ready in the form.
    fn consent(&self, record: &str, withdrawn: bool, receipt: Option<&str>, confirm: Option<&str>);
    /// Something failed; nothing is lost.
    fn failed(&self, failure: &Failure);
    /// Whether a form will carry the record; without one it is posted as soon as it is complete.
    fn has_form(&self) -> bool;
}

/// What failed, for the site's developer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The stable code.
    pub code: String,
    /// What happened, without personal data.
    pub message: &'static str,
    /// Whether it is tried again.
    pub retryable: bool,
}

/// One mounted card's mind. Cloning shares it.
#[derive(Clone)]
pub struct Controller(Rc<Shared>);

struct Shared {
    host: Box<dyn Host>,
    inner: RefCell<Inner>,
}

struct Inner {
    config: Rc<Config>,
    prompt: Rc<Prompt>,
    state: State,
    disabled: bool,
    /// Counts what was asked to be signed; an older signature is dropped.
    turn: u32,
    /// What is being signed.
    pending: Option<Choice>,
    /// Send as soon as it is signed.
    send_when_ready: bool,
    /// The receiver's nonce, while it can be used.
    nonce: Option<Nonce>,
    /// The question for a nonce, while it is under way.
    asking: Option<Once>,
    /// Whether a post is under way or waiting to be repeated, and for which act.
    posting: Option<String>,
    /// Whether a post is under way: they go out one after another.
    in_flight: bool,
    /// How often a choice was signed anew for its nonce since something was stored.
    renewals: u32,
    closed: bool,
}

impl Controller {
    /// Starts from nothing, or from what an earlier card of the same place left behind.
    pub fn new(config: Config, state: Option<State>, host: Box<dyn Host>) -> Self {
        let prompt = config.prompt();
        let mut state = state.unwrap_or_else(|| State::new(&config));
        // What was being signed when the card went goes the way it would have gone.
        let signing = state.phase == Phase::Signing;
        let send_when_ready = state.resume() || signing && posts_at_once(&config, &*host);
        Self(Rc::new(Shared {
            host,
            inner: RefCell::new(Inner {
                config: Rc::new(config),
                prompt: Rc::new(prompt),
                state,
                disabled: false,
                turn: 0,
                pending: None,
                send_when_ready,
                nonce: None,
                asking: None,
                posting: None,
                in_flight: false,
                renewals: 0,
                closed: false,
            }),
        }))
    }

    /// Whether this page can sign. On insecure pages there is no WebCrypto, and so no record.
    pub fn can_sign() -> bool {
        browser::can_sign()
    }

    /// What there is to draw now.
    pub fn view(&self) -> View {
        let inner = self.0.inner.borrow();
        View {
            config: inner.config.clone(),
            prompt: inner.prompt.clone(),
            state: inner.state.clone(),
            fault: inner.state.fault().filter(|_| inner.state.complain),
            disabled: inner.disabled,
            prefix: Default::default(),
        }
    }

    /// Takes over changed settings. The person's choice stays; a record in other words is signed anew.
    pub fn configure(&self, config: Config) {
        self.change(|inner| {
            if *inner.config != config {
                inner.prompt = Rc::new(config.prompt());
                inner.state.ticked.retain(|c| config.purposes.iter().any(|p| p.category == *c));
                if inner.config.country != config.country && !inner.state.edited {
                    inner.state.country = config.country.map(|r| r.to_string()).unwrap_or_default();
                }
                if inner.config.phone != config.phone {
                    inner.state.follow_number(config.phone.as_deref().unwrap_or_default());
                }
                inner.config = Rc::new(config);
                inner.state.act = None;
                inner.pending = None;
            }
        });
    }

    /// A person ticked or unticked a box.
    pub fn tick(&self, category: Category, ticked: bool, input: Input) {
        self.change(|inner| {
            inner.state.tick(category, ticked, input);
            inner.send_when_ready = self.posts_at_once(inner);
        });
    }

    /// The person edits the number; answers with the formatted text and the caret's place in it.
    pub fn edit_number(&self, text: &str, caret: usize) -> (String, usize) {
        let mut caret = caret;
        self.change(|inner| {
            caret = inner.state.edit_number(text, caret);
            inner.send_when_ready = false;
        });
        (self.0.inner.borrow().state.number.clone(), caret)
    }

    /// The person leaves the number field: time to say what is wrong with it.
    pub fn leave_number(&self) {
        self.change(|inner| {
            inner.state.complain = inner.state.fault().is_some_and(|fault| fault != Fault::Empty)
                || inner.state.complain && inner.state.fault().is_some();
            inner.send_when_ready = self.posts_at_once(inner);
        });
        self.send_if_due();
    }

    /// The page's own phone field changed. Like one typed here, its number is posted once the field is left
    /// ([`Self::leave_number`]): until then it may be the beginning of another.
    pub fn follow_number(&self, text: &str) {
        self.change(|inner| {
            let before = inner.state.number.clone();
            inner.state.follow_number(text);
            inner.send_when_ready &= inner.state.number == before;
        });
    }

    /// The person chose a country.
    pub fn choose_country(&self, code: &str) {
        if let Some(region) = Region::new(code) {
            self.change(|inner| {
                inner.state.set_country(region);
                inner.send_when_ready = self.posts_at_once(inner);
            });
            self.send_if_due();
        }
    }

    /// The phone engine is here, where the page loads it beside the card ([`use_engine`](crate::use_engine)).
    pub fn engine_is_here(&self) {
        self.change(|inner| inner.state.engine_is_here());
    }

    /// The form found the number unusable: say so.
    pub fn complain(&self) {
        self.change(|inner| inner.state.complain = true);
    }

    /// The form switches the card off or on.
    pub fn disable(&self, disabled: bool) {
        self.change(|inner| inner.disabled = disabled);
    }

    /// Back to the beginning. What was stored stays stored, also by a post that is under way; what was posted and got
    /// no answer is taken back, as the receiver may have it and the box now says no.
    pub fn reset(&self) {
        self.change(|inner| {
            // Without endpoint the page has what it was told, and it stays there.
            let stays = inner.in_flight || inner.config.endpoint.is_none();
            let lost = if stays { Vec::new() } else { std::mem::take(&mut inner.state.unsure) };
            inner.state = State { unsure: lost, ..State::new(&inner.config) };
            inner.send_when_ready = false;
        });
    }

    /// Takes over a state that was kept.
    pub fn restore(&self, state: State) {
        self.change(|inner| {
            inner.state = state;
            inner.state.resume();
        });
    }

    /// The record, once it is signed.
    pub fn record(&self) -> Option<String> {
        self.0.inner.borrow().state.record().map(str::to_owned)
    }

    /// Asks for a nonce ahead of time, if the site has a challenge URL: the person has come to the card.
    pub fn approach(&self) {
        let needed = {
            let inner = self.0.inner.borrow();
            inner.config.challenge_url.is_some() && inner.nonce.is_none() && inner.asking.is_none()
        };
        if needed {
            let this = self.clone();
            browser::spawn(async move {
                this.nonce().await;
            });
        }
    }

    /// Posts the record now, or as soon as it is signed.
    pub fn send(&self) {
        let mut inner = self.0.inner.borrow_mut();
        if inner.config.endpoint.is_none() {
            drop(inner);
            return self.fail(
                "endpoint_missing",
                "There is no endpoint to send to; set the attribute endpoint.",
                false,
            );
        }
        inner.send_when_ready = true;
        drop(inner);
        self.send_if_due();
    }

    /// Fills the country select with every territory, sorted by name.
    pub fn fill_countries(&self, select: &HtmlSelectElement) {
        let (language, country) = {
            let inner = self.0.inner.borrow();
            // The texts' language: unlike the attribute it is always one that `Intl` knows.
            (inner.config.texts.language.clone(), inner.state.country.clone())
        };
        browser::fill_countries(select, &language, &country);
    }

    /// The card is gone: what is under way ends, nothing is told any more.
    pub fn close(&self) {
        self.0.inner.borrow_mut().closed = true;
    }

    /// Draws for the first time, and signs what a kept state still wants signed.
    pub fn start(&self) {
        self.change(|_| {});
        self.send_if_due();
    }

    fn posts_at_once(&self, inner: &Inner) -> bool {
        posts_at_once(&inner.config, &*self.0.host)
    }

    /// Applies a change, settles the state, tells the host, and signs what has to be signed.
    fn change(&self, apply: impl FnOnce(&mut Inner)) {
        apply(&mut self.0.inner.borrow_mut());
        self.settle();
    }

    /// The part of [`Self::change`] that is the same for every change, and so is compiled once.
    fn settle(&self) {
        let to_sign = {
            let mut inner = self.0.inner.borrow_mut();
            if inner.state.fault().is_none() {
                inner.state.complain = false;
            }
            let before = inner.state.phase.clone();
            let to_sign = inner.state.settle();
            if before == Phase::Signing && to_sign.is_some() && inner.pending == to_sign {
                // The same is being signed already.
                None
            } else {
                if to_sign.is_some() || inner.pending.is_some() {
                    inner.turn += 1;
                }
                inner.pending.clone_from(&to_sign);
                to_sign.map(|choice| (choice, inner.turn))
            }
        };
        self.tell();
        if let Some((choice, turn)) = to_sign {
            let this = self.clone();
            browser::spawn(async move { this.sign(choice, turn).await });
        }
    }

    fn tell(&self) {
        if self.0.inner.borrow().closed {
            return;
        }
        let fault = self.0.inner.borrow().state.fault();
        self.0.host.changed(self.view(), fault);
    }

    async fn sign(&self, choice: Choice, turn: u32) {
        let nonce = self.nonce().await;
        let signed = self.build(&choice, turn, nonce.as_ref()).await;
        let mut inner = self.0.inner.borrow_mut();
        if inner.turn != turn {
            return;
        }
        inner.pending = None;
        match signed {
            Ok((record, jti)) => {
                let withdrawn = choice.granted.is_empty();
                // Taking back never waits for a form: it must be as easy as giving.
                inner.send_when_ready |= withdrawn && inner.config.endpoint.is_some();
                let told = inner.config.endpoint.is_none().then(|| record.clone());
                inner.state.signed(SignedAct { record, jti, choice, receipt: None });
                if told.is_some() && !self.0.host.has_form() {
                    inner.state.told();
                }
                // One nonce, one act.
                inner.nonce = None;
                drop(inner);
                self.tell();
                if let Some(record) = told {
                    self.0.host.consent(&record, withdrawn, None, None);
                }
                if let Some(nonce) = nonce {
                    browser::spawn(self.clone().refresh(turn, nonce.expires));
                }
                self.send_if_due();
            }
            Err(_) => {
                inner.state.phase = Phase::Refused;
                drop(inner);
                self.tell();
                self.fail("signing_failed", "The browser could not sign the record.", false);
            }
        }
    }

    /// The record of a choice, and its `jti`. An error, too, when the choice is no longer the present one.
    async fn build(
        &self,
        choice: &Choice,
        turn: u32,
        nonce: Option<&Nonce>,
    ) -> Result<(String, String), JsValue> {
        let notice = self.0.inner.borrow().prompt.notice_text();
        let moment =
            browser::moment(nonce.map(|nonce| nonce.text.clone()), browser::sha256_hex(&notice).await?);
        let claims = {
            let inner = self.0.inner.borrow();
            if inner.turn != turn {
                return Err(JsValue::NULL);
            }
            act::write(&inner.config, &inner.prompt, &inner.state, choice, &moment)
        };
        Ok((browser::sign(&claims.json).await?, claims.jti))
    }

    /// The receiver's nonce: the one at hand while it is fresh, else a new one; `None` without challenge URL or
    /// answer, as a record without nonce is better than none.
    async fn nonce(&self) -> Option<Nonce> {
        let asking = {
            let mut inner = self.0.inner.borrow_mut();
            let fresh = |nonce: &&Nonce| nonce.expires > browser::now_s() + NONCE_MARGIN_S;
            if let Some(nonce) = inner.nonce.as_ref().filter(fresh) {
                return Some(nonce.clone());
            }
            let url = inner.config.challenge_url.clone()?;
            inner.asking.get_or_insert_with(|| browser::challenge(url)).clone()
        };
        let nonce = asking.wait().await.ok().and_then(|body| Nonce::read(&body));
        let first = self.0.inner.borrow_mut().asking.take().is_some();
        if nonce.is_some() {
            self.0.inner.borrow_mut().nonce.clone_from(&nonce);
        } else if first {
            self.fail("challenge_failed", "The challenge URL gave no nonce; the record goes without.", true);
        }
        nonce
    }

    /// Signs anew with a fresh nonce before this one expires, if the record was not sent by then.
    async fn refresh(self, turn: u32, expires: f64) {
        let left_ms = (expires - NONCE_MARGIN_S - browser::now_s()) * 1000.0;
        browser::sleep(left_ms.clamp(0.0, f64::from(i32::MAX)) as u32).await;
        let due = {
            let inner = self.0.inner.borrow();
            !inner.closed && inner.turn == turn && inner.state.phase == Phase::Ready
        };
        if due {
            self.change(|inner| inner.state.act = None);
        }
    }

    fn send_if_due(&self) {
        let due = {
            let mut inner = self.0.inner.borrow_mut();
            let act = inner.state.act.as_ref().filter(|_| inner.send_when_ready);
            let due = act.filter(|_| matches!(inner.state.phase, Phase::Ready | Phase::Retrying)).cloned();
            // Behind another act it waits: whatever ends that post comes here again.
            let due = due.filter(|act| !inner.in_flight && inner.posting.as_ref() != Some(&act.jti));
            if let Some(act) = &due {
                inner.send_when_ready = false;
                inner.posting = Some(act.jti.clone());
                inner.in_flight = true;
                inner.state.posting(act);
            }
            due.map(|act| (act, inner.config.clone()))
        };
        if let Some((act, config)) = due {
            self.tell();
            let this = self.clone();
            browser::spawn(async move { this.post(act, &config).await });
        }
    }

    /// Posts until it is stored or refused, as long as it is still what the person chose.
    async fn post(&self, act: SignedAct, config: &Config) {
        let Some(endpoint) = &config.endpoint else { return };
        let mut attempt = 0;
        loop {
            let reply = browser::post(config, endpoint, &act.record).await;
            self.0.inner.borrow_mut().in_flight = false;
            match reply.answer {
                Answer::Stored => return self.stored(&act, reply.text, reply.confirm),
                Answer::Refused => {
                    self.0.inner.borrow_mut().state.refused(&act.jti);
                    let code = reply.text.unwrap_or_else(|| ["http_", &reply.status.to_string()].concat());
                    if self.renew(&act, &code) {
                        return;
                    }
                    self.posted(&act, Phase::Refused);
                    return self.fail(&code, "The endpoint refused the record.", false);
                }
                Answer::Again => {}
            }
            if attempt == 0 {
                self.fail(
                    "endpoint_unreachable",
                    "The endpoint cannot be reached now; it is tried again.",
                    true,
                );
            }
            if !self.is_current(&act) {
                return self.posted(&act, Phase::Retrying);
            }
            self.0.inner.borrow_mut().state.phase = Phase::Retrying;
            self.tell();
            // An act that comes meanwhile need not wait for this sleep.
            browser::sleep(delay_ms(attempt, reply.retry_after_s, browser::random())).await;
            if !self.is_current(&act) {
                return self.posted(&act, Phase::Retrying);
            }
            attempt += 1;
            self.0.inner.borrow_mut().in_flight = true;
        }
    }

    /// Signs the same choice with a fresh nonce, and posts that, if the nonce is all that was wrong.
    fn renew(&self, act: &SignedAct, code: &str) -> bool {
        let renews = self.is_current(act) && renews(code, self.0.inner.borrow().renewals);
        if renews {
            self.change(|inner| {
                inner.renewals += 1;
                inner.posting = None;
                inner.nonce = None;
                inner.state.act = None;
                inner.send_when_ready = true;
            });
        }
        renews
    }

    fn stored(&self, act: &SignedAct, receipt: Option<String>, confirm: Option<String>) {
        if self.0.inner.borrow().closed {
            return;
        }
        self.change(|inner| {
            if inner.posting.as_ref() == Some(&act.jti) {
                inner.posting = None;
            }
            inner.renewals = 0;
            inner.state.store(act.clone(), receipt.clone());
        });
        let withdrawn = act.choice.granted.is_empty();
        self.0.host.consent(&act.record, withdrawn, receipt.as_deref(), confirm.as_deref());
        self.send_if_due();
    }

    /// A post ended otherwise than stored.
    fn posted(&self, act: &SignedAct, phase: Phase) {
        if self.0.inner.borrow().closed {
            return;
        }
        let current = self.is_current(act);
        let mut inner = self.0.inner.borrow_mut();
        if inner.posting.as_ref() == Some(&act.jti) {
            inner.posting = None;
        }
        if current {
            inner.state.phase = phase;
        }
        drop(inner);
        // Not told alone: a refusal may have left nothing to take back.
        self.settle();
        self.send_if_due();
    }

    fn is_current(&self, act: &SignedAct) -> bool {
        let inner = self.0.inner.borrow();
        !inner.closed && inner.state.act.as_ref().is_some_and(|current| current.jti == act.jti)
    }

    fn fail(&self, code: &str, message: &'static str, retryable: bool) {
        if !self.0.inner.borrow().closed {
            self.0.host.failed(&Failure { code: code.to_owned(), message, retryable });
        }
    }
}

/// Whether a record goes out as soon as it is complete: nothing else would carry it.
fn posts_at_once(config: &Config, host: &dyn Host) -> bool {
    !config.manual && config.endpoint.is_some() && !host.has_form()
}
