package main

import (
	"fmt"
	"slices"
	"time"
)

// row is one line of the table.
type row struct {
	id, what   string
	ours, pair string
	ratio      float64
	// anchor and moonshot bound the ratio: from below where more is better.
	anchor, moonshot float64
	more             bool
	// verdict is said in the place of the bounds, where it is not empty.
	verdict string
}

const layout = "%-4s %-46s %-24s %-32s %8s  %-24s %6s  %s\n"

func printHead() {
	fmt.Printf(layout, "row", "what", "ours", "pair", "ratio", "anchor, moonshot", "took", "others")
}

// print says also how long the measure took and how many cores were used by
// processes that had no part in it.
func (r row) print(took time.Duration, others float64) {
	sign := "≤"
	if r.more {
		sign = "≥"
	}
	verdict := "–"
	switch {
	case r.verdict != "":
		verdict = r.verdict
	case r.anchor > 0:
		verdict = fmt.Sprintf("%s %s %s, %s %s", sign, short(r.anchor), r.holds(r.anchor), short(r.moonshot), r.holds(r.moonshot))
	}
	fmt.Printf(layout, r.id, r.what, r.ours, r.pair, fmt.Sprintf("%.3g", r.ratio), verdict,
		took.Round(time.Second), fmt.Sprintf("%.2f cores", others))
}

func (r row) holds(bound float64) string {
	if r.ratio <= bound != r.more || r.ratio == bound {
		return "holds"
	}
	return "FAILS"
}

func short(f float64) string { return fmt.Sprintf("%g", f) }

func median(of []float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[len(sorted)/2]
}

// quantile is of durations in any order.
func quantile(of []time.Duration, q float64) time.Duration {
	sorted := slices.Sorted(slices.Values(of))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

func perSecond(f float64) string { return fmt.Sprintf("%.0f/s", f) }

func kib(bytes float64) string { return fmt.Sprintf("%.1f KiB", bytes/1024) }

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d)/1e6) }
