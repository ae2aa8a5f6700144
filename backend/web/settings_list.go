package web

import (
	"slices"

	"github.com/parley-desk/parley/backend/desk"
)

// listed are the same settings with a list in every place that must not be null
// in JSON. Nothing of s is changed, which others read.
func listed(s desk.Settings) desk.Settings {
	s.Skills, s.Groups, s.Targeting = list(s.Skills), list(s.Groups), list(s.Targeting)
	s.Hours, s.Rules = list(s.Hours), list(s.Rules)
	for i, h := range s.Hours {
		s.Hours[i] = listedHours(h)
	}
	for i, r := range s.Rules {
		s.Rules[i] = listedRule(r)
	}
	return s
}

func listedHours(h desk.Hours) desk.Hours {
	h.Week, h.Except = spans(h.Week), slices.Clone(h.Except)
	for i := range h.Except {
		if h.Except[i].Open != nil {
			h.Except[i].Open = spans(h.Except[i].Open)
		}
	}
	return h
}

func spans(of []desk.Span) []desk.Span {
	of = list(of)
	for i := range of {
		of[i].Days = list(of[i].Days)
	}
	return of
}

func listedRule(r desk.Rule) desk.Rule {
	r.Rings = list(r.Rings)
	for i := range r.Rings {
		r.Rings[i].Groups = list(r.Rings[i].Groups)
	}
	return r
}

// list is a copy that is never nil.
func list[T any](of []T) []T { return append([]T{}, of...) }
