//! Connections: accepted one by one, with handshakes on the side, so that a slow one holds up
//! nobody.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::limits::{CONNECTIONS_MAX, FAREWELL_TIME_MAX, HANDSHAKE_TIME_MAX, HANDSHAKES_MAX};

/// Gives connections whose handshake is done.
#[derive(Debug)]
pub(super) struct TlsListener {
    ready: mpsc::Receiver<(Connection, SocketAddr)>,
    address: io::Result<SocketAddr>,
}

/// A connection, counted as long as it is open.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TlsStream<TcpStream>,
    _counted: OwnedSemaphorePermit,
}

impl TlsListener {
    /// Begins to accept.
    pub(super) fn start(tcp: TcpListener, config: Arc<ServerConfig>) -> Self {
        let address = tcp.local_addr();
        let (done, ready) = mpsc::channel(HANDSHAKES_MAX);
        tokio::spawn(accept_all(tcp, TlsAcceptor::from(config), done));
        Self { ready, address }
    }
}

impl axum::serve::Listener for TlsListener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // The accepting task ends after this listener alone.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.address.as_ref().copied().map_err(|error| error.kind().into())
    }
}

impl Connection {
    /// The client's certificate, if it gave one; it was verified in the handshake.
    pub(super) fn certificate(&self) -> Option<&[u8]> {
        let (_, session) = self.stream.get_ref();
        session.peer_certificates()?.first().map(AsRef::as_ref)
    }
}

/// Accepts until the listener is dropped.
async fn accept_all(
    tcp: TcpListener,
    acceptor: TlsAcceptor,
    done: mpsc::Sender<(Connection, SocketAddr)>,
) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let handshakes = Arc::new(Semaphore::new(HANDSHAKES_MAX));
    loop {
        let next = async {
            let counted = Arc::clone(&connections).acquire_owned().await.ok()?;
            let shaking = Arc::clone(&handshakes).acquire_owned().await.ok()?;
            Some((counted, shaking, tcp.accept().await))
        };
        let next = tokio::select! {
            () = done.closed() => return,
            next = next => next,
        };
        let Some((counted, shaking, accepted)) = next else { return };
        match accepted {
            Ok((stream, from)) => {
                let (acceptor, done) = (acceptor.clone(), done.clone());
                tokio::spawn(async move {
                    let stream = shake(acceptor, stream, from).await;
                    drop(shaking);
                    if let Some(stream) = stream {
                        // The server stops when nobody takes it.
                        let _ = done.send((Connection { stream, _counted: counted }, from)).await;
                    }
                });
            }
            Err(error) => {
                // Out of file descriptors, most likely: waiting is all that helps.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(FAREWELL_TIME_MAX).await;
            }
        }
    }
}

/// Does one handshake; a failed one is logged here, once.
async fn shake(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    from: SocketAddr,
) -> Option<TlsStream<TcpStream>> {
    let _ = stream.set_nodelay(true);
    let handshake = acceptor.accept(stream).into_fallible();
    match tokio::time::timeout(HANDSHAKE_TIME_MAX, handshake).await {
        Ok(Ok(stream)) => return Some(stream),
        Ok(Err((error, mut stream))) => {
            tracing::warn!(%from, cause = %in_words(&error), "a client was refused");
            // Closing with unread data would destroy the alert that tells the client why.
            let farewell = async {
                stream.shutdown().await?;
                let mut unread = [0; 1024];
                while stream.read(&mut unread).await? > 0 {}
                io::Result::Ok(())
            };
            let _ = tokio::time::timeout(FAREWELL_TIME_MAX, farewell).await;
        }
        Err(_) => tracing::warn!(%from, cause = "it took too long", "a client was refused"),
    }
    None
}

fn in_words(error: &io::Error) -> String {
    use rustls::CertificateError as Certificate;
    let Some(cause) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>())
    else {
        return error.to_string();
    };
    let rustls::Error::InvalidCertificate(certificate) = cause else {
        let none = matches!(cause, rustls::Error::NoCertificatesPresented);
        return if none { "it gave no certificate".to_owned() } else { cause.to_string() };
    };
    let is_expired =
        matches!(certificate, Certificate::Expired | Certificate::ExpiredContext { .. });
    if is_expired {
        return "its certificate has expired".to_owned();
    }
    if matches!(certificate, Certificate::UnknownIssuer | Certificate::BadSignature) {
        return "its certificate is of an unknown authority".to_owned();
    }
    cause.to_string()
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
