//! The WooCommerce plugin within the real WordPress, sending to a real receiver. WooCommerce itself is in no registry;
//! `woocommerce/woocommerce.php` stands in for it with the shapes it documents.
#![allow(missing_docs, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::Command;

use desk::TOKEN;
use interop_tests::language;

mod desk;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plugin_keeps_verifies_forwards_shows_and_erases_records_within_wordpress() {
    let workspace = workspace();
    let wordpress = match language::wordpress(&workspace) {
        Ok(path) => path,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{error:#}");
            return println!("not run: WordPress: {error:#}");
        }
    };
    stage(&workspace, &wordpress);
    let folder = tempfile::tempdir().expect("a folder");
    let (url, jwks) = desk::receiver(folder.path()).await;
    let mut command = Command::new("php");
    command.arg(workspace.join("tests/interop/woocommerce/run.php")).args([&wordpress, &workspace]);
    command.env("OPT_IN_RECEIVER", url).env("OPT_IN_JWKS", jwks).env("OPT_IN_API_TOKEN", TOKEN);
    let output = tokio::task::spawn_blocking(move || command.output().expect("php")).await.expect("a run");
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{said}{complained}");
    assert!(output.status.success(), "{said}{complained}");
    assert!(said.lines().filter(|line| line.starts_with("ok - ")).count() >= 25, "{said}");
}

/// Puts the plugin and what it runs among where WordPress looks for them.
fn stage(workspace: &Path, wordpress: &Path) {
    let (ours, content) = (workspace.join("tests/interop/woocommerce"), wordpress.join("wp-content"));
    std::fs::copy(ours.join("db.php"), content.join("db.php")).expect("the drop-in");
    let plugins = content.join("plugins");
    std::fs::create_dir_all(plugins.join("woocommerce")).expect("a folder");
    std::fs::copy(ours.join("woocommerce.php"), plugins.join("woocommerce/woocommerce.php")).expect("a copy");
    let plugin = plugins.join("opt-in-for-whatsapp");
    let _ = std::fs::remove_dir_all(&plugin);
    copy(&workspace.join("integrations/woocommerce"), &plugin);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("a copy");
        }
    }
}
