//! The phone's Ed25519 key (RFC 8032): made once, kept in the platform's secure store.

use crate::{CoreError, SecureStore};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ring::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair},
};

const NAME: &str = "device-key";

/// Signs for this phone.
pub struct DeviceKey(Ed25519KeyPair);

impl DeviceKey {
    /// The key in the secure store (PKCS #8); makes it if there is none.
    ///
    /// # Errors
    /// [`CoreError::SecureStore`]; [`CoreError::Internal`] if what is there is no key.
    pub fn load(secrets: &dyn SecureStore) -> Result<Self, CoreError> {
        let internal = |reason: &str| CoreError::Internal {
            reason: reason.into(),
        };
        let document = match secrets.get(NAME)? {
            Some(document) => document,
            None => {
                let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
                    .map_err(|_| internal("no random numbers"))?;
                secrets.set(NAME, document.as_ref())?;
                document.as_ref().to_vec()
            }
        };
        let key = Ed25519KeyPair::from_pkcs8(&document);
        key.map(Self)
            .map_err(|_| internal("the device key in the secure store is none"))
    }

    /// The public half, base64url without padding.
    pub fn public(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0.public_key())
    }

    /// The signature of a text, base64url without padding.
    pub fn sign(&self, text: &str) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0.sign(text.as_bytes()))
    }
}
