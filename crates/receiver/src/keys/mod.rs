//! The key that signs receipts, the public keys that once did, the log's key, and the secrets behind challenges and
//! links.

mod files;
mod signing;

use std::path::{Path, PathBuf};
use std::{fs, io};

use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::signature::Ed25519KeyPair;
use aws_lc_rs::{hkdf, hmac};
use whatsapp_opt_in::consent::{Act, Algorithm, JwkSet, PublicKey, Receipt};
use whatsapp_opt_in_log::CheckpointKey;

use self::signing::SigningKey;
use crate::store::SealError;

const ENVIRONMENT: &str = "the signing key in the environment";

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
    #[error("{0} is not a PKCS#8 P-256 or Ed25519 private key in PEM (-----BEGIN PRIVATE KEY-----)")]
    Private(String),
    /// The log's key is not one we can sign with.
    #[error("{0} is not a PKCS#8 Ed25519 private key in PEM (-----BEGIN PRIVATE KEY-----)")]
    Log(String),
    /// The log's name cannot stand in a checkpoint.
    #[error("`{0}` cannot name a log; write it without spaces and +, such as shop.example/log")]
    LogOrigin(String),
    /// The key to rotate is not in a file.
    #[error(
        "the signing key comes from the environment; add the next public key to the retired keys, start again, wait \
         until caches have it, then add the old one and replace the key where it is kept"
    )]
    NotAFile,
    /// The retired keys are no key set, or one that shows a private key.
    #[error("{0} is not a JWKS of public keys with a kid each")]
    Retired(PathBuf),
    /// TLS, for the Cloud API, cannot be had.
    #[error("the system's root certificates cannot be read, so that the Cloud API cannot be reached")]
    Tls,
    /// The random source or the library failed.
    #[error("a key could not be made")]
    Generate,
}

/// Where the keys come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySource {
    /// The private key itself, PEM; then no file is read or made.
    pub pem: Option<String>,
    /// Which kind of key is made where none is there. A key that is there says by itself what it is.
    pub algorithm: Algorithm,
    /// The private key's file; made at first start. The key that comes after it, once there is one, stands in the file
    /// of the same name with `.next`.
    pub file: PathBuf,
    /// A JWKS of public keys that signed receipts in the past; need not exist.
    pub retired: PathBuf,
    /// The log's private key file; made at first start, and never rotated: who follows a log knows it by its key.
    pub log: PathBuf,
}

/// The keys of one receiver.
#[derive(Debug)]
pub struct Keys {
    signing: SigningKey,
    kid: String,
    jwks: String,
    trusted: JwkSet,
    challenge: hmac::Key,
    link: hmac::Key,
    erased: hmac::Key,
    log_seed: Seed,
}

/// The log's private key; never shown.
struct Seed([u8; 32]);

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed")
    }
}

impl Keys {
    /// Reads the keys, making the private ones whose files do not exist.
    pub fn load(source: &KeySource) -> Result<Self, KeyError> {
        let signing = match &source.pem {
            Some(pem) => SigningKey::from_pem(pem, ENVIRONMENT)?,
            None => files::read_or_create(&source.file, SigningKey::from_pem, || {
                SigningKey::new_pem(source.algorithm)
            })?,
        };
        let log_seed = files::read_or_create(&source.log, log_seed, new_log_key)?;
        Self::assemble(signing, source.next_key()?.as_ref(), log_seed, read_retired(&source.retired)?)
    }

    /// Checks the keys that are there, without making any.
    pub fn check(source: &KeySource) -> Result<(), KeyError> {
        match &source.pem {
            Some(pem) => drop(SigningKey::from_pem(pem, ENVIRONMENT)?),
            None if source.file.exists() => drop(files::read(&source.file, SigningKey::from_pem)?),
            None => {}
        }
        source.next_key()?;
        if source.log.exists() {
            files::read(&source.log, log_seed)?;
        }
        read_retired(&source.retired).map(drop)
    }

    /// One step of a change of the signing key. The first makes the next key, which a receiver publishes from its next
    /// start; the second, once whoever verifies receipts has fetched the key set anew, makes it sign. So nobody ever
    /// meets a receipt under a key that was not published before. A receiver that runs goes on as it is until it is
    /// started again.
    pub fn rotate(source: &KeySource) -> Result<Rotation, KeyError> {
        let (signing, next) = (source.signing_public()?, source.next_key()?);
        if let Some(next) = next {
            return source.promote(&signing, &next).map(Rotation::Done);
        }
        let next = source.make_next()?;
        Ok(Rotation::Prepared { signing: signing.thumbprint(), next: next.thumbprint() })
    }

    /// Both steps at once, for a key that somebody else may have: who cached the key set will not know the new key
    /// until the cache ends.
    pub fn rotate_now(source: &KeySource) -> Result<Rotated, KeyError> {
        let signing = source.signing_public()?;
        let next = match source.next_key()? {
            Some(next) => next,
            None => source.make_next()?,
        };
        source.promote(&signing, &next)
    }

    /// Signs a receipt.
    pub fn sign(&self, receipt: &Receipt) -> Result<String, SealError> {
        let input = receipt.signing_input(self.signing.algorithm(), &self.kid);
        self.signing.seal(input.map_err(|_| SealError)?)
    }

    /// Signs an act the receiver itself sets down, under the key that signs its receipts.
    pub(crate) fn sign_act(&self, act: &Act) -> Result<String, SealError> {
        let public = self.signing.public().ok_or(SealError)?;
        let input = act.signing_input(public.algorithm(), &public.to_jwk());
        self.signing.seal(input.map_err(|_| SealError)?)
    }

    /// Id of the signing key: its RFC 7638 thumbprint.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public keys of the past, the present and the next signing key, as a JWKS document.
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

    /// The key that authenticates links for a person.
    pub(crate) fn link(&self) -> &hmac::Key {
        &self.link
    }

    /// The key that hides who was erased.
    pub(crate) fn erased(&self) -> &hmac::Key {
        &self.erased
    }

    /// The log's key under its name.
    pub(crate) fn checkpoint(&self, origin: &str) -> Result<CheckpointKey, KeyError> {
        let key = CheckpointKey::from_seed(origin, &self.log_seed.0);
        key.ok_or_else(|| KeyError::LogOrigin(origin.to_owned()))
    }

    fn assemble(
        signing: SigningKey,
        next: Option<&PublicKey>,
        log_seed: Seed,
        mut trusted: JwkSet,
    ) -> Result<Self, KeyError> {
        let public = signing.public().ok_or(KeyError::Generate)?;
        let kid = public.thumbprint();
        for key in [Some(&public), next].into_iter().flatten() {
            add(&mut trusted, key);
        }
        // From the key that is never rotated: challenges and links outlive a rotation.
        let challenge = derive(&log_seed, b"challenge nonce v1").ok_or(KeyError::Generate)?;
        let link = derive(&log_seed, b"manage link v1").ok_or(KeyError::Generate)?;
        let erased = derive(&log_seed, b"erased contact v1").ok_or(KeyError::Generate)?;
        Ok(Self { jwks: trusted.to_json(), signing, kid, trusted, challenge, link, erased, log_seed })
    }
}

impl KeySource {
    /// Files of private keys that are not there and would be made at the next start.
    pub fn missing(&self) -> Vec<&Path> {
        let signing = self.pem.is_none().then_some(self.file.as_path());
        signing.into_iter().chain([self.log.as_path()]).filter(|path| !path.exists()).collect()
    }

    fn next_file(&self) -> PathBuf {
        let mut name = self.file.as_os_str().to_owned();
        name.push(".next");
        PathBuf::from(name)
    }

    /// The public half of the next key, if one was made.
    fn next_key(&self) -> Result<Option<PublicKey>, KeyError> {
        match files::read(&self.next_file(), SigningKey::from_pem) {
            Ok(key) => Ok(key.public()),
            Err(KeyError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn signing_public(&self) -> Result<PublicKey, KeyError> {
        if self.pem.is_some() {
            return Err(KeyError::NotAFile);
        }
        files::read(&self.file, SigningKey::from_pem)?.public().ok_or(KeyError::Generate)
    }

    fn make_next(&self) -> Result<PublicKey, KeyError> {
        let pem = SigningKey::new_pem(self.algorithm)?;
        files::replace(&self.next_file(), pem.as_bytes())?;
        SigningKey::from_pem(&pem, "the next key")?.public().ok_or(KeyError::Generate)
    }

    /// Puts the next key in the place of the signing one, whose public half is kept: its receipts still verify.
    fn promote(&self, old: &PublicKey, next: &PublicKey) -> Result<Rotated, KeyError> {
        let mut retired = read_retired(&self.retired)?;
        add(&mut retired, old);
        // First the public half: a crash in between leaves a key that is both, which harms nobody.
        files::replace(&self.retired, retired.to_json().as_bytes())?;
        files::rename(&self.next_file(), &self.file)?;
        Ok(Rotated { old: old.thumbprint(), new: next.thumbprint() })
    }
}

fn add(keys: &mut JwkSet, key: &PublicKey) {
    let kid = key.thumbprint();
    if keys.get(&kid).is_none() {
        keys.insert(kid, key.clone());
    }
}

/// What a step of a rotation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The next key was made; it is published from the next start and signs nothing yet.
    Prepared {
        /// Id of the key that signs.
        signing: String,
        /// Id of the next one.
        next: String,
    },
    /// The next key signs from the next start.
    Done(Rotated),
}

/// What a rotation did: ids of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The key that signed until now.
    pub old: String,
    /// The key that signs from the next start.
    pub new: String,
}

/// Receivers that share the log's key also know each other's challenges and links.
fn derive(seed: &Seed, purpose: &[u8]) -> Option<hmac::Key> {
    let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"whatsapp-opt-in");
    let derived = salt.extract(&seed.0);
    Some(hmac::Key::from(derived.expand(&[purpose], hmac::HMAC_SHA256).ok()?))
}

fn log_seed(pem: &str, name: &str) -> Result<Seed, KeyError> {
    let pair = files::from_pem(pem).and_then(|der| Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).ok());
    let seed = pair.and_then(|pair| pair.seed().ok()?.as_be_bytes().ok()?.as_ref().try_into().ok());
    seed.map(Seed).ok_or_else(|| KeyError::Log(name.to_owned()))
}

fn new_log_key() -> Result<String, KeyError> {
    let der = Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8v1());
    files::to_pem(der.map_err(|_| KeyError::Generate)?.as_ref())
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
    use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act, verify_receipt};

    use super::*;

    fn source(folder: &Path) -> KeySource {
        let file = |name: &str| folder.join(name);
        KeySource {
            pem: None,
            algorithm: Algorithm::Es256,
            file: file("a.key.pem"),
            retired: file("a.retired.jwks.json"),
            log: file("a.log.key.pem"),
        }
    }

    #[test]
    fn a_key_is_made_once_and_only_its_owner_can_read_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Keys::load(&source(folder.path())).expect("keys");
        let second = Keys::load(&source(folder.path())).expect("keys");
        assert_eq!(first.jwks(), second.jwks());
        assert_eq!(first.log_seed.0, second.log_seed.0);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
        #[cfg(unix)]
        for entry in fs::read_dir(folder.path()).expect("a folder") {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                entry.expect("a file").metadata().expect("its mode").permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let source = source(folder.path());
        Keys::load(&source).expect("keys");
        for file in [&source.file, &source.log] {
            for mode in [0o640, 0o604] {
                fs::set_permissions(file, fs::Permissions::from_mode(mode)).expect("a mode");
                assert!(matches!(Keys::load(&source), Err(KeyError::Exposed(_))));
                assert!(matches!(Keys::check(&source), Err(KeyError::Exposed(_))));
            }
            fs::set_permissions(file, fs::Permissions::from_mode(0o600)).expect("a mode");
        }
        fs::copy(&source.file, &source.log).expect("a file");
        assert!(matches!(Keys::check(&source), Err(KeyError::Log(_))), "a key of another kind");
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
        assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 1, "the log's key alone");
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

    #[test]
    fn a_rotation_publishes_the_next_key_before_it_signs_and_keeps_every_earlier_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = source(folder.path());
        let first = Keys::load(&source).expect("keys");
        let mut kids = vec![first.kid().to_owned()];
        for _ in 0..2 {
            let Ok(Rotation::Prepared { signing, next }) = Keys::rotate(&source) else { panic!("no step") };
            let between = Keys::load(&source).expect("keys");
            assert_eq!((between.kid(), &signing), (signing.as_str(), &kids[kids.len() - 1]));
            assert!(between.trusted().get(&next).is_some(), "published before it signs");
            Keys::check(&source).expect("good");
            let Ok(Rotation::Done(rotated)) = Keys::rotate(&source) else { panic!("no step") };
            assert_eq!((&rotated.old, &rotated.new), (&signing, &next));
            let keys = Keys::load(&source).expect("keys");
            assert_eq!(keys.kid(), next);
            kids.push(next);
            assert!(kids.iter().all(|kid| keys.trusted().get(kid).is_some()));
            assert_eq!(keys.log_seed.0, first.log_seed.0, "the log keeps its key");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3, "no draft is left");
    }

    #[test]
    fn keys_of_both_algorithms_follow_each_other_and_all_their_receipts_verify() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = |algorithm| KeySource { algorithm, ..source(folder.path()) };
        let mut receipts = vec![sealed(&Keys::load(&source(Algorithm::Ed25519)).expect("keys"))];
        for algorithm in [Algorithm::Es256, Algorithm::Ed25519] {
            Keys::rotate_now(&source(algorithm)).expect("rotated");
            // What is to be made next decides nothing about the key that is there.
            let keys = Keys::load(&source(Algorithm::Es256)).expect("keys");
            receipts.push(sealed(&keys));
            let algorithms: Vec<Algorithm> = receipts
                .iter()
                .map(|receipt| {
                    let receipt = verify_receipt(receipt, &AwsLc, keys.trusted(), None).expect("a receipt");
                    keys.trusted().get(receipt.kid()).expect("its key").algorithm()
                })
                .collect();
            let expected = [Algorithm::Ed25519, Algorithm::Es256, Algorithm::Ed25519];
            assert_eq!(algorithms, expected[..receipts.len()]);
            let act = keys.sign_act(&test_support::act()).expect("an act");
            let act = verify_act(&act, &AwsLc, &Expect::default()).expect("a valid act");
            assert_eq!(act.key().thumbprint(), keys.kid());
        }
    }

    /// The key of RFC 8410 §10.3, in the form that `openssl genpkey -algorithm ed25519` writes.
    #[test]
    fn an_ed25519_key_made_by_another_program_is_read() {
        let ed25519 = "-----BEGIN PRIVATE KEY-----\n\
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
        let folder = tempfile::tempdir().expect("a folder");
        let source = KeySource { pem: Some(ed25519.into()), ..source(folder.path()) };
        let keys = Keys::load(&source).expect("keys");
        let receipt = sealed(&keys);
        let receipt = verify_receipt(&receipt, &AwsLc, keys.trusted(), None).expect("a receipt");
        let Some(PublicKey::Ed25519(x)) = keys.trusted().get(receipt.kid()) else { panic!("another kind") };
        assert_eq!(x[..4], [0x19, 0xbf, 0x44, 0x09], "the public key of RFC 8410 §10.1");
    }

    fn sealed(keys: &Keys) -> String {
        keys.sign(&Receipt {
            iss: "https://shop.example".into(),
            iat: 1,
            jti: "01931e5e-7b5a-7c3d-9e2f-0123456789ab".into(),
            record_sha256: "0".repeat(64),
            seq: 1,
            assurance: whatsapp_opt_in::consent::Assurance::SelfAsserted,
            log: None,
            withdraw_url: None,
        })
        .expect("a receipt")
    }

    #[test]
    fn a_rotation_at_once_takes_the_next_key_if_there_is_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = source(folder.path());
        let first = Keys::load(&source).expect("keys").kid().to_owned();
        let rotated = Keys::rotate_now(&source).expect("rotated");
        assert_eq!(rotated.old, first);
        let Ok(Rotation::Prepared { next, .. }) = Keys::rotate(&source) else { panic!("no step") };
        assert_eq!(Keys::rotate_now(&source).expect("rotated"), Rotated { old: rotated.new, new: next });
    }

    #[test]
    fn a_next_key_that_is_none_is_refused_and_a_key_of_the_environment_rotated_elsewhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = source(folder.path());
        Keys::load(&source).expect("keys");
        let pem = Some(fs::read_to_string(&source.file).expect("a file"));
        let from_environment = KeySource { pem, ..source.clone() };
        assert!(matches!(Keys::rotate(&from_environment), Err(KeyError::NotAFile)));
        assert!(matches!(Keys::rotate_now(&from_environment), Err(KeyError::NotAFile)));
        files::replace(&source.next_file(), b"nonsense").expect("a file");
        for refused in [Keys::load(&source).map(drop), Keys::rotate(&source).map(drop), Keys::check(&source)]
        {
            assert!(matches!(refused, Err(KeyError::Private(_))));
        }
    }
}
