//! One task that many wait for.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

/// A task under way, or its result; cloning waits for the same one.
#[derive(Clone)]
pub(crate) struct Once(Promise);

impl Once {
    /// Starts it.
    pub(crate) fn start(task: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(promise(Box::pin(task)))
    }

    /// Waits for the result.
    pub(crate) async fn wait(self) -> Result<JsValue, JsValue> {
        JsFuture::from(self.0).await
    }

    /// Waits for the result, but no longer than this.
    pub(crate) async fn wait_at_most(self, ms: u32) -> Result<JsValue, JsValue> {
        let late = Self::start(async move {
            super::sleep(ms).await;
            Err(JsValue::NULL)
        });
        JsFuture::from(Promise::race(&js_sys::Array::of2(&self.0, &late.0))).await
    }
}

/// Takes its task in a box, so that the code around a task is compiled once and not for each.
fn promise(task: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    future_to_promise(task)
}

/// Runs a task for itself.
pub(crate) fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}
