//! French.

use super::{Texts, Ui};
use crate::consent::PurposeId::{self, *};

pub(super) static TEXTS: Texts = Texts {
    language: "fr",
    rtl: false,
    consent: "{company} peut m’envoyer {purposes} sur WhatsApp.",
    stop: "Répondez STOP à tout moment pour ne plus recevoir ces messages.",
    privacy: "Politique de confidentialité",
    and: " et ",
    purpose,
    ui: Ui {
        number: "Numéro WhatsApp",
        country: "Pays",
        error_empty: "Indiquez votre numéro WhatsApp, ou décochez la case.",
        error_too_short: "Ce numéro est trop court.",
        error_too_long: "Ce numéro est trop long.",
        error_invalid: "Ce numéro n’est pas valable dans le pays choisi.",
        error_unreachable: "WhatsApp ne peut pas joindre ce type de numéro. Indiquez un numéro de mobile.",
        sending: "Enregistrement de votre choix…",
        sent: "Votre choix est enregistré.",
        retrying: "Votre choix est gardé ici et sera renvoyé. Vous pouvez continuer.",
        refused: "Votre choix n’a pas pu être enregistré. Vous pouvez continuer ; aucun message ne sera envoyé.",
    },
};

fn purpose(id: PurposeId) -> &'static str {
    match id {
        OrderConfirmation => "des confirmations de commande",
        DeliveryStatus => "des nouvelles de ma livraison",
        AccountUpdate => "des informations sur mon compte",
        PaymentReminder => "des rappels de paiement",
        InvoiceStatus => "mes factures et l’état de mes paiements",
        ReservationUpdate => "des informations sur ma réservation de table ou de chambre",
        AppointmentReminder => "des rappels de rendez-vous",
        BookingStatus => "des informations sur ma réservation",
        Ticketing => "mes billets",
        Alert => "des alertes urgentes sur mon service",
        IssueResolution => "le suivi des problèmes que j’ai signalés",
        Support => "des réponses à mes questions",
        Offers => "des offres et des réductions",
        News => "des nouvelles des produits et des événements",
        CartReminder => "des rappels de mon panier",
        SignInCode => "des codes de connexion",
    }
}
