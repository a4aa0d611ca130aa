use crate::clock::timed;
use crate::dice::Dice;
use models::forecast::{Care, Method, auto_ets, forecast};
use std::path::Path;

const SERIES: usize = 100;
const LENGTH: usize = 120;

/// Series of ten years of months with trend, season and noise.
pub fn automatic_smoothing(folder: Option<&Path>) {
    let mut dice = Dice(21);
    let all: Vec<Vec<f64>> = (0..SERIES)
        .map(|_| {
            let (level, slope, swing) = (100.0 + 400.0 * dice.unit(), 2.0 * dice.unit(), 0.3 * dice.unit());
            (0..LENGTH)
                .map(|at| {
                    let season = (std::f64::consts::TAU * at as f64 / 12.0).sin();
                    (level + slope * at as f64) * (1.0 + swing * season) * (1.0 + 0.05 * dice.normal())
                })
                .collect()
        })
        .collect();
    if let Some(folder) = folder {
        let bytes: Vec<u8> = all.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
        std::fs::write(folder.join("series.f64"), bytes).unwrap();
    }
    let (_, seconds) = timed(|| {
        all.iter().map(|series| auto_ets(series, 12, Care::Full).unwrap().forecast(12)).collect::<Vec<_>>()
    });
    println!("automatic ETS, {SERIES} series of {LENGTH}: {seconds:.3} s");
    let (_, seconds) = timed(|| {
        all.iter().map(|series| forecast(series, 12, 12, Method::Auto).unwrap()).collect::<Vec<_>>()
    });
    println!("automatic forecast with back-test, the same: {seconds:.3} s");
}
