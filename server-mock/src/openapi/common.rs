//! What is true of every endpoint is written into the document here, not beside each.

use kinline_protocol::{ErrorCode, problem::CONTENT_TYPE, routes::IDEMPOTENCY_HEADER};
use utoipa::openapi::{
    Content, OpenApi, RefOr, Required, Response, Schema,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
    schema::{ObjectBuilder, Ref, Type},
    security::SecurityRequirement,
};

const PROBLEM: &str = "Problem";
const JSON: &str = "application/json";

/// Completes every operation.
pub(super) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        if item.post.as_ref().is_some_and(|post| is_once(path, post)) {
            item.post.iter_mut().for_each(take_key);
        }
        for operation in operations(item) {
            refuse(operation, &codes(operation));
            operation
                .responses
                .responses
                .values_mut()
                .for_each(name_problem);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem {
        get,
        put,
        post,
        delete,
        options,
        head,
        patch,
        ..
    } = item;
    [get, put, post, delete, options, head, patch]
        .into_iter()
        .flatten()
}

/// A POST of a family takes effect once. Uploads and media have protocols of their own.
fn is_once(path: &str, post: &Operation) -> bool {
    let family = SecurityRequirement::new::<_, [&str; 0], &str>("family", []);
    let by_family = match &post.security {
        Some(roles) => roles.contains(&family),
        None => !path.ends_with("/sign-in"),
    };
    let has_json = match &post.request_body {
        Some(RefOr::T(body)) => body.content.contains_key(JSON),
        Some(RefOr::Ref(_)) => true,
        None => !path.starts_with("/v1/uploads"),
    };
    by_family && has_json
}

fn take_key(post: &mut Operation) {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let text = text.min_length(Some(8)).max_length(Some(128));
    let text = Schema::Object(text.pattern(Some("^[!-~]*$")).build());
    let parameter: Parameter = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(
            "8 to 128 visible characters. The same key with the same request gives the same answer \
             again, with `idempotency-replayed: true`, and takes no further effect.",
        ))
        .schema(Some(text))
        .build();
    debug_assert!(parameter.name.eq_ignore_ascii_case(IDEMPOTENCY_HEADER));
    post.parameters
        .get_or_insert_default()
        .push(parameter.into());
    let keys = [
        ErrorCode::IdempotencyKeyMissing,
        ErrorCode::IdempotencyKeyReused,
    ];
    refuse(post, &keys);
}

/// What every endpoint of its kind refuses.
fn codes(operation: &Operation) -> Vec<ErrorCode> {
    let mut codes = vec![ErrorCode::Internal];
    if operation.security.is_some() {
        codes.extend([
            ErrorCode::NotSignedIn,
            ErrorCode::SignInExpired,
            ErrorCode::NotAllowed,
        ]);
    }
    let asks = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query);
    if operation.parameters.iter().flatten().any(asks) {
        codes.push(ErrorCode::Malformed);
    }
    if let Some(RefOr::T(body)) = &operation.request_body
        && body.content.contains_key(JSON)
    {
        codes.extend([
            ErrorCode::Malformed,
            ErrorCode::TooLarge,
            ErrorCode::WrongContentType,
            ErrorCode::InvalidInput,
        ]);
    }
    codes
}

fn refuse(operation: &mut Operation, codes: &[ErrorCode]) {
    for code in codes {
        let responses = &mut operation.responses.responses;
        let response = responses
            .entry(code.status().to_string())
            .or_insert_with(|| {
                let mut response = Response::new("");
                let schema = RefOr::from(Ref::from_schema_name(PROBLEM));
                let content = Content::new(Some(schema));
                response
                    .content
                    .insert(CONTENT_TYPE.to_owned(), content.into());
                response.into()
            });
        if let RefOr::T(response) = response
            && !response.description.contains(code.as_str())
        {
            let comma = if response.description.is_empty() {
                ""
            } else {
                ", "
            };
            response.description = format!("{}{comma}{}", response.description, code.as_str());
        }
    }
}

/// Problems have a content type of their own.
fn name_problem(response: &mut RefOr<Response>) {
    let RefOr::T(response) = response else {
        return;
    };
    let is_problem = |content: &RefOr<Content>| match content {
        RefOr::T(Content {
            schema: Some(RefOr::Ref(schema)),
            ..
        }) => schema.ref_location.ends_with(&format!("/{PROBLEM}")),
        _ => false,
    };
    if response.content.get(JSON).is_some_and(is_problem)
        && let Some(content) = response.content.shift_remove(JSON)
    {
        response.content.insert(CONTENT_TYPE.to_owned(), content);
    }
}
