//! Changes to the bytes of a signature: the forms that careless verifiers accept.

use fastrand::Rng;

/// The order of P-256's group, big-endian (FIPS 186-5).
const P256_ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
/// The order of Ed25519's group, little-endian (RFC 8032 §5.1).
const ED25519_ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// The changed signature, and whether it is as good as the old one: with `s`, `n − s` is an ECDSA signature too.
pub(super) fn change(rng: &mut Rng, ecdsa: bool, mut signature: Vec<u8>) -> (Vec<u8>, bool) {
    match rng.u8(..10) {
        0 if ecdsa => {
            let s = subtract(&P256_ORDER, &signature[32..]);
            signature.splice(32.., s);
            return (signature, true);
        }
        1 if ecdsa => signature = der(&signature),
        2 if ecdsa => {
            // r or s beyond the order: the same number modulo it, and forbidden.
            let half = if rng.bool() { 0..32 } else { 32..64 };
            signature.splice(half, P256_ORDER);
        }
        3 if !ecdsa => {
            let s = add_little_endian(&signature[32..], &ED25519_ORDER);
            signature.splice(32.., s);
        }
        4 => {
            let half = if rng.bool() { 0..32 } else { 32..64 };
            signature[half].fill(if rng.bool() { 0 } else { 0xff });
        }
        5 => signature.fill(0),
        6 => signature.truncate(rng.usize(..64)),
        7 => signature.extend(std::iter::repeat_n(0, 1 + rng.usize(..40))),
        8 => signature.rotate_left(32),
        _ => signature[rng.usize(..64)] ^= 1 << rng.u8(..8),
    }
    (signature, false)
}

/// `a − b`, big-endian; `a` is the larger.
fn subtract(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let mut out = vec![0; a.len()];
    for i in (0..a.len()).rev() {
        let difference = i16::from(a[i]) - i16::from(b[i]) - borrow;
        borrow = i16::from(difference < 0);
        out[i] = difference.rem_euclid(256) as u8;
    }
    out
}

/// `a + b`, little-endian.
fn add_little_endian(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    a.iter()
        .zip(b)
        .map(|(a, b)| {
            let sum = u16::from(*a) + u16::from(*b) + carry;
            carry = sum >> 8;
            sum as u8
        })
        .collect()
}

/// The ASN.1 form that most of the world uses, and JWS does not.
fn der(raw: &[u8]) -> Vec<u8> {
    let integer = |bytes: &[u8]| {
        let start = bytes.iter().position(|b| *b != 0).unwrap_or(bytes.len() - 1);
        let mut content = bytes[start..].to_vec();
        if content[0] & 0x80 != 0 {
            content.insert(0, 0);
        }
        [vec![2, content.len() as u8], content].concat()
    };
    let body = [integer(&raw[..32]), integer(&raw[32..])].concat();
    [vec![0x30, body.len() as u8], body].concat()
}
