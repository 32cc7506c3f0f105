//! W3C Data Privacy Vocabulary 2 as JSON-LD, by the DPVCG's profile `dpv-27560#record`.

use serde_json::{Map, Value, json};
use whatsapp_opt_in::consent::{Category, Controller, EventType, Withdrawal};

use super::{event_time, iso8601, validity};
use crate::Evidence;

pub(super) fn export(evidence: &Evidence<'_>) -> Value {
    let act = evidence.act;
    let id = |suffix: &str| format!("urn:uuid:{}{suffix}", act.jti);
    let processes: Vec<Value> = act
        .purposes
        .iter()
        .map(|purpose| {
            let mut process = json!({
                "@id": id(&format!("#{}", purpose.id)),
                "@type": "dpv:Process",
                "dpv:hasPurpose": {
                    "@type": match purpose.category {
                        Category::Marketing => "dpv:DirectMarketing",
                        Category::Utility => "dpv:CommunicationForCustomerCare",
                        Category::Authentication => "dpv:IdentityAuthentication",
                    },
                    "dct:identifier": purpose.id,
                    "dct:title": {"@value": purpose.text, "@language": act.notice.language},
                },
                "dpv:hasPersonalData": "pd:TelephoneNumber",
                "dpv:hasProcessing": ["dpv:Collect", "dpv:Store", "dpv:Use"],
                "dpv:hasDataSource": "dpv:DataSubject",
                "dpv:hasConsentStatus": status(act.event.kind, purpose.granted),
            });
            if let Some(retention) = &act.retention {
                process["dpv:hasStorageCondition"] =
                    json!({"@type": "dpv:StorageDuration", "dpv:hasDuration": retention});
            }
            if !act.recipients.is_empty() {
                process["dpv:hasRecipient"] = json!(act.recipients);
            }
            process
        })
        .collect();
    let mut record = json!({
        "@context": context(),
        "@id": id(""),
        "@type": "dpv:ConsentRecord",
        "dct:identifier": act.jti,
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record",
        "dpv:hasDataSubject": {"@type": "dpv:Customer", "dct:identifier": act.sub},
        "dpv:hasDataController": {
            "@type": "dpv:DataController",
            "dpv:hasName": act.controller.name,
            "dpv:hasContact": contacts(&act.controller),
        },
        "dpv:hasLegalBasis": "dpv:ExpressedConsent",
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "@id": act.controller.privacy_url,
            "dct:description": {"@value": act.notice.text, "@language": act.notice.language},
            "dct:hasVersion": act.notice.version,
        },
        "dpv:hasProcess": processes,
        "dpv:hasConsentStatus": status(act.event.kind, true),
        "dpv:hasIndicationMethod": act.event.method,
        "dpv:isIndicatedBy": {"dct:identifier": act.sub},
        "dpv:isIndicatedAtTime": iso8601(event_time(evidence)),
        "dpv:hasConsentControl": act.withdrawal.iter().map(|way| json!({
            "@type": "dpv:WithdrawConsent",
            "dct:description": match way {
                Withdrawal::Keyword(word) => format!("reply {word} on WhatsApp"),
                Withdrawal::Url(url) => url.clone(),
            },
        })).collect::<Vec<_>>(),
        "dct:replaces": act.event.supersedes.as_ref().map(|jti| format!("urn:uuid:{jti}")),
        "dpv:hasJurisdiction": act.jurisdiction.as_ref().map(|code| format!("loc:{code}")),
        "dct:valid": act.valid_until.map(iso8601),
        "dpv:hasDuration": validity(evidence),
    });
    drop_nulls(&mut record);
    record
}

fn contacts(controller: &Controller) -> Option<Vec<String>> {
    let number = controller.whatsapp_number.as_ref().map(|number| format!("tel:{number}"));
    Some(controller.contact.iter().cloned().chain(number).collect()).filter(|list: &Vec<_>| !list.is_empty())
}

fn context() -> Value {
    json!({
        "dpv": "https://w3id.org/dpv#",
        "pd": "https://w3id.org/dpv/pd#",
        "loc": "https://w3id.org/dpv/loc#",
        "dct": "http://purl.org/dc/terms/",
        "dpv:hasPersonalData": {"@type": "@id"},
        "dpv:hasProcessing": {"@type": "@id"},
        "dpv:hasDataSource": {"@type": "@id"},
        "dpv:hasConsentStatus": {"@type": "@id"},
        "dpv:hasLegalBasis": {"@type": "@id"},
        "dpv:hasJurisdiction": {"@type": "@id"},
        "dct:conformsTo": {"@type": "@id"},
        "dct:replaces": {"@type": "@id"},
    })
}

fn status(kind: EventType, granted: bool) -> &'static str {
    match kind {
        EventType::ConsentWithdrawn => "dpv:ConsentWithdrawn",
        EventType::ConsentRefused => "dpv:ConsentRefused",
        _ if !granted => "dpv:ConsentRefused",
        EventType::ConsentGiven => "dpv:ConsentGiven",
        EventType::RenewedConsentGiven => "dpv:RenewedConsentGiven",
    }
}

/// JSON-LD reads `null` as an erased value; what is not known is left out.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let kept: Map<String, Value> =
                std::mem::take(members).into_iter().filter(|(_, v)| !v.is_null()).collect();
            *members = kept;
            members.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}
