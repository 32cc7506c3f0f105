//! What the service says, held against its OpenAPI document.

use serde_json::{Value, json};

/// Holds a value against a schema of the document: forms, values, what must be there; and every member is described.
pub fn fits(document: &Value, schema: &Value, value: &Value, place: &str) {
    // References lead into the document's components, so these stand beside the schema.
    let root = json!({ "allOf": [schema], "components": document["components"] });
    let validator = jsonschema::validator_for(&root).expect("a schema");
    let faults: Vec<String> =
        validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{place}: {faults:#?}\n{value:#}");
    is_described(document, schema, value, place);
}

fn is_described(document: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/components/schemas/")) {
        return is_described(document, &document["components"]["schemas"][name], value, place);
    }
    if let Some(some) = schema["oneOf"].as_array() {
        let other = |schema: &&Value| schema["type"] != "null";
        return some.iter().find(other).map_or((), |schema| is_described(document, schema, value, place));
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let described = &schema["properties"][name];
                assert!(described.is_object(), "{place}.{name} is not described");
                is_described(document, described, member, &format!("{place}.{name}"));
            }
        }
        Value::Array(items) => {
            items.iter().for_each(|item| is_described(document, &schema["items"], item, place));
        }
        _ => {}
    }
}
