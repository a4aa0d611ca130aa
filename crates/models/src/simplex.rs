//! The downhill simplex (Nelder & Mead 1965) with the dimension-dependent coefficients of Gao & Han 2012, for functions
//! without derivatives.

/// The place of the smallest value found from `start`, with at most `most` evaluations. Infinite values are walls.
pub fn minimise(
    start: &[f64],
    step: f64,
    most: usize,
    tolerance: f64,
    mut value: impl FnMut(&[f64]) -> f64,
) -> (Vec<f64>, f64) {
    let n = start.len();
    let mut value = |at: &[f64]| {
        let found = value(at);
        if found.is_finite() { found } else { f64::INFINITY }
    };
    let first = value(start);
    if n == 0 {
        return (Vec::new(), first);
    }
    let size = n as f64;
    let (expand, contract, shrink) = (1.0 + 2.0 / size, 0.75 - 0.5 / size, 1.0 - 1.0 / size.max(2.0));
    let mut corners = vec![(start.to_vec(), first)];
    for i in 0..n {
        let mut corner = start.to_vec();
        corner[i] += step;
        let found = value(&corner);
        corners.push((corner, found));
    }
    let mut evaluations = n + 1;
    while evaluations < most {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let spread = corners[n].1 - corners[0].1;
        if spread <= tolerance * (1.0 + corners[0].1.abs()) {
            break;
        }
        let mut centre = vec![0.0; n];
        for (corner, _) in &corners[..n] {
            centre.iter_mut().zip(corner).for_each(|(c, x)| *c += x / size);
        }
        let along = |share: f64| -> Vec<f64> {
            centre.iter().zip(&corners[n].0).map(|(c, x)| c + share * (c - x)).collect()
        };
        let reflected = along(1.0);
        let found = value(&reflected);
        evaluations += 1;
        let (best, second, worst) = (corners[0].1, corners[n - 1].1, corners[n].1);
        let next = if found < best {
            let far = along(expand);
            let further = value(&far);
            evaluations += 1;
            Some(if further < found { (far, further) } else { (reflected, found) })
        } else if found < second {
            Some((reflected, found))
        } else {
            let near = along(if found < worst { contract } else { -contract });
            let nearer = value(&near);
            evaluations += 1;
            (nearer < found.min(worst)).then_some((near, nearer))
        };
        match next {
            Some(corner) => corners[n] = corner,
            None => {
                let best = corners[0].0.clone();
                for corner in &mut corners[1..] {
                    corner.0.iter_mut().zip(&best).for_each(|(x, b)| *x = b + shrink * (*x - b));
                    corner.1 = value(&corner.0);
                }
                evaluations += n;
            }
        }
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
    corners.swap_remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bottom_of_a_curved_valley_is_found() {
        let valley = |p: &[f64]| (1.0 - p[0]).powi(2) + 100.0 * (p[1] - p[0] * p[0]).powi(2);
        let (at, value) = minimise(&[-1.2, 1.0], 0.5, 2000, 1e-14, valley);
        assert!(value < 1e-8 && (at[0] - 1.0).abs() < 1e-3, "{at:?}");
        let (at, _) = minimise(&[3.0], 0.5, 500, 1e-14, |p| if p[0] < 1.0 { f64::NAN } else { p[0] });
        assert!((at[0] - 1.0).abs() < 1e-3);
        assert_eq!(minimise(&[], 1.0, 9, 1e-9, |_| 4.0).1, 4.0);
    }
}
