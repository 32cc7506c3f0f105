//! A whole ledger: really signed acts, receipts with proofs, and the checkpoint after each line.

use base64::{Engine, engine::general_purpose::STANDARD};
use whatsapp_opt_in::consent::{Act, AwsLc, Expect, JwkSet, Receipt, verify_act};
use whatsapp_opt_in_log::{
    CheckpointKey, Commitment, ExportLine, Memory, Pinned, Report, SALT_BYTES, prove_latest, root,
    verify_export,
};

use crate::{Key, act, receipt_for};

/// A ledger as an auditor gets it, and what they pin.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The export.
    pub lines: Vec<ExportLine>,
    /// The checkpoint after each line.
    pub checkpoints: Vec<String>,
    /// The receiver's keys.
    pub trusted: JwkSet,
    /// The log's verifier key.
    pub log_key: String,
}

/// An honest ledger of `count` records. Two calls make two histories under one log key: a fork.
pub fn ledger(count: u8) -> Ledger {
    let (browser, receiver) = (Key::p256(), Key::p256());
    let log = CheckpointKey::from_seed("shop.example/log", &[7; 32]).expect("a name");
    let mut tree = Memory::default();
    let mut ledger = Ledger {
        lines: vec![],
        checkpoints: vec![],
        trusted: receiver.trusted(),
        log_key: log.verifier_key(),
    };
    for number in 1..=count {
        let seq = u64::from(number);
        let jti = format!("01931e5e-7b5a-7c3d-9e2f-{seq:012x}");
        let compact = browser.act(&Act { jti, ..act() });
        let verified = verify_act(&compact, &AwsLc, &Expect::default()).expect("a valid act");
        let salt = [number; SALT_BYTES];
        let commitment = Commitment::new(&salt, compact.as_bytes());
        tree.push(&commitment).expect("a leaf");
        let proof = prove_latest(log.origin(), seq, &salt, &tree).expect("a proof");
        let receipt = receiver.receipt(&Receipt { seq, log: Some(proof), ..receipt_for(&verified) });
        ledger.lines.push(ExportLine {
            seq,
            commitment: STANDARD.encode(commitment.0),
            salt: Some(STANDARD.encode(salt)),
            act: Some(compact),
            receipt: Some(receipt),
        });
        let root = root(seq, &tree).expect("a root");
        ledger.checkpoints.push(log.sign(seq, root).expect("a checkpoint"));
    }
    ledger
}

impl Ledger {
    /// The export as text.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| serde_json::to_string(line).expect("JSON") + "\n").collect()
    }

    /// The newest checkpoint.
    pub fn checkpoint(&self) -> &str {
        self.checkpoints.last().expect("a checkpoint")
    }

    /// Our own verifier's report on any text under this ledger's keys.
    pub fn verify(&self, text: &str, checkpoint: &str, earlier: &[&str]) -> Report {
        let earlier: Vec<Vec<u8>> = earlier.iter().map(|note| note.as_bytes().to_vec()).collect();
        let pinned = Pinned {
            receipts: &self.trusted,
            log: &self.log_key,
            checkpoint: checkpoint.as_bytes(),
            earlier: &earlier,
        };
        verify_export(text.as_bytes(), &pinned).expect("memory is readable")
    }

    /// The same lines changed by a forger who renumbers them.
    pub fn forged(&self, change: impl FnOnce(&mut Vec<ExportLine>)) -> Self {
        let mut forged = self.clone();
        change(&mut forged.lines);
        for (seq, line) in (1..).zip(&mut forged.lines) {
            line.seq = seq;
        }
        forged
    }
}
