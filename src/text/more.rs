//! Words that only some pages need, or only afterwards: apart from [`super::Texts`], because a page loads them only then.

/// Declares the texts: the field, and its name outside Rust.
macro_rules! more {
    ($($(#[$doc:meta])* $field:ident;)*) => {
        /// The further texts of one language. `{recipients}` and `{date}` are filled in by whoever shows them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct MoreTexts { $($(#[$doc])* pub $field: &'static str,)* }

        impl MoreTexts {
            /// Every text with its name.
            pub fn entries(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($field), self.$field),)*]
            }
        }
    };
}

more! {
    /// In the notice: who else gets the number, `{recipients}`.
    recipients;
    /// In the notice: the last day it holds, `{date}`.
    until;
    /// Above the list of what was agreed to on `{date}`.
    agreed;
    /// There is nothing to manage.
    nothing;
    /// The button that takes everything back.
    withdraw;
    /// It is taken back.
    withdrawn;
    /// The button that saves record and receipt as a file.
    receipt;
    /// The link that opens WhatsApp with the code.
    confirm;
    /// Beside the same link as a QR code.
    scan;
    /// The button that copies that link.
    copy;
    /// It is copied.
    copied;
}
