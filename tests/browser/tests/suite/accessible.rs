//! For everybody: what axe-core finds, the keyboard's way, names as a screen reader gets them, sizes and motion.

use anyhow::{Context, Result, ensure};
use browser_tests::{Card, Dress, Key, Visit, visit};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

/// What axe-core cannot decide by itself, and why it is right: rule, part, reason.
const SETTLED: [(&str, &str, &str); 0] = [];

/// No violation, and nothing undecided that is not settled above.
pub(crate) async fn is_accessible(visit: &Visit, state: &str) -> Result<()> {
    let axe = std::fs::read_to_string(&visit.environment.axe)
        .context("axe-core, which the package step installs")?;
    for dress in [Dress::WIDE, Dress::DARK, Dress::FORCED, Dress::NARROWEST] {
        if !dress.is_possible(visit)? {
            continue;
        }
        dress.put_on(visit).await?;
        visit.browser.execute(axe.clone(), Vec::<Value>::new()).await?;
        let found = visit
            .run(
                "// Colours that are still on their way to others are no colours to judge.
                 await Promise.allSettled(document.querySelector('whatsapp-opt-in').shadowRoot.getAnimations().filter((a) => a instanceof window.CSSTransition).map((a) => a.finished));
                 const { violations, incomplete } = await axe.run({ include: [['whatsapp-opt-in']] });
                 const brief = (rules) => rules.flatMap(({ id, nodes }) =>
                     nodes.map(({ html, any, all, none }) => ({
                         id, html, part: /part=\"(\\w+)\"/.exec(html)?.[1] ?? '',
                         why: [...any, ...all, ...none].map(({ message }) => message).join('; '),
                     })));
                 return { violations: brief(violations), incomplete: brief(incomplete) };",
            )
            .await?;
        let settled = |entry: &Value| {
            SETTLED.iter().any(|(rule, part, _)| entry["id"] == *rule && entry["part"] == *part)
        };
        let open: Vec<_> =
            found["incomplete"].as_array().context("a list")?.iter().filter(|e| !settled(e)).collect();
        ensure!(found["violations"] == json!([]), "{state}, {}: {:#}", dress.name, found["violations"]);
        ensure!(open.is_empty(), "{state}, {}: {open:#?}", dress.name);
    }
    Ok(())
}

async fn with_a_short_number(card: &Card) -> Result<()> {
    card.tick().await?;
    card.replace_number("0612").await?;
    card.press(Key::Tab).await?;
    card.wait_for_text("error", "too short").await
}

#[tokio::test]
async fn nothing_is_wrong_while_the_card_is_empty_or_its_number_unusable() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/looks.html").await?;
        is_accessible(visit, "empty").await?;
        with_a_short_number(&card).await?;
        is_accessible(visit, "invalid").await
    })
    .await
}

#[tokio::test]
async fn nothing_is_wrong_once_it_is_sent_or_waits_to_be() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_phase("sent").await?;
        is_accessible(visit, "sent").await?;
        visit.shop.down().await?;
        card.tick().await?;
        card.wait_for_phase("retrying").await?;
        is_accessible(visit, "queued").await
    })
    .await
}

#[tokio::test]
async fn nothing_is_wrong_from_right_to_left() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/looks.html").await?;
        card.turn("rtl").await?;
        is_accessible(visit, "right to left").await
    })
    .await
}

/// The part that has the focus; none: it left the card.
async fn focused(card: &Card) -> Result<Option<String>> {
    let part =
        card.call("return arguments[0].shadowRoot.activeElement?.getAttribute('part') ?? null").await?;
    Ok(part.as_str().map(str::to_owned))
}

#[tokio::test]
async fn everything_can_be_done_with_the_keyboard_alone() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        visit.run("document.body.tabIndex = -1; document.body.focus()").await?;
        let mut way = Vec::new();
        for _ in 0..5 {
            card.press(Key::Tab).await?;
            let part = focused(&card).await?;
            match part.as_deref() {
                Some("box") => card.press(" ").await?,
                Some("number") => card.press("0612345678").await?,
                _ => {}
            }
            way.push(part);
        }
        let way: Vec<_> = way.iter().map(|part| part.as_deref().unwrap_or("-")).collect();
        assert_eq!(way, ["box", "country", "number", "privacy", "-"]);
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!((act.e164(), act.ui.input.as_str()), ("+33612345678", "keyboard"));

        // Out of the card is the page's button; back again, and the box can be unticked.
        for expected in ["privacy", "number", "country", "box"] {
            card.press_back().await?;
            assert_eq!(focused(&card).await?.as_deref(), Some(expected));
        }
        card.press(" ").await?;
        assert!(!card.is_ticked().await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn targets_are_large_enough() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/looks.html").await?;
        for dress in [Dress::WIDE, Dress::NARROWEST] {
            dress.put_on(visit).await?;
            for part in ["box", "choice", "country", "number"] {
                let rect = card.part(part).await?.rect().await?;
                assert!(rect.width >= 24.0 && rect.height >= 24.0, "{part}, {}: {rect:?}", dress.name);
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_moves_for_those_who_do_not_want_it() -> Result<()> {
    visit(async |visit| {
        if visit.leaves_out("only Chromium's WebDriver makes the setting")? {
            return Ok(());
        }
        let card = visit.open_card("/looks.html").await?;
        let moves = "return [...arguments[0].shadowRoot.querySelectorAll('*')].filter((element) => {
            const style = getComputedStyle(element);
            return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
        }).length";
        assert_ne!(card.call(moves).await?, 0, "else this test would see nothing");
        let features = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
        visit.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        assert_eq!(card.call(moves).await?, 0);
        Ok(())
    })
    .await
}

/// A node of the accessibility tree: role, name and description.
fn node<'a>(tree: &'a [Value], role: &str) -> Result<(&'a str, &'a str)> {
    let text = |node: &'a Value, what: &str| node[what]["value"].as_str().unwrap_or_default();
    let found = tree.iter().find(|node| text(node, "role") == role && node["ignored"] != true);
    found
        .map(|node| (text(node, "name"), text(node, "description")))
        .with_context(|| format!("no {role} in the tree"))
}

/// The texts below a node, in the order in which they are read.
fn listen(tree: &[Value], node: &Value, heard: &mut String) {
    if node["role"]["value"] == "StaticText" && node["ignored"] != true {
        heard.push_str(node["name"]["value"].as_str().unwrap_or_default());
        return;
    }
    for id in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = tree.iter().find(|child| child["nodeId"] == *id) {
            listen(tree, child, heard);
        }
    }
}

#[tokio::test]
async fn a_screen_reader_hears_what_is_signed_in_the_same_order() -> Result<()> {
    visit(async |visit| {
        if visit.leaves_out("only Chromium's WebDriver gives the whole accessibility tree")? {
            return Ok(());
        }
        let card = visit.open_card("/form-only.html").await?;
        card.type_number("0612").await?;
        card.tick().await?;
        card.press(Key::Tab).await?;
        card.press(Key::Tab).await?;
        visit.devtools("Accessibility.enable", json!({})).await?;
        let answer = visit.devtools("Accessibility.getFullAXTree", json!({})).await?;
        let tree = answer["nodes"].as_array().context("a tree")?;

        let (sentence, how_to_stop) = node(tree, "checkbox")?;
        assert_eq!(sentence, "Acme may send me order confirmations and delivery updates on WhatsApp.");
        assert!(how_to_stop.contains("Reply STOP"), "{how_to_stop:?}");
        assert_eq!(node(tree, "group")?.0, "WhatsApp");
        assert!(node(tree, "combobox")?.0.contains("ountry"));
        assert_eq!(node(tree, "textbox")?.0, card.text("label").await?);
        assert_eq!(node(tree, "link")?.0, card.text("privacy").await?);

        card.replace_number("0612345678").await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        let mut heard = String::new();
        listen(tree, &tree[0], &mut heard);
        let mut rest = heard.as_str();
        for line in act.notice.text.lines() {
            let at = rest
                .find(line)
                .with_context(|| format!("{line:?} is not heard, or not in its place: {heard:?}"))?;
            rest = &rest[at + line.len()..];
        }
        Ok(())
    })
    .await
}
