//! The document, held against the server that it describes.

use crate::mock::{Mock, refused};
use kinline_mock::seed::Seed;
use kinline_protocol::{ErrorCode, account::Role, problem::CONTENT_TYPE};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use uuid::Uuid;

const ROLES: [(&str, Role); 5] = [
    ("family", Role::Family),
    ("reviewer", Role::Reviewer),
    ("staff", Role::Staff),
    ("laptop", Role::Laptop),
    ("developer", Role::Developer),
];

/// What can be asked without a token, and why that is right.
const PUBLIC: [&str; 10] = [
    "POST /v1/registrations",
    "POST /v1/registrations/{id}/confirmation",
    "POST /v1/challenges",
    "POST /v1/tokens",
    "POST /v1/sign-in",
    "OPTIONS /v1/uploads",
    "OPTIONS /v1/calls/{call}/media",
    "OPTIONS /v1/calls/{call}/watch",
    "GET /v1/establishments",
    "GET /v1/policy",
];

pub struct Operation {
    pub method: Method,
    pub path: String,
    /// Nobody in particular if `None`.
    pub roles: Option<Vec<String>>,
    about: Value,
}

impl Operation {
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether somebody of a role may ask.
    pub fn is_for(&self, role: &str) -> bool {
        let roles = self.roles.as_ref();
        roles.is_some_and(|roles| roles.iter().any(|one| one == role))
    }

    /// The type of the body that it takes.
    pub fn body_type(&self) -> Option<&str> {
        let types = self.about["requestBody"]["content"].as_object()?;
        types.keys().next().map(String::as_str)
    }

    /// The path with something for each parameter.
    fn filled(&self) -> String {
        let parts = self.path.split('/').map(|part| match part {
            "{kind}" => "portrait".to_owned(),
            _ if part.starts_with('{') => Uuid::new_v4().to_string(),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

pub async fn document(mock: &Mock) -> Value {
    let response = mock
        .request(Method::GET, "/openapi.json")
        .send()
        .await
        .unwrap();
    response.json().await.unwrap()
}

pub fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, about) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else {
                continue;
            };
            let roles = about.get("security").map(|list| {
                let roles = list.as_array().unwrap().iter();
                roles
                    .flat_map(|role| role.as_object().unwrap().keys().cloned())
                    .collect()
            });
            operations.push(Operation {
                method,
                path: path.clone(),
                roles,
                about: about.clone(),
            });
        }
    }
    operations
}

#[tokio::test]
async fn every_route_refuses_no_token_and_every_other_role() {
    let mock = Mock::start(Seed::Demo).await;
    let operations = operations(&document(&mock).await);
    let mut public = Vec::new();
    let mut refusals = 0;
    for operation in operations
        .iter()
        .filter(|operation| operation.path.starts_with("/v1/"))
    {
        let Some(roles) = &operation.roles else {
            public.push(operation.name());
            continue;
        };
        let request = || mock.request(operation.method.clone(), &operation.filled());
        let head = operation.method == Method::HEAD;
        let tokens = [
            (None, ErrorCode::NotSignedIn),
            (Some("x".to_owned()), ErrorCode::NotSignedIn),
        ];
        let others = ROLES
            .iter()
            .filter(|(name, _)| !roles.iter().any(|role| role == name));
        let others = others.map(|(_, role)| (Some(mock.token(*role)), ErrorCode::NotAllowed));
        for (token, code) in tokens.into_iter().chain(others) {
            let mut request = request().header("tus-resumable", "1.0.0");
            if let Some(token) = token {
                request = request.bearer_auth(token);
            }
            let response = request.send().await.unwrap();
            let name = operation.name();
            assert_eq!(response.status().as_u16(), code.status(), "{name}");
            if !head {
                refused(response, code).await;
            }
            refusals += 1;
        }
        // Whoever may come in is not refused for who they are.
        for (_, role) in ROLES
            .iter()
            .filter(|(name, _)| roles.iter().any(|role| role == name))
        {
            if operation.name() == "DELETE /v1/sign-in" {
                continue;
            }
            let response = request()
                .bearer_auth(mock.token(*role))
                .send()
                .await
                .unwrap();
            let status = response.status();
            let text = response.text().await.unwrap();
            let refused = text.contains("\"not_allowed\"") || status == StatusCode::UNAUTHORIZED;
            assert!(
                !refused,
                "{} by {role:?}: {status} {text}",
                operation.name()
            );
        }
    }
    public.sort();
    let mut expected = PUBLIC.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(public, expected);
    assert!(refusals > 200, "{refusals}");
}

#[tokio::test]
async fn every_post_of_a_family_needs_a_key_and_says_so() {
    let mock = Mock::start(Seed::Demo).await;
    let family = mock.token(Role::Family);
    let mut without = Vec::new();
    for operation in operations(&document(&mock).await) {
        let by_family = match &operation.roles {
            Some(roles) => roles.iter().any(|role| role == "family"),
            None => true,
        };
        if operation.method != Method::POST || !by_family {
            continue;
        }
        let parameters = operation.about["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        if !parameters
            .iter()
            .any(|parameter| parameter["name"] == "Idempotency-Key")
        {
            without.push(operation.name());
            continue;
        }
        let request = mock
            .request(Method::POST, &operation.filled())
            .bearer_auth(&family);
        let body = serde_json::json!({});
        refused(
            request.json(&body).send().await.unwrap(),
            ErrorCode::IdempotencyKeyMissing,
        )
        .await;
    }
    without.sort();
    let others = [
        "POST /v1/calls/{call}/media",
        "POST /v1/sign-in",
        "POST /v1/uploads",
        "POST /v1/uploads/{id}",
    ];
    assert_eq!(without, others);
}

#[tokio::test]
async fn the_document_is_whole() {
    let mock = Mock::start(Seed::Empty).await;
    let document = document(&mock).await;
    assert_eq!(document["openapi"], "3.1.0");
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut references = Vec::new();
    find_references(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let name = reference.strip_prefix("#/components/schemas/").unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
    for operation in operations(&document) {
        let name = operation.name();
        assert!(
            operation.about["summary"]
                .as_str()
                .is_some_and(|s| !s.is_empty()),
            "{name}"
        );
        for (status, response) in operation.about["responses"].as_object().unwrap() {
            // 416 says what can be asked for in `content-range` and needs no body (RFC 9110).
            if status.as_str() >= "400" && status != "416" {
                assert!(
                    response["content"].get(CONTENT_TYPE).is_some(),
                    "{name} {status}"
                );
                let codes = response["description"].as_str().unwrap();
                let known = |code: &ErrorCode| codes.contains(code.as_str());
                assert!(ErrorCode::ALL.iter().any(known), "{name} {status}: {codes}");
            }
        }
    }
    let page = mock.request(Method::GET, "/docs/").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("swagger"));
}

fn find_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| match value {
            Value::String(text) if key == "$ref" => found.push(text.clone()),
            _ => find_references(value, found),
        }),
        Value::Array(items) => items.iter().for_each(|item| find_references(item, found)),
        _ => {}
    }
}
