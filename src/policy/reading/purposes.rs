//! What messages will be about.

use super::*;

/// What a text says messages will be about.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::policy) struct Purposes {
    pub(in crate::policy) marketing: Option<Span>,
    pub(in crate::policy) utility: Option<Span>,
    pub(in crate::policy) authentication: Option<Span>,
    /// Words such as "updates": a content, but of no kind.
    pub(in crate::policy) vague: Option<Span>,
}

impl Purposes {
    /// Whether a kind of content is named.
    pub(in crate::policy) fn is_named(&self) -> bool {
        self.marketing.or(self.utility).or(self.authentication).is_some()
    }

    /// How many categories are named.
    pub(in crate::policy) fn categories(&self) -> usize {
        [self.marketing, self.utility, self.authentication].iter().flatten().count()
    }
}

impl Prompt {
    /// What the words beside a box name, or beside any; where they name nothing, what the whole prompt names.
    pub(in crate::policy) fn purposes(&self, of_box: Option<usize>) -> Purposes {
        let lists = self.words();
        let read = |belongs: &dyn Fn(Role) -> bool| {
            let mut found = Purposes::default();
            for text in self.asking().filter(|text| belongs(text.role)) {
                purposes_of(text, &lists, self.company.as_deref(), &mut found);
            }
            found
        };
        if let Some(index) = of_box {
            return read(&|role| role == Role::Label(index));
        }
        let labels = read(&|role| matches!(role, Role::Label(_)));
        if labels.is_named() {
            return labels;
        }
        // A heading "Notifications" over a box adds nothing to "messages".
        let all = read(&|role| role != Role::Field);
        let vague = read(&|role| matches!(role, Role::Label(_) | Role::Body)).vague;
        Purposes { vague, ..all }
    }

    /// A word that may name a content, though no list has it: in the labels, else in a heading, else in what stands by.
    pub(in crate::policy) fn names_something(&self) -> Option<Span> {
        // "Count me in" says nothing of its own: what stands by it does.
        let labelled = self
            .asking()
            .any(|text| matches!(text.role, Role::Label(_)) && !mentions(&text.words).is_empty());
        self.content_word(|role| matches!(role, Role::Label(_)))
            .or_else(|| self.content_word(|role| role == Role::Heading))
            .or_else(|| self.content_word_where(|role| role == Role::Body, labelled))
    }

    /// Whether a heading stands right over the box, and not over the page.
    pub(in crate::policy) fn is_over(&self, heading: &Text) -> bool {
        const NEAR: usize = 200;
        // Without a box the words stand wherever they stand.
        // A question heads what answers it.
        self.boxes.is_empty()
            || holds(&heading.words, words::ALL, &families::ASKING)
            || heading.span().is_some_and(|span| {
                span.start < self.span.start && self.span.start.saturating_sub(span.end) < NEAR
            })
    }

    fn content_word(&self, of: fn(Role) -> bool) -> Option<Span> {
        self.content_word_where(of, false)
    }

    /// The same, on request only in sentences that speak of WhatsApp themselves.
    fn content_word_where(&self, of: fn(Role) -> bool, naming: bool) -> Option<Span> {
        let lists = self.words();
        let name = self.company.as_deref().map(name_parts).unwrap_or_default();
        // Where every list is read, the language is not known.
        let german = lists.len() < words::ALL.len() && lists.iter().any(|list| list.language == "de");
        let texts =
            self.asking().filter(|text| of(text.role) && (text.role != Role::Heading || self.is_over(text)));
        texts.flat_map(Text::sentences).find_map(|sentence| {
            let aside = |list| seek_in(sentence, &lists, list).is_some();
            if naming && mentions(sentence).is_empty() {
                return None;
            }
            if mentions(sentence).is_empty()
                && (aside(|w| w.opt_out)
                    || aside(|w| w.withdraw)
                    || aside(|w| w.privacy)
                    || aside(|w| w.terms))
            {
                return None;
            }
            let kept = without_name(sentence, &name);
            let aside: Vec<(usize, usize)> = lists
                .iter()
                .flat_map(|list| find_all(&kept, list.terms).into_iter().chain(find_all(&kept, list.privacy)))
                .collect();
            let word = kept.iter().enumerate().find(|(at, word)| {
                word.folded.len() >= 4
                    && word.folded.chars().all(char::is_alphabetic)
                    && spelled(std::slice::from_ref(word), 0).is_none()
                    && !aside.iter().any(|(from, to)| (*from..*to).contains(at))
                    // A capital inside a sentence is a name, but for German nouns and the first word of a heading.
                    && (!starts_upper(word) || german || *at == 0 && of(Role::Heading))
                    && !name.iter().any(|part| word.folded.starts_with(part.as_str()))
                    && !lists.iter().any(|list| words::is_plain(list, &word.folded))
            })?;
            Some(word.1.span)
        })
    }
}

/// Reads a text's purposes; the sentences about leaving, privacy and conditions name none.
pub(in crate::policy) fn purposes_of(
    text: &Text,
    lists: &[&'static Words],
    company: Option<&str>,
    found: &mut Purposes,
) {
    let company = company.map(name_parts).unwrap_or_default();
    for sentence in text.sentences() {
        purposes_of_sentence(sentence, lists, &company, found);
    }
}

/// Reads the purposes of one sentence.
pub(in crate::policy) fn purposes_of_sentence(
    sentence: &[Word],
    lists: &[&'static Words],
    company: &[String],
    found: &mut Purposes,
) {
    let asks = seek_in(sentence, lists, |w| w.agree).is_some();
    let aside = |list| seek_in(sentence, lists, list).is_some();
    // "Consent is not a condition of any order" names no order.
    if mentions(sentence).is_empty() && !aside(|w| w.receive) && conditions::frees(sentence, lists) {
        return;
    }
    // "Use my personal data to receive WhatsApp newsletters": the data are for something that is said.
    let receives = !mentions(sentence).is_empty() && aside(|w| w.receive);
    if !asks
        && !receives
        && (aside(|w| w.opt_out)
            || aside(|w| w.withdraw)
            || aside(|w| w.privacy)
            || conditions::frees(sentence, lists))
    {
        return;
    }
    // "Order Express" selling by offers: the company's own name is no purpose.
    let kept = without_name(sentence, company);
    let sentence = &kept[behind_act(&kept, lists)..];
    let overlap = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
    let needed: Vec<usize> = find_all(sentence, NEEDED).iter().map(|(at, _)| sentence[*at].clause).collect();
    // A clause that itself says what will be sent is no aside.
    let needed: Vec<usize> = needed
        .into_iter()
        .filter(|clause| *clause != sentence.first().map_or(0, |word| word.clause))
        .collect();
    let aside_of: Vec<(usize, usize)> = lists
        .iter()
        .flat_map(|words| {
            find_all(sentence, words.privacy).into_iter().chain(find_all(sentence, words.terms))
        })
        .collect();
    // "Abbestellen" holds "bestellen".
    let leaving = places(sentence, lists, &families::LEAVING);
    let all = |list: fn(&Words) -> &'static [&'static str]| -> Vec<(usize, usize)> {
        let mut places: Vec<_> = lists.iter().flat_map(|words| find_all(sentence, list(words))).collect();
        places.sort_unstable();
        // "No marketing, ever": what is denied is not announced.
        places.retain(|(start, _)| !denied(sentence, lists, *start));
        // "(needed to complete your rental)", "the privacy policy": what is beside the matter.
        places.retain(|place| {
            !needed.contains(&sentence[place.0].clause)
                && !aside_of.iter().chain(&leaving).any(|one| overlap(one, place))
        });
        places
    };
    let (mut marketing, utility) = (all(|w| w.marketing), all(|w| w.utility));
    let plain = find_all(sentence, NO_ADVERTISING);
    marketing.retain(|place| !plain.iter().any(|one| overlap(one, place)));
    let promised = marketing.iter().find(|place| !is_news_of(sentence, **place, &utility));
    let terms: Vec<_> = lists.iter().flat_map(|words| find_all(sentence, words.terms)).collect();
    let served = utility.iter().find(|place| {
        !is_part_of(sentence, **place, &marketing)
            && !is_sending_of(sentence, **place, &marketing)
            && !is_of(sentence, **place, &terms)
    });
    let span = |place: &(usize, usize)| span_of(&sentence[place.0..place.1]);
    found.marketing = found.marketing.or(promised.map(span));
    found.utility = found.utility.or(served.map(span));
    let taken = |place: &(usize, usize)| {
        marketing.iter().chain(&utility).any(|(start, end)| *start < place.1 && place.0 < *end)
    };
    // "Door code", "discount codes", "codes promo": a code of something else.
    let of_offer = |place: &(usize, usize)| {
        let linked = |at: usize| sentence.get(at).is_some_and(|word| OF.contains(&word.folded.as_str()));
        marketing.iter().any(|(start, end)| {
            *end == place.0 || *start == place.1 || linked(place.1) && *start == place.1 + 1
        })
    };
    let codes = all(|w| w.authentication);
    found.authentication =
        found.authentication.or(codes.iter().find(|place| !taken(place) && !of_offer(place)).map(span));
    found.vague = found.vague.or(all(|w| w.vague).first().map(span));
}

/// Being needed for something.
const NEEDED: &[&str] = &[
    "mandatory|compulsory|required|obligatory|obligatoire|obligatorio|obligatoria|obbligatorio|obbligatoria|obrigatorio|obrigatoria|erforderlich|notwendig|pflicht",
];

/// Where the words begin that say what will be sent. "By placing your order you agree to …": what the person does is not.
fn behind_act(sentence: &[Word], lists: &[&'static Words]) -> usize {
    let act = lists
        .iter()
        .find_map(|list| find_any(sentence, list.implied).or_else(|| find_any(sentence, list.submitting)));
    // "To complete my purchase I agree to …"
    let act = act
        .or_else(|| find_any(sentence, &["to complete|finish|place|make .. purchase|order|booking|payment"]));
    let act = act.map(span_of).or_else(|| agreement::read_into_act(sentence, lists, &families::ACTS));
    let Some(act) = act else { return 0 };
    let behind = |word: &Word| word.span.start >= act.end;
    sentence.iter().position(behind).unwrap_or(0)
}

/// Prepositions between a thing and what it is about.
const OF: &[&str] = &[
    "about", "on", "of", "off", "for", "sur", "de", "des", "du", "su", "sui", "sul", "sulla", "sulle", "per",
    "di", "del", "dei", "sobre", "zu", "zur", "zum", "fur", "auf", "do", "da", "dos", "das", "em", "na",
    "no", "nas", "pour", "por", "para", "en",
];

/// "News about my order" is no news.
fn is_news_of(sentence: &[Word], (start, end): (usize, usize), utility: &[(usize, usize)]) -> bool {
    const NEWS: &[&str] = &[
        "news",
        "nouvelles",
        "novita",
        "notizie",
        "noticias",
        "novedades",
        "neuigkeiten",
        "novidades",
        "actualites",
    ];
    let linked = sentence.get(end).is_some_and(|word| OF.contains(&word.folded.as_str()));
    NEWS.contains(&sentence[start].folded.as_str()) && linked && utility.iter().any(|(at, _)| *at > start)
}

/// "Deals on orders", "delivery offers", "free delivery": an order or a delivery that belongs to an offer.
fn is_part_of(sentence: &[Word], (start, end): (usize, usize), marketing: &[(usize, usize)]) -> bool {
    const FREE: &[&str] = &["free", "gratis", "gratuite", "gratuita", "kostenlose", "kostenloser"];
    let folded = |at: usize| sentence.get(at).map_or("", |word| word.folded.as_str());
    let free = start > 0 && FREE.contains(&folded(start - 1)) || FREE.contains(&folded(end));
    let compound =
        marketing.iter().any(|(at, _)| *at == end && sentence[*at].clause == sentence[start].clause);
    let complement = marketing.iter().any(|(_, after)| {
        OF.contains(&folded(*after)) && sentence[*after - 1].clause == sentence[start].clause && (*after + 1..=*after + 3).contains(&start)
            // "offers on WhatsApp and order updates": the complement is the first thing behind the preposition.
            && !(after + 1..start).any(|at| JOINS.contains(&folded(at)) || spelled(sentence, at).is_some())
    });
    let same = marketing.contains(&(start, end));
    free || compound || complement || same
}

/// "Envío de promociones", "invio di offerte": a sending of something else.
fn is_sending_of(sentence: &[Word], (start, end): (usize, usize), marketing: &[(usize, usize)]) -> bool {
    const SENDING: &[&str] =
        &["envio", "envios", "envoi", "invio", "versand", "sendung", "zusendung", "entrega"];
    SENDING.contains(&sentence[start].folded.as_str())
        && sentence.get(end).is_some_and(|word| OF.contains(&word.folded.as_str()))
        && marketing.iter().any(|(at, _)| (end + 1..end + 4).contains(at))
}

/// "Conditions of purchase": what belongs to something else.
fn is_of(sentence: &[Word], (start, _): (usize, usize), owners: &[(usize, usize)]) -> bool {
    owners.iter().any(|(_, after)| {
        sentence.get(*after).is_some_and(|word| OF.contains(&word.folded.as_str()))
            && (*after + 1..=*after + 3).contains(&start)
    })
}

const JOINS: &[&str] = &["and", "or", "&", "et", "ou", "e", "y", "o", "und", "oder"];

/// Words of advertising that are none here: a letter of offer, a point of sale, a discount already granted.
pub(in crate::policy) const NO_ADVERTISING: &[&str] = &[
    "offer letter|of",
    "job|loan|formal|written|counter offer",
    "point|points of sale",
    "discount .. applied|refunded|credited",
    "offre d emploi|de pret",
    "point de vente",
    "punto vendita",
    "punto de venta",
    "ponto de venda",
    "oferta de trabajo|emprego|empleo",
    "offerta di lavoro",
    "stellenangebot*",
];
