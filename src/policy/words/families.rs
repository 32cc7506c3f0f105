//! Families of words that mean one thing, the languages side by side.
//!
//! The lists of each language hold phrases; a family holds the words a thought is made of, whatever their order. A rule
//! that asks "is this a sentence on leaving, and does it name a means?" reads two families and no phrase.

use super::Words;

/// One meaning, in every language there is a list for.
#[derive(Debug)]
pub struct Family {
    en: &'static [&'static str],
    fr: &'static [&'static str],
    it: &'static [&'static str],
    es: &'static [&'static str],
    de: &'static [&'static str],
    pt: &'static [&'static str],
}

impl Family {
    /// The words of one language.
    pub fn of(&self, words: &Words) -> &'static [&'static str] {
        match words.language {
            "fr" => self.fr,
            "it" => self.it,
            "es" => self.es,
            "de" => self.de,
            "pt" => self.pt,
            _ => self.en,
        }
    }
}

/// Denying what follows.
pub static NEGATION: Family = Family {
    en: &[
        "not|no|never|without|nor|neither|none|nothing|cannot|don|doesn|isn|aren|wouldn|shouldn|needn",
        "won t",
    ],
    fr: &["pas|jamais|sans|aucun|aucune|ni|rien"],
    it: &["non|mai|senza|nessun|nessuna|nessuno|niente|nemmeno"],
    es: &["no|nunca|jamas|sin|ningun|ninguna|nada|tampoco"],
    de: &["nicht|nie|niemals|kein|keine|keinen|keinem|keiner|keinerlei|ohne|weder|nichts"],
    pt: &["nao|nunca|jamais|sem|nenhum|nenhuma|nada"],
};

/// Buying and ordering.
pub static BUYING: Family = Family {
    en: &[
        "purchas*|buy|buying|bought|hire|hiring|order|orders|ordering|shop|shopping|checkout|goods|transaction*|obtain|product|products|service|services|property",
        "check out",
    ],
    fr: &["achat*|achet*|command*"],
    it: &["acquist*|comprare|ordin*"],
    es: &["compra*|comprar|pedido*"],
    de: &["*kauf*|*bestell*"],
    pt: &["compra*|comprar|pedido*"],
};

/// Being needed for something.
pub static CONDITION: Family = Family {
    en: &[
        "condition*|requir*|necessary|needed|need|depend*|mandatory|obligat*|prerequisite|affect*|compulsory|contingent|tied|must",
        "have to",
    ],
    fr: &["condition*|requis*|necessaire*|obligat*|oblige*|depend*|exig*|prealable*|besoin|faut|conditionn*"],
    it: &["condizion*|necessari*|obbligat*|richiest*|dipend*|vincol*|occorre|serve|subordinat*"],
    es: &["condicion*|necesari*|obligat*|requi*|depend*|exig*|falta|supedita*"],
    de: &[
        "bedingung*|voraussetzung*|erforderlich|notwendig|notig|pflicht*|*abhang*|zwang|kaufzwang|verpflicht*|muss|mussen",
    ],
    pt: &["condic*|necessari*|obrigat*|exig*|depend*|preciso|precisa|requisit*"],
};

/// Being left to the person.
pub static FREELY: Family = Family {
    en: &["optional*|voluntar*|independent*|independently|regardless|whether|anyway|either|freely|separate*"],
    fr: &["facultati*|optionnel*|librement|independ*|volontair*"],
    it: &["facoltativ*|liberamente|indipendent*|volontari*"],
    es: &["opcional*|voluntari*|libremente|independ*"],
    de: &["freiwillig*|optional*|unabhangig*|trotzdem|separat*"],
    pt: &["opcional*|facultativ*|voluntari*|livremente|independ*"],
};

/// Leaving a list, in words that mean nothing else.
pub static LEAVING: Family = Family {
    en: &[
        "unsubscrib*|optout|revok*|withdraw*",
        "opt|opts|opting|opted out|outs",
        "stop receiving|getting|these|them|messages|all|everything",
        "no more messages|texts",
    ],
    fr: &[
        "desabonn*|desinscri*|revoqu*|revocable|revocation|desactiv*",
        "ne plus recevoir|rien|etre",
        "retirer|retrait .. consentement|accord|autorisation",
    ],
    it: &[
        "disiscri*|revoc*|disattiv*",
        "non ricevere .. piu",
        "non ricevere nulla|niente",
        "cancellarti|cancellarsi|cancellarmi|cancellati",
        "smettere di ricevere",
    ],
    es: &[
        "baja|desuscri*|revoc*|desactiv*",
        "dejar de recib*",
        "retirar .. consentimiento|permiso|autorizacion",
    ],
    de: &["abmeld*|abbestell*|widerruf*|widersprech*|deaktivier*|abstell*|austrag*"],
    pt: &[
        "descadastr*|desinscr*|revog*|desativ*",
        "deixar|parar de receber",
        "para sair",
        "retirar .. consentimento",
    ],
};

/// Leaving, in words that may also mean something else.
pub static ENDING: Family = Family {
    en: &[
        "stop|end|leave|quit|cancel|cancels|disable|deactivate|untick|uncheck|remove|stops|ends|leaving|off",
    ],
    fr: &["stop|arret*|quitter|annul*|decoch*|resili*"],
    it: &["stop|smett*|uscire|annull*|deselezion*|cancell*|togli*"],
    es: &["stop|salir|parar|cancel*|anul*|desmarc*|retir*"],
    de: &["stop|stopp|stoppen|beend*|abschalt*|ausschalt*|kundig*|entfern*"],
    pt: &["stop|sair|parar|cancel*|desmarc*|remov*"],
};

/// A means of telling a business something by telephone or screen.
pub static MEANS: Family = Family {
    en: &[
        "reply*|replies|respond*|answer*|text|texting|account|settings|profile|preferences|keyword|link|button|tap|tapping|click|clicking|email|emailing|sms|online|app",
        "e mail",
    ],
    fr: &[
        "repond*|reponse|sms|electronique|electronique|compte|espace|parametres|reglages|profil|preferences|lien|bouton|cliqu*|clic|email|mail|courriel|texto|appli",
    ],
    it: &[
        "rispond*|risposta|sms|elettronica|elettronica|account|profilo|impostazioni|preferenze|link|pulsante|clicc*|email|mail|area|app",
    ],
    es: &[
        "respond*|contest*|respuesta|sms|cuenta|perfil|ajustes|configuracion|preferencias|enlace|boton|clic|email|electronico|area|app",
    ],
    de: &[
        "antwort*|sms|konto|kundenkonto|profil|einstellungen|link|button|knopf|klick*|mail|email|app|kundenbereich",
    ],
    pt: &[
        "respond*|resposta|sms|eletronico|conta|perfil|configurac*|definic*|ajustes|preferencias|link|botao|cliqu*|clic*|email|app",
    ],
};

/// Writing or sending: a means too, though by post as well.
pub static WRITING: Family = Family {
    en: &[
        "write|writing|send|sending|type|typing|message|messaging|call|calling|contact|contacting|tell|telling|say|saying|here",
        "let us know",
    ],
    fr: &["ecri*|envoy*|tap*|appel*|contact*|dites|signal*|ici"],
    it: &["scriv*|invi*|digit*|chiam*|contatt*|mand*|qui"],
    es: &["escrib*|envi*|mand*|llam*|contact*|aqui|digit*"],
    de: &["schreib*|sende*|schick*|nachricht|ruf*|anruf*|kontakt*|hier|tipp*|mit"],
    pt: &["escrev*|envi*|mand*|lig*|contat*|contact*|aqui|digit*"],
};

/// Accepting something put before one.
pub static ACCEPTING: Family = Family {
    en: &["accept*|agree*|consent*|read|approv*|acknowledg*|confirm*|yes|understood"],
    fr: &["accept*|approuv*|lu|reconnai*|adher*|oui|valid*|consen*|connaissance"],
    it: &["accett*|letto|lette|approv*|dichiar*|conferm*|acconsent*|visione|si"],
    es: &["acept*|leido|aprueb*|confirm*|conform*|consient*|declar*|acuerdo"],
    de: &["akzeptier*|stimm*|gelesen|einverstanden|bestatig*|anerkenn*|erkenne|willig*|zustimm*"],
    pt: &["aceit*|li|concord*|confirm*|aprovo|declar*|acordo"],
};

/// Giving consent.
pub static CONSENTING: Family = Family {
    en: &["agree*|consent*|accept*|authori*|allow*|permit*", "opt|opts|opted in"],
    fr: &["accept*|consen*|autoris*"],
    it: &["accett*|acconsent*|autorizz*|consent*"],
    es: &["acept*|consient*|autoriz*"],
    de: &["stimm*|willig*|einverstanden|akzeptier*|erlaub*|erklar*|gestatt*"],
    pt: &["aceit*|concord*|autoriz*|consent*"],
};

/// "By", "when", "with": what ties an act to a consequence.
pub static THROUGH: Family = Family {
    en: &["by|when|once|upon|with|whenever|through"],
    fr: &["en|par|avec|quand|lorsque|des"],
    it: &["con|quando|col|tramite"],
    es: &["al|con|cuando|mediante"],
    de: &["mit|durch|wenn|indem|bei|sobald"],
    pt: &["ao|com|quando|mediante"],
};

/// Acts that are about something else than messages.
pub static ACTS: Family = Family {
    en: &[
        "order|orders|ordering|purchas*|checkout|buy|buying|booking|book|regist*|reserv*|pay|paying|payment",
        "check|checking out",
        "creat* .. account",
    ],
    fr: &[
        "command*|achat|achet*|inscription|inscriv*|enregistr*|reserv*|paiement|pay*|valid*|finalis*",
        "cre* .. compte",
    ],
    it: &["ordin*|acquist*|registr*|prenot*|pagament*|pagand*|iscrizione", "cre* .. account"],
    es: &["pedido|compra*|registr*|reserv*|pago|pagar|ordenar|inscripcion", "cre* .. cuenta"],
    de: &[
        "*bestell*|*kauf*|*registrier*|buch*|reservier*|zahl*|bezahl*|anmeldung",
        "konto .. erstell*|anleg*",
        "erstell*|anleg* .. konto*|kundenkonto*",
    ],
    pt: &["pedido|compra*|cadastr*|regist*|reserv*|pagamento|pagar|encomend*|inscricao", "cri* .. conta"],
};

/// "Means", "implies": an act read as consent.
pub static IMPLYING: Family = Family {
    en: &[
        "mean|means|imply|implies|constitute*|includes",
        "counts|treated|taken|regarded|deemed as",
        "signs|subscribes|enrols|enrolls|adds|opts you",
        "we .. add|sign|subscribe|enrol|enroll you",
    ],
    fr: &["vaut|impliqu*|emporte|equivaut|constitue"],
    it: &["implica*|comporta*|equivale|vale"],
    es: &["implica*|supone|equivale|conlleva|significa"],
    de: &["bedeutet|beinhaltet|gilt|umfasst"],
    pt: &["implica*|significa|equivale|vale"],
};

/// "About", "on": what follows is a subject and not a thing accepted.
pub static ABOUT: Family = Family {
    en: &["about|on|regarding|concerning|see|view"],
    fr: &["sur|concernant|voir|consulter|selon"],
    it: &["su|sui|sulle|sulla|riguardo|vedi|secondo"],
    es: &["sobre|ver|segun|consulta"],
    de: &["uber|siehe|gemass|laut"],
    pt: &["sobre|ver|veja|conforme|consulte"],
};

/// "Apply": terms that are only pointed at.
pub static APPLYING: Family = Family {
    en: &["apply|applies|here"],
    fr: &["appliquent|applicables"],
    it: &["applicano|applicabili"],
    es: &["aplican|aplicables"],
    de: &["gelten"],
    pt: &["aplicam|aplicaveis"],
};

/// Joining two things.
pub static JOINING: Family = Family {
    en: &["and|&|plus|including|also"],
    fr: &["et|&|ainsi|plus", "y compris"],
    it: &["e|ed|&|nonche|piu"],
    es: &["y|e|&|mas|asi"],
    de: &["und|&|sowie"],
    pt: &["e|&|mais|bem"],
};

/// A restriction.
pub static ONLY: Family = Family {
    en: &[
        "only|exclusively|limited|restricted|must|solely|just|eligible|available|open|reserved|currently|strictly",
    ],
    fr: &["uniquement|seulement|exclusivement|reserve*|seul*|limite*"],
    it: &["solo|soltanto|esclusivamente|riservat*|unicamente|limitat*"],
    es: &["solo|solamente|exclusivamente|exclusivo|unicamente|reservado|limitado"],
    de: &["nur|ausschliesslich|lediglich|beschrankt"],
    pt: &["so|apenas|somente|exclusivamente|exclusivo|unicamente|reservado"],
};

/// Other countries than the United States.
pub static ELSEWHERE: Family = Family {
    en: &[
        "uk|canad*|eu|europe*|international*|worldwide|mexic*|australia*|global*|countries|british|abroad|world",
        "united kingdom",
    ],
    fr: &["canad*|europe*|international*|france|monde"],
    it: &["canad*|europ*|internazional*|italia|mondo"],
    es: &["canad*|europ*|internacional*|espana|mexic*|mundo"],
    de: &["kanad*|europ*|international*|deutschland|weltweit"],
    pt: &["canad*|europ*|internacional*|brasil|mundo"],
};

/// A letter.
pub static LETTER: Family = Family {
    en: &["letter|letters|post|fax|courier", "in writing"],
    fr: &["lettre|courrier|poste"],
    it: &["lettera|raccomandata|posta"],
    es: &["carta|burofax", "correo postal|certificado"],
    de: &["brief|briefe|briefes|briefs|post|postweg|schriftlich*|einschreiben|postalisch"],
    pt: &["carta|correio|correios"],
};

/// "At any time".
pub static ANYTIME: Family = Family {
    en: &["any|anytime|whenever time|moment|point|i|you", "anytime|whenever"],
    fr: &["tout|quel moment", "quand je|vous|tu"],
    it: &["ogni|qualsiasi|qualunque momento", "quando voglio|vuoi|vuole"],
    es: &["cualquier|todo momento", "cuando quiera|quieras"],
    de: &["jederzeit"],
    pt: &["qualquer momento|altura", "quando quiser|quiseres"],
};

/// Signing up: about the messages themselves where a form is about nothing else.
pub static SIGNING: Family = Family {
    en: &["sign|signing|signup up", "join|joining|subscribing|entering"],
    fr: &["inscrivant|inscription|abonnant|rejoignant"],
    it: &["iscrivendo*|iscrizione|iscrivendosi|iscrivendoti"],
    es: &["inscrib*|apunt*|suscrib*|unirte"],
    de: &["anmeldung|anmelden|anmeldest|eintragung"],
    pt: &["inscrev*|inscricao|aderir|cadastr*"],
};

/// Joining a list or an account: what is joined is said elsewhere.
pub static SUBSCRIBING: Family = Family {
    en: &["subscri*|sign|signing|signup|join|joining|regist*|enrol*|enlist*|newsletter*"],
    fr: &["abonn*|inscri*|rejoi*|adher*"],
    it: &["iscri*|abbon*|registr*|aderi*|unisciti"],
    es: &["suscri*|inscri*|apunt*|unete|unirse|registr*"],
    de: &["abonn*|anmeld*|registrier*|eintrag*|beitret*|abo|abos"],
    pt: &["inscri*|inscrev*|subscre*|assin*|cadastr*|registr*|registe*|adira|aderir"],
};

/// Asking what somebody wants: a tick below it answers.
pub static ASKING: Family = Family {
    en: &[
        "how|where|what|which|when|choose|select|tell .. you .. like|want|prefer|wish",
        "would|do you like|want|wish|mind",
    ],
    fr: &[
        "comment|ou|quels|quelles|quel|quoi .. souhaitez|voulez|preferez|desirez|aimeriez|veux|souhaites",
        "souhaitez|voulez|desirez vous",
    ],
    it: &["come|dove|quali|cosa .. vuoi|vuole|desideri|desidera|preferisci|preferisce"],
    es: &["como|donde|que|cuales .. quiere|quieres|desea|deseas|prefiere|prefieres|gustaria"],
    de: &["wie|wo|welche|welchen|woruber|wohin|was .. mochten|wollen|wunschen|mochtest|willst"],
    pt: &["como|onde|quais|que .. quer|deseja|prefere|queres|desejas|gostaria"],
};

/// Being of age.
pub static AGE: Family = Family {
    en: &["over|older|age|aged|years|plus|least|above|adults|under|turned"],
    fr: &["ans|age|plus|majeur*|moins"],
    it: &["anni|eta|maggior*|almeno|piu"],
    es: &["anos|edad|mayor|mayores|menos"],
    de: &["jahre*|alter|uber|ab|mindestens|volljahrig*|unter"],
    pt: &["anos|idade|maior|maiores|mais|menos"],
};
