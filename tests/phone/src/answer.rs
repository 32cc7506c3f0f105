//! What an implementation says about one input.

use std::fmt;

/// The fields that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Empty when parsed, else Google's name of the error.
    Error,
    /// `true` or `false`.
    Valid,
    /// Google's name of the reason, e.g. `TOO_SHORT`.
    Possible,
    /// Google's name of the type, e.g. `MOBILE`.
    Type,
    /// Empty for non-geographic numbers and numbers that no territory has.
    Region,
    /// E.g. `33`.
    CallingCode,
    /// The national significant number with its leading zeros.
    NationalNumber,
    /// Empty when there is none.
    Extension,
    /// E.g. `+33612345678`.
    E164,
    /// E.g. `06 12 34 56 78`.
    National,
    /// E.g. `+33 6 12 34 56 78`.
    International,
    /// E.g. `tel:+33-6-12-34-56-78`.
    Rfc3966,
}

impl Field {
    /// All of them, in the order in which [`Answer`] keeps them and Node writes them.
    pub const ALL: [Self; 12] = [
        Self::Error,
        Self::Valid,
        Self::Possible,
        Self::Type,
        Self::Region,
        Self::CallingCode,
        Self::NationalNumber,
        Self::Extension,
        Self::E164,
        Self::National,
        Self::International,
        Self::Rfc3966,
    ];

    /// The name in reports and in the list of allowed differences.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Valid => "valid",
            Self::Possible => "possible",
            Self::Type => "type",
            Self::Region => "region",
            Self::CallingCode => "calling_code",
            Self::NationalNumber => "national_number",
            Self::Extension => "extension",
            Self::E164 => "e164",
            Self::National => "national",
            Self::International => "international",
            Self::Rfc3966 => "rfc3966",
        }
    }
}

/// The answer to one input; all fields but the error are empty when it is no number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer([String; 12]);

impl Answer {
    /// An answer from its fields in the order of [`Field::ALL`].
    pub fn new(fields: [String; 12]) -> Self {
        Self(fields)
    }

    /// The answer to what is no number.
    pub fn error(name: &str) -> Self {
        let mut answer = Self::default();
        answer.0[0] = name.to_owned();
        answer
    }

    /// One field.
    pub fn get(&self, field: Field) -> &str {
        &self.0[field as usize]
    }

    /// Whether it is a number.
    pub fn parsed(&self) -> bool {
        self.0[0].is_empty()
    }

    /// The fields in which the two are not equal.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Field> + 'a {
        Field::ALL.into_iter().filter(move |&field| self.get(field) != other.get(field))
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.parsed() {
            return f.write_str(self.get(Field::Error));
        }
        for (i, field) in Field::ALL.into_iter().skip(1).enumerate() {
            write!(f, "{}{}={}", if i == 0 { "" } else { " " }, field.name(), self.get(field))?;
        }
        Ok(())
    }
}
