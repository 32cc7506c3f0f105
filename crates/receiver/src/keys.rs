//! The key that signs receipts, the public keys that once did, and the secret behind challenges.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair as _,
};
use aws_lc_rs::{hkdf, hmac};
use pem_rfc7468::LineEnding;
use whatsapp_opt_in::consent::{Algorithm, JwkSet, PublicKey, Receipt, encode_compact};

use crate::store::SealError;

const PEM_LABEL: &str = "PRIVATE KEY";
const ES256: &EcdsaSigningAlgorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
    /// Others can read the private key.
    #[error(
        "{0} can be read by others than its owner; run chmod 600 on it, and make a new key if somebody may have"
    )]
    Exposed(PathBuf),
    /// The private key is not one we can sign with.
    #[error("{0} is not a PKCS#8 P-256 private key in PEM (-----BEGIN PRIVATE KEY-----)")]
    Private(String),
    /// The retired keys are no key set, or one that shows a private key.
    #[error("{0} is not a JWKS of public keys with a kid each")]
    Retired(PathBuf),
    /// The random source or the library failed.
    #[error("a key could not be made")]
    Generate,
}

/// Where the keys come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySource {
    /// The private key itself, PEM; then no file is read or made.
    pub pem: Option<String>,
    /// The private key's file; made at first start.
    pub file: PathBuf,
    /// A JWKS of public keys that signed receipts in the past; need not exist.
    pub retired: PathBuf,
}

/// The keys of one receiver.
#[derive(Debug)]
pub struct Keys {
    signing: EcdsaKeyPair,
    kid: String,
    jwks: String,
    trusted: JwkSet,
    challenge: hmac::Key,
}

impl Keys {
    /// Reads the keys, making the private one if its file does not exist.
    pub fn load(source: &KeySource) -> Result<Self, KeyError> {
        let signing = match &source.pem {
            Some(pem) => from_pem(pem.trim(), "the signing key in the environment")?,
            None => match read_private(&source.file) {
                Err(KeyError::Io { source: error, .. }) if error.kind() == io::ErrorKind::NotFound => {
                    create_private(&source.file)?
                }
                read => read?,
            },
        };
        Self::assemble(signing, read_retired(&source.retired)?)
    }

    /// Checks the keys that are there, without making any.
    pub fn check(source: &KeySource) -> Result<(), KeyError> {
        match &source.pem {
            Some(pem) => drop(from_pem(pem.trim(), "the signing key in the environment")?),
            None if source.file.exists() => drop(read_private(&source.file)?),
            None => {}
        }
        read_retired(&source.retired).map(drop)
    }

    /// Signs a receipt.
    pub fn sign(&self, receipt: &Receipt) -> Result<String, SealError> {
        let input = receipt.signing_input(Algorithm::Es256, &self.kid).map_err(|_| SealError)?;
        let signature = self.signing.sign(&SystemRandom::new(), input.as_bytes()).map_err(|_| SealError)?;
        Ok(encode_compact(input, signature.as_ref()))
    }

    /// Id of the signing key: its RFC 7638 thumbprint.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Present and retired public keys, as a JWKS document.
    pub fn jwks(&self) -> &str {
        &self.jwks
    }

    /// The same keys, to verify with.
    pub fn trusted(&self) -> &JwkSet {
        &self.trusted
    }

    /// The key that authenticates challenges.
    pub(crate) fn challenge(&self) -> &hmac::Key {
        &self.challenge
    }

    fn assemble(signing: EcdsaKeyPair, mut trusted: JwkSet) -> Result<Self, KeyError> {
        let public = public_key(&signing).ok_or(KeyError::Generate)?;
        let kid = public.thumbprint();
        if trusted.get(&kid).is_none() {
            trusted.insert(kid.clone(), public);
        }
        let challenge = challenge_key(&signing).ok_or(KeyError::Generate)?;
        Ok(Self { jwks: trusted.to_json(), signing, kid, trusted, challenge })
    }
}

fn public_key(pair: &EcdsaKeyPair) -> Option<PublicKey> {
    // SEC 1 §2.3.3, uncompressed: 04 ‖ x ‖ y.
    let (x, y) = pair.public_key().as_ref().strip_prefix(&[4])?.split_at_checked(32)?;
    Some(PublicKey::P256 { x: x.try_into().ok()?, y: y.try_into().ok()? })
}

/// Derived from the signing key, so that receivers that share that one file also know each other's challenges.
fn challenge_key(pair: &EcdsaKeyPair) -> Option<hmac::Key> {
    let secret = pair.private_key().as_be_bytes().ok()?;
    let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"whatsapp-opt-in");
    let derived = salt.extract(secret.as_ref());
    let key = derived.expand(&[b"challenge nonce v1"], hmac::HMAC_SHA256).ok()?;
    Some(hmac::Key::from(key))
}

fn read_private(path: &Path) -> Result<EcdsaKeyPair, KeyError> {
    let io_error = |source| KeyError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(io_error)?;
    // Of the open file, not of the path: nobody can swap it in between.
    if is_exposed(&file.metadata().map_err(io_error)?) {
        return Err(KeyError::Exposed(path.to_owned()));
    }
    let pem = io::read_to_string(file).map_err(io_error)?;
    from_pem(pem.trim(), &path.display().to_string())
}

#[cfg(unix)]
fn is_exposed(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_exposed(_metadata: &fs::Metadata) -> bool {
    false
}

fn from_pem(pem: &str, name: &str) -> Result<EcdsaKeyPair, KeyError> {
    let refuse = || KeyError::Private(name.to_owned());
    let (label, der) = pem_rfc7468::decode_vec(pem.as_bytes()).map_err(|_| refuse())?;
    if label != PEM_LABEL {
        return Err(refuse());
    }
    EcdsaKeyPair::from_pkcs8(ES256, &der).map_err(|_| refuse())
}

/// Makes the key under another name first: a crash leaves either no key or a whole one.
fn create_private(path: &Path) -> Result<EcdsaKeyPair, KeyError> {
    let io_error = |source| KeyError::Io { path: path.to_owned(), source };
    let pair = EcdsaKeyPair::generate(ES256).map_err(|_| KeyError::Generate)?;
    let der = pair.to_pkcs8v1().map_err(|_| KeyError::Generate)?;
    let pem = pem_rfc7468::encode_string(PEM_LABEL, LineEnding::LF, der.as_ref())
        .map_err(|_| KeyError::Generate)?;
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}", std::process::id()));
    let draft = PathBuf::from(draft);
    let mut file = private_file(&draft).map_err(io_error)?;
    file.write_all(pem.as_bytes()).and_then(|()| file.sync_all()).map_err(io_error)?;
    // A link fails where a rename would overwrite: of two that start at once, one key wins and both use it.
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(io_error)?;
    match linked {
        Ok(()) => {
            sync_directory(path).map_err(io_error)?;
            Ok(pair)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read_private(path),
        Err(error) => Err(io_error(error)),
    }
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The file's name must survive a power loss too.
fn sync_directory(path: &Path) -> io::Result<()> {
    let directory = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

fn read_retired(path: &Path) -> Result<JwkSet, KeyError> {
    match fs::read(path) {
        Ok(bytes) => JwkSet::from_json(&bytes).ok_or_else(|| KeyError::Retired(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(JwkSet::new()),
        Err(source) => Err(KeyError::Io { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(folder: &Path) -> KeySource {
        KeySource { pem: None, file: folder.join("a.key.pem"), retired: folder.join("a.retired.jwks.json") }
    }

    #[test]
    fn a_key_is_made_once_and_only_its_owner_can_read_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Keys::load(&source(folder.path())).expect("keys");
        let second = Keys::load(&source(folder.path())).expect("keys");
        assert_eq!(first.jwks(), second.jwks());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(source(folder.path()).file).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let source = source(folder.path());
        Keys::load(&source).expect("keys");
        for mode in [0o640, 0o604] {
            fs::set_permissions(&source.file, fs::Permissions::from_mode(mode)).expect("a mode");
            assert!(matches!(Keys::load(&source), Err(KeyError::Exposed(_))));
            assert!(matches!(Keys::check(&source), Err(KeyError::Exposed(_))));
        }
    }

    #[test]
    fn a_key_from_the_environment_is_used_and_nonsense_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let from_file = Keys::load(&source(folder.path())).expect("keys");
        let pem = fs::read_to_string(source(folder.path()).file).expect("a file");
        let elsewhere = tempfile::tempdir().expect("a folder");
        let from_text =
            Keys::load(&KeySource { pem: Some(pem.clone()), ..source(elsewhere.path()) }).expect("keys");
        assert_eq!(from_text.kid(), from_file.kid());
        assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 0);
        for bad in ["", "secret", &pem.replace("PRIVATE KEY", "PUBLIC KEY"), &pem[..pem.len() / 2]] {
            let source = KeySource { pem: Some(bad.into()), ..source(elsewhere.path()) };
            let error = Keys::load(&source).expect_err("no key").to_string();
            assert!(bad.is_empty() || !error.contains(bad), "the error repeats the key");
        }
    }

    #[test]
    fn retired_keys_are_published_beside_the_present_one_and_private_ones_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = source(folder.path());
        let old = Keys::load(&source).expect("keys");
        fs::write(&source.retired, old.jwks()).expect("a file");
        fs::remove_file(&source.file).expect("a file");
        let new = Keys::load(&source).expect("keys");
        assert_ne!(new.kid(), old.kid());
        assert!(new.trusted().get(old.kid()).is_some() && new.trusted().get(new.kid()).is_some());
        fs::write(&source.retired, old.jwks().replacen("\"x\"", "\"d\":\"AQ\",\"x\"", 1)).expect("a file");
        assert!(matches!(Keys::load(&source), Err(KeyError::Retired(_))));
    }
}
