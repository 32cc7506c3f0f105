//! The bodies of the fuzz targets: what must hold for any bytes. `fuzz/` runs them under libFuzzer, `tests/fuzz.rs` on
//! a seeded stream in every test run.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use whatsapp_opt_in::consent::ledger::Entry;
use whatsapp_opt_in::consent::*;
use whatsapp_opt_in_log::{
    CheckpointKey, ExportLine, TileParts, entry_bundle, stored_hash_count, tile as find_tile,
    verify_checkpoint, verify_inclusion,
};

use crate::{Key, Ledger, ledger};

/// Takes every signature for good, so that what is behind the signature check is reached.
struct Anything;

impl Signatures for Anything {
    fn verify(&self, _: &PublicKey, _: &[u8], _: &[u8]) -> bool {
        true
    }
}

/// Offers bytes as an act.
pub fn act(data: &[u8]) {
    let Some(token) = token(data) else { return };
    let verdict = verify_act(&token, &Anything, &Expect::default());
    assert_eq!(
        verdict,
        verify_act(&token, &Anything, &Expect::default()),
        "the same bytes, the same verdict"
    );
    let signed = verify_act(&token, &AwsLc, &Expect::default());
    match verdict {
        Ok(act) => {
            assert!(token.len() <= MAX_ACT_BYTES && token.is_ascii());
            assert_eq!(token.matches('.').count(), 2);
            assert_eq!(act.sha256(), sha256_hex(token.as_bytes()));
            assert_eq!(act.notice.sha256, sha256_hex(act.notice.text.as_bytes()));
            assert!(act.e164().starts_with('+') && act.schema == SCHEMA && !act.purposes.is_empty());
            assert!(signed.as_ref().is_ok_and(|signed| *signed == act) || signed == Err(ActError::Signature));
            assert_eq!(verify_receipt(&token, &Anything, &keys(), None), Err(ReceiptError::Type));
        }
        // Without the signature in the way, the same thing is wrong; with it, that or the signature.
        Err(error) => assert!(signed == Err(error) || signed == Err(ActError::Signature)),
    }
}

/// Offers bytes as a receipt, and as a key set.
pub fn receipt(data: &[u8]) {
    if let Some(set) = JwkSet::from_json(data) {
        assert_eq!(JwkSet::from_json(set.to_json().as_bytes()), Some(set));
    }
    let Some(token) = token(data) else { return };
    let verdict = verify_receipt(&token, &Anything, &keys(), None);
    assert_eq!(verdict, verify_receipt(&token, &Anything, &keys(), None));
    let signed = verify_receipt(&token, &AwsLc, &keys(), None);
    match verdict {
        Ok(receipt) => {
            assert_eq!(token.matches('.').count(), 2);
            assert_eq!(receipt.kid(), "key");
            assert_eq!(signed, Err(ReceiptError::Signature), "nobody has this key");
            assert_eq!(verify_act(&token, &Anything, &Expect::default()), Err(ActError::Type));
        }
        Err(error) => assert!(signed == Err(error) || signed == Err(ReceiptError::Signature)),
    }
}

/// Offers bytes as claims, really signed, of an act and of a receipt. What is accepted means what it says: written again
/// by us and signed again, it reads the same; and it keeps the rules it was judged by.
pub fn claims(data: &[u8]) {
    if data.is_empty() {
        return; // an empty part is no compact JWS
    }
    let key = &*SIGNER;
    let public = key.public();
    let sign = |header: &str, data: &[u8]| {
        let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(data));
        let signature = key.sign(input.as_bytes());
        encode_compact(input, &signature)
    };
    let (audiences, issuers) = ([OURS.to_owned()], ["https://shop.example".to_owned()]);
    let expect = Expect { audiences: Some(&audiences), issuers: Some(&issuers) };
    match verify_act(&sign(&key.act_header().to_string(), data), &AwsLc, &expect) {
        Ok(act) => {
            let gives = matches!(act.event.kind, EventType::ConsentGiven | EventType::RenewedConsentGiven);
            assert_eq!(act.purposes.iter().any(|purpose| purpose.granted), gives);
            assert!(!gives || act.event.supersedes.as_ref() != Some(&act.jti));
            assert!(act.iss == issuers[0] && act.aud.as_ref().is_none_or(|aud| aud == OURS));
            let entry = Entry::from_act(&act, 1, None, Assurance::SelfAsserted);
            assert_eq!(entry.is_none(), act.event.kind == EventType::ConsentRefused);
            // Without members of a later version, which we do not write, it can only be shorter.
            let again = verify_act(&key.act(&act), &AwsLc, &expect).expect("what we read, we can write");
            assert_eq!((*again).clone(), (*act).clone());
        }
        Err(error) => assert!(error != ActError::Signature && error != ActError::Type, "{error:?}"),
    }
    let header = serde_json::json!({
        "alg": public.algorithm().name(), "typ": "whatsapp-consent-receipt+jwt", "kid": public.thumbprint(),
    });
    match verify_receipt(&sign(&header.to_string(), data), &AwsLc, &key.trusted(), None) {
        Ok(receipt) => {
            let again = verify_receipt(&key.receipt(&receipt), &AwsLc, &key.trusted(), None);
            assert_eq!(again.expect("what we read, we can write"), receipt);
        }
        Err(error) => assert!(
            matches!(
                error,
                ReceiptError::TooLarge | ReceiptError::PayloadJson | ReceiptError::DuplicateMember
            ),
            "{error:?}"
        ),
    }
}

const OURS: &str = "https://shop.example/v1/consents";

/// Signs whatever a fuzzer finds.
static SIGNER: LazyLock<Key> = LazyLock::new(|| Key::ed25519_from_seed(&[5; 32]));

/// Offers bytes as a checkpoint: as they stand, or, behind a zero byte, as text that is signed here, so that what is
/// behind the signature is reached. Then as a log's key.
pub fn checkpoint(data: &[u8]) {
    let ours = LOG.verifier_key();
    let (note, signed_here) = match data.split_first() {
        Some((0, text)) => (signed_note(text), true),
        _ => (data.to_vec(), false),
    };
    let verdict = verify_checkpoint(&note, &ours);
    assert_eq!(verdict, verify_checkpoint(&note, &ours), "the same bytes, the same verdict");
    if let Ok(head) = &verdict {
        // What was read is what stands there, and reads the same when it is written again.
        let text = format!("{}\n{}\n{}\n", head.origin, head.size, STANDARD.encode(head.root.0));
        assert!(note.starts_with(text.as_bytes()));
        assert_eq!(head.origin, LOG.origin());
        let again = LOG.sign(head.size, head.root).expect("a checkpoint");
        assert_eq!(verify_checkpoint(again.as_bytes(), &ours).as_ref(), Ok(head));
        let known = || LEDGER.checkpoints.iter().any(|honest| honest.starts_with(&text));
        assert!(signed_here || known(), "nobody else signs for us");
        let stranger = CheckpointKey::from_seed(LOG.origin(), &[9; 32]).expect("a name");
        assert!(verify_checkpoint(&note, &stranger.verifier_key()).is_err());
    }
    if let Ok(key) = std::str::from_utf8(data) {
        let honest = &LEDGER.checkpoints[0];
        assert!(verify_checkpoint(honest.as_bytes(), key).is_err() || key.trim() == LEDGER.log_key);
    }
}

/// Offers bytes as a tile's path: eight bytes for the size of the log, then the path.
pub fn tile(data: &[u8]) {
    let Some((size, path)) = data.split_first_chunk() else { return };
    let (size, Ok(path)) = (u64::from_le_bytes(*size) % MAX_LOG, std::str::from_utf8(path)) else { return };
    let Some(content) = find_tile(path, size) else { return };
    let parts = match &content.parts {
        TileParts::Hashes(indexes) => {
            assert!(indexes.iter().all(|index| *index < stored_hash_count(size)), "a hash the log has");
            indexes.len() as u64
        }
        TileParts::Leaves(leaves) => {
            assert!(leaves.start < leaves.end && leaves.end <= size, "leaves the log has");
            leaves.end - leaves.start
        }
    };
    assert!((1..=256).contains(&parts) && content.full == (parts == 256));
    assert_eq!(content.full, !path.contains(".p/"), "a whole tile has one name, a part another");
    assert_eq!(find_tile(path, size.saturating_add(1)), Some(content), "a tile that is there stays as it is");
    assert!(entry_bundle(&[]).is_empty());
}

/// Offers bytes as a proof of inclusion, and as an export of an honest ledger.
pub fn ledger_export(data: &[u8]) {
    let honest: &Ledger = &LEDGER;
    if let Ok(proof) = serde_json::from_slice::<LogProof>(data) {
        assert!(!verify_inclusion(&proof, b"an act that is in no log"));
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    let report = honest.verify(text, honest.checkpoint(), &[&honest.checkpoints[0]]);
    assert_eq!(report.lines, text.lines().count() as u64);
    if report.findings.is_empty() {
        let lines: Vec<ExportLine> =
            text.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
        let whole = |line: &ExportLine| honest.lines.contains(line);
        let erased = |line: &ExportLine| line.act.is_none() && line.salt.is_none();
        assert_eq!(lines.len(), honest.lines.len());
        assert!(lines.iter().all(|line| whole(line) || erased(line)), "nobody else's words pass for ours");
    }
}

/// More leaves than any log has.
const MAX_LOG: u64 = 1 << 48;

/// A log whose private key stands here.
static LOG: LazyLock<CheckpointKey> =
    LazyLock::new(|| CheckpointKey::from_seed("shop.example/log", &LOG_SEED).expect("a name"));
const LOG_SEED: [u8; 32] = [7; 32];

/// An honest ledger of two, under the same log's key.
pub static LEDGER: LazyLock<Ledger> = LazyLock::new(|| ledger(2));

/// Any text as a note signed by `LOG` (C2SP signed-note).
pub fn signed_note(text: &[u8]) -> Vec<u8> {
    let key = Key::ed25519_from_seed(&LOG_SEED);
    let id = LOG.verifier_key().split('+').nth(1).map(|id| u32::from_str_radix(id, 16)).expect("an id");
    let signature = [&id.expect("hex").to_be_bytes()[..], &key.sign(text)].concat();
    let line = format!("\n— {} {}\n", LOG.origin(), STANDARD.encode(signature));
    [text, line.as_bytes()].concat()
}

/// The token in the bytes: as it stands, or, behind a zero byte, header and claims with a zero byte between them, which
/// are encoded here so that a fuzzer gets past base64.
fn token(data: &[u8]) -> Option<String> {
    match data.split_first() {
        Some((0, parts)) => {
            let mut parts = parts.splitn(2, |byte| *byte == 0);
            let (header, claims) = (parts.next()?, parts.next()?);
            let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            Some(format!("{}.{}.{}", encode(header), encode(claims), encode(&[1; 64])))
        }
        _ => std::str::from_utf8(data).ok().map(str::to_owned),
    }
}

/// A pinned key whose private part nobody has.
fn keys() -> JwkSet {
    let mut keys = JwkSet::new();
    keys.insert("key", PublicKey::Ed25519([9; 32]));
    keys
}
