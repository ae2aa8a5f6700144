package routing

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// need is what a conversation asks of an agent, and what all of a bucket ask.
type need struct {
	groups  []desk.GroupID // sorted, each once
	channel desk.Channel
}

// key names a need. Buckets and classes are found by it.
func (n need) key() string {
	buf := make([]byte, 0, 64)
	buf = append(buf, n.channel...)
	for _, g := range n.groups {
		buf = append(buf, 0)
		buf = append(buf, g...)
	}
	return string(buf)
}

// sorted is groups in order, each once.
func sorted(groups []desk.GroupID) []desk.GroupID {
	out := slices.Clone(groups)
	slices.Sort(out)
	return slices.Compact(out)
}

// class holds the agents with the same groups who are granted a channel.
type class struct {
	need
	members int
	// at counts the members by how far they get.
	at [stages]int
	// free are those who can take one more.
	free    tree[rank]
	buckets []*bucket
}

// bucket holds the waiting conversations with the same needs.
type bucket struct {
	need
	waiting tree[turn]
	classes []*class
	// open counts the classes in which somebody is free.
	open int
	// hot is set while the bucket is on the list of those to decide.
	hot bool
	// where is the names of the groups, empty until asked for.
	where string
}

// turn is a waiting conversation's place in its bucket.
type turn struct {
	due  desk.Millis
	item *item
}

func (t turn) before(o turn) bool {
	if t.due != o.due {
		return t.due < o.due
	}
	return t.item.id < o.item.id
}

// classFor finds the class of a need or makes it.
func (s *State) classFor(n need) *class {
	key := n.key()
	if c := s.classAt[key]; c != nil {
		return c
	}
	c := &class{need: n}
	s.classAt[key] = c
	s.classes = append(s.classes, c)
	for _, b := range s.buckets {
		link(b, c)
	}
	return c
}

// dropClass forgets a class that has lost its last member.
func (s *State) dropClass(c *class) {
	delete(s.classAt, c.key())
	s.classes = without(s.classes, c)
	for _, b := range c.buckets {
		b.classes = without(b.classes, c)
	}
	s.dropIdleBuckets()
}

// bucketFor finds the bucket of a need or makes it.
func (s *State) bucketFor(n need) *bucket {
	key := n.key()
	if b := s.bucketAt[key]; b != nil {
		return b
	}
	b := &bucket{need: n}
	s.bucketAt[key] = b
	s.buckets = append(s.buckets, b)
	for _, c := range s.classes {
		link(b, c)
	}
	return b
}

// dropIdleBuckets forgets the buckets in which nobody waits. It is done when
// the setting-up of agents changes rather than when the last one leaves, as
// most buckets are empty most of the time and are needed again at once.
func (s *State) dropIdleBuckets() {
	s.buckets = slices.DeleteFunc(s.buckets, func(b *bucket) bool {
		if b.waiting.size > 0 {
			return false
		}
		delete(s.bucketAt, b.key())
		for _, c := range b.classes {
			c.buckets = without(c.buckets, b)
		}
		return true
	})
}

func link(b *bucket, c *class) {
	if !c.serves(b.need) {
		return
	}
	b.classes = append(b.classes, c)
	c.buckets = append(c.buckets, b)
	if c.free.size > 0 {
		b.open++
	}
}

func without[T comparable](list []T, x T) []T {
	if i := slices.Index(list, x); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// heat puts a bucket on the list of those to decide.
func (s *State) heat(b *bucket) {
	if !b.hot && b.waiting.size > 0 {
		b.hot = true
		s.hot = append(s.hot, b)
	}
}
