use models::ModelError;
use models::tier::{Placement, Tier, TierReason, TierSettings, Worth, tiers};

/// Part of a threshold by which a challenger must beat who already stands above it.
const HOLD: f64 = 0.1;

/// The tier of every customer, held against flapping: who was most valuable yields only to a newcomer who brings a
/// tenth more, and stays where there is room; who was growable stays so until his present value is a tenth above
/// what is untapped. The number of the most valuable stays within its share.
pub fn placements(
    worth: Worth<'_>,
    before: &[Option<Tier>],
    settings: &TierSettings,
) -> Result<Vec<Placement>, ModelError> {
    let mut placed = tiers(worth, settings)?;
    if before.iter().all(Option::is_none) {
        return Ok(placed);
    }
    let nobody_on_top = TierSettings { mvc_customer_share: 0.0, ..*settings };
    let held = TierSettings { growth_factor: settings.growth_factor * (1.0 - HOLD), ..nobody_on_top };
    let still_growable = tiers(worth, &held)?;
    for (row, placement) in placed.iter_mut().enumerate() {
        if placement.tier == Tier::Maintain && before.get(row) == Some(&Some(Tier::Mgc)) {
            *placement = still_growable[row];
        }
    }
    let swaps = swaps(worth, before, &placed, settings);
    if swaps.is_empty() {
        return Ok(placed);
    }
    let below = tiers(worth, &nobody_on_top)?;
    for swap in &swaps {
        if let Some(row) = swap.leaves {
            placed[row] = match before.get(row) {
                Some(Some(Tier::Mgc)) => still_growable[row],
                Some(Some(Tier::Mvc | Tier::Maintain | Tier::Bz) | None) | None => below[row],
            };
        }
        placed[swap.stays].tier = Tier::Mvc;
    }
    rank(worth, &mut placed);
    Ok(placed)
}

struct Swap {
    stays: usize,
    leaves: Option<usize>,
}

fn swaps(
    worth: Worth<'_>,
    before: &[Option<Tier>],
    placed: &[Placement],
    settings: &TierSettings,
) -> Vec<Swap> {
    let margin = worth.expected_margin;
    let was_mvc = |row: usize| before.get(row) == Some(&Some(Tier::Mvc));
    let on_top: Vec<usize> = (0..placed.len()).filter(|row| placed[*row].tier == Tier::Mvc).collect();
    let Some(edge) = on_top.iter().map(|row| margin[*row]).min_by(f64::total_cmp) else { return Vec::new() };
    let mut newcomers: Vec<usize> = on_top.iter().copied().filter(|row| !was_mvc(*row)).collect();
    newcomers.sort_unstable_by(|a, b| margin[*b].total_cmp(&margin[*a]));
    let mut falling: Vec<usize> = (0..placed.len())
        .filter(|row| {
            let below = matches!(placed[*row].tier, Tier::Mgc | Tier::Maintain);
            below && was_mvc(*row) && margin[*row] > 0.0 && margin[*row] >= edge * (1.0 - HOLD)
        })
        .collect();
    falling.sort_unstable_by(|a, b| margin[*b].total_cmp(&margin[*a]));
    let most = (settings.mvc_customer_share * placed.len() as f64 + 1e-9).floor() as usize;
    let mut room = most.saturating_sub(on_top.len());
    let mut swaps = Vec::new();
    for stays in falling {
        if room > 0 {
            room -= 1;
            swaps.push(Swap { stays, leaves: None });
        } else if newcomers.last().is_some_and(|last| margin[*last] < margin[stays] * (1.0 + HOLD)) {
            swaps.push(Swap { stays, leaves: newcomers.pop() });
        }
    }
    swaps
}

/// Gives everybody on top his rank and the share that is reached with him.
fn rank(worth: Worth<'_>, placed: &mut [Placement]) {
    let margin = worth.expected_margin;
    let total: f64 = (0..placed.len())
        .filter(|row| margin[*row] > 0.0 && placed[*row].tier != Tier::Bz)
        .map(|row| margin[row])
        .sum();
    let mut on_top: Vec<usize> = (0..placed.len()).filter(|row| placed[*row].tier == Tier::Mvc).collect();
    on_top.sort_unstable_by(|a, b| margin[*b].total_cmp(&margin[*a]).then(a.cmp(b)));
    let customers = u32::try_from(placed.len()).unwrap_or(u32::MAX);
    let mut sum = 0.0;
    for (row, rank) in on_top.into_iter().zip(1u32..) {
        sum += margin[row];
        placed[row].reason = TierReason::AmongTheMostValuable {
            expected_margin: margin[row],
            rank,
            customers,
            margin_share: (sum / total).min(1.0),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(margin: &[f64], before: &[Option<Tier>]) -> Vec<Tier> {
        let count = margin.len();
        let worth = Worth {
            expected_margin: margin,
            cost_to_serve: &vec![0.0; count],
            spend: margin,
            wallet: &vec![Some(0.0); count],
            margin_rate: &vec![1.0; count],
            group: &vec![0; count],
        };
        let placed = placements(worth, before, &TierSettings::default()).unwrap();
        placed.iter().map(|placement| placement.tier).collect()
    }

    fn base(first: f64, second: f64) -> Vec<f64> {
        let mut margin = vec![10.0; 10];
        (margin[0], margin[1], margin[2]) = (500.0, first, second);
        margin
    }

    #[test]
    fn a_newcomer_must_be_a_tenth_better() {
        let before = [Some(Tier::Mvc), Some(Tier::Mvc), Some(Tier::Maintain)];
        let held = place(&base(100.0, 105.0), &before);
        assert_eq!(&held[..3], [Tier::Mvc, Tier::Mvc, Tier::Maintain]);
        let beaten = place(&base(100.0, 120.0), &before);
        assert_eq!(&beaten[..3], [Tier::Mvc, Tier::Maintain, Tier::Mvc]);
        let first_run = place(&base(100.0, 105.0), &[]);
        assert_eq!(&first_run[..3], [Tier::Mvc, Tier::Maintain, Tier::Mvc]);
    }

    #[test]
    fn a_run_on_unchanged_figures_changes_nothing() {
        let margin: Vec<f64> = (0..200).map(|row| f64::from((row * 37) % 200 + 1).powi(3)).collect();
        let first = place(&margin, &[]);
        let before: Vec<Option<Tier>> = first.iter().copied().map(Some).collect();
        assert_eq!(place(&margin, &before), first);
        let most_valuable = first.iter().filter(|tier| **tier == Tier::Mvc).count();
        assert!(most_valuable > 10 && most_valuable <= 40, "{most_valuable}");
    }

    #[test]
    fn there_are_never_more_than_a_fifth_on_top() {
        let before = vec![Some(Tier::Mvc); 10];
        let placed = place(&[10.0; 10], &before);
        assert_eq!(placed.iter().filter(|tier| **tier == Tier::Mvc).count(), 2);
    }
}
