//! Whom we believe to be the server.

use crate::CoreError;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;

/// TLS as a client: the given certificate and no other, or what the platform trusts.
pub fn client_config(pem: Option<&str>, protocols: &[&[u8]]) -> Result<ClientConfig, CoreError> {
    let internal = |error: rustls::Error| CoreError::Internal {
        reason: error.to_string(),
    };
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(internal)?;
    let builder = match pem {
        Some(pem) => builder.with_root_certificates(roots(pem)?),
        None => builder.with_platform_verifier().map_err(internal)?,
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    Ok(config)
}

fn roots(pem: &str) -> Result<RootCertStore, CoreError> {
    let unusable = |reason: String| CoreError::Configuration { reason };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| unusable(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(unusable("certificate_pem holds no certificate".into()));
    }
    Ok(roots)
}
