package routing

// ordered is a key that knows its place. Two keys of which neither is before
// the other are the same.
type ordered[K any] interface{ before(K) bool }

// tree keeps keys in order; put, remove, rank and the look-ups cost O(log n).
//
// It is a treap: a search tree whose shape is a heap of priorities, which is
// balanced whatever the keys are. The priorities come from a counter, so two
// runs have the same shape, and no visitor can choose ids that unbalance it.
// Each node counts its subtree, which makes it an order-statistic tree.
type tree[K ordered[K]] struct {
	root  *node[K]
	size  int
	drawn uint64
	// least is the first key while size > 0: every decision asks for it.
	least K
	// spare nodes are used again, as most removals are half of a move.
	spare *node[K]
}

type node[K any] struct {
	key         K
	priority    uint64
	count       int
	left, right *node[K]
}

func (n *node[K]) size() int {
	if n == nil {
		return 0
	}
	return n.count
}

// put adds a key that is not in the tree.
func (t *tree[K]) put(k K) {
	n := t.spare
	if n == nil {
		n = new(node[K])
	} else {
		t.spare = n.right
	}
	t.drawn++
	n.key, n.priority = k, mix(t.drawn)
	link := &t.root
	for *link != nil && (*link).priority >= n.priority {
		(*link).count++
		if k.before((*link).key) {
			link = &(*link).left
		} else {
			link = &(*link).right
		}
	}
	n.left, n.right = split(*link, k)
	n.count = 1 + n.left.size() + n.right.size()
	*link = n
	if t.size == 0 || k.before(t.least) {
		t.least = k
	}
	t.size++
}

// remove takes a key out of the tree; one that is not there is no matter.
func (t *tree[K]) remove(k K) {
	var path [128]*node[K] // a treap of any size we can hold is less deep
	deep := 0
	link := &t.root
	for *link != nil {
		n := *link
		switch {
		case k.before(n.key):
			link = &n.left
		case n.key.before(k):
			link = &n.right
		default:
			for _, above := range path[:deep] {
				above.count--
			}
			*link = merge(n.left, n.right)
			var none K
			n.key, n.left, n.right = none, nil, t.spare
			t.spare = n
			t.size--
			if t.size == 0 {
				t.least = none
			} else if !t.least.before(k) {
				t.least = t.leftmost()
			}
			return
		}
		path[deep] = n
		deep++
	}
}

func (t *tree[K]) leftmost() K {
	n := t.root
	for n.left != nil {
		n = n.left
	}
	return n.key
}

// last is the last key of a tree that is not empty.
func (t *tree[K]) last() K {
	n := t.root
	for n.right != nil {
		n = n.right
	}
	return n.key
}

// from is the first key that is not before k.
func (t *tree[K]) from(k K) (found K, ok bool) {
	for n := t.root; n != nil; {
		if n.key.before(k) {
			n = n.right
		} else {
			found, ok = n.key, true
			n = n.left
		}
	}
	return found, ok
}

// after is the first key that k is before.
func (t *tree[K]) after(k K) (found K, ok bool) {
	for n := t.root; n != nil; {
		if k.before(n.key) {
			found, ok = n.key, true
			n = n.left
		} else {
			n = n.right
		}
	}
	return found, ok
}

// rank is how many keys are before k.
func (t *tree[K]) rank(k K) (less int) { return countBefore(t.root, k) }

func countBefore[K ordered[K]](n *node[K], k K) (less int) {
	for n != nil {
		if n.key.before(k) {
			less += 1 + n.left.size()
			n = n.right
		} else {
			n = n.left
		}
	}
	return less
}

// each visits the keys in order until do returns false.
func (t *tree[K]) each(do func(K) bool) { each(t.root, do) }

func each[K any](n *node[K], do func(K) bool) bool {
	return n == nil || each(n.left, do) && do(n.key) && each(n.right, do)
}

// split parts a subtree into what is before k and the rest. How many are before
// it is known from the start, so each node's count can be set on the way down.
func split[K ordered[K]](n *node[K], k K) (less, rest *node[K]) {
	toLess, toRest := &less, &rest
	before := countBefore(n, k)
	for n != nil {
		all := n.count
		if n.key.before(k) {
			left := 1 + n.left.size()
			n.count = before
			before -= left
			*toLess = n
			toLess = &n.right
			n = n.right
		} else {
			n.count = all - before
			*toRest = n
			toRest = &n.left
			n = n.left
		}
	}
	*toLess, *toRest = nil, nil
	return less, rest
}

// merge joins two subtrees, all of a being before all of b.
func merge[K ordered[K]](a, b *node[K]) (root *node[K]) {
	link := &root
	for a != nil && b != nil {
		if a.priority >= b.priority {
			a.count += b.count
			*link = a
			link = &a.right
			a = a.right
		} else {
			b.count += a.count
			*link = b
			link = &b.left
			b = b.left
		}
	}
	if a == nil {
		a = b
	}
	*link = a
	return root
}
