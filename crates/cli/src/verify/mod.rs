//! `opt-in verify`: read the files, judge each, report.

pub(crate) mod evidence;
mod report;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use whatsapp_opt_in::consent::{AwsLc, JwkSet};
use whatsapp_opt_in_evidence::{Given, Judgement, Known, Unusable, judge_known, printable};

#[derive(Debug, Parser)]
pub(crate) struct Args {
    /// An act or a receipt (compact JWS), or JSON {"consent": …, "receipt": …, "jwks": …}; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The receipt that belongs to the one FILE
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// The receiver's public keys (its /.well-known/jwks.json), fetched over a channel you trust
    #[arg(long, value_name = "FILE")]
    jwks: Option<PathBuf>,
    /// The receiver the receipt must come from (its iss), e.g. `https://shop.example`; may be given again
    #[arg(long, value_name = "URL")]
    issuer: Vec<String>,
    /// The log the receipt's proof must be of (its log.origin), e.g. shop.example/log
    #[arg(long, value_name = "NAME")]
    log_origin: Option<String>,
    /// One JSON object a line instead of text
    #[arg(long)]
    json: bool,
    /// Also write the certificate of the one FILE, a page that prints; only when it is valid
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let (trusted, receipt) = match shared(args) {
        Ok(shared) => shared,
        Err(error) => {
            say(&mut io::stderr(), &format!("opt-in: {error}\n"));
            return ExitCode::from(2);
        }
    };
    let issuers = Some(args.issuer.clone()).filter(|issuers| !issuers.is_empty());
    let known = Known { issuers, log: args.log_origin.clone() };
    let mut code = 0;
    for (i, file) in args.files.iter().enumerate() {
        let name = printable(&file.display().to_string());
        let judged = evidence::read(file).and_then(|mut given| {
            if let Some(receipt) = &receipt {
                given.receipt = Some(receipt.clone());
            }
            judge_known(&given, &AwsLc, trusted.as_ref(), &known)
        });
        match &judged {
            Ok(judgement) => {
                code = code.max(u8::from(!judgement.valid()));
                if let Err(error) = certificate(args, judgement) {
                    code = 2;
                    say(&mut io::stderr(), &format!("opt-in: {error}\n"));
                }
                let text =
                    if args.json { report::json(&name, judgement) } else { report::text(&name, judgement) };
                say(&mut io::stdout(), if i > 0 && !args.json { "\n" } else { "" });
                say(&mut io::stdout(), &text);
            }
            Err(error) => {
                code = 2;
                if args.json {
                    say(&mut io::stdout(), &report::json_unusable(&name, error));
                } else {
                    say(&mut io::stderr(), &format!("{name}: {error}\n"));
                }
            }
        }
    }
    ExitCode::from(code)
}

/// What all files are judged with: the trusted keys, and the receipt given apart.
fn shared(args: &Args) -> Result<(Option<JwkSet>, Option<String>), Unusable> {
    let trusted = args.jwks.as_deref().map(evidence::read_jwks).transpose()?;
    if args.html.is_some() && args.files.len() > 1 {
        return Err(Unusable("--html is for one FILE; verify the others in a call of their own".into()));
    }
    let Some(path) = &args.receipt else { return Ok((trusted, None)) };
    if args.files.len() > 1 {
        return Err(Unusable(
            "--receipt belongs to one FILE; verify the others in a call of their own".into(),
        ));
    }
    match evidence::read(path)? {
        Given { receipt: Some(receipt), .. } => Ok((trusted, Some(receipt))),
        _ => Err(Unusable(format!("{} holds no receipt", path.display()))),
    }
}

/// A certificate of what is not valid would be worse than none.
fn certificate(args: &Args, judgement: &Judgement) -> Result<(), Unusable> {
    let Some(path) = &args.html else { return Ok(()) };
    let evidence = judgement.evidence().filter(|_| judgement.valid());
    let Some(evidence) = evidence else {
        return Err(Unusable("no certificate was written: there is no valid act to certify".into()));
    };
    std::fs::write(path, evidence.to_html(None))
        .map_err(|error| Unusable(format!("{} cannot be written: {error}", path.display())))
}

/// A reader that has gone away (`| head`) is no error of ours.
pub(crate) fn say(out: &mut dyn Write, text: &str) {
    let _ = out.write_all(text.as_bytes());
}
