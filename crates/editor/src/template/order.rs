//! The order of parts among their like.

/// Exchanges a part with the nearest one before or after it that is of its like; gives its new
/// place.
pub(super) fn swapped<T>(
    list: &mut [T],
    at: usize,
    up: bool,
    alike: impl Fn(&T) -> bool,
) -> Option<usize> {
    let mut others = list
        .iter()
        .enumerate()
        .filter(|(_, t)| alike(t))
        .map(|(i, _)| i);
    let to = match up {
        true => others.take_while(|i| *i < at).last(),
        false => others.find(|i| *i > at),
    }?;
    (at < list.len()).then(|| {
        list.swap(at, to);
        to
    })
}
