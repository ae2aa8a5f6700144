package routing

import "container/heap"

// present finds the least fair share of those on the line, with which who comes
// there is levelled. That is asked seldom and shares grow with every contact, so
// a place is brought up to date when it gets to the top, and only then.
type present []standing

// standing is an agent with a share that was theirs once and that they cannot
// have fallen below since.
type standing struct {
	share int64
	agent *agent
}

// stand gives an agent a place by their share of now.
func (p *present) stand(a *agent) {
	a.stood = a.share
	heap.Push(p, standing{a.share, a})
}

// least is the least share of those present, and false when nobody is.
func (p *present) least() (share int64, ok bool) {
	for len(*p) > 0 {
		top := &(*p)[0]
		switch a := top.agent; {
		case !a.present:
			a.stood = -1
			heap.Pop(p)
		case top.share != a.share:
			top.share, a.stood = a.share, a.share
			heap.Fix(p, 0)
		default:
			return top.share, true
		}
	}
	return 0, false
}

func (p present) Len() int           { return len(p) }
func (p present) Less(i, j int) bool { return p[i].share < p[j].share }
func (p present) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *present) Push(x any)        { *p = append(*p, x.(standing)) }
func (p *present) Pop() any {
	last := len(*p) - 1
	x := (*p)[last]
	*p = (*p)[:last]
	return x
}
