//! The bytes: appended as they come, one writer for each upload, checked at the end.

use super::{
    photo,
    store::{self, Upload},
};
use crate::{
    app::AppState,
    problem::{Answer, Refusal},
    server::make_private_folder,
};
use axum::body::Body;
use futures_util::StreamExt;
use kinline_protocol::{ErrorCode, UploadId};
use std::{
    collections::HashMap,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{
    fs::{self, File, OpenOptions},
    io::AsyncWriteExt,
    sync::{OwnedMutexGuard, Semaphore, watch},
};

/// Uploads of one account that no identity case has.
const LOOSE: u32 = 20;

/// Who writes to which upload, cheap to clone.
///
/// A phone that lost its connection comes back with a new one, while the old request may still wait
/// for bytes that will never come. So who comes last writes: the one before is interrupted.
#[derive(Debug, Clone)]
pub struct Uploads {
    turns: Arc<Mutex<HashMap<UploadId, Arc<Turn>>>>,
    /// A decoded photo takes some 200 MB: one at a time.
    checks: Arc<Semaphore>,
}

impl Default for Uploads {
    fn default() -> Self {
        Self {
            turns: Arc::default(),
            checks: Arc::new(Semaphore::new(1)),
        }
    }
}

#[derive(Debug, Default)]
struct Turn {
    writing: Arc<tokio::sync::Mutex<()>>,
    comers: watch::Sender<u64>,
}

/// The right to write, until somebody else comes.
struct Writer {
    interrupted: watch::Receiver<u64>,
    _writing: OwnedMutexGuard<()>,
}

impl Uploads {
    async fn writer(&self, id: UploadId) -> Writer {
        let (writing, interrupted) = self.come(id);
        Writer {
            interrupted,
            _writing: writing.lock_owned().await,
        }
    }

    /// Interrupts whoever came before.
    fn come(&self, id: UploadId) -> (Arc<tokio::sync::Mutex<()>>, watch::Receiver<u64>) {
        let mut turns = self.turns();
        let turn = turns.entry(id).or_default();
        turn.comers.send_modify(|comers| *comers += 1);
        (turn.writing.clone(), turn.comers.subscribe())
    }

    fn forget(&self, id: UploadId) {
        self.turns().remove(&id);
    }

    fn turns(&self) -> MutexGuard<'_, HashMap<UploadId, Arc<Turn>>> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a checked photo is.
pub(super) fn path(app: &AppState, id: UploadId) -> PathBuf {
    photo_path(&app.data, id)
}

/// Where a checked photo is, by the data folder.
pub fn photo_path(data: &Path, id: UploadId) -> PathBuf {
    data.join("uploads").join(id.to_string())
}

/// Where the bytes are as they come.
fn part(app: &AppState, id: UploadId) -> PathBuf {
    path(app, id).with_extension("part")
}

/// Makes room for a new upload; takes away those whose time is over.
pub(super) async fn begin(app: &AppState, upload: Upload) -> Answer<()> {
    let (id, now) = (upload.id, app.clock.now());
    let expired = app
        .database
        .write(move |tx| -> Answer<_> {
            let expired = store::expired(tx, now)?;
            for id in &expired {
                store::delete(tx, *id)?;
            }
            if store::loose(tx, upload.account)? >= LOOSE {
                return Err(ErrorCode::TooManyRequests.into());
            }
            store::add(tx, &upload)?;
            Ok(expired)
        })
        .await?;
    for id in expired {
        delete_file(app, id).await?;
    }
    make_private_folder(&app.data.join("uploads"))?;
    File::create(part(app, id)).await?;
    Ok(())
}

/// How many bytes have come. Whoever still writes is interrupted, so that it stays true.
pub(super) async fn offset(app: &AppState, upload: &Upload) -> Answer<u64> {
    let _writer = app.uploads.writer(upload.id).await;
    length(app, upload).await
}

/// Appends what comes; returns where the upload stands then. What came before the connection was
/// cut is kept.
pub(super) async fn append(app: &AppState, upload: Upload, from: u64, body: Body) -> Answer<u64> {
    let writer = app.uploads.writer(upload.id).await;
    let offset = length(app, &upload).await?;
    if offset != from {
        return Err(ErrorCode::UploadOffset.into());
    }
    if upload.content_type.is_some() {
        return Ok(offset);
    }
    let offset = write(app, &upload, offset, body, writer.interrupted.clone()).await?;
    if offset == upload.length {
        check(app, &upload).await?;
    }
    Ok(offset)
}

/// Checks a photo that is complete but was not checked yet.
pub(super) async fn settle(app: &AppState, upload: Upload) -> Answer<()> {
    let _writer = app.uploads.writer(upload.id).await;
    let id = upload.id;
    let now = app
        .database
        .read(move |c| store::find(c, id).map_err(Refusal::from))
        .await?;
    let unchecked = now.is_some_and(|now| now.content_type.is_none());
    if unchecked && length(app, &upload).await? == upload.length {
        check(app, &upload).await?;
    }
    Ok(())
}

/// Deletes the bytes.
pub(super) async fn delete_file(app: &AppState, id: UploadId) -> Answer<()> {
    app.uploads.forget(id);
    for path in [path(app, id), part(app, id)] {
        match fs::remove_file(path).await {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// A photo that was checked is as long as was announced, whatever was left out of the file.
async fn length(app: &AppState, upload: &Upload) -> Answer<u64> {
    if upload.content_type.is_some() {
        return Ok(upload.length);
    }
    match fs::metadata(part(app, upload.id)).await {
        Ok(file) => Ok(file.len()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(ErrorCode::NotFound.into()),
        Err(error) => Err(error.into()),
    }
}

async fn write(
    app: &AppState,
    upload: &Upload,
    mut offset: u64,
    body: Body,
    mut interrupted: watch::Receiver<u64>,
) -> Answer<u64> {
    let mut file = OpenOptions::new()
        .append(true)
        .open(part(app, upload.id))
        .await?;
    let mut chunks = body.into_data_stream();
    let ended = loop {
        let chunk = tokio::select! {
            biased;
            _ = interrupted.changed() => break Err(ErrorCode::UploadOffset),
            chunk = chunks.next() => chunk,
        };
        match chunk {
            None => break Ok(()),
            Some(Err(_)) => break Err(ErrorCode::Malformed),
            Some(Ok(chunk)) if chunk.len() as u64 > upload.length - offset => {
                break Err(ErrorCode::PhotoTooLarge);
            }
            Some(Ok(chunk)) => {
                file.write_all(&chunk).await?;
                offset += chunk.len() as u64;
            }
        }
    };
    file.flush().await?;
    ended.map(|()| offset).map_err(Refusal::from)
}

async fn check(app: &AppState, upload: &Upload) -> Answer<()> {
    let id = upload.id;
    let _one_at_a_time = app.uploads.checks.acquire().await;
    match photo::check(part(app, id), path(app, id)).await {
        Ok(content_type) => {
            let finish = move |tx: &rusqlite::Transaction<'_>| -> Answer<()> {
                store::finish(tx, id, content_type).map_err(Refusal::from)
            };
            app.database.write(finish).await?;
            app.uploads.forget(id);
            fs::remove_file(part(app, id)).await.map_err(Refusal::from)
        }
        Err(refusal) => {
            super::delete(app, id).await?;
            Err(refusal)
        }
    }
}
