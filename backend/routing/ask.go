package routing

import (
	"encoding/binary"
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// ask is what many waiting conversations ask for alike. What it means is worked out
// once, and each of them says it in a single word: a queue of a hundred thousand
// has left the cache when its turn comes, and what a decision waits for is memory.
type ask struct {
	Asked
	patience desk.Millis
	sync     bool
	// plan is what lies before those who ask it, nil once that has gone. queue is
	// the one in which they count, nil for none.
	plan  *plan
	queue *ranked[turn]
	key   string
}

// askFor finds what a conversation asks for or lays a plan for it.
func (s *State) askFor(in *Waiting) *ask {
	language := desk.PrimaryLanguage(in.Language)
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
		return a
	}
	a := &ask{
		Asked: Asked{
			Channel: in.Channel, Rule: in.Rule, Groups: slices.Clone(in.Groups), Language: language, Require: slices.Clone(in.Require),
		},
		patience: in.Patience, sync: in.Sync, key: string(buf),
	}
	if in.Queue != "" {
		if a.queue = s.queues[in.Queue]; a.queue == nil {
			a.queue = &ranked[turn]{}
			s.queues[in.Queue] = a.queue
		}
	}
	s.layOut(a)
	return a
}

// layOut gives what is asked its plan under the settings of now. It is found for as
// long as the plan is there.
func (s *State) layOut(a *ask) {
	if a.plan != nil {
		return
	}
	a.plan = s.planFor(a.Asked)
	a.plan.asks = append(a.plan.asks, a)
	s.askAt[a.key] = a
}

// appendText adds a text so that no two lists of texts look the same.
func appendText[T ~string](buf []byte, text T) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(text))), text...)
}

// wish is what few conversations ask besides: somebody, or somebody else.
type wish struct {
	// only is whom it is reserved for.
	only desk.AgentID
	// sticky is whom the visitor last talked to, and knows the same agent while
	// the visitor may wait for them.
	sticky desk.AgentID
	knows  *agent
	tried  []desk.AgentID // sorted, each once
}

// wishOf is nil for most.
func wishOf(in *Waiting) *wish {
	if in.For == "" && in.Sticky == "" && len(in.Tried) == 0 {
		return nil
	}
	w := &wish{only: in.For, sticky: in.Sticky, tried: slices.Clone(in.Tried)}
	slices.Sort(w.tried)
	w.tried = slices.Compact(w.tried)
	return w
}

// same tells whether two wish for the same.
func (w *wish) same(o *wish) bool {
	if w == nil || o == nil {
		return w == o
	}
	return w.only == o.only && w.sticky == o.sticky && slices.Equal(w.tried, o.tried)
}
