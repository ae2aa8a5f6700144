package replay

import (
	"container/heap"

	"github.com/parley-desk/parley/backend/desk"
)

// agenda is what is to happen, by its moments; of one moment, in the order in
// which it was put down.
type agenda struct {
	list []task
	put  int
}

type task struct {
	at desk.Millis
	no int
	do func(at desk.Millis)
}

func (a *agenda) at(at desk.Millis, do func(at desk.Millis)) {
	a.put++
	heap.Push(a, task{at, a.put, do})
}

// next is the first moment, 0 for none.
func (a *agenda) next() desk.Millis {
	if len(a.list) == 0 {
		return 0
	}
	return a.list[0].at
}

func (a *agenda) pop() task { return heap.Pop(a).(task) }

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (a *agenda) Len() int { return len(a.list) }
func (a *agenda) Less(i, j int) bool {
	return a.list[i].at < a.list[j].at || a.list[i].at == a.list[j].at && a.list[i].no < a.list[j].no
}
func (a *agenda) Swap(i, j int) { a.list[i], a.list[j] = a.list[j], a.list[i] }
func (a *agenda) Push(x any)    { a.list = append(a.list, x.(task)) }
func (a *agenda) Pop() any {
	last := a.list[len(a.list)-1]
	a.list = a.list[:len(a.list)-1]
	return last
}
