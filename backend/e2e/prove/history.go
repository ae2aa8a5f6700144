package prove

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// Op is what is noted.
type Op string

// A message is invoked once; then it is ok (acknowledged), failed (refused for
// good), or its outcome stays unknown.
const (
	Invoke  Op = "invoke"
	OK      Op = "ok"
	Fail    Op = "fail"
	Unknown Op = "unknown"
)

// Entry is one line of a history.
type Entry struct {
	Op Op `json:"op"`
	// Client and Count name the message: the text it carries says both.
	Client string `json:"client"`
	Count  int    `json:"count"`
	// At is nanoseconds since the history began, by the monotonic clock.
	At time.Duration `json:"at"`
	// Note says where it stands, or why it failed.
	Note string `json:"note,omitempty"`
}

// History is the file everybody notes in.
type History struct {
	mu    sync.Mutex
	file  *os.File
	out   *bufio.Writer
	began time.Time
	err   error
}

// NewHistory begins a history in a file.
func NewHistory(path string) (*History, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &History{file: f, out: bufio.NewWriter(f), began: time.Now()}, nil
}

// Note writes a line; an error is kept for [History.Close].
func (h *History) Note(op Op, client string, count int, note string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	raw, err := json.Marshal(Entry{op, client, count, time.Since(h.began), note})
	if err == nil {
		_, err = h.out.Write(append(raw, '\n'))
	}
	if h.err == nil {
		h.err = err
	}
}

// Close ends the history.
func (h *History) Close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.out.Flush(); h.err == nil {
		h.err = err
	}
	if err := h.file.Close(); h.err == nil {
		h.err = err
	}
	return h.err
}

// ReadHistory reads a history back.
func ReadHistory(r io.Reader) ([]Entry, error) {
	var all []Entry
	for dec := json.NewDecoder(r); ; {
		var e Entry
		if err := dec.Decode(&e); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
}

// Text is what a message says: who wrote it, and its number.
func Text(client string, count int) string { return fmt.Sprintf("%s#%d", client, count) }
