//! What the site's own backend is told, as OpenAPI describes it: `webhooks`.

use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{Content, OpenApi as Document, PathItem, Paths, Ref, RefOr, Required, Response};

use crate::outbox::{Confirmed, EVENT_VERSION, Ending, Granted, Moved, Withdrawn};

/// The tag they stand under.
pub(super) const TAG: &str = "events";

/// Adds them to the document.
pub(super) fn describe(document: &mut Document) {
    let mut events = Events { document, webhooks: Paths::new() };
    events.add::<Granted>("consent.granted", "Somebody agreed");
    events.add::<Granted>(
        "consent.changed",
        "Somebody agreed anew: `replaces` names the act that no longer counts",
    );
    events.add::<Withdrawn>(
        "consent.withdrawn",
        "Somebody took consent back: by an act, STOP, a preference or error 131050",
    );
    events
        .add::<Confirmed>("consent.confirmed", "The number answered on WhatsApp with the code of its record");
    events.add::<Ending>("consent.expiring", "A consent ends soon; told once for each record");
    events.add::<Ending>("consent.expired", "A consent has ended");
    events.add::<Moved>(
        "contact.changed",
        "A person left a number or user id for another; consent under the old one has ended",
    );
    let webhooks = events.webhooks;
    document.webhooks = Some(webhooks);
}

struct Events<'a> {
    document: &'a mut Document,
    webhooks: Paths,
}

impl Events<'_> {
    fn add<T: ToSchema>(&mut self, kind: &'static str, summary: &str) {
        let data = T::name().into_owned();
        let mut nested = Vec::new();
        T::schemas(&mut nested);
        let components = self.document.components.get_or_insert_default();
        components.schemas.extend(nested);
        components.schemas.insert(data.clone(), T::schema());
        let mut operation = OperationBuilder::new()
            .tag(TAG)
            .summary(Some(summary))
            .description(Some(
                "Signed after Standard Webhooks. Answer 2xx once it is stored; everything else is tried again for three \
                 days. It may come twice, with the same `webhook-id`.",
            ))
            .request_body(Some(
                RequestBodyBuilder::new()
                    .content("application/json", Content::new(Some(envelope(kind, &data))))
                    .required(Some(Required::True))
                    .build(),
            ))
            .response("2XX", Response::new("Taken"))
            .response("410", Response::new("Nothing more is sent until somebody replays"));
        for (name, text) in [
            ("webhook-id", "The event's id, the same at every try"),
            ("webhook-timestamp", "When this try was made, seconds since 1970"),
            (
                "webhook-signature",
                "`v1,` and the HMAC-SHA256 of id, timestamp and body; one for each secret, by spaces",
            ),
        ] {
            operation = operation.parameter(
                ParameterBuilder::new()
                    .name(name)
                    .parameter_in(ParameterIn::Header)
                    .required(Required::True)
                    .description(Some(text))
                    .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                    .build(),
            );
        }
        self.webhooks.paths.insert(kind.into(), PathItem::new(HttpMethod::Post, operation.build()));
    }
}

fn envelope(kind: &str, data: &str) -> RefOr<Schema> {
    let text = |about: &str| ObjectBuilder::new().schema_type(Type::String).description(Some(about));
    let number = |about: &str| ObjectBuilder::new().schema_type(Type::Integer).description(Some(about));
    let envelope = ObjectBuilder::new()
        .property("type", text("What happened").enum_values(Some([kind])))
        .required("type")
        .property(
            "version",
            number("Of this form. Members may be added without a new one; none changes its meaning")
                .enum_values(Some([EVENT_VERSION])),
        )
        .required("version")
        .property(
            "timestamp",
            text("When it happened").format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
        )
        .required("timestamp")
        .property(
            "sequence",
            number(
                "Of two events about one contact the later one has the greater number. A lower one than was seen is old \
                 news: it was replayed",
            ),
        )
        .required("sequence")
        .property("data", Ref::from_schema_name(data))
        .required("data");
    RefOr::T(Schema::Object(envelope.build()))
}
