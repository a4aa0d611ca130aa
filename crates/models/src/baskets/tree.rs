/// A prefix tree of weighted item lists with an index of the nodes of each item. Items are ranks, the most frequent 0,
/// and lists rise, so that what lies above a node is more frequent than its own item.
#[derive(Default)]
pub(super) struct Tree {
    rank: Vec<u32>,
    parent: Vec<u32>,
    weight: Vec<u32>,
    /// Next node of the same rank.
    next: Vec<u32>,
    heads: Vec<u32>,
    pub(super) totals: Vec<u32>,
    children: Children,
}

/// No node; the root is node 0 and belongs to no rank.
const NONE: u32 = u32::MAX;

impl Tree {
    /// Empties the tree for lists of `ranks` different items.
    pub(super) fn clear(&mut self, ranks: usize) {
        for column in [&mut self.rank, &mut self.parent, &mut self.weight, &mut self.next] {
            column.clear();
        }
        self.heads.clear();
        self.heads.resize(ranks, NONE);
        self.totals.clear();
        self.totals.resize(ranks, 0);
        self.rank.push(NONE);
        self.parent.push(NONE);
        self.weight.push(0);
        self.next.push(NONE);
        self.children.clear();
    }

    pub(super) fn ranks(&self) -> usize {
        self.heads.len()
    }

    pub(super) fn add(&mut self, list: impl Iterator<Item = u32>, weight: u32) {
        let mut at = 0;
        for rank in list {
            let fresh = self.rank.len() as u32;
            let child = self.children.find_or_put(at, rank, fresh);
            if child == fresh {
                self.rank.push(rank);
                self.parent.push(at);
                self.weight.push(0);
                self.next.push(self.heads[rank as usize]);
                self.heads[rank as usize] = fresh;
            }
            self.weight[child as usize] += weight;
            self.totals[rank as usize] += weight;
            at = child;
        }
    }

    /// Every list that ends above a node of this rank, from the node upwards, with its weight.
    pub(super) fn paths(&self, rank: u32, mut see: impl FnMut(Path<'_>)) {
        let mut node = self.heads[rank as usize];
        while node != NONE {
            see(Path { tree: self, at: self.parent[node as usize], weight: self.weight[node as usize] });
            node = self.next[node as usize];
        }
    }
}

/// Ranks from a node up to the root, falling.
pub(super) struct Path<'a> {
    tree: &'a Tree,
    at: u32,
    pub(super) weight: u32,
}

impl Iterator for Path<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.at == 0 {
            return None;
        }
        let rank = self.tree.rank[self.at as usize];
        self.at = self.tree.parent[self.at as usize];
        Some(rank)
    }
}

/// Which node continues a node with a rank: open addressing, emptied by counting up a stamp.
#[derive(Default)]
struct Children {
    slots: Vec<Slot>,
    stamp: u32,
    filled: usize,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    stamp: u32,
    node: u32,
    rank: u32,
    child: u32,
}

impl Children {
    fn clear(&mut self) {
        self.filled = 0;
        if self.stamp == u32::MAX {
            self.slots.clear();
            self.stamp = 0;
        }
        self.stamp += 1;
        if self.slots.is_empty() {
            self.slots.resize(64, Slot::default());
        }
    }

    fn find_or_put(&mut self, node: u32, rank: u32, fresh: u32) -> u32 {
        if 2 * self.filled >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut place = hash(node, rank) & mask;
        loop {
            let slot = &mut self.slots[place];
            if slot.stamp != self.stamp {
                *slot = Slot { stamp: self.stamp, node, rank, child: fresh };
                self.filled += 1;
                return fresh;
            }
            if slot.node == node && slot.rank == rank {
                return slot.child;
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.stamp == self.stamp) {
            let mut place = hash(slot.node, slot.rank) & (size - 1);
            while self.slots[place].stamp == self.stamp {
                place = (place + 1) & (size - 1);
            }
            self.slots[place] = slot;
        }
    }
}

fn hash(node: u32, rank: u32) -> usize {
    let key = (u64::from(node) << 32 | u64::from(rank)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (key >> 32) as usize
}
