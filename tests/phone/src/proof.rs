//! The proof: every input, every field, both oracles.

use std::{
    fmt,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use crate::{
    allowed::{self, Oracle, Rule},
    answer::{Answer, Field},
    generate::{self, Input},
    google::Google,
    native::Native,
    ours,
    plans::PLANS,
    report::Report,
};

/// How much of the stream is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// [`generate::FULL`] inputs.
    Full,
    /// [`generate::SAMPLE`] of them, evenly spread.
    Sample,
}

impl Scale {
    /// `PHONE_PROOF=full` in the environment asks for everything.
    pub fn from_environment() -> Self {
        match std::env::var("PHONE_PROOF").as_deref() {
            Ok("full") => Self::Full,
            _ => Self::Sample,
        }
    }

    fn step(self) -> u64 {
        match self {
            Self::Full => 1,
            Self::Sample => generate::FULL / generate::SAMPLE,
        }
    }

    fn expected(self, rule: &Rule) -> u64 {
        match self {
            Self::Full => rule.full,
            Self::Sample => rule.sample,
        }
    }
}

/// What the run found.
#[derive(Debug)]
pub struct Proof {
    scale: Scale,
    rules: Vec<Rule>,
    found: Findings,
}

#[derive(Debug)]
struct Findings {
    /// What no rule explains.
    google: Report,
    native: Report,
    /// Inputs on which rules excuse both oracles, restated so that one of them can judge.
    restated: Report,
    /// Of the same inputs: what we said of them as they were, against what we say of them restated.
    said: Report,
    /// How many inputs each rule stands for.
    excused: Vec<u64>,
    /// Each of them, with its rule.
    list: Vec<(Input, usize)>,
}

/// Runs the proof on all cores; a Node process on each.
pub fn prove(scale: Scale) -> anyhow::Result<Proof> {
    const BLOCK: u64 = 256;
    let rules = allowed::rules();
    let workers = std::thread::available_parallelism()?.get() as u64;
    let blocks = generate::FULL / scale.step() / BLOCK + 1;
    let found = std::thread::scope(|scope| -> anyhow::Result<Findings> {
        let parts: Vec<_> = (0..workers)
            .map(|worker| {
                let rules = &rules;
                scope.spawn(move || -> anyhow::Result<Findings> {
                    let (mut google, native) = (Google::parser()?, Native::new(&PLANS)?);
                    let mut found = Findings::new(rules.len());
                    for block in (worker..blocks).step_by(workers as usize) {
                        let inputs: Vec<Input> = (block * BLOCK..(block + 1) * BLOCK)
                            .map(|place| place * scale.step())
                            .filter(|&index| index < generate::FULL)
                            .map(|index| generate::input(generate::SEED, index))
                            .collect();
                        let (mut doubtful, mut said) = (Vec::new(), Vec::new());
                        for (input, theirs) in inputs.iter().zip(google.parse(&inputs)?) {
                            let ours = ours::answer(input);
                            if !found.judge(rules, input, &ours, &theirs, &native.answer(input)) {
                                doubtful.push(allowed::restated(input));
                                said.push(allowed::restated_answer(input, &ours));
                            }
                        }
                        if !doubtful.is_empty() {
                            let theirs = google.parse(&doubtful)?;
                            for ((input, said), theirs) in doubtful.iter().zip(said).zip(theirs) {
                                let ours = ours::answer(input);
                                found.judge_again(input, &said, &ours, &theirs, &native.answer(input));
                            }
                        }
                    }
                    Ok(found)
                })
            })
            .collect();
        let mut all = Findings::new(rules.len());
        for part in parts {
            all.merge(part.join().map_err(|_| anyhow::anyhow!("a worker died"))??);
        }
        Ok(all)
    })?;
    Ok(Proof { scale, rules, found })
}

impl Findings {
    fn new(rules: usize) -> Self {
        let report = Report::keeping(3);
        Self {
            google: report.clone(),
            native: report.clone(),
            restated: report.clone(),
            said: report,
            excused: vec![0; rules],
            list: Vec::new(),
        }
    }

    /// False when rules excuse both oracles: nobody judged.
    fn judge(
        &mut self,
        rules: &[Rule],
        input: &Input,
        ours: &Answer,
        google: &Answer,
        native: &Answer,
    ) -> bool {
        let excuse = |oracle, theirs: &Answer| {
            let fields: Vec<Field> = theirs.differing(ours).collect();
            let covers = |rule: &Rule| rule.oracle == oracle && rule.covers(input, ours, &fields);
            if fields.is_empty() { None } else { rules.iter().position(covers) }
        };
        let by_google = excuse(Oracle::Google, google);
        let by_native = excuse(Oracle::Native, native);
        for rule in [by_google, by_native].into_iter().flatten() {
            self.excused[rule] += 1;
            self.list.push((input.clone(), rule));
        }
        // An excused oracle counts as one that agrees, so that the number of inputs stays right.
        self.google.compare(input, if by_google.is_some() { ours } else { google }, ours, &[]);
        self.native.compare(input, if by_native.is_some() { ours } else { native }, ours, &[]);
        by_google.is_none() || by_native.is_none()
    }

    /// One of the two must agree, and we must have said the same of the input itself.
    fn judge_again(&mut self, input: &Input, said: &Answer, ours: &Answer, google: &Answer, native: &Answer) {
        self.restated.compare(input, if google == ours { google } else { native }, ours, &[]);
        self.said.compare(input, ours, said, &[]);
    }

    fn merge(&mut self, other: Self) {
        self.google.merge(other.google);
        self.native.merge(other.native);
        self.restated.merge(other.restated);
        self.said.merge(other.said);
        self.list.extend(other.list);
        self.excused.iter_mut().zip(other.excused).for_each(|(all, part)| *all += part);
    }
}

impl Proof {
    /// Whether every field of every input is equal, or its difference is one of those listed, in its number.
    pub fn holds(&self) -> bool {
        let found = &self.found;
        found.google.differing == 0
            && found.native.differing == 0
            && found.restated.differing == 0
            && found.said.differing == 0
            && self.rules.iter().zip(&found.excused).all(|(rule, &count)| self.scale.expected(rule) == count)
    }

    /// How many inputs were compared with each oracle.
    pub fn compared(&self) -> u64 {
        self.found.google.compared
    }
}

impl Proof {
    /// Writes every allowed difference as a line of JSON: the input, the oracle and the rule.
    pub fn write_list(&self, file: &Path) -> anyhow::Result<()> {
        let mut list: Vec<_> = self.found.list.iter().collect();
        list.sort_by_key(|(input, rule)| (*rule, input.index));
        let mut out = BufWriter::new(File::create(file)?);
        for (input, rule) in list {
            let rule = &self.rules[*rule];
            let line = serde_json::json!({ "index": input.index, "input": input.number, "region": input.region,
                "oracle": format!("{:?}", rule.oracle).to_lowercase(), "rule": rule.name });
            writeln!(out, "{line}")?;
        }
        Ok(out.flush()?)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "plans {}", PLANS.version)?;
        writeln!(f, "google-libphonenumber: {}", self.found.google)?;
        writeln!(f, "rlibphonenumber: {}", self.found.native)?;
        writeln!(f, "excused in both and restated: {}", self.found.restated)?;
        writeln!(f, "ours before and after that: {}", self.found.said)?;
        for (rule, count) in self.rules.iter().zip(&self.found.excused) {
            let expected = self.scale.expected(rule);
            let mark = if expected == *count { "" } else { "  <- not the number in data/allowed.json" };
            writeln!(f, "  {:?} {}: {count} of {expected}{mark}", rule.oracle, rule.name)?;
        }
        Ok(())
    }
}
