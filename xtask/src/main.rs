//! Tasks of the workspace.
mod tables;
fn main() -> anyhow::Result<()> {
    tables::run(std::path::Path::new("."), std::env::args().any(|a| a == "--check"))
}
