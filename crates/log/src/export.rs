//! An auditor's offline check of a whole ledger.

use std::io::{BufRead, Read};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use tlog_tiles::Error as LogError;
use whatsapp_opt_in::consent::{
    AwsLc, Expect, ExpectReceipt, JwkSet, Verified, VerifiedReceipt, verify_act, verify_receipt,
};

use crate::checkpoint::verify_checkpoint;
use crate::tree::{Commitment, Memory, root, verify_inclusion, verify_tile};

/// One line of an export (NDJSON), in the ledger's order. It is written in one way only, as serde writes this struct: members
/// in this order, no white space, no member twice, none `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportLine {
    /// Position in the ledger, from 1.
    pub seq: u64,
    /// The commitment, base64.
    pub commitment: String,
    /// The salt, base64; absent once the person was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// The act's compact bytes; absent once the person was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// The receipt's compact bytes; absent once the person was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// What the auditor trusts, from a channel other than the export.
#[derive(Clone, Debug)]
pub struct Pinned<'a> {
    /// The receiver's keys.
    pub receipts: &'a JwkSet,
    /// The receivers whose receipts these may be (`iss`), if the auditor knows them.
    pub issuers: Option<&'a [String]>,
    /// The log's verifier key, `name+hash+key`. Receipts must name the same log.
    pub log: &'a str,
    /// The checkpoint that belongs to the export.
    pub checkpoint: &'a [u8],
    /// Checkpoints kept from earlier days: the log must still hold what they saw.
    pub earlier: &'a [Vec<u8>],
}

/// The outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Lines read.
    pub lines: u64,
    /// Lines whose person was erased: only their place in the log was checked.
    pub erased: u64,
    /// What is wrong; empty when the ledger is whole.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The line, from 1; `None` when the whole log is meant.
    pub line: Option<u64>,
    /// Stable code.
    pub code: String,
}

/// Every code of the audit itself and what it means. Codes of acts, receipts and checkpoints come beside them.
pub const AUDIT_CODES: [(&str, &str); 14] = [
    ("line_malformed", "The line is not written as an export's line is, or longer than 64 KiB."),
    ("line_incomplete", "Of salt, act and receipt some are there and some are not; erasing takes all three."),
    ("seq_not_contiguous", "The line's seq is not its place; a line is missing, doubled or moved."),
    ("commitment_malformed", "The commitment is not 32 bytes in base64."),
    (
        "commitment_wrong",
        "The commitment is not that of this salt and this act; one of the three was changed.",
    ),
    ("receipt_seq_wrong", "The receipt was given for another place in the ledger."),
    (
        "receipt_proof_wrong",
        "The proof in the receipt does not show this act as the last leaf of a tree of this size.",
    ),
    ("receipt_root_wrong", "The receipt proves the act in another history than this one."),
    (
        "checkpoint_size_wrong",
        "The checkpoint is of another size than the export: records are missing or added.",
    ),
    ("checkpoint_root_wrong", "The checkpoint signed other records than these, or another order."),
    ("log_rolled_back", "A checkpoint kept from before has seen more records than there are now."),
    ("log_forked", "A checkpoint kept from before has seen another history."),
    ("export_truncated", "The last line has no line break: the export was cut off."),
    ("tile_wrong", "A tile is none of this log, or holds other hashes or entries than the export makes."),
];

impl Report {
    /// Adds a finding.
    pub fn find(&mut self, line: impl Into<Option<u64>>, code: &str) {
        self.findings.push(Finding { line: line.into(), code: code.to_owned() });
    }
}

/// The longest line: an act and a receipt of 16 KiB each, and as much again. Of a longer one nothing is kept.
pub const MAX_LINE_BYTES: u64 = 64 * 1024;

/// Checks every line, the order, the tree and the checkpoints. Reads to the end and reports everything it finds; an
/// I/O error is the only thing that stops it.
pub fn verify_export(lines: impl BufRead, pinned: &Pinned<'_>) -> std::io::Result<Report> {
    verify_export_with_tiles(lines, pinned, &[])
}

/// [`verify_export`], and holds tiles of the log that somebody fetched, by their C2SP paths (`tile/0/000`), against it.
pub fn verify_export_with_tiles(
    mut lines: impl BufRead,
    pinned: &Pinned<'_>,
    tiles: &[(String, Vec<u8>)],
) -> std::io::Result<Report> {
    let mut audit = Audit::new(pinned.receipts);
    audit.issuers = pinned.issuers;
    audit.log = pinned.log.trim().split('+').next();
    let mut text = Vec::new();
    while lines.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut text)? > 0 {
        let mut ended = text.ends_with(b"\n");
        if !ended && text.len() as u64 == MAX_LINE_BYTES {
            text.clear();
            ended = skip_line(&mut lines)?;
        }
        match read_line(&text) {
            Some(line) => drop(audit.line(&line).map_err(std::io::Error::other)?),
            None => audit.unreadable_line(),
        }
        if !ended {
            audit.report.find(None, "export_truncated");
        }
        text.clear();
    }
    for (path, bytes) in tiles {
        if !verify_tile(path, bytes, audit.tree.size(), &audit.tree) {
            audit.report.find(None, "tile_wrong");
        }
    }
    Ok(audit.finish(pinned))
}

/// What stands there must be what was understood: a reader of another language that takes the last of two members, or an
/// array for an object, would otherwise see another ledger.
fn read_line(text: &[u8]) -> Option<ExportLine> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let line: ExportLine = serde_json::from_slice(text).ok()?;
    (line.seq <= MAX_INTEGER && serde_json::to_vec(&line).ok()? == text).then_some(line)
}

/// What every JSON reader holds exactly.
const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Leaves the rest of a line out; `false` when the input ends before the line does.
fn skip_line(lines: &mut impl BufRead) -> std::io::Result<bool> {
    loop {
        let part = lines.fill_buf()?;
        if part.is_empty() {
            return Ok(false);
        }
        let end = part.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(part.len(), |end| end + 1);
        lines.consume(length);
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// The check of a ledger under way, line by line: for whoever has more to compare than an export holds.
#[derive(Debug)]
pub struct Audit<'a> {
    receipts: &'a JwkSet,
    issuers: Option<&'a [String]>,
    log: Option<&'a str>,
    tree: Memory,
    /// What was found so far.
    pub report: Report,
}

impl<'a> Audit<'a> {
    /// Begins; receipts are held to these keys.
    pub fn new(receipts: &'a JwkSet) -> Self {
        Self { receipts, issuers: None, log: None, tree: Memory::default(), report: Report::default() }
    }

    /// The log as the lines so far make it.
    pub fn tree(&self) -> &Memory {
        &self.tree
    }

    /// Checks the next line; its act and receipt when both verify.
    pub fn line(&mut self, line: &ExportLine) -> Result<Option<(Verified, VerifiedReceipt)>, LogError> {
        self.report.lines += 1;
        let number = self.report.lines;
        if line.seq != number {
            self.report.find(number, "seq_not_contiguous");
        }
        let Some(commitment) = decode::<32>(&line.commitment).map(Commitment) else {
            self.report.find(number, "commitment_malformed");
            return Ok(None);
        };
        self.tree.push(&commitment)?;
        match (&line.salt, &line.act, &line.receipt) {
            (None, None, None) => self.report.erased += 1,
            (Some(salt), Some(act), Some(receipt)) => {
                let committed = decode(salt).map(|salt| Commitment::new(&salt, act.as_bytes()));
                if committed != Some(commitment) {
                    self.report.find(number, "commitment_wrong");
                }
                return Ok(self.record(act, receipt, number));
            }
            _ => self.report.find(number, "line_incomplete"),
        }
        Ok(None)
    }

    /// Compares the checkpoints with the log that the lines made, and ends.
    pub fn finish(mut self, pinned: &Pinned<'_>) -> Report {
        check_heads(pinned, &self.tree, &mut self.report);
        self.report
    }

    fn unreadable_line(&mut self) {
        self.report.lines += 1;
        self.report.find(self.report.lines, "line_malformed");
    }

    fn record(&mut self, act: &str, receipt: &str, number: u64) -> Option<(Verified, VerifiedReceipt)> {
        let verified = verify_act(act, &AwsLc, &Expect::default())
            .map_err(|error| self.report.find(number, error.code()))
            .ok()?;
        let expect = ExpectReceipt { act: Some(&verified), issuers: self.issuers, log: self.log };
        let receipt = verify_receipt(receipt, &AwsLc, self.receipts, expect)
            .map_err(|error| self.report.find(number, error.code()))
            .ok()?;
        if receipt.seq != number {
            self.report.find(number, "receipt_seq_wrong");
        }
        if let Some(proof) = &receipt.log {
            // A receipt proves its record in the tree it was the last leaf of; that tree must be one this log once was.
            let ours = root(number, &self.tree).ok().map(|hash| STANDARD.encode(hash.0));
            if proof.size != number || !verify_inclusion(proof, act.as_bytes()) {
                self.report.find(number, "receipt_proof_wrong");
            } else if Some(&proof.root) != ours.as_ref() {
                self.report.find(number, "receipt_root_wrong");
            }
        }
        Some((verified, receipt))
    }
}

fn check_heads(pinned: &Pinned<'_>, tree: &Memory, report: &mut Report) {
    match verify_checkpoint(pinned.checkpoint, pinned.log) {
        Err(error) => report.find(None, error.code()),
        Ok(head) if head.size != tree.size() => report.find(None, "checkpoint_size_wrong"),
        Ok(head) if root(head.size, tree).ok() != Some(head.root) => {
            report.find(None, "checkpoint_root_wrong");
        }
        Ok(_) => {}
    }
    for earlier in pinned.earlier {
        match verify_checkpoint(earlier, pinned.log) {
            Err(error) => report.find(None, error.code()),
            Ok(head) if head.size > tree.size() => report.find(None, "log_rolled_back"),
            Ok(head) if root(head.size, tree).ok() != Some(head.root) => report.find(None, "log_forked"),
            Ok(_) => {}
        }
    }
}

fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
