/// A symmetric positive definite matrix taken apart (Cholesky), for as many columns as a file has.
pub(crate) struct Factor(Vec<Vec<f64>>);

impl Factor {
    /// Absent when the matrix is not positive definite as far as its digits go.
    pub(crate) fn of(matrix: &[Vec<f64>]) -> Option<Self> {
        let n = matrix.len();
        let mut factor = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..=i {
                let rest = matrix[i][j] - (0..j).map(|k| factor[i][k] * factor[j][k]).sum::<f64>();
                if i != j {
                    factor[i][j] = rest / factor[j][j];
                } else if rest > 1e-12 * matrix[i][i].abs() {
                    factor[i][i] = rest.sqrt();
                } else {
                    return None;
                }
            }
        }
        Some(Self(factor))
    }

    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let Self(factor) = self;
        let mut x = right.to_vec();
        for i in 0..x.len() {
            x[i] = (x[i] - (0..i).map(|k| factor[i][k] * x[k]).sum::<f64>()) / factor[i][i];
        }
        for i in (0..x.len()).rev() {
            x[i] = (x[i] - (i + 1..x.len()).map(|k| factor[k][i] * x[k]).sum::<f64>()) / factor[i][i];
        }
        x
    }

    /// The diagonal of the inverse.
    pub(crate) fn inverse_diagonal(&self) -> Vec<f64> {
        let n = self.0.len();
        (0..n)
            .map(|i| {
                let unit: Vec<f64> = (0..n).map(|j| if i == j { 1.0 } else { 0.0 }).collect();
                self.solve(&unit)[i]
            })
            .collect()
    }
}
