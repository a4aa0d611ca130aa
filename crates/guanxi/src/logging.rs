use crate::settings::{LogFormat, LogLevel, Settings};
use tracing::level_filters::LevelFilter;

/// A server says what the settings want; a single command only what went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    Server,
    Command,
}

pub fn begin(settings: &Settings, speaker: Speaker) {
    let wanted = match settings.server.log_level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let level = match speaker {
        Speaker::Command if wanted == LevelFilter::INFO => LevelFilter::WARN,
        Speaker::Command | Speaker::Server => wanted,
    };
    let lines = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level);
    let begun = match settings.server.log_format {
        LogFormat::Text => lines.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    if let Err(error) = begun {
        eprintln!("the log has begun already: {error}");
    }
}
