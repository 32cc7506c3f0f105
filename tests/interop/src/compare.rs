//! The same questions to every verifier, at the same time, and their answers side by side.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

use anyhow::{Context, bail, ensure};

use crate::golden::Golden;
use crate::language::Language;
use crate::mutate::{Mutated, Mutator};
use crate::request::{Request, Trust};
use crate::world::World;

/// Lines written to a verifier at a time.
const CHUNK: usize = 500;

/// Every honest token is accepted by all.
pub fn honest(world: &World, languages: &[Language]) -> anyhow::Result<()> {
    let requests: Vec<Request> = world.honest.iter().map(|honest| world.request(honest)).collect();
    let expected = vec!["ok"; requests.len()];
    expect(&world.trust, languages, &requests, &expected).context("honest tokens")
}

/// Every golden vector gets the verdict that stands beside it, from all.
pub fn golden(golden: &Golden, languages: &[Language]) -> anyhow::Result<()> {
    let (requests, codes): (Vec<Request>, Vec<&str>) =
        golden.cases.iter().map(|case| (case.request.clone(), case.code.as_str())).unzip();
    expect(&golden.trust, languages, &requests, &codes).context("golden vectors")
}

/// Asks us and every language, and compares with what is expected.
pub fn expect(
    trust: &Trust,
    languages: &[Language],
    requests: &[Request],
    expected: &[&str],
) -> anyhow::Result<()> {
    let mut panel = Panel::start(trust, languages)?;
    panel.ask(trust, requests);
    let answers = panel.finish()?;
    for (i, request) in requests.iter().enumerate() {
        let ours = trust.verdict(request);
        ensure!(ours == expected[i], "we say {ours}, expected {}: {}", expected[i], request.token);
        for (language, answers) in languages.iter().zip(&answers) {
            let theirs = answers.get(i).map_or("nothing", String::as_str);
            ensure!(theirs == ours, "{language} says {theirs}, we say {ours}: {}", request.token);
        }
    }
    Ok(())
}

/// What a run over mutated tokens saw.
#[derive(Debug, Default)]
pub struct Tally {
    /// Tokens asked about.
    pub tokens: usize,
    /// Tokens accepted by all.
    pub accepted: usize,
    /// How often each verdict was given.
    pub verdicts: BTreeMap<String, usize>,
    /// How many tokens each kind of mutation made, and how many of them were accepted.
    pub kinds: BTreeMap<&'static str, (usize, usize)>,
}

impl Tally {
    /// The tally for people.
    pub fn lines(&self) -> Vec<String> {
        let verdicts = self.verdicts.iter().map(|(code, n)| format!("{n:>9}  {code}"));
        let kinds = self.kinds.iter().map(|(kind, (n, ok))| format!("{n:>9}  {kind}, {ok} accepted"));
        verdicts.chain(kinds).collect()
    }
}

/// Asks everybody about `count` mutated tokens. Fails on the first difference, and on the first token that is accepted
/// though nobody signed it.
pub fn mutated(world: &World, languages: &[Language], count: usize, seed: u64) -> anyhow::Result<Tally> {
    let mut mutator = Mutator::new(world, seed);
    let mut panel = Panel::start(&world.trust, languages)?;
    let mut tally = Tally::default();
    let mut left = count;
    // A few chunks on the way keep every verifier busy; more would only fill memory.
    let mut on_the_way = std::collections::VecDeque::new();
    while left > 0 || !on_the_way.is_empty() {
        while left > 0 && on_the_way.len() < 16 {
            let chunk: Vec<Mutated> = (0..left.min(CHUNK)).map(|_| mutator.token()).collect();
            left -= chunk.len();
            let requests: Vec<Request> = chunk.iter().map(|mutated| mutated.request.clone()).collect();
            panel.ask(&world.trust, &requests);
            on_the_way.push_back(chunk);
        }
        if left == 0 {
            panel.close();
        }
        let Some(chunk) = on_the_way.pop_front() else { break };
        for mutated in chunk {
            let ours = world.trust.verdict(&mutated.request);
            let theirs = panel.next()?;
            judge(&mutated, ours, languages, &theirs)?;
            tally.tokens += 1;
            let accepted = usize::from(ours == "ok");
            tally.accepted += accepted;
            *tally.verdicts.entry(ours.to_owned()).or_default() += 1;
            let kind = tally.kinds.entry(mutated.kind).or_default();
            *kind = (kind.0 + 1, kind.1 + accepted);
        }
    }
    panel.finish()?;
    Ok(tally)
}

fn judge(mutated: &Mutated, ours: &str, languages: &[Language], theirs: &[String]) -> anyhow::Result<()> {
    let accepted = ours == "ok" || theirs.iter().any(|verdict| verdict == "ok");
    let differs = theirs.iter().any(|verdict| verdict != ours);
    let forged = accepted && mutated.must_be_refused;
    if !differs && !forged {
        return Ok(());
    }
    let all: Vec<String> =
        languages.iter().zip(theirs).map(|(language, verdict)| format!("{language}: {verdict}")).collect();
    let what = if forged { "accepted though nobody signed it" } else { "decided differently" };
    bail!("{what} ({})\nus: {ours}\n{}\n{}", mutated.kind, all.join("\n"), mutated.request.token)
}

/// One process for each language, fed and read on threads of their own.
struct Panel {
    members: Vec<Member>,
}

struct Member {
    name: String,
    child: Child,
    questions: Option<SyncSender<Arc<String>>>,
    answers: Receiver<String>,
    threads: Vec<JoinHandle<std::io::Result<()>>>,
}

impl Panel {
    fn start(trust: &Trust, languages: &[Language]) -> anyhow::Result<Self> {
        let mut panel = Self { members: vec![] };
        for language in languages {
            panel.members.push(Member::start(language)?);
        }
        panel.send(trust.line() + "\n");
        Ok(panel)
    }

    fn ask(&mut self, trust: &Trust, requests: &[Request]) {
        for chunk in requests.chunks(CHUNK) {
            self.send(chunk.iter().map(|request| trust.request_line(request) + "\n").collect());
        }
    }

    fn send(&mut self, lines: String) {
        let lines = Arc::new(lines);
        for member in &self.members {
            // A verifier that died is found out when its answers end.
            let _ = member.questions.as_ref().map(|questions| questions.send(Arc::clone(&lines)));
        }
    }

    /// The next answer of each.
    fn next(&mut self) -> anyhow::Result<Vec<String>> {
        self.members
            .iter_mut()
            .map(|member| member.answers.recv().with_context(|| format!("{} stopped answering", member.name)))
            .collect()
    }

    /// Tells every verifier that no more questions come.
    fn close(&mut self) {
        self.members.iter_mut().for_each(|member| member.questions = None);
    }

    /// The answers that are left, once every process has ended well.
    fn finish(mut self) -> anyhow::Result<Vec<Vec<String>>> {
        self.close();
        self.members
            .iter_mut()
            .map(|member| {
                let answers: Vec<String> = member.answers.iter().collect();
                let status = member.child.wait()?;
                ensure!(status.success(), "{} ended with {status}", member.name);
                for thread in member.threads.drain(..) {
                    thread.join().ok().context("a thread panicked")??;
                }
                Ok(answers)
            })
            .collect()
    }
}

impl Member {
    fn start(language: &Language) -> anyhow::Result<Self> {
        let mut child = language
            .command("verify")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("start {language}"))?;
        let (mut stdin, stdout) =
            child.stdin.take().zip(child.stdout.take()).context("the process has no pipes")?;
        // Answers are small and must never block a verifier; questions are large and wait for the slowest.
        let (questions, to_write) = sync_channel::<Arc<String>>(16);
        let (read, answers) = channel();
        let writer = std::thread::spawn(move || {
            to_write.iter().try_for_each(|lines| stdin.write_all(lines.as_bytes()))
        });
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                if read.send(line?).is_err() {
                    break;
                }
            }
            Ok(())
        });
        Ok(Self {
            name: language.to_string(),
            child,
            questions: Some(questions),
            answers,
            threads: vec![writer, reader],
        })
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        // After a difference the others still work on what they were asked.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
