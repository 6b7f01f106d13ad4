//! The command itself: what it prints, how it stops, what it keeps when it is killed.

use crate::mock::{client, read};
use kinline_protocol::{List, account::SignedIn, console::Mail, routes};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
};

struct Running {
    child: Child,
    about: Value,
}

impl Running {
    fn start(data: &Path, listen: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kinline-mock"))
            .args([
                "serve", "--json", "--seed", "call-now", "--listen", listen, "--data",
            ])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let about = serde_json::from_str(&line).unwrap();
        Self { child, about }
    }

    fn text(&self, pointer: &str) -> &str {
        self.about.pointer(pointer).and_then(Value::as_str).unwrap()
    }

    fn people(&self) -> &[Value] {
        self.about["people"].as_array().unwrap()
    }

    /// A developer's request.
    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let developer = self
            .people()
            .iter()
            .find(|person| person["role"] == "developer");
        let token = developer.unwrap()["token"].as_str().unwrap();
        self.client()
            .request(method, self.url(path))
            .bearer_auth(token)
    }

    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.request(Method::POST, path).json(body)
    }

    /// Whom a token signs in, on a page.
    async fn who(&self, token: &str) -> SignedIn {
        let request = self
            .client()
            .get(self.url("/v1/sign-in"))
            .bearer_auth(token);
        read(request.send().await.unwrap(), StatusCode::OK).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.text("/base"))
    }

    fn client(&self) -> Client {
        client(&std::fs::read_to_string(self.text("/certificate")).unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_killed_server_comes_back_with_all_it_had() {
    let data = tempfile::tempdir().unwrap();
    let mut first = Running::start(data.path(), "127.0.0.1:0");
    let staff = first
        .people()
        .iter()
        .find(|p| p["role"] == "staff")
        .unwrap()
        .clone();
    let token = staff["token"].as_str().unwrap().to_owned();
    first.who(&token).await;
    // SIGKILL: no chance to tidy up.
    first.child.kill().unwrap();
    first.child.wait().unwrap();

    let address = first
        .text("/base")
        .trim_start_matches("https://")
        .to_owned();
    let second = Running::start(data.path(), &address);
    assert_eq!(second.text("/base"), first.text("/base"));
    assert_eq!(second.text("/fingerprint"), first.text("/fingerprint"));
    assert_eq!(
        second.text("/call/reference"),
        first.text("/call/reference")
    );
    assert_eq!(second.people().len(), first.people().len());
    let codes = |running: &Running| -> Vec<Value> {
        running
            .people()
            .iter()
            .map(|person| person["code"].clone())
            .collect()
    };
    assert_eq!(codes(&second), codes(&first));
    assert_eq!(
        second.who(&token).await.name.as_str(),
        staff["name"].as_str().unwrap()
    );
}

#[tokio::test]
async fn what_was_done_just_before_the_kill_is_not_done_again() {
    let data = tempfile::tempdir().unwrap();
    let mut first = Running::start(data.path(), "127.0.0.1:0");
    let cut = json!({ "path": routes::REGISTRATIONS, "effect": "cut_answer", "times": 1 });
    let response = first.post("/v1/console/faults", &cut).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    let ask = |running: &Running| {
        let body = json!({ "email": "ann@example.org", "language": "en" });
        let request = running.post(routes::REGISTRATIONS, &body);
        request
            .header(routes::IDEMPOTENCY_HEADER, "key-number-1")
            .send()
    };
    // It is done, and nobody hears of it.
    assert!(ask(&first).await.is_err());
    first.child.kill().unwrap();
    first.child.wait().unwrap();

    let second = Running::start(data.path(), "127.0.0.1:0");
    let again = ask(&second).await.unwrap();
    assert_eq!(again.status(), StatusCode::ACCEPTED);
    assert_eq!(again.headers()[routes::REPLAYED_HEADER], "true");
    let mails = second.request(Method::GET, "/v1/console/mails?to=ann@example.org");
    let mails: List<Mail> = read(mails.send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(mails.items.len(), 1);
}

#[test]
fn the_line_has_what_a_client_needs() {
    let data = tempfile::tempdir().unwrap();
    let running = Running::start(data.path(), "127.0.0.1:0");
    let base = running.text("/base");
    assert!(base.starts_with("https://127.0.0.1:"));
    assert_eq!(running.text("/fingerprint").len(), 32 * 3 - 1);
    for page in ["console", "staff", "laptop", "review", "docs"] {
        assert_eq!(
            running.text(&format!("/pages/{page}")),
            format!("{base}/{page}")
        );
    }
    let call = running.text("/call/id");
    assert_eq!(
        running.text("/call/media"),
        format!("{base}/v1/calls/{call}/media")
    );
    assert_eq!(
        running.text("/call/watch"),
        format!("{base}/v1/calls/{call}/watch")
    );
    assert!(running.text("/call/events").starts_with("wss://127.0.0.1:"));
    for role in ["developer", "reviewer", "staff", "laptop", "family"] {
        let person = running
            .people()
            .iter()
            .find(|person| person["role"] == role)
            .unwrap();
        assert!(person["token"].as_str().unwrap().len() > 40, "{role}");
        assert_eq!(person.get("account").is_some(), role == "family");
        assert_eq!(person.get("laptop").is_some(), role == "laptop");
        assert_eq!(person.get("code").is_some(), role != "family");
    }
    assert!(!running.about["prisoners"].as_array().unwrap().is_empty());
}

#[test]
fn a_signal_stops_it_in_order_and_nothing_more_is_printed() {
    for signal in ["INT", "TERM"] {
        let data = tempfile::tempdir().unwrap();
        let mut running = Running::start(data.path(), "127.0.0.1:0");
        let pid = running.child.id().to_string();
        let sent = Command::new("kill")
            .args([&format!("-{signal}"), &pid])
            .status()
            .unwrap();
        assert!(sent.success());
        assert!(running.child.wait().unwrap().success(), "SIG{signal}");
        let mut rest = String::new();
        running
            .child
            .stdout
            .as_mut()
            .unwrap()
            .read_to_string(&mut rest)
            .unwrap();
        assert_eq!(rest, "");
    }
}

#[test]
fn the_help_teaches() {
    let help = Command::new(env!("CARGO_BIN_EXE_kinline-mock"))
        .arg("--help")
        .output()
        .unwrap();
    let text = String::from_utf8(help.stdout).unwrap();
    for part in [
        "Examples:",
        "call-now",
        "--public-address",
        "audit verify",
        "What to do next",
    ] {
        assert!(text.contains(part), "{part}");
    }
}
