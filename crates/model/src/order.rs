//! Sorting that is compiled once, not once for each type: the page carries dozens of sorts of short
//! lists, and each of the library's own weighs kilobytes. Loops that must be quick use the library's.

use std::cmp::Ordering;

/// Lists that can be put in order; equal things keep theirs.
pub trait InOrder<T> {
    /// By a comparison.
    fn put_in_order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// By what is told of each.
    fn put_in_order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.put_in_order_by(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> InOrder<T> for [T] {
    fn put_in_order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let mut places = places(self.len(), &|a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        for at in 0..self.len() {
            while let Some(place) = places.get(at).copied().filter(|place| *place != at) {
                self.swap(at, place);
                places.swap(at, place);
            }
        }
    }
}

/// For each thing of a list the place that it has in order.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    let mut places = vec![0; count];
    for (place, at) in order.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(at) {
            *slot = place;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::InOrder;

    #[test]
    fn the_order_is_that_of_the_library() {
        let mut seed = 7u64;
        for count in [0, 1, 2, 3, 10, 21, 100, 500] {
            let mut list: Vec<(u64, usize)> = (0..count)
                .map(|i| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (seed >> 60, i)
                })
                .collect();
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            list.put_in_order_by_key(|(key, _)| *key);
            assert_eq!(list, expected);
        }
    }
}
