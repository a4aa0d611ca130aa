//! Special functions for positive real arguments, and Gauss-Legendre quadrature.
//! Series: Abramowitz & Stegun 1964, 6.1.41, 6.3.18 and 6.4.12, after shifting the argument above ten.

/// ln Γ(x) with its first two derivatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogGamma {
    pub value: f64,
    /// ψ(x), the digamma function
    pub slope: f64,
    /// ψ'(x), the trigamma function
    pub curvature: f64,
}

/// ln Γ(x), ψ(x) and ψ'(x) for x > 0; relative error about 1e-15.
#[must_use]
pub fn log_gamma(x: f64) -> LogGamma {
    let mut product = 1.0;
    let mut inverse_sum = 0.0;
    let mut inverse_square_sum = 0.0;
    let mut z = x;
    while z < 10.0 {
        let inverse = 1.0 / z;
        product *= z;
        inverse_sum += inverse;
        inverse_square_sum += inverse * inverse;
        z += 1.0;
    }
    let ln_z = z.ln();
    let i = 1.0 / z;
    let s = i * i;
    let value = (z - 0.5) * ln_z - z
        + HALF_LN_TWO_PI
        + i * (1.0 / 12.0
            - s * (1.0 / 360.0
                - s * (1.0 / 1260.0 - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * 691.0 / 360_360.0)))));
    let slope = ln_z
        - 0.5 * i
        - s * (1.0 / 12.0
            - s * (1.0 / 120.0
                - s * (1.0 / 252.0 - s * (1.0 / 240.0 - s * (1.0 / 132.0 - s * 691.0 / 32_760.0)))));
    let curvature = i
        + 0.5 * s
        + i * s
            * (1.0 / 6.0
                - s * (1.0 / 30.0
                    - s * (1.0 / 42.0 - s * (1.0 / 30.0 - s * (5.0 / 66.0 - s * 691.0 / 2730.0)))));
    LogGamma {
        value: value - product.ln(),
        slope: slope - inverse_sum,
        curvature: curvature + inverse_square_sum,
    }
}

/// Nodes and weights of n-point Gauss-Legendre quadrature on [0, 1] (A&S 25.4.30).
#[must_use]
pub fn gauss_legendre(points: usize) -> Vec<(f64, f64)> {
    (0..points)
        .map(|index| {
            let mut x = (std::f64::consts::PI * (index as f64 + 0.75) / (points as f64 + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..20 {
                let (value, derivative) = legendre(points, x);
                slope = derivative;
                let step = value / derivative;
                x -= step;
                if step.abs() < 1e-15 {
                    break;
                }
            }
            (0.5 * (1.0 - x), 1.0 / ((1.0 - x * x) * slope * slope))
        })
        .collect()
}

const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;

fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (0.0, 1.0);
    for k in 0..degree {
        let k = k as f64;
        (before, value) = (value, ((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0));
    }
    (value, degree as f64 * (x * value - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-13 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }

    #[test]
    fn log_gamma_meets_known_values() {
        close(log_gamma(0.5).value, 0.5 * std::f64::consts::PI.ln());
        close(log_gamma(1.0).value, 0.0);
        close(log_gamma(7.0).value, 720f64.ln());
        close(log_gamma(1e6).value, 12_815_504.569_147_61);
        close(log_gamma(1.0).slope, -0.577_215_664_901_532_9);
        close(log_gamma(0.25).slope, -4.227_453_533_376_265);
        close(log_gamma(1.0).curvature, std::f64::consts::PI.powi(2) / 6.0);
        close(log_gamma(0.5).curvature, std::f64::consts::PI.powi(2) / 2.0);
    }

    #[test]
    fn quadrature_is_exact_for_polynomials() {
        let nodes = gauss_legendre(5);
        for power in 0..10 {
            let area: f64 = nodes.iter().map(|(x, w)| w * x.powi(power)).sum();
            close(area, 1.0 / f64::from(power + 1));
        }
    }
}
