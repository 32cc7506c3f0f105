//! The snippets of `docs/verify.md`, taken from the page and run on honest and forged tokens.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use test_support::Key;
use whatsapp_opt_in::consent::encode_compact;

use crate::language;
use crate::request::Kind;
use crate::world::{Honest, World};

/// A fenced block under a comment `<!-- runs: act receipt ES256 … -->`, once for each kind it verifies.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// The fence's language, e.g. `js`.
    pub language: String,
    /// What it verifies.
    pub kind: Kind,
    /// The algorithms it is for.
    pub algorithms: Vec<String>,
    /// The code.
    pub code: String,
}

/// The snippets of a Markdown page that say that they run.
pub fn extract(page: &str) -> anyhow::Result<Vec<Snippet>> {
    let mut snippets = vec![];
    for part in page.split("<!-- runs: ").skip(1) {
        let (marks, rest) = part.split_once(" -->\n```").context("a fence after the comment")?;
        let (language, rest) = rest.split_once('\n').context("a language")?;
        let (code, _) = rest.split_once("\n```").context("the fence's end")?;
        let (kinds, algorithms): (Vec<&str>, Vec<&str>) =
            marks.split(' ').partition(|mark| ["act", "receipt"].contains(mark));
        ensure!(!kinds.is_empty() && !algorithms.is_empty(), "act or receipt, and algorithms: {marks}");
        snippets.extend(kinds.iter().map(|kind| Snippet {
            language: language.to_owned(),
            kind: if *kind == "act" { Kind::Act } else { Kind::Receipt },
            algorithms: algorithms.iter().map(|alg| (*alg).to_owned()).collect(),
            code: code.to_owned(),
        }));
    }
    Ok(snippets)
}

/// Runs every snippet of `docs/verify.md`. Answers how many runs on how many snippets there were, and the languages that
/// are missing.
pub fn run(workspace: &Path) -> anyhow::Result<(usize, usize, Vec<String>)> {
    let page = std::fs::read_to_string(workspace.join("docs/verify.md"))?;
    let (languages, mut missing) = language::install_all(workspace)?;
    let mut ready: Vec<&str> = languages.iter().map(|language| language.name()).collect();
    ready.push("rust");
    for (name, installed) in [("php", language::php()), ("java", language::java())] {
        match installed {
            Ok(()) => ready.push(name),
            Err(error) => missing.push(format!("{name}: {error:#}")),
        }
    }
    let world = World::new();
    let snippets = extract(&page)?;
    let chosen: Vec<(usize, &Snippet)> = snippets
        .iter()
        .enumerate()
        .filter(|(_, snippet)| ready.contains(&needed(&snippet.language)))
        .collect();
    // Most of the time is spent on starting programs: two at a time.
    let (even, odd): (Vec<_>, Vec<_>) = chosen.iter().partition(|(i, _)| i % 2 == 0);
    let try_all = |snippets: &[(usize, &Snippet)]| -> anyhow::Result<usize> {
        snippets.iter().map(|(i, snippet)| try_out(workspace, &world, snippet, *i)).sum()
    };
    let runs = std::thread::scope(|scope| {
        let other = scope.spawn(|| try_all(&odd));
        let runs = try_all(&even)?;
        Ok::<usize, anyhow::Error>(runs + other.join().unwrap_or_else(|_| bail!("a snippet panicked"))?)
    })?;
    Ok((chosen.len(), runs, missing))
}

/// The language that must be installed for a fence's.
fn needed(fence: &str) -> &str {
    match fence {
        "js" => "node",
        "python" => "python-pyjwt",
        other => other,
    }
}

/// Runs one snippet on every token; answers how many there were.
fn try_out(workspace: &Path, world: &World, snippet: &Snippet, i: usize) -> anyhow::Result<usize> {
    let program = Program::build(workspace, snippet, i)?;
    let tokens = tokens(world, snippet);
    for (what, token, good) in &tokens {
        let answer = program.ask(token, world)?;
        let jti = claims(token)["jti"].as_str().unwrap_or_default().to_owned();
        let as_it_should = match &answer {
            Ok(printed) => *good && *printed == jti,
            Err(_) => !good,
        };
        ensure!(
            as_it_should,
            "snippet {i} ({}, {:?}) on {what}: {answer:?}\n{token}\n{}",
            snippet.language,
            snippet.kind,
            snippet.code
        );
    }
    Ok(tokens.len())
}

type Token = (&'static str, String, bool);

/// Forgeries that every algorithm of a snippet is tried with; the others are of the first one alone, as a program is
/// started for each.
const ESSENTIAL: [&str; 7] = [
    "other claims",
    "no signature",
    "alg none",
    "another key's signature",
    "HMAC with the public key as JSON",
    "jku",
    "crit",
];

/// Honest tokens, and forgeries that even five lines must refuse.
fn tokens(world: &World, snippet: &Snippet) -> Vec<Token> {
    let mut tokens = vec![];
    for (n, alg) in snippet.algorithms.iter().enumerate() {
        let mut honest = world
            .honest
            .iter()
            .filter(|honest| honest.kind == snippet.kind && honest.header["alg"] == alg.as_str())
            .step_by(3);
        let Some(first) = honest.next() else { continue };
        tokens.push(("an honest token", first.token.clone(), true));
        tokens.extend(honest.take(1).map(|honest| ("an honest token", honest.token.clone(), true)));
        tokens.extend(
            forgeries(world, first).into_iter().filter(|(what, ..)| n == 0 || ESSENTIAL.contains(what)),
        );
    }
    tokens
}

fn forgeries(world: &World, honest: &Honest) -> Vec<Token> {
    let (key, claims) = (&world.keys[honest.key].pair, honest.claims.to_string());
    let stranger = Key::p256();
    let with = |name: &str, value: Value| {
        let mut header = honest.header.clone();
        header[name] = value;
        header.to_string()
    };
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let (message, signature) = honest.token.rsplit_once('.').unwrap_or_default();
    let (header, _) = message.split_once('.').unwrap_or_default();
    let changed = |claims: String| format!("{header}.{}.{signature}", encode(&claims));
    let doubled = claims.replacen('{', r#"{"sub":"tel:+33600000000","#, 1);
    let unsigned = format!("{}.{}.", encode(&with("alg", json!("none"))), encode(&claims));
    let mut tokens = vec![
        ("other claims", changed(claims.replacen("shop.example", "evil.example", 1)), false),
        ("a doubled member under the old signature", changed(doubled), false),
        ("no signature", format!("{message}."), false),
        ("a signature of zeroes", format!("{message}.{}", "A".repeat(86)), false),
        ("alg none", unsigned, false),
        ("alg HS256 over the key's own signature", key.compact(&with("alg", json!("HS256")), &claims), false),
        ("typ JWT", key.compact(&with("typ", json!("JWT")), &claims), false),
        ("another key's signature", stranger.compact(&honest.header.to_string(), &claims), false),
    ];
    // HMAC, whose secret is what everybody knows: the public key, in the forms in which a library may hold it.
    let jwk = json!(key.public().to_jwk());
    let x = jwk["x"].as_str().unwrap_or_default().to_owned();
    let bytes = URL_SAFE_NO_PAD.decode(&x).unwrap_or_default();
    for (what, secret) in [
        ("HMAC with the public key's x", x.into_bytes()),
        ("HMAC with the public key's bytes", bytes),
        ("HMAC with the public key as JSON", jwk.to_string().into_bytes()),
    ] {
        let input = format!("{}.{}", encode(&with("alg", json!("HS256"))), encode(&claims));
        let secret = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &secret);
        let tag = aws_lc_rs::hmac::sign(&secret, input.as_bytes());
        tokens.push((what, encode_compact(input, tag.as_ref()), false));
    }
    // Members that lead elsewhere, or change the rules: by the very key, and, where a key is pinned, by a stranger.
    for (name, value) in [
        ("jku", json!("https://evil.example/keys")),
        ("x5u", json!("https://evil.example/cert")),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
    ] {
        tokens.push((name, key.compact(&with(name, value), &claims), false));
    }
    if honest.header["alg"] == "ES256" && honest.kind == Kind::Act {
        let mut off_curve = honest.header.clone();
        off_curve["jwk"]["y"] = off_curve["jwk"]["x"].clone();
        let token = key.compact(&off_curve.to_string(), &claims);
        tokens.push(("a point that is not on the curve", token, false));
    }
    let other_kind = world.honest.iter().find(|other| other.kind != honest.kind && other.key == honest.key);
    tokens.extend(other_kind.map(|other| ("the other kind", other.token.clone(), false)));
    if honest.kind == Kind::Receipt {
        let own_key = with("jwk", json!(stranger.public().to_jwk()));
        tokens.push(("a receipt with its own key", stranger.compact(&own_key, &claims), false));
        tokens.push(("an unknown kid", stranger.compact(&with("kid", json!("x")), &claims), false));
        let elsewhere = with("jku", json!("https://evil.example/keys"));
        tokens.push(("a stranger's jku", stranger.compact(&elsewhere, &claims), false));
    }
    tokens
}

fn claims(token: &str) -> Value {
    let claims = token.split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    claims.and_then(|claims| serde_json::from_slice(&claims).ok()).unwrap_or_default()
}

/// A snippet made into a program: `token` and `jwks` are its arguments, the claim `jti` its output.
enum Program {
    Process {
        program: PathBuf,
        arguments: Vec<PathBuf>,
    },
    /// Compiled into this one by `build.rs`.
    Rust(Kind),
}

impl Program {
    fn build(workspace: &Path, snippet: &Snippet, i: usize) -> anyhow::Result<Self> {
        let target = workspace.join("target/interop");
        let name = if snippet.kind == Kind::Act { "act" } else { "receipt" };
        let code = &snippet.code;
        let script = |program: PathBuf, file: PathBuf, text: String| {
            std::fs::write(&file, text).with_context(|| format!("write {}", file.display()))?;
            Ok(Self::Process { program, arguments: vec![file] })
        };
        match snippet.language.as_str() {
            "js" => script(
                "node".into(),
                target.join(format!("node/snippet-{i}.mjs")),
                format!(
                    "const [token, jwks] = [process.argv[2], JSON.parse(process.argv[3])];\n{code}\nconsole.log({name}.jti);\n"
                ),
            ),
            "python" => script(
                target.join("python/bin/python"),
                target.join(format!("python/snippet_{i}.py")),
                format!(
                    "import json, sys\ntoken, jwks = sys.argv[1], json.loads(sys.argv[2])\n{code}\nprint({name}[\"jti\"])\n"
                ),
            ),
            "ruby" => script(
                "ruby".into(),
                target.join(format!("snippet-{i}.rb")),
                format!(
                    "require 'json'\ntoken, jwks = ARGV[0], JSON.parse(ARGV[1])\n{code}\nputs {name}['jti']\n"
                ),
            ),
            "php" => script(
                "php".into(),
                target.join(format!("snippet-{i}.php")),
                format!("<?php\nrequire 'phpseclib3/autoload.php';\n{code}\necho ${name}['jti'], PHP_EOL;\n")
                    .replacen("use ", "[$token, $jwks] = [$argv[1], json_decode($argv[2], true)];\nuse ", 1),
            ),
            "go" => Self::build_go(workspace, &target.join(format!("go-snippet-{i}")), code, snippet.kind),
            "java" => Self::build_java(&target.join(format!("java-snippet-{i}")), code, snippet.kind),
            "rust" => Ok(Self::Rust(snippet.kind)),
            other => bail!("no way to run {other}"),
        }
    }

    fn build_go(workspace: &Path, directory: &Path, code: &str, kind: Kind) -> anyhow::Result<Self> {
        std::fs::create_dir_all(directory)?;
        std::fs::copy(workspace.join("tests/interop/go/go.mod"), directory.join("go.mod"))?;
        std::fs::write(directory.join("snippet.go"), code)?;
        let call = match kind {
            Kind::Act => "VerifyAct(os.Args[1])",
            Kind::Receipt => "VerifyReceipt(os.Args[1], keys)",
        };
        let main = format!(
            "package main\n\nimport (\n\t\"encoding/json\"\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc main() {{\n\tvar jwks struct{{ Keys []members }}\n\t\
             if err := json.Unmarshal([]byte(os.Args[2]), &jwks); err != nil {{\n\t\tpanic(err)\n\t}}\n\tkeys := map[any]members{{}}\n\t\
             for _, jwk := range jwks.Keys {{\n\t\tkeys[jwk[\"kid\"]] = jwk\n\t}}\n\tclaims, err := {call}\n\tif err != nil {{\n\t\t\
             fmt.Fprintln(os.Stderr, err)\n\t\tos.Exit(1)\n\t}}\n\tfmt.Println(claims[\"jti\"])\n}}\n"
        );
        std::fs::write(directory.join("main.go"), main)?;
        let build =
            Command::new("go").args(["build", "-o", "snippet", "."]).current_dir(directory).output()?;
        ensure!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        Ok(Self::Process { program: directory.join("snippet"), arguments: vec![] })
    }

    fn build_java(directory: &Path, code: &str, kind: Kind) -> anyhow::Result<Self> {
        std::fs::create_dir_all(directory)?;
        let call = match kind {
            Kind::Act => "act(args[0])",
            Kind::Receipt => "receipt(args[0], new ObjectMapper().readTree(args[1]))",
        };
        let main = format!(
            "import com.fasterxml.jackson.databind.ObjectMapper;\nclass Main {{\n  public static void main(String[] args) \
             throws Exception {{\n    System.out.println(Verify.{call}.get(\"jti\").asText());\n  }}\n}}\n"
        );
        std::fs::write(directory.join("Verify.java"), code)?;
        std::fs::write(directory.join("Main.java"), main)?;
        let class_path = language::JACKSON;
        let build = Command::new("javac")
            .args(["-cp", class_path, "-d", ".", "Verify.java", "Main.java"])
            .current_dir(directory)
            .output()?;
        ensure!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        let class_path = format!("{class_path}:{}", directory.display());
        Ok(Self::Process {
            program: "java".into(),
            arguments: vec!["-cp".into(), class_path.into(), "Main".into()],
        })
    }

    /// What it prints, or what it says on the error stream when it refuses.
    fn ask(&self, token: &str, world: &World) -> anyhow::Result<Result<String, String>> {
        let (program, arguments) = match self {
            Self::Process { program, arguments } => (program, arguments),
            Self::Rust(Kind::Act) => return Ok(rust_act::jti(token, world)),
            Self::Rust(Kind::Receipt) => return Ok(rust_receipt::jti(token, world)),
        };
        let output = Command::new(program)
            .args(arguments)
            .args([token, &world.trust.keys.to_json()])
            .env("NODE_NO_WARNINGS", "1")
            .stdin(Stdio::null())
            .output()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        Ok(if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) })
    }
}

/// The page's lines for acts, and their call.
mod rust_act {
    include!(concat!(env!("OUT_DIR"), "/act.rs"));

    pub(super) fn jti(token: &str, world: &super::World) -> Result<String, String> {
        let (urls, origins) = (world.trust.audiences.clone(), world.trust.issuers.clone());
        act(token, &urls.unwrap_or_default(), &origins.unwrap_or_default())
            .map(|act| act.jti.clone())
            .map_err(|error| error.code().to_owned())
    }
}

/// The page's lines for receipts, and their call: with the act each is for.
mod rust_receipt {
    include!(concat!(env!("OUT_DIR"), "/receipt.rs"));

    pub(super) fn jti(token: &str, world: &super::World) -> Result<String, String> {
        let digest = super::claims(token)["record_sha256"].as_str().unwrap_or_default().to_owned();
        let acts = &world.trust.acts;
        let act = acts.iter().find(|act| act.sha256() == digest).or(acts.first()).ok_or("no act")?;
        receipt(token, &world.trust.keys, act)
            .map(|receipt| receipt.jti.clone())
            .map_err(|error| error.code().to_owned())
    }
}
