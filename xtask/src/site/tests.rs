use super::*;

#[test]
fn parts_are_put_in_and_the_way_to_the_page_is_marked() {
    let nav = r#"<li><a href="/docs/">Docs</a></li><!-- server --><li><a href="/shop/">Shop</a></li><!-- /server -->"#;
    let parts = Parts(vec![("header".into(), nav.into())]);
    let page = |address, host| parts.page("<!-- header --> x", address, host).expect("a page");
    let on_docs = page("/docs/", Host::Static);
    assert_eq!(on_docs, r#"<li><a href="/docs/" aria-current="page">Docs</a></li> x"#);
    let below = page("/shop/checkout/", Host::Shop);
    assert!(below.contains(r#"<a href="/shop/" aria-current="true">"#), "{below}");
    assert!(!page("/", Host::Shop).contains("aria-current"));
}

#[test]
fn marks_come_in_pairs() {
    assert!(served("<!-- server -->", Host::Shop).is_err());
    assert!(served("<!-- /server -->", Host::Shop).is_err());
}

/// Every link of a built page leads to a file that is there, and every `#…` to an id on that page.
fn links_resolve(host: Host) {
    let folder = tempfile::tempdir().expect("a folder");
    build(&workspace::root(), folder.path(), host).expect("a site");
    let pages: Vec<PathBuf> = files(folder.path())
        .expect("files")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    assert!(pages.len() > 10, "{pages:?}");
    let mut broken = Vec::new();
    for path in &pages {
        let text = std::fs::read_to_string(folder.path().join(path)).expect("a page");
        assert!(!text.contains("<!-- h"), "{}: a part was not put in", path.display());
        for href in attributes(&text, "href").chain(attributes(&text, "src")) {
            if let Some(fault) = fault(folder.path(), &address(path), href) {
                broken.push(format!("{}: {href} {fault}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_link_of_the_demo_resolves() {
    links_resolve(Host::Shop);
}

#[test]
fn every_link_of_the_static_site_resolves() {
    links_resolve(Host::Static);
}

/// The values of an attribute in the page's tags. Text holds no quote after an equals sign but as an entity or in code,
/// where `<` is one.
fn attributes<'a>(page: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let tags = page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
    let mark = format!(" {name}=\"");
    tags.filter_map(move |tag| tag.split_once(&mark)?.1.split('"').next())
}

fn fault(site: &Path, from: &str, href: &str) -> Option<&'static str> {
    if href.contains("://") || href.starts_with("data:") || href.starts_with("mailto:") {
        return None;
    }
    // The package is put beside the pages; `/v1`, `/docs` and their like are the receiver's own.
    if href.starts_with("/whatsapp-opt-in/") {
        return None;
    }
    let (path, id) = href.split_once('#').unwrap_or((href, ""));
    let target = match path {
        "" => from.to_owned(),
        absolute if absolute.starts_with('/') => absolute.to_owned(),
        relative => format!("{from}{relative}"),
    };
    let mut file = site.join(target.trim_start_matches('/'));
    if target.ends_with('/') {
        file.push("index.html");
    }
    if !file.is_file() {
        return Some("is not there");
    }
    let found = id.is_empty()
        || std::fs::read_to_string(&file).is_ok_and(|page| page.contains(&format!(" id=\"{id}\"")));
    (!found).then_some("has no such id")
}
