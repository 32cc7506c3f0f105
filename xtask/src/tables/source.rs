//! Reads the vendored metadata: the data modules of PyPI's `phonenumbers`, joined to one file by `--import`.
//!
//! The modules are constructor calls with keyword arguments over strings, numbers, tuples and lists, and nothing else,
//! so a reader of Python literals reads them exactly. Whatever it does not know is an error, never skipped.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

/// Everything Google publishes that the tables need.
pub(super) struct Metadata {
    pub version: String,
    pub territories: Vec<Territory>,
    /// Calling code → regions, main region first; `001` for codes of no geography.
    pub calling_codes: BTreeMap<u16, Vec<String>>,
}

#[derive(Clone, Default, Debug, PartialEq)]
pub(super) struct Territory {
    pub id: String,
    pub calling_code: u16,
    pub international_prefix: String,
    pub national_prefix: String,
    pub national_prefix_for_parsing: String,
    pub national_prefix_transform_rule: String,
    pub preferred_extn_prefix: Option<String>,
    pub leading_digits: String,
    pub general: Desc,
    /// In the order of [`KINDS`].
    pub kinds: [Option<Desc>; 10],
    pub formats: Vec<Format>,
    pub intl_formats: Vec<Format>,
}

/// The metadata's kinds in the order Google asks them; fixed line and mobile last, as they can be both.
pub(super) const KINDS: [&str; 10] = [
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "fixed_line",
    "mobile",
];

#[derive(Clone, Default, Debug, PartialEq)]
pub(super) struct Desc {
    pub pattern: String,
    pub lengths: Vec<i64>,
    pub local_lengths: Vec<i64>,
    pub example: String,
}

#[derive(Clone, Default, Debug, PartialEq)]
pub(super) struct Format {
    pub pattern: String,
    pub format: String,
    pub leading_digits: Vec<String>,
    pub national_prefix_rule: String,
    pub national_prefix_optional: bool,
    pub carrier_code_rule: String,
}

/// A Python literal or call.
#[derive(Clone, Debug)]
enum Value {
    None,
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Value>),
    Call(String, Vec<(String, Value)>),
    Map(Vec<(Value, Value)>),
}

const CODES: &str = "_COUNTRY_CODE_TO_REGION_CODE = ";

/// The region modules and the map of calling codes of a package, in one text with its provenance.
pub(super) fn join(package: &Path) -> Result<String> {
    let read = |path: &Path| std::fs::read_to_string(path).with_context(|| path.display().to_string());
    let init = read(&package.join("__init__.py"))?;
    let version = init
        .lines()
        .find_map(|l| l.strip_prefix("__version__ = \"")?.strip_suffix('"'))
        .context("the package does not name its version")?;
    let data = package.join("data");
    let mut modules: Vec<_> =
        std::fs::read_dir(&data)?.map(|e| e.map(|e| e.path())).collect::<std::io::Result<_>>()?;
    modules.retain(|path| {
        path.file_name()
            .and_then(|n| n.to_str())
            .is_some_and(|n| n.starts_with("region_") && n.ends_with(".py"))
    });
    modules.sort();
    let mut body = String::new();
    for module in modules {
        let text = read(&module)?;
        let start = text.find("PHONE_METADATA_").with_context(|| module.display().to_string())?;
        body.push_str(text[start..].trim_end());
        body.push('\n');
    }
    let codes = read(&data.join("__init__.py"))?;
    let start = codes.find(CODES).context("no map of calling codes")?;
    let end = codes[start..].find('}').context("the map of calling codes does not end")?;
    body.push_str(&codes[start..=start + end]);
    body.push('\n');
    let mut text = String::from(
        "# Google's libphonenumber metadata, as PyPI's `phonenumbers` ships it: its region modules and its map of\n\
         # calling codes, joined by `cargo xtask tables --import`.\n",
    );
    writeln!(text, "# version: {version}")?;
    writeln!(text, "# source: https://pypi.org/project/phonenumbers/{version}/ (wheel, phonenumbers/data)")?;
    writeln!(text, "# license: Apache-2.0, Copyright (C) The Libphonenumber Authors")?;
    writeln!(text, "#   (https://www.apache.org/licenses/LICENSE-2.0)")?;
    writeln!(text, "# sha256 of what follows the empty line: {}", digest(&body))?;
    writeln!(text)?;
    Ok(text + &body)
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Metadata {
    pub(super) fn read(text: &str) -> Result<Self> {
        let (head, body) = text.split_once("\n\n").context("no empty line after the head")?;
        ensure!(head.contains(&digest(body)), "the metadata is not what its sha256 says");
        let version = text
            .lines()
            .find_map(|l| l.strip_prefix("# version: "))
            .context("no line `# version: `")?
            .to_owned();
        let mut territories = Vec::new();
        let mut calling_codes = BTreeMap::new();
        let mut rest = text;
        while let Some(at) = rest.find("\nPHONE_METADATA_") {
            rest = &rest[at + 1..];
            let eq = rest.find(" = ").context("no ` = `")?;
            let mut reader = Reader { text: rest.as_bytes(), at: eq + 3 };
            let value = reader.value().with_context(|| rest[..eq].to_owned())?;
            territories.push(territory(value).with_context(|| rest[..eq].to_owned())?);
            rest = &rest[reader.at..];
        }
        let at = text.find(CODES).context("no calling codes")?;
        let mut reader = Reader { text: text.as_bytes(), at: at + CODES.len() };
        let Value::Map(entries) = reader.value()? else { bail!("calling codes are not a map") };
        for (code, regions) in entries {
            calling_codes.insert(
                u16::try_from(int(code)?)?,
                list(regions)?.into_iter().map(string).collect::<Result<Vec<_>>>()?,
            );
        }
        Ok(Self { version, territories, calling_codes })
    }

    /// The territories of a calling code, main first.
    pub(super) fn of_code(&self, code: u16) -> Vec<&Territory> {
        let ids = &self.calling_codes[&code];
        ids.iter()
            .filter_map(|id| self.territories.iter().find(|t| t.id == *id && t.calling_code == code))
            .collect()
    }
}

fn territory(value: Value) -> Result<Territory> {
    let mut t = Territory::default();
    for (key, value) in call(value, "PhoneMetadata")? {
        match key.as_str() {
            "id" => t.id = string(value)?,
            "country_code" => t.calling_code = u16::try_from(int(value)?)?,
            "international_prefix" => t.international_prefix = optional(value)?.unwrap_or_default(),
            "national_prefix" => t.national_prefix = string(value)?,
            "national_prefix_for_parsing" => t.national_prefix_for_parsing = string(value)?,
            "national_prefix_transform_rule" => t.national_prefix_transform_rule = string(value)?,
            "preferred_extn_prefix" => t.preferred_extn_prefix = Some(string(value)?),
            "leading_digits" => t.leading_digits = string(value)?,
            "general_desc" => t.general = desc(value)?,
            "number_format" => t.formats = list(value)?.into_iter().map(format).collect::<Result<_>>()?,
            "intl_number_format" => {
                t.intl_formats = list(value)?.into_iter().map(format).collect::<Result<_>>()?;
            }
            // Not part of any answer we give.
            "no_international_dialling"
            | "preferred_international_prefix"
            | "main_country_for_code"
            | "mobile_number_portable_region" => {}
            kind => match KINDS.iter().position(|k| *k == kind) {
                Some(i) => t.kinds[i] = Some(desc(value)?),
                None => bail!("unknown field {kind}"),
            },
        }
    }
    Ok(t)
}

fn desc(value: Value) -> Result<Desc> {
    let mut d = Desc::default();
    for (key, value) in call(value, "PhoneNumberDesc")? {
        match key.as_str() {
            "national_number_pattern" => d.pattern = string(value)?,
            "example_number" => d.example = string(value)?,
            "possible_length" => d.lengths = list(value)?.into_iter().map(int).collect::<Result<_>>()?,
            "possible_length_local_only" => {
                d.local_lengths = list(value)?.into_iter().map(int).collect::<Result<_>>()?;
            }
            other => bail!("unknown field {other}"),
        }
    }
    Ok(d)
}

fn format(value: Value) -> Result<Format> {
    let mut f = Format::default();
    for (key, value) in call(value, "NumberFormat")? {
        match key.as_str() {
            "pattern" => f.pattern = string(value)?,
            "format" => f.format = string(value)?,
            "leading_digits_pattern" => {
                f.leading_digits = list(value)?.into_iter().map(string).collect::<Result<_>>()?;
            }
            "national_prefix_formatting_rule" => f.national_prefix_rule = string(value)?,
            "national_prefix_optional_when_formatting" => {
                f.national_prefix_optional = matches!(value, Value::Bool(true));
            }
            "domestic_carrier_code_formatting_rule" => f.carrier_code_rule = string(value)?,
            other => bail!("unknown field {other}"),
        }
    }
    Ok(f)
}

fn call(value: Value, name: &str) -> Result<Vec<(String, Value)>> {
    match value {
        Value::Call(n, arguments) if n == name => Ok(arguments),
        other => bail!("wanted {name}(…), found {other:?}"),
    }
}
fn list(value: Value) -> Result<Vec<Value>> {
    match value {
        Value::List(items) => Ok(items),
        other => bail!("wanted a list, found {other:?}"),
    }
}
fn string(value: Value) -> Result<String> {
    match value {
        Value::Text(s) => Ok(s),
        other => bail!("wanted a string, found {other:?}"),
    }
}
fn optional(value: Value) -> Result<Option<String>> {
    match value {
        Value::None => Ok(None),
        other => string(other).map(Some),
    }
}
fn int(value: Value) -> Result<i64> {
    match value {
        Value::Int(n) => Ok(n),
        other => bail!("wanted a number, found {other:?}"),
    }
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> Result<u8> {
        while let Some(c) = self.text.get(self.at) {
            match c {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                c => return Ok(*c),
            }
        }
        bail!("the file ends inside a value")
    }

    fn eat(&mut self, wanted: u8) -> Result<bool> {
        let found = self.peek()? == wanted;
        self.at += usize::from(found);
        Ok(found)
    }

    fn value(&mut self) -> Result<Value> {
        match self.peek()? {
            b'\'' | b'"' => {
                let mut text = self.string()?;
                // Adjacent literals are one.
                while matches!(self.peek()?, b'\'' | b'"') {
                    text.push_str(&self.string()?);
                }
                Ok(Value::Text(text))
            }
            b'(' => self.items(b')'),
            b'[' => self.items(b']'),
            b'{' => {
                self.at += 1;
                let mut entries = Vec::new();
                while !self.eat(b'}')? {
                    let key = self.value()?;
                    if !self.eat(b':')? {
                        bail!("no `:` in a map");
                    }
                    entries.push((key, self.value()?));
                    self.eat(b',')?;
                }
                Ok(Value::Map(entries))
            }
            b'-' | b'0'..=b'9' => {
                let start = self.at;
                self.at += 1;
                while self.text.get(self.at).is_some_and(u8::is_ascii_digit) {
                    self.at += 1;
                }
                Ok(Value::Int(std::str::from_utf8(&self.text[start..self.at])?.parse()?))
            }
            _ => {
                let name = self.word()?;
                match name.as_str() {
                    "None" => Ok(Value::None),
                    "True" => Ok(Value::Bool(true)),
                    "False" => Ok(Value::Bool(false)),
                    _ => {
                        if !self.eat(b'(')? {
                            bail!("unknown word {name}");
                        }
                        let mut arguments = Vec::new();
                        while !self.eat(b')')? {
                            let key = self.word()?;
                            if !self.eat(b'=')? {
                                bail!("argument {key} of {name} has no value");
                            }
                            arguments.push((key, self.value()?));
                            self.eat(b',')?;
                        }
                        Ok(Value::Call(name, arguments))
                    }
                }
            }
        }
    }

    fn items(&mut self, end: u8) -> Result<Value> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.eat(end)? {
            items.push(self.value()?);
            self.eat(b',')?;
        }
        Ok(Value::List(items))
    }

    fn word(&mut self) -> Result<String> {
        self.peek()?;
        let start = self.at;
        while self.text.get(self.at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_') {
            self.at += 1;
        }
        if start == self.at {
            bail!("unexpected `{}`", self.text[self.at] as char);
        }
        Ok(std::str::from_utf8(&self.text[start..self.at])?.to_owned())
    }

    fn string(&mut self) -> Result<String> {
        let quote = self.peek()?;
        self.at += 1;
        let mut bytes = Vec::new();
        loop {
            let c = *self.text.get(self.at).context("the file ends inside a string")?;
            self.at += 1;
            match c {
                c if c == quote => return Ok(String::from_utf8(bytes)?),
                b'\\' => {
                    let escaped = *self.text.get(self.at).context("the file ends after a backslash")?;
                    self.at += 1;
                    match escaped {
                        b'\\' | b'\'' | b'"' => bytes.push(escaped),
                        other => bail!("unknown escape \\{}", other as char),
                    }
                }
                c => bytes.push(c),
            }
        }
    }
}
