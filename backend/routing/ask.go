package routing

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// ask is what many waiting conversations ask for alike. What it means is worked out
// once, and each of them says it in a single word: a queue of a hundred thousand
// has left the cache when its turn comes, and what a decision waits for is memory.
type ask struct {
	where
	Asked
	patience desk.Millis
	sync     bool
	counts   desk.GroupID // in whose places they count
	// waiting is how many ask it at this moment.
	waiting int
	// plan is what lies before them unless they are reserved for somebody, nil until
	// it was laid and once it has gone, and line where most of them wait. queue is
	// the one in which they count, nil for none.
	plan  *plan
	line  *line
	queue *places
	key   string
}

// askFor finds what a conversation asks for.
func (s *State) askFor(in *Waiting) *ask {
	language := desk.CanonicalLanguage(in.Language)
	recent := &s.recent[in.hash(language)%uint64(len(s.recent))]
	if a := *recent; a != nil && a.is(in, language) {
		return a
	}
	buf := appendText(appendText(appendText(make([]byte, 0, 192), in.Channel), in.Rule), language)
	buf = binary.AppendUvarint(appendText(buf, in.Queue), uint64(len(in.Groups)))
	for _, g := range in.Groups {
		buf = appendText(buf, g)
	}
	buf = binary.AppendUvarint(buf, uint64(len(in.Require)))
	for _, n := range in.Require {
		buf = binary.AppendVarint(appendText(buf, n.Skill), int64(n.Level))
	}
	buf = binary.AppendVarint(buf, int64(in.Patience))
	if in.Sync {
		buf = append(buf, 's')
	}
	if a := s.askAt[string(buf)]; a != nil {
		*recent = a
		return a
	}
	s.sweepAsks()
	a := &ask{
		Asked: Asked{
			Channel: in.Channel, Rule: in.Rule, Groups: slices.Clone(in.Groups), Language: language, Require: slices.Clone(in.Require),
		},
		patience: in.Patience, sync: in.Sync, counts: in.Queue, key: string(buf),
	}
	a.ask = a
	if in.Queue != "" {
		if a.queue = s.queues[in.Queue]; a.queue == nil {
			a.queue = &places{}
			s.queues[in.Queue] = a.queue
		}
	}
	s.askAt[a.key] = a
	*recent = a
	return a
}

// recent has what was asked lately at hand, by a hash that need not be good: what is
// not found there is found by its key.
type recent [2048]*ask

func (in *Waiting) hash(language string) uint64 {
	h := hashOf(hashOf(hashOf(0, string(in.Rule)), language), string(in.Queue))
	for _, g := range in.Groups {
		h = hashOf(h, string(g))
	}
	for _, n := range in.Require {
		h = hashOf(h, string(n.Skill))
	}
	return h
}

// is tells whether this is what a conversation asks in its language.
func (a *ask) is(in *Waiting, language string) bool {
	return a.Rule == in.Rule && a.Language == language && a.counts == in.Queue && a.Channel == in.Channel &&
		a.patience == in.Patience && a.sync == in.Sync && slices.Equal(a.Groups, in.Groups) && slices.Equal(a.Require, in.Require)
}

// sweepAsks forgets what nobody asks any more when there is too much of it: groups
// and skills are named by whoever opens a conversation, and their mixtures are endless.
func (s *State) sweepAsks() {
	if len(s.askAt)-s.busyAsks <= maxIdle {
		return
	}
	idle := func(a *ask) bool { return a.waiting == 0 }
	s.recent = recent{}
	for _, p := range s.plans {
		p.asks = slices.DeleteFunc(p.asks, idle)
	}
	maps.DeleteFunc(s.askAt, func(_ string, a *ask) bool { return idle(a) })
}

// layOut gives what is asked its plan under the settings of now.
func (s *State) layOut(a *ask) {
	if a.plan != nil {
		return
	}
	a.plan = s.planFor(a.Asked)
	a.line = s.lineOf(a)
	a.plan.asks = append(a.plan.asks, a)
}

// appendText adds a text so that no two lists of texts look the same.
func appendText[T ~string](buf []byte, text T) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(text))), text...)
}

// apart is what few conversations have besides what they ask: somebody they wish
// for or not, no time to wait, or a beginning that is not that of their age in the
// queue. They stand in no line; see there.
type apart struct {
	where
	// only is whom it is reserved for, and why [Reserved] or [Transferred].
	only desk.AgentID
	why  Reason
	// sticky is whom the visitor last talked to, and knows the same agent while
	// the visitor may wait for them.
	sticky desk.AgentID
	knows  *agent
	tried  []desk.AgentID // sorted, each once
	// gave is nobody, or the one of those tried who handed it to a group.
	gave []desk.AgentID
	// by is who handed it on.
	by desk.AgentID
	// from is when the wait began.
	from desk.Millis
	// bucket is where it waits, and phase how far its plan has got.
	bucket *bucket
	phase  int
	// next is when the item has to be placed again, 0 for never.
	next desk.Millis
}

// apartOf is nil for most.
func apartOf(in *Waiting) *apart {
	from := cmp.Or(in.From, in.Since)
	if in.For == "" && in.Sticky == "" && len(in.Tried) == 0 && in.HandedBy == "" && !in.Sync && from == in.Since {
		return nil
	}
	a := &apart{only: in.For, sticky: in.Sticky, tried: slices.Clone(in.Tried), by: in.HandedBy, from: from}
	if in.For != "" {
		if a.why = Reserved; in.HandedBy != "" {
			a.why = Transferred
		}
	}
	slices.Sort(a.tried)
	a.tried = slices.Compact(a.tried)
	if slices.Contains(a.tried, in.Gave) {
		a.gave = []desk.AgentID{in.Gave}
	}
	return a
}

// same tells whether two are apart by the same.
func (a *apart) same(o *apart) bool {
	if a == nil || o == nil {
		return a == o
	}
	return a.only == o.only && a.why == o.why && a.sticky == o.sticky && a.from == o.from && slices.Equal(a.tried, o.tried) &&
		slices.Equal(a.gave, o.gave) && a.by == o.by
}
