//! Tokens that other languages sign, decided by all.

use std::io::Write;
use std::process::Stdio;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::JwkSet;

use crate::compare;
use crate::language::Language;
use crate::request::{Kind, Request, Trust};
use crate::world::{Honest, World};

const ALGORITHMS: [&str; 2] = ["ES256", "Ed25519"];

/// Lets every language sign every honest set of claims under both algorithms, and everybody verify the result, as what
/// it is and as what it is not. Answers how many tokens that were.
pub fn all_decide_what_each_signs(world: &World, languages: &[Language]) -> anyhow::Result<usize> {
    let mut count = 0;
    for signer in languages {
        let asked: Vec<(&Honest, &str)> =
            world.honest.iter().flat_map(|honest| ALGORITHMS.map(|alg| (honest, alg))).collect();
        let signed = sign(signer, &asked).with_context(|| format!("{signer} signs"))?;
        let trust = trusting(world, &signed)?;
        let mut requests = vec![];
        let mut expected = vec![];
        for ((honest, _), reply) in asked.iter().zip(&signed) {
            let token = reply["token"].as_str().context("a token")?;
            let as_it_is = Request { kind: honest.kind, token: token.to_owned(), act: honest.act };
            let (other, refusal) = match honest.kind {
                Kind::Act => (Kind::Receipt, "receipt_type_wrong"),
                Kind::Receipt => (Kind::Act, "act_type_wrong"),
            };
            requests.push(Request { kind: other, act: None, ..as_it_is.clone() });
            expected.push(refusal);
            requests.push(Request { token: with_other_claims(token), ..as_it_is.clone() });
            expected.push(match honest.kind {
                Kind::Act => "act_signature_invalid",
                Kind::Receipt => "receipt_signature_invalid",
            });
            requests.push(as_it_is);
            expected.push("ok");
        }
        compare::expect(&trust, languages, &requests, &expected)
            .with_context(|| format!("tokens signed by {signer}"))?;
        count += signed.len();
    }
    Ok(count)
}

/// The same trust, with the signer's keys pinned.
fn trusting(world: &World, signed: &[Value]) -> anyhow::Result<Trust> {
    let mut jwks: Vec<&Value> = vec![];
    for jwk in signed.iter().map(|reply| &reply["jwk"]) {
        if !jwks.contains(&jwk) {
            jwks.push(jwk);
        }
    }
    ensure!(jwks.len() == ALGORITHMS.len(), "one key for each algorithm");
    Ok(Trust {
        keys: JwkSet::from_json(json!({ "keys": jwks }).to_string().as_bytes()).context("its keys")?,
        audiences: world.trust.audiences.clone(),
        issuers: world.trust.issuers.clone(),
        receivers: world.trust.receivers.clone(),
        log: world.trust.log.clone(),
        acts: world.trust.acts.clone(),
    })
}

/// The token with a space after its claims, under the old signature.
fn with_other_claims(token: &str) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    if let Some(claims) = parts.get_mut(1) {
        let mut bytes = URL_SAFE_NO_PAD.decode(&*claims).unwrap_or_default();
        bytes.push(b' ');
        *claims = URL_SAFE_NO_PAD.encode(bytes);
    }
    parts.join(".")
}

fn sign(language: &Language, asked: &[(&Honest, &str)]) -> anyhow::Result<Vec<Value>> {
    let mut child = language.command("sign").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().context("no pipe")?;
    let lines: String = asked
        .iter()
        .map(|(honest, alg)| {
            let claims = honest.claims.to_string();
            json!({ "typ": honest.header["typ"], "alg": alg, "claims": claims }).to_string() + "\n"
        })
        .collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().ok().context("a thread panicked")??;
    ensure!(output.status.success(), "ended with {}", output.status);
    let replies: Vec<Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(serde_json::from_slice)
        .collect::<Result<_, _>>()?;
    ensure!(replies.len() == asked.len(), "{} replies to {} lines", replies.len(), asked.len());
    Ok(replies)
}
