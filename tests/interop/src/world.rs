//! The honest tokens that everything starts from.

use test_support::{Key, act, full_act, receipt_for};
use whatsapp_opt_in::consent::*;

use crate::request::{Kind, Request, Trust};

/// A key with the name it goes by in receipts.
pub struct NamedKey {
    /// The pair.
    pub pair: Key,
    /// Its thumbprint.
    pub kid: String,
}

/// An honest token with what is needed to change and sign it again.
pub struct Honest {
    /// Act or receipt.
    pub kind: Kind,
    /// Index of the signing key in [`World::keys`].
    pub key: usize,
    /// The header as JSON.
    pub header: serde_json::Value,
    /// The claims as JSON.
    pub claims: serde_json::Value,
    /// The compact JWS.
    pub token: String,
    /// For a receipt: its act's index.
    pub act: Option<usize>,
}

/// Keys, what is trusted, and honest tokens of every kind.
pub struct World {
    /// ES256, Ed25519, and again: the first two sign, all are pinned for receipts.
    pub keys: Vec<NamedKey>,
    /// What every verifier is told.
    pub trust: Trust,
    /// Acts and receipts, each verifying.
    pub honest: Vec<Honest>,
}

impl World {
    /// New keys and tokens.
    pub fn new() -> Self {
        let keys: Vec<NamedKey> = [Key::p256(), Key::ed25519(), Key::p256(), Key::ed25519()]
            .into_iter()
            .map(|pair| NamedKey { kid: pair.public().thumbprint(), pair })
            .collect();
        let mut trust = Trust {
            audiences: Some(vec!["https://shop.example/v1/consents".into()]),
            issuers: Some(vec!["https://shop.example".into(), "https://m.shop.example".into()]),
            receivers: Some(vec!["https://shop.example".into()]),
            log: Some("shop.example/log".into()),
            ..Trust::default()
        };
        for key in &keys {
            trust.keys.insert(key.kid.clone(), key.pair.public());
        }
        let mut world = Self { keys, trust, honest: vec![] };
        for key in 0..2 {
            for act in acts() {
                world.add_act(key, &act);
            }
        }
        for i in 0..world.trust.acts.len() {
            for receipt in receipts(&world.trust.acts[i]) {
                world.add_receipt(i % 2, i, &receipt);
            }
        }
        world
    }

    /// The request that an honest token is.
    pub fn request(&self, honest: &Honest) -> Request {
        Request { kind: honest.kind, token: honest.token.clone(), act: honest.act }
    }

    fn add_act(&mut self, key: usize, act: &Act) {
        let pair = &self.keys[key].pair;
        let token = pair.act(act);
        let verified = verify_act(&token, &AwsLc, &Expect::default()).expect("an honest act");
        self.trust.acts.push(verified);
        self.honest.push(Honest {
            kind: Kind::Act,
            key,
            header: pair.act_header(),
            claims: serde_json::to_value(act).expect("JSON"),
            token,
            act: None,
        });
    }

    fn add_receipt(&mut self, key: usize, act: usize, receipt: &Receipt) {
        let NamedKey { pair, kid } = &self.keys[key];
        let alg = pair.public().algorithm().name();
        self.honest.push(Honest {
            kind: Kind::Receipt,
            key,
            header: serde_json::json!({ "alg": alg, "typ": "whatsapp-consent-receipt+jwt", "kid": kid }),
            claims: serde_json::to_value(receipt).expect("JSON"),
            token: pair.receipt(receipt),
            act: Some(act),
        });
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

/// Acts of every event, from the least claims to all of them.
pub fn acts() -> Vec<Act> {
    let least = act();
    let all = full_act();
    let none_granted = |kind, method| {
        let mut act = Act { event: Event { kind, method, supersedes: None }, ..act() };
        act.purposes.iter_mut().for_each(|purpose| purpose.granted = false);
        act
    };
    let withdrawn = Act {
        aud: None,
        event: Event {
            supersedes: Some(least.jti.clone()),
            ..none_granted(EventType::ConsentWithdrawn, Method::Keyword).event
        },
        ..none_granted(EventType::ConsentWithdrawn, Method::Keyword)
    };
    let refused = none_granted(EventType::ConsentRefused, Method::Checkbox);
    let imported = Act {
        iat: -1,
        sub: "tel:+999999999999999".into(),
        event: Event { kind: EventType::ConsentGiven, method: Method::Import, supersedes: None },
        withdrawal: vec![],
        ..act()
    };
    vec![least, all, withdrawn, refused, imported]
}

/// Receipts for an act: the least, and with all claims.
pub fn receipts(act: &Verified) -> Vec<Receipt> {
    let least = receipt_for(act);
    let all = Receipt {
        seq: 9_007_199_254_740_991,
        assurance: Assurance::NumberConfirmed,
        log: Some(LogProof {
            origin: "shop.example/log".into(),
            salt: "qqqqqqqqqqqqqqqqqqqqqg==".into(),
            size: 3,
            index: 0,
            root: "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=".into(),
            path: vec!["u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7u7s=".into()],
        }),
        withdraw_url: Some("https://shop.example/withdraw/01931e5e".into()),
        ..receipt_for(act)
    };
    vec![least, all]
}
