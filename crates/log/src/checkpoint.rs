//! Tree heads as signed notes (C2SP signed-note, key type Ed25519).

use std::fmt;

use ed25519_dalek::SigningKey;
use signed_note::{Note, StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles::{Checkpoint, Hash};

/// A tree head whose signature was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeHead {
    /// Name of the log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
}

/// Why a checkpoint is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckpointError {
    /// Not a signed note holding a checkpoint.
    Malformed,
    /// The key given is no C2SP verifier key.
    Key,
    /// Not signed by the key given.
    Signature,
    /// Signed by the key given, but for a log of another name.
    Origin,
}

impl CheckpointError {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Malformed, Self::Key, Self::Signature, Self::Origin];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "checkpoint_malformed",
            Self::Key => "checkpoint_key_invalid",
            Self::Signature => "checkpoint_signature_invalid",
            Self::Origin => "checkpoint_origin_wrong",
        }
    }
}
impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "This is no signed checkpoint.",
            Self::Key => "This is no verifier key of the form name+hash+key.",
            Self::Signature => "The checkpoint is not signed by the key you trust.",
            Self::Origin => "The checkpoint names another log than its key.",
        })
    }
}
impl std::error::Error for CheckpointError {}

/// Whether a log can go by this name: not empty, without spaces and `+`.
pub fn is_log_name(name: &str) -> bool {
    signed_note::is_key_name_valid(name)
}

/// The log's signing key: Ed25519, under the log's name.
pub struct CheckpointKey {
    origin: String,
    key: SigningKey,
}

impl CheckpointKey {
    /// From a 32-byte seed; `None` when the name is none a note may be signed with (empty, or with a space or `+`).
    pub fn from_seed(origin: &str, seed: &[u8; 32]) -> Option<Self> {
        is_log_name(origin).then(|| Self { origin: origin.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The verifier key to publish and pin: `name+hash+key`.
    pub fn verifier_key(&self) -> String {
        signed_note::new_ed25519_verifier_key(&self.origin, &self.key.verifying_key())
    }

    /// Signs a tree head.
    pub fn sign(&self, size: u64, root: Hash) -> Result<String, CheckpointError> {
        let malformed = |_| CheckpointError::Malformed;
        let text = Checkpoint::new(&self.origin, size, root, "").map_err(|_| CheckpointError::Malformed)?;
        let mut note = Note::new(&text.to_bytes(), &[]).map_err(malformed)?;
        note.add_sigs(&[&self.signer()?]).map_err(malformed)?;
        String::from_utf8(note.to_bytes()).map_err(|_| CheckpointError::Malformed)
    }

    fn signer(&self) -> Result<StandardSigner, CheckpointError> {
        use base64::{Engine, engine::general_purpose::STANDARD};
        // The library makes signers from text only: PRIVATE+KEY+name+hash+key.
        let public = [&[1], self.key.verifying_key().as_bytes().as_slice()].concat();
        let id = signed_note::key_id(&self.origin, &public);
        let secret = STANDARD.encode([&[1], self.key.as_bytes().as_slice()].concat());
        StandardSigner::new(&format!("PRIVATE+KEY+{}+{id:08x}+{secret}", self.origin))
            .map_err(|_| CheckpointError::Key)
    }
}

/// Checks a checkpoint under a verifier key the caller trusts.
pub fn verify_checkpoint(note: &[u8], verifier_key: &str) -> Result<TreeHead, CheckpointError> {
    let verifier = StandardVerifier::new(verifier_key.trim()).map_err(|_| CheckpointError::Key)?;
    let name = signed_note::Verifier::name(&verifier).to_owned();
    let note = Note::from_bytes(note).map_err(|_| CheckpointError::Malformed)?;
    note.verify(&VerifierList::new(vec![Box::new(verifier)])).map_err(|_| CheckpointError::Signature)?;
    let checkpoint = Checkpoint::from_bytes(note.text()).map_err(|_| CheckpointError::Malformed)?;
    if checkpoint.origin() != name {
        return Err(CheckpointError::Origin);
    }
    Ok(TreeHead { origin: name, size: checkpoint.size(), root: *checkpoint.hash() })
}
