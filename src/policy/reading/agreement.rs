//! Whether the person agrees, and to what else in the same breath.

use super::super::prompt::Number;
use super::*;

impl Prompt {
    /// Whether the words agree, wish or order; "you will receive", terms alone and a refusal do not.
    pub(in crate::policy) fn agrees(&self) -> bool {
        let lists = self.words();
        // Without a box, the button is what says yes.
        let pressed = self
            .shown()
            .filter(|text| text.role == Role::Button && self.boxes.is_empty() && text.words.len() >= 3);
        self.asking().chain(pressed).flat_map(Text::sentences).any(|sentence| {
            let seek = |list| seek_in(sentence, &lists, list).is_some();
            let about = !mentions(sentence).is_empty() || seek(|w| w.receive) || {
                let mut found = Purposes::default();
                purposes_of_sentence(sentence, &lists, &[], &mut found);
                found.is_named()
            };
            if declines(sentence) {
                return false;
            }
            let elsewhere = (seek(|w| w.terms) || seek(|w| w.privacy)) && !about;
            // "How would you like to hear of new glazes?" is answered by a tick; "to be contacted" asks for nothing.
            let asked = (about || find_any(sentence, HEARING).is_some())
                && !self.boxes.is_empty()
                && holds(sentence, &lists, &families::ASKING);
            (asked || wishes(sentence, &lists)) && !elsewhere
                || (seek(|w| w.receive)
                    && !addresses(sentence, &lists)
                    && find_any(sentence, NOT_RECEIVED).is_none())
        })
    }

    /// Whether a field is offered with an invitation: "Subscribe", "Join the list", "Registrieren".
    pub(in crate::policy) fn invites(&self) -> bool {
        let lists = self.words();
        let subscribes = |sentence: &[Word], lists: &[&'static Words]| {
            places(sentence, lists, &families::SUBSCRIBING)
                .iter()
                .any(|(at, _)| !sentence[*at].folded.starts_with("join"))
        };
        // A button of one word tells no language.
        let mut buttons = self.shown().filter(|text| text.role == Role::Button);
        self.boxes.is_empty()
            && matches!(self.number, Number::Field(_))
            && (self.page.subscribes
                || buttons.any(|text| subscribes(&text.words, words::ALL))
                || self
                    .asking()
                    .flat_map(Text::sentences)
                    .any(|sentence| subscribes(sentence, &lists) && !declines(sentence)))
    }

    /// Whether a sentence refuses: "do not send me offers", "keine Angebote".
    pub(in crate::policy) fn refuses(&self) -> bool {
        let lists = self.words();
        self.asking().flat_map(Text::sentences).any(|sentence| {
            let first =
                places(sentence, &lists, &families::NEGATION).first().is_some_and(|(start, _)| *start <= 2);
            (first || declines(sentence)) && !mentions(sentence).is_empty()
        })
    }
}

/// Whether a sentence says no: "tick here if you do not want …".
fn declines(sentence: &[Word]) -> bool {
    const DECLINING: &[&str] = &[
        "if|unless|when you|i .. not|don|never|rather .. want|wish|like|to|receive|get|send|contact",
        "do not|never send|contact|message|text me|us",
        "don t send|contact|message|text me|us",
        "si vous|tu ne .. pas|plus",
        "je|j ne .. pas|plus",
        "je m|refuse oppose*|de|les",
        "wenn|falls|sofern sie|du|ich .. keine|nicht|keinen",
        "ich mochte|will|wunsche keine|nicht|keinen",
        "si|se no|non|nao .. desea*|quier*|desider*|vuo*|vogl*|desej*|quis*|quer*",
        "no|non|nao deseo|quiero|desidero|voglio|desejo|quero",
        "me|mi opongo|oppongo|oponho",
    ];
    find_any(sentence, DECLINING).is_some()
}

/// "Hear about new glazes": receiving, whatever the thing is called.
const HEARING: &[&str] = &[
    "hear|learn|know .. about|of|from|when|if",
    "savoir|apprendre|informe*",
    "enterar*|saber .. de|sobre|cuando",
    "sapere|scoprire .. di|quando",
    "erfahren",
    "saber .. sobre|de|quando",
];

/// "Get us on WhatsApp": what is got is no message.
const NOT_RECEIVED: &[&str] =
    &["get us|in|help|support|started|advice|answers|hold|connected", "get .. quote|touch"];

/// Whether a sentence speaks to the person: "you will receive". The "vous" of a rendez-vous does not.
pub(in crate::policy) fn addresses(sentence: &[Word], lists: &[&'static Words]) -> bool {
    let mut found = lists.iter().flat_map(|words| find_all(sentence, words.you));
    found.any(|(start, _)| start == 0 || sentence[start - 1].folded != "rendez")
}

/// A word of agreement that nothing before it denies.
fn wishes(sentence: &[Word], lists: &[&'static Words]) -> bool {
    let listed = lists.iter().flat_map(|words| find_all(sentence, words.agree));
    let consents = places(sentence, lists, &families::CONSENTING);
    let asked = (0..sentence.len()).filter(|at| is_request(sentence, *at, lists)).map(|at| (at, at + 1));
    // "The Laundry may tell me", "peut me dire", "darf mich erinnern": a permission, whatever the verb.
    let permits = find_all(sentence, PERMITTING);
    if find_any(sentence, NOT_MINDING).is_some() {
        return true;
    }
    listed
        .chain(permits)
        .chain(consents)
        .chain(asked)
        .filter(|(start, _)| !offers_itself(sentence, *start, lists))
        .any(|(start, end)| !denied(sentence, lists, start) && !denied(sentence, lists, end - 1))
}

/// Two denials: "I don't mind", "nichts dagegen".
const NOT_MINDING: &[&str] = &[
    "don t|not mind|object",
    "no objection*",
    "aucune objection",
    "pas d objection|inconvenient",
    "nichts dagegen|einzuwenden",
    "no me importa|molesta",
    "non mi dispiace|dispiacerebbe",
    "nao me importo",
];

const PERMITTING: &[&str] = &[
    "may|can|could .. me|us|my",
    "peut|peuvent|pourra|pourront|puisse|puissent me|m|nous",
    "darf|durfen|kann|konnen mir|mich|uns",
    "puede|pueden|podra|podran me|nos",
    "pode|podem|podera me|nos",
    "puo|possono|potra|potranno mi|ci",
];

/// "We may contact you" is what the business does; "Acme may contact me" is a permission.
fn offers_itself(sentence: &[Word], start: usize, lists: &[&'static Words]) -> bool {
    let we = start > 0 && sentence[start - 1].folded == "we";
    we && sentence[start].folded == "may" && addresses(sentence, lists)
}

/// A verb that asks something for the speaker: "ping me", "prévenez-moi", "avisadme", "mandatemi", "erinnert mich".
fn is_request(sentence: &[Word], at: usize, lists: &[&'static Words]) -> bool {
    let word = sentence[at].folded.as_str();
    let next = sentence.get(at + 1).map_or("", |word| word.folded.as_str());
    let begins = at == 0 || sentence[at - 1].clause != sentence[at].clause || {
        matches!(
            sentence[at - 1].folded.as_str(),
            "please" | "yes" | "ja" | "bitte" | "oui" | "and" | "und" | "ok" | "to" | "may"
        )
    };
    let verb = word.len() >= 3 && word.chars().all(char::is_alphabetic);
    verb && lists.iter().any(|list| match list.language {
        "en" => begins && next == "me" && !list.common.contains(&word),
        "fr" => next == "moi" && word.ends_with("ez"),
        "de" => {
            begins
                && matches!(next, "mir" | "mich" | "uns")
                && (word.ends_with('t') || word.ends_with('e') || word.ends_with("en"))
        }
        "es" => {
            word.len() >= 6
                && ["adme", "edme", "idme", "enme", "anme", "arme", "erme", "irme"]
                    .iter()
                    .any(|ending| word.ends_with(ending))
        }
        "it" => {
            word.len() >= 7
                && ["atemi", "etemi", "itemi", "armi", "ermi", "irmi"]
                    .iter()
                    .any(|ending| word.ends_with(ending))
        }
        _ => {
            word.len() >= 4
                && next == "me"
                && !list.common.contains(&word)
                && ["em", "am", "e", "a"].iter().any(|ending| word.ends_with(ending))
        }
    })
}

/// Whether some words are the person's own consent to WhatsApp messages: "I … agree to receive news by WhatsApp".
pub fn states_consent(text: &str) -> bool {
    const OWN: &[&str] = &[
        "i|we agree|consent|accept|authorize|authorise|allow|permit",
        "agree|consent to receive|receiving|be|being|get",
        "j accepte|autorise|consens",
        "je consens|souhaite|veux",
        "einverstanden",
        "ich stimme|willige|erlaube|gestatte|akzeptiere",
        "acepto|autorizo|consiento",
        "acconsento|accetto|autorizzo",
        "aceito|autorizo|concordo|consinto",
    ];
    let text = Text::of(Role::Body, text);
    let lists = words::for_texts(std::iter::once(&text));
    text.sentences().any(|sentence| {
        !mentions(sentence).is_empty()
            && find_any(sentence, OWN).is_some()
            && !addresses(sentence, &lists)
            && !declines(sentence)
    })
}

/// Terms and messages accepted by one tick. The span is that of the terms.
pub(in crate::policy) fn bundled(text: &Text, lists: &[&'static Words]) -> Option<Span> {
    let names = |words: &[Word]| !mentions(words).is_empty();
    let whole = names(&text.words);
    text.sentences().find_map(|sentence| {
        let span = terms_accepted(sentence, lists)?;
        // Under one box, terms in one sentence and WhatsApp in the next are still one tick.
        (names(sentence) || (whole && text.role != Role::Body)).then_some(span)
    })
}

/// Terms that a sentence accepts; those it is about, or only points at, are none.
fn terms_accepted(sentence: &[Word], lists: &[&'static Words]) -> Option<Span> {
    const NEAR: usize = 6;
    const FAR: usize = 14;
    if holds(sentence, lists, &families::FREELY) {
        return None;
    }
    let terms: Vec<(usize, usize)> = lists.iter().flat_map(|words| find_all(sentence, words.terms)).collect();
    let accepts = places(sentence, lists, &families::ACCEPTING);
    let all = |family| places(sentence, lists, family);
    let (about, joins) = (all(&families::ABOUT), all(&families::JOINING));
    let applied = all(&families::APPLYING);
    let receives: Vec<(usize, usize)> =
        lists.iter().flat_map(|words| find_all(sentence, words.receive)).collect();
    let mentioned = mentions(sentence);
    let is_mention = |word: &Word| mentioned.iter().any(|(_, span)| span.start == word.span.start);
    let messages: Vec<usize> = (0..sentence.len()).filter(|at| is_mention(&sentence[*at])).collect();
    terms.into_iter().find_map(|(start, end)| {
        let within = |places: &[(usize, usize)], from: usize, to: usize| {
            places.iter().any(|(at, _)| (from..to).contains(at))
        };
        if within(&about, start.saturating_sub(3), start) || within(&applied, end, end + 3) {
            return None;
        }
        let accepted = accepts.iter().any(|(at, _)| {
            if *at >= start {
                return (end..end + 4).contains(at);
            }
            let receives = receives.iter().any(|(from, to)| *from >= *at && *to <= start);
            let named = messages.iter().any(|message| (*at..start).contains(message));
            let distance = start - at;
            if receives || named {
                distance <= FAR && within(&joins, start.saturating_sub(4), start)
            } else {
                distance <= NEAR
            }
        });
        accepted.then(|| span_of(&sentence[start..end]))
    })
}

/// That there is no service without the consent: "you must opt in to shop with us", "ohne Einwilligung keine Mitgliedschaft".
pub(in crate::policy) fn demanded(text: &Text, lists: &[&'static Words]) -> Option<Span> {
    text.sentences().find_map(|sentence| {
        if let Some(found) = find_any(sentence, WITHOUT) {
            return Some(span_of(found));
        }
        let (start, end) = find_all(sentence, DEMANDING).first().copied()?;
        let denied = (start..end).any(|at| denied(sentence, lists, at));
        (!denied && !conditions::frees(sentence, lists)).then(|| span_of(&sentence[start..end]))
    })
}

/// Nothing without it.
const WITHOUT: &[&str] = &[
    "without .. consent|permission|agreement|opt .. cannot|unable|impossible|no|not|t",
    "sans .. accord|consentement|autorisation .. impossible|aucun|aucune|pas",
    "cannot|unable|impossible .. without .. this|your|consent|agreement|permission",
    "can|t not|t .. without .. consent|agreement|permission|agreeing|ticking",
    "impossible|aucun|aucune .. sans .. accord|consentement|autorisation",
    "ohne .. einwilligung|zustimmung|einverstandnis|haken|hakchen|kreuz .. kein|keine|keinen|nicht|unmoglich",
    "sin .. consentimiento|autorizacion|acuerdo .. no|imposible",
    "senza .. consenso|autorizzazione .. non|impossibile|nessun|nessuna",
    "sem .. consentimento|autorizacao .. nao|impossivel|nenhum|nenhuma",
];

/// A duty to agree.
const DEMANDING: &[&str] = &[
    "must|have|need|required|obliged to|opt .. agree|consent|opt|accept|subscribe|in .. to shop|order|buy|book|continue|register|join|use|complete|enrol|rent|proceed|check|become",
    "must|need opt|agree|consent|accept .. to .. shop|order|buy|book|continue|register|join|use|complete|enrol|rent|proceed|become",
    "consent|agreement|permission|opt .. is|are mandatory|compulsory|required|necessary",
    "box|checkbox|tick|case|casilla|casella|caixa|hakchen|kastchen|kreuz .. is|est|es|e|ist .. required|mandatory|compulsory|obligatoire|obligatoria|obbligatoria|obrigatoria|pflicht|erforderlich .. to|for|pour|para|per|fur|zum|zur",
    "imprescindible|obligatorio|necesario|requisito|preciso aceptar|autorizar|consentir|marcar .. para",
    "indispensable|obligatoire|necessaire d|de accepter|cocher|consentir .. pour",
    "indispensabile|obbligatorio|necessario accettare|acconsentire|autorizzare .. per",
    "imprescindivel|obrigatorio|necessario aceitar|autorizar|concordar .. para",
    "accord|consentement .. est|sont obligatoire*|necessaire*|requis*",
    "vous devez accepter|consentir|autoriser",
    "einwilligung|zustimmung .. ist|gilt .. voraussetzung|pflicht|erforderlich|notwendig",
    "mussen|musst|muss .. zustimmen|einwilligen|akzeptieren",
    "consentimiento|autorizacion .. es|son .. obligatorio|obligatoria|necesario|necesaria|requisito",
    "debe|debes aceptar|autorizar|consentir .. para",
    "consenso|autorizzazione .. e .. obbligatorio|obbligatoria|necessario|necessaria",
    "devi|deve accettare|acconsentire|autorizzare .. per",
    "consentimento|autorizacao .. e|sao .. obrigatorio|obrigatoria|necessario|necessaria",
    "deve|precisa aceitar|autorizar|concordar .. para",
];

/// Consent read into an act: "by ordering you agree to receive messages on WhatsApp", "your purchase signs you up".
pub(in crate::policy) fn implied(
    text: &Text,
    lists: &[&'static Words],
    list: fn(&Words) -> &'static [&'static str],
    acts: &Family,
) -> Option<Span> {
    text.sentences().find_map(|sentence| {
        if mentions(sentence).is_empty() {
            return None;
        }
        seek_in(sentence, lists, list).or_else(|| read_into_act(sentence, lists, acts))
    })
}

pub(super) fn read_into_act(sentence: &[Word], lists: &[&'static Words], acts: &Family) -> Option<Span> {
    let acts = places(sentence, lists, acts);
    let through = places(sentence, lists, &families::THROUGH);
    let consents = places(sentence, lists, &families::CONSENTING);
    let implies = places(sentence, lists, &families::IMPLYING);
    acts.into_iter().find_map(|(start, end)| {
        let tied = through
            .iter()
            .any(|(_, after)| (after.saturating_sub(1)..after + 4).contains(&start) && *after <= start);
        let consent = consents.iter().find(|(at, _)| tied && (end..end + 8).contains(at));
        let consent = consent.or_else(|| implies.iter().find(|(at, _)| (end..end + 5).contains(at)))?;
        Some(span_of(&sentence[start..consent.1]))
    })
}

/// Whether some words read consent to WhatsApp messages into an act: "by ordering you agree …".
pub fn reads_consent_into_act(text: &str) -> bool {
    let text = Text::of(Role::Body, text);
    let lists = words::for_texts(std::iter::once(&text));
    implied(&text, &lists, |w| w.implied, &families::ACTS).is_some()
        || implied(&text, &lists, |w| w.submitting, &families::SIGNING).is_some()
}
