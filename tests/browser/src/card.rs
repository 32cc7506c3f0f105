//! The card as a person uses it: clicks and keys that the browser trusts, and what can be read.

use anyhow::Context;
use serde_json::Value;
use thirtyfour::prelude::*;

use crate::visit::eventually;

/// A mounted card.
pub struct Card {
    host: WebElement,
}

/// The first element in the shadow root of another. By a script, as drivers differ in what they take for a shadow root.
pub async fn in_shadow(host: &WebElement, selector: &str) -> WebDriverResult<WebElement> {
    let script = "return arguments[0].shadowRoot?.querySelector(arguments[1])";
    let arguments = vec![host.to_json()?, selector.into()];
    host.handle().execute(script, arguments).await?.element()
}

impl Card {
    /// Waits for the element and for its card.
    pub(crate) async fn find(browser: &WebDriver, selector: &str) -> anyhow::Result<Self> {
        let host =
            eventually(selector, async || Ok(browser.find(By::Css(selector.to_owned())).await.ok())).await?;
        Self::of(host).await
    }

    /// Waits for the card of an element.
    pub async fn of(host: WebElement) -> anyhow::Result<Self> {
        eventually("the card is mounted", async || Ok(in_shadow(&host, "[part=card]").await.ok())).await?;
        Ok(Self { host })
    }

    /// The custom element itself.
    pub fn host(&self) -> &WebElement {
        &self.host
    }

    async fn find_inside(&self, selector: &str) -> WebDriverResult<WebElement> {
        in_shadow(&self.host, selector).await
    }

    /// A part of the card, e.g. `number`.
    pub async fn part(&self, name: &str) -> anyhow::Result<WebElement> {
        self.find_inside(&format!("[part={name}]")).await.with_context(|| format!("the part {name}"))
    }

    /// A part that comes later.
    pub async fn part_there(&self, name: &str) -> anyhow::Result<WebElement> {
        eventually(&format!("the part {name}"), async || Ok(self.part(name).await.ok())).await
    }

    /// The box of a category.
    pub async fn box_of(&self, category: &str) -> anyhow::Result<WebElement> {
        let selector = format!("input[type=checkbox][part=box][data-category={category}]");
        self.find_inside(&selector).await.with_context(|| format!("the box {category}"))
    }

    /// Clicks the first box.
    pub async fn tick(&self) -> anyhow::Result<()> {
        Ok(self.part("box").await?.click().await?)
    }

    /// Whether the first box is ticked.
    pub async fn is_ticked(&self) -> anyhow::Result<bool> {
        Ok(self.part("box").await?.is_selected().await?)
    }

    /// Types into the number field, after what is there.
    pub async fn type_number(&self, text: &str) -> anyhow::Result<()> {
        Ok(self.part("number").await?.send_keys(text).await?)
    }

    /// Presses keys wherever the focus and the caret are. (Keys sent to a field in a shadow root may put the caret at
    /// its end first.)
    pub async fn press(&self, keys: impl Into<TypingData>) -> anyhow::Result<()> {
        Ok(self.host.handle().action_chain().send_keys(keys).perform().await?)
    }

    /// Goes back one step with Shift and Tab.
    pub async fn press_back(&self) -> anyhow::Result<()> {
        let keys =
            self.host.handle().action_chain().key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift);
        Ok(keys.perform().await?)
    }

    /// Takes the number away from its end and types another. (Drivers differ in what selects a field in a shadow root.)
    pub async fn replace_number(&self, text: &str) -> anyhow::Result<()> {
        self.part("number").await?.focus().await?;
        let presses = self.number().await?.chars().count();
        let mut keys = TypingData::from(Key::End);
        for _ in 0..presses {
            keys = keys + Key::Backspace;
        }
        self.press(keys + text).await
    }

    /// The number field's text.
    pub async fn number(&self) -> anyhow::Result<String> {
        Ok(self.part("number").await?.prop("value").await?.unwrap_or_default())
    }

    /// The digits in the number field, however they are grouped.
    pub async fn digits(&self) -> anyhow::Result<String> {
        Ok(self.number().await?.chars().filter(char::is_ascii_digit).collect())
    }

    /// Opens the country list with the keyboard focus and chooses a region, e.g. `DE`.
    pub async fn choose_country(&self, region: &str) -> anyhow::Result<()> {
        let select = self.part("country").await?;
        select.focus().await?;
        let selector = format!("[part=country] option[value={region}]");
        let option =
            eventually("the country's option", async || Ok(self.find_inside(&selector).await.ok())).await?;
        Ok(option.click().await?)
    }

    /// The chosen region's code.
    pub async fn country(&self) -> anyhow::Result<String> {
        let select = self.part("country").await?;
        eventually("a chosen country", async || {
            Ok(select.prop("value").await?.filter(|value| !value.is_empty()))
        })
        .await
    }

    /// The text of a part, as shown.
    pub async fn text(&self, part: &str) -> anyhow::Result<String> {
        Ok(self.part(part).await?.text().await?)
    }

    /// Everything that the card shows, in reading order.
    pub async fn shown(&self) -> anyhow::Result<String> {
        self.text("card").await
    }

    /// Waits until a part's text contains this.
    pub async fn wait_for_text(&self, part: &str, text: &str) -> anyhow::Result<()> {
        eventually(&format!("{text:?} in the part {part}"), async || {
            Ok(self.text(part).await?.contains(text).then_some(()))
        })
        .await
    }

    /// Waits until the card is in this phase, e.g. `ready`.
    pub async fn wait_for_phase(&self, phase: &str) -> anyhow::Result<()> {
        eventually(&format!("the phase {phase}"), async || {
            Ok((self.part("card").await?.attr("data-phase").await?.as_deref() == Some(phase)).then_some(()))
        })
        .await
    }

    /// What `getResponse()` answers.
    pub async fn response(&self) -> anyhow::Result<Option<String>> {
        Ok(self.call("return arguments[0].getResponse()").await?.as_str().map(str::to_owned))
    }

    /// Waits for a record and returns it.
    pub async fn wait_for_response(&self) -> anyhow::Result<String> {
        eventually("a signed record", async || self.response().await).await
    }

    /// Turns page and card around, whatever the language: `rtl` or `ltr`.
    pub async fn turn(&self, direction: &str) -> anyhow::Result<()> {
        let script = format!(
            "document.documentElement.dir = '{direction}';
             for (const card of document.querySelectorAll('whatsapp-opt-in')) {{
                 card.shadowRoot.querySelector('[part=card]').dir = '{direction}';
             }}"
        );
        self.call(&script).await.map(drop)
    }

    /// Runs a script of the page with the element as its first argument.
    pub async fn call(&self, script: &str) -> anyhow::Result<Value> {
        let arguments = vec![self.host.to_json()?];
        Ok(self.host.handle().execute(script.to_owned(), arguments).await?.json().clone())
    }
}
