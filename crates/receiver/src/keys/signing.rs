//! The key that signs receipts, of either kind a receipt may be signed with.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _,
};
use whatsapp_opt_in::consent::{Algorithm, PublicKey, encode_compact};

use super::{KeyError, files};
use crate::store::SealError;

const ES256: &EcdsaSigningAlgorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;

/// A private key; what it is decides the algorithm.
#[derive(Debug)]
pub(super) enum SigningKey {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl SigningKey {
    /// Reads PKCS#8 PEM; `name` tells in an error where it stood.
    pub(super) fn from_pem(pem: &str, name: &str) -> Result<Self, KeyError> {
        let read = |der: Vec<u8>| {
            let p256 = EcdsaKeyPair::from_pkcs8(ES256, &der).ok().map(Self::P256);
            p256.or_else(|| Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).ok().map(Self::Ed25519))
        };
        files::from_pem(pem).and_then(read).ok_or_else(|| KeyError::Private(name.to_owned()))
    }

    /// Makes a key, as PKCS#8 PEM.
    pub(super) fn new_pem(algorithm: Algorithm) -> Result<String, KeyError> {
        let der = match algorithm {
            Algorithm::Es256 => EcdsaKeyPair::generate(ES256).and_then(|pair| pair.to_pkcs8v1()),
            Algorithm::Ed25519 => Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8v1()),
        };
        files::to_pem(der.map_err(|_| KeyError::Generate)?.as_ref())
    }

    pub(super) fn public(&self) -> Option<PublicKey> {
        match self {
            Self::P256(pair) => {
                // SEC 1 §2.3.3, uncompressed: 04 ‖ x ‖ y.
                let (x, y) = pair.public_key().as_ref().strip_prefix(&[4])?.split_at_checked(32)?;
                Some(PublicKey::P256 { x: x.try_into().ok()?, y: y.try_into().ok()? })
            }
            Self::Ed25519(pair) => Some(PublicKey::Ed25519(pair.public_key().as_ref().try_into().ok()?)),
        }
    }

    pub(super) fn algorithm(&self) -> Algorithm {
        match self {
            Self::P256(_) => Algorithm::Es256,
            Self::Ed25519(_) => Algorithm::Ed25519,
        }
    }

    /// Signs a signing input, and appends the signature.
    pub(super) fn seal(&self, input: String) -> Result<String, SealError> {
        let message = input.as_bytes();
        let signature = match self {
            Self::P256(pair) => pair.sign(&SystemRandom::new(), message).map_err(|_| SealError)?,
            Self::Ed25519(pair) => pair.sign(message),
        };
        Ok(encode_compact(input, signature.as_ref()))
    }
}
