package store

import (
	"context"
	"errors"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// Broken tells an error after which it is unknown what is durable: the process
// has to end and to look at its next start.
func Broken(err error) bool { return errors.Is(err, sqlkit.ErrBroken) }

// Passing tells an error that may be gone the next time from one that the same
// batch would meet again.
func Passing(err error) bool {
	for _, passes := range []error{sqlkit.ErrUnavailable, sqlkit.ErrFull, ErrFenced, context.DeadlineExceeded} {
		if errors.Is(err, passes) {
			return true
		}
	}
	return false
}

// Refusal is what a client is told of an error of the store.
func Refusal(err error) *desk.Error {
	var e *desk.Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, sqlkit.ErrFull):
		return desk.Refuse(desk.StorageFull, "The server cannot store messages now; yours is kept on this computer.").After(10 * desk.Second)
	}
	return desk.Refuse(desk.Unavailable, "The server cannot reach its database; this is tried again.").After(2 * desk.Second)
}
