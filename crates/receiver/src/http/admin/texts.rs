//! The dashboard's words.

/// The words of one language.
pub(super) struct Texts {
    pub(super) language: &'static str,
    pub(super) decimal_point: &'static str,
    pub(super) title: &'static str,
    pub(super) token: &'static str,
    pub(super) token_wrong: &'static str,
    pub(super) enter: &'static str,
    pub(super) leave: &'static str,
    pub(super) last_days: &'static str,
    pub(super) opt_ins: &'static str,
    pub(super) refusals: &'static str,
    pub(super) confirmations: &'static str,
    pub(super) opt_outs: &'static str,
    pub(super) opt_out_rate: &'static str,
    pub(super) by_day: &'static str,
    pub(super) chart_key: &'static str,
    pub(super) opt_outs_by_day: &'static str,
    /// `{n}` and `{date}` are filled in.
    pub(super) most: &'static str,
    pub(super) by_purpose: &'static str,
    pub(super) purpose: &'static str,
    pub(super) every_purpose: &'static str,
    pub(super) by_campaign: &'static str,
    pub(super) campaign: &'static str,
    pub(super) sent: &'static str,
    pub(super) no_campaigns: &'static str,
    pub(super) abnormal: &'static str,
    pub(super) latest: &'static str,
    pub(super) no_records: &'static str,
    pub(super) record: &'static str,
    pub(super) time: &'static str,
    pub(super) event: &'static str,
    pub(super) assurance: &'static str,
    pub(super) older: &'static str,
    pub(super) search: &'static str,
    pub(super) number: &'static str,
    pub(super) search_note: &'static str,
    pub(super) found: &'static str,
    pub(super) found_nothing: &'static str,
    pub(super) number_wrong: &'static str,
    pub(super) outbox: &'static str,
    pub(super) events_waiting: &'static str,
    pub(super) events_dead: &'static str,
    pub(super) no_dead: &'static str,
    pub(super) endpoint_gone: &'static str,
    pub(super) tries: &'static str,
    pub(super) last_answer: &'static str,
    pub(super) replay: &'static str,
    pub(super) replay_all: &'static str,
    pub(super) back: &'static str,
    pub(super) form_old: &'static str,
}

impl Texts {
    /// The first language of `Accept-Language` there are words in, else English.
    pub(super) fn of(accepted: &str) -> &'static Self {
        let tags = accepted.split(',').map(|tag| tag.split([';', '-']).next().unwrap_or("").trim());
        for tag in tags {
            if let Some(texts) = ALL.iter().find(|texts| texts.language.eq_ignore_ascii_case(tag)) {
                return texts;
            }
        }
        &EN
    }
}

const ALL: [&Texts; 2] = [&EN, &FR];

static EN: Texts = Texts {
    language: "en",
    decimal_point: ".",
    title: "WhatsApp opt-ins",
    token: "Admin token",
    token_wrong: "That is not the token.",
    enter: "Sign in",
    leave: "Sign out",
    last_days: "Last 30 days",
    opt_ins: "Opt-ins",
    refusals: "Refusals",
    confirmations: "Numbers confirmed",
    opt_outs: "Opt-outs",
    opt_out_rate: "Opt-out rate",
    by_day: "By day",
    chart_key: "Bars: opt-ins. Line: opt-outs. Days are UTC.",
    opt_outs_by_day: "Opt-outs by day",
    most: "At most {n}, on {date}",
    by_purpose: "By purpose",
    purpose: "Purpose",
    every_purpose: "All together, STOP included",
    by_campaign: "By campaign",
    campaign: "Campaign",
    sent: "Sent",
    no_campaigns: "No campaign has been reported yet (POST /v1/sends).",
    abnormal: "unusually many",
    latest: "Latest records",
    no_records: "Nothing is stored yet.",
    record: "Record",
    time: "Time (UTC)",
    event: "Event",
    assurance: "Assurance",
    older: "Older",
    search: "Find a number",
    number: "Number, with country code",
    search_note: "Each search is written down: when, and by which session.",
    found: "Records of this number",
    found_nothing: "Nothing is stored about this number.",
    number_wrong: "This is not a number with its country code, such as +33 6 12 34 56 78.",
    outbox: "Events for your backend",
    events_waiting: "Waiting",
    events_dead: "Given up",
    no_dead: "No event was given up.",
    endpoint_gone: "Your backend answered 410 Gone. Events wait until you send them again.",
    tries: "Tries",
    last_answer: "Last answer",
    replay: "Send again",
    replay_all: "Send all again",
    back: "Back to the overview",
    form_old: "This form is too old or not ours. Open the page again.",
};

static FR: Texts = Texts {
    language: "fr",
    decimal_point: ",",
    title: "Consentements WhatsApp",
    token: "Jeton d’administration",
    token_wrong: "Ce n’est pas le bon jeton.",
    enter: "Se connecter",
    leave: "Se déconnecter",
    last_days: "30 derniers jours",
    opt_ins: "Consentements",
    refusals: "Refus",
    confirmations: "Numéros confirmés",
    opt_outs: "Désinscriptions",
    opt_out_rate: "Taux de désinscription",
    by_day: "Par jour",
    chart_key: "Barres : consentements. Ligne : désinscriptions. Jours en temps universel.",
    opt_outs_by_day: "Désinscriptions par jour",
    most: "Au plus {n}, le {date}",
    by_purpose: "Par finalité",
    purpose: "Finalité",
    every_purpose: "Ensemble, STOP compris",
    by_campaign: "Par campagne",
    campaign: "Campagne",
    sent: "Envois",
    no_campaigns: "Aucune campagne n’a encore été signalée (POST /v1/sends).",
    abnormal: "anormalement élevé",
    latest: "Derniers enregistrements",
    no_records: "Rien n’est encore enregistré.",
    record: "Enregistrement",
    time: "Heure (UTC)",
    event: "Événement",
    assurance: "Assurance",
    older: "Plus anciens",
    search: "Chercher un numéro",
    number: "Numéro, avec l’indicatif du pays",
    search_note: "Chaque recherche est consignée : quand, et par quelle session.",
    found: "Enregistrements de ce numéro",
    found_nothing: "Rien n’est enregistré pour ce numéro.",
    number_wrong: "Ce n’est pas un numéro avec son indicatif, comme +33 6 12 34 56 78.",
    outbox: "Événements pour votre serveur",
    events_waiting: "En attente",
    events_dead: "Abandonnés",
    no_dead: "Aucun événement n’a été abandonné.",
    endpoint_gone: "Votre serveur a répondu 410 Gone. Les événements attendent que vous les renvoyiez.",
    tries: "Essais",
    last_answer: "Dernière réponse",
    replay: "Renvoyer",
    replay_all: "Tout renvoyer",
    back: "Retour à la vue d’ensemble",
    form_old: "Ce formulaire est trop ancien ou n’est pas le nôtre. Ouvrez la page à nouveau.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_first_known_language_is_spoken() {
        for (accepted, language) in [
            ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
            ("de,fr;q=0.5", "fr"),
            ("de", "en"),
            ("", "en"),
            ("en-GB", "en"),
        ] {
            assert_eq!(Texts::of(accepted).language, language, "{accepted}");
        }
    }
}
