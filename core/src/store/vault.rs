//! Sealing values: AES-256-GCM (NIST SP 800-38D) with a fresh random nonce for each, keys derived by
//! HKDF-SHA-256 (RFC 5869), names hidden by HMAC-SHA-256 (RFC 2104). All of it is `ring`'s.

use crate::{CoreError, SecureStore};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    error::Unspecified,
    hkdf, hmac,
    rand::{SecureRandom, SystemRandom},
};
use zeroize::Zeroizing;

/// Bytes of the key in the secure store.
const KEY_BYTES: usize = 32;

/// The keys, ready for use.
pub struct Vault {
    values: LessSafeKey,
    names: hmac::Key,
    random: SystemRandom,
}

/// Makes the key and keeps it in the secure store.
pub fn make_key(secrets: &dyn SecureStore, name: &str) -> Result<Vec<u8>, CoreError> {
    let mut key = Zeroizing::new(vec![0; KEY_BYTES]);
    SystemRandom::new()
        .fill(&mut key)
        .map_err(|_| CoreError::Internal {
            reason: "no random numbers".into(),
        })?;
    secrets.set(name, &key)?;
    Ok(key.to_vec())
}

impl Vault {
    /// Derives one key for values and one for names.
    pub fn new(key: &[u8]) -> Result<Self, Unspecified> {
        if key.len() != KEY_BYTES {
            return Err(Unspecified);
        }
        let derived = hkdf::Salt::new(hkdf::HKDF_SHA256, b"kinline store").extract(key);
        let values = UnboundKey::from(derived.expand(&[b"values"], &AES_256_GCM)?);
        let names = hmac::Key::from(derived.expand(&[b"names"], hmac::HMAC_SHA256)?);
        Ok(Self {
            values: LessSafeKey::new(values),
            names,
            random: SystemRandom::new(),
        })
    }

    /// The row name of a record.
    pub fn name(&self, kind: &str, name: &str) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.names);
        context.update(kind.as_bytes());
        context.update(&[0]);
        context.update(name.as_bytes());
        context.sign().as_ref().to_vec()
    }

    /// Seals a value for its row: nonce, cipher text, tag.
    pub fn seal(&self, kind: &str, row: &[u8], value: &[u8]) -> Result<Vec<u8>, Unspecified> {
        let mut nonce = [0; NONCE_LEN];
        self.random.fill(&mut nonce)?;
        let mut sealed = Vec::with_capacity(NONCE_LEN + value.len() + AES_256_GCM.tag_len());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(value);
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = self.values.seal_in_place_separate_tag(
            nonce,
            belonging(kind, row),
            &mut sealed[NONCE_LEN..],
        )?;
        sealed.extend_from_slice(tag.as_ref());
        Ok(sealed)
    }

    /// Opens what was sealed for that row; a value moved to another row does not open.
    pub fn open(
        &self,
        kind: &str,
        row: &[u8],
        mut sealed: Vec<u8>,
    ) -> Result<Vec<u8>, Unspecified> {
        let (nonce, value) = sealed.split_at_mut_checked(NONCE_LEN).ok_or(Unspecified)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce)?;
        let opened = self
            .values
            .open_in_place(nonce, belonging(kind, row), value)?;
        Ok(opened.to_vec())
    }
}

fn belonging(kind: &str, row: &[u8]) -> Aad<Vec<u8>> {
    Aad::from([kind.as_bytes(), &[0], row].concat())
}
