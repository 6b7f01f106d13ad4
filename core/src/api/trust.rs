//! Whom we believe to be the server.

use crate::{CoreError, Trust};
use kinline_protocol::console::Fingerprint;
use ring::digest;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring as provider, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;

/// TLS as a client that trusts so and no other way.
pub fn client_config(trust: &Trust, protocols: &[&[u8]]) -> Result<ClientConfig, CoreError> {
    let internal = |error: rustls::Error| CoreError::Internal {
        reason: error.to_string(),
    };
    let crypto = Arc::new(provider::default_provider());
    let builder = ClientConfig::builder_with_provider(crypto.clone())
        .with_safe_default_protocol_versions()
        .map_err(internal)?;
    let builder = match trust {
        Trust::Certificate(pem) => builder.with_root_certificates(roots(pem)?),
        Trust::Fingerprint(fingerprint) => {
            let pinned = Pinned {
                fingerprint: *fingerprint,
                crypto,
            };
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(pinned))
        }
        Trust::Platform => builder.with_platform_verifier().map_err(internal)?,
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
        return Err(unusable("trust: the PEM holds no certificate".into()));
    }
    Ok(roots)
}

/// Believes the one certificate of a fingerprint. That the server holds its key is shown by the handshake's signature,
/// as always.
#[derive(Debug)]
struct Pinned {
    fingerprint: Fingerprint,
    crypto: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let seen = digest::digest(&digest::SHA256, certificate);
        if seen.as_ref() == self.fingerprint.0 {
            Ok(ServerCertVerified::assertion())
        } else {
            let wrong = CertificateError::ApplicationVerificationFailure;
            Err(rustls::Error::InvalidCertificate(wrong))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.crypto.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.crypto.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.crypto
            .signature_verification_algorithms
            .supported_schemes()
    }
}
