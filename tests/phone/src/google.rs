//! Google's own compiled JavaScript (npm `google-libphonenumber`) in a Node process.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::Mutex,
};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use crate::{
    answer::{Answer, Field},
    generate::Input,
};

/// One Node process with our plans in the place of those the package brings.
pub struct Google {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Google {
    /// A process that answers [`Self::parse`].
    pub fn parser() -> anyhow::Result<Self> {
        Self::start("parse")
    }

    /// A process that answers [`Self::typed`].
    pub fn typist() -> anyhow::Result<Self> {
        Self::start("type")
    }

    /// The answers to `inputs`, in their order.
    pub fn parse(&mut self, inputs: &[Input]) -> anyhow::Result<Vec<Answer>> {
        let questions: Vec<_> = inputs.iter().map(|input| (&input.number, &input.region)).collect();
        let answers: Vec<Vec<String>> = self.ask(&questions)?;
        ensure!(answers.len() == inputs.len(), "{} answers to {} questions", answers.len(), inputs.len());
        answers
            .into_iter()
            .map(|mut fields| {
                fields.resize(Field::ALL.len(), String::new());
                Ok(Answer::new(fields.try_into().map_err(|_| anyhow::anyhow!("too many fields"))?))
            })
            .collect()
    }

    /// What `AsYouTypeFormatter` shows after each character of each `(text, region)`.
    pub fn typed(&mut self, questions: &[(String, String)]) -> anyhow::Result<Vec<Vec<String>>> {
        self.ask(questions)
    }

    /// A process that answers [`Self::edited`].
    pub fn editor() -> anyhow::Result<Self> {
        Self::start("edit")
    }

    /// What `AsYouTypeFormatter` shows of all digits of each `(digits, region, at)`, and where it says that digit `at`
    /// is then.
    pub fn edited(&mut self, questions: &[(String, String, usize)]) -> anyhow::Result<Vec<(String, usize)>> {
        self.ask(questions)
    }

    /// Google's example of each `(region, type)` in E.164; empty when there is none.
    pub fn examples(questions: &[(String, String)]) -> anyhow::Result<Vec<String>> {
        Self::start("example")?.ask(questions)
    }

    fn start(task: &str) -> anyhow::Result<Self> {
        let mut child =
            node(task)?.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("starting node")?;
        let questions = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().context("node has no output")?);
        Ok(Self { child, questions, answers })
    }

    fn ask<Q: serde::Serialize + ?Sized, A: for<'de> Deserialize<'de>>(
        &mut self,
        questions: &Q,
    ) -> anyhow::Result<A> {
        let mut line = serde_json::to_string(questions)?;
        line.push('\n');
        self.questions.as_mut().context("node is gone")?.write_all(line.as_bytes())?;
        line.clear();
        if self.answers.read_line(&mut line)? == 0 {
            bail!("node ended: {}", self.child.wait()?);
        }
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Google {
    fn drop(&mut self) {
        // Closing its input ends it.
        self.questions = None;
        let _ = self.child.wait();
    }
}

/// How our plans differ from those that the npm package brings.
#[derive(Debug, Deserialize)]
pub struct OwnPlans {
    /// The territories that are not equal in every field.
    pub different: Vec<String>,
    /// How many are.
    pub equal: usize,
}

/// Compares our plans with those of the package, field by field.
pub fn own_plans() -> anyhow::Result<OwnPlans> {
    let output = node("own")?.stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "node oracle.mjs own: {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn node(task: &str) -> anyhow::Result<Command> {
    let folder = installed()?;
    let mut command = Command::new("node");
    command.arg(folder.join("oracle.mjs")).arg(folder.join("../metadata/plans.json")).arg(task);
    Ok(command)
}

/// The folder of the oracle, with the package in it: npm brings the version of the lock file at the first use.
fn installed() -> anyhow::Result<PathBuf> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    if !folder.join("node_modules/google-libphonenumber/package.json").exists() {
        let status = Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .status()
            .context("npm is not there: install Node 20 or later, the oracle runs in it")?;
        ensure!(status.success(), "npm ci in {}: {status}", folder.display());
    }
    Ok(folder)
}
