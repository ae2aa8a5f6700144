package routing

// places are a group's places to wait. Most of those who have one stand in a line,
// which knows their order already, so that coming and going costs no other.
type places struct {
	size  int
	lines []*line
	// apart are those who stand in no line.
	apart ranked[turn]
}

func (p *places) put(it *item) {
	p.size++
	if it.apart != nil {
		p.apart.put(it.turn())
	}
}

func (p *places) remove(it *item) {
	p.size--
	if it.apart != nil {
		p.apart.remove(it.turn())
	}
}

// ahead is how many go before a place in the queue.
func (p *places) ahead(t turn) int {
	n := p.apart.rank(t)
	for _, l := range p.lines {
		n += l.waiting.rank(t)
	}
	return n
}
