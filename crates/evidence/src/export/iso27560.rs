//! ISO/IEC TS 27560:2023, clause 6: header, processing, parties and events. A mandatory field the act does not know
//! is `null` and listed in `not_recorded`, so that nobody takes silence for an answer.

use serde_json::{Value, json};
use whatsapp_opt_in::consent::{Category, EventType, Method, PurposeChoice, Withdrawal};

use super::{event_time, iso8601, validity};
use crate::Evidence;

pub(super) fn export(evidence: &Evidence<'_>) -> Value {
    let act = evidence.act;
    let party = "controller";
    let mut not_recorded = vec!["storage_locations"];
    for (field, missing) in [
        ("retention_period", act.retention.is_none()),
        ("jurisdiction", act.jurisdiction.is_none()),
        ("recipient_third_parties", act.recipients.is_empty()),
        ("validity_duration", validity(evidence).is_null()),
        // How the person agreed elsewhere, the record does not know.
        ("event_type", act.event.method == Method::Import),
    ] {
        if missing {
            not_recorded.push(field);
        }
    }
    json!({
        "record_metadata": {
            "schema_version": "ISO/IEC TS 27560:2023",
            "record_id": act.jti,
            "pii_principal_id": act.sub,
        },
        "pii_processing": {
            "privacy_notice": {
                "url": act.controller.privacy_url,
                "text": act.notice.text,
                "sha256": act.notice.sha256,
                "version": act.notice.version,
            },
            "language": act.notice.language,
            "purposes": act.purposes.iter().map(|p| purpose(evidence, p, party)).collect::<Vec<_>>(),
        },
        "party_identification": [{
            "party_id": party,
            "party_name": act.controller.name,
            "party_role": "PII controller",
            "party_contact": act.controller.contact,
            "party_url": act.controller.privacy_url,
            "party_phone": act.controller.whatsapp_number,
        }],
        "event_fields": [{
            "event_time": iso8601(event_time(evidence)),
            "validity_duration": validity(evidence),
            "entity_id": act.sub,
            "event_type": (act.event.method != Method::Import).then_some("explicit"),
            "event_state": state(act.event.kind),
            "supersedes": act.event.supersedes,
        }],
        "not_recorded": not_recorded,
        // What the standard has no field for, under the claims' own names.
        "evidence": {
            "act_sha256": act.sha256(),
            "iss": act.iss,
            "aud": act.aud,
            "nonce": act.nonce,
            "ui": act.ui,
            "policy": act.policy,
            "valid_until": act.valid_until.map(iso8601),
        },
    })
}

fn purpose(evidence: &Evidence<'_>, purpose: &PurposeChoice, party: &str) -> Value {
    let act = evidence.act;
    let withdrawal: Vec<_> = act
        .withdrawal
        .iter()
        .map(|way| match way {
            Withdrawal::Keyword(word) => format!("reply {word} on WhatsApp"),
            Withdrawal::Url(url) => url.clone(),
        })
        .collect();
    json!({
        "purpose": purpose.text,
        "purpose_id": purpose.id,
        "purpose_type": match purpose.category {
            Category::Marketing => "marketing",
            Category::Utility => "service",
            Category::Authentication => "security",
        },
        "granted": purpose.granted,
        "lawful_basis": "consent",
        "pii_information": [{"pii_type": "telephone number", "pii_attribute_id": "sub", "pii_optional": true, "sensitive_pii_category": false}],
        "pii_controllers": [party],
        "collection_method": act.event.method,
        "processing_method": ["send messages on WhatsApp"],
        "storage_locations": Value::Null,
        "retention_period": act.retention,
        "jurisdiction": act.jurisdiction,
        "recipient_third_parties": act.recipients,
        "withdrawal_method": withdrawal,
    })
}

fn state(kind: EventType) -> &'static str {
    match kind {
        EventType::ConsentGiven => "consent given",
        EventType::RenewedConsentGiven => "consent renewed",
        EventType::ConsentRefused => "consent refused",
        EventType::ConsentWithdrawn => "consent withdrawn",
    }
}
