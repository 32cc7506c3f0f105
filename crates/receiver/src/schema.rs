//! Values that the OpenAPI document spells out: a client knows every one of them, and a test sees any other.

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use whatsapp_opt_in::consent::ledger::{MessageForm as Form, Reason};
use whatsapp_opt_in::consent::{ActError, Assurance as Known, Category as Kind};

use whatsapp_opt_in::policy::Edition;

use crate::error::Error;
use crate::receiver::name_of;

/// Of a purpose, in a question.
pub(crate) const MAX_ID: usize = 256;

/// Declares a text of a form.
macro_rules! of_form {
    ($($(#[$doc:meta])* $name:ident = $pattern:literal, $most:literal;)*) => {
        $(
            $(#[$doc])*
            pub(crate) struct $name;

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    let text = ObjectBuilder::new().schema_type(Type::String);
                    RefOr::T(Schema::Object(text.pattern(Some($pattern)).max_length(Some($most)).build()))
                }
            }

            impl ToSchema for $name {}
        )*
    };
}

of_form! {
    /// A compact JWS.
    Compact = "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$", 16384;
    /// A UUIDv7 as acts have it.
    Jti = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", 36;
    /// A number as it is filed.
    E164 = "^\\+[1-9][0-9]{1,16}$", 18;
    /// A number with its country code, with or without `+`, or a business-scoped user id.
    AskedContact = "^(\\+?[1-9][0-9]{6,14}|[A-Z]{2}\\.[A-Za-z0-9.]{1,157})$", 160;
    /// A number, or a business-scoped user id.
    Contact = "^(\\+[1-9][0-9]{1,16}|[A-Z]{2}\\.[A-Za-z0-9.]{1,157})$", 160;
}

/// Declares a text that has one of these values.
macro_rules! one_of {
    ($($(#[$doc:meta])* $name:ident = $values:expr;)*) => {
        $(
            $(#[$doc])*
            pub(crate) struct $name;

            impl $name {
                fn values() -> Vec<String> {
                    $values
                }
            }

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    let text = ObjectBuilder::new().schema_type(Type::String);
                    RefOr::T(Schema::Object(text.enum_values(Some($name::values())).build()))
                }
            }

            impl ToSchema for $name {}
        )*
    };
}

one_of! {
    /// WhatsApp's category of a message.
    Category = names(&[Kind::Marketing, Kind::Utility, Kind::Authentication]);
    /// In which form a message may go out.
    MessageForm = names(&[Form::Template, Form::FreeForm]);
    /// What is known of an opt-in.
    Assurance = names(&[Known::SelfAsserted, Known::Fresh, Known::NumberConfirmed]);
    /// Why a message may or may not be sent.
    MayReason = [
        Reason::Consent, Reason::ServiceWindow, Reason::NoConsent, Reason::Limited, Reason::Expired,
        Reason::NotConfirmed, Reason::Stopped, Reason::NumberLeft,
    ].iter().map(name_of).chain(["frequency_cap", "quiet_hours", "contact_invalid"].map(Into::into)).collect();
    /// Why a line of an import is refused.
    ImportCode = texts(&["line_invalid", "contact_invalid", "number_invalid", "number_unreachable", "purpose_unknown"]);
    /// What a withdrawal covers.
    Scope = texts(&["all", "marketing", "utility", "authentication", "purposes"]);
    /// How a withdrawal came.
    Cause = texts(&["act", "message", "preference", "failed-send"]);
    /// Why a request is refused: every stable code.
    ProblemCode = {
        let acts = ActError::ALL.iter().map(|error| error.code());
        acts.chain(Error::OWN.iter().map(|error| error.code())).map(Into::into).collect()
    };
    /// That all is well.
    Status = texts(&["ok"]);
    /// The editions by which the linter judges.
    LintEdition = Edition::ALL.iter().map(|edition| edition.as_str().to_owned()).collect();
    /// What the linter reads.
    Dialect = texts(&["html", "jsx", "vue", "svelte", "php", "template", "message-templates", "records"]);
    /// How bad a finding is.
    Severity = texts(&["warning", "error"]);
    /// How the suppressions are written.
    ListFormat = texts(&["ndjson", "csv"]);
}

/// `{"status":"ok"}`.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes an answer")]
pub(crate) struct Done {
    #[schema(value_type = Status)]
    status: Status,
}

fn names<T: Serialize>(values: &[T]) -> Vec<String> {
    values.iter().map(name_of).collect()
}

fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_without_a_name() {
        for values in [Category::values(), MessageForm::values(), Assurance::values(), MayReason::values()] {
            assert!(values.iter().all(|value| !value.is_empty()), "{values:?}");
        }
        assert!(ProblemCode::values().contains(&"act_signature_invalid".to_owned()));
    }
}
