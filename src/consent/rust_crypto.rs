//! Signature verification in pure Rust, for wasm32 and for machines without a C compiler.

use super::jwk::PublicKey;
use super::jws::Signatures;

/// [`Signatures`] by the RustCrypto crates and `ed25519-dalek`. Slower than AWS-LC, and it runs everywhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct RustCrypto;

impl Signatures for RustCrypto {
    fn verify(&self, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        match key {
            PublicKey::P256 { x, y } => {
                use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
                let mut point = [4; 65];
                point[1..33].copy_from_slice(x);
                point[33..].copy_from_slice(y);
                let key = VerifyingKey::from_sec1_bytes(&point);
                let signature = Signature::from_slice(signature);
                key.is_ok_and(|key| signature.is_ok_and(|s| key.verify(message, &s).is_ok()))
            }
            PublicKey::Ed25519(bytes) => {
                use ed25519_dalek::{Signature, Verifier, VerifyingKey};
                let key = VerifyingKey::from_bytes(bytes);
                let signature = Signature::from_slice(signature);
                key.is_ok_and(|key| signature.is_ok_and(|s| key.verify(message, &s).is_ok()))
            }
        }
    }
}
