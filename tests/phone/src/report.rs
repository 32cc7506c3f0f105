//! What came out of a comparison.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::{
    answer::{Answer, Field},
    generate::Input,
};

/// One field of one input on which the two are not of one mind.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// The input's place in the full stream.
    pub index: u64,
    /// What was typed.
    pub input: String,
    /// The hint.
    pub region: String,
    /// The field's name.
    pub field: &'static str,
    /// The oracle's answer.
    pub oracle: String,
    /// The other's.
    pub answer: String,
}

/// Counts and the first examples.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many inputs were compared.
    pub compared: u64,
    /// How many of them differ in some field.
    pub differing: u64,
    /// How many differ by field; what is an error for one alone counts under `error` only.
    pub by_field: BTreeMap<Field, u64>,
    /// The first of each field.
    pub examples: Vec<Difference>,
    /// How many examples of each field are kept.
    pub keep: u64,
}

impl Report {
    /// A report that keeps `keep` examples of each field.
    pub fn keeping(keep: u64) -> Self {
        Self { keep, ..Self::default() }
    }

    /// Counts one input; true when the two are equal in every field but `except`.
    pub fn compare(&mut self, input: &Input, oracle: &Answer, answer: &Answer, except: &[Field]) -> bool {
        self.compared += 1;
        let fields: Vec<Field> = oracle.differing(answer).filter(|field| !except.contains(field)).collect();
        if fields.is_empty() {
            return true;
        }
        self.differing += 1;
        let shown = if fields[0] == Field::Error { &fields[..1] } else { &fields[..] };
        for &field in shown {
            let seen = self.by_field.entry(field).or_default();
            *seen += 1;
            if *seen <= self.keep {
                self.examples.push(Difference {
                    index: input.index,
                    input: input.number.clone(),
                    region: input.region.clone(),
                    field: field.name(),
                    oracle: oracle.get(field).to_owned(),
                    answer: answer.get(field).to_owned(),
                });
            }
        }
        false
    }

    /// Adds what another part of the run found.
    pub fn merge(&mut self, other: Self) {
        self.compared += other.compared;
        self.differing += other.differing;
        for (field, count) in other.by_field {
            *self.by_field.entry(field).or_default() += count;
        }
        self.examples.extend(other.examples);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = 100.0 * (self.compared - self.differing) as f64 / self.compared.max(1) as f64;
        write!(f, "{} inputs, {} differ, {share:.4} % agree", self.compared, self.differing)?;
        for (field, count) in &self.by_field {
            write!(f, "; {} {count}", field.name())?;
        }
        for e in &self.examples {
            write!(
                f,
                "\n  #{} {:?} [{}] {}: oracle {:?}, answer {:?}",
                e.index, e.input, e.region, e.field, e.oracle, e.answer
            )?;
        }
        Ok(())
    }
}
