//! The core's log, line by line, for the platform's own.
//!
//! Only what Kinline's own code says: dependencies write addresses and headers. No line has personal data in it; tests
//! live whole journeys and look for every word that was typed.

use crate::platform::PlatformError;
use std::{
    fmt::{self, Write as _},
    mem,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{SyncSender, TrySendError, sync_channel},
    },
    thread,
};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::{Interest, set_global_default},
};

/// Where lines of the log go. Called from one thread, in their order; the core never waits for it.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// Keep, print or forget it. A sink that fails misses that line and no other.
    fn on_line(&self, line: LogLine) -> Result<(), PlatformError>;
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LogLine {
    /// How grave it is.
    pub level: LogLevel,
    /// Which part of the core says it, such as `kinline_core::driver`.
    pub part: String,
    /// What it says, for developers.
    pub text: String,
}

/// How grave a line is, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, uniffi::Enum)]
pub enum LogLevel {
    /// Something is broken.
    Error,
    /// Something is not as it should be, and was coped with.
    Warn,
    /// What happens.
    Info,
    /// How it happens.
    Debug,
}

/// Gives the lines of this level and the graver ones to a sink, and to no other from now on.
#[uniffi::export]
pub fn start_logging(level: LogLevel, sink: Arc<dyn LogSink>) {
    let (lines, taken) = sync_channel::<LogLine>(WAITING);
    let deliver = move || taken.into_iter().for_each(|line| drop(sink.on_line(line)));
    let thread = thread::Builder::new().name("kinline-log".into());
    if thread.spawn(deliver).is_ok() {
        // Another program's subscriber that is there already keeps its place, and there are no lines here.
        let _ = set_global_default(Log);
        change(Some(Drain {
            level,
            lines,
            lost: 0,
        }));
    }
}

/// Gives no more lines, to nobody.
#[uniffi::export]
pub fn stop_logging() {
    change(None);
}

/// So many lines may wait for a slow sink; what is more is lost, and counted.
const WAITING: usize = 256;
/// How the names of our own modules begin.
const OURS: &str = "kinline_";

/// Where lines go now.
static DRAIN: Mutex<Option<Drain>> = Mutex::new(None);

struct Drain {
    level: LogLevel,
    lines: SyncSender<LogLine>,
    lost: u64,
}

impl Drain {
    fn take(&mut self, line: LogLine) {
        if self.lost > 0 {
            let told = LogLine {
                level: LogLevel::Warn,
                part: line.part.clone(),
                text: format!("{} lines were lost before this one", self.lost),
            };
            if self.lines.try_send(told).is_ok() {
                self.lost = 0;
            }
        }
        if let Err(TrySendError::Full(_)) = self.lines.try_send(line) {
            self.lost += 1;
        }
    }
}

fn change(drain: Option<Drain>) {
    // The old one ends after the lock: its thread may be logging.
    let old = mem::replace(
        &mut *DRAIN.lock().unwrap_or_else(PoisonError::into_inner),
        drain,
    );
    drop(old);
}

/// The process's subscriber: no spans, only events of our own.
struct Log;

impl Subscriber for Log {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if metadata.is_event() && metadata.target().starts_with(OURS) {
            Interest::sometimes()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let drain = DRAIN.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = drain.as_ref().map(|drain| drain.level);
        metadata.is_event()
            && metadata.target().starts_with(OURS)
            && wanted.is_some_and(|wanted| level(metadata).is_some_and(|level| level <= wanted))
    }

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let Some(level) = level(metadata) else {
            return;
        };
        let mut words = Words::default();
        event.record(&mut words);
        let line = LogLine {
            level,
            part: metadata.target().to_owned(),
            text: words.message + &words.fields,
        };
        if let Some(drain) = &mut *DRAIN.lock().unwrap_or_else(PoisonError::into_inner) {
            drain.take(line);
        }
    }

    // None is ever asked for: see `register_callsite`.
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// What is finer than debug is for those who write the core.
fn level(metadata: &Metadata<'_>) -> Option<LogLevel> {
    match *metadata.level() {
        Level::ERROR => Some(LogLevel::Error),
        Level::WARN => Some(LogLevel::Warn),
        Level::INFO => Some(LogLevel::Info),
        Level::DEBUG => Some(LogLevel::Debug),
        _ => None,
    }
}

/// An event as text: `message key=value …`.
#[derive(Default)]
struct Words {
    message: String,
    fields: String,
}

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string does not fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{sync::Condvar, time::Duration};

    /// Keeps lines; lets none pass before it is opened.
    #[derive(Default)]
    struct Gate {
        passed: Mutex<(bool, Vec<LogLine>)>,
        changed: Condvar,
    }

    impl LogSink for Gate {
        fn on_line(&self, line: LogLine) -> Result<(), PlatformError> {
            let passed = self.passed.lock().unwrap();
            let mut passed = self.changed.wait_while(passed, |it| !it.0).unwrap();
            passed.1.push(line);
            self.changed.notify_all();
            Err(PlatformError::Failed {
                reason: "it fails, and is called again".into(),
            })
        }
    }

    impl Gate {
        fn pass(&self) {
            self.passed.lock().unwrap().0 = true;
            self.changed.notify_all();
        }

        fn wait_for(&self, text: &str) -> Vec<LogLine> {
            let passed = self.passed.lock().unwrap();
            let missing =
                |it: &mut (bool, Vec<LogLine>)| !it.1.iter().any(|line| line.text == text);
            let patience = Duration::from_secs(30);
            let (passed, late) = self
                .changed
                .wait_timeout_while(passed, patience, missing)
                .unwrap();
            assert!(!late.timed_out(), "waited for {text}: {passed:?}");
            passed.1.clone()
        }
    }

    /// One test: there is one log in a process.
    #[test]
    fn lines_come_in_order_by_level_from_us_alone_and_are_counted_when_lost() {
        let gate = Arc::new(Gate::default());
        gate.pass();
        start_logging(LogLevel::Info, gate.clone());
        tracing::error!(what = "this", "it broke");
        tracing::debug!("too fine");
        tracing::info!(target: "hyper::client", "GET https://example.org/secret");
        tracing::info!("the last");
        let texts: Vec<_> = gate
            .wait_for("the last")
            .into_iter()
            .map(|line| (line.level, line.text))
            .collect();
        assert_eq!(
            texts,
            [
                (LogLevel::Error, "it broke what=\"this\"".to_owned()),
                (LogLevel::Info, "the last".to_owned()),
            ]
        );

        let slow = Arc::new(Gate::default());
        start_logging(LogLevel::Debug, slow.clone());
        // One may be with the sink, and as many wait as can.
        for number in 0..WAITING + 11 {
            tracing::debug!(number, "one of many");
        }
        slow.pass();
        let last = format!("one of many number={}", WAITING - 1);
        slow.wait_for(&last);
        tracing::warn!("after all");
        let lines = slow.wait_for("after all");
        let lost = lines
            .iter()
            .find(|line| line.text.ends_with("before this one"));
        let lost = lost.map(|line| line.text.split(' ').next().unwrap().parse::<usize>());
        assert!(matches!(lost, Some(Ok(10 | 11))), "{lost:?}");
        assert_eq!(
            gate.wait_for("the last").len(),
            2,
            "the old sink hears no more"
        );

        stop_logging();
        tracing::error!("to nobody");
        let heard = &slow.passed.lock().unwrap().1;
        assert!(heard.iter().all(|line| line.text != "to nobody"));
    }
}
