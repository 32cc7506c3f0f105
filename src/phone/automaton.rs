//! Functions of digits, as `xtask/src/tables/encode.rs` writes them.

/// A tree: forks sort the next digit into classes, leaves are symbols from 1.
#[derive(Clone, Copy)]
pub(super) struct Tree(pub(super) &'static [u8]);

/// One fork, read.
struct Fork {
    /// Per class its digits and its symbol; 0 leads to a fork.
    classes: [(u16, u8); 10],
    count: usize,
}

impl Fork {
    fn children(&self) -> usize {
        self.classes.iter().take(self.count).filter(|(_, symbol)| *symbol == 0).count()
    }
}

impl Tree {
    fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((b, rest)) => {
                self.0 = rest;
                *b
            }
            None => 0,
        }
    }

    fn fork(&mut self) -> Fork {
        let mut fork = Fork { classes: [(0, 0); 10], count: 2 };
        let head = self.byte();
        if head & 0x80 != 0 {
            let second = (u16::from(head >> 6 & 1) << 8 | u16::from(self.byte())) << 1;
            let mut symbol = |bits: u8| if bits == 7 { self.byte().saturating_add(7) } else { bits };
            let (a, b) = (symbol(head >> 3 & 7), symbol(head & 7));
            fork.classes[0] = (0x3ff & !second, a);
            fork.classes[1] = (second, b);
            return fork;
        }
        fork.count = usize::from(head).clamp(1, 10);
        let mut left = 0x3ff;
        for i in 0..fork.count {
            let class = if i + 1 == fork.count {
                (left, self.byte())
            } else {
                let both = u16::from(self.byte()) | u16::from(self.byte()) << 8;
                let symbol = (both >> 10) as u8;
                (both & 0x3ff, if symbol == 63 { self.byte().saturating_add(63) } else { symbol })
            };
            left &= !class.0;
            fork.classes[i] = class;
        }
        fork
    }

    /// Reads over one subtree after another, telling their leaves.
    fn pass(&mut self, mut subtrees: usize, mut tell: impl FnMut(usize)) {
        while subtrees > 0 && !self.0.is_empty() {
            let fork = self.fork();
            for (_, symbol) in fork.classes.iter().take(fork.count) {
                if *symbol != 0 {
                    tell((*symbol).into());
                }
            }
            subtrees = subtrees - 1 + fork.children();
        }
    }

    /// The leaf these digits lead to; where they end early, as if zeros followed. 0 when there is none.
    pub(super) fn leaf(mut self, digits: &[u8]) -> usize {
        let mut digits = digits.iter();
        while !self.0.is_empty() {
            let digit = digits.next().copied().unwrap_or(0);
            match self.step(digit) {
                0 => {}
                leaf => return leaf,
            }
        }
        0
    }

    /// Tells every leaf these digits may still lead to.
    pub(super) fn below(mut self, digits: &[u8], mut tell: impl FnMut(usize)) {
        for digit in digits {
            match self.step(*digit) {
                0 => {}
                leaf => return tell(leaf),
            }
        }
        self.pass(1, tell);
    }

    /// Goes one digit on: 0, or the leaf that is met.
    fn step(&mut self, digit: u8) -> usize {
        let fork = self.fork();
        let mut before = 0;
        for (mask, symbol) in fork.classes.iter().take(fork.count) {
            if mask >> digit & 1 == 1 {
                if *symbol == 0 {
                    self.pass(before, |_| {});
                }
                return (*symbol).into();
            }
            before += usize::from(*symbol == 0);
        }
        self.0 = &[];
        0
    }
}
