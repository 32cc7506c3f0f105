//! What the code beside a prompt says: what a variable starts as, what a handler sets, what is refused.

use crate::source::start_of;

/// What a variable starts as, where the code says so: `useState(true)`, `optIn: true`, `const optIn = ref(false)`.
pub(crate) fn initial(code: &str, path: &str) -> Option<bool> {
    values(code, path).find_map(|value| {
        let value = value.strip_prefix('[').unwrap_or(value).trim_start();
        // `wa: { type: Boolean, default: true }`
        let inner = value.strip_prefix('{').and_then(|rest| start_of(rest, 400).split('}').next());
        let inner = inner.map(|inner| inner.split_whitespace().collect::<String>()).unwrap_or_default();
        let members = ["default:true", "initialValue:true", "value:true", "checked:true"];
        if members.iter().any(|member| inner.contains(member)) {
            return Some(true);
        }
        let ends = |rest: &str| is_boundary(rest.chars().next());
        if value.strip_prefix("true").is_some_and(ends) {
            return Some(true);
        }
        value.strip_prefix("false").is_some_and(ends).then_some(false)
    })
}

/// Whether a list holds a value at the start: `useState(["whatsapp"])`, `channels: ["whatsapp"]`, `["whatsapp"]` itself.
pub(crate) fn initial_list(code: &str, path: &str, item: &str) -> Option<bool> {
    let holds = |list: &str| {
        let list = start_of(list.strip_prefix('[')?, 400).split(']').next()?;
        let mut items = list.split(',').map(|own| own.trim().trim_matches(['"', '\'', '`']));
        Some(items.any(|own| own == item))
    };
    // `status: "yes"` beside `value="yes"`
    let is = |value: &str| {
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        Some(start_of(&value[1..], 100).split(quote).next()? == item)
    };
    holds(path).or_else(|| values(code, path).find_map(|value| holds(value).or_else(|| is(value))))
}

fn is_boundary(c: Option<char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '$')
}

/// What stands where some code gives a variable its first value; of a call the first argument.
fn values<'a>(code: &'a str, path: &str) -> impl Iterator<Item = &'a str> {
    let name = path
        .rsplit(['.', '[', '\'', '"'])
        .find(|part| part.chars().any(char::is_alphabetic))
        .unwrap_or_default()
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')
        .to_owned();
    let known = !name.is_empty() && name.len() <= 60;
    let mut at = 0;
    std::iter::from_fn(move || {
        if !known {
            return None;
        }
        loop {
            let start = at + code.get(at..)?.find(&name)?;
            at = start + name.len();
            if is_boundary(code[..start].chars().next_back())
                && is_boundary(code[at..].chars().next())
                && let Some(value) = value_behind(&code[at..])
            {
                return Some(value);
            }
        }
    })
}

fn value_behind(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(['\'', '"', ' ', ']']);
    // `[optIn, setOptIn] = useState(true)`
    let hook = rest.strip_prefix(',').and_then(|rest| {
        let setter = start_of(rest, 60).find(']')?;
        Some(rest[setter + 1..].trim_start())
    });
    let value = hook
        .and_then(|rest| rest.strip_prefix('='))
        .or_else(|| rest.strip_prefix(':'))
        .or_else(|| rest.strip_prefix('=').filter(|rest| !rest.starts_with(['=', '>'])))?;
    let value = value.trim_start().trim_start_matches("React.");
    // `useState(true)`, `ref<boolean>(true)`, `new FormControl(true)`: the first argument of whatever makes it.
    let called = value.strip_prefix("new ").unwrap_or(value);
    let part = |c: char| c.is_alphanumeric() || "_$.<>[]".contains(c) && !called.starts_with('[');
    let name_end = called.find(|c: char| !part(c)).unwrap_or(called.len());
    Some(match called[name_end..].strip_prefix('(').filter(|_| name_end > 0) {
        Some(arguments) => {
            let arguments = arguments.trim_start().trim_start_matches("()").trim_start();
            arguments.trim_start_matches("=>").trim_start()
        }
        None => value,
    })
}

/// Whether the code declares a variable at all.
pub(crate) fn declares(code: &str, path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    ["let ", "const ", "var "].iter().any(|keyword| code.contains(&format!("{keyword}{name}")))
        || code.contains(&format!("{name}: ["))
        || code.contains(&format!("{name}: ''"))
        || code.contains(&format!("{name}: null"))
}

/// The variables a handler sets to whether a box is ticked.
pub(crate) fn set_by(handler: &str) -> Vec<String> {
    let squeezed: String = handler.chars().filter(|c| !c.is_whitespace()).collect();
    let name = |text: &str| -> String {
        let letters = text.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '$');
        letters.collect::<Vec<_>>().into_iter().rev().collect()
    };
    let mut found = Vec::new();
    for (at, _) in squeezed.match_indices('(') {
        let setter = name(&squeezed[..at]);
        let argument = squeezed[at + 1..].split(')').next().unwrap_or_default();
        let state = argument.contains("checked") || argument.starts_with('!') || argument.contains("=>!");
        if let (Some(variable), true) = (setter.strip_prefix("set"), state)
            && let Some(first) = variable.chars().next()
        {
            found.push(first.to_lowercase().chain(variable.chars().skip(1)).collect());
        }
    }
    for (at, _) in squeezed.match_indices('=') {
        let value = &squeezed[at + 1..];
        if !value.starts_with(['=', '>']) && start_of(value, 40).contains("checked") {
            found.push(name(&squeezed[..at]));
        }
    }
    found.retain(|name| name.len() >= 2);
    found
}

/// Whether some code, without its spaces, refuses to send while a box is not ticked:
/// `if(!form.wa.checked){event.preventDefault()}`.
pub(crate) fn refused_without(squeezed: &str, ident: &str) -> bool {
    squeezed.match_indices("if(!").any(|(at, _)| {
        let condition: String = squeezed[at..].chars().take(90).collect();
        let then: String = squeezed[at..].chars().take(220).collect();
        let refuses = then.contains("preventDefault") || then.contains("returnfalse");
        condition.contains("checked") && condition.contains(ident) && refuses
    })
}

/// Whether a name stands in some code as a word of its own.
pub(crate) fn word_in(code: &str, name: &str) -> bool {
    let name = name.trim_start_matches('!');
    let name = name.rsplit('.').next().unwrap_or(name);
    if name.len() < 2 {
        return false;
    }
    code.match_indices(name).any(|(at, _)| {
        let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        boundary(code[..at].chars().next_back()) && boundary(code[at + name.len()..].chars().next())
    })
}
