//! Changes to a finished token.

use fastrand::Rng;

use super::pick;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Replaces, inserts, deletes or repeats characters.
pub(super) fn change_bytes(rng: &mut Rng, token: &str) -> String {
    let mut chars: Vec<char> = token.chars().collect();
    let at = rng.usize(..chars.len().max(1));
    let other = match rng.u8(..4) {
        0 => char::from(rng.u8(0x20..0x7f)),
        1 => pick(rng, &['\0', '\n', '\r', '\t', ' ', '=', '+', '/', '.', 'é', '\u{2028}', '😀', '\u{feff}']),
        _ => char::from(ALPHABET[rng.usize(..64)]),
    };
    match rng.u8(..5) {
        0 => chars.insert(at, other),
        1 if !chars.is_empty() => {
            chars.remove(at);
        }
        2 if at + 1 < chars.len() => chars.swap(at, at + 1),
        _ if !chars.is_empty() => chars[at] = other,
        _ => {}
    }
    chars.into_iter().collect()
}

/// Writes the same or nearly the same bytes in a form that lenient decoders take.
pub(super) fn change_base64(rng: &mut Rng, token: &str) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let i = rng.usize(..parts.len());
    let part = &mut parts[i];
    let at = rng.usize(..=part.len());
    match rng.u8(..7) {
        0 => part.push_str(&"=".repeat((4 - part.len() % 4) % 4 + usize::from(rng.bool()))),
        1 => *part = part.replace('-', "+").replace('_', "/"),
        2 if part.is_char_boundary(at) => {
            part.insert_str(at, pick(rng, &["\n", "\r\n", " ", "\t", "=", "%3D", "\0"]))
        }
        3 => stray_bits(rng, part),
        4 => part.push(char::from(ALPHABET[rng.usize(..64)])),
        5 => {
            part.pop();
        }
        _ => *part = part.replacen(char::from(ALPHABET[rng.usize(..64)]), "", 1),
    }
    parts.join(".")
}

/// Sets the bits of the last character that no byte uses.
fn stray_bits(rng: &mut Rng, part: &mut String) {
    let unused = match part.len() % 4 {
        2 => 16,
        3 => 4,
        _ => return,
    };
    let Some(last) = part.pop() else { return };
    let value = ALPHABET.iter().position(|c| char::from(*c) == last).unwrap_or(0);
    part.push(char::from(ALPHABET[value / unused * unused + rng.usize(..unused)]));
}

/// Cuts, drops, repeats and reorders the parts.
pub(super) fn change_parts(rng: &mut Rng, token: &str) -> String {
    let mut parts: Vec<&str> = token.split('.').collect();
    match rng.u8(..8) {
        0 => {
            let mut end = rng.usize(..=token.len());
            while !token.is_char_boundary(end) {
                end -= 1;
            }
            return token[..end].to_owned();
        }
        1 => {
            parts.remove(rng.usize(..parts.len()));
        }
        2 => parts.push(""),
        3 => parts.insert(rng.usize(..parts.len()), "e30"),
        4 => parts.reverse(),
        5 => {
            let i = rng.usize(..parts.len());
            parts[i] = pick(rng, &["", "e30", "bnVsbA", "AA", "W10"]);
        }
        6 => return format!("{}{token}", pick(rng, &["Bearer ", " ", "\u{feff}", ".", "{\"payload\":\""])),
        _ => return token.repeat(20),
    }
    parts.join(".")
}
