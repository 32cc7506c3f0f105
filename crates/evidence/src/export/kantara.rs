//! Kantara Consent Receipt 1.1. It knows consent that was given, and no other event: a withdrawal in its form would be read
//! as consent.

use serde_json::{Value, json};
use whatsapp_opt_in::consent::{Category, EventType};

use super::event_time;
use crate::{Evidence, Unusable};

pub(super) fn export(evidence: &Evidence<'_>) -> Result<Value, Unusable> {
    let act = evidence.act;
    if !matches!(act.event.kind, EventType::ConsentGiven | EventType::RenewedConsentGiven) {
        let event = evidence.event().to_lowercase();
        return Err(Unusable(format!(
            "a Kantara consent receipt says that consent was given, and this record says: {event}; export it as iso27560 or dpv-jsonld"
        )));
    }
    let purposes: Vec<Value> = act
        .purposes
        .iter()
        .filter(|purpose| purpose.granted)
        .map(|purpose| {
            json!({
                "purpose": purpose.text,
                // The specification's own appendix numbers these categories.
                "purposeCategory": [match purpose.category {
                    Category::Marketing => "6 - Marketing",
                    Category::Utility => "2 - Contracted Service",
                    Category::Authentication => "3 - Delivery",
                }],
                "consentType": "EXPLICIT",
                "piiCategory": ["2 - Contact"],
                "primaryPurpose": false,
                "termination": act.retention.as_deref().unwrap_or("until withdrawn"),
                "thirdPartyDisclosure": !act.recipients.is_empty(),
                "thirdPartyName": act.recipients.join(", "),
            })
        })
        .collect();
    Ok(json!({
        "version": "KI-CR-v1.1.0",
        // The specification asks for a text that is not empty.
        "jurisdiction": act.jurisdiction.as_deref().unwrap_or("not recorded"),
        "consentTimestamp": event_time(evidence),
        "collectionMethod": act.event.method,
        "consentReceiptID": act.jti,
        "language": act.notice.language,
        "piiPrincipalId": act.sub,
        "piiControllers": [{
            "piiController": act.controller.name,
            "contact": act.controller.contact.as_deref().unwrap_or("see policyUrl"),
            "address": {},
            "email": "",
            "phone": act.controller.whatsapp_number.as_deref().unwrap_or(""),
        }],
        "policyUrl": act.controller.privacy_url,
        "services": [{"service": "Messages on WhatsApp", "purposes": purposes}],
        "sensitive": false,
        "spiCat": [],
    }))
}
