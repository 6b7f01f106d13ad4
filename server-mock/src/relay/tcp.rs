//! ICE-TCP: datagrams in frames of RFC 4571, over connections that clients open.

use super::{
    TcpInput,
    thread::{Command, WeakLink},
};
use bytes::Bytes;
use std::{io, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::mpsc,
};

/// Frames on their way out of one connection. A line too slow for them loses the newest, as UDP
/// would.
const QUEUE: usize = 512;
/// A connection that says nothing for so long is closed.
const SILENCE: Duration = Duration::from_secs(60);

pub(super) fn listen(listener: std::net::TcpListener, link: WeakLink) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(listener)?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = link.closed() => return,
                accepted = listener.accept() => match accepted {
                    Ok((stream, from)) => {
                        tokio::spawn(serve(stream, from, link.clone()));
                    }
                    Err(e) => {
                        // Out of descriptors, mostly: the next accept would fail at once too.
                        tracing::warn!("ICE-TCP: {e}");
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                },
            }
        }
    });
    Ok(())
}

async fn serve(stream: TcpStream, from: SocketAddr, link: WeakLink) {
    let _ = stream.set_nodelay(true);
    let (reader, writer) = stream.into_split();
    let (frames, queue) = mpsc::channel(QUEUE);
    link.send(Command::Tcp(TcpInput::Opened(from, frames)));
    // The relay ends a connection by dropping its end of the queue.
    tokio::select! {
        result = read(reader, from, &link) => {
            if let Err(e) = result {
                tracing::debug!("ICE-TCP: {e}");
            }
        }
        _ = write(writer, queue) => {}
    }
    link.send(Command::Tcp(TcpInput::Closed(from)));
}

async fn read(mut reader: OwnedReadHalf, from: SocketAddr, link: &WeakLink) -> io::Result<()> {
    loop {
        let length = tokio::time::timeout(SILENCE, reader.read_u16()).await??;
        let mut frame = vec![0; usize::from(length)];
        reader.read_exact(&mut frame).await?;
        link.send(Command::Tcp(TcpInput::Received(from, frame.into())));
    }
}

async fn write(mut writer: OwnedWriteHalf, mut queue: mpsc::Receiver<Bytes>) -> io::Result<()> {
    while let Some(frame) = queue.recv().await {
        let Ok(length) = u16::try_from(frame.len()) else {
            continue;
        };
        writer
            .write_all(&[&length.to_be_bytes(), &frame[..]].concat())
            .await?;
    }
    Ok(())
}
