//! Polish.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "pl",
    title: "Wiadomości WhatsApp od {company}",
    agreed: "Na co wyrażono zgodę",
    agreed_to: "Dnia {date} wyrażono zgodę dla numeru kończącego się na {digits} na otrzymywanie przez WhatsApp:",
    shown: "Co zostało pokazane",
    privacy: "Informacja o prywatności {company}",
    withdraw_title: "Wycofanie zgody",
    withdraw: "{company} nie będzie już mieć prawa wysyłać przez WhatsApp: {purposes}. Nic to nie kosztuje i nic innego się nie zmienia.",
    button: "Wycofaj",
    done_title: "Zgoda została wycofana",
    done: "Zapisano dnia {date}. {company} nie ma już prawa wysyłać przez WhatsApp: {purposes}.",
    save: "Zapisz dowód",
    save_note: "Podpisany plik, który pokazuje, że i kiedy zgoda została wycofana.",
    change_title: "Zmiana numeru lub wyboru",
    change_keep: "Zostaw puste, aby zachować numer kończący się na {digits}.",
    change_next: "Dalej",
    change_none: "Wybierz co najmniej jeden rodzaj wiadomości. Aby zakończyć wszystkie, wycofaj zgodę.",
    change_number: "Ten numer nie może być poprawny. Wpisz go z + i numerem kierunkowym kraju.",
    change_confirm: "Nic się jeszcze nie zmieniło. Wyślij przygotowaną wiadomość w WhatsApp z numeru kończącego się na {digits} w ciągu 30 minut. Dopiero wtedy zastąpi to wcześniejszy wybór:",
    changed_title: "To zostało zmienione",
    changed: "Zapisano {date}. Obowiązuje to, co wtedy wybrano.",
    changed_link: "Zobacz, co teraz obowiązuje",
    unknown: Refusal { title: "Ten link nie działa", text: "Może brakować jego części: skopiuj go w całości. Zawsze możesz też odpowiedzieć {keyword} na wiadomość w WhatsApp." },
    expired: Refusal { title: "Ten link wygasł", text: "Odpowiedz {keyword} na wiadomość w WhatsApp: to w każdej chwili zatrzymuje wiadomości." },
    foreign: Refusal { title: "Nic nie zostało zmienione", text: "Żądanie przyszło z innej witryny. Otwórz swój link i naciśnij tam przycisk." },
    failed: Refusal { title: "Nie udało się", text: "Nic nie zostało zmienione. Spróbuj ponownie za minutę albo odpowiedz {keyword} na wiadomość w WhatsApp." },
    months: &[],
};
