//! Cuts what the custom element's card never reaches out of the page's wasm.
//!
//! Yew's virtual nodes may have listeners, keys, portals, raw markup and suspense. Our card has none of them, but no
//! compiler can know that: the nodes are enums, and each arm is linked in. So the entries to those arms become traps, and
//! wasm-opt takes out everything behind them: 8 KB brotli. Should one be reached after all, the shell sees a trap and
//! brings the plain markup back; the browser suite runs on the cut module. Yew applications link the whole of Yew.

use anyhow::ensure;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};

/// The beginnings of the functions' names.
const UNREACHED: &[&str] = &[
    // Listeners: the shell in JavaScript has them all, and gives none to Yew.
    "<yew::dom_bundle::btag::listeners::ListenerRegistration>::register",
    "<yew::dom_bundle::btag::listeners::Registry>",
    "<yew::dom_bundle::subtree_root::SubtreeData>::add_listener",
    "<yew::dom_bundle::subtree_root::BSubtree>::ensure_handled",
    "<yew::dom_bundle::subtree_root::EventDescriptor as core::clone::Clone>::clone",
    "<std::collections::hash::map::HashMap<yew::dom_bundle::subtree_root::EventDescriptor",
    "<std::hash::random::RandomState as core::hash::BuildHasher>::hash_one::<&yew::dom_bundle::subtree_root::EventDescriptor>",
    "<hashbrown::raw::RawTable<(yew::dom_bundle::subtree_root::EventDescriptor, ())>>::find_or_find_insert_index",
    "core::ptr::drop_in_place::<alloc::rc::Rc<dyn yew::virtual_dom::listeners::Listener>>",
    // Keys. Two empty lists count as keyed, and go another way before they come here.
    "<core::iter::adapters::zip::Zip<core::iter::adapters::rev::Rev<alloc::vec::drain::Drain<yew::virtual_dom::vnode::VNode>>",
    "<std::hash::random::RandomState as core::hash::BuildHasher>::hash_one::<&yew::dom_bundle::blist::KeyedEntry>",
    "<hashbrown::raw::RawTable<(yew::dom_bundle::blist::KeyedEntry",
    // Attributes that are not known when `html!` is compiled, or differ from one drawing to the next.
    "<yew::virtual_dom::Attributes>::apply_diff_as_maps",
    "<indexmap::map::IndexMap<implicit_clone::unsync::string::IString, yew::virtual_dom::AttributeOrProperty>>::get_index_of",
    "<core::iter::adapters::filter_map::FilterMap<indexmap::map::iter::Iter",
    // Raw markup, portals, suspense.
    "<yew::virtual_dom::vraw::VRaw as",
    "<yew::dom_bundle::braw::BRaw>",
    "<yew::virtual_dom::vportal::VPortal as",
    "<alloc::rc::Rc<yew::virtual_dom::vportal::VPortal> as yew::utils::RcExt",
    "<yew::virtual_dom::vsuspense::VSuspense as",
    "<alloc::rc::Rc<yew::virtual_dom::vsuspense::VSuspense> as yew::utils::RcExt",
    "<yew::html::component::scope::Scope<yew::suspense",
    "<yew::html::component::scope::AnyScope>::find_parent_scope",
];

/// The wasm with a trap in the place of each, as the compiler made it: wasm-bindgen then leaves out what only they use.
pub(super) fn what_no_card_reaches(wasm: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    let named: Vec<(FunctionId, String)> = module
        .funcs
        .iter_local()
        .filter_map(|(id, _)| Some((id, demangle(module.funcs.get(id).name.as_ref()?))))
        .collect();
    for name in UNREACHED {
        let mut found = named.iter().filter(|(_, full)| full.starts_with(name)).peekable();
        // So that the list stays true.
        ensure!(
            found.peek().is_some(),
            "{name} is not in the widget's wasm: did Yew or the compiler change? Look at what takes its place."
        );
        found.for_each(|(id, _)| trap(&mut module, *id));
    }
    Ok(module.emit_wasm())
}

/// Without the hashes of the crates.
fn demangle(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}

fn trap(module: &mut Module, id: FunctionId) {
    let ty = module.types.get(module.funcs.get(id).ty());
    let (takes, gives) = (ty.params().to_vec(), ty.results().to_vec());
    let arguments = takes.iter().map(|ty| module.locals.add(*ty)).collect();
    let mut body = FunctionBuilder::new(&mut module.types, &takes, &gives);
    body.func_body().unreachable();
    module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(arguments));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_that_is_no_longer_there_is_named() {
        let error =
            what_no_card_reaches(&Module::default().emit_wasm()).expect_err("nothing in it").to_string();
        assert!(error.contains(UNREACHED[0]), "{error}");
    }

    #[test]
    fn what_is_cut_traps_and_keeps_its_signature() {
        use walrus::ValType::{F64, I32};
        let mut module = Module::default();
        let mut whole = FunctionBuilder::new(&mut module.types, &[F64], &[I32]);
        whole.func_body().i32_const(7);
        let argument = module.locals.add(F64);
        let id = whole.finish(vec![argument], &mut module.funcs);
        trap(&mut module, id);
        let ty = module.types.get(module.funcs.get(id).ty());
        assert_eq!((ty.params(), ty.results()), (&[F64][..], &[I32][..]));
        let FunctionKind::Local(body) = &module.funcs.get(id).kind else { panic!("an import") };
        let instructions = &body.block(body.entry_block()).instrs;
        assert!(matches!(instructions[..], [(walrus::ir::Instr::Unreachable(_), _)]), "{instructions:?}");
    }
}
