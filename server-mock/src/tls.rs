//! The development certificate: made once, kept in the data folder.

use crate::server::ServerError;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, SanType};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use sha2::{Digest, Sha256};
use std::{fs, net::IpAddr, path::Path, sync::Arc};

/// The certificate, and what a server needs of it.
pub struct Tls {
    /// PEM, for clients to trust.
    pub certificate_pem: String,
    /// SHA-256 of the certificate, hex with colons.
    pub fingerprint: String,
    /// For the listener.
    pub config: Arc<ServerConfig>,
}

/// Reads the certificate in `data`, or makes one. A new public address makes a new one.
pub fn load(data: &Path, public_address: Option<IpAddr>) -> Result<Tls, ServerError> {
    let (certificate, key) = (
        data.join("certificate.pem"),
        data.join("certificate.key.pem"),
    );
    let addresses = data.join("certificate.addresses");
    let wanted = public_address
        .map(|address| address.to_string())
        .unwrap_or_default();
    let there = certificate.exists() && key.exists();
    if !there || fs::read_to_string(&addresses).unwrap_or_default() != wanted {
        let (certificate_pem, key_pem) = make(public_address)?;
        crate::server::write_private(&key, key_pem.as_bytes())?;
        fs::write(&certificate, certificate_pem)?;
        fs::write(&addresses, wanted)?;
    }
    read(&certificate, &key)
}

fn make(public_address: Option<IpAddr>) -> Result<(String, String), rcgen::Error> {
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut params = CertificateParams::new(names)?;
    params
        .subject_alt_names
        .extend(public_address.map(SanType::IpAddress));
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, "Kinline development server");
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    Ok((certificate.pem(), key.serialize_pem()))
}

fn read(certificate: &Path, key: &Path) -> Result<Tls, ServerError> {
    let certificate_pem = fs::read_to_string(certificate)?;
    let unreadable = |error| ServerError::Certificate(format!("{error}"));
    let der = CertificateDer::from_pem_slice(certificate_pem.as_bytes()).map_err(unreadable)?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(unreadable)?;
    let hex: Vec<_> = Sha256::digest(&der)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![der], key)?;
    // One request at a time on a connection: WebSockets need no extended CONNECT, and a connection
    // that a fault cuts is cut for that request alone.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Tls {
        certificate_pem,
        fingerprint: hex.join(":"),
        config: Arc::new(config),
    })
}
