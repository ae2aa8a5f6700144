package web

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
)

// metrics are what an operator watches. No label ever names a person or a
// conversation.
type metrics struct {
	registry *prometheus.Registry
	lines    *prometheus.GaugeVec
	commands *prometheus.HistogramVec
	refusals *prometheus.CounterVec
	slow     prometheus.Counter
	limited  prometheus.Counter
}

func newMetrics(f *floor.Floor) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		lines: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "parley_lines", Help: "Sockets that are open, by side."}, []string{"side"}),
		commands: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "parley_command_seconds", Help: "From reading a command to its being durable, by kind.",
			Buckets: []float64{.001, .002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5}}, []string{"kind"}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "parley_refusals_total", Help: "Commands refused, by code."}, []string{"code"}),
		slow: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "parley_slow_readers_total", Help: "Sockets closed because they did not read."}),
		limited: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "parley_rate_limited_total", Help: "Commands refused for coming too fast."}),
	}
	m.registry.MustRegister(m.lines, m.commands, m.refusals, m.slow, m.limited,
		&loads{floor: f}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// loads asks the floor when somebody looks, at most once a second: the question
// is answered by the writers, who have better things to do.
type loads struct {
	floor *floor.Floor
	mu    sync.Mutex
	asked time.Time
	last  map[desk.ProjectID]floor.Load
}

func (l *loads) now() map[desk.ProjectID]floor.Load {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Since(l.asked) > time.Second {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		l.last, l.asked = l.floor.Loads(ctx), time.Now()
	}
	return l.last
}

var (
	conversations = prometheus.NewDesc("parley_conversations", "Conversations that are not closed, by state.", []string{"project", "state"}, nil)
	people        = prometheus.NewDesc("parley_people", "People on the line, by side.", []string{"project", "side"}, nil)
)

// Describe implements prometheus.Collector.
func (*loads) Describe(ch chan<- *prometheus.Desc) { ch <- conversations; ch <- people }

// Collect implements prometheus.Collector.
func (l *loads) Collect(ch chan<- prometheus.Metric) {
	gauge := func(desc *prometheus.Desc, n int, labels ...string) {
		ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, float64(n), labels...)
	}
	for project, load := range l.now() {
		gauge(conversations, load.Waiting, string(project), "waiting")
		gauge(conversations, load.Ongoing, string(project), "ongoing")
		gauge(people, load.AgentsConnected, string(project), "agent")
		gauge(people, load.VisitorsConnected, string(project), "visitor")
	}
}
