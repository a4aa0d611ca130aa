use crate::boot::{self, Company};
use crate::command_line;
use crate::commands::say;
use crate::copy;
use crate::facts;
use crate::folder::Folder;
use crate::logging::{self, Speaker};
use crate::settings::Settings;
use crate::watch::{Lost, Watch, told};
use anyhow::{Context, Result, anyhow};
use api::{App, Limits, MakeCopy, Reads};
use records::Clock;
use std::future::Future;
use std::net::{TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;
use worker::{Plan, Worker};

/// Requests that are still running when the program is to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(8);

pub fn serve(asked: &command_line::Serve) -> Result<()> {
    let settings = boot::settings(&asked.place, asked.listen.as_deref())?;
    logging::begin(&settings, Speaker::Server);
    let folder = Folder::make(&asked.place.data)?;
    let _reserved = folder.reserve()?;
    let listener = listen(&settings)?;
    let company = boot::open(&folder, &settings, Clock::system())?;
    run(company, &folder, &settings, listener, "")
}

pub fn listen(settings: &Settings) -> Result<TcpListener> {
    let wanted = &settings.server.listen;
    let addresses: Vec<_> = match wanted.to_socket_addrs() {
        Ok(addresses) => addresses.collect(),
        Err(error) => {
            return Err(crate::usage::Usage::complain(format!(
                "'{wanted}' is no address to listen on: {error}"
            )));
        }
    };
    let listener = TcpListener::bind(addresses.as_slice()).with_context(|| format!("address {wanted}"))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until the program is asked to stop.
pub fn run(
    company: Company,
    folder: &Folder,
    settings: &Settings,
    listener: TcpListener,
    greeting: &str,
) -> Result<()> {
    let address = match settings.server.public_url.trim_end_matches('/') {
        "" => format!("http://{}", listener.local_addr()?),
        public => public.to_owned(),
    };
    let mail = company.mail(&address);
    let place = company.records.store().reserve().context("database")?;
    let place = place.ok_or_else(|| anyhow!("a server already has this database open; stop it first"))?;
    let watch = Watch::over(place)?;
    let lost = watch.lost();
    let plan = Plan {
        mail: mail.clone(),
        records: company.records.clone(),
        identity: company.identity.clone(),
        imports: folder.path().join("imports"),
    };
    let worker = Worker::start(plan)?;
    let records = company.records.clone();
    let kept = facts::Kept::open(&records, folder.path())?;
    let app = App {
        data_dir: folder.path().to_owned(),
        limits: limits(settings),
        records: company.records,
        identity: company.identity,
        mail,
        copies: copies(folder, settings),
        facts: kept.answering(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        say(&format!("Guanxi is at {address}/\n{greeting}"))?;
        tracing::info!(%address, "serving");
        answer(app, listener, lost).await
    });
    // The worker's threads and the runtime's blocking ones end before the database is closed.
    runtime.shutdown_timeout(LAST_REQUESTS);
    worker.stop();
    kept.end();
    records.finish_read_log();
    watch.end(served)
}

/// What a copy of everything is made with; the edge knows neither the folder nor the archive.
fn copies(folder: &Folder, settings: &Settings) -> MakeCopy {
    let (folder, url) = (folder.clone(), settings.server.database_url.clone());
    Arc::new(move |records, target| {
        copy::pack(records, &folder, &url, target).map(drop).map_err(|error| format!("{error:#}"))
    })
}

async fn answer(app: App, listener: tokio::net::TcpListener, lost: Lost) -> Result<()> {
    let (stop, stopping) = tokio::sync::watch::channel(());
    let mut patience = stopping.clone();
    let mut stopped = stopping;
    let asked_to_stop = asked_to_stop()?;
    tokio::spawn(async move {
        asked_to_stop.await;
        tracing::info!("stopping");
        stop.send_replace(());
        // Kept open: whoever waits on it waits for the word, not for the end of the speaker.
        std::future::pending::<()>().await;
    });
    let serving = api::serve(app, listener, async move {
        let _ = stopped.changed().await;
    });
    let too_long = async move {
        let _ = patience.changed().await;
        tokio::time::sleep(LAST_REQUESTS).await;
    };
    tokio::select! {
        served = serving => Ok(served?),
        // At once: what is written from here on would be written beside another server.
        () = told(lost) => Ok(()),
        () = too_long => {
            tracing::warn!("requests were still running and have been cut off");
            Ok(())
        }
    }
}

/// Control-C, or the word of whoever runs the machine.
fn asked_to_stop() -> Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        let interrupted = async {
            if let Err(error) = tokio::signal::ctrl_c().await {
                tracing::error!(%error, "control-C is not heard");
                std::future::pending::<()>().await;
            }
        };
        #[cfg(unix)]
        tokio::select! {
            () = interrupted => {}
            _ = terminated.recv() => {}
        }
        #[cfg(not(unix))]
        interrupted.await;
    })
}

fn limits(settings: &Settings) -> Limits {
    let reads = match settings.server.database_url.as_str() {
        "" => Reads::Inline,
        _ => Reads::Blocking,
    };
    Limits { largest_upload: settings.import.max_bytes, reads }
}
