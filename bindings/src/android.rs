//! What only Android needs: its own judgement of certificates is reached through the virtual machine.

use jni::{
    EnvUnowned,
    errors::ThrowRuntimeExAndDefault,
    jni_mangle,
    objects::{JClass, JObject},
};

/// Hands the virtual machine and the app's context to the verifier of certificates. Called once, before
/// the first [`crate::App`]; without it the first request to a server fails.
#[jni_mangle("app.kinline.platform.SystemTrust")]
pub fn initialise<'caller>(
    mut env: EnvUnowned<'caller>,
    _class: JClass<'caller>,
    context: JObject<'caller>,
) {
    env.with_env(|env| rustls_platform_verifier::android::init_with_env(env, context))
        .resolve::<ThrowRuntimeExAndDefault>();
}
