//! The development certificate: made once, kept in the data folder.

use crate::server::ServerError;
use chrono::{Datelike, Days, NaiveDate, Utc};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, SanType,
};
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
    // Written last: a crash half-way makes a new one.
    let made_for = fs::read_to_string(&addresses).ok();
    if !certificate.exists() || made_for.as_ref() != Some(&wanted) {
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
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let day = |date: NaiveDate| {
        // Months and days fit into a byte.
        rcgen::date_time_ymd(date.year(), date.month() as u8, date.day() as u8)
    };
    // iOS trusts no certificate that is valid for more than 825 days.
    let today = Utc::now().date_naive();
    params.not_before = day(today - Days::new(1));
    params.not_after = day(today + Days::new(820));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificate_stays_until_it_does_not_fit() {
        let data = tempfile::tempdir().unwrap();
        let fingerprint = |address: Option<&str>| {
            let address = address.map(|address| address.parse().unwrap());
            load(data.path(), address).unwrap().fingerprint
        };
        let first = fingerprint(None);
        assert_eq!(fingerprint(None), first);
        let reachable = fingerprint(Some("192.0.2.7"));
        assert_ne!(reachable, first);
        assert_eq!(fingerprint(Some("192.0.2.7")), reachable);
        fs::remove_file(data.path().join("certificate.pem")).unwrap();
        assert_ne!(fingerprint(Some("192.0.2.7")), reachable);
    }
}
