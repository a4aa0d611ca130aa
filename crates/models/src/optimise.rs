//! Maximum likelihood in a few positive parameters: damped Newton steps on their logarithms (Levenberg 1944,
//! Marquardt 1963) inside a box, with exact gradients and Hessians. Some customer bases have no interior maximum;
//! the search then ends on a side of the box and says which.

/// Value, gradient and Hessian of a log-likelihood by its parameters (not their logarithms).
#[derive(Debug, Clone, Copy)]
pub struct Surface<const N: usize> {
    pub value: f64,
    pub gradient: [f64; N],
    pub hessian: [[f64; N]; N],
}

impl<const N: usize> Surface<N> {
    /// Takes the Hessian's diagonal and what stands right of it; the rest is its mirror.
    #[must_use]
    pub fn of_upper(value: f64, gradient: [f64; N], upper: [[f64; N]; N]) -> Self {
        let hessian = std::array::from_fn(|i| std::array::from_fn(|j| upper[i.min(j)][i.max(j)]));
        Self { value, gradient, hessian }
    }
}

/// How a search ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending<const N: usize> {
    /// The gradient vanished inside the box.
    Interior,
    /// The likelihood still rises at the sides named; there is no interior maximum.
    Edge([Option<Side>; N]),
    /// No further step raised the likelihood although the gradient has not vanished.
    Stalled,
}

/// The side of the box at which a parameter ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Low,
    High,
}

/// The best parameters found.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimum<const N: usize> {
    pub parameters: [f64; N],
    pub value: f64,
    /// From the inverse of the observed information; absent off an interior maximum.
    pub standard_errors: Option<[f64; N]>,
    pub ending: Ending<N>,
    pub evaluations: u32,
}

/// Parameters are sought between `1 / REACH` and `REACH`.
pub const REACH: f64 = 1e4;

/// Maximises `likelihood` over positive parameters from `start`.
pub fn maximise<const N: usize>(start: [f64; N], likelihood: impl Fn(&[f64; N]) -> Surface<N>) -> Optimum<N> {
    let mut logs = start.map(|p| if p.is_finite() { p.clamp(1.0 / REACH, REACH).ln() } else { 0.0 });
    let mut here = in_logs(&logs, &likelihood);
    let mut evaluations = 1;
    let mut damping = 1e-3;
    let mut vanished = false;
    while evaluations < MOST_EVALUATIONS && damping < 1e12 {
        let free = free_parameters(&logs, &here.gradient);
        let Some(mut step) = newton_step(&here, &free, damping) else {
            damping *= 8.0;
            continue;
        };
        let gain: f64 = (0..N).map(|i| step[i] * here.gradient[i]).sum();
        if damping <= 1e-2 && gain <= (1e-15 * here.value.abs()).max(1e-10) {
            vanished = true;
            break;
        }
        let longest = step.iter().fold(0.0f64, |most, s| most.max(s.abs()));
        if longest > LONGEST_STEP {
            step = step.map(|s| s * LONGEST_STEP / longest);
        }
        let mut there = logs;
        for i in 0..N {
            there[i] = (logs[i] + step[i]).clamp(-REACH.ln(), REACH.ln());
        }
        let next = in_logs(&there, &likelihood);
        evaluations += 1;
        if next.value > here.value || (next.value == here.value && gain < 1e-6) {
            (logs, here) = (there, next);
            damping = (damping * 0.1).max(1e-12);
        } else if gain <= 1e-13 * here.value.abs() {
            // The rest of the rise is smaller than the rounding of the sum.
            vanished = true;
            break;
        } else {
            damping = (damping * 8.0).max(1e-4);
        }
    }
    let parameters = logs.map(f64::exp);
    let sides = sides_of(&logs);
    let ending = match (sides.iter().any(Option::is_some), vanished) {
        (true, _) => Ending::Edge(sides),
        (false, true) => Ending::Interior,
        (false, false) => Ending::Stalled,
    };
    let standard_errors =
        if ending == Ending::Interior { standard_errors(&here.hessian, &parameters) } else { None };
    Optimum { parameters, value: here.value, standard_errors, ending, evaluations }
}

const MOST_EVALUATIONS: u32 = 400;
const LONGEST_STEP: f64 = 2.0;

fn in_logs<const N: usize>(logs: &[f64; N], likelihood: impl Fn(&[f64; N]) -> Surface<N>) -> Surface<N> {
    let parameters = logs.map(f64::exp);
    let raw = likelihood(&parameters);
    let mut surface = Surface { value: raw.value, gradient: [0.0; N], hessian: [[0.0; N]; N] };
    for i in 0..N {
        surface.gradient[i] = raw.gradient[i] * parameters[i];
        for j in 0..N {
            surface.hessian[i][j] = raw.hessian[i][j] * parameters[i] * parameters[j];
        }
        surface.hessian[i][i] += surface.gradient[i];
    }
    let sound = surface.value.is_finite()
        && surface.gradient.iter().all(|g| g.is_finite())
        && surface.hessian.iter().flatten().all(|h| h.is_finite());
    if !sound {
        surface.value = f64::NEG_INFINITY;
        surface.gradient = [0.0; N];
    }
    surface
}

fn sides_of<const N: usize>(logs: &[f64; N]) -> [Option<Side>; N] {
    logs.map(|log| {
        if log <= -REACH.ln() + 1e-9 {
            Some(Side::Low)
        } else if log >= REACH.ln() - 1e-9 {
            Some(Side::High)
        } else {
            None
        }
    })
}

fn free_parameters<const N: usize>(logs: &[f64; N], gradient: &[f64; N]) -> [f64; N] {
    let sides = sides_of(logs);
    std::array::from_fn(|i| match sides[i] {
        Some(Side::Low) if gradient[i] <= 0.0 => 0.0,
        Some(Side::High) if gradient[i] >= 0.0 => 0.0,
        Some(_) | None => 1.0,
    })
}

fn newton_step<const N: usize>(surface: &Surface<N>, free: &[f64; N], damping: f64) -> Option<[f64; N]> {
    let mut curvature = [[0.0; N]; N];
    let mut rise = [0.0; N];
    for i in 0..N {
        for j in 0..N {
            curvature[i][j] = -surface.hessian[i][j] * free[i] * free[j];
        }
        curvature[i][i] += damping * surface.hessian[i][i].abs().max(1e-8) + 1.0 - free[i];
        rise[i] = surface.gradient[i] * free[i];
    }
    let factor = cholesky(&curvature)?;
    let step = solve(&factor, rise);
    step.iter().all(|s| s.is_finite()).then_some(step)
}

fn standard_errors<const N: usize>(hessian: &[[f64; N]; N], parameters: &[f64; N]) -> Option<[f64; N]> {
    let factor = cholesky(&hessian.map(|row| row.map(|h| -h)))?;
    let errors: [f64; N] = std::array::from_fn(|i| {
        let unit = std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 });
        solve(&factor, unit)[i].sqrt() * parameters[i]
    });
    errors.iter().all(|e| e.is_finite()).then_some(errors)
}

fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut factor = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let rest = matrix[i][j] - (0..j).map(|k| factor[i][k] * factor[j][k]).sum::<f64>();
            if i != j {
                factor[i][j] = rest / factor[j][j];
            } else if rest > 1e-14 * matrix[i][i].abs() {
                factor[i][i] = rest.sqrt();
            } else {
                return None;
            }
        }
    }
    Some(factor)
}

fn solve<const N: usize>(factor: &[[f64; N]; N], right: [f64; N]) -> [f64; N] {
    let mut x = right;
    for i in 0..N {
        x[i] = (x[i] - (0..i).map(|k| factor[i][k] * x[k]).sum::<f64>()) / factor[i][i];
    }
    for i in (0..N).rev() {
        x[i] = (x[i] - (i + 1..N).map(|k| factor[k][i] * x[k]).sum::<f64>()) / factor[i][i];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    /// n waiting times with sum s under a gamma(2, rate) law: the maximum is at rate = 2 n / s.
    fn waiting(rate: f64, n: f64, s: f64) -> Surface<1> {
        Surface {
            value: 2.0 * n * rate.ln() - rate * s,
            gradient: [2.0 * n / rate - s],
            hessian: [[-2.0 * n / (rate * rate)]],
        }
    }

    #[test]
    fn the_interior_maximum_is_found_with_its_error() {
        let best = maximise([1000.0], |p| waiting(p[0], 50.0, 25.0));
        assert_eq!(best.ending, Ending::Interior);
        assert!((best.parameters[0] - 4.0).abs() < 1e-6);
        let error = best.standard_errors.unwrap()[0];
        assert!((error - 0.4).abs() < 1e-6, "{error}");
    }

    #[test]
    fn a_likelihood_that_only_rises_ends_at_the_edge() {
        let best = maximise([1.0, 1.0], |p| Surface {
            value: -1.0 / p[0] - (p[1] - 2.0).powi(2),
            gradient: [1.0 / (p[0] * p[0]), -2.0 * (p[1] - 2.0)],
            hessian: [[-2.0 / p[0].powi(3), 0.0], [0.0, -2.0]],
        });
        assert_eq!(best.ending, Ending::Edge([Some(Side::High), None]));
        assert!((best.parameters[1] - 2.0).abs() < 1e-4);
        assert_eq!(best.standard_errors, None);
    }

    #[test]
    fn a_likelihood_without_numbers_stalls_and_stays_finite() {
        let best = maximise([f64::NAN, 1.0], |_| Surface {
            value: f64::NAN,
            gradient: [f64::NAN; 2],
            hessian: [[f64::NAN; 2]; 2],
        });
        assert_ne!(best.ending, Ending::Interior);
        assert!(best.parameters.iter().all(|p| p.is_finite()));
    }
}
