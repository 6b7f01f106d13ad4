//! Faults that a developer switched on: a layer before everything else, so that the connection
//! itself can be cut, and cut where it hurts.

use crate::{app::AppState, layers::stamp, problem::Refusal};
use axum::{
    body::Body,
    http::{Method, Request, Response},
    response::IntoResponse,
};
use futures_util::{StreamExt, stream};
use kinline_protocol::{
    ErrorCode, FaultId, Problem,
    console::{Fault, FaultEffect, NewFault},
};
use std::{
    convert::Infallible,
    future::Future,
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tower::{Service, ServiceExt};
use uuid::Uuid;

/// What works whatever goes wrong, so that it can be made right again.
const SPARED: &str = "/v1/console/";

/// What goes wrong on purpose, cheap to clone. Not kept over a restart.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<Fault>>>);

impl Faults {
    /// Those in force.
    pub fn list(&self) -> Vec<Fault> {
        self.faults().clone()
    }

    /// Puts one in force.
    pub fn add(&self, fault: NewFault) -> Fault {
        let fault = Fault {
            id: FaultId(Uuid::new_v4()),
            fault,
        };
        self.faults().push(fault.clone());
        fault
    }

    /// Takes one back; whether it was there.
    pub fn remove(&self, id: FaultId) -> bool {
        let mut faults = self.faults();
        let before = faults.len();
        faults.retain(|fault| fault.id != id);
        faults.len() < before
    }

    /// What happens to a request: the oldest fault that is about it, used up by one.
    fn take(&self, method: &Method, path: &str) -> Option<FaultEffect> {
        if path.starts_with(SPARED) {
            return None;
        }
        let mut faults = self.faults();
        let index = faults
            .iter()
            .position(|fault| is_about(&fault.fault, method, path))?;
        let fault = &mut faults[index].fault;
        let effect = fault.effect.clone();
        fault.times = fault.times.map(|times| times.saturating_sub(1));
        if fault.times == Some(0) {
            faults.remove(index);
        }
        Some(effect)
    }

    fn faults(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_about(fault: &NewFault, method: &Method, path: &str) -> bool {
    let methods = fault.method.as_deref();
    fault.times != Some(0)
        && path.starts_with(&fault.path)
        && methods.is_none_or(|wanted| wanted.eq_ignore_ascii_case(method.as_str()))
}

/// A service to which faults happen.
#[derive(Clone)]
pub struct Faulty<S> {
    app: AppState,
    service: S,
}

impl<S> Faulty<S> {
    /// Lets the faults of `app` happen to `service`.
    pub fn new(app: AppState, service: S) -> Self {
        Self { app, service }
    }
}

/// Makes the HTTP server drop the connection.
#[derive(Debug, thiserror::Error)]
#[error("cut by a fault")]
pub struct Cut;

impl<S, B> Service<Request<B>> for Faulty<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: axum::body::HttpBody<Data = bytes::Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response<Body>;
    type Error = Cut;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Cut>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Cut>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let (app, service) = (self.app.clone(), self.service.clone());
        let request = request.map(Body::new);
        Box::pin(async move {
            let mut request = request;
            let effect = app.faults.take(request.method(), request.uri().path());
            let answer = |request| async {
                service
                    .oneshot(request)
                    .await
                    .map_err(|never| match never {})
            };
            match effect {
                None => answer(request).await,
                Some(FaultEffect::Delay { milliseconds }) => {
                    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
                    answer(request).await
                }
                Some(FaultEffect::Error { status }) => Ok(stamp(&app, refusal(status))),
                Some(FaultEffect::PoorLine(line)) => {
                    // Whoever opens a media session for this request gives it that line.
                    request.extensions_mut().insert(line);
                    answer(request).await
                }
                Some(FaultEffect::CutAnswer) => answer(request).await.and(Err(Cut)),
                Some(FaultEffect::CutRequest { bytes }) => {
                    answer(request.map(|body| cut_after(body, bytes)))
                        .await
                        .and(Err(Cut))
                }
            }
        })
    }
}

fn refusal(status: u16) -> Response<Body> {
    let mut problem = Problem::new(ErrorCode::Unavailable).detail("a fault of the console");
    problem.status = status;
    Refusal::from(problem).into_response()
}

/// The first bytes of a body, then an error, as if the connection had been lost there.
fn cut_after(body: Body, bytes: u64) -> Body {
    let chunks = body.into_data_stream();
    Body::from_stream(stream::unfold(Some((chunks, bytes)), |rest| async {
        let (mut chunks, left) = rest?;
        let cut = || Err(io::Error::from(io::ErrorKind::ConnectionReset));
        if left == 0 {
            return Some((cut(), None));
        }
        match chunks.next().await? {
            Err(_) => Some((cut(), None)),
            Ok(mut chunk) => {
                chunk.truncate(usize::try_from(left).unwrap_or(usize::MAX));
                let left = left - chunk.len() as u64;
                Some((Ok(chunk), Some((chunks, left))))
            }
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(method: Option<&str>, times: Option<u32>) -> NewFault {
        NewFault {
            method: method.map(str::to_owned),
            path: "/v1/bookings".into(),
            effect: FaultEffect::CutAnswer,
            times,
        }
    }

    #[test]
    fn a_fault_is_used_up_by_the_requests_that_it_is_about() {
        let faults = Faults::default();
        faults.add(fault(Some("post"), Some(1)));
        assert_eq!(faults.take(&Method::GET, "/v1/bookings"), None);
        assert_eq!(faults.take(&Method::POST, "/v1/holds"), None);
        assert!(
            faults
                .take(&Method::POST, "/v1/bookings/1/cancellation")
                .is_some()
        );
        assert_eq!(faults.take(&Method::POST, "/v1/bookings"), None);
        assert!(faults.list().is_empty());
    }

    #[test]
    fn the_console_is_spared() {
        let faults = Faults::default();
        faults.add(NewFault {
            path: "/".into(),
            ..fault(None, None)
        });
        assert_eq!(faults.take(&Method::DELETE, "/v1/console/faults/1"), None);
        assert!(faults.take(&Method::GET, "/v1/me").is_some());
    }
}
