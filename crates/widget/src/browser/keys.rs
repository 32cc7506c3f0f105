//! The origin's signing key: P-256, not extractable, kept in IndexedDB for a while, or in memory where a `CryptoKey`
//! cannot be stored (private windows, lockdown mode, the `DataCloneError` of iOS).

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransactionMode, SubtleCrypto};

use super::{Once, object, window};
use crate::compact::PublicKey;

/// A key older than this is replaced: acts of one person should not be linkable for ever.
const TIME_TO_LIVE_MS: f64 = 90.0 * 24.0 * 3600.0 * 1000.0;
/// Storage that does not open or answer in this time (milliseconds) is done without: some browsers never answer.
const STORAGE_MS: u32 = 1000;
const DATABASE: &str = "whatsapp-opt-in";
const STORE: &str = "keys";
const NAME: &str = "signing";

/// A key that can sign.
pub(crate) struct SigningKey {
    private: CryptoKey,
    /// The public half.
    pub(crate) public: PublicKey,
}

thread_local! {
    /// The key being fetched or made; every widget of the page waits for the same one.
    static KEY: RefCell<Option<Once>> = const { RefCell::new(None) };
}

/// The origin's key, from memory, from storage, or new.
pub(crate) async fn origin_key() -> Result<SigningKey, JsValue> {
    let waiting = KEY.with_borrow_mut(|key| {
        key.get_or_insert_with(|| Once::start(async { load_or_make().await.map(JsValue::from) })).clone()
    });
    match waiting.wait().await {
        Ok(kept) => read(&kept),
        Err(error) => {
            KEY.set(None);
            Err(error)
        }
    }
}

/// The signature's 64 bytes, `r‖s`.
pub(crate) async fn sign(key: &SigningKey, message: &[u8]) -> Result<Vec<u8>, JsValue> {
    let algorithm = object(&[("name", "ECDSA".into()), ("hash", "SHA-256".into())]);
    let signing = subtle()?.sign_with_object_and_u8_array(&algorithm, &key.private, message)?;
    Ok(Uint8Array::new(&JsFuture::from(signing).await?).to_vec())
}

/// SHA-256.
pub(crate) async fn sha256(message: &[u8]) -> Result<Vec<u8>, JsValue> {
    let digesting = subtle()?.digest_with_str_and_u8_array("SHA-256", message)?;
    Ok(Uint8Array::new(&JsFuture::from(digesting).await?).to_vec())
}

/// What is kept: `{ private, x, y, made }`.
async fn load_or_make() -> Result<Object, JsValue> {
    let opening = Once::start(async { open().await.map(JsValue::from) });
    let database = opening.wait_at_most(STORAGE_MS).await.ok().map(JsCast::unchecked_into::<IdbDatabase>);
    if let Some(database) = database.clone()
        && let Ok(kept) = Once::start(stored(database)).wait_at_most(STORAGE_MS).await
        && read(&kept).is_ok()
        && number(&kept, "made").is_some_and(|made| (0.0..TIME_TO_LIVE_MS).contains(&(Date::now() - made)))
    {
        return Ok(kept.unchecked_into());
    }
    let made = make().await?;
    if let Some(database) = database {
        // A key that cannot be stored lives in memory: as good for this page.
        let _ = Once::start(store(database, made.clone())).wait_at_most(STORAGE_MS).await;
    }
    Ok(made)
}

async fn make() -> Result<Object, JsValue> {
    let subtle = subtle()?;
    let algorithm = object(&[("name", "ECDSA".into()), ("namedCurve", "P-256".into())]);
    let usages = Array::of1(&"sign".into());
    let pair = JsFuture::from(subtle.generate_key_with_object(&algorithm, false, &usages)?).await?;
    let public: CryptoKey = Reflect::get(&pair, &"publicKey".into())?.unchecked_into();
    let jwk = JsFuture::from(subtle.export_key("jwk", &public)?).await?;
    Ok(object(&[
        ("private", Reflect::get(&pair, &"privateKey".into())?),
        ("x", Reflect::get(&jwk, &"x".into())?),
        ("y", Reflect::get(&jwk, &"y".into())?),
        ("made", Date::now().into()),
    ]))
}

fn read(kept: &JsValue) -> Result<SigningKey, JsValue> {
    let text = |name: &str| Reflect::get(kept, &name.into()).ok().and_then(|v| v.as_string());
    let private = Reflect::get(kept, &"private".into())?;
    let (Some(x), Some(y), true) = (text("x"), text("y"), private.is_object()) else {
        return Err(JsValue::NULL);
    };
    Ok(SigningKey { private: private.unchecked_into(), public: PublicKey { x, y } })
}

fn number(kept: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(kept, &name.into()).ok()?.as_f64()
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    Ok(window().crypto()?.subtle())
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let opened = request.clone();
    let upgrade = Closure::once_into_js(move || {
        if let Ok(database) = opened.result() {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let opened = done(&request).await;
    request.set_onupgradeneeded(None);
    opened.map(JsCast::unchecked_into)
}

async fn stored(database: IdbDatabase) -> Result<JsValue, JsValue> {
    let store = database.transaction_with_str(STORE)?.object_store(STORE)?;
    done(&store.get(&NAME.into())?).await
}

async fn store(database: IdbDatabase, key: Object) -> Result<JsValue, JsValue> {
    let mode = IdbTransactionMode::Readwrite;
    let store = database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)?;
    done(&store.put_with_key(&key, &NAME.into())?).await
}

/// Waits for a request's result.
async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let settled = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(settled).await?;
    request.result()
}
