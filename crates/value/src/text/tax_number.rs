use super::fold::fold;
use thiserror::Error;

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 18;

/// Why a text is not a unified social credit code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TaxNumberError {
    /// Not 18 characters.
    #[error("a tax number has 18 characters, not {0}")]
    Length(usize),
    /// A letter that the standard leaves out because it looks like another.
    #[error("'{0}' does not occur in tax numbers")]
    Character(char),
    /// The last character does not follow from the others.
    #[error("the last character of the tax number should be '{expected}'")]
    CheckCharacter {
        /// What it should be.
        expected: char,
    },
}

/// A unified social credit code (GB 32100) in capital letters without blanks, its check character proved.
pub fn tax_number_cn(text: &str) -> Result<String, TaxNumberError> {
    let number = fold(text).to_uppercase().replace([' ', '-'], "");
    let length = number.chars().count();
    if length != LENGTH {
        return Err(TaxNumberError::Length(length));
    }
    let mut sum = 0;
    let mut weight = 1;
    for letter in number.chars().take(LENGTH - 1) {
        sum += weight * place_of(letter)?;
        weight = weight * 3 % 31;
    }
    let expected = char::from(ALPHABET[(31 - sum % 31) % 31]);
    match number.chars().last() {
        Some(last) if place_of(last)? == place_of(expected)? => Ok(number),
        Some(_) | None => Err(TaxNumberError::CheckCharacter { expected }),
    }
}

fn place_of(letter: char) -> Result<usize, TaxNumberError> {
    let place = ALPHABET.iter().position(|known| char::from(*known) == letter);
    place.ok_or(TaxNumberError::Character(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_numbers_pass() {
        for number in ["914403001922038216", "91440300708461136T", "91330100799655058B"] {
            assert_eq!(tax_number_cn(number).as_deref(), Ok(number), "{number}");
        }
        assert_eq!(tax_number_cn(" 9144 0300 7084 6113 6t ").as_deref(), Ok("91440300708461136T"));
        assert_eq!(
            tax_number_cn("９１４４０３００７０８４６１１３６Ｔ").as_deref(),
            Ok("91440300708461136T")
        );
    }

    #[test]
    fn slips_are_told_apart() {
        assert_eq!(
            tax_number_cn("91440300708461136U"),
            Err(TaxNumberError::CheckCharacter { expected: 'T' })
        );
        assert_eq!(tax_number_cn("9144030070846113"), Err(TaxNumberError::Length(16)));
        assert_eq!(tax_number_cn("91440300708461136I"), Err(TaxNumberError::Character('I')));
        assert!(tax_number_cn("94140300708461136T").is_err());
    }
}
