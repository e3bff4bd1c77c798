//! The assessment: how far it has come, and its questions by category.

use trustline_model::review::{Question, Review};

/// How far an assessment has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assessed {
    /// Questions that have an answer.
    pub answered: usize,
    /// All questions.
    pub questions: usize,
    /// What answers lack.
    pub gaps: usize,
    /// How much of that is not done yet.
    pub open: usize,
}

/// How far the assessment has come.
pub fn assessed(review: &Review) -> Assessed {
    let (answered, questions) = answered(review.questions.iter());
    Assessed {
        answered,
        questions,
        gaps: review.gaps.len(),
        open: review.gaps.iter().filter(|g| !g.closed).count(),
    }
}

/// The categories that are asked about, in the order of their first questions.
pub fn categories(review: &Review) -> Vec<&str> {
    let mut found = Vec::new();
    for question in &review.questions {
        let category = question.category.as_str();
        if !found.contains(&category) {
            found.push(category);
        }
    }
    found
}

/// The questions of a category, in order.
pub fn of_category<'r>(review: &'r Review, category: &str) -> impl Iterator<Item = &'r Question> {
    let all = review.questions.iter();
    all.filter(move |q| q.category == category)
}

/// How many of some questions are answered, and how many there are.
pub fn answered<'r>(questions: impl Iterator<Item = &'r Question>) -> (usize, usize) {
    questions.fold((0, 0), |(answered, all), question| {
        let there = !question.answer.trim().is_empty();
        (answered + usize::from(there), all + 1)
    })
}
