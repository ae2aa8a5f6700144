package replay

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// Figures are what became of a stretch of time.
type Figures struct {
	// Arrivals began a conversation, or would have.
	Arrivals int `json:"arrivals"`
	// NotOffered, Full and Dropped did not come to wait: no targeting rule
	// fitted, no place was left, or nobody was free for who could not wait.
	NotOffered int `json:"notOffered"`
	Full       int `json:"full"`
	Dropped    int `json:"dropped"`
	// Assigned were given to an agent; Left had gone by then, or went without
	// having been given to anybody; Waiting still waited at the end.
	Assigned int `json:"assigned"`
	Left     int `json:"left"`
	Waiting  int `json:"waiting"`
	// Contacts is how often a conversation was given to an agent.
	Contacts int `json:"contacts"`
	// Assumed is how many contacts took the median, as nobody knows better.
	Assumed int `json:"assumed,omitempty"`
	// Wait is from the beginning to the first agent, of those assigned.
	Wait   Waits       `json:"wait"`
	Agents []AgentLoad `json:"agents"`
	Groups []GroupLoad `json:"groups"`
	// Spread is between the most and the fewest contacts of those agents who
	// were on the line, Gini how unequal they are: 0 for all the same.
	Spread int     `json:"spread"`
	Gini   float64 `json:"gini"`
}

// Missed is how many visitors got nobody, or had left by the time they did.
func (f Figures) Missed() int { return f.NotOffered + f.Full + f.Dropped + f.Left }

// Waits are lengths of time.
type Waits struct {
	Mean desk.Millis `json:"mean"`
	P50  desk.Millis `json:"p50"`
	P90  desk.Millis `json:"p90"`
	P99  desk.Millis `json:"p99"`
	Most desk.Millis `json:"most"`
}

// AgentLoad is what an agent had to do.
type AgentLoad struct {
	Agent    desk.AgentID `json:"agent"`
	Name     string       `json:"name"`
	Contacts int          `json:"contacts"`
	// Online is how long they were on the line, Busy for how long of it they
	// had a conversation, and BusyShare its part.
	Online    desk.Millis `json:"online"`
	Busy      desk.Millis `json:"busy"`
	BusyShare float64     `json:"busyShare"`
}

// GroupLoad is what went through a group, which is empty for what was reserved
// for one agent.
type GroupLoad struct {
	Group    desk.GroupID `json:"group"`
	Contacts int          `json:"contacts"`
	Share    float64      `json:"share"`
}

// quantiles sums lengths of time up; a quantile is the least that so many do not
// exceed.
func quantiles(list []desk.Millis) (w Waits) {
	if len(list) == 0 {
		return w
	}
	slices.Sort(list)
	var sum desk.Millis
	for _, x := range list {
		sum += x
	}
	at := func(percent int) desk.Millis { return list[(len(list)*percent+99)/100-1] }
	return Waits{Mean: sum / desk.Millis(len(list)), P50: at(50), P90: at(90), P99: at(99), Most: list[len(list)-1]}
}

// gini is 0 where all have the same, and nears 1 where one has all.
func gini(counts []int) float64 {
	slices.Sort(counts)
	var sum, weighted int
	for i, n := range counts {
		sum += n
		weighted += n * (2*(i+1) - len(counts) - 1)
	}
	if sum == 0 {
		return 0
	}
	return float64(weighted) / float64(len(counts)*sum)
}
