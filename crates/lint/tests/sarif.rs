//! What is printed as SARIF is SARIF 2.1.0, by OASIS's own schema, and points where the finding is.

use serde_json::{Value, json};
use whatsapp_opt_in_lint::{Input, Options, Run, output, run};

fn schema() -> jsonschema::Validator {
    let text = include_str!("../../../tests/vectors/sarif/sarif-schema-2.1.0.json");
    jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema")
}

fn faults(value: &Value) -> Vec<String> {
    schema().iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn sarif(run: &Run) -> Value {
    serde_json::from_str(&output::render(run, output::Format::Sarif, true)).expect("JSON")
}

/// Lints a directory of these files.
fn linted(files: &[(&str, &str)]) -> Run {
    let folder = tempfile::tempdir().expect("a directory");
    for (name, source) in files {
        std::fs::write(folder.path().join(name), source).expect("written");
    }
    let mut paths = vec![folder.path().to_owned()];
    paths.push(folder.path().join("broken.json"));
    run(&Input { paths, dialect: None }, &Options { tcpa: true, ..Options::default() })
}

const BAD: &str = "<!-- opt-in-lint-ignore -->\n<label><input type=checkbox name=wa checked> Envíame ofertas por Whatsapp</label>";

#[test]
fn every_kind_of_result_obeys_the_schema() {
    let found = linted(&[
        ("page one é.html", BAD),
        ("broken.json", "{\n  \"name\": oops\n}"),
        (
            "template.json",
            r#"{"name":"Bad Name","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"{{2}} sale"}]}"#,
        ),
        ("App.jsx", "export default () => <Checkbox defaultChecked name=\"wa\" label=\"WhatsApp\" />"),
    ]);
    let value = sarif(&found);
    assert_eq!(faults(&value), Vec::<String>::new());
    let run = &value["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > 8, "{}", results.len());
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    assert!(results.iter().any(|result| result["ruleId"] == "LI-01"));
    let place = |result: &Value| result["locations"][0]["physicalLocation"].clone();
    let spelling = results
        .iter()
        .find(|result| result["ruleId"] == "WA-06" && place(result)["region"]["startLine"] == 2)
        .expect("the misspelling");
    let line = BAD.lines().nth(1).expect("a line");
    let column = line[..line.find("Whatsapp").expect("the word")].chars().count() + 1;
    assert_eq!(
        place(spelling)["region"],
        json!({"startLine": 2, "startColumn": column, "endLine": 2, "endColumn": column + 8})
    );
    let uri = place(spelling)["artifactLocation"]["uri"].as_str().expect("a uri").to_owned();
    assert!(uri.ends_with("page%20one%20%C3%A9.html"), "{uri}");
    // What could not be read is told, with its place, and the run has failed.
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0];
    assert_eq!(place(told)["region"], json!({"startLine": 2, "startColumn": 11}));
}

#[test]
fn a_clean_run_obeys_the_schema_too() {
    let value = sarif(&run(&Input { paths: Vec::new(), dialect: None }, &Options::default()));
    assert_eq!(faults(&value), Vec::<String>::new());
    assert_eq!(value["runs"][0]["results"], json!([]));
    assert_eq!(value["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn the_schema_refuses_what_is_no_sarif() {
    let mut value = sarif(&run(&Input { paths: Vec::new(), dialect: None }, &Options::default()));
    value["runs"][0]["results"] = json!([{"ruleId": "WA-01", "level": "fatal"}]);
    assert_eq!(faults(&value).len(), 2, "a message is missing, and the level is none");
}
