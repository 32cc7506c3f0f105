//! Differences that are known, each with its reason.
