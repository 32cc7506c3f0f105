//! One question put to every verifier, and our own answer.

use serde_json::{Value, json};
use whatsapp_opt_in::consent::{
    AwsLc, Expect, ExpectReceipt, JwkSet, RustCrypto, Signatures, Verified, verify_act, verify_receipt,
};

/// What a token is offered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An act.
    Act,
    /// A receipt.
    Receipt,
}

/// A token and what it is offered as.
#[derive(Clone, Debug)]
pub struct Request {
    /// Act or receipt.
    pub kind: Kind,
    /// The token, right or wrong.
    pub token: String,
    /// For a receipt: which of [`Trust::acts`] it must be for.
    pub act: Option<usize>,
}

/// What the verifiers know beforehand.
#[derive(Default)]
pub struct Trust {
    /// The pinned receipt keys.
    pub keys: JwkSet,
    /// The URLs this backend goes by.
    pub audiences: Option<Vec<String>>,
    /// The origins it expects.
    pub issuers: Option<Vec<String>>,
    /// The receivers it expects receipts of.
    pub receivers: Option<Vec<String>>,
    /// The log it follows.
    pub log: Option<String>,
    /// Verified acts that receipts may be for.
    pub acts: Vec<Verified>,
}

impl Trust {
    /// The first line each verifier reads.
    pub fn line(&self) -> String {
        let jwks: Value = serde_json::from_str(&self.keys.to_json()).unwrap_or_default();
        let mut line = json!({ "jwks": jwks });
        for (name, list) in
            [("audiences", &self.audiences), ("issuers", &self.issuers), ("receivers", &self.receivers)]
        {
            if let Some(list) = list {
                line[name] = json!(list);
            }
        }
        if let Some(log) = &self.log {
            line["log"] = json!(log);
        }
        line.to_string()
    }

    /// A request as a line.
    pub fn request_line(&self, request: &Request) -> String {
        match (request.kind, request.act) {
            (Kind::Act, _) => json!({ "act": request.token }),
            (Kind::Receipt, None) => json!({ "receipt": request.token }),
            (Kind::Receipt, Some(i)) => {
                let act = &self.acts[i];
                json!({ "receipt": request.token, "for": { "jti": act.jti, "sha256": act.sha256() } })
            }
        }
        .to_string()
    }

    /// Our verdict: `ok` or the code of the refusal. The receiver's verifier and the page's must give the same.
    pub fn verdict(&self, request: &Request) -> &'static str {
        let ours = self.verdict_by(request, &AwsLc);
        let page = self.verdict_by(request, &RustCrypto);
        assert_eq!(ours, page, "AWS-LC and RustCrypto decide differently: {}", request.token);
        ours
    }

    /// Our verdict by some implementation of the signatures.
    pub fn verdict_by(&self, request: &Request, signatures: &impl Signatures) -> &'static str {
        match request.kind {
            Kind::Act => {
                let expect =
                    Expect { audiences: self.audiences.as_deref(), issuers: self.issuers.as_deref() };
                verify_act(&request.token, signatures, &expect).map_or_else(|e| e.code(), |_| "ok")
            }
            Kind::Receipt => {
                let expect = ExpectReceipt {
                    act: request.act.map(|i| &self.acts[i]),
                    issuers: self.receivers.as_deref(),
                    log: self.log.as_deref(),
                };
                verify_receipt(&request.token, signatures, &self.keys, expect)
                    .map_or_else(|e| e.code(), |_| "ok")
            }
        }
    }
}
