//! Hungarian.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "hu",
    title: "WhatsApp-üzenetek a következőtől: {company}",
    agreed: "Amihez hozzájárult",
    agreed_to: "{date} napján a {digits} végződésű számra hozzájárult, hogy WhatsAppon megkapja a következőket:",
    shown: "Amit Önnek mutattunk",
    privacy: "Adatvédelmi tájékoztató: {company}",
    withdraw_title: "A hozzájárulás visszavonása",
    withdraw: "{company} ezután nem küldheti Önnek WhatsAppon a következőket: {purposes}. Ez ingyenes, és semmi más nem változik.",
    button: "Visszavonás",
    done_title: "Visszavonta a hozzájárulását",
    done: "Rögzítve: {date}. {company} már nem küldheti Önnek WhatsAppon a következőket: {purposes}.",
    save: "Az igazolás mentése",
    save_note: "Aláírt fájl, amely mutatja, hogy visszavonta a hozzájárulását, és mikor.",
    change_title: "Szám vagy választás módosítása",
    change_keep: "Hagyja üresen, ha megtartja a(z) {digits} végű számot.",
    change_next: "Tovább",
    change_none: "Válasszon legalább egyféle üzenetet. Ha mindet le szeretné állítani, vonja vissza a hozzájárulását.",
    change_number: "Ez a szám nem lehet helyes. Írja + jellel és országhívószámmal.",
    change_confirm: "Még semmi sem változott. Küldje el az előkészített üzenetet a WhatsAppon a(z) {digits} végű számról 30 percen belül. Ez csak akkor lép korábbi választása helyébe:",
    changed_title: "Ezt módosította",
    changed: "Rögzítve: {date}. Helyette az érvényes, amit akkor választott.",
    changed_link: "Mi érvényes most",
    unknown: Refusal { title: "Ez a hivatkozás nem működik", text: "Lehet, hogy hiányzik egy része: másolja ki az egészet. Egy WhatsApp-üzenetre bármikor válaszolhatja azt is, hogy {keyword}." },
    expired: Refusal { title: "Ez a hivatkozás lejárt", text: "Válaszolja egy WhatsApp-üzenetre, hogy {keyword}: ez bármikor leállítja az üzeneteket." },
    foreign: Refusal { title: "Semmi sem változott", text: "A kérés egy másik webhelyről jött. Nyissa meg magát a hivatkozást, és ott nyomja meg a gombot." },
    failed: Refusal { title: "Nem sikerült", text: "Semmi sem változott. Próbálja újra egy perc múlva, vagy válaszolja egy WhatsApp-üzenetre, hogy {keyword}." },
    months: &[],
};
